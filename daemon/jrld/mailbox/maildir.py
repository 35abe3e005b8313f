"""A Maildir that another program fills (mbsync, getmail, offlineimap, Dovecot). Only read: nothing is moved or renamed.

A message is known by its file's unique name, the part that stays when its flags change or when it moves from `new` to
`cur` (https://cr.yp.to/proto/maildir.html). Links to files are followed, since some programs build Maildirs of them.
"""

import errno
import os
import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Self

from jrld.config.models import MaildirMailbox
from jrld.errors import MailboxError
from jrld.log import get_logger
from jrld.mailbox.bounds import MAX_MESSAGE_BYTES, MAX_UIDS, cut, make_batches, read_time
from jrld.mailbox.trouble import explain_missing, explain_no_folder
from jrld.model import Place, RawMessage

log = get_logger(__name__)

UIDVALIDITY = 1  # the names stay what they are
_PARTS = ("new", "cur")  # in this order: a message on its way from one to the other is seen at least once
_INFO = re.compile(r"[:;!][12],[^:;!]*\Z")  # flags; `;` and `!` where a file system has no `:`
_MBSYNC = re.compile(r",U=\d+")  # a UID that mbsync writes into the name, and writes anew when it has to
_SECONDS = re.compile(r"(\d{9,10})[._]")  # most names begin with the second of the delivery
_RESCANS = 3  # for one batch, of a folder whose files are being renamed
_DEPTH = 6  # of folders in folders that are listed
_NOWHERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG)  # what is said of a link that leads there


class Maildir:
    """A Maildir and the folders in it, as `jrld.mailbox.Mailbox` describes them.

    `abort` ends the session under way or, before there is one, the next.
    """

    def __init__(self, config: MaildirMailbox) -> None:
        self.name = config.name
        self._root = config.maildir
        self._folder = "INBOX"
        self._path: Path | None = None
        self._files: dict[int, str] | None = None  # path by UID, as last seen
        self._is_aborted = False

    def __enter__(self) -> Self:
        """Raises MailboxError when the Maildir is away."""
        try:
            self._check()
        except MailboxError:
            self._is_aborted = False
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._files = None
        self._is_aborted = False

    def abort(self) -> None:
        """From another thread: the next step raises MailboxError. A file system that hangs is not to be helped."""
        self._is_aborted = True

    def examine(self, folder: str) -> int:
        """Open a folder. Returns its UIDVALIDITY, always 1; raises MailboxError when there is no such folder."""
        self._check()
        self._folder, self._files = folder, None
        try:
            self._path = find_folder(self._root, folder)
            if self._path is None:
                raise self._fail(self._explain_no_folder(folder))
        except OSError as error:
            raise self._fail(_explain(error)) from None
        return UIDVALIDITY

    def list_folders(self) -> list[str]:
        """The folders there are, sorted, as `examine` takes them. Raises MailboxError."""
        self._check()
        return sorted(list_folders(self._root))

    def list_uids(self) -> Iterator[list[int]]:
        """The UIDs of the open folder, ascending, at most 20,000 at a time. Raises MailboxError."""
        yield from cut(sorted(self._scan()), MAX_UIDS)

    def fetch(self, uids: Sequence[int]) -> Iterator[list[RawMessage]]:
        """Those messages, whole, in batches of at most 50 and 16 MB. What is gone meanwhile is left out.

        One that cannot be read (permissions, a damaged disk) holds up no other: MailboxError names it at the end. One
        over MAX_MESSAGE_BYTES is left out, with a warning in the log.
        """
        if self._files is None:
            self._scan()
        unreadable: dict[str, str] = {}
        for ids in cut(sorted(set(uids)), MAX_UIDS):
            for batch in make_batches({uid: self._measure(uid) for uid in ids}):
                if messages := self._read_all(batch, unreadable):
                    yield messages
        if unreadable:
            raise self._fail(explain_missing(unreadable))

    # --- files ----------------------------------------------------------------------------------

    def _scan(self) -> dict[int, str]:
        assert self._path is not None, "examine() comes first"
        self._check()
        try:
            self._files = {make_uid(entry.name): entry.path for entry in list_messages(self._path)}
        except OSError as error:
            raise self._fail(_explain(error)) from None
        return self._files

    def _measure(self, uid: int) -> int:
        """Bytes of the file; 0 when it is not where it was, which `_read_all` sees to."""
        assert self._files is not None
        try:
            return Path(self._files[uid]).stat().st_size
        except (KeyError, OSError):
            return 0

    def _read_all(self, uids: list[int], unreadable: dict[str, str]) -> list[RawMessage]:
        """The messages that are still there, wherever their files have gone within the folder."""
        messages = []
        for scans in range(_RESCANS + 1):
            self._check()
            files = self._scan() if scans else self._files
            assert files is not None
            moved = []
            for uid in uids:
                try:
                    if uid in files and (message := self._read(uid, Path(files[uid]))) is not None:
                        messages.append(message)
                except FileNotFoundError:
                    moved.append(uid)
                except OSError as error:
                    unreadable[files[uid]] = _explain(error)
            uids = moved
            if not uids:
                break
        return sorted(messages, key=lambda message: message.place.uid)

    def _read(self, uid: int, path: Path) -> RawMessage | None:
        """None: it is larger than any message. Raises OSError."""
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if status.st_size > MAX_MESSAGE_BYTES:
                log.warning("message too large", mailbox=self.name, folder=self._folder, file=path.name)
                return None
            content = file.read()
        place = Place(self.name, self._folder, UIDVALIDITY, uid)
        return RawMessage(place, content, find_received(path.name, status.st_mtime))

    # --- failures -------------------------------------------------------------------------------

    def _check(self) -> None:
        """Raises MailboxError when there is nothing to read, or reading was to end."""
        if self._is_aborted:
            raise self._fail("it was told to stop")
        try:
            if self._root.is_dir():
                return
        except OSError as error:
            raise self._fail(_explain(error)) from None
        raise self._fail("the Maildir is away: there is no such folder")

    def _explain_no_folder(self, folder: str) -> str:
        there = list_folders(self._root)
        if folder.upper() == "INBOX" and not there:
            return "it is no Maildir: there are no `cur` and `new` in it"
        return explain_no_folder(folder, there)

    def _fail(self, reason: str) -> MailboxError:
        return MailboxError(f"mailbox {self.name} ({self._root}), folder {self._folder}: {reason}")


def _explain(error: OSError) -> str:
    """A missing `cur` is a disk that went away; anything else is what the system calls it."""
    if isinstance(error, FileNotFoundError):
        return f"the Maildir is away: {error.filename}"
    return error.strerror or type(error).__name__


# --- names --------------------------------------------------------------------------------------


def find_base(name: str) -> str:
    """The part of a file's name that stays: without flags, and without mbsync's UID."""
    return _MBSYNC.sub("", _INFO.sub("", name))


def make_uid(name: str) -> int:
    """A UID, 63 bits and never 0, from a file's name in a Maildir. The same for every name of the same message."""
    digest = blake2b(os.fsencode(find_base(name)), digest_size=8).digest()
    return int.from_bytes(digest) >> 1 or 1


def find_received(name: str, modified: float) -> datetime | None:
    """When a message arrived, UTC: the earlier of the time in its file's name and the file's own time.

    Both can only be late: a copy has a new file time, and a mirror names the file when it mirrors it.
    """
    found = _SECONDS.match(name)
    times = [read_time(float(found[1])) if found else None, read_time(modified)]
    return min((time for time in times if time), default=None)


# --- folders ------------------------------------------------------------------------------------


def is_maildir(path: Path) -> bool:
    """Whether there are `cur` and `new` in it. Raises OSError when that cannot be seen."""
    return (path / "cur").is_dir() and (path / "new").is_dir()


def list_messages(maildir: Path) -> Iterator[os.DirEntry[str]]:
    """The files of `new` and `cur`, in no order. Raises OSError when one of these two cannot be listed.

    Files whose names begin with a dot are of other programs; whatever is no file is passed over.
    """
    for part in _PARTS:
        with os.scandir(maildir / part) as entries:
            for entry in entries:
                if not entry.name.startswith(".") and _may_be_file(entry):
                    yield entry


def _may_be_file(entry: os.DirEntry[str]) -> bool:
    """What cannot be looked at may be: whoever reads it then says so, of it alone. A link to nowhere is no file."""
    try:
        return entry.is_file()
    except OSError as error:
        return error.errno not in _NOWHERE


def find_folder(root: Path, name: str) -> Path | None:
    """Where a folder lies, by whatever layout; None when it does not. Raises OSError.

    `A/B` is `.A.B` (Maildir++), `A/B` (mbsync: Verbatim) or `A/.B` (mbsync: Legacy); other than ASCII letters may be in
    modified UTF-7 on the disk, as Dovecot has them. INBOX is the Maildir itself, or else the folder INBOX in it.
    """
    if name.upper() == "INBOX":
        candidates = [root, root / "INBOX"]
    elif any(part in ("", ".", "..") for part in name.split("/")) or "\0" in name:
        return None
    else:
        inner = re.sub(r"\AINBOX[/.]", "", name, flags=re.IGNORECASE)  # as Courier calls the folders in an INBOX
        spellings = dict.fromkeys([name, _encode(name), inner, _encode(inner)])
        candidates = [
            root / layout
            for spelling in spellings
            for layout in ("." + spelling.replace("/", "."), spelling, spelling.replace("/", "/."))
        ]
    return next((path for path in candidates if is_maildir(path)), None)


def _encode(name: str) -> str:
    """Modified UTF-7 (RFC 3501, 5.1.3)."""

    def shift(found: re.Match[str]) -> str:
        if found[0] == "&":
            return "&-"
        return "&" + b64encode(found[0].encode("utf-16-be")).decode().rstrip("=").replace("/", ",") + "-"

    return re.sub(r"[^ -~]+|&", shift, name)


def list_folders(root: Path, depth: int = _DEPTH) -> set[str]:
    """The names of the folders in a Maildir, or in a folder of Maildirs. Folders that cannot be seen are left out."""
    found = {"INBOX"} if depth == _DEPTH and os.access(root, os.X_OK) and is_maildir(root) else set()
    try:
        inner = [path for path in root.iterdir() if path.name not in ("cur", "new", "tmp") and path.is_dir()]
        for path in inner:
            name = path.name.removeprefix(".").replace(".", "/") if path.name.startswith(".") else path.name
            if is_maildir(path):
                found.add(name)
            if depth > 1 and not path.is_symlink():
                found.update(f"{name}/{below}" for below in list_folders(path, depth - 1))
    except OSError:
        pass  # it is for a hint
    return found
