"""Which pieces there are, of what, and when: the truth of a corpus, before a word of it is written."""

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from .damage import DAMAGES
from .editions import EDITIONS, EXCERPTS

PIECES = 250_000  # at scale 1
SINGLE = "single"
POSITIVES = (*DAMAGES, *EDITIONS, "merged")
_POSITIVES_EACH = 1_200
NEGATIVES: Mapping[str, int] = {
    "column": 6_000,
    "heavyboiler": 1_200,
    "template": 3_000,
    "numtable": 1_200,
    "sameevent": 3_000,
    "quote": 2_000,
    "speech": 1_000,
    "multipart": 900,
    "short": 4_000,
    "shortrepeat": 2_000,
}
AN_ISSUE = 30  # pieces a day
SOON, LATER = 3, 60  # days within which an update comes, and a reprint or an excerpt
SHORT_LIVED = 3  # days after which two equal lines are another piece
_EXCERPT_FIRST = 0.3  # of the excerpts come before the full text
_CHAIN = 3  # updates
_COLUMNS = 40
_MEMBERS: Mapping[str, int] = {"heavyboiler": 20, "template": 20, "numtable": 20, "sameevent": 3, "speech": 5}
_MEMBERS = {**_MEMBERS, "multipart": 3, "shortrepeat": 4, "short": 1}
_GAPS: Mapping[str, Sequence[int]] = {  # days between two members, at least and at most
    "column": (7, 7),
    "heavyboiler": (1, 7),
    "template": (1, 7),
    "numtable": (1, 7),
    "sameevent": (0, 1),
    "speech": (0, 1),
    "multipart": (1, 7),
    "shortrepeat": (1, LATER),
}


class Draft(NamedTuple):
    """A piece that is to be written. `of`, `story` and `series` count drafts, stories and series."""

    kind: str
    day: int
    turn: float  # its place within the day
    story: int | None = None
    series: int | None = None
    of: tuple[int, ...] = ()
    ahead: str = ""  # the kind of excerpt that this piece is of a full text yet to come


def make_plan(rng: random.Random, scale: float, one_day: bool) -> list[Draft]:
    """All drafts by day; `of` refers to places in the list, always earlier ones.

    `one_day`: every series of negatives comes out on one day.
    """
    total = round(PIECES * scale)
    planner = _Planner(rng, max(total // AN_ISSUE, 1), one_day)
    each = max(round(_POSITIVES_EACH * scale), 1)
    for kind in POSITIVES:
        planner.add_positives(kind, each)
    for kind, count in NEGATIVES.items():
        planner.add_negatives(kind, max(round(count * scale), 1))
    while len(planner.drafts) < total:
        planner.add(SINGLE, planner.choose_day())
    return _sort(planner.drafts)


def _sort(drafts: Sequence[Draft]) -> list[Draft]:
    order = sorted(range(len(drafts)), key=lambda at: (drafts[at].day, drafts[at].turn))
    places = {at: place for place, at in enumerate(order)}
    return [drafts[at]._replace(of=tuple(places[parent] for parent in drafts[at].of)) for at in order]


class _Planner:
    def __init__(self, rng: random.Random, days: int, one_day: bool) -> None:
        self.drafts: list[Draft] = []
        self._rng, self._days, self._one_day = rng, days, one_day
        self._stories, self._series = 0, 0

    def choose_day(self) -> int:
        return self._rng.randrange(self._days)

    def add(self, kind: str, day: int, *of: int, story: int | None = None, series: int | None = None) -> int:
        """One more draft; on the day of one that it is made of, it comes after that one."""
        least = max((self.drafts[at].turn for at in of if self.drafts[at].day == day), default=0.0)
        turn = least + (1 - least) * self._rng.uniform(0.001, 1)
        self.drafts.append(Draft(kind, day, turn, story, series, of))
        return len(self.drafts) - 1

    def add_positives(self, kind: str, count: int) -> None:
        while count > 0:
            self._stories += 1
            first = self.add(SINGLE, self.choose_day(), story=self._stories)
            if kind == "merged":
                self._stories += 1
                second = self.add(SINGLE, self.drafts[first].day, story=self._stories)
                self.add(kind, self._choose_later(first, LATER), first, second)
                count -= 1
                continue
            if kind in EXCERPTS and self._rng.random() < _EXCERPT_FIRST:
                self.drafts[first] = self.drafts[first]._replace(ahead=kind)
            reach = SOON if kind.startswith("update") or kind == "chain" else LATER
            last = first
            for _ in range(min(_CHAIN, count) if kind == "chain" else 1):
                last = self.add(kind, self._choose_later(last, reach), last, story=self._stories)
                count -= 1

    def add_negatives(self, kind: str, count: int) -> None:
        members = max(count // _COLUMNS, min(count, 12)) if kind == "column" else _MEMBERS.get(kind, 1)
        while count > 0:
            if kind == "short":
                self.add(kind, self.choose_day())
            elif kind == "quote":
                quoted = self.add(SINGLE, self.choose_day())
                self.add(kind, self._choose_later(quoted, SOON), quoted)
            else:
                self._add_series(kind, min(members, count))
            count -= members

    def _add_series(self, kind: str, members: int) -> None:
        self._series += 1
        days = list(self._choose_days(kind, members))
        last: int | None = None
        for day in days:
            if kind != "shortrepeat":
                self.add(kind, day, series=self._series)
                continue
            if last is None or day - self.drafts[last].day > SHORT_LIVED:
                self._stories += 1
            of = () if last is None else (last,)
            last = self.add(kind, day, *of, story=self._stories, series=self._series)

    def _choose_days(self, kind: str, members: int) -> Iterator[int]:
        gaps = [0 if self._one_day else self._rng.randint(*_GAPS[kind]) for _ in range(members - 1)]
        day = self._rng.randrange(max(self._days - sum(gaps), 1))
        yield day
        for gap in gaps:
            day += gap
            yield day

    def _choose_later(self, of: int, reach: int) -> int:
        return self.drafts[of].day + self._rng.randint(0, reach)
