"""The embedded server's life: started, shared, killed, recovered, stopped. Real servers and processes throughout."""

import os
import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from jrld.errors import StoreUnavailable
from jrld.log import configure
from jrld.postgres import EmbeddedServer
from postgres_server import User, ask, read_pid, run, wait_for

NewUser = Callable[..., User]


def kill_server(server: EmbeddedServer) -> None:
    """As the kernel does when memory runs out; returns when the server has gone."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        os.kill(read_pid(server), signal.SIGKILL)
        with pytest.raises(psycopg.OperationalError):  # noqa: PT012 - until the connection breaks
            while True:
                connection.execute("SELECT 1")


def test_first_starts_others_attach_last_stops(place: Path, binaries: Path | None) -> None:
    """Nothing is there: a cluster is made and started, shared by who comes, and stopped only by who leaves last."""
    first, second = EmbeddedServer(place / "new", binaries), EmbeddedServer(place / "new", binaries)
    assert not first.is_running()
    with first:
        assert first.is_running()
        with second:
            assert second.url == first.url
            assert ask(second.url, "SELECT current_database()") == "jrld"
        assert first.is_running()
        assert ask(first.url) == 1
    assert not first.is_running()
    with pytest.raises(StoreUnavailable):
        _ = first.url


def test_comes_back_with_its_data_and_address(data: Path, binaries: Path | None) -> None:
    """A stop and a start lose nothing, and an address written down stays right."""
    with EmbeddedServer(data, binaries) as server:
        url = server.url
        run(url, "CREATE TABLE kept AS SELECT 7 AS seven")
    with EmbeddedServer(data, binaries) as server:
        assert server.url == url
        assert ask(url, "SELECT seven FROM kept") == 7


def test_killed_server_is_started_again(data: Path, binaries: Path | None) -> None:
    """kill -9 of Postgres: `ensure` starts it again, at the same address, with all that was committed."""
    with EmbeddedServer(data, binaries) as server:
        assert not server.ensure()
        url, pid = server.url, read_pid(server)
        run(url, "CREATE TABLE kept AS SELECT 7 AS seven")
        kill_server(server)
        assert server.ensure()
        assert read_pid(server) != pid
        assert ask(server.url, "SELECT seven FROM kept") == 7
        assert server.url == url
        assert not server.ensure()


def test_survives_who_started_it(data: Path, binaries: Path | None, new_user: NewUser) -> None:
    """kill -9 of jrld: its server goes on, the next jrld attaches to it, and stops it when it leaves."""
    starter = new_user(data, binaries)
    pid = starter.enter()["pid"]
    starter.kill()
    server = EmbeddedServer(data, binaries)
    assert server.is_running()
    with server:
        assert read_pid(server) == pid
        assert ask(server.url) == 1
    assert not server.is_running()


@pytest.mark.parametrize("made", [True, False], ids=["made", "new"])
def test_two_start_at_once(place: Path, data: Path, made: bool, new_user: NewUser) -> None:
    """Two processes at the same moment: one server, used by both, stopped by the second to leave."""
    folder = data if made else place / "new"
    users = [new_user(folder), new_user(folder)]
    for user in users:
        user.go()
    told = [user.read() for user in users]
    assert told[0] == told[1]
    users[0].leave()
    assert EmbeddedServer(folder).is_running()
    assert ask(told[1]["url"]) == 1
    users[1].leave()
    assert not EmbeddedServer(folder).is_running()


def test_process_id_now_belongs_to_another(data: Path, binaries: Path | None) -> None:
    """After a crash the id in postmaster.pid may be anybody's: the start neither believes nor hurts it."""
    with EmbeddedServer(data, binaries) as server:
        kill_server(server)
        file = server.data / server.version.split(".")[0] / "postmaster.pid"
        owner = file.stat()
        identity: dict[str, Any] = (
            {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        )
        with subprocess.Popen(["/bin/cat"], stdin=subprocess.PIPE, **identity) as other:
            lines = file.read_text().split("\n")
            file.write_text("\n".join([str(other.pid), *lines[1:]]))
            assert server.ensure()
            assert ask(server.url) == 1
            assert other.poll() is None
            other.communicate()


def test_initdb_killed_half_way(place: Path, binaries: Path | None, new_user: NewUser) -> None:
    """kill -9 of jrld while the cluster is being made: the next start clears that away and makes one."""
    maker = new_user(place / "new", binaries)
    maker.go()
    wait_for(lambda: bool(list((place / "new").glob("*.new/global/*"))))
    maker.kill()
    assert not EmbeddedServer(place / "new", binaries).is_running()
    with EmbeddedServer(place / "new", binaries) as server:
        assert ask(server.url) == 1
    assert not list((place / "new").glob("*.new"))


def test_stays_until_stopped(data: Path) -> None:
    """`jrld db url`: told to stay, the server outlives its users; `jrld db stop` ends it, and says whether it ran."""
    with EmbeddedServer(data) as server:
        server.stay()
        url = server.url
    assert server.is_running()
    with EmbeddedServer(data) as another:
        assert another.url == url
    assert ask(url) == 1
    assert server.stop()
    assert not server.is_running()
    assert not server.stop()
    with EmbeddedServer(data) as again:
        assert ask(again.url) == 1
    assert not server.is_running()


def test_stop_under_a_user(data: Path) -> None:
    """`jrld db stop` stops it although a daemon uses it and is connected; the daemon's `ensure` brings it back."""
    with EmbeddedServer(data) as server:
        with psycopg.connect(server.url) as connection:
            assert EmbeddedServer(data).stop()
            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT 1")
        assert not server.is_running()
        assert server.ensure()
        assert ask(server.url) == 1


def test_stop_makes_nothing(place: Path) -> None:
    """Asking and stopping where there never was a server leaves no trace."""
    assert not EmbeddedServer(place / "none").stop()
    assert not EmbeddedServer(place / "none").is_running()
    assert not (place / "none").exists()


def test_waits_for_one_that_is_stopping(data: Path) -> None:
    """A shutdown that waits for its clients (SIGTERM, as a system going down sends) is not attached to, but ended."""
    with EmbeddedServer(data) as server, psycopg.connect(server.url):
        pid = read_pid(server)
        os.kill(pid, signal.SIGTERM)
        wait_for(lambda: not server.is_running())
        assert server.ensure()
        assert read_pid(server) != pid
        assert ask(server.url) == 1


def test_stops_one_that_hangs_in_its_shutdown(data: Path) -> None:
    """A fast shutdown that comes while the server recovers from a crash of its own never ends; jrld presses on."""
    with EmbeddedServer(data) as server:
        run(server.url, "CREATE TABLE much AS SELECT n, repeat('x', 200) FROM generate_series(1, 200000) AS n")
        writer = ask(server.url, "SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'")
        os.kill(writer, signal.SIGKILL)
        os.kill(read_pid(server), signal.SIGINT)
        assert server.stop()
    with EmbeddedServer(data) as server:
        assert ask(server.url, "SELECT count(*) FROM much") == 200_000


def test_out_of_reach_of_the_terminal(data: Path) -> None:
    """Ctrl-C goes to the terminal's process group: the server has a session of its own, and stays for the daemon."""
    with EmbeddedServer(data) as server:
        pid = read_pid(server)
        assert os.getsid(pid) != os.getsid(0)
        assert os.getpgid(pid) != os.getpgid(0)


def test_port_taken_meanwhile(data: Path) -> None:
    """The remembered port belongs to somebody else now: the server takes another, and says so."""
    with EmbeddedServer(data) as server:
        url = server.url
    with socket.create_server(("127.0.0.1", int(url.rsplit(":", 1)[1].split("/")[0]))), server:
        assert server.url != url
        assert ask(server.url) == 1


def test_folder_lost_under_the_server(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody moves the folder away while the server runs: leaving says so in the log, and raises nothing."""
    configure(format="json")
    with EmbeddedServer(data) as server:
        data.rename(data.parent / "moved")
    assert "embedded database not stopped" in capsys.readouterr().err
    (data.parent / "moved").rename(data)
    assert server.stop()
