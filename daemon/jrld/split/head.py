"""The head of one article: which of its first lines are title, byline, source, date, rights, and where the body begins.

Precedence, field by field: a letter's own mail header > what the head prints > what the dateline says > what the
contents entry says. Each field's origin is recorded.
"""

import re
from collections.abc import Sequence
from datetime import date

from jrld.model import Entry
from jrld.split.blurb import begins_blurb, count_book_lines, count_paragraph, has_pages, read_about
from jrld.split.byline import find_byline, read_byline
from jrld.split.dates import find_date_line
from jrld.split.fields import Head, fill, find_dateline, is_posted, read_dateline, read_opening
from jrld.split.letter import Letter, find_letter
from jrld.split.lines import HEAD_LINES, Line, first_lines, is_apart
from jrld.split.marks import (
    AFFILIATION,
    COVER,
    CREDIT,
    KICKER,
    LETTER,
    MARK_LEADS,
    NOBODY,
    NOTE,
    NOTE_LEADS,
    PIPES,
    RIGHTS,
    TAKEN_FROM,
    URL,
)
from jrld.split.names import find_source, read_persons
from jrld.split.papers import Papers
from jrld.split.title import LONGEST, Titles
from jrld.split.url import is_front_page, name_site

_MOST_LINES = 18  # of a head
_AHEAD = 5  # lines below one that are looked at to tell what it is
_DATELINE = 250  # characters that are looked at for one
_PROSE = 300  # characters; a longer line is running text
_INK = re.compile(r"[^ \t\xa0\r\v\f\n]")


def read_head(
    text: str,
    start: int,
    end: int,
    entry: Entry | None,
    latest: date | None,
    within: int = 21,
    known: Sequence[Line] = (),
) -> Head:
    """Read the head of the section `text[start:end]`.

    A dateline's day is in the year that puts it at most `within` days before `latest`, the issue's date. The section's
    first lines are read again where those that are `known` are too few, or end beyond it.
    """
    lines = known if _are_enough(known, text, end) else first_lines(text, start, end, HEAD_LINES)
    head, at = _walk(text, lines, end, entry)
    if at + _AHEAD > HEAD_LINES == len(lines):  # a long one, with the editor's note above it
        lines = first_lines(text, start, end, _MOST_LINES)
        head, at = _walk(text, lines, end, entry)
    if at < len(lines):
        head.body = lines[at].start
        opening = " ".join([line.text[:_DATELINE] for line in lines[at : at + 2]])
        read_dateline(head, opening, latest, within)
        head.body = read_opening(head, text, head.body, end)
    elif lines:
        head.body = min(lines[-1].end + 1, end)
    if entry:
        fill(head, entry)
    return head


def _are_enough(lines: Sequence[Line], text: str, end: int) -> bool:
    """Whether these are all lines that a head needs, or all that there are; the last one whole."""
    last = lines[-1].end if lines else end + 1
    if last > end or not (last == end or text.startswith("\n", last)):
        return False
    return len(lines) == HEAD_LINES or _INK.search(text, last, end) is None


def _walk(text: str, lines: Sequence[Line], end: int, entry: Entry | None) -> tuple[Head, int]:
    """What the first lines of a section say, and at which of them its body begins."""
    head = Head(body=lines[0].start if lines else end)
    return head, _Reader(text, lines, head, entry).read()


class _Reader:
    """Walks the lines of a head, once, top down."""

    def __init__(self, text: str, lines: Sequence[Line], head: Head, entry: Entry | None) -> None:
        self.text, self.lines, self.head, self.entry = text, lines, head, entry
        self.titles = Titles(lines, entry)
        self.papers = Papers(lines, entry, self.titles)
        self.has_pages = has_pages(text, lines)
        self.at = 0
        self.below_title = 0  # the line right beneath the title

    def read(self) -> int:
        """The line at which the body begins."""
        lines, count = self.lines, len(self.lines)
        while self.at < count and (taken := self._take(lines[self.at].text)):
            self.at += taken
        return self.at

    def _take(self, text: str) -> int:
        """How many lines this one and those that belong to it take; 0: the body begins here."""
        is_signed = ":" in text or "." in text or "|" in text or text[0] == "("
        if is_signed and (taken := self._take_signed(text)) is not None:
            return taken
        if len(text) > _PROSE:
            return 0
        if self.has_pages and (taken := self._count_book_lines()):
            return taken
        head = self.head  # a source, or a date below the title, is not looked for where it is known
        is_undated = not (head.published and head.title) or head.letter
        if (is_undated and self._take_date(text)) or self._take_mark(text):
            return 1
        if (not head.source_printed and self._take_source()) or self._take_byline(text):
            return 1
        if head.letter and not self.titles.is_entrys(text):
            return 0
        if head.title:
            return self.titles.count_repeated(head.title, self.at) if head.letter else self._take_standfirst()
        return 0 if self._has_begun(text) else self._take_title(text)

    def _take_signed(self, text: str) -> int | None:
        """A line that has a colon, a full stop or another sign, as most of a head have not; None: it is none of those
        that can only be told by one."""
        if text[0] in NOTE_LEADS and NOTE.match(text):
            return self._take_note()
        if not self.head.letter and ":" in text[:16] and (letter := find_letter(self.lines, self.at, self.text)):
            return self._take_letter(letter)
        is_address = "." in text and URL.match(text) is not None
        if (len(text) > _PROSE and not is_address) or is_posted(text):
            return 0
        if text.startswith("SOURCE") and TAKEN_FROM.match(text):
            return self._take_credit()
        if " |" in text and (taken := self._take_bars()):
            return taken
        return (self._count_book_lines() or self._take_address(text)) if is_address else None

    def _count_book_lines(self) -> int:
        return count_book_lines(self.lines, self.at) if self.has_pages and self.head.title else 0

    def _take_letter(self, letter: Letter) -> int:
        self.head.letter = True
        if letter.title:
            self.head.set_title(letter.title, "letter")
        self.head.set_authors(letter.authors, "letter")
        self.head.set_published(letter.published, "letter")
        if letter.source:
            self.head.set_source(letter.source, find_source(letter.source), "letter")
        return letter.lines

    def _has_begun(self, text: str) -> bool:
        """Below a byline and an empty line the body begins, though the title that is announced did not come."""
        is_below = self.head.origins.get("authors") == "head" and is_apart(self.lines, self.at)
        return is_below and self.titles.announced and not self.titles.is_entrys(text)

    def _take_credit(self) -> int:
        """`SOURCE. Author, "Title," Journal, date`, up to its paragraph's end: kept as printed."""
        count = 1
        while self.at + count < len(self.lines) and not is_apart(self.lines, self.at + count):
            count += 1
        self.head.notes.append(" ".join(line.text for line in self.lines[self.at : self.at + count]))
        return count

    def _take_note(self) -> int:
        """`[DJ: …]` or `DJ: …`, up to its closing bracket or its paragraph's end."""
        bracket = self.lines[self.at].text[:1] in "[({"
        parts: list[str] = []
        for line in self.lines[self.at : self.at + 8]:
            if parts and not bracket and (is_apart(self.lines, self.at + len(parts)) or self._begins_head(line.text)):
                break
            parts.append(line.text)
            if bracket and line.text.rstrip(" .").endswith(("]", ")", "}")):
                break
        self.head.notes.append(" ".join(parts))
        return len(parts)

    def _begins_head(self, text: str) -> bool:
        """Whether a line is one that heads begin with: the editor's note above it has ended."""
        is_source = find_source(text) is not None or self.papers.is_entrys(text)
        is_title = self.titles.announced and self.titles.is_entrys(text)
        return is_source or is_title or find_date_line(text) is not None or LETTER.match(text) is not None

    def _take_address(self, text: str) -> int:
        if match := URL.match(text):
            if is_front_page(match["url"]):  # of a source, not of an article
                self.head.set_source(match["url"], find_source(name_site(match["url"])), "head")
            else:
                self.head.set_url(match["url"], "head")
        return 1

    def _take_mark(self, text: str) -> bool:
        """A rights mark, a credit, a cover's date."""
        if text[-1].isdigit() and COVER.match(text):
            return True
        if text[0] not in MARK_LEADS:
            return False
        if len(text) < 120 and RIGHTS.match(text):
            self.head.rights = self.head.rights or text
            return True
        return CREDIT.match(text) is not None

    def _take_bars(self) -> int:
        """`Author | Source | Date | JRL 2011-175-18 | JRL Home`, over up to three lines."""
        count = 1
        while count < 3 and self.at + count < len(self.lines) and not is_apart(self.lines, self.at + count):
            below = self.lines[self.at + count].text
            if "|" not in below and not below.startswith("JRL"):
                break
            count += 1
        joined = " ".join(line.text for line in self.lines[self.at : self.at + count])
        cells = [cell.strip() for cell in joined.split("|")]
        return count if PIPES.match(joined) and self._read_cells(cells) else 0

    def _read_cells(self, cells: list[str]) -> bool:
        found = next((day for cell in cells if (day := find_date_line(cell))), None)
        if found is None:
            return False
        self.head.set_published(found, "head")
        for place, cell in enumerate(cells):
            if known := find_source(cell):
                self.head.set_source(cell, known, "head")
            else:
                self.head.set_authors(read_persons(cell, sure=place > 0), "head")
        return True

    def _take_date(self, text: str) -> bool:
        if found := find_date_line(text):
            self.head.set_published(found, "head")
        return found is not None  # a second date is still head, not body

    def _take_source(self) -> bool:
        paper = self.papers.find(self.at, self.head)
        if paper is None:
            return False
        self.head.set_source(paper.printed, paper.known, "head")
        self.head.set_published(paper.published, "head")
        return True

    def _take_byline(self, text: str) -> bool:
        """`By A and B`, the entry's authors without `By`, or, right beneath a byline, whose writers they are."""
        if self.head.origins.get("authors") == "head" and not is_apart(self.lines, self.at):
            return AFFILIATION.match(text) is not None
        if self.entry and self.head.title and len(text) < 80 and self.titles.is_authors(text):
            self.head.set_authors(self.entry.authors, "head")
            return True
        match = find_byline(text)
        if not match or len(text) > 160:
            return self._take_name(text)
        persons = read_byline(match["who"])
        if not persons:  # `By our own correspondent`: a byline all the same, under a title
            return self.head.title is not None and NOBODY.match(text) is not None
        self.head.set_authors(persons, "head")
        return True

    def _take_name(self, text: str) -> bool:
        """A name alone, right beneath the title or right above it: a byline without `By`."""
        if self.head.authors or len(text) > 60:
            return False
        beside = self.at if self.head.title else self.at + 1
        if beside >= len(self.lines) or is_apart(self.lines, beside):
            return False
        if self.titles.is_entrys(text) or (not self.head.title and find_byline(self.lines[beside].text)):
            return False
        persons = read_persons(text, sure=True)
        self.head.set_authors(persons, "head")
        return bool(persons)

    def _take_title(self, text: str) -> int:
        """The title's lines. With an entry: lines that hold its words; without: a short line, by its place."""
        announced = self.titles.announced
        fits = self.titles.is_entrys(text)
        if not fits and KICKER.match(text):
            return 1
        if len(text) > LONGEST or (not fits and find_dateline(text)):
            return 0
        if announced and not fits and self.titles.comes_after(self.at):
            return 1 if len(text) <= 100 else 0
        if announced and not fits and not self.titles.is_titular(self.at):
            return 0
        count = self.titles.count_lines(self.at)
        title = " ".join([line.text for line in self.lines[self.at : self.at + count]])
        self.head.set_title(self.titles.trim(title), "head")
        self.below_title = self.at + count
        return count

    def _take_standfirst(self) -> int:
        """Below the title: lines that still belong to the head because a byline or a date follows at once."""
        count = 0 if is_apart(self.lines, self.at) else count_paragraph(self.lines, self.at)
        if not self.head.authors:
            for line in self.lines[self.at : self.at + count]:
                self.head.set_authors(read_about(line.text), "blurb")
        above, *below = self.lines[self.at : self.at + 4]
        for ahead, line in enumerate(below, start=1):
            if len(above.text) > _PROSE:
                return 0
            if self._is_due(line.text):
                return ahead
            above = line
        return self._take_last_lines(count) if count and len(below) == 3 else 0

    def _is_due(self, text: str) -> bool:
        """Whether a line is the byline, the date or the address that the head does not have yet."""
        head = self.head
        if not head.authors and (byline := find_byline(text)) and len(text) < 120 and read_byline(byline["who"]):
            return True
        is_address = not head.url and "." in text and URL.match(text)
        return bool(is_address) or (not head.published and find_date_line(text) is not None)

    def _take_last_lines(self, count: int) -> int:
        """A stand-first, or a word on the author, that ends the head: right beneath it, and an empty line below.

        A sentence there may as well be the first of the text, and is left to it.
        """
        first = self.lines[self.at].text
        if find_dateline(first):
            return 0
        authors = (*self.head.authors, *(self.entry.authors if self.entry else ()))
        if any(begins_blurb(line.text, authors) for line in self.lines[self.at : self.at + count]):
            return count
        return count if count == 1 and self.at == self.below_title and first[-1] not in '.?!:)"”' else 0
