"""What it means that two articles are equal: the normal form of a text, and its versioned digest.

The normal form is for comparing only; the text itself is stored as it came. Every step is linear in
the text, whatever the text is: no expression can run away, and NFKD is applied to single characters,
because over a run of combining marks it costs the square of the run's length.

Change anything here that changes a digest, and VERSION goes up: stored digests stay what they were.
"""

import html
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

from jrld.model import Article, Fingerprint, Issue
from jrld.shingles import read_shingles, winnow

VERSION = 1
SHORT = 40  # words; below it, equal words do not make two items one piece

_LETTER = r"[^\W\d_]"
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})(?=[\s/>])[^<>]*>")
_BLOCK_TAGS = """address article aside blockquote body br center dd div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 head header hr html li main nav ol p pre section table tbody td tfoot th thead title tr ul"""
_INLINE_TAGS = """a abbr acronym b big cite code del em font i img input ins kbd label link mark meta q s samp small
    span strike strong sub sup tt u var wbr"""
_BLOCK, _INLINE = frozenset(_BLOCK_TAGS.split()), frozenset(_INLINE_TAGS.split())
_HIDDEN = frozenset({"script", "style"})
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

# UTF-8 that somebody read as cp1252 (its C1 bytes already made cp1252 characters).
_MOJIBAKE = {"â€™": "'", "â€˜": "'", "â€œ": '"', "â€\x9d": '"', "â€“": " ", "â€”": " ", "â€¦": " ", "Â\xa0": " "}
_MOJIBAKE_RUN = re.compile("|".join(map(re.escape, _MOJIBAKE)))
_CP1252 = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
# U+FFFD stands where a byte could not be read, mostly an apostrophe: the same scar as "isn?t".
_SAME = {**dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4\u2032", "'"), "\ufffd": "?", "\u00a9": "(c)"}
_UNREAD = re.compile("[\x80-\x9f]")
_STRANGE = re.compile("[^\x00-\x7f]+")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")

_SOFT_BREAK = re.compile(r"=(?:\n|20|3D)")
_HYPHENATED = re.compile(rf"(?<={_LETTER})-\n(?={_LETTER})")
_URL = re.compile(r"\b(?:https?|ftp)://\S+|\bwww\.\S+", re.IGNORECASE)
_EMAIL = re.compile(r"(?<!\S)[^\s@]*@\S*")
_FURNITURE = (
    "copyright",
    "(c)",
    "all rights reserved",
    "read more",
    "advertisement",
    "share this",
    "photo:",
    "[translation",
    "excerpted with",
    "for more information",
    "corrected version",
    "from:",
    "[...]",
    "(excerpt)",
)
_FURNITURE_WIDTH = 100  # characters; an unwrapped paragraph that begins "Copyright law" is no furniture
# The sign first: what a search begins with makes its pace
_INSIDE_WORD = re.compile(rf"['`](?<=\w.)(?=\w)|\?(?<={_LETTER}.)(?={_LETTER})")
_TOKEN = re.compile(r"[^\W_]+")
_SPACES = {code: " " for code in range(128) if not chr(code).isalnum()}  # the same for ASCII, and twice as fast
_SCAR = re.compile(rf"\?(?<={_LETTER}.)(?={_LETTER})")


def normalise(text: str) -> list[str]:
    """The words of a text in normal form: case-folded runs of letters and digits, in order.

    Gone are what carriers add or damage: markup, quoting, hyphenation, smart quotes, accents, addresses,
    and lines that are furniture (copyright, "read more").
    """
    text = _drop_markup(text)
    if not text.isascii():
        text = _fold_characters(text)
    text = _drop_furniture(_mend_lines(text).casefold())
    if any(sign in text for sign in "'`?"):
        text = _INSIDE_WORD.sub("", text)
    return text.translate(_SPACES).split() if text.isascii() else _TOKEN.findall(text)


def read_fingerprint(article: Article, issue: Issue) -> Fingerprint:
    """The fingerprint of an article as `issue` shows it.

    From 40 words on it is the body's alone: a new headline does not make a new article. Below, it is that of
    the issue's ref, the title and the body together: two lines are the same piece only when the same issue is
    sent again, for the same two lines a month later ("No comment", a rate, a weekday's greeting) are another.
    """
    body = normalise(article.body)
    normal_form = " ".join(body)
    if len(body) < SHORT:  # a normal form has no line end, so the two kinds can never meet
        normal_form = "\n".join((issue.digest, issue.ref, " ".join(normalise(article.title or "")), normal_form))
    digest = blake2b(normal_form.encode("utf-8", "backslashreplace"), digest_size=16).digest()
    return Fingerprint(VERSION, digest, len(body), read_sketch(body))


def read_sketch(words: Sequence[str]) -> tuple[int, ...]:
    """The fingerprints by which near texts find each other, ascending; none for a short text."""
    return tuple(winnow(read_shingles(words))) if len(words) >= SHORT else ()


def count_scars(text: str) -> int:
    """Places where a carrier damaged the text's characters: `isn?t`, `â€™`, U+FFFD."""
    scars = len(_SCAR.findall(text))
    return (
        scars
        if text.isascii()
        else scars + len(_MOJIBAKE_RUN.findall(text)) + text.count("\ufffd") + len(_UNREAD.findall(text))
    )


def _drop_markup(text: str) -> str:
    """Known tags go (a block's becomes a line end, others nothing: links split words), entities are read."""
    if "<" in text:
        text = _drop_tags(text)
    if "&" in text:
        # html.unescape on the whole text fails on a number of 5,000 digits; these are short.
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return text


def _drop_tags(text: str) -> str:
    kept: list[str] = []
    at, hidden = 0, ""
    for tag in _TAG.finditer(text):
        closing, name = tag[1], tag[2].lower()
        if hidden:
            if closing and name == hidden:
                at, hidden = tag.end(), ""
        elif name in _BLOCK or name in _INLINE or name in _HIDDEN:
            kept.append(text[at : tag.start()])
            kept.append("\n" if name in _BLOCK else "")
            at = tag.end()
            hidden = name if name in _HIDDEN and not closing else ""
    kept.append(text[at:])  # of a script that never ends, too: nothing is hidden by a lone tag
    return "".join(kept)


def _fold_characters(text: str) -> str:
    if _UNREAD.search(text):
        text = text.translate(_CP1252)
    if "â" in text or "Â" in text:
        text = _MOJIBAKE_RUN.sub(lambda run: _MOJIBAKE[run[0]], text)
    return _STRANGE.sub(lambda run: "".join(map(_fold, run[0])), text)


@lru_cache(maxsize=4096)
def _fold(char: str) -> str:
    """One character without its marks, compatibility forms and accents; nothing, if it is not to be seen."""
    if char in _INVISIBLE or unicodedata.category(char)[0] == "M":
        return ""
    if char in _SAME:
        return _SAME[char]
    return "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))


def _mend_lines(text: str) -> str:
    """Undo what carriers do to lines: quoted-printable left over, "> " quoting, hyphenation; drop addresses."""
    if "=" in text:
        text = _SOFT_BREAK.sub(lambda escape: {"=20": " ", "=3D": "="}.get(escape[0], ""), text)
    text = "\n".join([line.lstrip("> \t").rstrip() for line in text.split("\n")])
    if "-\n" in text:
        text = _HYPHENATED.sub("", text)
    if "://" in text or "www." in text.lower():
        text = _URL.sub(" ", text)
    return _EMAIL.sub(" ", text) if "@" in text else text


def _drop_furniture(text: str) -> str:
    """Without the lines that are furniture; `text` is case-folded."""
    if not any(words in text for words in _FURNITURE):  # ten times faster than to ask each line
        return text
    lines = (line for line in text.split("\n") if not (len(line) <= _FURNITURE_WIDTH and line.startswith(_FURNITURE)))
    return "\n".join(lines)
