"""Which line of a head names the publication: by the table of sources, by the contents entry, or by its place."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from jrld.model import Entry
from jrld.split.byline import find_byline, read_byline
from jrld.split.dates import find_date_line
from jrld.split.fields import Head, find_dateline
from jrld.split.lines import Line, is_apart
from jrld.split.marks import RIGHTS, URL, WRITTEN_FOR
from jrld.split.names import Source, find_source, find_source_prefix
from jrld.split.resemble import read_words
from jrld.split.title import Titles

_SHORTEST = 4  # characters of a name that is told by the entry alone
_LONGEST = 90  # of one that a line may hold; of an unknown one less
_LONGEST_UNKNOWN = 60
_SMALL = frozenset(("of", "the", "and", "in", "for", "de"))  # words of a name that need no capital
_BEFORE_DATE = re.compile(r"(?:,| [-–—])\s")
_WORD = re.compile(r"[^\W\d_]+")


class Paper(NamedTuple):
    """A publication as a line prints it, and the date behind it."""

    printed: str
    known: Source | None
    published: date | None = None


class Papers:
    """The lines of one head, seen for the publication."""

    def __init__(self, lines: Sequence[Line], entry: Entry | None, titles: Titles) -> None:
        self.lines, self.entry, self.titles = lines, entry, titles
        self.entry_source = frozenset(read_words(entry.source)) if entry and entry.source else frozenset()

    def find(self, at: int, head: Head) -> Paper | None:
        """The publication that line `at` names, alone or with a date behind it; `head` is what was read above it."""
        text = self.lines[at].text
        if len(text) > _LONGEST:
            return None
        known = find_source(text)
        if known and self._is_series(text, known.name):
            return None
        if head.letter and (written := WRITTEN_FOR.match(text)) and _is_name(written["source"]):
            return Paper(written["source"], find_source(written["source"]))
        if known or self.is_entrys(text) or (not head.title and self._is_in_entry(text, at)):
            return Paper(text, known)
        if text[-1].isdigit() and not self._is_date_below(at) and (dated := self._read_dated(text)):
            return dated
        is_unknown = not head.title and not head.published and self._stands_above_date(at)
        return Paper(text, None) if is_unknown else None

    def _read_dated(self, text: str) -> Paper | None:
        """`Moscow Times, April 3, 2003`, `TASS: Izvestia - 3 April 2003`: a known source, the entry's, a short name."""
        if prefix := find_source_prefix(text):
            source, end = prefix
            if day := find_date_line(text[end:].strip(" ,;-–—|")):
                return Paper(text[:end], source, day)
        for sign in _BEFORE_DATE.finditer(text):
            name, day = text[: sign.start()], find_date_line(text[sign.end() :])
            if day and not self.titles.is_entrys(name):
                nested = name.partition(": ")[0]
                known = find_source(name) or find_source(nested)
                is_sure = known is not None or self.is_entrys(name) or (self.titles.announced and _is_name(name))
                return Paper(name, known, day) if is_sure else None
        return None

    def is_entrys(self, text: str) -> bool:
        """Whether the line is the entry's source and nothing else."""
        return bool(self.entry_source) and frozenset(read_words(text)) == self.entry_source

    def _is_in_entry(self, text: str, at: int) -> bool:
        """A line above the title that the entry holds, too, where its sources stand: before a colon, or at its end."""
        if not self.entry or len(text) < _SHORTEST:
            return False
        name, printed = text.casefold(), self.entry.text.casefold()
        if name not in printed:
            return False
        is_led = printed.startswith((f"{name}:", f"{name};")) or f" {name}:" in printed
        is_there = is_led or (":" not in printed and printed.endswith(f" {name}"))
        return is_there and not self.titles.is_authors(text) and self.titles.comes_after(at)

    def _is_series(self, text: str, name: str) -> bool:
        """A series that is known as a source (`What the Papers Say`) is the title where the entry has another one."""
        entry = self.entry
        if entry is None or entry.title is None or entry.source in (None, name):
            return False
        return read_words(text) == read_words(entry.title)

    def _is_date_below(self, at: int) -> bool:
        return at + 1 < len(self.lines) and find_date_line(self.lines[at + 1].text) is not None

    def _stands_above_date(self, at: int) -> bool:
        """An unknown source tells itself by its place: the date right beneath it (or its address), a title below."""
        text, lines = self.lines[at].text, self.lines[at + 1 : at + 6]
        if len(text) > _LONGEST_UNKNOWN or not lines or is_apart(self.lines, at + 1):
            return False
        lines = lines[1:] if "." in lines[0].text and URL.match(lines[0].text) else lines
        if not lines or find_date_line(lines[0].text) is None:
            return False
        if self.titles.announced and self.titles.is_entrys(text) and not self.titles.comes_after(at):
            return False
        if any(find_source(line.text) for line in lines[1:3]):  # title, date, source: another order
            return False
        below = next((line.text for line in lines[1:4] if not RIGHTS.match(line.text)), None)
        if below is None or find_dateline(below):  # then what stands above the date is the title, and no source
            return False
        byline = find_byline(below)
        if byline and read_byline(byline["who"]):
            return self.titles.announced and not self.titles.is_entrys(text)
        return len(below) <= 100 and below[-1] != "."


def _is_name(name: str) -> bool:
    """No `For example, …`: a known source, or words that begin with capitals."""
    is_capital = len(name) <= 50 and all(word[0].isupper() or word in _SMALL for word in _WORD.findall(name))
    return find_source(name) is not None or (is_capital and name[-1] != ".")
