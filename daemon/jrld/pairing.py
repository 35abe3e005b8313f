"""Which item of one revision of an issue is which of another. Pure."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import NamedTuple

_SAME_TITLE = 0.5  # share of the shorter title's words that the other has, of two items with one label


class Item(NamedTuple):
    """An item, so far as it matters here."""

    article: int
    label: str
    title: tuple[str, ...]  # its words in normal form


Pair = tuple[int | None, int | None]  # places in the old and in the new revision; None: it is not there


def pair_items(old: Sequence[Item], new: Sequence[Item], nearness: Mapping[tuple[int, int], float]) -> list[Pair]:
    """Every item of both in just one pair: in the order of the new revision, then what was removed.

    Two are paired that have one article; else whose articles are linked, the nearest first; else that have one title;
    else that have one label, if their titles do not speak against it. `nearness`: of articles that are linked, each
    pair once, either way round.
    """
    pairs = _Pairs(old, new)
    pairs.join_by(lambda item: item.article)
    for ends, _ in sorted(nearness.items(), key=lambda link: (-link[1], link[0])):
        pairs.join_linked(*ends)
    pairs.join_by(lambda item: item.title or None)
    pairs.join_by(lambda item: item.label, _may_be_one)
    return pairs.list()


class _Pairs:
    """What is paired so far."""

    def __init__(self, old: Sequence[Item], new: Sequence[Item]) -> None:
        self._old, self._new = old, new
        self._of_new: dict[int, int] = {}  # place in the new revision -> in the old one
        self._in_old, self._in_new = _find_places(old), _find_places(new)

    def join_by(
        self, key: Callable[[Item], Hashable | None], is_one: Callable[[Item, Item], bool] = lambda *_: True
    ) -> None:
        """Pair those that have one key, the first with the first."""
        taken = set(self._of_new.values())
        free: defaultdict[Hashable, list[int]] = defaultdict(list)
        for i in range(len(self._old) - 1, -1, -1):
            if i not in taken:
                free[key(self._old[i])].append(i)
        for j, item in enumerate(self._new):
            waiting = free.get(key(item)) if j not in self._of_new else None
            if waiting and key(item) is not None and is_one(self._old[waiting[-1]], item):
                self._of_new[j] = waiting.pop()

    def join_linked(self, one: int, other: int) -> None:
        """Pair the items of two articles, be the one the old or the other."""
        taken = set(self._of_new.values())
        for before, after in ((one, other), (other, one)):
            free = [i for i in self._in_old.get(before, ()) if i not in taken]
            waiting = [j for j in self._in_new.get(after, ()) if j not in self._of_new]
            self._of_new.update(zip(waiting, free, strict=False))
            taken.update(free[: len(waiting)])

    def list(self) -> list[Pair]:
        removed = sorted(set(range(len(self._old))) - set(self._of_new.values()))
        return [*((self._of_new.get(j), j) for j in range(len(self._new))), *((i, None) for i in removed)]


def _find_places(items: Sequence[Item]) -> dict[int, list[int]]:
    places: defaultdict[int, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        places[item.article].append(place)
    return places


def _may_be_one(one: Item, other: Item) -> bool:
    if not one.title or not other.title:
        return True
    shared = len(set(one.title) & set(other.title))
    return shared >= _SAME_TITLE * min(len(set(one.title)), len(set(other.title)))
