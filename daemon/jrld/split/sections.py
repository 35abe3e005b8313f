"""The sections of an issue: its starts aligned with the entries of its contents."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from jrld.model import Entry, Span
from jrld.split.align import align
from jrld.split.search import TitleSearch
from jrld.split.starts import SURE, Scores, Start, find_starts

MOST_PAIRS = 150_000  # candidates × entries in one alignment

Chosen = list[tuple[int, int | None]]  # (start, entry)


@dataclass(frozen=True, slots=True)
class Section:
    """What lies between one start and the next separator; `likeness`: how much of its entry's title its head holds."""

    start: Start
    entry: Entry | None
    end: int
    likeness: float = 1.0

    @property
    def span(self) -> Span:
        return Span(self.start.at, self.end)

    @property
    def number(self) -> str | None:
        """As printed above it."""
        return self.start.number


def find_sections(text: str, begin: int, entries: Sequence[Entry]) -> list[Section]:
    """The sections of `text[begin:]`, in order, each with its entry where it has one."""
    starts = find_starts(text, begin)
    known = entries or _number_entries(starts)
    chosen = _choose(starts, known)
    sure = _find_sure(chosen, starts, known)
    if entries and len(sure) < len(entries):
        more = _find_by_title(text, begin, entries, sure, starts)
        if more:
            starts = sorted([*starts, *more], key=lambda start: start.at)
            chosen = _choose(starts, entries)
    scores = Scores(known, starts)
    sections: list[Section] = []
    ends = [*(starts[i].cut for i, _ in chosen[1:]), len(text)][: len(chosen)]
    for (i, k), stop in zip(chosen, ends, strict=True):
        entry = known[k] if entries and k is not None else None
        likeness = scores.title(i, k) if entry and k is not None else 1.0
        sections.append(Section(starts[i], entry, max(stop, starts[i].at), likeness))
    return sections


def _number_entries(starts: Sequence[Start]) -> tuple[Entry, ...]:
    """No contents: the printed numbers stand in for it, as entries of which only the number is known."""
    numbers = sorted({(int(n.rstrip("abcdefghijklmnopqrstuvwxyz")), n) for start in starts if (n := start.number)})
    return tuple(Entry(label, "", Span(0, 0)) for _, label in numbers[:400])


def _choose(starts: Sequence[Start], entries: Sequence[Entry]) -> Chosen:
    """The best alignment; of too many starts, those with a number, then those behind a rule, are looked at."""
    keep = MOST_PAIRS // max(len(entries), 1)
    kept = range(len(starts))
    if len(starts) > keep:
        kept_first = sorted(kept, key=lambda i: (starts[i].number is None, not starts[i].rule, i))[:keep]
        return _rename(_choose([starts[i] for i in sorted(kept_first)], entries), sorted(kept_first))
    scores = Scores(entries, starts)
    return align(starts, len(entries), scores.match, scores.extra)


def _rename(chosen: Chosen, kept: Sequence[int]) -> Chosen:
    return [(kept[i], k) for i, k in chosen]


def _find_sure(chosen: Chosen, starts: Sequence[Start], entries: Sequence[Entry]) -> dict[int, int]:
    """Where the section of each entry is of which the head holds the title: a number alone may stand in an article."""
    scores = Scores(entries, starts)
    return {k: starts[i].at for i, k in chosen if k is not None and scores.title(i, k) >= SURE}


def _find_by_title(
    text: str, begin: int, entries: Sequence[Entry], at: dict[int, int], starts: Sequence[Start]
) -> list[Start]:
    """Look for the titles of entries without a sure section, between the sections (`at`) of their neighbours."""
    search = TitleSearch(text, begin, len(text))
    found: dict[int, Start] = {}
    taken = {start.at for start in starts}
    placed = sorted(at)
    for k, entry in enumerate(entries):
        if k in at:
            continue
        nearest = bisect_left(placed, k)
        low = at[placed[nearest - 1]] if nearest else begin
        high = at[placed[nearest]] if nearest < len(placed) else len(text)
        for start in search.find(entry, low, high):
            if start.at not in taken:
                found.setdefault(start.at, start)
    return list(found.values())
