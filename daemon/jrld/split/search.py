"""Sections that lost their separators: lines that begin with the title of an entry (jrl-formats.md 1 and 7.5)."""

import re
from collections.abc import Sequence
from itertools import chain, islice

from jrld.model import Entry, Span
from jrld.split.lines import read_line
from jrld.split.resemble import contain, read_words
from jrld.split.starts import Start, climb_head, read_start

_MOST_LINES = 200_000  # lines of an issue that are looked at
_MOST_PLACES = 5  # for one title
_LEAST = 0.75  # share of the title's first words that the line must hold

# `Title`, `12. TITLE`: the first word of a line, and the first few, which the lines are looked up by
_FIRST = re.compile(r"\n[ \t]{0,99}(?:\d{1,3}[a-z]?[.)][ \t]{0,9})?[^\w\n]{0,4}(\w{1,40})")
_OPENING = re.compile(
    r"[ \t]{0,99}(?:\d{1,3}[a-z]?[.)][ \t]{0,9})?[^\w\n]{0,4}"
    r"(?P<words>(?:\w[\w'’´`]{0,40}[^\w\n]{1,6}){1,3}\w[\w'’´`]{0,40})"
)
_AGENCYS = re.compile(r"[A-Z]{3,12}(?: \d)?[-:]")  # `ANALYSIS-Title`, `UPDATE 1-Title`
_PART = re.compile(r"(?<=[:;,.])\s+")


class TitleSearch:
    """The lines of some spans of a text that may be the title of one of these entries, by their first two words."""

    def __init__(self, text: str, spans: Sequence[Span], entries: Sequence[Entry]) -> None:
        self.text = text
        self.places: dict[tuple[str, ...], list[int]] = {}
        wanted = {words[0] for entry in entries for words in _read_openings(entry)}
        lines = chain.from_iterable(_FIRST.finditer(text, max(start - 1, 0), end) for start, end in spans)
        for line in islice(lines, _MOST_LINES):
            if (first := line[1]).casefold() in wanted or first.isupper():
                self._look_at(line.start() + 1)
        if any(start == 0 for start, _ in spans):
            self._look_at(0)

    def _look_at(self, start: int) -> None:
        match = _OPENING.match(self.text, start)
        if match is None:
            return
        self._add(read_words(match["words"])[:2], start)
        if prefix := _AGENCYS.match(match["words"]):
            self._add(read_words(match["words"][prefix.end() :])[:2], start)

    def _add(self, words: tuple[str, ...], at: int) -> None:
        places = self.places.setdefault(words, [])
        if len(places) < 4 * _MOST_PLACES:
            places.append(at)

    def find(self, entry: Entry, low: int, high: int) -> list[Start]:
        """Starts of sections in `text[low:high]` whose title is the entry's."""
        found: list[Start] = []
        source = frozenset(read_words(entry.source or ""))
        for words in _read_openings(entry):
            found.extend(
                read_start(self.text, climb_head(self.text, at, low, source), low)
                for at in self.places.get(words[:2], ())
                if low <= at < high and contain(words, frozenset(self._words_at(at))) >= _LEAST
            )
            if found:
                break
        return found[:_MOST_PLACES]

    def _words_at(self, at: int) -> tuple[str, ...]:
        """The words of the line at `at` and of the next, over which a title may be wrapped."""
        line = read_line(self.text, at)
        return read_words(line.text[:300]) + read_words(read_line(self.text, line.end + 1).text[:300])


def _read_openings(entry: Entry) -> list[tuple[str, ...]]:
    """What the title may begin with: the title as read, else what stands behind each sign of the entry."""
    parts = [entry.title or "", entry.text]
    parts += [entry.text[match.end() :] for match in islice(_PART.finditer(entry.text[:200]), 3)]
    openings = (read_words(part)[:6] for part in parts)
    return [words for words in dict.fromkeys(openings) if len(words) >= 2]
