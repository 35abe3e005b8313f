"""The identity of an issue: label, number, year and date, from its head, its subject and its mail.

`#NNNN` until 2005: first digit = year - 1996, the rest = issue of the year; from 2006 `YYYY-#N` (jrl-formats.md 2.1).
`2006` alone is issue 6 of 1998, `2006-8` issue 8 of 2006: decided by the hyphen, never by the digits.
"""

import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from jrld.model import IssueWarning, Mail, Span
from jrld.split.dates import find_date, find_date_line
from jrld.split.lines import iter_lines, line_start, read_line

NAME = re.compile(r"Johnson[’'´`]?s\s+Russia\s+List", re.IGNORECASE)
_NEW = re.compile(r"(?<![\d-])(?P<year>(?:19|20)\d\d)\s?-\s?#?\s?(?P<number>\d{1,3})(?!\d|/|-\d)")
_OLD = re.compile(r"^[ \t]*(?:JRL[ \t]*)?#[ \t]?(?P<label>\d{4})(?!\d)", re.MULTILINE | re.IGNORECASE)
_OLD_SUBJECT = re.compile(r"(?:JRL|#)\s*#?\s*(?P<label>[1-9]\d{3})(?![\d-])", re.IGNORECASE)
_REACH = 12_000  # characters from the top in which a masthead is looked for


@dataclass(frozen=True, slots=True)
class Identity:
    """Who an issue is. `head`: where its masthead's own line begins, None when it has none."""

    label: str | None
    year: int | None
    number: int | None
    date: date | None
    head: int | None
    warnings: tuple[IssueWarning, ...]

    def ref(self, text: str) -> str:
        """`7131`, `2011-175`; `20091231` for an un-numbered issue; else from the text itself."""
        if self.label and self.number is not None:
            return self.label if self.label.isdigit() else f"{self.year}-{self.number}"
        if self.date:
            return self.date.strftime("%Y%m%d")
        return "x" + sha256(text.encode()).hexdigest()[:12]


def find_head(text: str) -> int | None:
    """Where the line begins that is the issue's own head: `Johnson's Russia List` and, near it, a number or a date.

    The words alone do not make a head (they occur in articles and page furniture): the line must be short, and the
    last such line before the contents with a label or a date beneath it is taken.
    """
    best = None
    for match in NAME.finditer(text, 0, _REACH):
        start = line_start(text, match.start())
        line = read_line(text, start)
        if len(line.text) > 120 or match.start() - start > 12:
            continue
        near = text[start : line.end + 160]
        if _NEW.search(near) or _OLD.search(near) or find_date(near):
            best = start if best is None else best
            if _OLD.search(near) or "::" in line.text or _NEW.search(line.text):
                return start
    return best


def read_identity(text: str, mail: Mail, end: int) -> Identity:
    """The identity printed in `text[:end]` (before the contents), cross-checked with subject and mail date."""
    head = find_head(text[:end])
    top = text[head : min(end, head + 1_500)] if head is not None else text[: min(end, 1_500)]
    printed = _find_label(top)
    subject = _find_label_in_subject(mail.subject)
    label = printed or subject
    when = _find_date(top, head is not None)
    if when is None and mail.date:
        when = mail.date.date()
    year, number = read_label(label)
    warnings: list[IssueWarning] = []
    where = Span(head, read_line(text, head).end) if head is not None else None
    if printed and subject and read_label(printed) != read_label(subject):
        warnings.append(
            IssueWarning(
                "number-conflict", f"the head prints {printed}, the subject {subject}: the head is taken", where
            )
        )
    if when and year and abs(when.year - year) == 1 and label and not label.isdigit():
        # The printed year is often last year's for weeks after New Year (2019, 2022): the date decides.
        warnings.append(
            IssueWarning("year-conflict", f"{label} is printed on an issue dated {when}: taken as {when.year}", where)
        )
        year = when.year
    if mail.date and when and abs((mail.date.date() - when).days) > 3:
        message = f"the head prints {when}, the mail was sent on {mail.date.date()}"
        warnings.append(IssueWarning("date-conflict", message, where))
    if label is None:
        warnings.append(IssueWarning("no-number", "the issue prints no number", where))
    if when is None:
        warnings.append(IssueWarning("no-date", "neither the issue nor its mail carries a date", where))
    return Identity(label, year, number, when, head, tuple(warnings))


def _find_label(top: str) -> str | None:
    old, new = _OLD.search(top), _NEW.search(top)
    if old and (not new or old.start() <= new.start()):
        return old["label"]
    return f"{new['year']}-#{int(new['number'])}" if new else None


def _find_label_in_subject(subject: str) -> str | None:
    new = _NEW.search(subject)
    if new:
        return f"{new['year']}-#{int(new['number'])}"
    old = _OLD_SUBJECT.search(subject)
    return old["label"] if old else None


def read_label(label: str | None) -> tuple[int | None, int | None]:
    """(year, number) of `7131` or `2011-#175`."""
    if label is None:
        return None, None
    if label.isdigit():
        return 1996 + int(label[0]), int(label[1:])
    year, number = label.split("-#")
    return int(year), int(number)


def _find_date(top: str, has_head: bool) -> date | None:
    """A date on a line of its own, or on the head line itself."""
    for count, line in enumerate(iter_lines(top)):
        if count > 40:
            break
        found = find_date_line(line.text) or (find_date(line.text) if has_head and NAME.search(line.text) else None)
        if found:
            return found
    return None
