"""Raw bytes as a tree of MIME entities: RFC 2046, section 5.1, as laxly as mail needs it.

Python's parser asks of every line whether it is one of the boundaries that are open, so that its time is the
product of lines and depth, and it copies what nobody will read. Here a level is one search for its boundary,
an entity is a range of the raw bytes, and nothing is decoded.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from jrld.mime.fields import Fields, Typed, read_disposition, read_encoding, read_fields, read_type
from jrld.mime.limits import Budget

_MESSAGES = ("message/rfc822", "message/rfc2822", "message/global", "message/news")
_HTML = ("text/html", "application/xhtml+xml")
# Other unknown kinds of text are shown as plain text (RFC 2046, section 4.1.4).
_NO_PROSE = frozenset(
    ("calendar", "vcard", "x-vcard", "directory", "css", "csv", "xml", "rtf", "rfc822-headers", "x-amp-html")
)
_UNTYPED = ("application/octet-stream", "application/x-octet-stream", "application/unknown", "application/download")
_TYPE_BY_NAME = {"eml": "message/rfc822", "txt": "text/plain", "htm": "text/html", "html": "text/html"}

_DELIMITER_END = re.compile(rb"(--)?[ \t]*(?:\r?\n|\Z)")
_GUESSED = re.compile(rb"\s*--([^\s]{4,200})[ \t]*\r?\nContent-", re.I)
_LONGEST_BOUNDARY = 500  # RFC 2046 allows 70


@dataclass(frozen=True, eq=False)
class Entity:
    """A message, or a part of one: its fields, and its body as a range of the raw bytes."""

    fields: Fields
    type: Typed
    raw: bytes = field(repr=False)
    start: int  # of the body
    end: int
    name: str  # the file name that it is to have; bytes over 0x7f as latin-1
    is_attached: bool  # said to be no part of what is shown
    children: Sequence["Entity"] = ()  # of a multipart
    defects: tuple[str, ...] = ()
    is_closed: bool = True  # False for a multipart that its last boundary does not end

    @property
    def body(self) -> bytes:
        """The body as it travelled."""
        return self.raw[self.start : self.end]

    @property
    def charset(self) -> str | None:
        """As declared."""
        words = self.type.parameters.get("charset", "").split()
        return words[0] if words else None

    @property
    def encoding(self) -> str:
        return read_encoding(self.fields)

    @property
    def is_html(self) -> bool:
        return self.type.value in _HTML

    @property
    def is_text(self) -> bool:
        """Something to read, attached or not."""
        main, _, sub = self.type.value.partition("/")
        return not self.children and (self.is_html or (main == "text" and sub not in _NO_PROSE))

    @property
    def is_message(self) -> bool:
        """A message within the message."""
        return self.type.value in _MESSAGES

    def iter_defects(self) -> Iterator[str]:
        """Its own and those of its parts."""
        yield from self.defects
        for child in self.children:
            yield from child.iter_defects()


def read_entity(
    raw: bytes, start: int, end: int, budget: Budget, depth: int = 0, default: str = "text/plain"
) -> Entity:
    """The entity that is `raw[start:end]`, with all its parts. Raises MessageError `nesting`, `parts`."""
    budget.spend_entity(depth)
    fields, body = read_fields(raw, start, end)
    kind, disposition = read_type(fields, default), read_disposition(fields)
    name = disposition.parameters.get("filename") or kind.parameters.get("name", "")
    # Dispositions that are not known count as "attachment" (RFC 2183, section 2.8).
    attached = disposition.value not in ("", "inline") or kind.value in _UNTYPED
    if kind.value in _UNTYPED:
        kind = kind._replace(value=_TYPE_BY_NAME.get(name.lower().rpartition(".")[2], kind.value))
    if not kind.value.startswith("multipart/"):
        return Entity(fields, kind, raw, body, end, name, attached)
    cut = _cut(raw, body, end, kind.parameters.get("boundary", ""), budget)
    if not cut.ranges:
        return Entity(fields, Typed("text/plain", {}), raw, body, end, name, attached, defects=cut.defects)
    default = "message/rfc822" if kind.value == "multipart/digest" else "text/plain"
    children = tuple(read_entity(raw, first, last, budget, depth + 1, default) for first, last in cut.ranges)
    return Entity(fields, kind, raw, body, end, name, attached, children, cut.defects, cut.is_closed)


class _Cut(NamedTuple):
    ranges: Sequence[tuple[int, int]]
    defects: tuple[str, ...]
    is_closed: bool = True


def _cut(raw: bytes, start: int, end: int, boundary: str, budget: Budget) -> _Cut:
    """The parts of a multipart's body; no ranges where no boundary is found in it."""
    wanted = boundary.rstrip().encode("latin-1", "replace")[:_LONGEST_BOUNDARY]
    delimiters = _find_delimiters(raw, start, end, wanted, budget) if wanted else []
    defects: tuple[str, ...] = ()
    if not delimiters:
        guess = _GUESSED.match(raw, start, end)
        if guess is None:
            return _Cut((), ("mime: a multipart without its boundary, read as text",))
        delimiters = _find_delimiters(raw, start, end, guess[1], budget)
        defects = ("mime: a multipart's boundary had to be guessed",)
    is_closed = any(delimiter.closes for delimiter in delimiters)
    if not is_closed:
        defects += ("mime: a multipart is not closed",)
    ends = [delimiter.start for delimiter in delimiters[1:]] + [end]
    ranges = tuple(
        (delimiter.end, max(delimiter.end, _without_line_end(raw, last) if last < end else last))
        for delimiter, last in zip(delimiters, ends, strict=True)
        if not delimiter.closes  # parts that come after a premature end are parts all the same
    )
    return _Cut(ranges, defects, is_closed)


class _Delimiter(NamedTuple):
    start: int
    end: int  # where the next line begins
    closes: bool


def _find_delimiters(raw: bytes, start: int, end: int, boundary: bytes, budget: Budget) -> list[_Delimiter]:
    needle = b"--" + boundary
    found = []
    at = raw.find(needle, start, end)
    while at >= 0:
        tail = _DELIMITER_END.match(raw, at + len(needle), end)
        if tail and (at == start or raw[at - 1] == 0x0A):
            found.append(_Delimiter(at, tail.end(), tail[1] is not None))
            budget.check_entities(len(found))
        at = raw.find(needle, at + len(needle), end)
    return found


def _without_line_end(raw: bytes, at: int) -> int:
    """The line end before a delimiter is the delimiter's (RFC 2046, section 5.1.1)."""
    at -= 1
    return at - 1 if raw[at - 1 : at] == b"\r" else at
