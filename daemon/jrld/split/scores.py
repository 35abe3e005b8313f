"""How well a place in the body fits an entry of the contents: the terms of the alignment's score."""

from collections.abc import Sequence

from jrld.model import Entry
from jrld.split.resemble import contain, read_words
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


class Scores:
    """The terms above, put together for one issue: its entries, and the starts found in it."""

    def __init__(self, entries: Sequence[Entry], starts: Sequence[Start], pointed: Sequence[int | None] = ()) -> None:
        """`pointed`: for each entry the place that its link leads to."""
        self.entries = entries
        self.starts = starts
        self.pointed = pointed or [None] * len(entries)
        self.titles = [read_words(entry.title or entry.text) for entry in entries]
        self.sources = [frozenset(read_words(entry.source)) if entry.source else frozenset() for entry in entries]
        labels = {entry.label for entry in entries}
        numbered = sum(1 for start in starts if start.number in labels)
        self.numbers = numbered >= 0.5 * len(entries) and numbered >= 1

    def title(self, i: int, k: int) -> float:
        """Share of entry k's title (its first sentence or so) in the head of start i."""
        return contain(self.titles[k][:14], self.starts[i].words)

    def match(self, i: int, k: int) -> float:
        start, entry = self.starts[i], self.entries[k]
        score = self._own(start)
        if start.number is not None:
            score += NUMBER_IS_ENTRYS if start.number == entry.label else NUMBER_IS_OTHER
        if self.titles[k]:
            alike = self.title(i, k)
            score += TITLE * alike if alike >= SURE else TITLE_ABSENT
        if start.opens and k == 0:
            score += OPENING
        if self.sources[k] and self.sources[k] <= start.words:
            score += SOURCE
        if (place := self.pointed[k]) is not None:
            score += LINKED if start.cut <= place <= start.reach else LINKED_ELSEWHERE
        return score

    def extra(self, i: int) -> float:
        """A section that the contents do not announce: it must look like one by itself."""
        start = self.starts[i]
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
            score += UNNUMBERED if self.numbers else 0.0
            score += BARE if not (start.rule or start.returned or start.opens or start.heading) else 0.0
        return score
