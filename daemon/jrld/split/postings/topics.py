"""The contents of a digest of postings, as its software or its moderator printed them.

`Today's Topics:` with `   1. Title (Author)` (Mailman) or `Title (2 msgs)` (RFC 1153), `Topics of the day:` with
`  1. Title (2)` (LISTSERV), `Contents:` with `Title (Author)` (RISKS). Long entries go on in indented lines.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from jrld.model import Entry, Span
from jrld.split.lines import Line, find_lines, is_rule, iter_lines, line_start

_HEADING = re.compile(
    r"^[ \t]{0,40}(?:today[’']?s topics|topics (?:of the day|covered|in this issue)|contents|in this (?:issue|digest))"
    r"[ \t]{0,9}(?::[^\n]{0,200})?$",
    re.IGNORECASE | re.MULTILINE,
)
_HEADING_LEAD = re.compile(r"\n[ \t]{0,40}(?:today|topics|contents|in this )", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<label>\d{1,4})[.)][ \t]+(?=\S)")
_TAIL = re.compile(r"\s*\((?P<inner>[^()]{1,200})\)$")
_COUNT = re.compile(r"(?P<count>\d{1,4})(?:[ \t]+(?:msgs?|messages?|posts?))?")
_REACH = 20_000  # characters from the top of the text
_MOST_LINES = 5_000


class Topics(NamedTuple):
    """The entries, and where they stand, the heading included."""

    entries: tuple[Entry, ...]
    span: Span

    @property
    def announced(self) -> int:
        """How many postings they speak of."""
        return sum(find_count(entry) or 1 for entry in self.entries)


def find_count(entry: Entry) -> int | None:
    """How many postings one entry says that it speaks of: 2 of `Title (2 msgs)` and of `Title (2)`."""
    tail = _TAIL.search(entry.text[-220:])
    count = _COUNT.fullmatch(tail["inner"]) if tail else None
    return int(count["count"]) if count else None


def find_topics(text: str, end: int) -> Topics | None:
    """The contents in `text[:end]`; None where there is no heading, or nothing beneath it."""
    for heading in find_lines(_HEADING_LEAD, _HEADING, text, 0, min(end, _REACH)):
        groups = list(_group(text, list(_iter_entries(text, heading.end() + 1, end))))
        if groups:
            entries = tuple(_read_entry(text, group, k) for k, group in enumerate(groups, start=1))
            start = line_start(text, heading.start())
            return Topics(entries, Span(start, entries[-1].span.end))
    return None


def _iter_entries(text: str, start: int, end: int) -> Iterator[Line]:
    """The lines from the first that is not blank to the blank line or the rule beneath them.

    Where entries are numbered, a blank line between two of them ends nothing.
    """
    begun = numbered = apart = False
    for line in islice(iter_lines(text, start, end), _MOST_LINES):
        if line.blank:
            apart = begun
            continue
        number = _NUMBER.match(line.text)
        if is_rule(line.text) or (apart and not (numbered and number)):
            return
        numbered = numbered or (number is not None and not begun)
        begun, apart = True, False
        yield line


def _group(text: str, lines: list[Line]) -> Iterator[list[Line]]:
    """The lines of each entry."""
    group: list[Line] = []
    is_numbered = bool(lines) and _NUMBER.match(lines[0].text) is not None
    margin = _indent(text, lines[0]) if lines else 0
    for line in lines:
        if is_numbered:
            goes_on = _NUMBER.match(line.text) is None or _indent(text, line) > margin + 2
        else:  # where all are indented, they are centred
            goes_on = (margin == 0 and _indent(text, line) > 0) or (line.text[0] == "(" and line.text[-1] == ")")
        if group and not goes_on:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _indent(text: str, line: Line) -> int:
    printed = text[line.start : min(line.end, line.start + 200)]
    return len(printed) - len(printed.lstrip())


def _read_entry(text: str, lines: list[Line], position: int) -> Entry:
    printed = " ".join(line.text for line in lines)
    number = _NUMBER.match(printed)
    words = printed[number.end() :] if number else printed
    tail = _TAIL.search(words)
    is_author = tail is not None and _COUNT.fullmatch(tail["inner"]) is None
    return Entry(
        label=number["label"] if number else str(position),
        text=words,
        span=Span(lines[0].start, lines[-1].end),
        authors=(" ".join(tail["inner"].split()),) if tail and is_author else (),
        title=(words[: tail.start()] if tail else words).strip() or None,
    )
