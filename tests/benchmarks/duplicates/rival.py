"""What datasketch's MinHashLSH finds on the same pieces: 128 permutations in 32 bands of 4, as the study had it."""

import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import NamedTuple

PERMUTATIONS = 128
BANDS, ROWS = 32, 4
RUN = 5  # words of a shingle


class Rivalry(NamedTuple):
    """What was found, and its CPU time in seconds."""

    candidates: list[tuple[int, ...]]  # of each text, the earlier texts that share a band with it
    searching: float  # from normalised words on: signing, querying, inserting
    normalising: float

    @property
    def both(self) -> float:
        return self.searching + self.normalising


def find_candidates_datasketch(bodies: Sequence[str], normalise: Callable[[str], list[str]]) -> Rivalry:
    """Each text is looked up before it is put in, in order. Texts shorter than a shingle have no candidates.

    datasketch is imported here only; it is no part of what the project needs. Signatures are made by its own
    generator, which shares the permutations: its fastest way from strings.
    """
    library = import_module("datasketch")
    began = time.process_time()
    words = [normalise(body) for body in bodies]
    normalised = time.process_time()
    index = library.MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
    signatures = library.MinHash.generator(map(_read_shingles, words), num_perm=PERMUTATIONS)
    candidates: list[tuple[int, ...]] = []
    for number, signature in enumerate(signatures):
        if len(words[number]) < RUN:
            candidates.append(())
            continue
        candidates.append(tuple(index.query(signature)))
        index.insert(number, signature, check_duplication=False)
    return Rivalry(candidates, time.process_time() - normalised, normalised - began)


def _read_shingles(words: Sequence[str]) -> list[bytes]:
    return list({shingle.encode() for shingle in _join_runs(words)})


def _join_runs(words: Sequence[str]) -> Iterator[str]:
    return map(" ".join, zip(*(words[at:] for at in range(RUN)), strict=False))
