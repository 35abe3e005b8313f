"""Links and candidates that a method found, held against the truth of a corpus: by kind, and as stories."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rich.table import Table
from rich.text import Text

from jrld.cli.console import Cell, make_table

from .pieces import Piece
from .plan import NEGATIVES, POSITIVES, SINGLE

STRONG = frozenset({"exact", "reprint", "revision", "excerpt"})  # relations that join two pieces to one story
CONTAINER = "container"  # the relation of an item that holds two articles: a true link, and joins nothing
MERGED = "merged"
KINDS = (*POSITIVES, *NEGATIVES, SINGLE)


class Link(NamedTuple):
    """What a method says of two pieces, whichever came first."""

    a: int
    b: int
    relation: str


class Truth:
    """What is true of each pair."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = {piece.number: piece for piece in pieces}
        earlier: dict[int, list[int]] = defaultdict(list)
        self.parents: dict[int, frozenset[int]] = {}  # those that a piece is to be linked to, if only to one
        for piece in pieces:
            own = [] if piece.story is None else earlier[piece.story]
            if piece.kind == MERGED:
                self.parents[piece.number] = frozenset(piece.of)
            elif own:
                self.parents[piece.number] = frozenset(own)
            own.append(piece.number)

    def is_right(self, a: int, b: int) -> bool:
        """Whether the two are one story, or one of them holds the other."""
        one, other = self.pieces[a], self.pieces[b]
        if one.story is not None and one.story == other.story:
            return True
        return self._holds(one, other) or self._holds(other, one)

    def is_kin(self, a: int, b: int) -> bool:
        """Whether the two share text and yet are no story: of one series, or one quotes the other."""
        one, other = self.pieces[a], self.pieces[b]
        return (one.series is not None and one.series == other.series) or b in one.of or a in other.of

    def _holds(self, one: Piece, other: Piece) -> bool:
        if one.kind != MERGED:
            return False
        stories = {self.pieces[part].story for part in one.of} - {None}
        return other.number in one.of or other.story in stories


@dataclass(slots=True)
class Row:
    """One kind, or all. A link counts for the later of its two pieces."""

    pieces: int = 0
    asked: int = 0  # of these, those that have something to be linked to
    proposed: int = 0  # of the asked, those with a candidate that is right
    linked: int = 0  # of the asked, those with a strong link that is right
    candidates: int = 0
    false_candidates: int = 0
    strangers: int = 0  # of these, those of no kin
    links: int = 0  # strong ones
    wrong: int = 0
    wrong_pieces: int = 0  # with at least one wrong link

    @property
    def candidate_recall(self) -> float | None:
        return _share(self.proposed, self.asked)

    @property
    def recall(self) -> float | None:
        return _share(self.linked, self.asked)

    @property
    def precision(self) -> float | None:
        return _share(self.links - self.wrong, self.links)

    @property
    def wrong_share(self) -> float | None:
        """Of the pieces."""
        return _share(self.wrong_pieces, self.pieces)


@dataclass(frozen=True, slots=True)
class Clusters:
    """Stories found against true ones, by pairs of pieces; containers are left out."""

    precision: float
    recall: float
    ari: float  # adjusted Rand index
    largest: int


@dataclass(slots=True)
class Tally:
    """Everything counted: `rows` by kind and `all` of them; None where nothing was handed in."""

    rows: dict[str, Row] = field(default_factory=lambda: defaultdict(Row))
    all: Row = field(default_factory=Row)
    clusters: Clusters | None = None
    containers: int = 0
    linked_twice: int = 0  # containers linked to both of their articles
    joined: int = 0  # containers whose two articles became one story


def count(
    pieces: Sequence[Piece],
    links: Iterable[Link] = (),
    candidates: Mapping[int, Collection[int]] | None = None,
    stories: Mapping[int, int] | None = None,
) -> Tally:
    """The tally of what was found.

    `candidates`: number -> the numbers proposed for it, earlier or later. `stories`: number -> story found; without
    it, strong links make the stories, but for those of a piece that has a `container` link.
    """
    truth, links = Truth(pieces), list(links)
    tally = Tally()
    counts = [tally.rows[piece.kind] for piece in pieces]
    for piece, row in zip(pieces, counts, strict=True):
        row.pieces += 1
        row.asked += piece.number in truth.parents
    _count_candidates(truth, tally, candidates or {})
    linked = _count_links(truth, tally, links)
    stories = stories if stories is not None else join(truth.pieces, links)
    tally.clusters = compare_clusters([p for p in pieces if p.kind != MERGED], stories)
    for piece in pieces:
        if piece.kind == MERGED:
            first, second = piece.of
            tally.containers += 1
            tally.linked_twice += {first, second} <= linked[piece.number]
            tally.joined += stories.get(first, first) == stories.get(second, second) and first in stories
    for row in tally.rows.values():
        for name in Row.__dataclass_fields__:
            setattr(tally.all, name, getattr(tally.all, name) + getattr(row, name))
    return tally


def _count_candidates(truth: Truth, tally: Tally, candidates: Mapping[int, Collection[int]]) -> None:
    pairs = {(max(a, b), min(a, b)) for a, others in candidates.items() for b in others if a != b}
    proposed = set()
    for later, earlier in pairs:
        row = tally.rows[truth.pieces[later].kind]
        row.candidates += 1
        if truth.is_right(later, earlier):
            proposed.add(later)
        else:
            row.false_candidates += 1
            row.strangers += not truth.is_kin(later, earlier)
    for number in proposed & truth.parents.keys():
        tally.rows[truth.pieces[number].kind].proposed += 1


def _count_links(truth: Truth, tally: Tally, links: Iterable[Link]) -> dict[int, set[int]]:
    """Counts the strong links and those of containers; what each piece is rightly linked to."""
    right: dict[int, set[int]] = defaultdict(set)
    wrong = set()
    for later, earlier in {(max(a, b), min(a, b)) for a, b, relation in links if relation in STRONG | {CONTAINER}}:
        row = tally.rows[truth.pieces[later].kind]
        row.links += 1
        if truth.is_right(later, earlier):
            right[later].add(earlier)
        else:
            row.wrong += 1
            wrong.add(later)
    for number in wrong:
        tally.rows[truth.pieces[number].kind].wrong_pieces += 1
    for number in right.keys() & truth.parents.keys():
        tally.rows[truth.pieces[number].kind].linked += 1
    return right


# --- stories -------------------------------------------------------------------------------------


def join(numbers: Iterable[int], links: Iterable[Link]) -> dict[int, int]:
    """number -> the smallest number of its story, where strong links join and containers do not."""
    links = list(links)
    root = {number: number for number in numbers}
    containers = {max(a, b) for a, b, relation in links if relation == CONTAINER}

    def find(number: int) -> int:
        while root[number] != number:
            root[number] = number = root[root[number]]
        return number

    for a, b, relation in links:
        if relation in STRONG and a not in containers and b not in containers:
            one, other = sorted((find(a), find(b)))
            root[other] = one
    return {number: find(number) for number in root}


def compare_clusters(pieces: Sequence[Piece], stories: Mapping[int, int]) -> Clusters:
    """Pair counting: what share of the pairs joined is one story, and of the pairs that are one story is joined."""
    true = [("story", piece.story) if piece.story is not None else ("piece", piece.number) for piece in pieces]
    found = [
        ("story", stories[piece.number]) if piece.number in stories else ("piece", piece.number) for piece in pieces
    ]
    sizes = Counter(found)
    both = _count_pairs(Counter(zip(true, found, strict=True)).values())
    true_pairs, found_pairs = _count_pairs(Counter(true).values()), _count_pairs(sizes.values())
    by_chance = true_pairs * found_pairs / max(_count_pairs([len(pieces)]), 1)
    best = (true_pairs + found_pairs) / 2
    return Clusters(
        precision=both / found_pairs if found_pairs else 1.0,
        recall=both / true_pairs if true_pairs else 1.0,
        ari=(both - by_chance) / (best - by_chance) if best != by_chance else 1.0,
        largest=max(sizes.values(), default=0),
    )


def _count_pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


# --- showing -------------------------------------------------------------------------------------

_COLUMNS = ("kind", "pieces#", "asked#", "candidate recall#", "rival's#", "recall#", "precision#", "links#", "wrong#")
_LAST = ("wrong pieces#", "of all#", "false candidates#", "rival's#", "strangers#")


def show(tally: Tally, rival: Tally | None = None) -> Table:
    """A row for each kind, one for all; the rival's candidates beside."""
    rows = [(kind, tally.rows[kind]) for kind in KINDS if kind in tally.rows]
    cells = (_show_row(kind, row, _find_row(rival, kind)) for kind, row in (*rows, ("all", tally.all)))
    return make_table("duplicates by kind", (*_COLUMNS, *_LAST), cells)


def _find_row(tally: Tally | None, kind: str) -> Row | None:
    if tally is None:
        return None
    return tally.all if kind == "all" else tally.rows[kind]


def _show_row(kind: str, row: Row, rival: Row | None) -> Iterator[Cell]:
    yield from (kind, row.pieces, row.asked)
    yield _percent(row.candidate_recall)
    yield _percent(rival.candidate_recall) if rival else None
    yield from (_percent(row.recall), _percent(row.precision), row.links)
    yield from (_warn(row.wrong), _warn(row.wrong_pieces), _percent(row.wrong_share), row.false_candidates)
    yield rival.false_candidates if rival else None
    yield row.strangers


def show_stories(tally: Tally) -> Table:
    """The stories as clusters, and what became of containers."""
    columns = ("precision#", "recall#", "ARI#", "largest#", "containers#", "linked to both#", "articles joined#")
    found = tally.clusters
    shares: list[Cell] = [f"{value:.4f}" for value in (found.precision, found.recall, found.ari)] if found else []
    largest: list[Cell] = [found.largest] if found else []
    return make_table(
        "stories",
        columns,
        [[*shares, *largest, tally.containers, tally.linked_twice, _warn(tally.joined)]],
    )


def _percent(share: float | None) -> str | None:
    return None if share is None else f"{share:.2%}"


def _warn(count: int) -> Text:
    return Text(f"{count:,}", style="red" if count else "")
