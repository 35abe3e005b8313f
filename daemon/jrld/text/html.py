"""HTML as the text that a browser would show, with marks for what the text does not."""

import re
from dataclasses import dataclass

from jrld.model import Mark, Reading
from jrld.text.layout import Layout, Place
from jrld.text.markup import Tag, read_tokens, unescape
from jrld.text.repair import repair_mojibake, scrub
from jrld.text.styles import Styles

RULE = "-" * 20

# Elements that begin and end a line; 2: with an empty line around.
_LINES = (
    "address article aside body caption center dd details dir div dt fieldset figcaption figure footer form frameset"
    " head header html legend li main nav option section summary table tbody td tfoot th thead title tr"
)
_PARAGRAPHS = "p h1 h2 h3 h4 h5 h6 blockquote dl hr listing menu ol plaintext pre ul"
_BLOCKS = {**dict.fromkeys(_LINES.split(), 1), **dict.fromkeys(_PARAGRAPHS.split(), 2)}
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LISTS = frozenset(("ol", "ul", "menu", "dir"))
_CELLS = frozenset(("td", "th"))

_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{0,2000})", re.I)
_TITLE_WITHIN = 100_000
_ADDRESS = re.compile(r"(?:https?:|ftp:|mailto:|#|[^:]*$)", re.I)
_LONGEST_ADDRESS = 4096
_LONGEST_NAME = 200
_MOST_MARKS = 100_000


def read_html(html: str) -> Reading:
    """The page as text, with marks for its anchors, headings and links. Never raises; linear in time.

    Blocks end lines; paragraphs, headings and lists have an empty line around; `<br>` ends a line;
    white space collapses except in `<pre>`. Items of `<ol>` get their number, the short cells of a
    table's row are joined by tabs, `<hr>` is a line of 20 hyphens. What `display:none` or a font of
    size 0 hides is left out, unless that is everything.
    """
    reading = _Page(shows_hidden=False).read(html)
    return reading if reading.text else _Page(shows_hidden=True).read(html)


def find_title(html: str) -> str | None:
    """The page's `<title>`, on one line."""
    found = _TITLE.search(html[:_TITLE_WITHIN])
    return " ".join(_read_data(found[1]).split()) or None if found else None


def _read_data(data: str) -> str:
    return scrub(repair_mojibake(unescape(data)))


@dataclass(slots=True)
class _Extent:
    """A link or a heading that is open."""

    value: str
    start: Place


class _Page:
    """One pass over one page."""

    def __init__(self, shows_hidden: bool) -> None:
        self.layout = Layout()
        self.styles = Styles(shows_hidden)
        self.marks: list[Mark] = []
        self.anchors: list[tuple[str, Place]] = []
        self.open: dict[str, _Extent] = {}  # by kind of mark: at most one link and one heading
        self.lists: list[int | None] = []  # of each open list: its next number; None: bullets
        self.after_pre = False

    def read(self, html: str) -> Reading:
        for token in read_tokens(html):
            if isinstance(token, str):
                self._write(token)
            elif token.closing and token.name != "br":
                self._end(token.name)
            else:
                self._start(token)
            self.after_pre = isinstance(token, Tag) and token.name == "pre" and not token.closing
        for kind in tuple(self.open):
            self._close(kind)
        text = self.layout.finish()
        anchors = [Mark(place.offset or 0, "anchor", name) for name, place in self.anchors]
        return Reading("html", text, tuple(sorted([*self.marks, *anchors])))

    def _write(self, data: str) -> None:
        style = self.styles.now
        if style.hides:
            return
        data = _read_data(data)
        if self.after_pre:
            data = data.removeprefix("\n")
        self.layout.write(data, style.preformatted)

    def _start(self, tag: Tag) -> None:
        self.styles.start(tag)
        if self.styles.now.hides:
            return
        name = tag.name
        if name == "br":
            self.layout.break_line()
        elif name in _BLOCKS:
            self._start_block(tag)
        elif name == "a":
            self._close("link")
        for attribute in ("id", "name") if name == "a" else ("id",):
            if attribute in tag.attributes:
                self._add_anchor(tag.attributes[attribute])
        if name == "a" and "href" in tag.attributes:
            self._open_link(tag.attributes["href"])
        elif name in _HEADINGS:
            self.open["heading"] = _Extent(name, self.layout.mark())

    def _start_block(self, tag: Tag) -> None:
        name = tag.name
        self._end_block(name)
        if name in _HEADINGS:
            self._close("heading")
        elif name in _LISTS:
            self.lists.append(_read_number(tag.attributes.get("start"), 1) if name == "ol" else None)
        elif name == "li":
            self._number_item(tag)
        elif name == "table":
            self.layout.start_table()
        elif name == "tr":
            self.layout.start_row()
        elif name == "hr":
            self.layout.write(RULE)
            self.layout.end_block(1)

    def _end(self, name: str) -> None:
        if not self.styles.end(name):
            return
        if name == "a":
            self._close("link")
        elif name in _HEADINGS:
            self._close("heading")
        elif name in _LISTS and self.lists:
            self.lists.pop()
        elif name == "tr":
            self.layout.end_row()
        elif name == "table":
            self.layout.end_table()
        if name in _BLOCKS:
            self._end_block(name)

    def _end_block(self, name: str) -> None:
        if name in _CELLS:
            self.layout.end_cell()
        elif name == "li" or name in _LISTS:
            self.layout.label("")
        nested = name in _LISTS and bool(self.lists)
        self.layout.end_block(1 if nested else _BLOCKS[name])

    def _number_item(self, tag: Tag) -> None:
        number = self.lists[-1] if self.lists else None
        if number is not None:
            number = _read_number(tag.attributes.get("value"), number)
            self.layout.label(f"{number}. ")
            self.lists[-1] = number + 1

    # --- marks ---

    def _add_anchor(self, name: str) -> None:
        name = scrub(name).strip()
        if 0 < len(name) <= _LONGEST_NAME and len(self.anchors) < _MOST_MARKS:
            self.anchors.append((name, self.layout.mark()))

    def _open_link(self, href: str) -> None:
        href = "".join(scrub(href).split("\n")).strip()
        if 0 < len(href) <= _LONGEST_ADDRESS and _ADDRESS.match(href):
            self.open["link"] = _Extent(href, self.layout.mark())

    def _close(self, kind: str) -> None:
        extent = self.open.pop(kind, None)
        if extent and extent.start.offset is not None and len(self.marks) < _MOST_MARKS:
            self.marks.append(Mark(extent.start.offset, kind, extent.value, self.layout.end))


def _read_number(value: str | None, default: int) -> int:
    """An `<ol>`'s number as its attribute says it; absurd ones count as not said."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 7 else default
