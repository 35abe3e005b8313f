"""The pasted mail header of a letter to the list: two or more of From, Date, Subject, To … in a row, in any order.

It must never be mistaken for the start of a new mail (jrl-formats.md 4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jrld.split.byline import read_sender
from jrld.split.dates import find_date
from jrld.split.lines import Line, is_apart
from jrld.split.marks import LETTER


@dataclass(frozen=True, slots=True)
class Letter:
    """What the header says; `lines` that it takes."""

    lines: int
    authors: tuple[str, ...]
    title: str | None
    published: date | None


def find_letter(lines: Sequence[Line], at: int, text: str) -> Letter | None:
    """The header that begins at line `at`, or None."""
    fields: dict[str, str] = {}
    count = 0
    for line in lines[at : at + 8]:
        match = LETTER.match(line.text)
        if match:
            fields.setdefault(match["name"].lower(), match["value"].strip())
        elif not (count and text[line.start : line.start + 1] in " \t" and not is_apart(lines, at + count)):
            break  # only a folded line may stand between two fields
        count += 1
    if len(fields) < 2 or "from" not in fields:
        return None
    sent = find_date(fields.get("date", fields.get("sent", "")))
    return Letter(count, read_sender(fields["from"]), fields.get("subject") or None, sent)
