"""What `jrld import` is given: messages (.eml), mboxes, Maildirs, saved pages and texts, and folders of all these.

Nothing is passed over in silence but what is known to be no mail: hidden files, the indices of mail programs, and the
pictures of a saved page. Everything else that gives no message gives a Problem. One message is in memory at a time.
"""

import gzip
import os
import stat
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import BinaryIO

from jrld.mailbox.bounds import MAX_MESSAGE_BYTES, read_time
from jrld.mailbox.maildir import find_received, is_maildir, list_messages, make_uid
from jrld.mailbox.mbox import find_date, is_separator, read_mbox
from jrld.mailbox.recognise import HEAD_BYTES, Form, recognise
from jrld.model import Media, Place, RawMessage

MAILBOX = "import"
_UIDVALIDITY = 1
_GZIP = b"\x1f\x8b"
_TOO_LARGE = f"is larger than {MAX_MESSAGE_BYTES // 1024**2} MB, more than any message"
_MEDIA = {Form.HTML: Media.HTML, Form.TEXT: Media.TEXT}
_PAGE_PARTS = "_files"  # the folder that a browser saves beside `name.html`: `name_files`
_INDICES = (
    *("dovecot.index*", "dovecot.list.index*", "dovecot.mailbox.log*", "dovecot-uidlist*", "dovecot-uidvalidity*"),
    *("dovecot-keywords*", "courierimap*", "maildirfolder", "maildirsize", "subscriptions", "*.msf", "*.lock"),
    *("msgFilterRules.dat", "Thumbs.db", "desktop.ini"),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was found and gives no message, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class _File:
    """A file to read. `maildir`: the one that it is a message of. `is_named`: a person gave this very path."""

    path: Path
    maildir: Path | None = None
    is_named: bool = False


def count_files(paths: Iterable[Path]) -> int:
    """How often `find_messages` will call `on_file`. Reads folders, no files."""
    return sum(isinstance(found, _File) for found in _walk(paths))


def find_messages(
    paths: Iterable[Path], on_file: Callable[[], object] = lambda: None
) -> Iterator[RawMessage | Problem]:
    """Every message below the paths, folders in the order of their names; and what gives none, with the reason.

    A message's place: mailbox `import`, folder the absolute path of the file or Maildir, UIDVALIDITY 1, and as UID its
    number in an mbox, what jrld.mailbox.maildir makes of its name in a Maildir, or 1. `received`: the date of an mbox's
    separator, the time of a message's file, nothing for pages and texts, since when somebody saved a page says
    nothing. `on_file` is called whenever one more file is done.
    """
    for found in _walk(paths):
        if isinstance(found, Problem):
            yield found
        else:
            yield from _read_file(found)
            on_file()


# --- folders ------------------------------------------------------------------------------------


def _walk(paths: Iterable[Path]) -> Iterator[_File | Problem]:
    """The files below the paths. Links that a person gave are followed, links to folders that are found are not."""
    for path in paths:
        try:
            status = path.stat()
            if stat.S_ISDIR(status.st_mode):
                yield from _walk_folder(path.resolve())
            elif stat.S_ISREG(status.st_mode):
                yield _File(path.resolve(), is_named=True)
            else:
                yield Problem(path, "is no file and no folder")
        except OSError as error:
            yield Problem(path, _explain(error))


def _walk_folder(folder: Path) -> Iterator[_File | Problem]:
    try:
        maildir = is_maildir(folder)
        entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
        messages = sorted(list_messages(folder), key=lambda entry: os.fsencode(entry.name)) if maildir else []
    except OSError as error:
        yield Problem(folder, _explain(error))
        return
    yield from (_File(Path(entry.path), maildir=folder) for entry in messages)
    names = {entry.name.lower() for entry in entries}
    for entry in entries:
        if maildir and entry.name in ("cur", "new", "tmp"):
            continue
        yield from _walk_entry(entry, names)


def _walk_entry(entry: os.DirEntry[str], names: set[str]) -> Iterator[_File | Problem]:
    """`names`: of all entries of its folder, in lower case. Whatever is wrong with one is a Problem of that one."""
    path = Path(entry.path)
    try:
        if _is_passed_over(entry, names):
            return
        if entry.is_dir(follow_symlinks=False):
            yield from _walk_folder(path)
        elif entry.is_dir():
            yield Problem(path, "is a link to a folder, and not followed; name the folder itself")
        elif entry.is_file():
            yield _File(path)
        else:
            yield Problem(path, "is no file and no folder" if path.exists() else "is a link to nothing")
    except OSError as error:
        yield Problem(path, _explain(error))


def _is_passed_over(entry: os.DirEntry[str], names: set[str]) -> bool:
    """Whether an entry is known to be no mail. A hidden Maildir is mail: Maildir++ names its folders so.

    Raises OSError when it cannot be looked at.
    """
    if entry.name.startswith("."):
        return not (entry.is_dir(follow_symlinks=False) and _looks_like_maildir(Path(entry.path)))
    if entry.name.endswith(_PAGE_PARTS) and entry.is_dir():
        page = entry.name.removesuffix(_PAGE_PARTS).lower()
        return f"{page}.html" in names or f"{page}.htm" in names
    if entry.is_dir():
        return entry.name == "__MACOSX"
    return any(fnmatchcase(entry.name, pattern) for pattern in _INDICES)


def _looks_like_maildir(path: Path) -> bool:
    try:
        return is_maildir(path)
    except OSError:
        return False


# --- files --------------------------------------------------------------------------------------


def _read_file(found: _File) -> Iterator[RawMessage | Problem]:
    try:
        with found.path.open("rb") as raw:
            is_packed = raw.read(len(_GZIP)) == _GZIP
            raw.seek(0)
            file = gzip.GzipFile(fileobj=raw) if is_packed else raw
            yield from _read_messages(found, file, os.fstat(raw.fileno()).st_mtime)
    except (OSError, EOFError, zlib.error) as error:  # of gzip: cut short, damaged
        yield Problem(found.path, _explain(error))


def _read_messages(found: _File, file: BinaryIO | gzip.GzipFile, modified: float) -> Iterator[RawMessage | Problem]:
    head = file.read(HEAD_BYTES)
    file.seek(0)
    name = found.path.name.removesuffix(".gz")
    form = Form.MESSAGE if found.maildir else recognise(head, name, found.is_named)
    if not head:
        yield Problem(found.path, "is empty")
    elif form is Form.UNKNOWN:
        yield Problem(found.path, "is no message, mbox, page or text, as far as can be told from its beginning")
    elif form is Form.MBOX:
        yield from _read_parts(found.path, file)
    else:
        content = file.read(MAX_MESSAGE_BYTES + 1)
        if len(content) > MAX_MESSAGE_BYTES:
            yield Problem(found.path, _TOO_LARGE)
        elif form is Form.MESSAGE:
            yield _make_message(found, content, modified)
        else:
            yield RawMessage(_make_place(found.path), content, None, _MEDIA[form])


def _read_parts(path: Path, file: BinaryIO | gzip.GzipFile) -> Iterator[RawMessage | Problem]:
    for part in read_mbox(file):
        if part.content is None:
            yield Problem(path, f"message {part.number} {_TOO_LARGE}")
        else:
            yield RawMessage(_make_place(path, part.number), part.content, part.received)


def _make_message(found: _File, content: bytes, modified: float) -> RawMessage:
    """The message that is a whole file. Some programs leave an mbox's separator at its head: that is no part of it."""
    first, _, rest = content.partition(b"\n")
    received = read_time(modified)
    if is_separator(first):
        content, received = rest, find_date(first) or received
    if found.maildir is None:
        return RawMessage(_make_place(found.path), content, received)
    name = found.path.name
    return RawMessage(_make_place(found.maildir, make_uid(name)), content, find_received(name, modified))


def _make_place(path: Path, uid: int = 1) -> Place:
    """`path`: absolute. What is not UTF-8 in it is escaped, for a database takes nothing else."""
    return Place(MAILBOX, os.fsencode(path).decode("utf-8", "backslashreplace"), _UIDVALIDITY, uid)


def _explain(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}"
    return f"cannot be read: {error}"
