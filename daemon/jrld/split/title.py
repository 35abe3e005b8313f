"""Which lines of a head are its title: by the words of its contents entry, else by place and looks."""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from jrld.model import Entry
from jrld.split.byline import find_byline, read_byline
from jrld.split.dates import find_date_line
from jrld.split.fields import find_dateline
from jrld.split.lines import Line, is_apart
from jrld.split.marks import KICKED_TITLE, PIPES, RIGHTS, RIGHTS_LEADS, URL
from jrld.split.names import find_source, read_persons
from jrld.split.resemble import contain, read_words

_STOPS = (". ", '." ', "? ", ".” ", "?” ", "! ", "?. ", "!. ")
_NUMBER = re.compile(r"(\d{1,3}[a-z]?)[.)]\s+(?=\S)")
LONGEST = 220  # characters of a title's line
_AFFILIATION = 6  # words that may stand behind an author's name; with more, it is a word on the author
_SAME = 0.95  # share of a line's words that the whole entry holds: its title was read too short
_WHOLE = 5  # words of such a line
_GOES_ON = 0.8  # share of a line's words that it holds, in a line that continues the title
_FITS = 0.6  # share of a line's words that the entry's title holds, in a line that is that title


class Titles:
    """The lines of one head, seen for their title."""

    def __init__(self, lines: Sequence[Line], entry: Entry | None) -> None:
        self.lines = lines
        self.printed = entry.text if entry else ""
        self.label = entry.label if entry else None
        self.announced = bool(entry and entry.title)
        self.words = frozenset(read_words((entry.title or entry.text) if entry else ""))
        self.authors = frozenset(read_words(" ".join(entry.authors)) if entry and entry.authors else ())
        self._fits: dict[str, bool] = {}  # what was asked: source, byline and title ask for the same line in turn

    @cached_property
    def all_words(self) -> frozenset[str]:
        return frozenset(read_words(self.printed))

    def is_entrys(self, text: str) -> bool:
        """Whether the line's words are those of the entry's title."""
        if text not in self._fits:
            self._fits[text] = self._holds_title(text)
        return self._fits[text]

    def _holds_title(self, text: str) -> bool:
        words = read_words(text)
        if not words or not self.words or self.is_authors(text):
            return False
        if self.words.issuperset(words) or contain(words, self.words) >= _FITS:
            return True
        return len(words) >= _WHOLE and contain(words, self.all_words) >= _SAME

    def is_authors(self, text: str) -> bool:
        """Whether the line names the entry's authors, and perhaps where they are: a byline without `By`."""
        if not self.authors or len(text) > 100:
            return False
        words = read_words(text)
        is_short = len(words) <= len(self.authors) + _AFFILIATION
        return is_short and self.authors.issubset(words[: len(self.authors) + 3])

    def _is_name(self, text: str) -> bool:
        return self.is_authors(text) or (len(text) < 60 and bool(read_persons(text, sure=True)))

    def comes_after(self, at: int) -> bool:
        """Whether one of the next few lines is the entry's title."""
        return any(
            len(line.text) <= LONGEST and len(read_words(line.text)) > 1 and self.is_entrys(line.text)
            for line in self.lines[at + 1 : at + 5]
        )

    def is_titular(self, at: int) -> bool:
        """A line that may be a title by its looks: short, and no sentence of a running text."""
        text = self.lines[at].text
        if len(text) > 110 or text[:1].islower():
            return False
        if at + 1 >= len(self.lines) or is_apart(self.lines, at + 1):
            return True
        # with another line right beneath it: a part of the head, or else the next line of a paragraph
        return not text.endswith((".", ",")) and (len(text) < 60 or _is_of_head(self.lines[at + 1].text))

    def count_lines(self, at: int) -> int:
        """How many lines the title at `at` is wrapped over."""
        count = 1
        for before, line in pairwise(self.lines[at : at + 4]):
            if line.start > before.end + 1:
                break
            if self.words:
                words = read_words(line.text)
                if self.words.isdisjoint(words) or contain(words, self.words) < _GOES_ON:
                    break
                if _ends_sentence(before.text, self.printed):
                    break
            elif len(before.text) < 45 or len(line.text) > 100 or line.text.endswith("."):
                break  # a short line was not wrapped; a sentence is a stand-first
            if _is_of_head(line.text) or self._is_name(line.text):
                break
            count += 1
        return count

    def count_repeated(self, title: str, at: int) -> int:
        """The lines from `at` of a letter's title that is printed once more below the header."""
        words = read_words(title)
        printed: tuple[str, ...] = ()
        for count, line in enumerate(self.lines[at : at + 3], start=1):
            printed += read_words(line.text)
            if printed == words:
                return count
        return 0

    def trim(self, title: str) -> str:
        """`EDITORIAL: title` and `7. TITLE` -> title; what agencies put before (`ANALYSIS-`) is theirs, and stays."""
        kicker = KICKED_TITLE.match(title)
        title = title[kicker.end() :].strip() if kicker else title.strip()
        number = _NUMBER.match(title)
        if number is None:
            return title
        rest = title[number.end() :]
        is_heading = self.label is None and rest.isupper()  # of a supplement without contents
        return rest if number[1] == self.label or is_heading else title


def _is_of_head(text: str) -> bool:
    """Whether the line is another part of the head than its title."""
    byline = find_byline(text)
    return bool(
        (byline and (byline["by"].lower() == "by" or read_byline(byline["who"])))
        or find_date_line(text)
        or (text[0] in RIGHTS_LEADS and RIGHTS.match(text))
        or find_dateline(text)
        or ("." in text and URL.match(text))
        or ("|" in text and PIPES.match(text))
        or find_source(text)
    )


def _ends_sentence(line: str, printed: str) -> bool:
    """Whether the contents end a sentence where the line ends: what follows is a subtitle, not the title's rest."""
    words = line.split()
    if not words:
        return False
    last = words[-1].strip("\"'”’.,?!").casefold()
    return any(f"{last}{stop}" in printed.casefold() for stop in _STOPS)
