"""The embedded server is a real one: durable, reached from this machine only and with the password, and discreet."""

import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from jrld.errors import JrldError
from jrld.postgres import EmbeddedServer, find_psql
from postgres_server import User, ask, make_place


@pytest.fixture(scope="module")
def server(binaries: Path | None) -> Iterator[EmbeddedServer]:
    """One server for the tests that only look at it."""
    place = make_place()
    with EmbeddedServer(place / "postgres", binaries) as server:
        yield server
    shutil.rmtree(place)


def find_password(server: EmbeddedServer) -> str:
    return urlsplit(server.url).password or ""


def test_nothing_committed_is_lost(server: EmbeddedServer) -> None:
    """A power cut takes nothing: fsync, whole pages, commits that wait for the disk, and checksums that tell of rot."""
    for setting in ("fsync", "full_page_writes", "synchronous_commit", "data_checksums"):
        assert ask(server.url, f"SHOW {setting}") == "on"


def test_text_is_the_same_everywhere(server: EmbeddedServer) -> None:
    """Encoding, time zone and order do not depend on the machine; nor does what is a letter in a search.

    With the locale C the words in typographic quotes were one with them, and not found.
    """
    assert ask(server.url, "SHOW server_encoding") == "UTF8"
    assert ask(server.url, "SHOW timezone") == "UTC"
    assert ask(server.url, "SELECT array_agg(c ORDER BY c) FROM unnest(ARRAY['б', 'a', 'Z', 'Б']) c") == list("ZaБб")
    assert ask(server.url, "SELECT lower('ПРАВДА Élan')") == "правда élan"
    for word in ("Kremlin", "Правда", "élan"):
        found = "SELECT to_tsvector('english', '“Kremlin” said—“Правда”… Élan’s') @@ plainto_tsquery('english', '{}')"
        assert ask(server.url, found.format(word))


def test_own_database_and_no_superuser(server: EmbeddedServer) -> None:
    """`jrld` owns its database and may make roles and databases; it cannot run programs or read files of the server."""
    roles = "SELECT (rolsuper, rolcreatedb, rolcreaterole)::text FROM pg_roles WHERE rolname = current_user"
    assert ask(server.url, roles) == "(f,t,t)"
    assert ask(server.url, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'jrld'") == "jrld"
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(server.url, "SELECT pg_read_file('/etc/passwd')")


@pytest.mark.parametrize("user", ["jrld", "postgres"])
@pytest.mark.parametrize("way", ["tcp", "socket"])
def test_nobody_in_without_the_password(server: EmbeddedServer, user: str, way: str) -> None:
    """Over TCP and the socket alike: a wrong password and none are refused, whoever it is; the superuser always is."""
    host = "127.0.0.1" if way == "tcp" else str(server.data / "sockets")
    address = {"host": host, "port": str(urlsplit(server.url).port), "dbname": "jrld", "user": user}
    for password in ("wrong", "", find_password(server)):
        if user == "jrld" and password == find_password(server):
            assert ask("", "SELECT current_user", password=password, **address) == "jrld"
            continue
        with pytest.raises(psycopg.OperationalError, match=r"authentication failed|no password supplied"):
            ask("", password=password, **address, passfile=os.devnull)


def test_by_scram_only(server: EmbeddedServer) -> None:
    """The password never crosses the wire: a client that offers plain text or MD5 is refused."""
    with pytest.raises(psycopg.OperationalError, match="failed: server requested SASL"):
        ask(server.url, require_auth="password,md5")
    assert ask(server.url, require_auth="scram-sha-256") == 1


def test_listens_on_loopback_only(server: EmbeddedServer) -> None:
    """No other machine reaches it: it listens on 127.0.0.1 and on no other address of this one."""
    assert ask(server.url, "SHOW listen_addresses") == "127.0.0.1"
    port = urlsplit(server.url).port
    listening = subprocess.run(["/bin/cat", "/proc/net/tcp", "/proc/net/tcp6"], capture_output=True, text=True)
    if sys.platform == "linux":
        ours = re.findall(rf"^ *\d+: ([0-9A-F]+):{port:04X} \S+ 0A", listening.stdout, re.MULTILINE)
        assert ours == ["0100007F"]  # 127.0.0.1 as the kernel writes it


def test_password_is_nowhere_to_be_read(server: EmbeddedServer) -> None:
    """Not in the log, not among the arguments of a process, not in the cluster's settings; and its file is private."""
    password = find_password(server)
    assert len(password) >= 32
    file = server.data / "password"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    arguments = subprocess.run(["ps", "axww", "-o", "args"], capture_output=True, text=True, check=True).stdout
    assert str(server.data) in arguments
    texts = [arguments, (server.data / "log").read_text()]
    texts += [settings.read_text() for settings in server.data.glob("*/*.conf")]
    assert not [text for text in texts if password in text]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_environment_does_not_leak(data: Path, binaries: Path | None, new_user: Callable[..., User]) -> None:
    """PG* variables of the user change nothing in the server, and secrets in jrld's environment stay out of it."""
    confused = {
        "PGDATA": "/nonexistent",
        "PGPORT": "1",
        "PGHOST": "example.org",
        "PGOPTIONS": "-c fsync=off",
        "PGUSER": "somebody",
        "LC_ALL": "tlh_QO.UTF-8",
        "JRLD_IMAP_PASSWORD": "s3cret-in-the-environment",
    }
    user = new_user(data, binaries, environ=confused)
    told = user.enter()
    environ = Path(f"/proc/{told['pid']}/environ").read_bytes().decode()
    names = {line.partition("=")[0] for line in environ.split("\0") if line}
    # What Postgres sets for itself aside.
    assert not names & (confused.keys() - {"PGDATA", "LC_ALL"})
    assert "s3cret" not in environ
    assert ask(told["url"], "SHOW fsync") == "on"
    user.leave()


def test_log_is_bounded(server: EmbeddedServer) -> None:
    """Of a log grown too long the end is kept, while the server goes on writing to it."""
    log = server.data / "log"
    with log.open("ab") as file:
        file.write(b"old line\n" * 600_000 + b"the end\n")
    server.ensure()
    assert log.stat().st_size < 100_000
    assert (server.data / "log.1").read_bytes().endswith(b"the end\n")
    assert (server.data / "log.1").stat().st_size < 1_000_000
    with pytest.raises(psycopg.errors.UndefinedTable):
        ask(server.url, "SELECT * FROM no_such_table")
    assert "no_such_table" in log.read_text()
    assert b"\0" not in log.read_bytes()


def test_start_that_fails_says_why(data: Path, binaries: Path | None) -> None:
    """The error carries the last lines of the log, and not the password."""
    [settings] = data.glob("*/postgresql.conf")
    settings.write_text(settings.read_text() + "shared_buffers = plenty\n")
    with pytest.raises(JrldError, match="shared_buffers") as failure:
        EmbeddedServer(data, binaries).__enter__()
    assert (data / "password").read_text() not in str(failure.value)
    assert str(data) in str(failure.value)


def test_own_settings_are_kept(data: Path, binaries: Path | None) -> None:
    """What somebody writes into postgresql.conf holds; but not that fsync is off."""
    [settings] = data.glob("*/postgresql.conf")
    settings.write_text(settings.read_text() + "work_mem = 17MB\nfsync = off\nlisten_addresses = '*'\n")
    with EmbeddedServer(data, binaries) as server:
        shown = [ask(server.url, f"SHOW {name}") for name in ("work_mem", "fsync", "listen_addresses")]
    assert shown == ["17MB", "on", "127.0.0.1"]


def test_psql_speaks_to_it(server: EmbeddedServer, binaries: Path | None) -> None:
    """`jrld psql`: the program that comes with the server, given the address by its environment."""
    address = urlsplit(server.url)
    environ = {
        "PGHOST": "127.0.0.1",
        "PGPORT": str(address.port),
        "PGUSER": "jrld",
        "PGPASSWORD": address.password or "",
    }
    said = subprocess.run(
        [find_psql(binaries), "-XAtc", "SELECT 6 * 7", "jrld"], env=environ, capture_output=True, text=True, check=True
    )
    assert said.stdout == "42\n"
