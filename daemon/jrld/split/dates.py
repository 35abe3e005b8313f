"""Dates as JRL prints them, read to the day and never invented.

Seen (layout transcripts): `8 January 1998`, `March 28, 1999`, `April 19 1999`, `Friday 7 August 2015`,
`AUGUST 25, 2000`, `Sept. 3, 2004`, `September 6/13, 1999` (a cover's range: its first day counts).
"""

import re
from datetime import date, timedelta

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
_RANGE = r"(?:\s?[/–-]\s?\d{1,2}(?:st|nd|rd|th)?)?"
_YEAR = r"(?P<{y}>(?:19|20)\d\d)(?!\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_FORMS = "|".join(
    (
        _MONTH.format(m="m1") + r"\s+" + _DAY.format(d="d1") + _RANGE + r"\s*,?\s+" + _YEAR.format(y="y1"),
        _DAY.format(d="d2") + _RANGE + r"\s+" + _MONTH.format(m="m2") + r",?\s+" + _YEAR.format(y="y2"),
        r"(?P<y3>(?:19|20)\d\d)-(?P<m3>[01]\d)-(?P<d3>[0-3]\d)(?!\d)",
    )
)
_DATE = re.compile(r"(?<![\w#-])" + _WEEKDAY + r"(?:" + _FORMS + ")", re.IGNORECASE)
_LEAD = re.compile(r"(?:(?:posted|published|updated|dated?|issue of)(?: on)?\s*:?\s*)?", re.IGNORECASE)
_TAIL = re.compile(
    r"[\s,;.|-]*(?:(?:at\s+)?\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?)?"
    r"\s*(?:\(?(?:GMT|UTC|[ECMP][SD]T|MSK|Moscow time|[+-]\d{4})\)?)?"
    r"(?:\s*\([^()]{1,30}\))?[\s.,]*",
    re.IGNORECASE,
)
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
            return _make(match[f"y{n}"], match[f"m{n}"], match[f"d{n}"])
    return None


def find_date(text: str) -> date | None:
    """The first date printed in `text` (looked for in its first 500 characters)."""
    match = _DATE.search(text[:500])
    return _read(match) if match else None


def find_date_line(line: str) -> date | None:
    """The date of a line that holds a date and nothing else (a weekday, a time, a zone may stand by it)."""
    line = line.strip()
    if len(line) > 70 or not any(c.isdigit() for c in line):
        return None
    lead = _LEAD.match(line)
    match = _DATE.match(line, lead.end() if lead else 0)
    if match and _TAIL.fullmatch(line, match.end()):
        return _read(match)
    return None


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
