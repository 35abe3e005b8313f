"""Where messages come from: IMAP servers, Maildirs, and files that somebody saved.

imap        an account on an IMAP server; the only use of imapclient
wire        its connection, which another thread can end
salvage     fetching around a message that the server will not give
trouble     what went wrong, in words for a person
maildir     a Maildir that another program fills
files       what `jrld import` is given: .eml, mbox, Maildir, pages, and folders of them
mbox        a file of many messages
recognise   what a file is, by its beginning and its name
bounds      how much at a time, and at all

A mailbox is only ever read. `imap` and `maildir` are polled through the protocol below.
"""

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Protocol, Self

from jrld.config.models import ImapMailbox, MaildirMailbox
from jrld.model import RawMessage


class Mailbox(Protocol):
    """A mailbox as a poll sees it. Every method raises MailboxError when the mailbox cannot be read.

    Not for two threads at once, but for `abort`.
    """

    name: str

    def __enter__(self) -> Self:
        """Connect and log in."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Log out; never raises."""
        ...

    def examine(self, folder: str) -> int:
        """Open a folder for reading. Returns its UIDVALIDITY."""
        ...

    def list_uids(self) -> Iterator[list[int]]:
        """The UIDs of the open folder, ascending, at most 20,000 at a time."""
        ...

    def fetch(self, uids: Sequence[int]) -> Iterator[list[RawMessage]]:
        """Those messages, whole, in batches bounded in number and in bytes. What is gone meanwhile is left out.

        When there is a message that cannot be had, all others are given first; then MailboxError is raised.
        """
        ...

    def abort(self) -> None:
        """End whatever waits on the network, from another thread: that call raises MailboxError."""
        ...


def make_mailbox(config: ImapMailbox | MaildirMailbox) -> Mailbox:
    """The mailbox that is configured, not connected yet."""
    if isinstance(config, MaildirMailbox):
        from jrld.mailbox.maildir import Maildir

        return Maildir(config)
    from jrld.mailbox.imap import ImapAccount

    return ImapAccount(config)
