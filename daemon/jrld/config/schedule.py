"""When to poll, as people write it: durations (`5m`) and cron lines. Pure."""

import re
from datetime import timedelta

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_DURATION = re.compile(r"([0-9]{1,7})([smhd])")

SHORTEST = timedelta(seconds=1)
LONGEST = timedelta(days=7)

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
# The five fields: name, least and greatest number, names
_FIELDS: tuple[tuple[str, int, int, list[str]], ...] = (
    ("minute", 0, 59, []),
    ("hour", 0, 23, []),
    ("day of the month", 1, 31, []),
    ("month", 1, 12, _MONTHS),
    ("day of the week", 0, 6, _DAYS),
)
_ITEM = re.compile(r"(?:\*|([0-9]{1,2})(?:-([0-9]{1,2}))?|([a-z]{3})(?:-([a-z]{3}))?)(?:/(?P<step>[0-9]{1,3}))?")


def parse_duration(text: str) -> timedelta:
    """`30s`, `5m`, `2h`, `1d`; from a second to a week. Raises ValueError with a sentence."""
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError("is not a duration; write for example 30s, 5m, 2h or 1d")
    duration = timedelta(**{_UNITS[match[2]]: int(match[1])})
    if not SHORTEST <= duration <= LONGEST:
        raise ValueError("is out of range; from 1s to 7d")
    return duration


def check_cron(line: str) -> str:
    """The cron line in lower case with single spaces. Raises ValueError with a sentence.

    Five fields as in crontab(5): numbers, names, `*`, lists, ranges, steps. Days of the week by name only: 0 is Sunday
    to cron and Monday to apscheduler, so a number would be polled on the wrong day without a word.
    """
    fields = line.lower().split()
    if len(fields) != len(_FIELDS):
        raise ValueError(f'has {len(fields)} fields, not five; write for example "*/10 6-22 * * *"')
    for text, (name, least, greatest, names) in zip(fields, _FIELDS, strict=True):
        for item in text.split(","):
            _check_item(item, name, least, greatest, names)
    return " ".join(fields)


def _check_item(item: str, name: str, least: int, greatest: int, names: list[str]) -> None:
    match = _ITEM.fullmatch(item)
    if match is None:
        raise ValueError(f'has "{item[:20]}" for the {name}; write *, a number, a range (6-22) or a step (*/10)')
    ends = [_read_end(end, name, least, greatest, names) for end in match.group(1, 2, 3, 4) if end]
    if ends != sorted(ends):
        raise ValueError(f'has the range "{item}" for the {name}, which ends before it begins')
    if match["step"] is None:
        return
    if match[3]:
        raise ValueError(f'has "{item}" for the {name}; a step goes with numbers or *')
    first, last = ends[0] if ends else least, ends[1] if len(ends) > 1 else greatest
    if not 1 <= int(match["step"]) <= last - first:
        raise ValueError(f'has "{item}" for the {name}, whose step is not from 1 to {last - first}')


def _read_end(end: str, name: str, least: int, greatest: int, names: list[str]) -> int:
    if names is _DAYS and end not in names:
        raise ValueError(f'has "{end}" for the {name}; write names: {", ".join(names)} (mon-fri)')
    if end in names:
        return names.index(end) + least
    if not end.isdigit() or not least <= int(end) <= greatest:
        raise ValueError(f'has "{end}" for the {name}; from {least} to {greatest}')
    return int(end)
