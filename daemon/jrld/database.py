"""The database as configured: the embedded one started and migrated, another one only if its schema fits."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from jrld.config import DatabaseConfig
from jrld.log import get_logger
from jrld.postgres import EmbeddedServer
from jrld.store.engine import open_engine
from jrld.store.schema import HEAD, is_behind, migrate, require_head

log = get_logger(__name__)


class Database:
    """An open database. `server` is None for one that is not jrld's own."""

    def __init__(self, address: str, server: EmbeddedServer | None) -> None:
        self.engine = open_engine(address)
        self.server = server
        self._address = address
        self._lock = Lock()

    def tend(self) -> None:
        """Start the embedded server again if it died, follow it to another port. Of another one only its owner can.

        Costs next to nothing when all is well. Raises as EmbeddedServer.
        """
        if self.server is None:
            return
        with self._lock:
            if self.server.ensure():
                log.warning("the embedded database had stopped and was started again")
            if self.server.url != self._address:
                self._address = self.server.url
                self.engine.dispose()
                self.engine = open_engine(self._address)


@contextmanager
def connect(config: DatabaseConfig) -> Iterator[Database]:
    """The database, whatever its schema. The embedded server is started, or attached to, and left at the end."""
    address = config.address()
    if address is None:
        with EmbeddedServer(config.data, config.binaries) as server:
            yield from _open(server.url, server)
    else:
        yield from _open(address, None)


def _open(address: str, server: EmbeddedServer | None) -> Iterator[Database]:
    database = Database(address, server)
    try:
        yield database
    finally:
        database.engine.dispose()


@contextmanager
def open_database(config: DatabaseConfig) -> Iterator[Database]:
    """The database with the schema that this jrld needs.

    The embedded one is migrated; of another one, raises SchemaOutOfDate when it is behind or ahead. Raises
    StoreUnavailable when it is away.
    """
    with connect(config) as database:
        prepare(database)
        yield database


def prepare(database: Database) -> None:
    """See that the schema is the one that this jrld needs. Raises SchemaOutOfDate and StoreUnavailable."""
    if database.server is None:
        require_head(database.engine)
    elif is_behind(database.engine):
        migrate(database.engine)
        log.info("migrated the embedded database", to=HEAD)
