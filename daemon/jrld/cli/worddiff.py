"""A difference of two texts, as people read it: in colour, or marked as git's word-diff does where there is none."""

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from jrld.differences import Piece, abridge, compare_texts

AROUND = 15  # words of what is the same on each side of a change


def show_change(console: Console, old: str, new: str, full: bool, label: str = "") -> None:
    """From the old text to the new one. `full`: what is the same, too; `label`: the name of a field."""
    pieces = compare_texts(old, new)
    is_plain = console.no_color or console.color_system is None
    parts = render(pieces if full else abridge(pieces, AROUND), is_plain)
    console.print(Text.assemble((f"{label}: " if label else "", "dim"), *parts))


def render(pieces: Iterable[Piece], is_plain: bool) -> Iterator[tuple[str, str]]:
    """(text, style) in order. Plain: `[-removed-]{+added+}`. White space is neither removed nor added."""
    for piece in pieces:
        if piece.is_same:
            yield _clean(piece.new), ""
            continue
        before, removed, after = _split(_clean(piece.old))
        new_before, added, new_after = _split(_clean(piece.new))
        yield new_before or before, ""
        if removed:
            yield f"[-{removed}-]" if is_plain else removed, "red strike"
        if removed and added and not is_plain:
            yield " ", ""
        if added:
            yield f"{{+{added}+}}" if is_plain else added, "green"
        yield new_after or after, ""


def _split(text: str) -> tuple[str, str, str]:
    """The text without the white space around it, and that."""
    core = text.strip()
    at = len(text) - len(text.lstrip()) if core else len(text)
    return text[:at], core, text[at + len(core) :]


def _clean(text: str) -> str:
    """Text of a mail with its lines, but without anything that a terminal obeys."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else " " if c.isspace() else "\ufffd" for c in text)
