"""Alembic's entry. It runs within the transaction of the connection that it is handed (`jrld.store.schema.migrate`),
so that a migration happens whole or not at all; `alembic` on the command line hands none and gets one here.
"""

from typing import Any

from alembic import context
from sqlalchemy import Connection, text

SCHEMA = "jrld"


def _is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    """Autogenerate compares our private schema only; the contract `jrl` is views, written by hand."""
    return kind != "schema" or name == SCHEMA


def _run(connection: Connection) -> None:
    # CREATE SCHEMA IF NOT EXISTS asks for the right to create one even when it is there.
    if not connection.scalar(text("SELECT true FROM pg_namespace WHERE nspname = :name"), {"name": SCHEMA}):
        connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
    attributes = context.config.attributes
    context.configure(
        connection=connection,
        target_metadata=attributes.get("metadata"),
        version_table_schema=SCHEMA,
        include_schemas=True,
        include_name=_is_ours,
        on_version_apply=attributes.get("on_version_apply"),
    )
    with context.begin_transaction():
        context.run_migrations()


def _run_from_command_line() -> None:
    """`alembic -x url=postgresql://… revision --autogenerate -m what`, for who writes migrations."""
    from jrld.store.engine import open_engine
    from jrld.store.tables import metadata

    url = context.get_x_argument(as_dictionary=True).get("url")
    if not url:
        raise SystemExit("say which database: alembic -x url=postgresql://user@host/database …")
    context.config.attributes["metadata"] = metadata
    engine = open_engine(url)
    with engine.begin() as connection:
        _run(connection)
    engine.dispose()


handed: Connection | None = context.config.attributes.get("connection")
if handed is None:
    _run_from_command_line()
else:
    _run(handed)
