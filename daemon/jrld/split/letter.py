"""The pasted mail header of a letter to the list: two or more of From, Date, Subject, To … in a row, in any order.

It must never be mistaken for the start of a new mail (jrl-formats.md 4).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jrld.split.byline import read_sender
from jrld.split.dates import find_date
from jrld.split.lines import Line, is_apart
from jrld.split.marks import LETTER, WRITTEN_FOR

_ADDRESSED = re.compile(r"<[^<>]*>\s*$|@")  # what shows a sender's line where it stands alone
_MOST_LINES = 10
_FULL = 50  # characters of a line that was wrapped
_FOLDED = 2  # lines that one field may go on for


@dataclass(frozen=True, slots=True)
class Letter:
    """What the header says; `lines` that it takes."""

    lines: int
    authors: tuple[str, ...]
    title: str | None
    published: date | None
    source: str | None = None  # whom it was written for (issue 3232)


def find_letter(lines: Sequence[Line], at: int, text: str) -> Letter | None:
    """The header that begins at line `at`, or None."""
    fields: dict[str, str] = {}
    count, last = 0, ""
    for line in lines[at : at + _MOST_LINES]:
        match = LETTER.match(line.text)
        if match:
            last = match["name"].lower()
            fields.setdefault(last, match["value"].strip())
        elif last == "from" and _is_within(lines, at + count) and (written := WRITTEN_FOR.match(line.text)):
            fields["for"] = written["source"]
        elif count and not is_apart(lines, at + count) and _goes_on(lines, at + count, text, last):
            fields[last] = f"{fields[last]} {line.text}"
        else:
            break
        count += 1
    source = fields.pop("for", None)
    if "from" not in fields or (len(fields) < 2 and not _ADDRESSED.search(fields["from"])):
        return None
    sent = find_date(fields.get("date", fields.get("sent", "")))
    return Letter(count, read_sender(fields["from"]), fields.get("subject") or None, sent, source)


def _is_within(lines: Sequence[Line], at: int) -> bool:
    """Whether a field other than a second From follows line `at`: the header is not over."""
    if at + 1 >= len(lines) or (is_apart(lines, at + 1) and not is_apart(lines, at)):
        return False
    below = LETTER.match(lines[at + 1].text)
    return below is not None and below["name"] != "From"


def _goes_on(lines: Sequence[Line], at: int, text: str, field: str) -> bool:
    """Whether line `at` continues the field above it: it is indented, or a subject's rest before the next field or the
    header's end."""
    if text[lines[at].start : lines[at].start + 1] in (" ", "\t"):
        return True
    if field != "subject" or WRITTEN_FOR.match(lines[at].text):
        return False
    below = lines[at + 1 : at + 1 + _FOLDED]
    if any(LETTER.match(line.text) and not is_apart(lines, at + 1 + k) for k, line in enumerate(below)):
        return True
    is_last = len(below) > 0 and is_apart(lines, at + 1)  # of a header that an empty line ends
    return is_last and len(lines[at - 1].text) >= _FULL > len(lines[at].text)
