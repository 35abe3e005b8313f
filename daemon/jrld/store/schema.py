"""The schema's revision: which one the database is at, which one this jrld needs, and the way there.

Alembic takes as long to import as all the rest, so it is imported when there is a way to go.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, text

from jrld.errors import SchemaOutOfDate
from jrld.store.engine import transaction

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

HEAD = "2026_11_24_2000"  # the revision that this jrld was built for; a test compares it with the migrations

# Advisory locks of jrld: the first number says whose ("jrld"), the second for what.
LOCKS = 0x6A726C64
_MIGRATING = 1


def migrate(engine: Engine, to: str = "head") -> list[str]:
    """Bring the schema to a revision (or "head", or "base": nothing), upwards or downwards, in one transaction.

    Returns the revisions stepped over, in order; [] when it was there already. Several processes may call it at
    once: one works, the others wait and find it done. Raises SchemaOutOfDate when a newer jrld has been here.
    """
    from alembic import command

    steps: list[str] = []
    with transaction(engine) as connection:
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SET LOCAL lock_timeout = '5min'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:jrld, :what)"), {"jrld": LOCKS, "what": _MIGRATING})
        current = _read_revision(connection)
        _refuse_unknown(current)
        config = _config()
        config.attributes["connection"] = connection
        config.attributes["on_version_apply"] = lambda step, **_: steps.append(step.up_revision_id)
        go = command.downgrade if _is_below(to, current) else command.upgrade
        go(config, to)
    return steps


def find_revision(engine: Engine) -> str | None:
    """The revision that the database is at; None when jrld's schema is not there."""
    with transaction(engine) as connection:
        return _read_revision(connection)


def is_behind(engine: Engine) -> bool:
    """Whether there is something to migrate. Raises SchemaOutOfDate when a newer jrld has been here."""
    current = find_revision(engine)
    if current != HEAD:
        _refuse_unknown(current)
    return current != HEAD


def require_head(engine: Engine) -> None:
    """Raises SchemaOutOfDate, saying what to do, unless the database is at the revision that this jrld needs."""
    if not is_behind(engine):
        return
    current = find_revision(engine)
    if current is None:
        raise SchemaOutOfDate("the database has no schema of jrld yet; run: jrld migrate")
    raise SchemaOutOfDate(f"the database's schema is at {current}, this jrld needs {HEAD}; run: jrld migrate")


def find_migrations() -> Path:
    """The folder of the migrations: in the package when installed from a wheel, else at the top of the checkout."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "migrations", package.parents[1] / "migrations"):
        if (folder / "env.py").is_file():
            return folder
    raise FileNotFoundError(f"jrld's migrations are neither in {package} nor beside it: the installation is incomplete")


def _read_revision(connection: Connection) -> str | None:
    # A look first: a failed SELECT would end the transaction.
    if connection.scalar(text("SELECT to_regclass('jrld.alembic_version')")) is None:
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM jrld.alembic_version"))
    return revision


def _refuse_unknown(current: str | None) -> None:
    if current is not None and current not in {script.revision for script in _scripts().walk_revisions()}:
        raise SchemaOutOfDate(
            f"the database's schema is at {current}, which this jrld does not know: a newer one made it;"
            " upgrade jrld (pip install -U jrld)"
        )


def _is_below(to: str, current: str | None) -> bool:
    if current is None or to in ("head", current):
        return False
    below = {script.revision for script in _scripts().iterate_revisions(current, "base")}
    return to == "base" or to in below


def _scripts() -> "ScriptDirectory":
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config())


def _config() -> "Config":
    """Alembic's settings, with no file: where the migrations are ("%" is special to its reader)."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(find_migrations()).replace("%", "%%"))
    return config
