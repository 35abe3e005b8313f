"""The socket of an IMAP connection: opened under a deadline, and ended from another thread.

imaplib and imapclient open their socket in their constructor, out of reach until it is ready. Here the socket is at
hand from its first moment, so that a daemon that is told to stop need not wait for a server that does not answer.
"""

import imaplib
import os
import socket
import ssl
from contextlib import suppress
from threading import Lock

from jrld.mailbox.bounds import MAX_MESSAGE_BYTES


class Cut(OSError):
    """The connection was ended on purpose, by `Cord.cut`."""


class Cord:
    """What another thread pulls to end the connection: a second descriptor of the same socket.

    A descriptor of its own, because wrapping in TLS takes the first one away from whoever held it (ssl detaches it),
    and because closing is then nobody else's business: shutdown works on the socket, whatever its descriptors.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._handle: socket.socket | None = None
        self._is_cut = False

    @property
    def is_cut(self) -> bool:
        return self._is_cut

    def tie(self, connection: socket.socket) -> None:
        """Take hold of a socket. Raises Cut when the cord was pulled before."""
        with self._lock:
            if self._is_cut:
                raise Cut("ended on purpose")
            self._close()
            self._handle = socket.socket(fileno=os.dup(connection.fileno()))

    def cut(self) -> None:
        """End the connection, or the one that is about to be opened. Every read and write on it returns at once."""
        with self._lock:
            self._is_cut = True
            if self._handle is not None:
                with suppress(OSError):  # not connected yet, or no longer; `open_socket` asks `is_cut` once it is
                    self._handle.shutdown(socket.SHUT_RDWR)

    def untie(self) -> None:
        """Let go, and forget that it was cut: the next connection is another one."""
        with self._lock:
            self._close()
            self._is_cut = False

    def _close(self) -> None:
        if self._handle is not None:
            self._handle.close()
            self._handle = None


def open_socket(cord: Cord, host: str, port: int, seconds: float) -> socket.socket:
    """Connect to the first address of the host that answers, each within `seconds`. Raises OSError, Cut.

    The look-up of the name is the system's, with a deadline of its own (resolv.conf), and cannot be cut.
    """
    problem: OSError | None = None
    for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        connection = socket.socket(family, kind, protocol)
        try:
            connection.settimeout(seconds)
            # imapclient sends a command in pieces: without this, each waits for the acknowledgement of the one before.
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            cord.tie(connection)
            connection.connect(address)
            if cord.is_cut:
                raise Cut("ended on purpose")
        except OSError as error:
            connection.close()
            if cord.is_cut:
                raise Cut("ended on purpose") from None
            problem = problem or error  # the first address is the preferred one, so it is the one to report
        else:
            return connection
    raise problem or OSError("the name has no address")


class Wire(imaplib.IMAP4):
    """imaplib's connection over a socket that can be cut, with TLS from the start where a context is given."""

    def __init__(self, cord: Cord, host: str, port: int, context: ssl.SSLContext | None, seconds: float) -> None:
        self._cord = cord
        self._context = context
        self._seconds = seconds
        super().__init__(host, port)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        connection = open_socket(self._cord, self.host, self.port, self._seconds)
        if self._context is None:
            return connection
        try:
            return self._context.wrap_socket(connection, server_hostname=self.host)
        except BaseException:
            connection.close()
            raise

    def read(self, size: int) -> bytes:
        """Read a literal. One that claims to be larger than any message is a broken server's (or a hostile one's)."""
        if size > MAX_MESSAGE_BYTES:
            raise self.abort(f"unexpected response: a literal of {size} bytes")
        return super().read(size)
