"""What changed from one text to another, word by word, and from one revision of an issue to another. Pure.

difflib is quadratic and worse; mail is hostile, and texts have up to 50 MB. So paragraphs are compared first, and words
only within those that changed. Both are laid side by side by what occurs just once in either (Cohen's patience diff);
what lies between is compared by the shortest way from one to the other (Myers 1986) as long as that is short, and as
the budget for the whole text lasts. What is beyond is shown whole, as removed and added.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

_PARAGRAPHS = 100_000  # of a text; one with more is compared as one paragraph
_WORDS = 50_000  # of a changed passage on either side; a longer one is shown whole
_STEPS = 2_000_000  # of the search between two texts, altogether
_DETOUR = 300  # words removed and added between two landmarks; where there are more, nothing in it is the same
_WIDEST = 40  # characters of a word that is shown beside a change
_ISLAND = 2  # words that are the same between larger changes, and only tear them apart

_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_WORD = re.compile(r"\s*+\S+(?:\s++\Z)?|\s+")  # with the white space before it; the last one with that after it, too
# What carriers do to a text is no change of it.
_TYPOGRAPHY = str.maketrans(
    {**dict.fromkeys("‘’‛`´′", "'"), **dict.fromkeys("“”„‟″", '"'), **dict.fromkeys("‐‑‒–—―", "-"), "…": "..."}
)


class Piece(NamedTuple):
    """A stretch of both texts. Joined in order, the pieces' `old` is the old text and their `new` the new one."""

    old: str  # "" where something was added
    new: str  # "" where something was removed
    is_same: bool  # word by word; white space, quotes and dashes aside


def compare_texts(old: str, new: str) -> list[Piece]:
    """What is the same in two texts and what is not, in order."""
    if old == new:
        return [Piece(old, new, True)] if old else []
    budget = _Budget()
    before, after = _cut_paragraphs(old), _cut_paragraphs(new)
    pieces: list[Piece] = []
    for is_same, one, other in _align(list(map(_fold_all, before)), list(map(_fold_all, after)), budget):
        if is_same:
            pieces.append(Piece("".join(before[one]), "".join(after[other]), True))
        else:
            pieces += _compare_passages(before[one], after[other], budget)
    return _join(pieces)


def abridge(pieces: Sequence[Piece], around: int) -> list[Piece]:
    """The pieces with at most so many words of what is the same on each side of a change, and `[…]` for the rest."""
    short: list[Piece] = []
    for n, piece in enumerate(pieces):
        before = around if n else 0  # words after the change before it
        after = around if n < len(pieces) - 1 else 0
        short.append(_shorten(piece, before, after) if piece.is_same else piece)
    return short


def _shorten(piece: Piece, first: int, last: int) -> Piece:
    text = piece.new
    starts = [found.start() for found in islice(_WORD.finditer(text), first + last + 2)]
    if len(starts) < first + last + 2:
        return piece
    # As many characters as the words may have: one that never ends is cut.
    words = _WORD.findall(text[-_WIDEST * last :]) if last else []
    shown = f"{text[: starts[first]]} […]{''.join(words[-last:])}" if last else f"{text[: starts[first]]} […]"
    return Piece(shown, shown, True)


def _compare_passages(old: Sequence[str], new: Sequence[str], budget: "_Budget") -> Iterator[Piece]:
    """Paragraphs that changed, word by word: all at once, since one may have become two; if too long, one by one."""
    before, after = "".join(old), "".join(new)
    if before and after and max(_count_words(before), _count_words(after)) <= _WORDS:
        yield from _compare_words(before, after, budget)
    elif len(old) == len(new) > 1:
        for one, other in zip(old, new, strict=True):
            yield from _compare_passages([one], [other], budget)
    else:
        yield Piece(before, after, False)


def _compare_words(old: str, new: str, budget: "_Budget") -> list[Piece]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    found = [
        (Piece("".join(before[one]), "".join(after[other]), is_same), one.stop - one.start, other.stop - other.start)
        for is_same, one, other in _align(list(map(_fold, before)), list(map(_fold, after)), budget)
    ]
    return _drown_islands(found)


def _count_words(text: str) -> int:
    """At least as many as there are; a text is not cut into millions of words only to be told that it is too long."""
    return len(text) // 2 + 1 if len(text) // 2 < _WORDS else sum(1 for _ in _WORD.finditer(text))


def _cut_paragraphs(text: str) -> list[str]:
    """Each with the empty lines before it."""
    starts = [0]
    for found in _BREAK.finditer(text):
        if found.start():
            starts.append(found.start())
        if len(starts) > _PARAGRAPHS:
            return [text]
    return [text[start:end] for start, end in pairwise([*starts, len(text)])] if text else []


def _fold(word: str) -> str:
    word = word.strip()
    return word if word.isascii() and "`" not in word else word.translate(_TYPOGRAPHY)


def _fold_all(text: str) -> str:
    return _fold(" ".join(text.split()))


def _drown_islands(found: Iterable[tuple[Piece, int, int]]) -> list[Piece]:
    """Make one change of two that only "of the" holds apart. Each piece comes with its words, old and new."""
    kept: list[tuple[Piece, int, int]] = []
    for piece, old, new in found:
        while not piece.is_same and len(kept) > 1 and kept[-1][0].is_same:
            (before, old_before, new_before), (island, words, _) = kept[-2], kept[-1]
            if words > _ISLAND or words >= min(max(old, new), max(old_before, new_before)):
                break
            piece = Piece(before.old + island.old + piece.old, before.new + island.new + piece.new, False)
            old, new = old + words + old_before, new + words + new_before
            del kept[-2:]
        kept.append((piece, old, new))
    return [piece for piece, _, _ in kept]


def _join(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours of a kind as one piece."""
    runs: list[list[Piece]] = []
    for piece in pieces:
        if runs and runs[-1][-1].is_same == piece.is_same:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return [Piece("".join(p.old for p in run), "".join(p.new for p in run), run[0].is_same) for run in runs]


# --- sequences side by side ---------------------------------------------------------------------


class _Budget:
    """Steps that are left."""

    def __init__(self) -> None:
        self.left = _STEPS


class _Block(NamedTuple):
    """A run that is the same in both."""

    old: int
    new: int
    length: int


def _align(old: Sequence[str], new: Sequence[str], budget: _Budget) -> Iterator[tuple[bool, slice, slice]]:
    """Both sequences in stretches that are the same and stretches that are not, in turn."""
    i = j = 0  # what was told so far ends here,
    same = 0  # but for so many that are the same
    for block in (*_find_blocks(old, new, budget), _Block(len(old), len(new), 0)):
        if (block.old, block.new) != (i + same, j + same) or (block.old, block.new) == (len(old), len(new)):
            if same:
                yield True, slice(i, i + same), slice(j, j + same)
            if block.old > i + same or block.new > j + same:
                yield False, slice(i + same, block.old), slice(j + same, block.new)
            i, j, same = block.old, block.new, 0
        same += block.length


def _find_blocks(old: Sequence[str], new: Sequence[str], budget: _Budget) -> Iterator[_Block]:
    head = _count_common(old, new)
    tail = _count_common(old[head:][::-1], new[head:][::-1])
    yield _Block(0, 0, head)
    i, j = head, head
    end = (len(old) - tail, len(new) - tail)
    for x, y in (*_find_landmarks(old, new, (i, end[0]), (j, end[1])), end):
        yield from _search(old[i:x], new[j:y], i, j, budget)
        i, j = x, y
    yield _Block(*end, tail)


def _count_common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many are the same from the beginning on."""
    return next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))


def _find_landmarks(
    old: Sequence[str], new: Sequence[str], in_old: tuple[int, int], in_new: tuple[int, int]
) -> list[tuple[int, int]]:
    """Places of what occurs once in either; the most of them that stand in the same order in both."""
    count_old, count_new = Counter(old[slice(*in_old)]), Counter(new[slice(*in_new)])
    place = {new[j]: j for j in range(*in_new) if count_new[new[j]] == 1}
    pairs = [(i, place[old[i]]) for i in range(*in_old) if count_old[old[i]] == 1 and old[i] in place]
    # The longest increasing subsequence of the places in the new one, by piles.
    tops: list[int] = []
    piles: list[int] = []  # of each pile the number of the pair on top
    below: list[int | None] = []
    for number, (_, j) in enumerate(pairs):
        pile = bisect_left(tops, j)
        below.append(piles[pile - 1] if pile else None)
        tops[pile : pile + 1] = [j]
        piles[pile : pile + 1] = [number]
    landmarks: list[tuple[int, int]] = []
    at = piles[-1] if piles else None
    while at is not None:
        landmarks.append(pairs[at])
        at = below[at]
    return landmarks[::-1]


def _search(old: Sequence[str], new: Sequence[str], i: int, j: int, budget: _Budget) -> Iterator[_Block]:
    """The blocks between two landmarks; `i` and `j`: where the stretches begin."""
    head = _count_common(old, new)
    if head:
        yield _Block(i, j, head)
    old, new = old[head:], new[head:]
    tail = _count_common(old[::-1], new[::-1])
    old, new = old[: len(old) - tail], new[: len(new) - tail]
    i, j = i + head, j + head
    if old and new:
        for x, y in _find_shortest(old, new, budget):
            yield _Block(i + x, j + y, 1)
    if tail:
        yield _Block(i + len(old), j + len(new), tail)


def _find_shortest(old: Sequence[str], new: Sequence[str], budget: _Budget) -> list[tuple[int, int]]:
    """Places of what is the same, by the shortest way from the one to the other; none if it is too long.

    Myers' greedy search: after d removals and additions, how far one gets on each diagonal k = x - y.
    """
    n, m = len(old), len(new)
    reached = {1: 0}
    history: list[dict[int, int]] = []
    for d in range(min(n + m, _DETOUR) + 1):
        history.append(dict(reached))
        for k in range(-d, d + 1, 2):
            x = _step(reached, d, k)
            start, y = x, x - k
            while x < n and y < m and old[x] == new[y]:
                x, y = x + 1, y + 1
            reached[k] = x
            budget.left -= 2 + x - start
            if x >= n and y >= m:
                return _walk_back(history, n, m)
        if budget.left <= 0:
            break
    return []


def _step(reached: Mapping[int, int], d: int, k: int) -> int:
    """Where on diagonal k the d-th removal or addition leads."""
    is_added = k == -d or (k != d and reached[k - 1] < reached[k + 1])
    return reached[k + 1] if is_added else reached[k - 1] + 1


def _walk_back(history: Sequence[Mapping[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    """`history`: how far one had got before each step."""
    places: list[tuple[int, int]] = []
    for d in range(len(history) - 1, -1, -1):
        k = x - y
        start = _step(history[d], d, k) if d else 0
        while x > start:
            x, y = x - 1, y - 1
            places.append((x, y))
        is_added = d and start == history[d].get(k + 1)
        x, y = (x, y - 1) if is_added else (x - 1, y)
    return places[::-1]
