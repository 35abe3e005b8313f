"""The migrations, on a real Postgres: there and back, one result, one at a time, and refused when they do not fit."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Engine, inspect, make_url, text
from sqlalchemy.exc import ProgrammingError

from jrld.errors import SchemaOutOfDate
from jrld.store.engine import open_engine
from jrld.store.messages import read_raw
from jrld.store.publish import publish
from jrld.store.queries import search
from jrld.store.schema import HEAD, LOCKS, find_migrations, find_revision, migrate, require_head
from jrld.store.tables import metadata
from postgres_server import wait_for
from store_fixtures import drop_databases, keep_one, make_issue, make_mail, open_server, prose, rename_database

# All of both schemas that a migration can get wrong, one line a thing.
CATALOGUE = """
    SELECT 'column', attrelid::regclass::text, attname, format_type(atttypid, atttypmod), attnotnull::text, attstorage,
           pg_get_expr(adbin, adrelid)
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    LEFT JOIN pg_attrdef ON (adrelid, adnum) = (attrelid, attnum)
    WHERE relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN ('jrl', 'jrld')) AND attnum > 0
      AND NOT attisdropped
    UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', '', ''
    FROM pg_constraint WHERE connamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN ('jrl', 'jrld'))
    UNION ALL SELECT 'index', tablename, indexname, indexdef, '', '', '' FROM pg_indexes WHERE schemaname = 'jrld'
    UNION ALL SELECT 'view', schemaname, viewname, definition, '', '', '' FROM pg_views
    WHERE schemaname IN ('jrl', 'jrld')
    UNION ALL SELECT 'function', proname, pg_get_functiondef(oid), proacl::text, '', '', '' FROM pg_proc
    WHERE pronamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN ('jrl', 'jrld'))
    UNION ALL SELECT 'grant', relname, relacl::text, '', '', '', '' FROM pg_class
    WHERE relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN ('jrl', 'jrld'))
    UNION ALL SELECT 'comment', objoid::text, objsubid::text, description, '', '', '' FROM pg_description
    WHERE objoid::regclass::text LIKE 'jrl.%'
"""


def look(engine: Engine, question: str) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(question))]


def read_catalogue(engine: Engine) -> list[str]:
    """What the schemas are, comparable; object numbers left out."""
    rows = [row if row[0] != "comment" else (row[0], *row[2:]) for row in look(engine, CATALOGUE)]
    return sorted(map(repr, rows))


def list_scripts() -> list[Script]:
    """The migrations, the first one first."""
    config = Config()
    config.set_main_option("script_location", str(find_migrations()))
    return [*ScriptDirectory.from_config(config).walk_revisions()][::-1]


SCRIPTS = list_scripts()
STEPS = [(script.revision, SCRIPTS[number - 1].revision if number else "base") for number, script in enumerate(SCRIPTS)]


@pytest.fixture
def new_empty(postgres_server: Any) -> Iterator[Callable[..., Engine]]:
    """Makes databases with nothing in them; `owner`: a role that may nothing else."""
    engines: list[Engine] = []

    def make(owner: str = "") -> Engine:
        name = f"empty_{uuid4().hex}"
        with open_server(postgres_server.url) as run:
            run(f"CREATE DATABASE {name} TEMPLATE template0")
        if owner:
            with open_server(postgres_server.url) as run:
                run(f"CREATE ROLE {owner} LOGIN PASSWORD 'plain'")
                run(f"GRANT {owner} TO CURRENT_USER")
                run(f"ALTER DATABASE {name} OWNER TO {owner}")
        engines.append(open_engine(rename_database(postgres_server.url, name)))
        return engines[-1]

    yield make
    drop_databases(postgres_server.url, engines)


@pytest.fixture
def empty(new_empty: Callable[..., Engine]) -> Engine:
    return new_empty()


def test_from_nothing_to_head(empty: Engine) -> None:
    """The way of a new database: every step in order, and a second time nothing to do."""
    assert find_revision(empty) is None
    assert migrate(empty) == [script.revision for script in SCRIPTS]
    assert find_revision(empty) == HEAD
    require_head(empty)
    assert migrate(empty) == []


def test_head_is_what_the_store_works_with(engine: Engine) -> None:
    """tables.py and the migrations say the same: columns, types, defaults, keys, indices, and the names of checks."""
    with engine.connect() as connection:
        options = {
            "include_schemas": True,
            "include_name": lambda name, kind, _: kind != "schema" or name == "jrld",
            "include_object": lambda _, name, *__: name != "alembic_version",
            "compare_type": True,
            "compare_server_default": True,
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
        for table in metadata.tables.values():
            checks = inspect(connection).get_check_constraints(table.name, schema="jrld")
            ours = {c.name for c in table.constraints if type(c).__name__ == "CheckConstraint"}
            assert {check["name"] for check in checks} == ours


@pytest.mark.parametrize(("revision", "below"), STEPS)
def test_each_step_goes_down_and_up(empty: Engine, revision: str, below: str) -> None:
    """A step that is undone leaves what was there before it, and done again it makes the same."""
    if below != "base":
        migrate(empty, below)
    before = read_catalogue(empty)
    assert migrate(empty, revision) == [revision]
    after = read_catalogue(empty)
    assert migrate(empty, below) == [revision]
    assert find_revision(empty) == (None if below == "base" else below)
    rest = read_catalogue(empty)
    # Which version there is stays noted, also where there is none.
    assert [line for line in rest if "alembic_version" not in line] == [
        line for line in before if "alembic_version" not in line
    ]
    assert migrate(empty, revision) == [revision]
    assert read_catalogue(empty) == after


def test_messages_survive_the_way_down_and_up(engine: Engine) -> None:
    """A downgrade to the step below head and back keeps what was stored, and finds it."""
    message_id = keep_one(engine, b"mail")
    publish(engine, message_id, make_mail(), [make_issue([f"A pipeline. {prose(1)}"])])
    migrate(engine, STEPS[-1][1])
    with pytest.raises(SchemaOutOfDate):
        require_head(engine)
    migrate(engine)
    assert read_raw(engine, message_id).content == b"mail"
    assert [hit.ref for hit in search(engine, "pipeline")] == ["7131-1"]


def test_behind_says_how_to_go_on(empty: Engine) -> None:
    """A database that is older than this jrld, or empty, is refused with the command that helps."""
    with pytest.raises(SchemaOutOfDate, match="no schema of jrld yet; run: jrld migrate"):
        require_head(empty)
    first = SCRIPTS[0].revision
    migrate(empty, first)
    with pytest.raises(SchemaOutOfDate, match=f"at {first}, this jrld needs {HEAD}; run: jrld migrate"):
        require_head(empty)


def test_ahead_is_left_alone(engine: Engine) -> None:
    """A database that a newer jrld has been at is refused by the daemon and by `jrld migrate`, and not touched."""
    with engine.begin() as connection:
        connection.execute(text("UPDATE jrld.alembic_version SET version_num = '2999_01_01_0000'"))
    before = read_catalogue(engine)
    attempts: list[Callable[[Engine], Any]] = [require_head, migrate, lambda engine: migrate(engine, "base")]
    for attempt in attempts:
        with pytest.raises(SchemaOutOfDate, match=r"2999_01_01_0000, .*a newer one made it; upgrade jrld \(pip"):
            attempt(engine)
    assert read_catalogue(engine) == before


def test_several_migrate_at_once(empty: Engine, new_empty: Callable[..., Engine]) -> None:
    """Daemons that start together: one does the work, the others find it done; so in two databases at once."""
    program = "import sys; from jrld.store.engine import open_engine; from jrld.store.schema import migrate\n"
    program += "print(len(migrate(open_engine(sys.argv[1]))))"
    addresses = [engine.url.render_as_string(hide_password=False) for engine in (empty, empty, new_empty())]
    waiting = f"SELECT count(*) FROM pg_locks WHERE classid = {LOCKS} AND locktype = 'advisory' AND NOT granted"
    with ExitStack() as stack:
        holder = stack.enter_context(empty.begin())  # until all have come, so that they do meet
        holder.execute(text(f"SELECT pg_advisory_xact_lock({LOCKS}, 1)"))
        pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "text": True}
        processes = [
            stack.enter_context(subprocess.Popen([sys.executable, "-c", program, address], **pipes))
            for address in addresses
        ]
        for process in processes:
            stack.callback(process.kill)
        wait_for(lambda: look(empty, waiting) == [(2,)])
        holder.rollback()
        done = [int(process.stdout.read()) for process in processes if process.stdout is not None]
        assert [process.wait() for process in processes] == [0] * 3
    assert (sorted(done[:2]), done[2]) == ([0, len(SCRIPTS)], len(SCRIPTS))
    require_head(empty)


def test_whole_or_not_at_all(empty: Engine) -> None:
    """A migration that fails half-way (somebody has a jrl.articles already) leaves nothing of itself."""
    with empty.begin() as connection:
        connection.execute(text("CREATE SCHEMA jrl"))
        connection.execute(text("CREATE TABLE jrl.articles (mine int)"))
    with pytest.raises(ProgrammingError, match="already exists"):
        migrate(empty)
    assert find_revision(empty) is None
    assert look(empty, "SELECT nspname FROM pg_namespace WHERE nspname = 'jrld'") == []
    assert look(empty, "SELECT * FROM jrl.articles") == []


def test_plain_owner_can_migrate(new_empty: Callable[..., Engine], postgres_server: Any) -> None:
    """At a provider one gets a database and no right to make roles: all works but the role jrl_reader is not made."""
    owner = f"owner_{uuid4().hex}"
    empty = new_empty(owner)
    plain = open_engine(
        make_url(str(empty.url)).set(username=owner, password="plain").render_as_string(hide_password=False)
    )
    try:
        assert migrate(plain) == [script.revision for script in SCRIPTS]
        message_id = keep_one(plain, b"mail")
        publish(plain, message_id, make_mail(), [make_issue([prose(1)])])
        assert len(look(plain, "SELECT * FROM jrl.articles")) == 1
    finally:
        plain.dispose()
        with empty.begin() as connection:
            connection.execute(text(f"REASSIGN OWNED BY {owner} TO CURRENT_USER"))
            connection.execute(text(f"DROP OWNED BY {owner}"))
        with open_server(postgres_server.url) as run:
            run(f"ALTER DATABASE {empty.url.database} OWNER TO CURRENT_USER")
            run(f"DROP ROLE {owner}")


def test_everything_promised_is_explained(engine: Engine) -> None:
    """Schema jrl explains itself (`\\d+` in psql): the schema, each view, each column and each function."""
    silent = """
        SELECT 'schema' FROM pg_namespace WHERE nspname = 'jrl' AND obj_description(oid, 'pg_namespace') IS NULL
        UNION ALL SELECT relname FROM pg_class WHERE relnamespace = 'jrl'::regnamespace AND relkind IN ('v', 'r', 'm')
            AND obj_description(oid, 'pg_class') IS NULL
        UNION ALL SELECT attrelid::regclass || '.' || attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
            WHERE relnamespace = 'jrl'::regnamespace AND relkind IN ('v', 'r', 'm') AND attnum > 0
            AND NOT attisdropped AND col_description(attrelid, attnum) IS NULL
        UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'jrl'::regnamespace
            AND obj_description(oid, 'pg_proc') IS NULL
    """
    assert look(engine, silent) == []
    columns = "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'jrl'"
    assert look(engine, columns)[0][0] > 50


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.revision)
def test_migrations_mean_the_same_for_ever(script: Script) -> None:
    """A migration imports nothing of jrld, which changes; it says what it does, and its name is its revision."""
    path = Path(script.path)
    source = path.read_text("utf-8")
    imported = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            imported |= {name.name.split(".")[0] for name in node.names}
        if isinstance(node, ast.ImportFrom):
            imported.add((node.module or ".").split(".")[0])
    assert imported <= {*sys.stdlib_module_names, "alembic", "sqlalchemy"}
    assert script.doc
    assert re.fullmatch(r"\d{4}_\d\d_\d\d_\d{4}", script.revision)
    assert path.name.startswith(f"{script.revision}_")


def test_one_line_of_history() -> None:
    """One head, one root, each step on the one before: no database can be at two places."""
    assert [script.down_revision for script in SCRIPTS] == [None, *(script.revision for script in SCRIPTS[:-1])]
    assert SCRIPTS[-1].revision == HEAD
