"""The head of one article: which of its first lines are title, byline, source, date, rights, and where the body begins.

Precedence, field by field: what the head prints > what the dateline says > what the contents entry says. A letter's own
mail header outranks all of them. Each field's origin is recorded.
"""

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from jrld.model import Entry
from jrld.split.byline import read_byline, read_sender
from jrld.split.dates import find_date, find_date_line, find_day_before
from jrld.split.lines import Line, first_lines, iter_lines
from jrld.split.marks import BYLINE, DATELINE, KICKED_TITLE, KICKER, LETTER, NOTE, PIPES, RIGHTS, URL
from jrld.split.names import Source, find_source, find_source_prefix, read_persons
from jrld.split.resemble import contain, read_words

_MOST_LINES = 18  # of a head
_LONGEST_TITLE = 220


@dataclass(slots=True)
class Head:
    """What was read so far; `body` is where the body begins in the issue's text."""

    body: int
    title: str | None = None
    authors: tuple[str, ...] = ()
    source: Source | None = None
    source_printed: str | None = None
    published: date | None = None
    url: str | None = None
    rights: str | None = None
    notes: list[str] = field(default_factory=list)
    letter: bool = False
    wire: bool = False
    kicker: str | None = None
    origins: dict[str, str] = field(default_factory=dict)

    def set_source(self, printed: str, known: Source | None, origin: str) -> None:
        self.source, self.source_printed = known, printed.strip(" .,")
        self.origins["source"] = origin

    def set_title(self, title: str, origin: str) -> None:
        self.title = title.strip()
        self.origins["title"] = origin


def read_head(text: str, start: int, end: int, entry: Entry | None, issue_date: date | None) -> Head:
    """Read the head of the section `text[start:end]`."""
    lines = first_lines(text, start, end, _MOST_LINES)
    head = Head(body=lines[0].start if lines else end)
    reader = _Reader(text, end, lines, head, entry, issue_date)
    reader.read()
    _fill_from_entry(head, entry)
    return head


def _fill_from_entry(head: Head, entry: Entry | None) -> None:
    if entry is None:
        return
    if not head.title and entry.title:
        head.set_title(entry.title, "contents")
    if not head.authors and entry.authors:
        head.authors = entry.authors
        head.origins["authors"] = "contents"
    if not head.source_printed and entry.source:
        head.set_source(entry.source, find_source(entry.source), "contents")
    if not head.url and entry.url:
        head.url = entry.url
        head.origins["url"] = "contents"


class _Reader:
    """Walks the lines of a head, once, top down."""

    def __init__(
        self, text: str, end: int, lines: list[Line], head: Head, entry: Entry | None, issue_date: date | None
    ) -> None:
        self.text, self.end, self.lines, self.head = text, end, lines, head
        self.entry, self.issue_date = entry, issue_date
        self.entry_words = frozenset(read_words(entry.text)) if entry else frozenset()
        self.entry_source = frozenset(read_words(entry.source)) if entry and entry.source else frozenset()
        self.at = 0

    def read(self) -> None:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            taken = self._take(line)
            if taken == 0:
                break
            self.at += taken
        if self.at < len(self.lines):
            self.head.body = self.lines[self.at].start
        else:
            self.head.body = min(self.lines[-1].end + 1, self.end) if self.lines else self.end
        self._read_dateline()

    def _take(self, line: Line) -> int:
        """How many lines this one and those that belong to it take; 0: the body begins here."""
        head, text = self.head, line.text
        if NOTE.match(text):
            return self._take_note()
        if not head.letter and (count := self._take_letter()):
            return count
        if len(text) > 300:
            return 0
        if (match := URL.match(text)) and not head.url:
            head.url = match["url"] if match["url"].startswith("http") else "http://" + match["url"]
            head.origins["url"] = "head"
            return 1
        if RIGHTS.match(text) and len(text) < 120:
            head.rights = head.rights or text
            return 1
        if PIPES.match(text) and self._take_pipes(text):
            return 1
        if self._take_date(text) or self._take_source(text):
            return 1
        if (byline := self._take_byline(line)) is not None:
            return byline
        if not head.title:
            return self._take_title(line)
        return self._take_standfirst()

    def _take_note(self) -> int:
        """`[DJ: …]` or `DJ: …`, up to its closing bracket or its paragraph's end."""
        first = self.lines[self.at]
        bracket = first.text[:1] in "[({"
        count, parts = 0, []
        for line in self.lines[self.at : self.at + 8]:
            if count and not bracket and self._is_apart(self.at + count):
                break
            parts.append(line.text)
            count += 1
            if bracket and line.text.rstrip(" .").endswith(("]", ")", "}")):
                break
        self.head.notes.append(" ".join(parts))
        return count

    def _is_apart(self, at: int) -> bool:
        """Whether an empty line stands before the line `at`."""
        return 0 < at < len(self.lines) and self.lines[at].start > self.lines[at - 1].end + 1

    def _take_letter(self) -> int:
        """A pasted mail header: two or more of From, Date, Subject, To … in a row."""
        fields: dict[str, str] = {}
        count = 0
        for line in self.lines[self.at : self.at + 8]:
            match = LETTER.match(line.text)
            if match:
                fields.setdefault(match["name"].lower(), match["value"].strip())
            elif not (
                count and self.text[line.start : line.start + 1] in " \t" and not self._is_apart(self.at + count)
            ):
                break
            count += 1
        if len(fields) < 2 or "from" not in fields:
            return 0
        head = self.head
        head.letter = True
        if fields.get("subject"):
            head.set_title(fields["subject"], "letter")
        if persons := read_sender(fields["from"]):
            head.authors = persons
            head.origins["authors"] = "letter"
        if found := find_date(fields.get("date", fields.get("sent", ""))):
            head.published = found
            head.origins["published"] = "letter"
        return count

    def _take_pipes(self, text: str) -> bool:
        """`Author | Source | Date | JRL 2011-175-18 | JRL Home`."""
        cells = [cell.strip() for cell in text.split("|")]
        found = next((day for cell in cells if (day := find_date_line(cell))), None)
        if found is None:
            return False
        self.head.published = self.head.published or found
        self.head.origins.setdefault("published", "head")
        for cell in cells:
            if known := find_source(cell):
                self.head.set_source(cell, known, "head")
            elif not self.head.authors and (persons := read_persons(cell, sure=True)):
                self.head.authors = persons
                self.head.origins["authors"] = "head"
        return True

    def _take_date(self, text: str) -> bool:
        found = find_date_line(text)
        if not found:
            return False
        if not self.head.published:
            self.head.published = found
            self.head.origins["published"] = "head"
            return True
        return not self.head.title  # a second date line above the title is still head, not body

    def _take_source(self, text: str) -> bool:
        """A line that names a source, alone or with a date or an edition behind it."""
        head = self.head
        if head.source_printed or len(text) > 90:
            return False
        known = find_source(text)
        words = read_words(text)
        if known or (self.entry_source and frozenset(words) == self.entry_source):
            head.set_source(text, known, "head")
            return True
        prefix = find_source_prefix(text)
        if prefix and (found := find_date_line(text[prefix[1] :].strip(" ,;-–—|"))):
            head.set_source(text[: prefix[1]], prefix[0], "head")
            if not head.published:
                head.published = found
                head.origins["published"] = "head"
            return True
        if not head.title and self._stands_above_date():
            head.set_source(text, None, "head")
            return True
        return False

    def _stands_above_date(self) -> bool:
        """An unknown source tells itself by its place: first line of the head, the date right beneath it."""
        if self.at != 0 or len(self.lines) < 2 or self._is_apart(1):
            return False
        text = self.lines[0].text
        if (
            self.entry
            and self.entry.title
            and contain(read_words(text), self.entry_words) > 0.7
            and not self.entry.source
        ):
            return False
        return len(text) <= 60 and find_date_line(self.lines[1].text) is not None and self._has_title_below()

    def _has_title_below(self) -> bool:
        """Whether, after source and date, another short line stands before the text: else the first line is the title."""
        for line in self.lines[2:5]:
            if RIGHTS.match(line.text):
                continue
            return len(line.text) <= 100 and not DATELINE.match(line.text)
        return False

    def _take_byline(self, line: Line) -> int | None:
        match = BYLINE.match(line.text)
        if not match or len(line.text) > 160:
            return None
        persons = read_byline(match["who"])
        if not persons and match["by"].lower() != "by":
            return None
        if not persons and not (self.head.title and len(line.text) < 80):
            return None
        if persons and not (self.head.letter and self.head.authors):
            self.head.authors = persons
            self.head.origins["authors"] = "head"
        return 1

    def _take_title(self, line: Line) -> int:
        """The title's lines. With an entry: lines that hold its words; without: a short line by its place."""
        text = line.text
        if KICKER.match(text) and not self._is_entry_title(text):
            self.head.kicker = text
            return 1
        if DATELINE.match(text) and not self._is_entry_title(text):
            return 0
        if self.entry and self.entry.title and not self._is_entry_title(text) and self._title_comes():
            return 1 if self._is_short(text) else 0
        if len(text) > _LONGEST_TITLE:
            return 0
        if self.entry and self.entry.title and not self._is_entry_title(text) and not self._is_titular(text):
            return 0
        count = self._title_lines()
        title = " ".join(part.text for part in self.lines[self.at : self.at + count])
        self.head.set_title(_trim_title(title), "head")
        if count == 1 and "(" in text and (prefix := find_source(text.rsplit("(", 1)[1].rstrip(") "))):
            self.head.wire = self.head.wire or prefix.kind == "wire"
        return count

    def _is_entry_title(self, text: str) -> bool:
        words = read_words(text)
        return bool(words) and bool(self.entry_words) and contain(words, self.entry_words) >= 0.6

    def _title_comes(self) -> bool:
        """Whether one of the next few lines is the entry's title."""
        return any(
            len(line.text) <= _LONGEST_TITLE and len(read_words(line.text)) > 1 and self._is_entry_title(line.text)
            for line in self.lines[self.at + 1 : self.at + 5]
        )

    def _is_short(self, text: str) -> bool:
        return len(text) <= 100

    def _is_titular(self, text: str) -> bool:
        """A line that may be a title by its looks: short, and no sentence of a running text."""
        following = self.at + 1
        if len(text) > 110 or text[:1].islower():
            return False
        return following >= len(self.lines) or self._is_apart(following) or not text.endswith((".", ","))

    def _title_lines(self) -> int:
        """How many lines the title is wrapped over."""
        count = 1
        for before, line in pairwise(self.lines[self.at : self.at + 4]):
            if line.start > before.end + 1 or self._is_head_line(line.text):
                break
            if self.entry_words:
                printed = self.entry.text if self.entry else ""
                if contain(read_words(line.text), self.entry_words) < 0.8 or _ends_sentence(before.text, printed):
                    break
            elif len(before.text) < 45 or len(line.text) > 100:
                break
            count += 1
        return count

    def _is_head_line(self, text: str) -> bool:
        return bool(
            BYLINE.match(text)
            or find_date_line(text)
            or RIGHTS.match(text)
            or DATELINE.match(text)
            or URL.match(text)
            or find_source(text)
        )

    def _take_standfirst(self) -> int:
        """Below the title: lines that still belong to the head because a byline or a date follows at once."""
        for ahead in range(1, 4):
            at = self.at + ahead
            if at >= len(self.lines) or any(len(self.lines[i].text) > 300 for i in range(self.at, at)):
                return 0
            text = self.lines[at].text
            byline = BYLINE.match(text)
            if byline and len(text) < 120 and not self.head.authors and read_byline(byline["who"]):
                return ahead
            if find_date_line(text) and not self.head.published:
                return ahead
        return 0

    def _read_dateline(self) -> None:
        """`MOSCOW, Aug 19 (Reuters) -` opens the body: agency and day, where the head printed none."""
        first = next((line for line in iter_lines(self.text, self.head.body, self.end) if not line.blank), None)
        match = DATELINE.match(first.text) if first else None
        if not match:
            return
        head = self.head
        agency = match["agency"]
        if agency:
            head.wire = True
            if not head.source_printed and (known := find_source(agency)):
                head.set_source(agency, known, "dateline")
        if match["when"] and not head.published:
            found = find_date(match["when"]) or find_day_before(match["when"], self.issue_date)
            if found:
                head.published = found
                head.origins["published"] = "dateline"


def _trim_title(title: str) -> str:
    return KICKED_TITLE.sub("", title).strip() if not title.startswith(("INTERVIEW", "ANALYSIS")) else title


def _ends_sentence(line: str, printed: str) -> bool:
    """Whether the contents end a sentence where the line ends: what follows is a subtitle, not the title's second line."""
    words = line.split()
    if not words:
        return False
    last = words[-1].strip("\"'”’.,")
    return any(f"{last}{stop}" in printed for stop in (". ", '." ', "? ", ".” ", "?” "))
