"""The cut is lossless: segments that cover an issue's text exactly once, in order."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from jrld.model import Article, Part, Segment, Span
from jrld.split.contents import Contents
from jrld.split.lines import find_returns
from jrld.split.sections import Section


class Cut(NamedTuple):
    """From here on the text is this part, up to the next cut."""

    offset: int
    part: Part
    position: int | None = None


def lay_out(
    text: str,
    head: int | None,
    contents: Contents | None,
    sections: Sequence[Section],
    articles: Sequence[Article],
    trailer: int | None,
) -> tuple[Segment, ...]:
    """The segments of `text`; `head` is where the masthead begins, before it stands the carrier's furniture."""
    cuts = [Cut(0, Part.FURNITURE if head else Part.MASTHEAD)]
    if head:
        cuts.append(Cut(head, Part.MASTHEAD))
    if contents:
        cuts += _cut_contents(text, contents, sections)
    if sections:
        cuts.append(Cut(sections[0].start.cut, Part.SEPARATOR))
    stops = [*(article.span.start for article in articles[1:]), *(section.end for section in sections[-1:])]
    for article, stop in zip(articles, stops, strict=True):
        cuts.append(Cut(article.span.start, Part.ARTICLE, article.position))
        cuts += _close(text, article.span.end, stop)
    if trailer is not None:
        cuts.append(Cut(trailer, Part.TRAILER))
    return join_cuts(cuts, len(text))


def _cut_contents(text: str, contents: Contents, sections: Sequence[Section]) -> list[Cut]:
    end = sections[0].start.cut if sections else len(text)
    is_text = text[contents.span.end : end].strip(" \t\n\r\xa0]}*-_")  # which nothing claims
    cuts = [Cut(contents.span.start, Part.CONTENTS)]
    if contents.note:
        cuts += [Cut(contents.note.start, Part.NOTE), Cut(contents.note.end, Part.CONTENTS)]
    return [*cuts, Cut(contents.span.end, Part.OTHER if is_text else Part.SEPARATOR)]


def _close(text: str, end: int, stop: int) -> list[Cut]:
    """What stands between an article's text and the next one's: the separator, and the carrier's link back."""
    cuts = [Cut(end, Part.SEPARATOR)]
    if "t" in text[end:stop].lower() and (match := next(find_returns(text, end, stop), None)):  # most have no letters
        cuts += [Cut(match.start(), Part.FURNITURE), Cut(match.end(), Part.SEPARATOR)]
    return cuts


def join_cuts(cuts: Sequence[Cut], length: int) -> tuple[Segment, ...]:
    """Cuts become spans; those that hold nothing vanish, equal neighbours are joined.

    A cut before the one that precedes it (the blank lines above a section that has no text of its own) is moved to it.
    """
    segments: list[Segment] = []
    offsets = accumulate((cut.offset for cut in (*cuts, Cut(length, Part.OTHER))), max)
    for (_, part, position), (start, end) in zip(cuts, pairwise(offsets), strict=True):
        if start >= end:
            continue
        if segments and segments[-1].part is part and segments[-1].position == position:
            start = segments.pop().span.start
        segments.append(Segment(part, Span(start, end), position))
    return tuple(segments)
