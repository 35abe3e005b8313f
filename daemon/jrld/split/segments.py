"""The cut is lossless: segments that cover an issue's text exactly once, in order."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from jrld.model import Article, Part, Segment, Span
from jrld.split.contents import Contents
from jrld.split.lines import RETURN
from jrld.split.sections import Section


class _Cut(NamedTuple):
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
    cuts = [_Cut(0, Part.FURNITURE if head else Part.MASTHEAD)]
    if head:
        cuts.append(_Cut(head, Part.MASTHEAD))
    if contents:
        cuts += _cut_contents(text, contents, sections)
    for section, article in zip(sections, articles, strict=True):
        cuts.append(_Cut(section.start.cut, Part.SEPARATOR))
        cuts.append(_Cut(article.span.start, Part.ARTICLE, article.position))
        cuts += _close(text, article.span.end, section.end)
    if trailer is not None:
        cuts.append(_Cut(trailer, Part.TRAILER))
    return _join(cuts, len(text))


def _cut_contents(text: str, contents: Contents, sections: Sequence[Section]) -> list[_Cut]:
    end = sections[0].start.cut if sections else len(text)
    is_text = text[contents.span.end : end].strip(" \t\n\r\xa0]}*-_")  # which nothing claims
    cuts = [_Cut(contents.span.start, Part.CONTENTS)]
    if contents.note:
        cuts += [_Cut(contents.note.start, Part.NOTE), _Cut(contents.note.end, Part.CONTENTS)]
    return [*cuts, _Cut(contents.span.end, Part.OTHER if is_text else Part.SEPARATOR)]


def _close(text: str, end: int, stop: int) -> list[_Cut]:
    """What stands behind an article's text before the next separator: blank lines, and the carrier's furniture."""
    cuts = [_Cut(end, Part.SEPARATOR)]
    if match := RETURN.search(text, end, stop):
        cuts += [_Cut(match.start(), Part.FURNITURE), _Cut(match.end(), Part.SEPARATOR)]
    return cuts


def _join(cuts: Iterable[_Cut], length: int) -> tuple[Segment, ...]:
    """Cuts in order of their offsets become spans; those that hold nothing vanish, equal neighbours are joined."""
    segments: list[Segment] = []
    for (start, part, position), after in pairwise([*cuts, _Cut(length, Part.OTHER)]):
        if start >= after.offset:
            continue
        if segments and segments[-1].part is part and segments[-1].position == position:
            start = segments.pop().span.start
        segments.append(Segment(part, Span(start, after.offset), position))
    return tuple(segments)
