"""Lines of text, built as a browser lays them out: what collapses, what ends a line, what stands beside.

Empty lines and spaces are owed, and paid when something visible comes, so that none is at the start,
at the end or doubled. The text already written never changes its length: offsets in it stay true.
"""

import re
from dataclasses import dataclass

_NBSP = "\u00a0"
_WHITE_SPACE = re.compile(r"[ \t\n]+")
# Soft hyphen, zero-width space and joiners, direction marks, word joiner, byte order mark.
_INVISIBLE = dict.fromkeys((0xAD, 0x34F, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF))
_HAS_INVISIBLE = re.compile("[\u00ad\u034f\u200b-\u200f\u2060\ufeff]")

_LONGEST_ROW = 600  # characters; beyond, a table is there for the layout


@dataclass(slots=True, eq=False)
class Place:
    """A place in the text: where the next visible character will be."""

    offset: int | None = None  # None: nothing visible came yet


@dataclass(slots=True)
class _Row:
    """A table's row that is open."""

    chunk: int  # its first in the layout's list
    start: int
    cells: int = 0  # that show something
    shown: int = 0  # where the text ended when the present cell began


class Layout:
    def __init__(self) -> None:
        self.end = 0  # of the last visible character
        self._chunks: list[str] = []
        self._size = 0
        self._feeds = 0  # newlines that the text ends in
        self._owed = 0  # newlines to pay before anything visible
        self._gap = ""  # spaces to pay before anything visible on this line
        self._in_line = False
        self._label = ""
        self._places: list[Place] = []
        self._tables: list[_Row | None] = []  # of each open table: its open row

    def finish(self) -> str:
        """The whole text. Places that nothing followed are at its end."""
        for place in self._places:
            place.offset = self.end
        return "".join(self._chunks)[: self.end]

    def mark(self) -> Place:
        """The place of whatever is visible next."""
        place = Place()
        self._places.append(place)
        return place

    def write(self, data: str, preformatted: bool = False) -> None:
        """Character data: on this line, its white space collapsed unless `preformatted`."""
        if _HAS_INVISIBLE.search(data):
            data = data.translate(_INVISIBLE)
        if preformatted:
            first, *others = data.split("\n")
            self._show(first.replace(_NBSP, " "))
            for line in others:
                self.break_line()
                self._show(line.replace(_NBSP, " "))
            return
        data = _WHITE_SPACE.sub(" ", data)
        core = data.strip(" ")
        if data.startswith(" ") and self._in_line:
            self._gap = self._gap or " "
        if core:
            self._show(core.replace(_NBSP, " "))
            if data.endswith(" "):
                self._gap = self._gap or " "

    def break_line(self) -> None:
        """End the line here (`<br>`); on an empty line, leave it empty."""
        self._pay()
        if self.end:
            self._put("\n")
            self._feeds += 1
        self._gap = ""
        self._in_line = False

    def end_block(self, feeds: int) -> None:
        """What follows begins a line (`feeds` 1), with an empty line before it (2)."""
        if self._in_line and self._gap and self._feeds:
            self._feeds = 0  # a line of no-break spaces only is a line
        self._gap = ""
        self._in_line = False
        self._owed = max(self._owed, feeds)

    def label(self, label: str) -> None:
        """Text to stand before whatever this block shows, if it shows anything."""
        self._label = label

    # --- tables ---

    def start_table(self) -> None:
        self._tables.append(None)

    def end_table(self) -> None:
        self.end_row()
        if self._tables:
            self._tables.pop()

    def start_row(self) -> None:
        self.end_row()
        if self._tables:
            self._tables[-1] = _Row(len(self._chunks), self._size, shown=self.end)

    def end_cell(self) -> None:
        row = self._tables[-1] if self._tables else None
        if row and self.end > row.shown:
            row.cells += 1
            row.shown = self.end

    def end_row(self) -> None:
        """Put the cells of a data row on one line, joined by tabs; leave a row of a layout table as it is."""
        self.end_cell()
        row = self._tables[-1] if self._tables else None
        if row is None:
            return
        self._tables[-1] = None
        is_line = self._size - row.start <= _LONGEST_ROW and self._join_cells(row)
        self.end_block(1 if is_line else 2)

    def _join_cells(self, row: _Row) -> bool:
        """Is the row one line, or can be made one? The text keeps its length."""
        text = "".join(self._chunks[row.chunk :])
        body = text.strip("\n")
        lines = sum(bool(line) for line in body.split("\n"))
        if lines > 1 and lines == row.cells:
            joined = re.sub(r"\n+", lambda feeds: "\t".ljust(len(feeds[0])), body)
            self._chunks[row.chunk :] = [text.replace(body, joined)]
            return True
        return lines <= 1

    # --- output ---

    def _show(self, text: str) -> None:
        """`text` on this line. Spaces at its end are owed."""
        if not text:
            return
        self._pay()
        self._in_line = True
        body = text.rstrip(" \t")
        if not body:
            self._gap += text
            return
        before = self._label + self._gap
        for place in self._places:
            place.offset = self._size + len(before)
        self._places.clear()
        self._put(before + body)
        self.end = self._size
        self._feeds = 0
        self._gap = text[len(body) :]
        self._label = ""

    def _pay(self) -> None:
        owed = self._owed - self._feeds
        if self.end and owed > 0:
            self._put("\n" * owed)
            self._feeds += owed
        self._owed = 0

    def _put(self, chunk: str) -> None:
        self._chunks.append(chunk)
        self._size += len(chunk)
