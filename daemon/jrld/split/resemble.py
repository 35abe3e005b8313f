"""How alike two printed titles are: by words, without case, quotes and accents of typography."""

import re
from functools import lru_cache

_WORD = re.compile(r"\w+")
_APOSTROPHE = re.compile(r"['’´`](?<=\w.)(?=\w)")  # the sign first: what a search begins with makes its pace
_SHORT = 300  # characters: titles, sources and lines of a head, which are asked for again and again


def read_words(text: str) -> tuple[str, ...]:
    """The words of a title as compared."""
    return _read_short(text) if len(text) <= _SHORT else _read(text[:2_000])


def _read(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(_APOSTROPHE.sub("", text).casefold()))


_read_short = lru_cache(4_096)(_read)


def contain(words: tuple[str, ...], others: frozenset[str]) -> float:
    """Share of `words` that occur in `others`, 0 to 1; short words of grammar count a fifth."""
    total = found = 0.0
    for word in words:
        weight = 1.0 if len(word) > 3 or word.isdigit() else 0.2
        total += weight
        if word in others:
            found += weight
    return found / total if total else 0.0
