"""How often a digest comes, and whether its next issue is overdue: by its own calendar, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median_high

DAYS = 60  # newest days of issue that are looked at: a quarter of a year of a list that rests at weekends
FEWEST = 6  # silences that make a habit
_ENDED = 365  # days of silence after which nobody waits any longer


class Punctuality(StrEnum):
    """What the silence since the newest issue means."""

    ON_TIME = "on time"
    OVERDUE = "overdue"
    ENDED = "ended"
    UNKNOWN = "too few issues to tell"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Days are calendar days: an issue of Friday and one of Monday are 3 days apart."""

    newest: date
    silence: int  # days since the newest issue
    interval: int | None  # usual days from one day of issue to the next; None for a single one
    issues: int  # usual number of issues on such a day
    longest: int | None  # days of silence that were usual so far; None while too few are known
    punctuality: Punctuality


def find_rhythm(issues: Mapping[date, int], today: date) -> Rhythm | None:
    """The rhythm of a digest, from the number of its issues on each day; None when there is no day.

    The silences are the days between one day of issue and the next, among the newest 60 such days. The longest of them
    is the longest that is usual, so that no weekend and no holiday as long as one before it raises an alarm; but when
    it is more than twice the second longest it happened once (a summer's break, a hole in the archive), and the second
    longest is. An issue is overdue when the silence since the newest one is longer than that; a digest that has been
    silent for more than a year has ended. Days beyond tomorrow are misprints and do not count.
    """
    days = sorted(day for day in issues if day <= today + timedelta(days=1))[-DAYS:]
    if not days:
        return None
    silence = max((today - days[-1]).days, 0)
    silences = sorted((after - before).days for before, after in pairwise(days))
    longest = _find_longest(silences) if len(silences) >= FEWEST else None
    return Rhythm(
        newest=days[-1],
        silence=silence,
        interval=median_high(silences) if silences else None,
        issues=median_high(issues[day] for day in days),
        longest=longest,
        punctuality=_judge(silence, longest),
    )


def _find_longest(silences: list[int]) -> int:
    """The longest, or the second longest where that one stands out; `silences` are sorted."""
    second, first = silences[-2:]
    return second if first > 2 * second else first


def _judge(silence: int, longest: int | None) -> Punctuality:
    if silence > _ENDED:
        return Punctuality.ENDED
    if longest is None:
        return Punctuality.UNKNOWN
    return Punctuality.OVERDUE if silence > longest else Punctuality.ON_TIME
