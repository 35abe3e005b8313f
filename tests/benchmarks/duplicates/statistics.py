"""What a corpus is like: words a piece, phrases that recur, and how much alike each kind's pieces are.

Shingles are runs of five words. Pieces of one story or series, or made of each other, are kin.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

TESTS = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TESTS))

import numpy as np  # noqa: E402
import numpy.typing as npt  # noqa: E402

from benchmarks.duplicates.pieces import Piece, make_pieces  # noqa: E402
from benchmarks.duplicates.plan import NEGATIVES, POSITIVES, SINGLE  # noqa: E402
from jrld.cli.console import Cell, make_table, open_console  # noqa: E402
from jrld.fingerprint import normalise  # noqa: E402

RUN = 5  # words of a shingle
_PERCENTILES = (1, 50, 99)
_SEVERAL = -1  # families


@dataclass(slots=True)
class Statistics:
    """`resemblance` and `containment` (of the smaller) by kind, each piece against what it is of, else against the one
    before it in its series."""

    words: list[int] = field(default_factory=list)
    resemblance: dict[str, list[float]] = field(default_factory=dict)
    containment: dict[str, list[float]] = field(default_factory=dict)
    recurring: float = 0.0  # of all runs of five words in singles, those that a piece without kinship has too

    def percentiles(self, kind: str) -> list[float]:
        """1, 50 and 99 %: of the resemblance, then of the containment."""
        both = (self.resemblance[kind], self.containment[kind])
        return [float(value) for values in both for value in np.percentile(values, _PERCENTILES)]


def measure(pieces: Iterable[Piece], normalise: Callable[[str], list[str]]) -> Statistics:
    """The statistics of a corpus, its words read by `normalise`."""
    statistics, shingles = Statistics(), {}
    latest: dict[int, int] = {}  # series -> the last piece of it
    held = []
    for piece in pieces:
        words = normalise(piece.body)
        statistics.words.append(len(words))
        runs = _hash_runs(words)
        held.append((piece, runs))
        shingles[piece.number] = np.unique(runs)
        others = piece.of or ((latest[piece.series],) if piece.series in latest else ())
        if piece.series is not None:
            latest[piece.series] = piece.number
        if others:
            pairs = [compare(shingles[piece.number], shingles[other]) for other in others]
            resemblance, containment = max(pairs)
            statistics.resemblance.setdefault(piece.kind, []).append(resemblance)
            statistics.containment.setdefault(piece.kind, []).append(containment)
    statistics.recurring = _find_recurring(held)
    return statistics


def compare(one: npt.NDArray[np.int64], other: npt.NDArray[np.int64]) -> tuple[float, float]:
    """Resemblance (Jaccard) and containment of the smaller of two sorted sets; 0 when one is empty."""
    if not len(one) or not len(other):
        return 0.0, 0.0
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared / (len(one) + len(other) - shared), shared / min(len(one), len(other))


def _hash_runs(words: Sequence[str]) -> npt.NDArray[np.int64]:
    runs = zip(*(words[at:] for at in range(RUN)), strict=False)
    return np.fromiter(map(hash, runs), dtype=np.int64)


def _find_recurring(held: Sequence[tuple[Piece, npt.NDArray[np.int64]]]) -> float:
    """The share of singles' runs that stand in another family's piece, too."""
    families = list(_name_families([piece for piece, _ in held]))
    runs = np.concatenate([runs for _, runs in held])
    names = np.concatenate([np.full(len(runs), name) for (_, runs), name in zip(held, families, strict=True)])
    is_single = np.concatenate([np.full(len(runs), piece.kind == SINGLE) for piece, runs in held])
    _, places = np.unique(runs, return_inverse=True)
    least, most = np.full(places.max() + 1, len(held)), np.full(places.max() + 1, -1)
    np.minimum.at(least, places, names)
    np.maximum.at(most, places, names)
    return float((least != most)[places][is_single].mean())


def _name_families(pieces: Sequence[Piece]) -> Iterator[int]:
    """For each piece the number of the first of its kin."""
    first: dict[int, int] = {}
    family: dict[int, int] = {}
    for piece in pieces:
        name = family[piece.of[0]] if piece.of else piece.number
        if piece.series is not None:
            name = first.setdefault(piece.series, name)
        family[piece.number] = name
        yield name


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=12, metavar="S", help="12")
    parser.add_argument("--scale", type=float, default=0.08, metavar="X", help="1 is 250,000 pieces (0.08)")
    args = parser.parse_args()
    began = time.process_time()
    pieces = list(make_pieces(args.seed, args.scale))
    took = time.process_time() - began
    statistics = measure(pieces, normalise)
    names = [f"{what} {p} %#" for what in ("J", "C") for p in _PERCENTILES]
    rows: list[list[Cell]] = [
        [kind, len(statistics.resemblance[kind]), *statistics.percentiles(kind)]
        for kind in (*POSITIVES, *NEGATIVES)
        if kind in statistics.resemblance
    ]
    console = open_console()
    console.print(make_table("similarity by kind", ("kind", "pairs#", *names), rows))
    words = np.array(statistics.words)
    console.print(
        f"{len(pieces):,} pieces in {took:.1f} s of CPU time; words a piece: {words.mean():.0f} "
        f"({words.min()} to {words.max():,}, median {np.median(words):.0f}); "
        f"{statistics.recurring:.1%} of the singles' runs of {RUN} words recur in unrelated pieces; "
        f"{(pieces[-1].day - pieces[0].day).days:,} days"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
