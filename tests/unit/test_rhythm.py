"""The rhythm of a digest, on made-up calendars. 1 January 2018 was a Monday."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from jrld.rhythm import Punctuality, Rhythm, find_rhythm

MONDAY = date(2018, 1, 1)


def calendar(until: date, comes: Callable[[date], int], start: date = MONDAY) -> Counter[date]:
    """So many issues each day from `start` to `until` as `comes` says."""
    days = (start + timedelta(days=n) for n in range((until - start).days + 1))
    return Counter({day: comes(day) for day in days if comes(day)})


def on_weekdays(day: date) -> int:
    return int(day.weekday() < 5)


def daily(_: date) -> int:
    return 1


def judge(issues: Counter[date], today: date) -> Punctuality:
    rhythm = find_rhythm(issues, today)
    assert rhythm is not None
    return rhythm.punctuality


def list_alarms(comes: Callable[[date], int], start: date, end: date) -> list[date]:
    """The days on which an issue is overdue, for who looks every evening before the day's issue is in."""
    days = (start + timedelta(days=n) for n in range((end - start).days + 1))
    return [day for day in days if judge(calendar(day - timedelta(days=1), comes), day) is Punctuality.OVERDUE]


def test_what_is_known_of_a_list_on_weekdays() -> None:
    """The usual, the longest silence so far, and the silence now."""
    friday = date(2018, 3, 2)
    assert find_rhythm(calendar(friday, on_weekdays), date(2018, 3, 4)) == Rhythm(
        newest=friday, silence=2, interval=1, issues=1, longest=3, punctuality=Punctuality.ON_TIME
    )


def test_weekends_raise_no_alarm() -> None:
    """On weekdays only: no day of a regular half-year is an alarm."""
    assert list_alarms(on_weekdays, date(2018, 2, 1), date(2018, 7, 31)) == []


def test_silence_that_was_never_so_long() -> None:
    """After an issue of Friday, Monday is the usual end of the weekend, Tuesday is late."""
    issues = calendar(date(2018, 3, 2), on_weekdays)
    assert judge(issues, date(2018, 3, 5)) is Punctuality.ON_TIME
    assert judge(issues, date(2018, 3, 6)) is Punctuality.OVERDUE


def test_every_day_two_or_three() -> None:
    """A list that never rests is overdue after one empty day; how many come each day is the usual, too."""
    issues = calendar(date(2018, 3, 2), lambda day: 2 + day.day % 2)
    rhythm = find_rhythm(issues, date(2018, 3, 4))
    assert rhythm is not None
    assert (rhythm.interval, rhythm.issues, rhythm.punctuality) == (1, 3, Punctuality.OVERDUE)
    assert judge(issues, date(2018, 3, 3)) is Punctuality.ON_TIME


def test_a_holiday_seen_before_raises_no_alarm() -> None:
    """A long weekend is an alarm the first time, on the day that was a working one; not when the next one comes."""
    holidays = {date(2018, 4, 2), date(2018, 5, 7)}
    alarms = list_alarms(lambda day: on_weekdays(day) * (day not in holidays), date(2018, 3, 1), date(2018, 6, 30))
    assert alarms == [date(2018, 4, 3)]


def test_a_summers_break_does_not_dull_the_sense() -> None:
    """Three weeks of August are overdue while they last, and happened once: the next silence counts as before them."""
    august = (date(2018, 8, 6), date(2018, 8, 24))

    def comes(day: date) -> int:
        return on_weekdays(day) * (not august[0] <= day <= august[1])

    alarms = list_alarms(comes, date(2018, 7, 1), date(2018, 10, 31))
    assert alarms == [date(2018, 8, 7) + timedelta(days=n) for n in range(21)]
    issues = calendar(date(2018, 9, 21), comes)
    assert judge(issues, date(2018, 9, 24)) is Punctuality.ON_TIME
    assert judge(issues, date(2018, 9, 25)) is Punctuality.OVERDUE


def test_breaks_that_come_again_are_usual() -> None:
    """A list with a break of ten days each month is not overdue in the next one."""
    issues = calendar(date(2018, 5, 20), lambda day: int(day.day <= 20))
    assert judge(issues, date(2018, 5, 31)) is Punctuality.ON_TIME
    assert judge(issues, date(2018, 6, 2)) is Punctuality.OVERDUE


def test_weekly_list() -> None:
    """Its silence of six days is none."""
    issues = calendar(date(2018, 3, 5), lambda day: int(day.weekday() == 0))
    rhythm = find_rhythm(issues, date(2018, 3, 11))
    assert rhythm is not None
    assert (rhythm.interval, rhythm.punctuality) == (7, Punctuality.ON_TIME)
    assert judge(issues, date(2018, 3, 13)) is Punctuality.OVERDUE


def test_dead_list() -> None:
    """Nobody waits for the next issue of an archive: after a year it has ended."""
    issues = calendar(date(2018, 6, 29), on_weekdays)
    assert judge(issues, date(2019, 6, 29)) is Punctuality.OVERDUE
    assert judge(issues, date(2019, 6, 30)) is Punctuality.ENDED
    assert judge(Counter([date(1999, 1, 2)]), MONDAY) is Punctuality.ENDED


def test_too_few_issues() -> None:
    """Six silences make a habit; fewer say nothing, one issue not even the usual interval."""
    for count, expected in ((6, Punctuality.UNKNOWN), (7, Punctuality.OVERDUE)):
        issues = calendar(MONDAY + timedelta(days=count - 1), daily)
        assert judge(issues, MONDAY + timedelta(days=30)) is expected
    rhythm = find_rhythm({MONDAY: 2}, MONDAY)
    assert rhythm == Rhythm(MONDAY, 0, None, 2, None, Punctuality.UNKNOWN)
    assert find_rhythm({}, MONDAY) is None


def test_misprinted_future() -> None:
    """A year too high must not silence the alarm for ever; tomorrow is today somewhere."""
    issues = calendar(date(2018, 3, 2), daily) + Counter([date(2099, 1, 1)])
    assert judge(issues, date(2018, 3, 9)) is Punctuality.OVERDUE
    rhythm = find_rhythm(issues, date(2018, 3, 1))
    assert rhythm is not None
    assert (rhythm.newest, rhythm.silence) == (date(2018, 3, 2), 0)
    assert find_rhythm(Counter([date(2099, 1, 1)]), MONDAY) is None


@pytest.mark.parametrize("years_ago", [1, 10])
def test_only_the_newest_days_count(years_ago: int) -> None:
    """What the list was like years ago is not its rhythm now."""
    old = calendar(date(2008, 6, 1), lambda day: int(day.weekday() == 0), start=date(2008 - years_ago, 1, 1))
    issues = old + calendar(date(2018, 5, 31), daily)
    rhythm = find_rhythm(issues, date(2018, 6, 2))
    assert rhythm is not None
    assert (rhythm.longest, rhythm.punctuality) == (1, Punctuality.OVERDUE)
