"""Where the postings of a digest begin: a separator of the layout, and a header block beneath it.

A separator alone is none: rows of hyphens stand in postings, too. Which rows count, the contents decide.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from jrld.model import Part, Reading
from jrld.split.lines import find_lines, is_rule, read_line
from jrld.split.postings.block import Block, find_block, find_first_line
from jrld.split.postings.identity import is_masthead
from jrld.split.postings.topics import Topics, find_topics


@dataclass(frozen=True, slots=True)
class Layout:
    """What is special about one kind of digest."""

    # Lines that may stand between postings, the surest kind first; without any, the reading's marks tell their places.
    separators: tuple[re.Pattern[str], ...] = ()
    lead: str = ""  # what all separators begin with: a text is searched for it before they are tried
    closing: re.Pattern[str] | None = None  # the line that ends a whole digest
    closing_lead: re.Pattern[str] = re.compile(r"\n")  # what that begins with, behind a line end
    has_closing: bool = True  # whether such a line is due: without it, the digest is truncated
    stuffing: re.Pattern[str] | None = None  # what was put before lines of a posting, and is none of its text


class Piece(NamedTuple):
    """A posting (Part.ARTICLE), a digest's own header and masthead, or a trailer."""

    part: Part
    start: int  # of its separator
    at: int
    block: Block | None = None
    end: int | None = None  # where marks tell it


class Cut(NamedTuple):
    """The pieces of a text in order; the text before the first is the preamble."""

    pieces: Sequence[Piece]
    topics: Topics | None
    closing: str | None  # the line that ends the digest, or "" where its carrier shows the end

    @property
    def postings(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.part is Part.ARTICLE]


def cut_reading(layout: Layout, reading: Reading) -> Cut:
    """The pieces of a digest's text. Linear in its length; no text raises."""
    if not layout.separators:
        return _cut_marks(reading)
    text = reading.text
    found = [_drop_unnumbered(pieces) for pieces in _find_pieces(layout, text)]
    first = min((piece.start for pieces in found for piece in pieces if piece.part is Part.ARTICLE), default=len(text))
    topics = find_topics(text, first)
    if not topics and not any(found):
        return Cut((), None, None)  # no digest: its end need not be looked for
    pieces = _choose(found, topics)
    last = max((piece.at for piece in pieces if piece.part is Part.ARTICLE), default=0)
    trailers = [piece for piece in pieces if piece.part is Part.TRAILER and piece.start >= last]
    end = _find_closing(layout, text, last, {piece.at for piece in trailers})
    if end is not None and not trailers:
        pieces.append(Piece(Part.TRAILER, end, end))
    return Cut(pieces, topics, None if end is None else read_line(text, end).text)


def has_postings(layout: Layout, text: str) -> bool:
    """Whether anything in the text looks like one."""
    pieces = (_read_piece(layout, text, match) for _, match in find_separators(layout, text))
    return any(piece is not None and piece.part is Part.ARTICLE for piece in pieces)


def _cut_marks(reading: Reading) -> Cut:
    """The carrier has shown every place; all that is looked for is the contents."""
    text, pieces, closing = reading.text, list[Piece](), None
    for mark in reading.marks:
        if mark.kind == "message":
            block = find_block(text, mark.offset, mark.end, least=1) or Block({}, mark.offset)
            pieces.append(Piece(Part.ARTICLE, mark.offset, mark.offset, block, mark.end))
        elif mark.kind == "end":
            pieces.append(Piece(Part.TRAILER, mark.offset, mark.offset))
            closing = ""
    return Cut(pieces, find_topics(text, pieces[0].start if pieces else len(text)), closing)


def find_separators(layout: Layout, text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """(its kind's place in the layout, the line) of each line that may separate."""
    at = 0
    while True:
        for kind, separator in enumerate(layout.separators):
            if match := separator.match(text, at):
                yield kind, match
        at = text.find("\n" + layout.lead, at) + 1
        if at == 0:
            return


def _find_pieces(layout: Layout, text: str) -> list[list[Piece]]:
    """The pieces by kind of separator."""
    found: list[list[Piece]] = [[] for _ in layout.separators]
    for kind, match in find_separators(layout, text):
        if piece := _read_piece(layout, text, match):
            found[kind].append(piece)
    return found


def _read_piece(layout: Layout, text: str, separator: re.Match[str]) -> Piece | None:
    """What stands beneath a separator; None where it separates nothing."""
    line = find_first_line(text, separator.end() + 1)
    if line is None:
        return None
    if layout.closing and layout.closing.match(text, line.start):
        return Piece(Part.TRAILER, separator.start(), line.start)
    block = find_block(text, line.start)
    if block is None:
        return None
    part = Part.TRAILER if block.is_footer else Part.ARTICLE
    below = find_first_line(text, block.end)
    if below and is_masthead(below.text):
        part = Part.MASTHEAD  # the header is that of the digest itself, which somebody forwards
    return Piece(part, separator.start(), line.start, block)


def _drop_unnumbered(pieces: list[Piece]) -> list[Piece]:
    """Where the software numbers its postings (`Message: 3`), a header without a number stands within one."""
    postings = [piece for piece in pieces if piece.part is Part.ARTICLE]
    numbered = sum(map(_is_numbered, postings))
    if numbered == 0 or 2 * numbered < len(postings):
        return pieces
    return [piece for piece in pieces if piece.part is not Part.ARTICLE or _is_numbered(piece)]


def _is_numbered(piece: Piece) -> bool:
    return piece.block is not None and "message" in piece.block.fields


def _choose(found: list[list[Piece]], topics: Topics | None) -> list[Piece]:
    """The first that holds postings, or the one that holds nearest to as many as the contents announce."""
    counts = [sum(piece.part is Part.ARTICLE for piece in pieces) for pieces in found]
    if topics is None or not any(counts):
        return next((pieces for pieces, count in zip(found, counts, strict=True) if count), found[0])
    return min(zip(found, counts, strict=True), key=lambda pair: abs(pair[1] - topics.announced))[0]


def _find_closing(layout: Layout, text: str, start: int, apart: set[int]) -> int | None:
    """Where the line begins that ends the digest, below `start`: it is one of those that stand `apart`, beneath a
    separator, or hyphens begin it, or nothing or a rule follows it."""
    for match in find_lines(layout.closing_lead, layout.closing, text, start) if layout.closing else ():
        below = find_first_line(text, match.end() + 1)
        if match.start() in apart or below is None or is_rule(below.text) or match[0].startswith("-"):
            return match.start()
    return None
