"""The address of the database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import make_url

from jrld.config.address import check_address, write_address


@given(password=st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_password_survives_the_address(password: str) -> None:
    """Guards that SQLAlchemy and libpq read back the password that was put into the address."""
    address = write_address("postgres://me%40x@[::1]:5433/jrl?sslmode=require", password)
    url, conninfo = make_url(address), conninfo_to_dict(address)
    assert (url.drivername, url.username, url.password, url.host, url.port) == (
        "postgresql",
        "me@x",
        password,
        "::1",
        5433,
    )
    assert (conninfo["user"], conninfo["password"], conninfo["sslmode"]) == ("me@x", password, "require")


@pytest.mark.parametrize(
    "url", ["postgresql:///jrl?host=/run/postgresql", "postgresql://db", "postgresql://me@db:5432/jrl"]
)
def test_addresses_without_password(url: str) -> None:
    """Guards that an address that needs no password (peer, .pgpass) goes through as it is."""
    check_address(url)
    assert write_address(url, None) == url
