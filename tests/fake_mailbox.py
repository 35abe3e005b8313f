"""A mailbox in memory that does what jrld.mailbox.Mailbox says, and fails when it is told to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from jrld.errors import MailboxError
from jrld.mailbox.bounds import MAX_BATCH, MAX_UIDS, cut
from jrld.model import Place, RawMessage


@dataclass(slots=True)
class FakeFolder:
    """A folder: its UIDVALIDITY, the UID of its next message, and its messages by UID."""

    uidvalidity: int = 1
    uidnext: int = 1
    messages: dict[int, tuple[bytes, datetime]] = field(default_factory=dict)


class FakeMailbox:
    """Folders of messages, changed at will between two steps of a reader.

    An operation is what a real one would wait for: `connect`, `examine`, `list` and `fetch`, one for each list or batch
    that is given. `operations` holds their names in order. Before each, `before` is called, if set, with its name and
    its number from 1 on: it may change the mailbox, or raise what the operation is to fail with.
    """

    def __init__(self, name: str = "fake", max_uids: int = MAX_UIDS, max_batch: int = MAX_BATCH) -> None:
        """`max_uids`, `max_batch`: how many UIDs or messages are given at a time."""
        self.name = name
        self.folders: dict[str, FakeFolder] = {"INBOX": FakeFolder()}
        self.operations: list[str] = []
        self.before: Callable[[str, int], None] | None = None
        self.is_open = False
        self._max_uids, self._max_batch = max_uids, max_batch
        self._failures: dict[int, BaseException] = {}
        self._open_folder: str | None = None
        self._is_aborted = False

    # --- what others do with it -----------------------------------------------------------------

    def add(self, content: bytes, folder: str = "INBOX", received: datetime | None = None) -> int:
        """Deliver a message. Returns its UID."""
        inside = self.folders.setdefault(folder, FakeFolder())
        uid = inside.uidnext
        inside.messages[uid] = (content, received or datetime(2007, 6, 15, 12, 0, uid % 60, tzinfo=UTC))
        inside.uidnext += 1
        return uid

    def expunge(self, uid: int, folder: str = "INBOX") -> None:
        """Remove a message; its UID is never used again."""
        del self.folders[folder].messages[uid]

    def renew(self, folder: str = "INBOX") -> int:
        """Another UIDVALIDITY: the messages stay, in their order, with UIDs from 1. Returns it."""
        old = self.folders[folder]
        kept = dict(enumerate(old.messages.values(), start=1))
        self.folders[folder] = FakeFolder(old.uidvalidity + 1, len(kept) + 1, kept)
        return old.uidvalidity + 1

    def fail_at(self, operation: int, error: BaseException | None = None) -> None:
        """Fail the n-th operation from now (1 is the next one), once; with MailboxError unless another is given."""
        number = len(self.operations) + operation
        self._failures[number] = error or MailboxError(f"mailbox {self.name}: operation {number} was to fail")

    # --- the protocol ---------------------------------------------------------------------------

    def __enter__(self) -> Self:
        try:
            self._operate("connect")
        except BaseException:
            self._is_aborted = False
            raise
        self.is_open = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.is_open = self._is_aborted = False
        self._open_folder = None

    def examine(self, folder: str) -> int:
        self._operate("examine")
        if folder not in self.folders:
            raise MailboxError(f"mailbox {self.name}, folder {folder}: there is no such folder")
        self._open_folder = folder
        return self.folders[folder].uidvalidity

    def list_uids(self) -> Iterator[list[int]]:
        folder = self._get_folder()
        for uids in cut(sorted(folder.messages), self._max_uids):
            self._operate("list")
            yield [uid for uid in uids if uid in folder.messages]

    def fetch(self, uids: Sequence[int]) -> Iterator[list[RawMessage]]:
        folder = self._get_folder()
        for batch in cut(sorted(set(uids)), self._max_batch):
            self._operate("fetch")
            found = [uid for uid in batch if uid in folder.messages]
            if found:
                yield [self._read(folder, uid) for uid in found]

    def abort(self) -> None:
        self._is_aborted = True

    def _operate(self, name: str) -> None:
        self.operations.append(name)
        number = len(self.operations)
        if self.before is not None:
            self.before(name, number)
        if (error := self._failures.pop(number, None)) is not None:
            raise error
        if self._is_aborted:
            raise MailboxError(f"mailbox {self.name}: it was told to stop")

    def _get_folder(self) -> FakeFolder:
        assert self.is_open, "outside of its with statement"
        assert self._open_folder is not None, "examine() comes first"
        return self.folders[self._open_folder]

    def _read(self, folder: FakeFolder, uid: int) -> RawMessage:
        assert self._open_folder is not None
        content, received = folder.messages[uid]
        return RawMessage(Place(self.name, self._open_folder, folder.uidvalidity, uid), content, received)
