"""Fixtures of the IMAP server. Without Dovecot its tests are skipped, where they must not be, they fail."""

import os
from collections.abc import Iterator
from itertools import count

import pytest

from dovecot_server import DovecotServer, find_dovecot

_MUST = ("CI", "JRLD_REQUIRE_SERVERS")  # environment variables
_NUMBERS = count(1)


@pytest.fixture(scope="session")
def dovecot_server() -> Iterator[DovecotServer]:
    """One server for all tests. Those that stop it make their own, so that they disturb no other."""
    require_dovecot()
    with DovecotServer() as server:
        yield server


@pytest.fixture
def imap_user() -> str:
    """The name of an account that nobody else uses, and so is empty."""
    return f"user{next(_NUMBERS)}"


def require_dovecot() -> None:
    """Skips the test where there is no Dovecot, or fails it where there has to be one."""
    if find_dovecot() is not None:
        return
    reason = "there is no dovecot on this machine (make setup installs it): jrld is NOT tested against an IMAP server"
    if any(os.environ.get(name) for name in _MUST):
        pytest.fail(reason)
    pytest.skip(reason)
