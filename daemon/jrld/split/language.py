"""The language of a body, where letters and the commonest words make it sure; otherwise nothing is said."""

import re

_CYRILLIC = re.compile(r"[а-яё]")
_NOT_RUSSIAN = re.compile(r"[іїєґўјљњћџђ]")  # Ukrainian, Belarusian, Serbian
_LETTER = re.compile(r"[^\W\d_]")
_COMMONEST = (
    "the", "of", "and", "to", "in", "a", "that", "for", "is", "was", "on", "with", "by", "from", "are", "this", "have",
    "has", "as", "it", "be", "not", "but", "their",
)  # fmt: skip
_ENGLISH = frozenset(form for word in _COMMONEST for form in (word, word.title(), word.upper()))
_SAMPLES = 2  # places that are looked at, at both ends of the body: an article may quote another language at length
_SAMPLE = 400  # characters of each
_LEAST = 10  # words
_MOSTLY = 0.9  # share of the letters
_COMMON = 0.15  # share of the words: English prose has about a third, other languages hardly any


def tell_language(body: str) -> str | None:
    """`ru` or `en`; None where it is another language, a mixture, or too short to tell."""
    words = _take_samples(body).split()
    if len(words) < _LEAST:
        return None
    text = " ".join(words)
    strange = len(text) - len(text.encode("ascii", "ignore"))
    if strange <= (1 - _MOSTLY) * len(text):
        return "en" if sum(map(_ENGLISH.__contains__, words[1:-1])) >= _COMMON * len(words) else None
    text = text.casefold()
    is_russian = len(_CYRILLIC.findall(text)) >= _MOSTLY * len(_LETTER.findall(text))
    return "ru" if is_russian and not _NOT_RUSSIAN.search(text) else None


def _take_samples(body: str) -> str:
    if len(body) <= _SAMPLES * _SAMPLE:
        return body
    step = (len(body) - _SAMPLE) // (_SAMPLES - 1)
    return " ".join([body[at : at + _SAMPLE] for at in range(0, len(body) - _SAMPLE + 1, step)])
