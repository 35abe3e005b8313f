"""One posting as an Article: its header block gives the fields, what is beneath is the body."""

import re
from datetime import date

from jrld.mime.words import decode_words
from jrld.model import Article, Kind, Span
from jrld.split.body import read_body
from jrld.split.dates import MONTHS, find_date
from jrld.split.language import tell_language
from jrld.split.postings.block import Block

_NAMED = re.compile(r"[ \t]*\"?(?P<name>[^\"<>]{1,200}?)[\"',]?[ \t]*<[^<>]{0,300}>?")
_COMMENTED = re.compile(r"[^()]{0,300}\((?P<name>[^()]{1,200})\)")
_VIA = re.compile(r"[ \t]+via[ \t]+\S[^\n]{0,100}$")  # what lists add to a name that they send under their own address
_BETWEEN = re.compile(r"(?<=[>)])[ \t]*,")
_SHORT_YEAR = re.compile(r"\b(?P<day>[0-3]?\d)[ -](?P<month>[A-Za-z]{3})[a-z]{0,6}\.?[ -](?P<year>\d\d)(?!\d)")
_CENTURY = 69  # years below are 20xx, as POSIX has it


def read_posting(
    text: str, span: Span, block: Block, position: int, label: str, ref: str, stuffing: re.Pattern[str] | None
) -> Article:
    """The article of `text[span]`, under `block`."""
    start = min(max(block.end, span.start), span.end)
    printed = text[start : span.end]
    body = read_body(stuffing.sub("", printed) if stuffing else printed)
    title, authors = read_title(block), read_authors(block.fields.get("from", ""))
    published = read_day(block.fields.get("date", ""))
    fields = {"title": title, "authors": authors, "published": published}
    return Article(
        position=position,
        label=label,
        ref=ref,
        title=title,
        authors=authors,
        source=None,
        published=published,
        url=None,
        kind=Kind.LETTER,
        body=body,
        span=span,
        body_span=Span(start, span.end),
        language=tell_language(body),
        origins={name: "letter" for name, value in fields.items() if value},
    )


def read_title(block: Block) -> str | None:
    """The subject as printed, `Re:` and prefixes with it; its encoded words are decoded."""
    return " ".join(decode_words(block.fields.get("subject", "")).split()) or None


def read_authors(value: str) -> tuple[str, ...]:
    """The names of a From field; an address only where it has no name."""
    written = [part.strip() for part in _BETWEEN.split(decode_words(value)) if part.strip()]
    return tuple(dict.fromkeys(name for part in written if (name := _read_name(part))))


def _read_name(written: str) -> str:
    match = _NAMED.match(written) or _COMMENTED.match(written)
    name = " ".join(match["name"].split()).strip("\"' ") if match else ""
    return _VIA.sub("", name) or " ".join(written.strip('<>" ').split())


def read_day(value: str) -> date | None:
    """The day of a Date field, on the sender's clock; years of two digits are read as POSIX reads them."""
    found = find_date(value)
    match = None if found else _SHORT_YEAR.search(value[:200])
    if match is None:
        return found
    month, year = MONTHS.get(match["month"].lower()), int(match["year"])
    try:
        return date(year + (2000 if year < _CENTURY else 1900), month or 0, int(match["day"]))
    except ValueError:  # no such month or day
        return None
