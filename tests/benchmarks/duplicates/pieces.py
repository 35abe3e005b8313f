"""The pieces of a corpus, in the order in which they arrive."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from .damage import DAMAGES
from .editions import EDITIONS, merge
from .plan import SINGLE, Draft, make_plan
from .series import Kit, make_kit, make_member, quote_block, write_short
from .writing import Text, Writer

FIRST_DAY = date(1998, 1, 5)
_SHORTEST: Mapping[str, int] = {
    "excerpt_head": 150,
    "excerpt_mid": 250,
    "lede": 130,
    "quote": 250,
}  # words of what these are made of
_SHORTEST_OTHER = 150
_RETITLED = frozenset({"headline", "combo"})


class Piece(NamedTuple):
    """One article of a corpus, and what is true of it.

    Two pieces are one story only when both have the same `story`; a `merged` piece has none, and holds the texts of
    the pieces that it is `of`. Pieces of one `series` look alike.
    """

    number: int  # 0, 1, …
    kind: str
    story: int | None  # None: nothing else is of its story
    of: tuple[int, ...]  # numbers of the pieces that it was made from, all of them earlier
    title: str
    source: str | None
    body: str  # as the splitter would give it, or as a carrier damaged it
    day: date
    series: int | None = None


def make_pieces(seed: int, scale: float, one_day: bool = False) -> Iterator[Piece]:
    """A corpus, in order of days: 250,000 pieces at scale 1.

    `one_day`: every series comes out on a single day, where no rule about days can help.
    """
    drafts = make_plan(random.Random(seed), scale, one_day)
    press = _Press(drafts, Writer(seed))
    for number, draft in enumerate(drafts):
        text, body = press.write(number, draft)
        day = FIRST_DAY + timedelta(days=draft.day)
        source = text.source if press.writer.rng.random() < 0.97 else None
        yield Piece(number, draft.kind, draft.story, draft.of, text.title, source, body, day, draft.series)


class _Press:
    """Writes one draft after another, and holds what a later one is made of, no longer."""

    def __init__(self, drafts: Sequence[Draft], writer: Writer) -> None:
        self.writer = writer
        self._drafts = drafts
        self._made_of: dict[int, str] = {}  # place -> kind of what will be made of it
        self._last: dict[int, int] = {}  # place -> last place that is made of it
        self._ends: dict[int, int] = {}  # series -> place of its last member
        for place, draft in enumerate(drafts):
            for parent in draft.of:
                self._made_of[parent] = draft.kind
                self._last[parent] = place
            if draft.series is not None:
                self._ends[draft.series] = place
        self._held: dict[int, Text] = {}
        self._kits: dict[int, Kit] = {}

    def write(self, place: int, draft: Draft) -> tuple[Text, str]:
        """The text as it is known later, with its body as it is shown here."""
        parents = [self._held[parent] for parent in draft.of if parent in self._held]
        text = self._write_text(place, draft, parents)
        shown = EDITIONS[draft.ahead](self.writer, text) if draft.ahead else text
        if place in self._last:
            self._held[place] = text
        for parent in draft.of:
            if self._last[parent] == place:
                self._held.pop(parent, None)
        body = shown.body
        if draft.kind in DAMAGES:
            body = DAMAGES[draft.kind](self.writer, body)
        return shown, body

    def _write_text(self, place: int, draft: Draft, parents: Sequence[Text]) -> Text:
        kind, writer = draft.kind, self.writer
        if kind == SINGLE:
            return self._write_single(place)
        if kind == "short":
            return write_short(writer)
        if kind == "quote":
            return quote_block(writer, parents[0])
        if kind == "merged":
            return merge(writer, *parents)
        if draft.series is not None:
            return self._write_member(place, draft.series, kind)
        if kind in EDITIONS:
            return self._write_edition(draft, parents[0])
        return parents[0]._replace(title=writer.write_title(parents[0].cast)) if kind in _RETITLED else parents[0]

    def _write_single(self, place: int) -> Text:
        """Anything; what others are made of is as long as they need it."""
        kind = self._made_of.get(place)
        if kind is None:
            return self.writer.write_text()
        return self.writer.write_text(self.writer.choose_length(_SHORTEST.get(kind, _SHORTEST_OTHER)))

    def _write_member(self, place: int, series: int, kind: str) -> Text:
        kit = self._kits.get(series) or make_kit(self.writer, kind)
        self._kits[series] = kit
        if place == self._ends[series]:
            del self._kits[series]
        return make_member(self.writer, kind, kit)

    def _write_edition(self, draft: Draft, parent: Text) -> Text:
        is_full_text_due = self._drafts[draft.of[0]].ahead
        return parent if is_full_text_due else EDITIONS[draft.kind](self.writer, parent)
