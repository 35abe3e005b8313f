"""Which articles are one story, which of them stands for it, and which hold two: from links and rulings. Pure.

The answer is a function of the articles, their links and the rulings, whatever their order: links are looked at from
the strongest to the weakest, of equals by the digests of their texts. A person's ruling wins over any link, and one
that parts over those that join; of those that join, where not all can hold, the later.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from jrld.model import Relation

_ORDER = (Relation.EXACT, Relation.REPRINT, Relation.EXCERPT, Relation.REVISION)  # from the strongest
_HELD = 0.8  # share of a text that another holds, to hold it
_WHOLE = 0.6  # share of a text's words that two others must have, for it to be just these two
_SAME_TITLE = 0.5  # share of the shorter title's words that the other has


class Member(NamedTuple):
    """What decides which article stands for a story."""

    id: int
    exact: bytes  # digest of its text: orders what nothing else does
    day: date  # of its first appearance
    words: int
    scars: int  # of the encoding: the fewer the better
    title: frozenset[str]  # its words


class Link(NamedTuple):
    """A strong link between two articles; the shares are of the one that the other holds, as in Evidence."""

    first: int
    second: int
    relation: Relation
    resemblance: float
    in_first: float
    in_second: float

    @property
    def part(self) -> int:
        """The one of which the other holds more."""
        return self.first if self.in_first > self.in_second else self.second


class Ruling(NamedTuple):
    """A person's word: two articles are one story, or they are not."""

    first: int
    second: int
    same: bool
    rank: int = 0  # the later the higher


class Story(NamedTuple):
    """Articles that are one piece, in the order of their ids."""

    canonical: int
    members: tuple[int, ...]


class Stories(NamedTuple):
    stories: tuple[Story, ...]
    containers: Mapping[int, tuple[int, ...]]  # an article that holds several others -> those


def tell_stories(members: Mapping[int, Member], links: Iterable[Link], rulings: Sequence[Ruling] = ()) -> Stories:
    """Every member in just one story. Links and rulings of others than the members are passed over."""
    ours = [link for link in links if link.first in members and link.second in members]
    containers = _find_containers(members, ours)
    groups = _Groups(members, (ruling for ruling in rulings if not ruling.same))
    for ruling in sorted(rulings, key=lambda ruling: (-ruling.rank, _order(members, ruling))):
        if ruling.same:
            groups.join(ruling.first, ruling.second)
    for link in sorted(ours, key=lambda link: _rank(members, link)):
        if (link.first in containers) == (link.second in containers):
            groups.join(link.first, link.second)
    within: defaultdict[int, list[Link]] = defaultdict(list)  # a story's number -> its links
    for link in ours:
        if groups.find(link.first) == groups.find(link.second):
            within[groups.find(link.first)].append(link)
    stories = (
        Story(_choose(members, group, within[number], containers), tuple(sorted(group)))
        for number, group in groups.list().items()
    )
    return Stories(tuple(sorted(stories, key=lambda story: story.members)), containers)


def _order(members: Mapping[int, Member], pair: Link | Ruling) -> list[bytes]:
    return sorted(members[end].exact for end in pair[:2] if end in members)


def _rank(members: Mapping[int, Member], link: Link) -> tuple[int, float, list[bytes]]:
    return _ORDER.index(link.relation), -link.resemblance, _order(members, link)


class _Groups:
    """Disjoint sets that two articles never share of which a person said that they are different."""

    def __init__(self, members: Iterable[int], apart: Iterable[Ruling]) -> None:
        self._group = {member: {member} for member in members}
        self._apart: defaultdict[int, set[int]] = defaultdict(set)
        for ruling in apart:
            self._apart[ruling.first].add(ruling.second)
            self._apart[ruling.second].add(ruling.first)

    def join(self, first: int, second: int) -> None:
        if first not in self._group or second not in self._group:
            return
        small, large = sorted((self._group[first], self._group[second]), key=len)
        if small is large or any(not self._apart[member].isdisjoint(large) for member in small):
            return
        large |= small
        for member in small:
            self._group[member] = large

    def find(self, member: int) -> int:
        """The number of its set, until the next `join`."""
        return id(self._group[member])

    def list(self) -> dict[int, set[int]]:
        return {id(group): group for group in self._group.values()}


# --- articles that hold several -----------------------------------------------------------------


def _find_containers(members: Mapping[int, Member], links: Sequence[Link]) -> dict[int, tuple[int, ...]]:
    """Articles that hold two others which have nothing to do with each other: a cut was missed, most likely.

    They make no story with what they hold, nor with anything else but their like.
    """
    held: defaultdict[int, set[int]] = defaultdict(set)
    linked = {frozenset(link[:2]) for link in links}
    for link in links:
        ends = (link.first, link.second, link.in_first), (link.second, link.first, link.in_second)
        for part, whole, share in ends:
            if share >= _HELD and members[whole].words > members[part].words:
                held[whole].add(part)
    return {
        whole: tuple(sorted(parts))
        for whole, parts in held.items()
        if any(
            frozenset(pair) not in linked and _are_strangers(members, whole, *pair)
            for pair in combinations(_find_long(members, whole, parts), 2)
        )
    }


def _find_long(members: Mapping[int, Member], whole: int, parts: Iterable[int]) -> list[int]:
    """Those that may make up the whole with another one: of thousands of excerpts, few."""
    missing = _WHOLE * members[whole].words - max(members[part].words for part in parts)
    return sorted(part for part in parts if members[part].words >= missing)


def _are_strangers(members: Mapping[int, Member], whole: int, first: int, second: int) -> bool:
    """Whether two texts that one holds are two articles, and not two excerpts of one: other titles, and most of it."""
    one, other = members[first], members[second]
    if one.words + other.words < _WHOLE * members[whole].words or not one.title or not other.title:
        return False
    shared = len(one.title & other.title)
    return shared < _SAME_TITLE * min(len(one.title), len(other.title))


# --- the one that stands for a story ------------------------------------------------------------


def _choose(
    members: Mapping[int, Member], group: set[int], links: Sequence[Link], containers: Mapping[int, tuple[int, ...]]
) -> int:
    """The latest version; of one version the longest, then the one with fewest scars, then the earliest.

    An excerpt never stands for its full text, nor an article that holds several for one that holds one. `links`: those
    within the group.
    """
    excerpts = {link.part for link in links if link.relation is Relation.EXCERPT}
    whole = group - excerpts - containers.keys() or group - excerpts or group
    versions = _Groups(whole, ())
    for link in links:
        if link.relation is Relation.REPRINT:
            versions.join(link.first, link.second)
    latest = max(versions.list().values(), key=lambda version: _date(members, version))
    return min(latest, key=lambda member: _merit(members[member]))


def _date(members: Mapping[int, Member], version: Iterable[int]) -> tuple[date, int, bytes]:
    """When a version first appeared; of one day the longer, and then by its text."""
    articles = [members[member] for member in version]
    return min(a.day for a in articles), max(a.words for a in articles), min(a.exact for a in articles)


def _merit(member: Member) -> tuple[int, int, date, bytes]:
    return -member.words, member.scars, member.day, member.exact
