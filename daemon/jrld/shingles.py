"""Texts as sets of shingles: how near two of them are, and the few fingerprints by which near ones find each other.

A shingle is five words of the normal form in a row (Broder 1997: resemblance and containment). Of every 24 shingles in
a row the smallest is a fingerprint (winnowing, Schleimer, Wilkerson and Aiken 2003), so that two texts with 28 words in
a row in common always share one. The hashes are defined here and nowhere else: libraries changed theirs from release
to release, and fingerprints are stored for decades. Change a fingerprint, and VERSION goes up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

VERSION = 1
WIDTH = 5  # words of a shingle
WINDOW = 24  # shingles of which one is a fingerprint

Hashes = NDArray[np.uint64]

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
# The finaliser of MurmurHash3 for 64 bits (Appleby, public domain)
_SHIFT = np.uint64(33)
_MIX = (np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53))
_UPPER = np.uint64(32)


@dataclass(frozen=True, slots=True, eq=False)
class Shingles:
    """A text as it is compared."""

    words: int
    places: Hashes  # one hash for each place in the text, in order
    distinct: Hashes  # the same, each once, in ascending order
    numbers: frozenset[str]  # words that are digits only


class Overlap(NamedTuple):
    """What two texts have in common; `first` and `second` are in the order of the question."""

    resemblance: float  # shingles of both, of the shingles of either
    in_first: float  # shingles of both, of those of the first: how much of it the second holds
    in_second: float
    numbers: float | None  # numbers of both, of those of the text with fewer; None where one has fewer than three
    run: float  # words of the shared passages of the smaller text, weighted by their length
    longest: float  # share of what is shared there that lies in the longest passage


def read_shingles(words: Sequence[str]) -> Shingles:
    """The shingles of words in normal form. Below five words there are none."""
    count = len(words) - WIDTH + 1
    if count <= 0:
        return Shingles(len(words), _NONE, _NONE, _find_numbers(words))
    if len(_word_hashes) > _MOST_WORDS:
        _word_hashes.clear()
    hashes = np.frombuffer(b"".join(map(_word_hashes.__getitem__, words)), "<u8")
    mixed = hashes[:count].astype(np.uint64)
    for k in range(1, WIDTH):
        mixed *= _MULTIPLIER
        mixed += hashes[k : k + count]
    mixed ^= mixed >> _SHIFT
    for multiplier in _MIX:
        mixed *= multiplier
        mixed ^= mixed >> _SHIFT
    return Shingles(len(words), mixed, _sort_distinct(mixed), _find_numbers(words))


_NONE: Hashes = np.empty(0, np.uint64)


class _WordHashes(dict[str, bytes]):
    """Hashes of words, each made once: most words of a text are in every text. Five times as fast as lru_cache."""

    def __missing__(self, word: str) -> bytes:
        return self.setdefault(word, blake2b(word.encode("utf-8", "backslashreplace"), digest_size=8).digest())


_word_hashes = _WordHashes()
_MOST_WORDS = 300_000  # about 40 MB


def _sort_distinct(hashes: Hashes) -> Hashes:
    ordered = np.sort(hashes)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))]


def _find_numbers(words: Sequence[str]) -> frozenset[str]:
    return frozenset(filter(str.isdecimal, words))


def winnow(shingles: Shingles) -> list[int]:
    """The fingerprints of a text: signed 32-bit numbers, ascending, each once; about one for 12 words."""
    least, width = shingles.places, 1
    if not len(least):
        return []
    window = min(WINDOW, len(least))
    while 2 * width <= window:  # minima over 2, 4, 8, 16 places …
        least, width = np.minimum(least[: len(least) - width], least[width:]), 2 * width
    if rest := window - width:  # … and over all of the window by two that overlap
        least = np.minimum(least[: len(least) - rest], least[rest:])
    found: list[int] = np.unique((least >> _UPPER).astype(np.uint32).view(np.int32)).tolist()
    return found


def compare(first: Shingles, second: Shingles) -> Overlap:
    """How near two texts are."""
    shared = _find_shared(first.distinct, second.distinct)
    a, b, both = len(first.distinct), len(second.distinct), len(shared)
    if not both:
        return Overlap(0.0, 0.0, 0.0, _agree(first.numbers, second.numbers), 0.0, 0.0)
    if a == b:  # of equals, the longer passages: no order of the two may change the answer
        runs = max(_measure_runs(first.places, shared), _measure_runs(second.places, shared))
    else:
        runs = _measure_runs((first if a < b else second).places, shared)
    return Overlap(both / (a + b - both), both / a, both / b, _agree(first.numbers, second.numbers), *runs)


def _find_shared(first: Hashes, second: Hashes) -> Hashes:
    """In time by the shorter one: many excerpts of one long text are compared with it."""
    short, long = (first, second) if len(first) <= len(second) else (second, first)
    return short[_are_in(long, short)] if len(long) else short


def _are_in(ordered: Hashes, hashes: Hashes) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = ordered[np.minimum(np.searchsorted(ordered, hashes), len(ordered) - 1)] == hashes
    return found


def _agree(first: frozenset[str], second: frozenset[str]) -> float | None:
    fewer = min(len(first), len(second))
    return len(first & second) / fewer if fewer >= 3 else None


def _measure_runs(places: Hashes, shared: Hashes) -> tuple[float, float]:
    """The mean length in words of the shared passages, each weighted by its length; and the longest one's share."""
    is_shared = np.concatenate(([False], _are_in(shared, places), [False]))
    edges = np.flatnonzero(is_shared[1:] != is_shared[:-1])
    lengths = edges[1::2] - edges[::2]
    total = lengths.sum()
    return float((lengths * (lengths + WIDTH - 1)).sum() / total), float(lengths.max() / total)
