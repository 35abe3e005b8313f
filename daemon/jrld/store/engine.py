"""Connections: how the database is reached, and what its failures mean to the daemon."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from jrld.errors import ConfigError, MessageError, StoreTooSlow, StoreUnavailable

__all__ = ["Engine", "open_engine", "split_password", "transaction"]

_EXAMPLE = "postgresql://user@host:5432/database"
# Every wait ends: libpq's own parameters, and the server's in milliseconds. What the address says wins.
_CONNECT = {
    "connect_timeout": "10",
    "application_name": "jrld",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
    # The search path is set because its default begins with a schema named like the user, which may be our own:
    # every name is qualified, and Alembic would take jrld for the default schema.
    "options": "-c timezone=UTC -c search_path=public -c statement_timeout=120000 -c lock_timeout=30000"
    " -c idle_in_transaction_session_timeout=120000",
}

# SQLSTATE classes (Postgres manual, appendix A) that pass by themselves: connection, read-only (a standby after a
# failover), deadlock and serialisation, resources, not in the right state, operator, system.
_AWAY = ("08", "25", "40", "53", "55", "57", "58")
_NOT_ALLOWED = "42501"
# What libpq and psycopg say, before any server is asked, of an address that will never do.
_WRONG_OPTION = re.compile(
    r"invalid (?:\w+ value: |integer value |port number: |connection option )|bad value for |could not parse network"
)
# What this very content runs into: a value that no column takes, a limit of the server.
_UNSTORABLE = ("22", "54")


def open_engine(url: str) -> Engine:
    """An engine with a pool; connects at first use. `url`: postgresql://user:password@host:port/database.

    Raises ConfigError when the address is not one of Postgres. What is wrong with its options shows at first use.
    """
    try:
        address = make_url(url)
        scheme = address.drivername
        if scheme not in ("postgresql", "postgres", "postgresql+psycopg"):
            raise ConfigError([f"database.url: {scheme}:// is not Postgres; like {_EXAMPLE}"])
        engine = create_engine(
            address.set(drivername="postgresql+psycopg"),
            connect_args=_make_parameters(address.query),
            pool_pre_ping=True,
            hide_parameters=True,  # an error shows the statement, never the mail or a secret in it
        )
        engine.dialect.create_connect_args(engine.url)  # several hosts have as many ports, or one
    except (ArgumentError, ValueError) as error:
        raise ConfigError([f"database.url: not an address; like {_EXAMPLE}"]) from error
    return engine


def _make_parameters(given: Mapping[str, Any]) -> dict[str, str]:
    """Ours, where the address has none of its own; to its `options` ours are prepended, since the last one counts."""
    parameters = {key: value for key, value in _CONNECT.items() if key not in given}
    if isinstance(options := given.get("options"), str):
        parameters["options"] = f"{_CONNECT['options']} {options}"
    return parameters


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """One transaction: committed at the end, rolled back on any error.

    Raises StoreUnavailable when the database is away or too busy, MessageError (`unstorable`) when it refuses the
    content itself (a NUL, a lone surrogate, a number out of range), and ConfigError when the address has an option
    that there is not. Other errors of it are bugs, and pass.
    """
    try:
        with engine.begin() as connection:
            yield connection
    except PoolTimeout as error:
        raise StoreUnavailable(f"{_place(engine.url)}: no connection became free") from error
    except DBAPIError as error:
        meaning = _explain(error, engine.url)
        if meaning is None:
            raise
        raise meaning from (None if isinstance(meaning, MessageError) else error)  # which may quote the content
    except UnicodeEncodeError as error:
        raise MessageError("unstorable", f"a character that Postgres cannot hold: {error.reason}") from None


def _explain(error: DBAPIError, url: URL) -> StoreUnavailable | MessageError | ConfigError | None:
    """What a driver's error means to the daemon; None for a bug."""
    state = getattr(error.orig, "sqlstate", None) or ""
    words = str(error.orig).strip().split("\n")[0] or type(error.orig).__name__
    if state.startswith(_UNSTORABLE) or (not state and "NUL" in words):
        return MessageError("unstorable", f"the database refuses the content: {words}")
    if state == "57014" and "statement timeout" in words:
        return StoreTooSlow(f"{_place(url)}: {words}")
    if state == _NOT_ALLOWED:
        return StoreUnavailable(f"{_place(url)}: {words}; its owner has to grant it, or to run `jrld migrate` himself")
    if not state and _WRONG_OPTION.search(words):
        return ConfigError([f"database.url: {words.removeprefix('connection is bad: ')}"])
    lost = error.connection_invalidated or isinstance(error, InterfaceError)
    if lost or state.startswith(_AWAY) or (not state and type(error).__name__ == "OperationalError"):
        return StoreUnavailable(f"{_place(url)}: {words}")
    if state.startswith("28") or state == "3D000":  # login refused, no such database: nothing of the message is lost
        return StoreUnavailable(f"{_place(url)}: {words}")
    return None


def _place(url: URL) -> str:
    """Which database, without its password (which may also stand among the query's parameters)."""
    user = f"{url.username}@" if url.username else ""
    port = f":{url.port}" if url.port else ""
    return f"database {user}{url.host or url.query.get('host', 'local socket')}{port}/{url.database or ''}"


def split_password(engine: Engine) -> tuple[str, str | None]:
    """The engine's address as libpq reads it, without its password; and the password."""
    url = engine.url.set(drivername="postgresql")
    return url._replace(password=None).render_as_string(hide_password=False), url.password
