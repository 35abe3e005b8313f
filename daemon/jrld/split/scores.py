"""How well a place in the body fits an entry of the contents: the terms of the alignment's score."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from jrld.model import Entry
from jrld.split.resemble import read_words
from jrld.split.starts import Start

# In units in which an entry that finds no section costs 1.5 (align.MISSING).
NUMBER_IS_ENTRYS = 4.0  # `#k`, and the entry's label is k
NUMBER_IS_OTHER = -3.0  # `#k`, and the entry's label is not k
RULE_BEFORE = 1.0  # a row of stars or dashes stands before
RETURN_BEFORE = 1.5  # `[return to Contents]` stands before
TITLE = 4.0  # × share of the entry's title that the head holds
SURE = 0.45  # share of an entry's title from which the head is said to hold it
TITLE_ABSENT = -3.0  # the entry has a title of which the head holds next to nothing
SOURCE = 0.8  # the entry's source stands in the head
HEAD_SHAPED = 0.6  # × signs of a head: date line, byline, rights, dateline, letter header (at most 2)
BARE = -2.2  # neither number nor separator before
OPENING = 1.0  # the body's first line, and the first entry
UNNUMBERED = -1.5  # no `#k`, in an issue that numbers its sections
LINKED = 5.0  # the link in the contents entry leads here
LINKED_ELSEWHERE = -2.0  # it leads to another place
UNANNOUNCED = -2.0  # a section that no entry announces;
UNANNOUNCED_NUMBER = 1.5  # with a number,
UNANNOUNCED_BARE = -2.0  # or without number, separator and heading
HEADING = 1.5  # an HTML heading begins here, of the level that the articles' titles have
_TITLE_WORDS = 14
_CLEAR = 0.8  # share from which no more lines need be looked at
_LIGHT = 0.2  # what a short word of grammar counts


class Title(NamedTuple):
    """The words of a title; `total`: what they count together."""

    heavy: frozenset[str]
    light: frozenset[str]
    total: float

    def share(self, words: frozenset[str]) -> float:
        """How much of it these words hold, 0 to 1."""
        return (len(self.heavy & words) + _LIGHT * len(self.light & words)) / self.total if self.total else 0.0


class Scores:
    """The terms above, put together for the entries of one issue."""

    def __init__(self, entries: Sequence[Entry], pointed: Sequence[int | None] = ()) -> None:
        """`pointed`: for each entry the place that its link leads to."""
        self.entries = entries
        self.labels = [entry.label for entry in entries]
        self.pointed = {k: place for k, place in enumerate(pointed) if place is not None}
        self.is_numbered = False
        self._titles: dict[int, Title] = {}

    def weigh(self, k: int) -> Title:
        """The words of entry k's title."""
        if k not in self._titles:
            entry = self.entries[k]
            self._titles[k] = _weigh(read_words(entry.title or entry.text)[:_TITLE_WORDS])
        return self._titles[k]

    @cached_property
    def absent(self) -> list[float]:
        return [TITLE_ABSENT if self.weigh(k).total else 0.0 for k in range(len(self.entries))]

    @cached_property
    def sources(self) -> dict[int, frozenset[str]]:
        sources = ((k, frozenset(read_words(entry.source))) for k, entry in enumerate(self.entries) if entry.source)
        return {k: words for k, words in sources if words}

    def look_at(self, starts: Sequence[Start]) -> None:
        """See whether the issue numbers its sections."""
        labels = set(self.labels)
        numbered = sum(start.number in labels for start in starts)
        self.is_numbered = numbered >= 0.5 * len(self.entries) and numbered >= 1

    def title(self, start: Start, k: int) -> float:
        """Share of entry k's title (its first sentence or so) that the head of a start holds."""
        if (printed := self.entries[k].title) and f" {printed.casefold()} " in start.printed:
            return 1.0  # as nearly always: the words need not be compared
        return self.share(start, k)

    def share(self, start: Start, k: int) -> float:
        """The same by the words alone, for one of many pairs."""
        title = self.weigh(k)
        alike = title.share(start.top)
        return alike if alike >= _CLEAR else title.share(start.words)

    def is_sure(self, start: Start, k: int) -> bool:
        """Whether the head holds the entry's title; a number alone may stand in an article."""
        return self.title(start, k) >= SURE

    def row(self, start: Start, low: int, high: int) -> list[float]:
        """How well the section of each entry from `low` to `high` begins here."""
        own = self._own(start)
        other = own + (NUMBER_IS_OTHER if start.number is not None else 0.0)
        row = [other + absent for absent in self.absent[low:high]]
        for k in range(low, high):
            if self.labels[k] == start.number:
                row[k - low] += NUMBER_IS_ENTRYS - NUMBER_IS_OTHER
            if self.weigh(k).total and (alike := self.share(start, k)) >= SURE:
                row[k - low] += TITLE * alike - TITLE_ABSENT
            if (source := self.sources.get(k)) and source <= start.words:
                row[k - low] += SOURCE
            if (place := self.pointed.get(k)) is not None:
                row[k - low] += LINKED if start.cut <= place <= start.reach else LINKED_ELSEWHERE
        if start.opens and low == 0 < high:
            row[0] += OPENING
        return row

    def may_stand_alone(self, start: Start) -> bool:
        """Whether it can at all: a rule before a line is not enough."""
        return start.number is not None or start.returned or start.heading or not self.is_numbered

    def stand_alone(self, start: Start) -> float:
        """How well a section begins here that the contents do not announce: it must look like one by itself."""
        own = self._own(start) + UNANNOUNCED
        if start.number is not None:
            return own + UNANNOUNCED_NUMBER
        return own if start.rule or start.returned or start.heading else own + UNANNOUNCED_BARE

    def _own(self, start: Start) -> float:
        score = HEAD_SHAPED * start.shape
        score += RULE_BEFORE if start.rule else 0.0
        score += RETURN_BEFORE if start.returned else 0.0
        score += HEADING if start.heading else 0.0
        if start.number is None:
            score += UNNUMBERED if self.is_numbered else 0.0
            score += BARE if not (start.rule or start.returned or start.opens or start.heading) else 0.0
        return score


def _weigh(words: Sequence[str]) -> Title:
    light = frozenset(word for word in words if len(word) <= 3 and not word.isdigit())
    heavy = frozenset(words) - light
    return Title(heavy, light, len(heavy) + _LIGHT * len(light))
