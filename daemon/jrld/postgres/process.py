"""The server's process: launched, waited for, stopped, and told alive from dead.

It runs exactly while `alive` is locked: each of its processes inherits that lock from the one who launched it, and the
kernel frees it when the last of them has ended. A process id alone proves nothing: after a crash it may belong to
anybody, and a killed child of a living jrld still answers to it.
"""

import os
import random
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from jrld.errors import StoreUnavailable
from jrld.postgres.account import Account
from jrld.postgres.folder import Folder
from jrld.postgres.locks import PAUSE, is_locked, open_lock, wait_lock
from jrld.postgres.problems import ProgramFailed, explain_output
from jrld.postgres.programs import Programs

_PORTS = range(20_000, 32_000)  # below those that systems give to outgoing connections
_START_SECONDS = 30.0
_STOP_SECONDS = 30.0
_FAST_SECONDS = 12.0  # after which a fast shutdown is no longer believed in
_TRIES = 3
_READY = ("ready", "standby")

# What must hold, whatever postgresql.conf says.
_FIXED = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_permissions": "0700",
    "fsync": "on",
    "full_page_writes": "on",
    "logging_collector": "off",
    "log_destination": "stderr",
    "cluster_name": "jrld",
}


@dataclass(frozen=True, slots=True)
class Running:
    """What postmaster.pid says; `status`: starting, ready or stopping."""

    pid: int
    port: int
    status: str


def read_running(cluster: Path) -> Running | None:
    """Of the server in that cluster; None when it is not (yet) said. It may be a dead one's: see is_alive."""
    try:
        lines = (cluster / "postmaster.pid").read_text("utf-8", "replace").split("\n")
        return Running(int(lines[0]), int(lines[3]), lines[7].strip())  # src/include/utils/pidfile.h
    except (FileNotFoundError, ValueError, IndexError):
        return None


def is_alive(folder: Folder) -> bool:
    """Whether something of the server, or a program that makes its cluster, runs."""
    return is_locked(folder.alive)


def find_ready(folder: Folder, cluster: Path) -> Running | None:
    """The server, if it accepts connections."""
    running = read_running(cluster)
    if running is None or running.status not in _READY or not is_alive(folder) or not _is_accepting(running.port):
        return None
    return running


def take_alive(folder: Folder) -> int:
    """The lock that the server is to inherit. Close it when the server has it, or nothing was started."""
    alive = open_lock(folder.alive)
    if not wait_lock(alive, _STOP_SECONDS):
        raise StoreUnavailable(f"processes of the embedded database that was killed in {folder.root} still end")
    return alive


def settle(folder: Folder, cluster: Path, account: Account) -> Running | None:
    """Wait until the server accepts connections, or nothing of it runs (None).

    Raises StoreUnavailable when it takes too long; the server goes on, and may be ready at the next try.
    """
    deadline, stopping = time.monotonic() + _START_SECONDS, _Stopping(account)
    while is_alive(folder):
        if (ready := find_ready(folder, cluster)) is not None:
            return ready
        running = read_running(cluster)
        if running is not None and running.status == "stopping":
            stopping.press(running)  # it may be waiting for its clients to leave, which are waiting for it
        if time.monotonic() > deadline:
            raise StoreUnavailable(
                f"the embedded database in {folder.root} is not ready after {_START_SECONDS:.0f} s; it may be "
                f"repairing itself after a crash and goes on with that; it says why in {folder.log}"
            )
        time.sleep(PAUSE)
    return None


def start(folder: Folder, cluster: Path, programs: Programs, account: Account) -> Running:
    """Start a server where none runs, and wait until it is ready. Raises JrldError with what it logged."""
    _drop_leftovers(folder, cluster)
    log_starts = folder.log.stat().st_size if folder.log.exists() else 0
    for _ in range(_TRIES):
        _launch(folder, cluster, programs, account, _find_port(folder.read_port()))
        running = settle(folder, cluster, account)
        if running is not None:
            return running
        said = _read_from(folder.log, log_starts)
        if "Address already in use" not in said:  # else somebody took the port since we looked
            break
    raise explain_output(folder.root, "the embedded database does not start", said)


def stop(folder: Folder, cluster: Path, account: Account) -> bool:
    """Stop the server: connections are ended, what is committed is on disk. Returns whether it ran.

    Raises StoreUnavailable when it takes too long.
    """
    deadline, stopping, ran = time.monotonic() + _STOP_SECONDS, _Stopping(account), False
    while is_alive(folder):
        ran = True
        if (running := read_running(cluster)) is not None:
            stopping.press(running)
        if time.monotonic() > deadline:
            raise StoreUnavailable(
                f"the embedded database in {folder.root} still stops after {_STOP_SECONDS:.0f} s; it says why in "
                f"{folder.log}"
            )
        time.sleep(PAUSE)
    return ran


class _Stopping:
    """The signals of a shutdown (Postgres manual, 18.5), each sent once, in their time."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._asked: float | None = None  # when
        self._is_pressed = False

    def press(self, running: Running) -> None:
        """A fast shutdown; when that has come to nothing, an immediate one: the next start recovers, as from a crash.

        A fast one that arrives while the server picks itself up after a crash of its own can hang for ever.
        """
        if self._asked is None:
            self._asked = time.monotonic()
            self._signal(running, "INT")
        elif not self._is_pressed and time.monotonic() > self._asked + _FAST_SECONDS:
            self._is_pressed = True
            self._signal(running, "QUIT")

    def _signal(self, running: Running, name: str) -> None:
        """By the server's user: root signals nothing that a file of another user names."""
        with suppress(ProgramFailed):  # it has just ended
            self._account.run(["/bin/sh", "-c", 'kill -"$2" "$1"', "sh", str(running.pid), name])


def _launch(folder: Folder, cluster: Path, programs: Programs, account: Account, port: int) -> None:
    sockets = folder.find_socket_folder(account)
    settings = _FIXED | {"port": str(port), "unix_socket_directories": f'"{sockets}"' if sockets else ""}
    arguments: list[str | Path] = [programs.find("postgres"), "-D", cluster]
    for name, value in settings.items():
        arguments += ["-c", f"{name}={value}"]
    alive = take_alive(folder)
    try:
        with folder.open_log() as log:
            account.launch(arguments, log, alive)
    finally:
        os.close(alive)


def _drop_leftovers(folder: Folder, cluster: Path) -> None:
    """Of a server that was killed. It would refuse to start where its old process id belongs to another one now."""
    (cluster / "postmaster.pid").unlink(missing_ok=True)
    if folder.sockets.exists():
        for leftover in folder.sockets.iterdir():
            leftover.unlink(missing_ok=True)


def _find_port(last: int | None) -> int:
    """The last one if it is free, else one at random."""
    candidates = ([last] if last else []) + random.sample(_PORTS, 50)
    return next(filter(_is_free, candidates), candidates[-1])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as Postgres does
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _is_accepting(port: int) -> bool:
    """Whether somebody listens. Of a server that was killed, processes may be left for a while; they do not listen."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except TimeoutError:
        return True  # too busy to answer
    except OSError:
        return False
    return True


def _read_from(log: Path, offset: int) -> str:
    with log.open("rb") as file:
        file.seek(offset)
        return file.read(100_000).decode("utf-8", "replace")
