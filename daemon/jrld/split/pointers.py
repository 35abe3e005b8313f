"""Where the HTML of an issue points: from its contents into its text, and out to the articles' addresses."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import islice

from jrld.model import Mark, Reading, Span
from jrld.split.marks import KICKED_TITLE
from jrld.split.resemble import read_words

_MOST = 20_000  # marks of a kind that are looked at
_LEAST = 3  # headings of one level: fewer may be an article's own
_LONGEST = 300  # characters of a linked title
_TELLING = 2  # words of it at least: `more` and `here` link to anything
_SHARING = re.compile(
    r"https?://(?:[\w-]{1,20}\.){0,3}(?:facebook|twitter|x|linkedin|addthis|sharethis)\.com/share", re.I
)
_FRONT = re.compile(r"https?://[^/?#]{1,200}/?")  # a source's front page is no article's address
_TOP = re.compile(r"top|contents|toc|header|start", re.IGNORECASE)  # where `[return to Contents]` leads


class Pointers:
    """The marks of one reading, by place (a reading of plain text has none), and what all of its mail's lead out to."""

    def __init__(self, marks: Sequence[Mark] = (), readings: Sequence[Reading] = ()) -> None:
        self._anchors: dict[str, int] = {}
        for mark in marks:
            if mark.kind == "anchor" and len(self._anchors) < _MOST:
                self._anchors.setdefault(mark.value, mark.offset)
        self._links = sorted(mark for mark in marks if mark.kind == "link")[:_MOST]
        self._readings = readings
        self._headings = [mark for mark in marks if mark.kind == "heading"][:_MOST]

    def find_target(self, entry: Span) -> int | None:
        """Where the link in a contents entry leads within the text (`<a href="#a3">` to `<a name="a3">`)."""
        for link in self.links_in(entry):
            _, is_fragment, name = link.value.partition("#")
            if is_fragment and not _TOP.fullmatch(name) and (place := self._anchors.get(name)) is not None:
                return place if place >= entry.end else None
        return None

    def links_in(self, span: Span) -> list[Mark]:
        """The links whose text begins in the span, in order."""
        first = bisect_left(self._links, (span.start,))
        last = bisect_left(self._links, (span.end,))
        return self._links[first:last]

    def find_address(self, title: str | None, head: Span, entry: Span | None) -> str | None:
        """Where a link of the head leads out, or one of the contents entry; a text without links takes that of its
        title from the mail's other readings."""
        if not self._links:
            return self._addresses.get(read_words(title)) if title else None
        links = [*self.links_in(head), *(self.links_in(entry) if entry else ())]
        return next((link.value for link in links if _is_web(link.value) and not _FRONT.fullmatch(link.value)), None)

    @cached_property
    def _addresses(self) -> dict[tuple[str, ...], str]:
        """Web addresses by the words that link to them."""
        found: dict[tuple[str, ...], str | None] = {}
        for reading in self._readings:
            for mark in islice((mark for mark in reading.marks if mark.kind == "link"), _MOST):
                linked = reading.text[mark.offset : min(mark.end, mark.offset + _LONGEST)]
                words = read_words(KICKED_TITLE.sub("", linked))
                if len(words) >= _TELLING and _is_web(mark.value):
                    is_other = found.setdefault(words, mark.value) != mark.value
                    found[words] = None if is_other else mark.value  # a title that links to two places tells none
        return {words: address for words, address in found.items() if address}

    @cached_property
    def headings(self) -> tuple[int, ...]:
        """Where the headings begin of the highest level that is used often enough to be the articles'."""
        levels = Counter(mark.value for mark in self._headings)
        level = min((level for level, count in levels.items() if count >= _LEAST), default=None)
        return tuple(mark.offset for mark in self._headings if mark.value == level)


def _is_web(address: str) -> bool:
    return address.startswith(("http://", "https://")) and not _SHARING.match(address)


NOTHING = Pointers()
