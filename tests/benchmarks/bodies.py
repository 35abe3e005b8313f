"""Whether a body is the article's: all its words, in order, and none foreign.

A dateline before the text, a word on the author before or after it, and the editor's notes may be read as part of the
body or not: people differ there. Everything else counts. What carriers do to quotes and dashes (`isnt`, `Putinís`,
`isn?t`) is nobody's reading, and is passed over.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from benchmarks.answers import Answer
from corpus import read_words

RUN = 6  # words that show where two texts begin to agree
_REACH = 80  # words at either end that may differ and still be looked at
_DATELINE = 20  # words at most
_BLURB = 60
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(read_words("a and at by da de for from in of on special staff the to van via von with"))
_QUOTES = str.maketrans("", "", "'`´‘’‚‛′\ufffd")
_LOST = re.compile(r"(?<=[^\W\d_])\?(?=[^\W\d_])")
# What Windows-1252's quotes and dashes are on a Macintosh: letters, where no word has them
_MACINTOSH = re.compile(r"(?<!\w)[ìë]{1,2}(?=\w)|í{1,2}(?=(?:s|t|d|m|re|ve|ll)?\b)|î(?!\w)|(?<!\w)[ñó](?!\w)", re.I)
_BYLINE = re.compile(r"^\s*(?:by|from)\s", re.I | re.M)
_ON_THE_AUTHOR = re.compile(r"\b(?:writer|author|columnist|contributor|correspondent|editor|professor|fellow)\b", re.I)


def _mend(text: str) -> str:
    return _LOST.sub("", _MACINTOSH.sub("", text)).translate(_QUOTES)


def read_key(text: str) -> list[str]:
    """The words of a text, whatever became of its quotes and dashes on the way."""
    return read_words(_mend(text))


def compare_body(answer: Answer, found: str) -> str | None:
    """What is wrong with the body that was found, in words; None when it is the article's."""
    true_text, found = _mend("\n".join(answer.body)), _mend(found)
    for text in answer.optional:
        true_text, found = leave_out(text, true_text), leave_out(text, found)
    true, got = read_words(true_text), read_words(found)
    if true == got:
        return None
    front, back = _find_front(true, got), _find_front(true[::-1], got[::-1])
    if front is not None and back is not None:
        (i, j), (k, m) = front, back
        is_core_same = true[i : len(true) - k] == got[j : len(got) - m]
        ends = (
            (_cut_front(true_text, i), _is_free_front),
            (_cut_front(found, j), _is_free_front),
            (_cut_back(true_text, k), _is_free_back),
            (_cut_back(found, m), _is_free_back),
        )
        if is_core_same and all(is_free(text, answer) for text, is_free in ends):
            return None
    return _tell(true, got)


def leave_out(optional: str, text: str) -> str:
    """The text without the optional words, wherever they stand in it unbroken."""
    words = map(re.escape, _WORD.findall(_mend(optional)))
    return re.sub(r"(?<![^\W_])" + r"[\W_]+".join(words) + r"(?![^\W_])", " ", text, flags=re.IGNORECASE)


def _find_front(true: Sequence[str], got: Sequence[str]) -> tuple[int, int] | None:
    """How many words to leave out at the front of each until both agree; one of the two is 0."""
    run = min(RUN, len(true), len(got))
    if not run:
        return None
    for skip in range(_REACH):
        if true[:run] == got[skip : skip + run]:
            return 0, skip
        if true[skip : skip + run] == got[:run]:
            return skip, 0
    return None


def _cut_front(text: str, words: int) -> str:
    """The first `words` words as printed."""
    ends = [word.end() for word in islice(_WORD.finditer(text), words)]
    return text[: ends[-1]] if ends else ""


def _cut_back(text: str, words: int) -> str:
    starts = [word.start() for word in _WORD.finditer(text)]
    return text[starts[-min(words, len(starts))] :] if words and starts else ""


def _is_free_front(text: str, answer: Answer) -> bool:
    return not text or _is_note(text, answer) or _is_dateline(text, answer) or _is_on_author(text, answer)


def _is_free_back(text: str, answer: Answer) -> bool:
    return not text or _is_note(text, answer) or _is_on_author(text, answer)


def _is_note(text: str, answer: Answer) -> bool:
    return bool(answer.notes) and read_key(text) == read_key(" ".join(answer.notes))


def _is_dateline(text: str, answer: Answer) -> bool:
    """`MOSCOW, April 3 (rt.com)`: names, numbers and the source only; or anything short in brackets."""
    words = _WORD.findall(text)
    small = _SMALL.union(*map(read_words, answer.sources))
    is_bracketed = text.lstrip().startswith("(") and ")" not in text
    return len(words) <= _DATELINE and (is_bracketed or all(w in small or not w[0].islower() for w in words))


def _is_on_author(text: str, answer: Answer) -> bool:
    """`Anna Berestova teaches in Minsk.` and `The writer lives there.`; a byline is none."""
    words = read_key(text)
    surnames = {read_key(name)[-1] for name in answer.authors if read_key(name)}
    is_named = bool(surnames & set(words)) or bool(_ON_THE_AUTHOR.search(text))
    return is_named and len(words) <= _BLURB and not _BYLINE.search(text)


def _tell(true: Sequence[str], got: Sequence[str]) -> str:
    missing, foreign = Counter(true) - Counter(got), Counter(got) - Counter(true)
    if not missing and not foreign:
        return "words in another order"
    kinds = (("missing", missing, true), ("foreign", foreign, got))
    return "; ".join(f"{name}: {_show(bag, words)}" for name, bag, words in kinds if bag)


def _show(bag: Counter[str], words: Sequence[str]) -> str:
    """How many words, and the first few of them in the order of the text."""
    left, first = Counter(bag), []
    for word in words:
        if left[word]:
            left[word] -= 1
            first.append(word)
    return f"{len(first)} ({' '.join(first[:12])}{' …' if len(first) > 12 else ''})"
