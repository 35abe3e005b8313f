"""Dates as JRL prints them, read to the day and never invented.

Seen (layout transcripts): `8 January 1998`, `March 28, 1999`, `April 19 1999`, `Friday 7 August 2015`,
`AUGUST 25, 2000`, `Sept. 3, 2004`, `September 6/13, 1999` (a cover's range: its first day counts), `27 January 20200`
(no year: only where the caller knows it).
"""

import re
from datetime import date, timedelta
from functools import lru_cache

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = (
    r"(?P<{m}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<{d}>[0-3]?\d)(?:st|nd|rd|th)?"
_TO = r"\s?(?:[/–—-]|to\b)\s?"
_RANGE = _TO + r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?P<{y}>(?:19|20)\d\d)(?!\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_FORMS = "|".join(
    (
        # March 28, 1999   September 6/13, 1999   August 30 - September 6, 1999
        rf"{_MONTH.format(m='m1')}\s+{_DAY.format(d='d1')}"
        rf"(?:{_RANGE}|{_TO}{_MONTH.format(m='until1')}\s+\d{{1,2}})?(?:\s?,\s*|\s+){_YEAR.format(y='y1')}",
        # 8 January 1998   6/13 September 1999
        rf"{_DAY.format(d='d2')}(?:{_RANGE})?\s+{_MONTH.format(m='m2')}"
        # 30 August - 6 September 1999
        rf"(?:{_TO}\d{{1,2}}\s+{_MONTH.format(m='until2')})?(?:\s?,\s*|\s+){_YEAR.format(y='y2')}",
        r"(?P<y3>(?:19|20)\d\d)-(?P<m3>[01]\d)-(?P<d3>[0-3]\d)(?!\d)",
    )
)
_DATE = re.compile(r"(?<![\w#-])" + _WEEKDAY + r"(?:" + _FORMS + ")", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:(?:first |last )?(?:posted|published|updated|modified|dated?|issue of)(?: on)?\s*:?\s*)?", re.IGNORECASE
)
_AND = re.compile(r"\s*(?:[/|;–—-]|to\b)?\s*", re.IGNORECASE)  # between two dates of a line
_TAIL = re.compile(
    r"[\s,;.|-]*(?:(?:at\s+)?\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?)?"
    r"\s*(?:\(?(?:GMT|UTC|[ECMP][SD]T|MSK|Moscow time|[+-]\d{4})\)?)?"
    r"(?:\s*\([^()]{1,30}\))?[\s.,]*",
    re.IGNORECASE,
)
_DAY_ALONE = re.compile(
    _WEEKDAY + rf"(?:{_MONTH.format(m='m')}\s+{_DAY.format(d='d')}|{_DAY.format(d='e')}\s+{_MONTH.format(m='n')})"
    r"\b(?:,?\s?(?!(?:19|20)\d\d\b)\d{1,6})?[\s.,]{0,9}",
    re.IGNORECASE,
)
_WEEKDAY_NAME = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs?|ur)?(?:day)?\b", re.IGNORECASE)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SHORT = re.compile(
    _MONTH.format(m="m") + r"\s+" + _DAY.format(d="d") + r"\b|\b" + _DAY.format(d="e") + r"\s+" + _MONTH.format(m="n"),
    re.IGNORECASE,
)


def _make(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else MONTHS[month.lower()]
    try:
        return date(int(year), number, int(day))
    except ValueError:  # 31 February is printed, now and then
        return None


def _read(match: re.Match[str]) -> date | None:
    for n in "123":
        if match[f"y{n}"]:
            until = None if n == "3" else match[f"until{n}"]
            is_last_years = until is not None and MONTHS[until.lower()] < MONTHS[match[f"m{n}"].lower()]
            return _make(str(int(match[f"y{n}"]) - is_last_years), match[f"m{n}"], match[f"d{n}"])
    return None


def find_date(text: str) -> date | None:
    """The first date printed in `text` (looked for in its first 500 characters)."""
    match = _DATE.search(text[:500])
    return _read(match) if match else None


def find_date_line(line: str) -> date | None:
    """The date of a line that holds a date and nothing else (a weekday, a time, a zone may stand by it).

    Of two dates (`December 28, 1998 - January 4, 1999`, `Published … | Updated …`) it is the first.
    """
    if "19" not in line and "20" not in line:  # no year, as in most lines
        return None
    line = line.strip()
    return _read_line(line) if len(line) <= 100 else None


@lru_cache(512)  # several signs of one head ask of the same line
def _read_line(line: str) -> date | None:
    first = _match_dated(line, 0)
    if first is None:
        return None
    match, end = first
    gap = _AND.match(line, end)
    second = _match_dated(line, gap.end()) if gap and gap.end() < len(line) else None
    return _read(match) if (second[1] if second else end) == len(line) else None


def _match_dated(line: str, start: int) -> tuple[re.Match[str], int] | None:
    """A date at `start`, behind a word such as `posted`, and where its time and zone end."""
    lead = _LEAD.match(line, start)
    match = _DATE.match(line, lead.end() if lead else start)
    tail = _TAIL.match(line, match.end()) if match else None
    return (match, tail.end()) if match and tail else None


def find_day_line(line: str, year: int) -> date | None:
    """The day of a line that holds day and month and no sound year (`27 January 20200`), in the year that is given."""
    line = line.strip()
    match = _DAY_ALONE.fullmatch(line) if len(line) <= 70 else None
    if match is None:
        return None
    return _make(str(year), match["m"] or match["n"], match["d"] or match["e"])


def find_weekday(line: str) -> int | None:
    """The weekday that a date's line names, Monday being 0: it may contradict the date."""
    match = _WEEKDAY_NAME.search(line[:200])
    return _WEEKDAYS.index(match[1].lower()) if match else None


def find_day_before(text: str, issue: date | None, within: int = 21) -> date | None:
    """The date of a `MOSCOW, Aug 19 (Reuters)`: its year puts it at most `within` days before the issue."""
    match = _SHORT.search(text[:80])
    if issue is None or match is None:
        return None
    month, day = (match["m"], match["d"]) if match["m"] else (match["n"], match["e"])
    for year in (issue.year, issue.year - 1):
        found = _make(str(year), month, day)
        if found and timedelta(days=-1) <= issue - found <= timedelta(days=within):
            return found
    return None
