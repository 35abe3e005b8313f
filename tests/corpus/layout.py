"""An issue as a row of pieces, and those pieces as text. `markup` shows the same pieces as HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from jrld.model import Part


class Style(StrEnum):
    LINE = "line"  # as it stands, never wrapped
    PARAGRAPH = "paragraph"  # wrapped
    ENTRY = "entry"  # of the contents: wrapped by the era's own habit
    ROW = "row"  # of the contents as a table: cells with a tab between
    VERBATIM = "verbatim"  # several lines, kept: tables, poems


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a body; or, verbatim, lines that are kept as they stand."""

    text: str
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that belongs to one part of the issue, with the empty lines after it."""

    part: Part
    text: str
    style: Style = Style.LINE
    gap: int = 0
    position: int | None = None  # of the article, from 1
    anchor: str | None = None  # HTML: the name that this place has
    target: str | None = None  # HTML: the anchor or address that this text leads to


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How wide an issue is, in characters; None: one line a paragraph."""

    body: int | None
    contents: int | None
    empty_after_wrapped: bool = False  # JRL before 2000: an entry of two lines is followed by an empty one
    indent: str = ""  # before the first line of a paragraph


def wrap(text: str, width: int | None) -> str:
    """`text` in lines of at most `width` characters; a longer word has a line of its own. Cheaper than textwrap."""
    if width is None or len(text) <= width:
        return text
    lines, line = [], ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "\n".join([*lines, line])


def show_piece(piece: Piece, wrapping: Wrapping) -> str:
    """The piece as text, with its line end and the empty lines after it."""
    text, gap = piece.text, piece.gap
    if piece.style is Style.PARAGRAPH:
        text = wrap(wrapping.indent + text, wrapping.body)
    elif piece.style is Style.ENTRY:
        text = wrap(text, wrapping.contents)
        if "\n" in text and wrapping.empty_after_wrapped:
            gap = max(gap, 1)
    elif piece.style is Style.ROW:
        text = text.replace("\t", " ").rstrip()
    return text + "\n" * (1 + gap)


def show_pieces(pieces: Sequence[Piece], wrapping: Wrapping) -> str:
    return "".join(show_piece(piece, wrapping) for piece in pieces)
