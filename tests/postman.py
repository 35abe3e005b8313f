"""Puts mail on an IMAP server and takes it away, as its users' other programs do. By imaplib alone, not by jrld."""

import contextlib
import imaplib
import socket
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from imapclient.imap_utf7 import encode

SECONDS = 15.0  # that an answer may take


class Postman:
    """What every server of these tests can do for them; `port` speaks plain IMAP on 127.0.0.1."""

    password: str
    port: int

    def connect(self, user: str) -> imaplib.IMAP4:
        """A plain connection, logged in as that user."""
        connection = imaplib.IMAP4("127.0.0.1", self.port, timeout=SECONDS)
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else 40 ms for each of its small pieces
        connection.login(user, self.password)
        return connection

    @contextlib.contextmanager
    def open(self, user: str, folder: str | None = None) -> Iterator[imaplib.IMAP4]:
        """A session of that user, with the folder open for writing."""
        with self.connect(user) as connection:
            if folder is not None:
                check(connection.select(quote(folder)))
            yield connection

    def append(
        self,
        user: str,
        content: bytes,
        folder: str = "INBOX",
        flags: Sequence[str] = (),
        received: datetime | None = None,
    ) -> int:
        """Put a message (CRLF line ends) into a folder, which is made if need be. Returns its UID."""
        return self.append_all(user, [content], folder, flags, received)[0]

    def append_all(
        self,
        user: str,
        contents: Sequence[bytes],
        folder: str = "INBOX",
        flags: Sequence[str] = (),
        received: datetime | None = None,
    ) -> list[int]:
        """Put many messages into a folder through one connection. Returns their UIDs."""
        when = imaplib.Time2Internaldate(received or datetime.now(UTC))
        uids = []
        with self.open(user) as connection:
            if folder != "INBOX":
                connection.create(quote(folder))  # NO when it is there
            for content in contents:
                answer = check(connection.append(quote(folder), f"({' '.join(flags)})", when, content))
                uids.append(int(answer[0].rsplit(b"]")[0].split()[-1]))  # [APPENDUID 1 7] Append completed.
        return uids

    def read_flags(self, user: str, folder: str = "INBOX") -> dict[int, frozenset[str]]:
        """The flags of every message, by UID; looked at without changing them."""
        found = {}
        with self.open(user) as connection:
            check(connection.select(quote(folder), readonly=True))
            for line in check(connection.fetch("1:*", "(UID FLAGS)")):
                if line is not None:
                    words = line.decode().replace("(", " ( ").replace(")", " ) ").split()
                    flags = words[words.index("FLAGS") + 2 :]
                    uid = int(words[words.index("UID") + 1])
                    found[uid] = frozenset(flags[: flags.index(")")]) - {r"\Recent"}
        return found

    def expunge(self, user: str, uids: Sequence[int], folder: str = "INBOX") -> None:
        """Remove messages for good."""
        with self.open(user, folder) as connection:
            for uid in uids:
                check(connection.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Deleted)"))
            check(connection.expunge())

    def replace_folder(self, user: str, folder: str) -> None:
        """Delete a folder (not INBOX) and make an empty one of the same name: another UIDVALIDITY, UIDs from 1."""
        with self.open(user) as connection:
            check(connection.delete(quote(folder)))
            check(connection.create(quote(folder)))


def quote(folder: str) -> str:
    """A folder's name as IMAP wants it: modified UTF-7 (RFC 3501, 5.1.3), quoted."""
    encoded: bytes = encode(folder)
    return '"' + encoded.decode("ascii").replace("\\", "\\\\").replace('"', '\\"') + '"'


def check(answer: tuple[str, list[Any]]) -> list[Any]:
    """The data of an answer. Raises RuntimeError when the server refused."""
    kind, data = answer
    if kind != "OK":
        raise RuntimeError(f"the server refused: {data}")
    return data
