"""The table of 2003 flattened to text: `Topic 8 Title Source Author`, a row over one line or several.

The web pages of the list show it so to whoever takes their text alone. Nothing marks where a title ends: a known
source or a sure name at the end of the row is its credit, and what is neither stays in the title.
"""

import re
from itertools import islice, pairwise

from jrld.model import Entry, Span
from jrld.split.lines import Line, find_lines, is_apart, is_rule, iter_lines
from jrld.split.table import Credit, find_authors, make_entry, read_credit

_HEADING = re.compile(
    r"^[ \t]{0,30}JRL #?\d{4}a?\b[^\n]{0,60}$", re.MULTILINE
)  # `JRL #7133 Simple Text - Entire Issue`
_HEADING_LEAD = re.compile(r"\n[ \t]{0,30}JRL")
_ROW = re.compile(r"(?P<topic>[A-Z][^\d\n]{0,90}? )??(?P<number>\d{1,3})(?P<letter>[a-z]?) (?=\S)")
_REMARK = re.compile(r"\([^()]{3,200}\)")
_REVIEW = re.compile(r"(?:book|film) review|meeting summary", re.IGNORECASE)
_LEAST = 3  # rows
_MOST_LINES = 500
_MOST_TAIL = 8  # lines between a row's first and the next row's
_GAP = 12  # numbers that may be missing
_FIRST = 3  # the number that a table may begin with


class _Row:
    """One row: its topic's first line, its number, and its lines from the title on."""

    def __init__(self, match: re.Match[str], line: Line) -> None:
        self.number, self.label = int(match["number"]), match["number"] + match["letter"]
        self.has_topic = bool(match["topic"])
        self.start, self.end = line.start, line.end
        self.printed = [line.text[match.end() :]]
        self.tail: list[Line] = []  # what follows: its credit, and the next row's topic


def find_flat_table(text: str, limit: int) -> tuple[Entry, ...]:
    """The entries of a flattened table beneath its heading in `text[:limit]`; empty where there is none."""
    heading = next(find_lines(_HEADING_LEAD, _HEADING, text, 0, limit), None)
    if not heading:
        return ()
    rows = _find_rows(_take_lines(text, heading.end() + 1, limit))
    if len(rows) < _LEAST:
        return ()
    for row, after in pairwise(rows):
        _divide(row, after)
    _divide(rows[-1], None)
    return tuple(_read_row(row) for row in rows)


def _take_lines(text: str, start: int, limit: int) -> list[Line]:
    lines: list[Line] = []
    for line in islice(iter_lines(text, start, limit), _MOST_LINES):
        if is_rule(line.text) or len(line.text) > 700:
            break
        if line.text:
            lines.append(line)
    return lines


def _find_rows(lines: list[Line]) -> list[_Row]:
    """The rows, up to an empty line behind which neither a row nor a credit stands, or to two empty ones."""
    rows: list[_Row] = []
    for at, line in enumerate(lines):
        match = _ROW.match(line.text)
        last = rows[-1].number if rows else 0
        is_row = match is not None and last < int(match["number"]) <= last + (_GAP if rows else _FIRST)
        is_end = line.start > lines[at - 1].end + 2 or not (is_row or _is_credit(line.text))
        if rows and is_apart(lines, at) and is_end:
            break
        if match and is_row:
            rows.append(_Row(match, line))
        elif rows:
            rows[-1].tail.append(line)
        if rows and len(rows[-1].tail) > _MOST_TAIL:
            break
    return rows


def _divide(row: _Row, after: _Row | None) -> None:
    """Give the lines between two rows to the one as its credit, or to the other as its topic, which must have one."""
    most = len(row.tail) - (after is not None and not after.has_topic)
    count = 0
    while count < min(most, 4) and _is_credit(row.tail[count].text):
        if after is None and row.tail[count].start > row.end + 1:
            break
        row.printed.append(row.tail[count].text)
        row.end = row.tail[count].end
        count += 1
    if after and count < len(row.tail):
        after.start = row.tail[count].start


def _is_credit(line: str) -> bool:
    return not line.endswith(",") and bool(_REMARK.fullmatch(line) or _REVIEW.fullmatch(line) or read_credit(line))


def _read_row(row: _Row) -> Entry:
    printed = " ".join(" ".join(row.printed).split())
    at, credit = _find_credit(printed)
    return make_entry(row.label, printed, Span(row.start, row.end), printed[:at].rstrip(), credit)


def _find_credit(printed: str) -> tuple[int, Credit]:
    """Where a row's credit begins: the first place from which on all is source and authors; else the authors alone."""
    starts = [match.start() for match in re.finditer(r"\S+", printed)]
    for at in starts[max(1, len(starts) - 16) :]:
        credit = read_credit(printed[at:])
        if credit and credit.source:
            return at, credit
    review = re.search(rf"\s({_REVIEW.pattern})$", printed, re.IGNORECASE)
    words = printed[: review.start() if review else len(printed)].split()
    count = find_authors(words[1:])
    if not count:
        return len(printed), Credit(None, ())
    credit = read_credit(" ".join(words[-count:]))
    return starts[len(words) - count], credit or Credit(None, ())
