"""The best monotone alignment of contents entries with places in the body, over the whole issue.

Dynamic programming over candidates × entries, as sequence alignment does it: a candidate starts the section of an
entry, starts a section that no entry announces, or is nothing (an inner `#1`, a row of stars); an entry finds its
section, or none.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

MISSING = -1.5  # an entry without a section

Candidate = TypeVar("Candidate")


def align(
    candidates: Sequence[Candidate],
    entries: int,
    match: Callable[[int, int], float],
    extra: Callable[[int], float],
) -> list[tuple[int, int | None]]:
    """Pairs (candidate, entry or None), ascending in both, of the highest total score.

    `match(i, k)` scores candidate i as the start of entry k, `extra(i)` as the start of an unannounced section;
    negative scores are never worth taking. Time and memory are len(candidates) × entries.
    """
    rows = len(candidates)
    best = [[0.0] * (entries + 1) for _ in range(rows + 1)]
    # how each cell was reached: 0 candidate skipped, 1 entry skipped, 2 match, 3 extra
    move = [bytearray(entries + 1) for _ in range(rows + 1)]
    for k in range(1, entries + 1):
        best[0][k], move[0][k] = best[0][k - 1] + MISSING, 1
    for i in range(1, rows + 1):
        above, here, moves = best[i - 1], best[i], move[i]
        unannounced = extra(i - 1)
        for k in range(entries + 1):
            score, how = above[k], 0
            if unannounced > 0 and above[k] + unannounced > score:
                score, how = above[k] + unannounced, 3
            if k:
                found = above[k - 1] + match(i - 1, k - 1)
                if found > score:
                    score, how = found, 2
                if here[k - 1] + MISSING > score:
                    score, how = here[k - 1] + MISSING, 1
            here[k], moves[k] = score, how
    return _trace(move, rows, entries)


def _trace(move: list[bytearray], i: int, k: int) -> list[tuple[int, int | None]]:
    pairs: list[tuple[int, int | None]] = []
    while i or k:
        how = move[i][k]
        if how == 1:
            k -= 1
        elif how == 2:
            i, k = i - 1, k - 1
            pairs.append((i, k))
        else:
            i -= 1
            if how == 3:
                pairs.append((i, None))
    return pairs[::-1]
