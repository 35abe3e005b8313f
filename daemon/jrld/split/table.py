"""The contents of 2003 as a table: topic, number, title, source with author (jrl-formats.md 3.3).

Read from a reading of HTML, which keeps the cells: a row is one line with tabs, or, where a cell has lines of its own,
one line a cell and an empty line behind. A table flattened to spaces is not read: its cells cannot be told.
"""

import re
from itertools import islice

from jrld.model import Entry, Span
from jrld.split.lines import line_start
from jrld.split.names import find_source_prefix, read_persons

_NUMBER = re.compile(r"(?:(?<=\t)|^)(\d{1,3})([a-z]?)(?=\t|\n)", re.MULTILINE)
_REVIEW = re.compile(r"(?:book|film) review|meeting summary", re.IGNORECASE)
_LEAST = 4  # rows
_MOST = 400
_LONGEST = 1_200  # characters of a row
_FIRST = 3  # the number that a table may begin with
_GAP = 3  # numbers that may be missing in a row: item 6 of issue 7167


def find_table(text: str, limit: int) -> tuple[Entry, ...]:
    """The entries of the table in `text[:limit]`; empty where there is none."""
    rows: list[re.Match[str]] = []
    for number in islice(_NUMBER.finditer(text, 0, limit), 5 * _MOST):
        last = int(rows[-1][1]) if rows else int(number[1]) - 1
        is_near = not rows or number.start() - rows[-1].end() <= _LONGEST
        if (rows and last < int(number[1]) <= last + _GAP and is_near) or (not rows and int(number[1]) <= _FIRST):
            rows.append(number)
    if len(rows) < _LEAST:
        return ()
    return tuple(entry for number in rows[:_MOST] if (entry := _read_row(text, number, limit)))


def _read_row(text: str, number: re.Match[str], limit: int) -> Entry | None:
    start = line_start(text, number.start())
    is_line = text[number.end()] == "\t"
    end = text.find("\n" if is_line else "\n\n", number.end() + 1, limit)
    end = limit if end < 0 else end
    if not is_line:  # its topic stands on the line above
        start = line_start(text, max(start - 1, 0))
    if end - start > _LONGEST:
        return None
    cells = [cell.strip() for cell in re.split(r"[\t\n]", text[number.end() + 1 : end]) if cell.strip()]
    if not cells:
        return None
    remarks = [cell for cell in cells[1:] if _REVIEW.fullmatch(cell)]
    source, authors = _read_credit(" ".join(cell for cell in cells[1:] if cell not in remarks))
    title, label = cells[0].removeprefix("Subject: "), f"{number[1]}{number[2]}"
    return Entry(label, " ".join(cells), Span(start, end), source, authors, title, "; ".join(remarks) or None)


def _read_credit(printed: str) -> tuple[str | None, tuple[str, ...]]:
    """`Source`, `Source Author`, `Source: Author`, or an author alone."""
    known = find_source_prefix(printed)
    if known:
        return known[0].name, read_persons(printed[known[1] :].strip(" :"))
    source, colon, rest = printed.partition(": ")
    if colon:
        return source, read_persons(rest)
    persons = read_persons(printed)
    return (None, persons) if persons else (printed or None, ())
