"""One section -> one Article: its head's fields, its body, its kind."""

import re
from collections.abc import Sequence
from datetime import date

from jrld.model import Article, Entry, Kind, Span
from jrld.split.blurb import read_closing
from jrld.split.body import read_body
from jrld.split.byline import read_signature
from jrld.split.closing import find_closing_note, trim
from jrld.split.fields import Head
from jrld.split.head import read_head
from jrld.split.language import tell_language
from jrld.split.lines import Line
from jrld.split.pointers import NOTHING, Pointers
from jrld.split.url import clean_url

_SPEAKER = re.compile(r"\n(?:Q(?:uestion)?|A(?:nswer)?|[A-Z][A-Z. '-]{2,30}|[A-Z][a-z]+ [A-Z][\w-]+): \S")
_SPOKEN = re.compile(
    r"\b(?:transcript|press conference|briefing|news conference|remarks|speech by|interview with|meeting with)\b",
    re.IGNORECASE,
)
_TRANSCRIBED = re.compile(r"\btranscript\b", re.IGNORECASE)
_TO_EDITOR = re.compile(
    r"\s{0,9}(?:(?:To the Editor|Editor|David|Sirs?|Madam)[,:]"
    r"|Dear (?:David|Editor|Sirs?|Mr\.? Johnson|Friends|JRL)\b[^\n]{0,30}[,:.])"
)
_LETTERS = re.compile(r"(?:^|\W)letters?(?: (?:from|to the editor|by)\b|:)", re.IGNORECASE)  # in a contents entry
_EXCERPT = re.compile(r"\bexcerpt", re.IGNORECASE)
_SPEAKERS = 6  # lines that begin with a speaker: no newspaper's article has so many


def read_article(
    text: str,
    section: Span,
    position: int,
    label: str,
    entry: Entry | None,
    ref: str,
    latest: date | None,
    within: int = 21,
    pointers: Pointers = NOTHING,
    index: int | None = None,
    lines: Sequence[Line] = (),
) -> Article:
    """The article of `text[section]`: `label` as printed, `entry` from the contents (at `index`) where there is one.

    It was published at most `within` days before `latest`, the issue's date (see `read_head`). An address that is not
    printed may be where its title links to (`pointers`). `lines`: its first ones, where they are known.
    """
    end = trim(text, section.start, section.end)
    head = read_head(text, section.start, end, entry, latest, within, lines)
    body_span = _take_closing_note(text, Span(min(head.body, end), end), head)
    printed = Span(section.start, body_span.start)
    if not head.url and (address := pointers.find_address(head.title, printed, entry.span if entry else None)):
        head.set_url(address, "link")
    body = read_body(body_span.of(text))
    remark = (entry.remark if entry else None) or ""
    kind = _tell_kind(head, body, remark, entry.text if entry else "")
    if not head.authors:
        head.set_authors(read_signature(body) if kind is Kind.LETTER else read_closing(body), "signature")
    return Article(
        position=position,
        label=label,
        ref=ref,
        title=_settle_title(head.title),
        authors=head.authors,
        source=head.source.name if head.source else head.source_printed,
        source_printed=head.source_printed,
        published=head.published,
        url=clean_url(head.url) if head.url else None,
        kind=kind,
        body=body,
        span=Span(section.start, end),
        body_span=body_span,
        language=tell_language(body),
        excerpt=bool(_EXCERPT.search(remark)),
        notes=tuple(head.notes),
        rights=head.rights,
        origins=head.origins,
        entry=index,
    )


def _take_closing_note(text: str, body: Span, head: Head) -> Span:
    """The body without the editor's note below it, which goes to the head's notes."""
    note = find_closing_note(text, body.start, body.end)
    if note is None:
        return body
    head.notes.append(" ".join(text[note : body.end].split()))
    return Span(body.start, trim(text, body.start, note))


def _settle_title(title: str | None) -> str | None:
    if not title:
        return None
    title = " ".join(title.split())
    if title.endswith(".") and not title.endswith("..") and title.count(".") == 1:
        title = title[:-1]
    return title or None


def _tell_kind(head: Head, body: str, remark: str, announced: str) -> Kind:
    """Letter by header or address; transcript by words and speakers; wire by its agency; press by its source."""
    announced = announced[:120]
    if head.letter or _TO_EDITOR.match(body[:200]) or ("letter" in announced.lower() and _LETTERS.search(announced)):
        return Kind.LETTER
    known = head.source.kind if head.source else None
    title = f"{head.title or ''} {remark}"
    if known is not Kind.PRESS or ("transcript" in title.lower() and _TRANSCRIBED.search(title)):
        # a newspaper's interview, with its Q and A, stays a newspaper's article
        speakers = len(_SPEAKER.findall("\n" + body[:20_000]))
        if speakers >= _SPEAKERS or (speakers >= 2 and (known is Kind.TRANSCRIPT or _SPOKEN.search(title))):
            return Kind.TRANSCRIPT
    if head.wire or known is Kind.WIRE:
        return Kind.WIRE
    if known is Kind.OTHER or not head.source_printed:
        return Kind.OTHER
    return Kind.PRESS
