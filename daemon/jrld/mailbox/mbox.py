"""The messages of an mbox file, one after the other, whatever its dialect (RFC 4155; mboxo, mboxrd).

A message begins with a separator, `From sender date`, a line that is no part of it. Senders and dates are written in
many ways; what all have in common is a weekday, a month, a time and a year in the rest of the line. Prose can have a
line that begins with `From `, and writers that do not escape it: so a separator also stands at the start of the file or
after an empty line, has such a date, and is followed by a header. `>From ` is left as it is: what it stands for depends
on the dialect, which only the text can tell.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_tz
from typing import Protocol

from jrld.mailbox.bounds import MAX_MESSAGE_BYTES, read_time

_LONGEST_LINE = 64 * 1024  # of one read; a line may be longer
_EMPTY = (b"\n", b"\r\n")
_DATE = re.compile(
    rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +"
    rb"(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\d{1,2}|\d{1,2} +[A-Z][a-z]{2})\b"
    rb"(?=.* \d{1,2}:\d\d)(?=.* \d{4}\b)[^\r\n]*"
)
_HEADER = re.compile(rb"[!-9;-~]+[ \t]*:|>?From ")  # `>From ` stands before headers in some old ones
_EUDORA = b"From ???@??? "  # needs no empty line before it: nothing else looks like it


class Lines(Protocol):
    """A file, or what a file is packed in."""

    def readline(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Part:
    """One message of an mbox. `content` is None when it is larger than any message, and was passed over."""

    number: int  # from 1
    content: bytes | None
    received: datetime | None  # of the separator, UTC where it names no zone
    size: int  # bytes


def find_date(separator: bytes) -> datetime | None:
    """The date in a separator line, in UTC unless it names a zone; None when there is none, or an absurd one."""
    if not separator.startswith(b"From ") or not (found := _DATE.search(separator)):
        return None
    words = found[0].decode("ascii", "replace").replace("remote from", "").split()
    try:
        parsed = parsedate_tz(" ".join(words[:6]))
        if parsed is None:
            return None
        zone = timezone(timedelta(seconds=parsed[9] or 0))
        return read_time(datetime(*parsed[:6], tzinfo=zone).timestamp())
    except (ValueError, OverflowError, IndexError, TypeError):  # 31 February, hour 25
        return None


def is_separator(line: bytes) -> bool:
    """Whether a line is one by itself, wherever it stands."""
    return line.startswith(b"From ") and _DATE.search(line) is not None


def read_mbox(file: Lines, longest: int = MAX_MESSAGE_BYTES) -> Iterator[Part]:
    """The messages of an mbox, in order, holding one at a time. The first line is taken for a separator.

    The content is without the separator and without the empty line that ends a message. Raises OSError.
    """
    part = None
    number = 0
    for line, is_start in _find_starts(file):
        if part is None or is_start:
            if part is not None:
                yield part.finish()
            number += 1
            part = _Collector(number, find_date(line), longest)
        else:
            part.add(line)
    if part is not None:
        yield part.finish()


class _Collector:
    """The lines of one message, until they are too many."""

    def __init__(self, number: int, received: datetime | None, longest: int) -> None:
        self._number, self._received, self._longest = number, received, longest
        self._lines: list[bytes] = []
        self._size = 0

    def add(self, line: bytes) -> None:
        self._size += len(line)
        if self._size <= self._longest:
            self._lines.append(line)
        else:
            self._lines.clear()

    def finish(self) -> Part:
        if self._size > self._longest:
            return Part(self._number, None, self._received, self._size)
        if self._lines and self._lines[-1] in _EMPTY:
            del self._lines[-1]
        return Part(self._number, b"".join(self._lines), self._received, self._size)


def _find_starts(file: Lines) -> Iterator[tuple[bytes, bool]]:
    """Each line (or 64 KiB of it), and whether it is the separator before a message, as the first one is."""
    is_first = is_at_start = True  # of the file; of a line, and not further on in a long one
    is_after_empty = False
    line = file.readline(_LONGEST_LINE)
    while line:
        following = file.readline(_LONGEST_LINE)
        is_start = is_first or (
            is_at_start
            and is_separator(line)
            and (is_after_empty or line.startswith(_EUDORA))
            and (not following.strip() or _HEADER.match(following) is not None)
        )
        yield line, is_start
        is_after_empty = is_at_start and line in _EMPTY
        is_at_start = line.endswith(b"\n")
        is_first = False
        line = following
