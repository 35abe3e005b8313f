"""The grammar of one entry of the contents: `SOURCE: AUTHOR, TITLE. SUBTITLE. (remark) – host/path`.

Every part may be missing, and the signs between them slip (jrl-formats.md 3.2). What cannot be told stays in the title:
the head of the article decides later.
"""

import re
from itertools import islice
from typing import NamedTuple

from jrld.model import Entry, Span
from jrld.split.names import find_source, find_source_prefix, is_person, read_persons

_URL_TAIL = re.compile(
    r"\s*(?:[–—-]|\s)\s*((?:https?://|www\.)\S{3,500}|[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}/\S{0,500})\s*$"
)
_BARE_TAIL = re.compile(r"\s(?:[–—]|\[\s*\]|\\)+\s*$")
_REMARK = re.compile(r"\s*[(\[{]([^()\[\]{}]{1,200})[)\]}][.,]?\s*$")
_SIGN = re.compile(r"(?<![\d:/])[:;](?!//)(?=\s|[A-Z\"“‘'`])")
_SUFFIX = re.compile(
    r"\s+(editorial|letters?|book review|film review|review|commentary|column|op-ed|interview|transcript|excerpt)s?$",
    re.IGNORECASE,
)
_ON = re.compile(r"\s+(?:on|re:?|about)\s", re.IGNORECASE)
_AFFILIATED = re.compile(r"(.{3,60}?)\s*\(([^()]{2,60})\)$")
_LETTER_FROM = re.compile(r"letters? from\s+(.{3,60}?),\s+(.+)$", re.IGNORECASE | re.DOTALL)


class _Lead(NamedTuple):
    """What stands before the title."""

    source: str | None = None
    authors: tuple[str, ...] = ()


def read_entry(label: str, printed: str, span: Span) -> Entry:
    """One entry from its text as printed, its number already off."""
    text, url = _take_url(printed)
    text, remark = _take_remark(text)
    lead, title = _take_lead(text)
    if not lead.authors:
        authors, title = _take_authors(title, sure=lead.source is None)
        lead = lead._replace(authors=authors)
    title = title.strip()
    if title.endswith(".") and not title.endswith(".."):
        title = title[:-1].rstrip()
    return Entry(label, printed, span, lead.source, lead.authors, title or None, remark, url)


def _take_url(text: str) -> tuple[str, str | None]:
    tail = text[-600:]
    match = _URL_TAIL.search(tail)
    if match:
        text = text[: len(text) - len(tail) + match.start()].rstrip(" –—-")
        url = match[1]
        return text, url if url.startswith("http") else "http://" + url
    return _BARE_TAIL.sub("", text), None


def _take_remark(text: str) -> tuple[str, str | None]:
    remarks: list[str] = []
    while len(remarks) < 3:
        match = _REMARK.search(text, max(0, len(text) - 220))
        if not match or match.start() < 3:
            break
        remarks.insert(0, match[1].strip())
        text = text[: match.start()].rstrip()
    return text, "; ".join(remarks) or None


def _take_lead(text: str) -> tuple[_Lead, str]:
    sign = _SIGN.search(text[:140])
    if not sign:
        return _take_unsigned_lead(text)
    prefix, rest = text[: sign.start()].strip(), text[sign.end() :].strip()
    bare = _SUFFIX.sub("", prefix)
    source = find_source(prefix) or find_source(bare)
    if source:
        letter = _LETTER_FROM.match(rest)
        if letter and is_person(letter[1]):
            return _Lead(source.name, (letter[1],)), letter[2]
        return _Lead(source.name), rest
    affiliated = _AFFILIATED.match(bare)
    if affiliated and (persons := read_persons(affiliated[1])):
        known = find_source(affiliated[2])
        return _Lead(known.name if known else None, persons), rest
    if persons := read_persons(bare, sure=True):
        return _Lead(None, persons), rest
    before, comma, _ = bare.partition(", ")
    if _is_title(bare) or (comma and read_persons(before, sure=True)):  # `AUTHOR, Georgia: its two ports`
        return _Lead(), text
    return _Lead(bare), rest


def _take_unsigned_lead(text: str) -> tuple[_Lead, str]:
    """No colon: `AUTHOR on TOPIC`, `New York Times editorial TITLE`, `AUTHOR, TITLE`."""
    on = _ON.search(text[:60])
    if on and (persons := read_persons(text[: on.start()], sure=True)):
        return _Lead(None, persons), text
    known = find_source_prefix(text)
    if known and (suffix := re.match(r"\s+(?:editorial|letter|commentary|review)\s+", text[known[1] :], re.IGNORECASE)):
        return _Lead(known[0].name), text[known[1] + suffix.end() :]
    return _Lead(), text


def _is_title(prefix: str) -> bool:
    """A colon inside a title (`Russia: Nation's Youth …`) rather than after a source."""
    words = prefix.split()
    small = sum(1 for w in words if w[0].islower() and w not in ("of", "and", "the", "de", "for", "in", "on", "i"))
    return len(words) > 7 or small > 1 or prefix.endswith(("?", "!", "”", '"'))


def _take_authors(title: str, sure: bool) -> tuple[tuple[str, ...], str]:
    """`A and B, TITLE`: the names before the last comma up to which all are persons."""
    best: tuple[tuple[str, ...], str] = ((), title)
    for match in islice(re.finditer(r"[,.]\s+", title[:160]), 6):
        head = title[: match.start()]
        persons = read_persons(head, sure=sure or match[0].startswith("."))  # a full stop mostly ends a title
        rest = title[match.end() :]
        if persons and len(rest) >= 3:
            best = (persons, rest)
        elif not persons and best[0]:
            break
    return best
