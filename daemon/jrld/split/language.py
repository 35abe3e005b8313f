"""The language of a body, where letters and the commonest words make it sure; otherwise nothing is said."""

import re

_CYRILLIC = re.compile(r"[а-яё]")
_NOT_RUSSIAN = re.compile(r"[іїєґўјљњћџђ]")  # Ukrainian, Belarusian, Serbian
_LATIN = re.compile(r"[a-z]")
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(("the", "of", "and", "to", "in", "that", "for", "was", "on", "with", "his", "not", "from", "has"))
_SAMPLES = 5  # places that are looked at, spread over the body: an article may quote another language at length
_SAMPLE = 400  # characters of each
_LEAST = 10  # words
_MOSTLY = 0.9  # share of the letters
_COMMON = 0.15  # share of the words: English prose has about a third, other languages hardly any


def tell_language(body: str) -> str | None:
    """`ru` or `en`; None where it is another language, a mixture, or too short to tell."""
    text = _take_samples(body).casefold()
    words = text.split() if text.isascii() else _WORD.findall(text)
    if len(words) < _LEAST:
        return None
    letters = len(text) if text.isascii() else 0
    cyrillic, latin = (0, letters) if letters else (len(_CYRILLIC.findall(text)), len(_LATIN.findall(text)))
    if cyrillic >= _MOSTLY * (cyrillic + latin):
        return "ru" if not _NOT_RUSSIAN.search(text) else None
    if latin >= _MOSTLY * (cyrillic + latin) and sum(word in _ENGLISH for word in words) >= _COMMON * len(words):
        return "en"
    return None


def _take_samples(body: str) -> str:
    if len(body) <= _SAMPLES * _SAMPLE:
        return body
    step = (len(body) - _SAMPLE) // (_SAMPLES - 1)
    return " ".join([body[at : at + _SAMPLE] for at in range(0, len(body) - _SAMPLE + 1, step)])
