"""How well a place in the body fits an entry of the contents: the terms of the alignment's score."""

from collections.abc import Sequence
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
HEADING = 1.5  # an HTML heading begins here, of the level that the articles' titles have
_TITLE_WORDS = 14
_LIGHT = 0.2  # what a short word of grammar counts


class _Title(NamedTuple):
    """The words of a title; `total`: what they count together."""

    heavy: frozenset[str]
    light: frozenset[str]
    total: float

    def __len__(self) -> int:
        return len(self.heavy) + len(self.light)


class Scores:
    """The terms above, put together for the entries of one issue."""

    def __init__(self, entries: Sequence[Entry], pointed: Sequence[int | None] = ()) -> None:
        """`pointed`: for each entry the place that its link leads to."""
        self.entries = entries
        self.pointed = pointed or [None] * len(entries)
        self.titles = [_weigh(read_words(entry.title or entry.text)[:_TITLE_WORDS]) for entry in entries]
        self.sources = [frozenset(read_words(entry.source)) if entry.source else frozenset() for entry in entries]
        self.is_numbered = False

    def look_at(self, starts: Sequence[Start]) -> None:
        """See whether the issue numbers its sections."""
        labels = {entry.label for entry in self.entries}
        numbered = sum(start.number in labels for start in starts)
        self.is_numbered = numbered >= 0.5 * len(self.entries) and numbered >= 1

    def title(self, start: Start, k: int) -> float:
        """Share of entry k's title (its first sentence or so) that the head of a start holds."""
        title = self.titles[k]
        if not title.total:
            return 0.0
        return (len(title.heavy & start.words) + _LIGHT * len(title.light & start.words)) / title.total

    def is_sure(self, start: Start, k: int) -> bool:
        """Whether the head holds the entry's title; a number alone may stand in an article."""
        return self.title(start, k) >= SURE

    def match(self, start: Start, k: int) -> float:
        """How well the section of entry k begins here."""
        score, entry = self._own(start), self.entries[k]
        if start.number is not None:
            score += NUMBER_IS_ENTRYS if start.number == entry.label else NUMBER_IS_OTHER
        if self.titles[k].total:
            alike = self.title(start, k)
            score += TITLE * alike if alike >= SURE else TITLE_ABSENT
        if start.opens and k == 0:
            score += OPENING
        if self.sources[k] and self.sources[k] <= start.words:
            score += SOURCE
        if (place := self.pointed[k]) is not None:
            score += LINKED if start.cut <= place <= start.reach else LINKED_ELSEWHERE
        return score

    def unannounced(self, start: Start) -> float:
        """A section that the contents do not announce: it must look like one by itself."""
        score = self._own(start) - 2.0
        if start.number is not None:
            score += 1.5
        elif not (start.rule or start.returned or start.heading):
            score -= 2.0
        return score

    def _own(self, start: Start) -> float:
        score = HEAD_SHAPED * start.shape
        score += RULE_BEFORE if start.rule else 0.0
        score += RETURN_BEFORE if start.returned else 0.0
        score += HEADING if start.heading else 0.0
        if start.number is None:
            score += UNNUMBERED if self.is_numbered else 0.0
            score += BARE if not (start.rule or start.returned or start.opens or start.heading) else 0.0
        return score


def _weigh(words: Sequence[str]) -> _Title:
    light = frozenset(word for word in words if len(word) <= 3 and not word.isdigit())
    heavy = frozenset(words) - light
    return _Title(heavy, light, len(heavy) + _LIGHT * len(light))
