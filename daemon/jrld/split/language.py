"""The language of a body, where letters and the commonest words make it sure; otherwise nothing is said."""

import re

_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_NOT_RUSSIAN = re.compile(r"[іїєґўјљњћџђ]", re.IGNORECASE)  # Ukrainian, Belarusian, Serbian
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(("the", "of", "and", "to", "in", "that", "for", "was", "on", "with", "his", "not", "from", "has"))
_REACH = 20_000  # characters that are looked at
_LEAST = 10  # words
_MOSTLY = 0.9  # share of the letters
_COMMON = 0.15  # share of the words: English prose has about a third, other languages hardly any


def tell_language(body: str) -> str | None:
    """`ru` or `en`; None where it is another language, a mixture, or too short to tell."""
    text = body[:_REACH]
    words = _WORD.findall(text.casefold())
    if len(words) < _LEAST:
        return None
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if cyrillic >= _MOSTLY * (cyrillic + latin):
        return "ru" if not _NOT_RUSSIAN.search(text) else None
    if latin >= _MOSTLY * (cyrillic + latin) and sum(word in _ENGLISH for word in words) >= _COMMON * len(words):
        return "en"
    return None
