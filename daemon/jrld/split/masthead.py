"""The identity of an issue: label, number, year and date, from its head, its subject and its mail.

`#NNNN` until 2005: first digit = year - 1996, the rest = issue of the year; from 2006 `YYYY-#N` (jrl-formats.md 2.1).
`2006` alone is issue 6 of 1998, `2006-8` issue 8 of 2006: decided by the hyphen, never by the digits.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import islice

from jrld.model import IssueWarning, Mail, Span
from jrld.split.dates import find_date, find_date_line, find_day_line, find_weekday
from jrld.split.lines import find_lines, iter_lines, read_line

NAME = re.compile(r"Johnson[’'´`]?s\s+Russia\s+List", re.IGNORECASE)
_HEAD = re.compile(rf"^[^\n]{{0,12}}?{NAME.pattern}", re.IGNORECASE | re.MULTILINE)
_HEAD_LEAD = re.compile(r"\n[^\n]{0,12}?[Jj](?i:ohnson)")
# What pages and the supplement print in the name's place: `JRL #7011 Plain Text - Entire Issue`
_SHORT_NAME = re.compile(
    r"^[ \t]*JRL[ \t](?:#\d{4}\b|(?:19|20)\d\d-#?\d{1,3}\b|Research & Analytical Supplement)", re.MULTILINE
)
_SHORT_LEAD = re.compile(r"\n[ \t]*JRL")
_NEW = re.compile(r"(?<![\d-])(?P<year>(?:19|20)\d\d)\s?-\s?#?\s?(?P<number>\d{1,3})(?!\d|/|-\d)")
_OLD = re.compile(r"^[ \t]*(?:JRL[ \t]*)?#[ \t]?(?P<label>[1-9]\d{3})(?!\d)", re.MULTILINE | re.IGNORECASE)
_PREFIXES = r"^\s*(?:(?:\[[^\[\]]{1,40}\]|(?:fwd?|fw)\s?:)\s*)*"  # of lists and forwarders
_OLD_SUBJECT = re.compile(
    rf"(?:\bJRL\s*#?\s*|#\s*|{_PREFIXES})(?P<label>[1-9]\d{{3}})(?=\s*(?:$|[-–:]))(?!\s*-\s*#?\d)", re.IGNORECASE
)
_NEW_SUBJECT = re.compile(rf"(?:{_PREFIXES}|\bJRL\s*|Russia\s+List\s*[-–:]?\s*|::\s*){_NEW.pattern}", re.IGNORECASE)
_REACH = 12_000  # characters from the top in which a masthead is looked for
_LINES = 40  # of a masthead, among which its date is
_STALE = 3  # days between head and mail that need no word
_WEEK = 7
_NEW_YEAR = 3  # months in which last year's number may still be printed
_MOST_A_DAY = 4  # issues: none of 245 by the second week of January


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
    for match in find_lines(_HEAD_LEAD, _HEAD, text, 0, _REACH):
        start = match.start()
        line = read_line(text, start)
        if len(line.text) > 120 or line.text.startswith(">"):
            continue
        near = text[start : line.end + 160]
        if _OLD.search(near) or "::" in line.text or _NEW.search(line.text):
            return start
        if dated is None and (_NEW.search(near) or find_date(near)):
            dated = start
    if dated is None and (short := next(find_lines(_SHORT_LEAD, _SHORT_NAME, text, 0, _REACH), None)):
        return short.start()
    return dated


def is_own_subject(subject: str) -> bool:
    """Whether the subject has the list's own form: its name or `JRL`, and a label; no reply's."""
    return _find_label_in_subject(subject) is not None and bool(NAME.search(subject) or re.search(r"\bJRL\b", subject))


def read_identity(text: str, mail: Mail, end: int) -> Identity:
    """The identity printed in `text[:end]` (before the contents), cross-checked with subject and mail date.

    The number comes from the subject, then from the head (a head can be that of an earlier issue); the date from the
    head, then from the mail; the year of a number from the date. A page's title, above the head, is its subject.
    """
    head = find_head(text[:end])
    top = text[head : min(end, head + 1_500)] if head is not None else text[: min(end, 1_500)]
    subject = _find_subject(mail.subject, text[: head or 0])
    printed, announced = _find_label(top), _find_label_in_subject(subject)
    is_stale = bool(printed and announced) and read_label(printed)[1] != read_label(announced)[1]
    label = announced if is_stale else printed or announced
    told = mail.sent_on or find_date(subject)
    day, weekday = _find_date(top, head is not None, read_label(label)[0], told)
    if label and label == str((day or told or date.min).year):  # `JRL 2006` in 2006 is no issue of 1998
        label = None
    clues = _Clues(label, day, weekday, told, is_stale)
    settled = _settle_date(clues)
    year = _settle_year(clues, settled)
    where = Span(head, read_line(text, head).end) if head is not None else None
    conflict = f"the head prints {printed}, the subject {announced}: the subject is taken" if is_stale else None
    found = (("number-conflict", conflict), *_find_conflicts(clues, settled, year))
    warnings = tuple(IssueWarning(code, message, where) for code, message in found if message)
    return Identity(label, year, read_label(label)[1], settled, head, warnings)


@dataclass(frozen=True, slots=True)
class _Clues:
    """What is said of an issue's date."""

    label: str | None
    printed: date | None  # in its head
    weekday: int | None  # printed beside that
    told: date | None  # by the mail, or by a page's title
    is_stale: bool  # the head is that of another issue


def _settle_date(clues: _Clues) -> date | None:
    """The date of the issue; None rather than that of a mail that passed it on years later."""
    year, _ = read_label(clues.label)
    day, told = clues.printed, clues.told
    if day is None:
        return told if told is None or year is None or abs(told.year - year) <= 1 else None
    if clues.is_stale and told:
        return told
    day = _leave_last_year(day, year, told)
    is_wrong = clues.weekday is not None and clues.weekday != day.weekday()
    if is_wrong and told and told.weekday() == clues.weekday and abs((told - day).days) < _WEEK:
        return told  # `Monday, 1 January 2022` of Monday the 3rd
    return day


def _leave_last_year(day: date, year: int | None, told: date | None) -> date:
    """`3 January 2021` where mail or number are of 2022; the day as it is where they do not say so."""
    if told and told.month <= _NEW_YEAR and day.year == told.year - 1:
        moved = _move(day, told.year)
        if abs((moved - told).days) < _WEEK:
            return moved
    is_confirmed = told is not None and told.year == day.year
    return _move(day, year) if year == day.year + 1 and day.month <= _NEW_YEAR and not is_confirmed else day


def _settle_year(clues: _Clues, day: date | None) -> int | None:
    """The year that the number belongs to: for weeks after New Year the year before may be printed (2019, 2022)."""
    year, number = read_label(clues.label)
    if year is None or number is None or day is None:
        return year if day is None else day.year
    if clues.label is None or clues.label.isdigit():  # its first digit is the year, and was never wrong
        return year
    if day.year == year + 1:
        is_early = number <= _MOST_A_DAY * day.timetuple().tm_yday
        return day.year if is_early and (clues.printed or day.month <= _NEW_YEAR) else year
    return day.year if day.year == year - 1 and day.month < 12 and clues.printed else year


def _find_conflicts(clues: _Clues, day: date | None, year: int | None) -> Iterator[tuple[str, str]]:
    """(code, message) of what was printed and not taken, or is not there."""
    printed, told = clues.printed, clues.told
    if printed and told and (abs((printed - told).days) > _STALE or (clues.is_stale and printed != told)):
        yield "date-conflict", f"the head prints {printed}, the mail or the page's title says {told}"
    elif printed and day and clues.weekday not in (None, day.weekday()):
        yield "date-conflict", f"the head prints {printed}, and another day of the week"
    elif printed and day and day != printed and day.year == printed.year:
        yield "date-conflict", f"the head prints {printed}, and the day of the week of {day}"
    named, _ = read_label(clues.label)
    is_moved = printed and day and day.year != printed.year and not clues.is_stale
    if named is not None and (named != year or is_moved or (day and day.year != year)):
        yield "year-conflict", f"{clues.label} is printed on an issue dated {printed or day}: taken as {year}"
    if clues.label is None:
        yield "no-number", "the issue prints no number"
    if day is None:
        yield "no-date", "neither the issue nor its mail carries a date"


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


def _find_subject(subject: str, above: str) -> str:
    """The mail's subject; where it has no label, the title of a web page above the head, if that has one."""
    if _find_label_in_subject(subject) is None:
        for line in islice(iter_lines(above), _LINES):
            if NAME.search(line.text) and _find_label_in_subject(line.text):
                return line.text
    return subject


def _find_date(top: str, has_head: bool, year: int | None, told: date | None) -> tuple[date | None, int | None]:
    """(date, weekday printed by it) of a line of its own, or of the head line itself."""
    lines = [line.text for line in islice(iter_lines(top), _LINES)]
    for line in lines:
        is_head = has_head and NAME.search(line)
        if found := find_date_line(line) or (find_date(line) if is_head else None):
            return found, find_weekday(line)
    for line in lines if has_head else ():
        last = line.rpartition("::")[2]
        if found := _find_day(last, year, told):
            return found, find_weekday(last)
    return None, None


def _find_day(line: str, year: int | None, told: date | None) -> date | None:
    """`27 January 20200`, in the year in which it falls near `told`, else in that of the issue's number."""
    for near in (told.year - 1, told.year, told.year + 1) if told else ():
        found = find_day_line(line, near)
        if found and told and abs((found - told).days) < _WEEK:
            return found
    return find_day_line(line, year) if year else None
