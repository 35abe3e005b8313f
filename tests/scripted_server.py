"""Servers on real sockets that answer as a test says: what no working IMAP server would do."""

import contextlib
import re
import socket
from collections.abc import Callable, Mapping
from threading import Event, Thread

SILENCE = b""
"""As an answer: none at all, with the connection left open."""

HANG_UP = None
"""As an answer: the end of the connection."""

Answer = bytes | None | Callable[[str], "bytes | None"]

GREETING = b"* OK ready\r\n"
ANSWERS: Mapping[str, Answer] = {
    "CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n{tag} OK done\r\n",
    "LOGIN": b"{tag} OK done\r\n",
    "LOGOUT": b"* BYE\r\n{tag} OK done\r\n",
    "LIST": b'* LIST () "/" INBOX\r\n{tag} OK done\r\n',
    "EXAMINE": b"* 3 EXISTS\r\n* OK [UIDVALIDITY 7] UIDs valid\r\n* OK [UIDNEXT 4] next\r\n{tag} OK done\r\n",
    "UID SEARCH": b"* SEARCH 1 2 3\r\n{tag} OK done\r\n",
}
"""What a plain server says, by the beginning of the command: three messages, login by LOGIN alone."""


class ScriptedServer:
    """Listens on a port of 127.0.0.1; `commands` has what clients said, without tags. Use as a context manager."""

    def __init__(self, answers: Mapping[str, Answer] = ANSWERS, greeting: bytes | None = GREETING) -> None:
        """`answers`: by the beginning of a command. `{tag}` stands for its tag; a callable is given the command."""
        self.commands: list[str] = []
        self.connections = 0
        self.reached = Event()
        """Set when a client waits in vain: for a greeting or an answer that is SILENCE."""
        self._answers, self._greeting = answers, greeting
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: list[socket.socket] = []
        self._threads = [Thread(target=self._listen)]

    def __enter__(self) -> "ScriptedServer":
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._open:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        for connection in self._open:
            connection.close()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.connections += 1
                self._open.append(connection)
                self._threads.append(Thread(target=self._serve, args=(connection,)))
                self._threads[-1].start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection.makefile("rb") as lines:
            if not self._send(connection, self._greeting):
                return
            for line in lines:
                tag, _, command = line.decode("utf-8", "replace").rstrip("\r\n").partition(" ")
                self.commands.append(command)
                if not self._send(connection, self._find_answer(tag, command)):
                    return

    def _send(self, connection: socket.socket, answer: bytes | None) -> bool:
        """Whether the connection is still there."""
        if answer is HANG_UP:
            connection.shutdown(socket.SHUT_RDWR)
            return False
        connection.sendall(answer)
        if not answer.endswith(b"\r\n"):
            self.reached.set()
        return True

    def _find_answer(self, tag: str, command: str) -> bytes | None:
        for start, answer in self._answers.items():
            if command.upper().startswith(start):
                said = answer(command) if callable(answer) else answer
                return said and said.replace(b"{tag}", tag.encode())
        return f"{tag} BAD unknown\r\n".encode()


def read_uids(command: str) -> list[int]:
    """The UIDs that a FETCH asks for."""
    found = re.match(r"UID FETCH ([\d,]+) ", command)
    assert found is not None
    return [int(uid) for uid in found[1].split(",")]


def make_fetch(bodies: Mapping[int, bytes], broken: Mapping[int, Answer]) -> Callable[[str], bytes | None]:
    """The answer to UID FETCH of a folder with these messages.

    `broken`: by UID, the whole answer to any command that asks for the content of that one.
    """

    def answer(command: str) -> bytes | None:
        uids = [uid for uid in read_uids(command) if uid in bodies]
        if "BODY" not in command:
            return b"".join(b"* %d FETCH (UID %d RFC822.SIZE %d)\r\n" % (u, u, len(bodies[u])) for u in uids) + _OK
        for uid in uids:
            if uid in broken:
                said = broken[uid]
                return said(command) if callable(said) else said
        return (
            b"".join(b"* %d FETCH (UID %d BODY[] {%d}\r\n%s)\r\n" % (u, u, len(bodies[u]), bodies[u]) for u in uids)
            + _OK
        )

    return answer


_OK = b"{tag} OK done\r\n"
