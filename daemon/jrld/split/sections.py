"""The sections of an issue: its starts aligned with the entries of its contents."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from jrld.model import Entry, Span
from jrld.split.align import align
from jrld.split.pointers import NOTHING, Pointers
from jrld.split.scores import SURE, Scores
from jrld.split.search import TitleSearch
from jrld.split.starts import Start, find_starts

MOST_PAIRS = 150_000  # candidates × entries in one alignment

_TELLING = 3  # words that a title must have to tell its section by itself,
_SAME = 0.85  # and the share of them that the section's head must hold

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


def find_sections(text: str, begin: int, entries: Sequence[Entry], pointers: Pointers = NOTHING) -> list[Section]:
    """The sections of `text[begin:]`, in order, each with its entry where it has one."""
    pointed = [pointers.find_target(entry.span) for entry in entries]
    starts = find_starts(text, begin, [place for place in pointed if place is not None], pointers.headings)
    known = entries or _number_entries(starts)
    chosen = _choose(starts, known, pointed)
    sure = _find_sure(chosen, starts, known)
    if entries and len(sure) < len(entries):
        more = _find_by_title(text, begin, entries, sure, starts)
        if more:
            starts = sorted([*starts, *more], key=lambda start: start.at)
            chosen = _choose(starts, entries, pointed)
    scores = Scores(known, starts)
    chosen = _cross(chosen, scores) if entries else chosen
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


def _choose(starts: Sequence[Start], entries: Sequence[Entry], pointed: Sequence[int | None]) -> Chosen:
    """The best alignment; of too many starts, those with a number, then those behind a rule, are looked at."""
    keep = MOST_PAIRS // max(len(entries), 1)
    kept = range(len(starts))
    if len(starts) > keep:
        kept_first = sorted(kept, key=lambda i: (starts[i].number is None, not starts[i].rule, i))[:keep]
        return _rename(_choose([starts[i] for i in sorted(kept_first)], entries, pointed), sorted(kept_first))
    scores = Scores(entries, starts, pointed)
    if plain := _pair(starts, scores):
        return plain
    return align(starts, len(entries), scores.match, scores.extra)


def _pair(starts: Sequence[Start], scores: Scores) -> Chosen | None:
    """The alignment where it is plain, as nearly always: just the entries' numbers, in order, above their titles.

    Nothing else can then score better: a start without a number, in an issue that has them, must show more than a rule.
    """
    numbered = [i for i, start in enumerate(starts) if start.number]
    if [starts[i].number for i in numbered] != [entry.label for entry in scores.entries]:
        return None
    if any(start.returned or start.heading for start in starts if not start.number):
        return None
    chosen: Chosen = [(i, k) for k, i in enumerate(numbered)]
    return chosen if all(scores.title(i, k) >= SURE for k, i in enumerate(numbered)) else None


def _rename(chosen: Chosen, kept: Sequence[int]) -> Chosen:
    return [(kept[i], k) for i, k in chosen]


def _find_sure(chosen: Chosen, starts: Sequence[Start], entries: Sequence[Entry]) -> dict[int, int]:
    """Where the section of each entry is of which the head holds the title: a number alone may stand in an article."""
    scores = Scores(entries, starts)
    return {k: starts[i].at for i, k in chosen if k is not None and scores.title(i, k) >= SURE}


def _cross(chosen: Chosen, scores: Scores) -> Chosen:
    """Entries that stand in another order than their sections: each to the section whose head holds its title.

    Only sections change hands whose head does not hold their own entry's title, and the title must be found whole.
    """
    entry_of = dict(chosen)
    weak = {i for i, k in chosen if k is None or scores.title(i, k) < SURE}
    held = {k for i, k in chosen if k is not None and i not in weak}
    free = [k for k in range(len(scores.entries)) if k not in held and len(scores.titles[k]) >= _TELLING]
    if not weak or len(weak) * len(free) > MOST_PAIRS:
        return chosen
    pairs = sorted(
        (-alike, i, k) for i in weak for k in free if (alike := scores.title(i, k)) >= _SAME and entry_of[i] != k
    )
    taken: set[int] = set()
    for _, i, k in pairs:
        if i in weak and k not in taken:
            weak.remove(i)
            taken.add(k)
            entry_of[i] = k
    return [(i, None if i in weak and k in taken else entry_of[i]) for i, k in chosen]


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
