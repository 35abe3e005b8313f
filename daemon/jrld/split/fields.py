"""The fields of one article as they are read, one after the other: the first that is found stays."""

import re
from dataclasses import dataclass, field
from datetime import date

from jrld.model import Entry, Kind
from jrld.split.dates import find_date, find_date_line, find_day_before
from jrld.split.marks import DATELINE, NEWS_DATELINE, POSTED, REPORTS
from jrld.split.names import Source, find_source, read_persons
from jrld.split.resemble import read_words

_DATELINE = 160  # characters of the longest
_OPENING = 600  # characters of a text
_MOST_CELLS = 6
_DASHED = re.compile(r"\s[–—-]\s")


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
    origins: dict[str, str] = field(default_factory=dict)

    def set_title(self, title: str, origin: str) -> None:
        self.title = title.strip()
        self.origins["title"] = origin

    def set_authors(self, authors: tuple[str, ...], origin: str) -> None:
        if authors and not self.authors:
            self.authors = authors
            self.origins["authors"] = origin

    def set_source(self, printed: str, known: Source | None, origin: str) -> None:
        if not self.source_printed:
            self.source, self.source_printed = known, printed.strip(" .,")
            self.origins["source"] = origin

    def set_published(self, day: date | None, origin: str) -> None:
        if day and not self.published:
            self.published = day
            self.origins["published"] = origin

    def set_url(self, url: str, origin: str) -> None:
        if not self.url:
            self.url = url if url.startswith("http") else "http://" + url
            self.origins["url"] = origin


def find_dateline(line: str) -> re.Match[str] | None:
    """The dateline that opens a line; of most lines, a look for its signs says that there is none."""
    return DATELINE.match(line) if _has_sign_of_dateline(line[:_DATELINE]) else None


def _has_sign_of_dateline(opening: str) -> bool:
    """Whether it has one of the signs of which every dateline has one: a bracket, a dash, a colon."""
    is_dashed = "--" in opening or "- " in opening or "–" in opening or "—" in opening
    return is_dashed or "(" in opening or "/" in opening or ": " in opening


def read_dateline(head: Head, first: str, latest: date | None, within: int) -> None:
    """`MOSCOW, Aug 19 (Reuters) -` opens the body, perhaps wrapped: agency and day, where the head printed none."""
    if "  " in first or not first.isprintable():  # blanks other than single spaces
        first = " ".join(first.split())
    if not _has_sign_of_dateline(first[:_DATELINE]):
        return
    match = DATELINE.match(first)
    if not match:
        if (other := NEWS_DATELINE.match(first)) and (known := find_source(other["agency"])):
            head.wire = known.kind is Kind.WIRE
            head.set_source(other["agency"], known, "dateline")
            head.set_published(find_date(other["when"]) or find_day_before(other["when"], latest, within), "dateline")
        return
    if agency := match["agency"]:
        head.wire = True
        if known := find_source(agency):
            head.set_source(agency, known, "dateline")
    if when := match["when"] or match["day"] or match["said"]:
        head.set_published(find_date(when) or find_day_before(when, latest, within), "dateline")


def is_posted(text: str) -> bool:
    """Whether a line begins with `(Source – host – Author – Date)`, or with the first line of one."""
    return text.startswith("(") and _DASHED.search(text) is not None and len(text) <= _OPENING


def read_opening(head: Head, text: str, start: int, end: int) -> int:
    """Where the body begins, and what else its first lines tell: `(Source – host – Author – Date) …` of the list's own
    site, which is no part of it, or a stand-first's `Author reports from Moscow` (3247)."""
    printed = text[start : min(start + _OPENING, end)]
    opening = printed.lstrip()
    start += len(printed) - len(opening)
    if opening.startswith("(") and (taken := _read_posted(head, opening)):
        return start + taken
    first = opening.partition("\n\n")[0]
    if (" report" in first or " writes" in first) and (reports := REPORTS.search(" ".join(first.split()))):
        head.set_authors(read_persons(reports["who"] or reports["writer"], sure=True), "standfirst")
    return start


def _read_posted(head: Head, opening: str) -> int:
    """How many characters `(Source – host – Author – Date)` takes; 0 where it is none."""
    posted = POSTED.match(opening)
    cells = [" ".join(cell.split()) for cell in _DASHED.split(posted["cells"])] if posted else []
    if posted is None or not 2 <= len(cells) <= _MOST_CELLS or posted["cells"].count("\n") > 2:
        return 0
    known, before = find_source(cells[0]), dict(head.origins)
    if known:
        head.set_source(cells[0], known, "dateline")
    for cell in cells[1:]:
        head.set_published(find_date_line(cell), "dateline")
        head.set_authors(read_persons(cell.replace(" and ", ", ")), "dateline")
    return posted.end() if known or head.origins != before else 0


def fill(head: Head, entry: Entry) -> None:
    """What the head left open, the contents entry may say.

    What stands in the printed title is neither source nor author, though it looked so in the entry (`Georgia: …`), and
    an unknown source that is the writer's name is none.
    """
    if not head.title and entry.title:
        head.set_title(entry.title, "contents")
    if not (head.authors and head.source_printed):
        _fill_names(head, entry)
    if entry.url:
        head.set_url(entry.url, "contents")


def _fill_names(head: Head, entry: Entry) -> None:
    title = read_words(head.title or "") if head.origins.get("title") == "head" else ()
    if not _is_part(entry.authors, title):
        head.set_authors(entry.authors, "contents")
    if entry.source and not _is_part((entry.source,), title):
        known = find_source(entry.source)
        named = () if known else read_persons(entry.source)
        if named and (head.letter or named == head.authors):
            head.set_authors(named, "contents")
        elif known or not head.letter:
            head.set_source(entry.source_printed or entry.source, known, "contents")


def _is_part(names: tuple[str, ...], title: tuple[str, ...]) -> bool:
    """Whether the first of the names stands in the title, word for word."""
    words = read_words(names[0]) if names else ()
    return bool(words) and f" {' '.join(words)} " in f" {' '.join(title)} "
