"""The best monotone alignment of contents entries with places in the body, over the whole issue.

Dynamic programming over candidates × entries, as sequence alignment does it: a candidate starts the section of an
entry, starts a section that no entry announces, or is nothing (an inner `#1`, a row of stars); an entry finds its
section, or none.
"""

from collections.abc import Iterable, Sequence

MISSING = -1.5  # an entry without a section

Row = tuple[Sequence[float], float]


def align(rows: Iterable[Row], entries: int) -> list[tuple[int, int | None]]:
    """Pairs (candidate, entry or None), ascending in both, of the highest total score.

    One row a candidate: its scores as the start of each entry's section, and of an unannounced one; negative scores are
    never worth taking. Time and memory are rows × entries.
    """
    above = [MISSING * k for k in range(entries + 1)]
    # how each cell was reached: 0 candidate skipped, 1 entry skipped, 2 match, 3 extra
    move = [bytearray([0] + [1] * entries)]
    for scores, unannounced in rows:
        how = bytearray(entries + 1)
        here = above.copy()
        if unannounced > 0:
            here[0], how[0] = above[0] + unannounced, 3
        left = here[0]
        for k, score in enumerate(scores, start=1):
            up = above[k]
            best, reached = (up + unannounced, 3) if unannounced > 0 else (up, 0)
            if (found := above[k - 1] + score) > best:
                best, reached = found, 2
            if left + MISSING > best:
                best, reached = left + MISSING, 1
            here[k] = left = best
            how[k] = reached
        move.append(how)
        above = here
    return _trace(move, len(move) - 1, entries)


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
