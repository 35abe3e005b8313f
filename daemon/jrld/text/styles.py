"""What an element's style does to the text in it: hidden, of size 0, preformatted.

No tree is kept: only where a style begins that differs, and how many elements are open inside of it, so
that its end is seen even where tags are missing.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from jrld.text.markup import Tag

_HIDDEN = re.compile(r"(?:^|;)(?:display:none|visibility:hidden)")
_FONT_SIZE = re.compile(r"(?:^|;)font-size:([^;]*)")
_ZERO = re.compile(r"(?:0+(?:\.0*)?|\.0+)(?:px|pt|em|rem|ex|%)?(?:!important)?")
_WHITE_SPACE = re.compile(r"(?:^|;)white-space:(pre)?")


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_PREFORMATTED = _names("pre listing plaintext")
_VOID = _names("area base basefont br col embed frame hr img input keygen link meta param source track wbr")
# The end of one of these ends everything inside it, whatever was left open.
_CONTAINERS = _names(
    "article aside blockquote body center div dl fieldset footer form header html li main ol section table tbody td"
    " tfoot th thead tr ul"
)
# Elements whose end tag may be left out, and what begins after them.
_ENDED_BY = {
    "p": _CONTAINERS | _names("p h1 h2 h3 h4 h5 h6 hr pre address"),
    "li": _names("li"),
    "td": _names("td th tr tbody"),
    "th": _names("td th tr tbody"),
    "tr": _names("tr tbody"),
    "dt": _names("dt dd"),
    "dd": _names("dt dd"),
}
_RENEWS = ("table", "ul", "ol", "dl")  # inside of these, `tr`, `li`, … are others'
_DEEPEST = 200


class Style(NamedTuple):
    hidden: bool = False
    tiny: bool = False  # font of size 0: hides, until something inside sets another size
    preformatted: bool = False

    @property
    def hides(self) -> bool:
        return self.hidden or self.tiny


@dataclass(slots=True)
class _Change:
    """An element that changed the style: what it was before, and what is open inside."""

    name: str
    before: Style
    inside: Counter[str] = field(default_factory=Counter)


class Styles:
    """The style at the present point of the page."""

    def __init__(self, shows_hidden: bool = False) -> None:
        self.now = Style()
        self._shows_hidden = shows_hidden
        self._changes: list[_Change] = []

    def start(self, tag: Tag) -> None:
        while self._changes and self._is_ended_by(self._changes[-1], tag.name):
            self._undo()
        if tag.name in _VOID:
            return
        style = self._read(tag)
        if style != self.now and len(self._changes) < _DEEPEST:
            self._changes.append(_Change(tag.name, self.now))
            self.now = style
        elif self._changes:
            self._changes[-1].inside[tag.name] += 1

    def end(self, name: str) -> bool:
        """Was what ends here shown?"""
        while self._changes:
            change = self._changes[-1]
            if change.inside[name] > 0:
                change.inside[name] -= 1
                break
            shown = not self.now.hides
            if name == change.name:
                self._undo()
                return shown
            if name not in _CONTAINERS:
                break
            self._undo()
        return not self.now.hides

    def _undo(self) -> None:
        self.now = self._changes.pop().before

    @staticmethod
    def _is_ended_by(change: _Change, name: str) -> bool:
        if name not in _ENDED_BY.get(change.name, ()):
            return False
        return change.name == "p" or not any(change.inside[container] > 0 for container in _RENEWS)

    def _read(self, tag: Tag) -> Style:
        hidden, tiny, preformatted = self.now
        preformatted = preformatted or tag.name in _PREFORMATTED
        hidden = hidden or tag.name == "template" or "hidden" in tag.attributes
        if "style" in tag.attributes:
            css = "".join(tag.attributes["style"].lower().split())
            hidden = hidden or _HIDDEN.search(css) is not None
            size = _FONT_SIZE.search(css)
            tiny = _ZERO.fullmatch(size[1]) is not None if size else tiny
            white_space = _WHITE_SPACE.search(css)
            preformatted = white_space[1] is not None if white_space else preformatted
        shown = self._shows_hidden
        return Style(hidden and not shown, tiny and not shown, preformatted)
