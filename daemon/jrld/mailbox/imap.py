"""An account on an IMAP server (RFC 9051, and RFC 3501 before it). The only use of imapclient.

Read only: EXAMINE and BODY.PEEK[] change no flag. Every wait has a deadline, and another thread can end it.
"""

import imaplib
import ssl
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from imapclient import IMAPClient, SocketTimeout

from jrld.config.models import ImapMailbox
from jrld.errors import MailboxError
from jrld.log import get_logger
from jrld.mailbox.bounds import MAX_BATCH_BYTES, MAX_MESSAGE_BYTES, MAX_UIDS, cut, make_batches
from jrld.mailbox.salvage import Refused, salvage
from jrld.mailbox.trouble import GARBAGE, explain, explain_missing, explain_no_folder, quote
from jrld.mailbox.wire import Cord, Wire
from jrld.model import Place, RawMessage

log = get_logger(__name__)

CONNECT_SECONDS = 20.0  # to connect, agree on TLS and be greeted
READ_SECONDS = 60.0  # between two pieces of an answer
_LOGOUT_SECONDS = 5.0
_STOPPED = "it was told to stop"
_LARGEST = 2**32 - 1  # UID, UIDNEXT and UIDVALIDITY (RFC 9051, 2.3.1.1)
_HANG_UPS = (imaplib.IMAP4.abort, ConnectionError, ssl.SSLEOFError, ssl.SSLZeroReturnError)


class _Client(IMAPClient):  # type: ignore[misc]  # imapclient has no types
    """imapclient over a connection of ours (see wire.py)."""

    def __init__(self, open_wire: Callable[[], Wire], config: ImapMailbox, timeout: SocketTimeout) -> None:
        self._open_wire = open_wire
        super().__init__(config.host, config.port, ssl=config.tls == "implicit", timeout=timeout)
        self.normalise_times = False  # True gives naive local times

    def _create_IMAP4(self) -> Wire:  # noqa: N802 - imapclient's name
        return self._open_wire()


class ImapAccount:
    """A mailbox on an IMAP server, as `jrld.mailbox.Mailbox` describes it.

    `abort` ends the session under way or, before there is one, the next; after that the account can be used again.
    """

    def __init__(
        self, config: ImapMailbox, connect_seconds: float = CONNECT_SECONDS, read_seconds: float = READ_SECONDS
    ) -> None:
        self.name = config.name
        self._config = config
        self._timeout = SocketTimeout(connect=connect_seconds, read=read_seconds)
        self._cord = Cord()
        self._client: Any = None  # an IMAPClient
        self._folder: str | None = None
        self._uidvalidity = self._uidnext = self._exists = 0
        self._sizes: dict[int, int] = {}  # by UID, of the messages being fetched

    # --- the session ----------------------------------------------------------------------------

    def __enter__(self) -> Self:
        """Connect, agree on TLS, and log in. Raises MailboxError."""
        try:
            self._connect()
        except BaseException:
            self._close()
            self._cord.untie()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Log out, unless the session failed; never raises."""
        if self._client is not None and kind is None and not self._cord.is_cut:
            with suppress(imaplib.IMAP4.error, OSError, *GARBAGE):
                self._client.socket().settimeout(min(_LOGOUT_SECONDS, self._timeout.read))
                self._client.logout()
        self._close()
        self._cord.untie()

    def abort(self) -> None:
        """End whatever waits on the network, from another thread: that call raises MailboxError."""
        self._cord.cut()

    def _connect(self) -> None:
        config, timeout = self._config, self._timeout
        context = None if config.tls == "none" else self._make_context()
        at_once = context if config.tls == "implicit" else None

        def open_wire() -> Wire:
            return Wire(self._cord, config.host, config.port, at_once, timeout.connect)

        with self._talking(timeout.connect):
            self._client = _Client(open_wire, config, timeout)
        if config.tls == "starttls":
            try:
                with self._talking():
                    self._client.starttls(context)
            except Refused as error:
                raise self._fail(f"the server does not start TLS: {error.reason}") from None
        self._login()

    def _make_context(self) -> ssl.SSLContext:
        """A context that verifies: against `tls_ca` alone where there is one, else against the system's authorities."""
        ca = self._config.tls_ca
        try:
            context = ssl.create_default_context(cafile=ca)
        except OSError as error:  # ssl.SSLError is one
            what = "holds no PEM certificate" if isinstance(error, ssl.SSLError) else error.strerror
            raise self._fail(f"tls_ca cannot be used: {ca}: {what}") from None
        if ca is not None:
            # So that the file may be the server's own certificate, and not only its authority's.
            context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
        return context

    def _login(self) -> None:
        """AUTHENTICATE PLAIN where it is offered, since it carries UTF-8 (RFC 4616); else LOGIN, which does not."""
        user, password = self._config.username, self._config.password.reveal()
        try:
            with self._talking():
                if self._client.has_capability("AUTH=PLAIN"):
                    self._client.plain_login(user, password)
                else:
                    self._client.login(user, password)
        except Refused as error:
            raise self._fail(f"login refused for {user}: {error.reason}") from None

    def _close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with suppress(imaplib.IMAP4.error, OSError, *GARBAGE):
                client.shutdown()

    def _reconnect(self) -> None:
        """Open the same folder again, after the server hung up. Raises MailboxError."""
        assert self._folder is not None
        before = self._uidvalidity
        self._close()
        self._connect()
        if self.examine(self._folder) != before:
            raise self._fail("the folder was replaced by another one of its name")

    # --- folders --------------------------------------------------------------------------------

    def examine(self, folder: str) -> int:
        """Open a folder for reading (RFC 9051, 6.3.3). Returns its UIDVALIDITY; raises MailboxError."""
        self._folder = folder
        try:
            with self._talking():
                answer = self._client.select_folder(folder, readonly=True)
        except Refused as error:
            raise self._fail(self._explain_refusal(folder, error)) from None
        self._uidvalidity = self._check_number("UIDVALIDITY", answer.get(b"UIDVALIDITY", 0))
        self._uidnext = self._check_number("UIDNEXT", answer.get(b"UIDNEXT", 0))
        self._exists = answer.get(b"EXISTS", 0)
        if not self._uidvalidity:  # RFC 9051, 2.3.1.1: without it UIDs mean nothing from one session to the next
            raise self._fail("the server gives the folder no UIDVALIDITY, so its messages cannot be told apart")
        return self._uidvalidity

    def list_folders(self) -> list[str]:
        """The names of the folders that hold messages, sorted. Raises MailboxError."""
        with self._talking():
            listed = self._client.list_folders()
        return sorted({str(name) for flags, _, name in listed if b"\\noselect" not in {f.lower() for f in flags}})

    def _explain_refusal(self, folder: str, error: Refused) -> str:
        """Whether there is no such folder, and which there are; or what else the server had against it."""
        if not error.hung_up:
            with suppress(MailboxError):
                there = self.list_folders()
                if folder not in there and folder.upper() != "INBOX":
                    return explain_no_folder(folder, there)
        return f"the folder cannot be opened: {error.reason}"

    # --- messages -------------------------------------------------------------------------------

    def list_uids(self) -> Iterator[list[int]]:
        """The UIDs of the open folder below its UIDNEXT, ascending, at most 20,000 at a time. Raises MailboxError.

        By ranges of UIDs, for the answer to SEARCH ALL on a big folder is a line longer than imaplib reads. Once no
        more messages are left than one answer holds, the rest is one range, however sparse. Never `n:*`, which always
        finds the last message (RFC 9051, 6.4.9). What arrives meanwhile is for the next poll.
        """
        end = self._uidnext or self._find_end()
        first, left = 1, self._exists
        while first < end:
            last = end - 1 if left <= MAX_UIDS else min(first + MAX_UIDS, end) - 1
            found = self._search(f"{first}:{last}")
            uids = sorted({uid for uid in found if first <= uid <= last})
            yield from cut(uids, MAX_UIDS)
            first, left = last + 1, left - len(uids)

    def _find_end(self) -> int:
        """What UIDNEXT would be, for servers that do not say: one more than the last message's UID."""
        return max(self._search("*"), default=0) + 1 if self._exists else 1

    def _search(self, uids: str) -> list[int]:
        with self._talking():
            found = self._client.search(["UID", uids])
        numbers = [self._check_number("UID", uid) for uid in found]
        if 0 in numbers:
            raise self._fail("the server gives a message the UID 0, which is none")
        return numbers

    def fetch(self, uids: Sequence[int]) -> Iterator[list[RawMessage]]:
        """Those messages, whole, in batches of at most 50 and 16 MB. What is gone meanwhile is left out.

        A message that the server will not give, or during which it hangs up, holds up no other: once all others were
        given, MailboxError says which ones are missing and why. One over MAX_MESSAGE_BYTES is left out, with a warning
        in the log.
        """
        missing: dict[int, str] = {}
        yield from salvage(uids, self._plan, self._fetch_bodies, self._reconnect, missing)
        if missing:
            raise self._fail(explain_missing({f"UID {uid}": reason for uid, reason in missing.items()}))

    def _plan(self, uids: list[int]) -> list[list[int]]:
        """The batches to fetch these messages in, by their sizes; without those that are gone or too large."""
        with self._talking():
            answer = self._client.fetch(uids, ["RFC822.SIZE"])
        self._sizes = sizes = {}
        for uid, values in _choose(answer, uids):
            size = values.get(b"RFC822.SIZE")
            if isinstance(size, int) and size > MAX_MESSAGE_BYTES:
                log.warning("message too large", mailbox=self.name, folder=self._folder, uid=uid, bytes=size)
            else:
                sizes[uid] = size if isinstance(size, int) else MAX_BATCH_BYTES  # unknown: alone
        return list(make_batches(sizes))

    def _fetch_bodies(self, uids: list[int]) -> list[RawMessage]:
        """Those messages of which the server gives the content: not NIL, and empty only if the message is."""
        with self._talking():
            answer = self._client.fetch(uids, ["INTERNALDATE", "BODY.PEEK[]"])
        return [
            RawMessage(self._place(uid), values[b"BODY[]"], _to_utc(values.get(b"INTERNALDATE")))
            for uid, values in _choose(answer, uids)
            if isinstance(values.get(b"BODY[]"), bytes) and (values[b"BODY[]"] or not self._sizes.get(uid))
        ]

    def _place(self, uid: int) -> Place:
        assert self._folder is not None, "examine() comes first"
        return Place(self.name, self._folder, self._uidvalidity, uid)

    # --- failures -------------------------------------------------------------------------------

    @contextmanager
    def _talking(self, seconds: float | None = None) -> Iterator[None]:
        """For calls of imapclient and nothing else: turns whatever they raise into MailboxError.

        `from None`: the frames of the original may hold the password.
        """
        if self._cord.is_cut:
            raise self._fail(_STOPPED)
        try:
            yield
        except (imaplib.IMAP4.error, OSError, *GARBAGE) as error:
            raise self._translate(error, seconds or self._timeout.read) from None

    def _translate(self, error: Exception, seconds: float) -> MailboxError:
        if self._cord.is_cut:
            return self._fail(_STOPPED)
        password = self._config.password.reveal()
        reason = explain(error, seconds, password, _encode_plain(self._config.username, password))
        hung_up = isinstance(error, _HANG_UPS) or isinstance(error.__context__, imaplib.IMAP4.abort)  # of LoginError
        if hung_up or not isinstance(error, OSError):
            return Refused(self._where(), reason, hung_up)
        return self._fail(reason)

    def _check_number(self, name: str, value: object) -> int:
        """0 stands for none. Raises MailboxError for what is beyond the 32 bits that such a number has."""
        if not isinstance(value, int) or not 0 <= value <= _LARGEST:
            raise self._fail(f"the server gives a {name} that is not between 1 and {_LARGEST}: {quote(value)}")
        return value

    def _where(self) -> str:
        folder = f", folder {self._folder}" if self._folder else ""
        return f"mailbox {self.name} ({self._config.host}:{self._config.port}){folder}"

    def _fail(self, reason: str) -> MailboxError:
        return MailboxError(f"{self._where()}: {reason}")


def _encode_plain(user: str, password: str) -> str:
    """What goes over the wire in AUTHENTICATE PLAIN, and could come back in an answer."""
    return b64encode(f"\0{user}\0{password}".encode()).decode()


def _choose(answer: dict[Any, Any], uids: list[int]) -> Iterator[tuple[int, Any]]:
    """What was asked for: a server may speak of other messages at any time (RFC 9051, 7.5.2)."""
    wanted = set(uids)
    return ((uid, values) for uid, values in answer.items() if uid in wanted)


def _to_utc(date: datetime | None) -> datetime | None:
    """INTERNALDATE in UTC; None when the server gives none, or an absurd one."""
    if date is None:
        return None
    try:
        return date.astimezone(UTC) if date.tzinfo else date.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
