"""One text -> one Issue: pieces, postings, identity, segments, warnings, verdict."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from jrld.model import Article, Issue, IssueWarning, Mail, Part, Reading, Segment, Span
from jrld.split import segments
from jrld.split.check import find_unclaimed, judge
from jrld.split.postings.block import Block
from jrld.split.postings.cut import Cut, Layout, Piece, cut_reading
from jrld.split.postings.identity import Identity, read_identity
from jrld.split.postings.pairs import compare, pair
from jrld.split.postings.posting import read_posting, read_title


class Evidence(NamedTuple):
    """What speaks for a digest; a format weighs it."""

    postings: int
    is_named: bool  # by its masthead or subject
    is_announced: bool  # by its contents
    is_closed: bool  # by its last line


def recognise(layout: Layout, mail: Mail, reading: Reading) -> Evidence:
    """What of a digest of this layout is in the text."""
    cut = cut_reading(layout, reading)
    if not cut.pieces and cut.topics is None:
        return Evidence(0, False, False, False)  # whatever it is called
    identity = read_identity(mail, reading.text, _find_preamble(cut, reading.text), cut.closing)
    return Evidence(len(cut.postings), identity.is_named, cut.topics is not None, cut.closing is not None)


def dissect(digest: str, form: str, layout: Layout, mail: Mail, reading: Reading) -> Issue:
    """Read `reading.text` as one digest. Never raises: what is not found lowers the verdict."""
    text = reading.text
    cut = cut_reading(layout, reading)
    identity = read_identity(mail, text, _find_preamble(cut, text), cut.closing)
    articles = _read_articles(layout, text, cut, identity)
    laid = _lay_out(text, cut, articles)
    warnings = (
        *identity.warnings,
        *compare(cut.topics, articles),
        *_check(layout, cut, articles),
        *find_unclaimed(laid),
    )
    return Issue(
        digest=digest,
        format=form,
        ref=identity.ref,
        label=identity.label,
        year=identity.year,
        number=identity.number,
        date=identity.date,
        verdict=judge(warnings, articles),
        warnings=warnings,
        text=text,
        segments=laid,
        articles=articles,
        entries=cut.topics.entries if cut.topics else (),
        carrier=reading.carrier,
    )


def _find_preamble(cut: Cut, text: str) -> int:
    """Where the preamble ends: above the first posting."""
    return min((piece.start for piece in cut.postings), default=len(text))


def _read_articles(layout: Layout, text: str, cut: Cut, identity: Identity) -> tuple[Article, ...]:
    blocks = [piece.block or Block({}, piece.at) for piece in cut.postings]
    labels = _label(blocks)
    entries = cut.topics.entries if cut.topics else ()
    paired = pair(labels, [read_title(block) for block in blocks], entries)
    spans = [span for piece, span in _iter_spans(text, cut.pieces) if piece.part is Part.ARTICLE]
    articles = []
    for position, (block, label, span, k) in enumerate(zip(blocks, labels, spans, paired, strict=True), start=1):
        article = read_posting(text, span, block, position, label, f"{identity.ref}-{label}", layout.stuffing)
        article = replace(article, entry=k)
        if k is not None and article.title is None and entries[k].title:
            article = replace(article, title=entries[k].title, origins={**article.origins, "title": "contents"})
        articles.append(article)
    return tuple(articles)


def _label(blocks: Sequence[Block]) -> list[str]:
    """The printed numbers (`Message: 3`), where each posting has one and they ascend; else the positions."""
    printed = [block.fields.get("message", "") for block in blocks]
    numbers = [int(number) if number.isdecimal() and len(number) < 6 else 0 for number in printed]
    ascend = all(before < number for before, number in zip([0, *numbers], numbers, strict=False))
    return [str(number) for number in (numbers if ascend else range(1, len(blocks) + 1))]


def _iter_spans(text: str, pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Span]]:
    """Each piece with its text, the blank lines at its end cut off."""
    stops = [*(piece.start for piece in pieces), len(text)][1:]
    for piece, stop in zip(pieces, stops, strict=False):
        printed = text[piece.at : stop if piece.end is None else piece.end]
        yield piece, Span(piece.at, piece.at + len(printed.rstrip()))


def _lay_out(text: str, cut: Cut, articles: Sequence[Article]) -> tuple[Segment, ...]:
    """Segments that cover the text once: preamble and contents, then the pieces, and what separates them."""
    cuts = [segments.Cut(0, Part.MASTHEAD)]
    if cut.topics:
        cuts += [segments.Cut(cut.topics.span.start, Part.CONTENTS), segments.Cut(cut.topics.span.end, Part.MASTHEAD)]
    waiting = iter(articles)
    for piece in cut.pieces:
        if piece.part is Part.ARTICLE:
            article = next(waiting)
            cuts += [
                segments.Cut(piece.start, Part.SEPARATOR),
                segments.Cut(piece.at, Part.ARTICLE, article.position),
                segments.Cut(article.span.end, Part.SEPARATOR),
            ]
        else:
            cuts.append(segments.Cut(piece.start, piece.part))
    return segments.join_cuts(cuts, len(text))


def _check(layout: Layout, cut: Cut, articles: Sequence[Article]) -> Iterator[IssueWarning]:
    """What the layout promises and the text does not keep."""
    if articles and cut.closing is None:
        if layout.has_closing:
            yield IssueWarning("truncated", "the digest has no end", articles[-1].span)
        elif cut.topics is None:
            yield IssueWarning("no-contents", "neither contents nor a last line show that the digest is whole")
    for piece in [piece for piece in cut.pieces if piece.part is Part.MASTHEAD][1:]:
        yield IssueWarning("second-masthead", "another digest begins here", Span(piece.start, piece.at))
    for article in articles:
        if not article.body.strip():
            yield IssueWarning("empty-body", f"article {article.label} has no text", article.span)
