"""The contents of 2003 as a table: topic, number, title, source with author (jrl-formats.md 3.3).

Read from a reading of HTML, which keeps the cells: a row is one line with tabs, or, where a cell has lines of its own,
one line a cell and an empty line behind. For a table flattened to spaces see `flat.py`.
"""

import re
from itertools import islice
from typing import NamedTuple

from jrld.model import Entry, Span
from jrld.split.entry import settle_title, take_remarks
from jrld.split.lines import find_lines, line_start
from jrld.split.names import find_source_prefix, has_given_name, read_persons

_NUMBER = re.compile(r"(?:(?<=\t)|^)(\d{1,3})([a-z]?)(?=\t|\n)", re.MULTILINE)
_NUMBER_LEAD = re.compile(r"[\t\n]\d")
_REVIEW = re.compile(
    r"(?:(?:book|film|theat(?:er|re)) review|meeting summary|editorial|interview|letter)\b", re.IGNORECASE
)
_DOMAIN = re.compile(r"(?:www\.)?[\w-]{1,40}(?:\.[\w-]{1,40}){0,3}\.(?:com|org|net|ru|info|ua|uk)\b", re.IGNORECASE)
_LEAST = 3  # rows
_MOST = 400
_LONGEST = 1_200  # characters of a row
_FIRST = 3  # the number that a table may begin with
_GAP = 3  # numbers that may be missing in a row: item 6 of issue 7167
_MOST_WORDS = 9  # of the authors' names


class Credit(NamedTuple):
    """What the last column says."""

    source: str | None
    authors: tuple[str, ...]
    remark: str | None = None


def find_table(text: str, limit: int) -> tuple[Entry, ...]:
    """The entries of the table in `text[:limit]`; empty where there is none."""
    rows: list[re.Match[str]] = []
    for number in islice(find_lines(_NUMBER_LEAD, _NUMBER, text, 0, limit), 5 * _MOST):
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
    reviews = [cell for cell in cells[1:] if _REVIEW.fullmatch(cell)]
    printed = " ".join(cell for cell in cells[1:] if cell not in reviews)
    credit = read_credit(printed) or _guess_credit(printed)
    return make_entry(f"{number[1]}{number[2]}", " ".join(cells), Span(start, end), cells[0], credit, reviews)


def make_entry(
    label: str, printed: str, span: Span, title: str, credit: Credit, reviews: list[str] | None = None
) -> Entry:
    """The entry of one row; `Subject: ` before a title is a mail's, and remarks stand behind it."""
    title, remarks = take_remarks(title.removeprefix("Subject: "))
    remarks += [*(reviews or ()), *([credit.remark] if credit.remark else ())]
    return Entry(label, printed, span, credit.source, credit.authors, settle_title(title), "; ".join(remarks) or None)


def read_credit(printed: str) -> Credit | None:
    """`Source`, `Source Author`, `Source: Author`, `Source book review Author`, an author alone; None if it is more."""
    known = find_source_prefix(printed)
    source, end = (known[0].name, known[1]) if known else (None, 0)
    if not known and (domain := _DOMAIN.match(printed)):
        source, end = domain[0], domain.end()
    rest = printed[end:].strip(" :,")
    review = _REVIEW.match(rest) if source else None
    if review:
        rest = rest[review.end() :].strip(" :,")
    authors = read_persons(rest, sure=True) if not rest.isupper() else ()
    if (rest and not authors) or not (source or authors):
        return None
    return Credit(source, authors, review[0] if review else None)


def find_authors(words: list[str]) -> int:
    """How many words at the end are the names of authors, the most that can be."""
    for count in range(min(_MOST_WORDS, len(words)), 1, -1):
        name = " ".join(words[-count:])
        if has_given_name(words[-count:]) and not name.isupper() and read_persons(name, sure=True):
            return count
    return 0


def _guess_credit(printed: str) -> Credit:
    """A source that nobody knows: all of it, or what stands before a colon or a name."""
    source, colon, rest = printed.partition(": ")
    if colon:
        return Credit(source, read_persons(rest))
    words = printed.split()
    count = find_authors(words)
    if count:
        return Credit(" ".join(words[:-count]).rstrip(" ,:") or None, read_persons(" ".join(words[-count:])))
    persons = read_persons(printed)
    return Credit(None, persons) if persons else Credit(printed or None, ())
