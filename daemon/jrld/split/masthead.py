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
# What pages and the supplement print in the name's place: `JRL #7011 Plain Text - Entire Issue`
_SHORT_NAME = re.compile(
    r"^[ \t]*JRL[ \t](?:#\d{4}\b|(?:19|20)\d\d-#?\d{1,3}\b|Research & Analytical Supplement)", re.MULTILINE
)
_NEW = re.compile(r"(?<![\d-])(?P<year>(?:19|20)\d\d)\s?-\s?#?\s?(?P<number>\d{1,3})(?!\d|/|-\d)")
_OLD = re.compile(r"^[ \t]*(?:JRL[ \t]*)?#[ \t]?(?P<label>[1-9]\d{3})(?!\d)", re.MULTILINE | re.IGNORECASE)
_PREFIXES = r"^\s*(?:(?:\[[^\[\]]{1,40}\]|(?:fwd?|fw)\s?:)\s*)*"  # of lists and forwarders
_OLD_SUBJECT = re.compile(
    rf"(?:\bJRL\s*#?\s*|#\s*|{_PREFIXES})(?P<label>[1-9]\d{{3}})(?=\s*(?:$|[-–:]))(?!\s*-\s*#?\d)", re.IGNORECASE
)
_NEW_SUBJECT = re.compile(rf"(?:{_PREFIXES}|\bJRL\s*|Russia\s+List\s*[-–:]?\s*){_NEW.pattern}", re.IGNORECASE)
_REACH = 12_000  # characters from the top in which a masthead is looked for
_STALE = 3  # days between head and mail that need no word
_NEW_YEAR = 3  # months in which last year's number may still be printed


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

    The words alone do not make a head (they occur in articles and page furniture): the line must be short, nobody's
    quotation, and have a label or a date on it or beneath it; one with a label is better than one with a date.
    """
    dated = None
    for match in NAME.finditer(text, 0, _REACH):
        start = line_start(text, match.start())
        line = read_line(text, start)
        if len(line.text) > 120 or match.start() - start > 12 or line.text.startswith(">"):
            continue
        near = text[start : line.end + 160]
        if _OLD.search(near) or "::" in line.text or _NEW.search(line.text):
            return start
        if dated is None and (_NEW.search(near) or find_date(near)):
            dated = start
    if dated is None and (short := _SHORT_NAME.search(text, 0, _REACH)):
        return short.start()
    return dated


def is_own_subject(subject: str) -> bool:
    """Whether the subject has the list's own form: its name or `JRL`, and a label; no reply's."""
    return _find_label_in_subject(subject) is not None and bool(NAME.search(subject) or re.search(r"\bJRL\b", subject))


def read_identity(text: str, mail: Mail, end: int) -> Identity:
    """The identity printed in `text[:end]` (before the contents), cross-checked with subject and mail date.

    The number comes from the subject, then from the head (a head can be that of an earlier issue); the date from the
    head, then from the mail; the year of a number from the date.
    """
    head = find_head(text[:end])
    top = text[head : min(end, head + 1_500)] if head is not None else text[: min(end, 1_500)]
    where = Span(head, read_line(text, head).end) if head is not None else None
    sent = mail.sent_on
    warnings: list[IssueWarning] = []

    def warn(code: str, message: str) -> None:
        warnings.append(IssueWarning(code, message, where))

    printed, subject = _find_label(top), _find_label_in_subject(mail.subject)
    day = _find_date(top, head is not None)
    is_stale = bool(printed and subject) and read_label(printed)[1] != read_label(subject)[1]
    if is_stale:
        warn("number-conflict", f"the head prints {printed}, the subject {subject}: the subject is taken")
    label = subject if is_stale else printed or subject
    if day and sent and (abs((day - sent).days) > _STALE or (is_stale and day != sent)):
        warn("date-conflict", f"the head prints {day}, the mail was sent on {sent}")
    day = sent if day is None or (is_stale and sent) else day
    year, number = read_label(label)
    settled = _settle_year(label, year, day, sent)
    if settled != (year, day) and year is not None:
        warn("year-conflict", f"{label} is printed on an issue dated {day}: taken as {settled[0]}")
    year, day = settled
    if label is None:
        warn("no-number", "the issue prints no number")
    if day is None:
        warn("no-date", "neither the issue nor its mail carries a date")
    return Identity(label, year, number, day, head, tuple(warnings))


def _settle_year(
    label: str | None, year: int | None, day: date | None, sent: date | None
) -> tuple[int | None, date | None]:
    """(year, date): for weeks after New Year the number, or the date, may print the year before (2019, 2022)."""
    if day is None:
        return year, None
    if sent and sent.month <= _NEW_YEAR and day.year == sent.year - 1 and abs((_move(day, sent.year) - sent).days) <= 5:
        day = _move(day, sent.year)
    if label is None or year is None:
        return day.year, day
    if label.isdigit():  # its first digit is the year, and was never wrong
        return (year, _move(day, year)) if day.year == year - 1 and day.month <= _NEW_YEAR else (year, day)
    return (day.year, day) if abs(day.year - year) == 1 else (year, day)


def _move(day: date, year: int) -> date:
    """The same day of another year; 29 February becomes the 28th."""
    return day.replace(year=year, day=min(day.day, 28) if day.month == 2 else day.day)


def _find_label(top: str) -> str | None:
    old, new = _OLD.search(top), _NEW.search(top)
    if old and (not new or old.start() <= new.start()):
        return old["label"]
    return f"{new['year']}-#{int(new['number'])}" if new else None


def _find_label_in_subject(subject: str) -> str | None:
    new = _NEW_SUBJECT.search(subject[:300])
    if new:
        return f"{new['year']}-#{int(new['number'])}"
    old = _OLD_SUBJECT.search(subject[:300])
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
