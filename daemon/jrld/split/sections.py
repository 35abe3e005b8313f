"""The sections of an issue: its starts aligned with the entries of its contents."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jrld.model import Entry, Span
from jrld.split.align import align
from jrld.split.lines import Line
from jrld.split.pointers import NOTHING, Pointers
from jrld.split.scores import SURE, Scores
from jrld.split.search import TitleSearch
from jrld.split.starts import Start, find_starts

MOST_PAIRS = 150_000  # candidates × entries in one alignment

_PLAIN = 0.6  # share of a title in the head below its number, from which no other place can fit the entry better
_TELLING = 2.0  # what a title's words must count to tell its section by itself,
_SAME = 0.85  # and the share of them that the section's head must hold

Chosen = list[tuple[Start, int | None]]  # (start, entry)


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

    @property
    def lines(self) -> Sequence[Line]:
        """Its first lines."""
        return self.start.lines


def find_sections(text: str, begin: int, entries: Sequence[Entry], pointers: Pointers = NOTHING) -> list[Section]:
    """The sections of `text[begin:]`, in order, each with its entry where it has one."""
    pointed = [pointers.find_target(entry.span) for entry in entries]
    starts = find_starts(text, begin, [place for place in pointed if place is not None], pointers.headings)
    scores = Scores(entries or _number_entries(starts), pointed)
    chosen = _choose(starts, scores)
    alike = _compare(chosen, scores)
    sure = {k: start.at for (start, k), share in zip(chosen, alike, strict=True) if k is not None and share >= SURE}
    if entries and len(sure) < len(entries):
        if more := _find_by_title(text, begin, entries, sure, starts):
            chosen = _choose(sorted([*starts, *more], key=lambda start: start.at), scores)
        chosen = _cross(chosen, scores)
        alike = _compare(chosen, scores)
    ends = [*(start.cut for start, _ in chosen[1:]), len(text)][: len(chosen)]
    return [
        Section(start, entries[k] if entries and k is not None else None, max(stop, start.at), share)
        for (start, k), stop, share in zip(chosen, ends, alike, strict=True)
    ]


def _compare(chosen: Chosen, scores: Scores) -> list[float]:
    """How much of its entry's title the head of each section holds."""
    return [1.0 if k is None else scores.title(start, k) for start, k in chosen]


def _number_entries(starts: Sequence[Start]) -> tuple[Entry, ...]:
    """No contents: the printed numbers stand in for it, as entries of which only the number is known."""
    numbers = sorted({(int(n.rstrip("abcdefghijklmnopqrstuvwxyz")), n) for start in starts if (n := start.number)})
    return tuple(Entry(label, "", Span(0, 0)) for _, label in numbers[:400])


def _choose(starts: Sequence[Start], scores: Scores) -> Chosen:
    """The best alignment; of too many starts, those with a number, then those behind a rule, are looked at."""
    keep = MOST_PAIRS // max(len(scores.entries), 1)
    if len(starts) > keep:
        first = sorted(starts, key=lambda start: (start.number is None, not start.rule, start.at))[:keep]
        starts = sorted(first, key=lambda start: start.at)
    scores.look_at(starts)
    chosen: Chosen = []
    start = entry = 0
    for i, k in (*_find_anchors(starts, scores), (len(starts), len(scores.labels))):
        chosen += _align(starts[start:i], scores, entry, k) if start < i else []
        chosen += [(starts[i], k)] if i < len(starts) else []
        start, entry = i + 1, k + 1
    return chosen


def _find_anchors(starts: Sequence[Start], scores: Scores) -> list[tuple[int, int]]:
    """Where the alignment is plain, as nearly everywhere: an entry's number, printed once, above its title.

    Nothing else can then score better, so that only what lies between two of them is left to be aligned.
    """
    printed = Counter(start.number for start in starts)
    entry_of = {label: k for k, label in enumerate(scores.labels) if printed[label] == 1}
    anchors: list[tuple[int, int]] = []
    for i, start in enumerate(starts):
        k = entry_of.get(start.number or "")
        if k is None or (anchors and k <= anchors[-1][1]):
            continue
        if scores.title(start, k) >= _PLAIN or not scores.weigh(k).total:
            anchors.append((i, k))
    return anchors


def _align(starts: Sequence[Start], scores: Scores, low: int, high: int) -> Chosen:
    """The best alignment of these starts with the entries from `low` to `high`."""
    if low == high:  # only a section that stands alone can begin here
        return [(start, None) for start in starts if scores.may_stand_alone(start) and scores.stand_alone(start) > 0]
    rows = ((scores.row(start, low, high), scores.stand_alone(start)) for start in starts)
    return [(starts[i], None if k is None else low + k) for i, k in align(rows, high - low)]


def _cross(chosen: Chosen, scores: Scores) -> Chosen:
    """Entries that stand in another order than their sections: each to the section whose head holds its title.

    Only sections change hands whose head does not hold their own entry's title, and the title must be found whole.
    """
    entry_of = {start.at: k for start, k in chosen}
    weak = {start.at: start for start, k in chosen if k is None or not scores.is_sure(start, k)}
    held = {k for start, k in chosen if k is not None and start.at not in weak}
    free = [k for k in range(len(scores.entries)) if k not in held and scores.weigh(k).total >= _TELLING]
    if not weak or len(weak) * len(free) > MOST_PAIRS:
        return chosen
    pairs = sorted(
        (-alike, at, k)
        for at, start in weak.items()
        for k in free
        if (alike := scores.share(start, k)) >= _SAME and entry_of[at] != k
    )
    given: dict[int, int] = {}  # entry -> where its section turned out to begin
    for _, at, k in pairs:
        if at in weak and k not in given:
            del weak[at]
            given[k] = at
    left = [entry_of[at] for at in given.values() if entry_of[at] not in given]
    entry_of |= {at: k for k, at in given.items()}
    for at in weak:  # whose entry went to another section: two that changed places are a pair
        if entry_of[at] in given:
            entry_of[at] = left[0] if len(left) == 1 else None
    return [(start, entry_of[start.at]) for start, _ in chosen]


def _find_by_title(
    text: str, begin: int, entries: Sequence[Entry], at: dict[int, int], starts: Sequence[Start]
) -> list[Start]:
    """Look for the titles of entries without a sure section, between the sections (`at`) of their neighbours."""
    placed = sorted(at)
    bounds = [begin, *(at[k] for k in placed), len(text)]
    gaps = {k: bisect_left(placed, k) for k in range(len(entries)) if k not in at}
    spans = [Span(*bounds[gap : gap + 2]) for gap in sorted(set(gaps.values()))]
    search = TitleSearch(text, spans, [entries[k] for k in gaps])
    found: dict[int, Start] = {}
    taken = {start.at for start in starts}
    for k, gap in gaps.items():
        for start in search.find(entries[k], bounds[gap], bounds[gap + 1]):
            if start.at not in taken:
                found.setdefault(start.at, start)
    return list(found.values())
