"""How alike two printed titles are: by words, without case, quotes and accents of typography."""

import re

_WORD = re.compile(r"\w+")
_APOSTROPHE = re.compile(r"(?<=\w)['’´`](?=\w)")


def read_words(text: str) -> tuple[str, ...]:
    """The words of a title as compared."""
    return tuple(_WORD.findall(_APOSTROPHE.sub("", text[:2_000]).casefold()))


def contain(words: tuple[str, ...], others: frozenset[str]) -> float:
    """Share of `words` that occur in `others`, 0 to 1; short words of grammar count a fifth."""
    total = found = 0.0
    for word in words:
        weight = 1.0 if len(word) > 3 or word.isdigit() else 0.2
        total += weight
        if word in others:
            found += weight
    return found / total if total else 0.0
