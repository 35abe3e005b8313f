"""The language of a body, where letters and the commonest words make it sure; otherwise nothing is said."""

import re
from itertools import islice
from math import ceil

_CYRILLIC = re.compile(r"[а-яё]")
_NOT_RUSSIAN = re.compile(r"[іїєґўјљњћџђ]")  # Ukrainian, Belarusian, Serbian
_LETTER = re.compile(r"[^\W\d_]")
_COMMONEST = (
    "the", "of", "and", "to", "in", "a", "that", "for", "is", "was", "on", "with", "by", "from", "are", "this", "have",
    "has", "as", "it", "be", "not", "but", "their",
)  # fmt: skip
_ENGLISH = frozenset(form for word in _COMMONEST for form in (word, word.title(), word.upper()))
_SAMPLE = (
    400  # characters at either end of the body, which are looked at: an article may quote another language at length
)
_LEAST = 10  # words
_MOSTLY = 0.9  # share of the letters
_COMMON = 0.15  # share of the words: English prose has about a third, other languages hardly any


def tell_language(body: str) -> str | None:
    """`ru` or `en`; None where it is another language, a mixture, or too short to tell."""
    sample = body if len(body) <= 2 * _SAMPLE else f"{body[:_SAMPLE]} {body[-_SAMPLE:]}"
    words = sample.split()
    if len(words) < _LEAST:
        return None
    text = sample if sample.isascii() else " ".join(words)  # without blanks that are not ASCII
    strange = len(text) - len(text.encode("ascii", "ignore"))
    if strange <= (1 - _MOSTLY) * len(text):
        return "en" if _is_english(words) else None
    text = text.casefold()
    is_russian = len(_CYRILLIC.findall(text)) >= _MOSTLY * len(_LETTER.findall(text))
    return "ru" if is_russian and not _NOT_RUSSIAN.search(text) else None


def _is_english(words: list[str]) -> bool:
    """Whether enough of them are common; the first and the last may be cut. No more are looked up than it takes."""
    common = filter(_ENGLISH.__contains__, words[1:-1])
    return next(islice(common, ceil(_COMMON * len(words)) - 1, None), None) is not None
