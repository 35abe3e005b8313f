"""Every place in the body where a section may begin, with its evidence, and how well each fits each entry."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile

from jrld.model import Entry
from jrld.split.dates import find_date_line
from jrld.split.lines import NUMBER_MARK, RETURN, RULE, Line, first_lines, is_rule, line_start
from jrld.split.marks import BYLINE, CREDIT, DATELINE, LETTER, NOTE, RIGHTS
from jrld.split.names import find_source
from jrld.split.resemble import contain, read_words

MOST = 3_000  # candidates looked at in one issue
_HEAD_LINES = 9
_HEADING = re.compile(r"^[ \t]*(\d{1,3})([a-z]?)\.[ \t]+[A-Z][^a-z\n]{7,200}$", re.MULTILINE)
_MOST_ABOVE = 8  # lines of a head that may stand above its title
_HEADINGS = 3  # so many at least: fewer may be an article's
_BACK = 600  # characters before a start in which its separator stands

# The terms of the score, in units in which an entry that finds no section costs 1.5 (align.MISSING).
NUMBER_IS_ENTRYS = 4.0  # `#k`, and the entry's label is k
NUMBER_IS_OTHER = -3.0  # `#k`, and the entry's label is not k
RULE_BEFORE = 1.0  # a row of stars or dashes stands before
RETURN_BEFORE = 1.5  # `[return to Contents]` stands before
TITLE = 4.0  # × share of the entry's title that the head holds
SURE = 0.45  # share of an entry's title from which the head is said to hold it
TITLE_ABSENT = -3.0  # the entry has a title of which the head holds next to nothing
SOURCE = 0.8  # the entry's source stands in the head
HEAD_SHAPED = 0.6  # × signs of a head: date line, byline, rights, dateline, letter header (at most 2)
BARE = -2.2  # neither number nor separator before
OPENING = 1.0  # the body's first line, and the first entry
UNNUMBERED = -1.5  # no `#k`, in an issue that numbers its sections


@dataclass(frozen=True, slots=True)
class Start:
    """A place where a section may begin. `cut`: where the separator before it begins; `at`: its first line of text."""

    cut: int
    at: int
    opens: bool = False  # the body's first line
    number: str | None = None
    rule: bool = False
    returned: bool = False
    lines: tuple[Line, ...] = ()
    words: frozenset[str] = field(default_factory=frozenset)
    shape: int = 0  # signs of a head


def find_starts(text: str, begin: int) -> list[Start]:
    """Starts told by signs of their own: `#k`, a rule before, `[return to Contents]` before, a letter's header.

    Where `7. TITLE IN CAPITALS` is commoner than `#k`, it is a number too (the supplement: jrl-formats.md 3.4).
    """
    marks = {m.start(): m for m in islice(NUMBER_MARK.finditer(text, begin), MOST)}
    places: dict[int, re.Match[str] | None] = dict(marks.items())
    taken = sorted(marks)
    for pattern in (RULE, RETURN):
        for sign in islice(pattern.finditer(text, begin), MOST):
            lines = first_lines(text, sign.end() + 1, len(text), 3)
            lines = [line for line in lines if _is_of_text(line)]
            if lines and not _is_near(taken, sign.end(), lines[0].start):
                places.setdefault(lines[0].start, None)
    for header in _find_headers(text, begin):
        places.setdefault(header, None)
    for line in first_lines(text, begin, len(text), 1):
        places.setdefault(line.start, None)
    headings = list(islice(_HEADING.finditer(text, begin), MOST))
    if len(headings) >= _HEADINGS and len(headings) > len(marks):
        places.update((heading.start(), heading) for heading in headings)
    starts = [read_start(text, at, begin, places[at]) for at in sorted(places)[:MOST]]
    first = {start.at: start for start in reversed(starts)}  # `#1` above `1. TITLE`: one start, the upper sign's
    return [first[at] for at in sorted(first)]


def _find_headers(text: str, begin: int) -> Iterator[int]:
    """Where pasted mail headers begin: two or more of their fields in a row."""
    first, end = -1, -2
    for line in islice(LETTER.finditer(text, begin), MOST):
        if line.start() > end + 1:
            first = line.start()
        elif first >= 0:
            yield first
            first = -1
        end = line.end()


def _is_near(taken: list[int], sign: int, line: int) -> bool:
    """Whether a `#k` stands between the sign and the line after it, or on that line."""
    k = bisect_right(taken, line)
    return k > 0 and taken[k - 1] >= sign


def read_start(text: str, at: int, begin: int, mark: re.Match[str] | None = None) -> Start:
    """The evidence for a section that begins at the line `at` (of its `#k` or its heading, when `mark` is given)."""
    is_heading = mark is not None and mark.re is _HEADING
    head = min(mark.end() + 1, len(text)) if mark and not is_heading else at
    if is_heading:
        head = at = climb_note(text, at, begin)
    cut, rule, returned = _look_back(text, at, begin)
    lines = tuple(takewhile(_is_of_text, first_lines(text, head, min(len(text), head + 6_000), _HEAD_LINES)))
    first = lines[0].start if lines else head
    return Start(
        cut=cut,
        at=first,
        opens=at - begin < 200 and not text[begin:at].strip(),
        number=mark[1] + mark[2] if mark else None,
        rule=rule,
        returned=returned,
        lines=lines,
        words=frozenset(word for line in lines for word in read_words(line.text[:300])),
        shape=2 if is_heading else _count_signs(lines),
    )


def _is_of_text(line: Line) -> bool:
    """A line of the section itself: what stands beyond the next separator says nothing about it."""
    return not (is_rule(line.text) or NUMBER_MARK.match(line.text) or RETURN.match(line.text))


def climb_note(text: str, top: int, begin: int) -> int:
    """From a head up to the paragraph above it, when that is the editor's note or a credit that belongs to it."""
    lines = lines_above(text, top, begin)
    gap = next((i for i, line in enumerate(lines) if line), len(lines))
    paragraph = list(takewhile(bool, lines[gap:]))
    if not gap or not paragraph or not (NOTE.match(paragraph[-1]) or CREDIT.match(paragraph[-1])):
        return top
    for _ in range(gap + len(paragraph)):
        top = max(line_start(text, top - 1), begin)
    return top


def lines_above(text: str, top: int, begin: int) -> Sequence[str]:
    """The lines right above `top`, from the nearest upwards."""
    lines: list[str] = []
    while top > begin and len(lines) < _MOST_ABOVE:
        start = max(line_start(text, top - 1), begin)
        lines.append(text[start : min(top - 1, start + 400)].strip())
        top = start
    return lines


def _look_back(text: str, at: int, begin: int) -> tuple[int, bool, bool]:
    """(where the separator begins, a rule in it, a return in it), going up over blank lines, rules and returns."""
    cut, rule, returned = at, False, False
    limit = max(begin, at - _BACK)
    while cut > limit:
        start = max(line_start(text, cut - 1), limit)
        line = text[start : cut - 1].strip()
        if line:
            if is_rule(line):
                rule = True
            elif RETURN.match(line):
                returned = True
            else:
                break
        cut = start
    return cut, rule, returned


def _count_signs(lines: Sequence[Line]) -> int:
    signs = 0
    for line in lines[:6]:
        short = line.text[:160]
        if (
            find_date_line(short)
            or BYLINE.match(short)
            or RIGHTS.search(short)
            or DATELINE.match(short)
            or LETTER.match(short)
            or find_source(short)
        ):
            signs += 1
    return min(signs, 2)


class Scores:
    """The terms above, put together for one issue: entries and starts known, similarities remembered."""

    def __init__(self, entries: Sequence[Entry], starts: Sequence[Start]) -> None:
        self.entries = entries
        self.starts = starts
        self.titles = [read_words(entry.title or entry.text) for entry in entries]
        self.sources = [frozenset(read_words(entry.source)) if entry.source else frozenset() for entry in entries]
        labels = {entry.label for entry in entries}
        numbered = sum(1 for start in starts if start.number in labels)
        self.numbers = numbered >= 0.5 * len(entries) and numbered >= 1

    def title(self, i: int, k: int) -> float:
        """Share of entry k's title (its first sentence or so) in the head of start i."""
        return contain(self.titles[k][:14], self.starts[i].words)

    def match(self, i: int, k: int) -> float:
        start, entry = self.starts[i], self.entries[k]
        score = self._own(start)
        if start.number is not None:
            score += NUMBER_IS_ENTRYS if start.number == entry.label else NUMBER_IS_OTHER
        if self.titles[k]:
            alike = self.title(i, k)
            score += TITLE * alike if alike >= SURE else TITLE_ABSENT
        if start.opens and k == 0:
            score += OPENING
        if self.sources[k] and self.sources[k] <= start.words:
            score += SOURCE
        return score

    def extra(self, i: int) -> float:
        """A section that the contents do not announce: it must look like one by itself."""
        start = self.starts[i]
        score = self._own(start) - 2.0
        if start.number is not None:
            score += 1.5
        elif not (start.rule or start.returned):
            score -= 2.0
        return score

    def _own(self, start: Start) -> float:
        score = HEAD_SHAPED * start.shape
        score += RULE_BEFORE if start.rule else 0.0
        score += RETURN_BEFORE if start.returned else 0.0
        if start.number is None:
            score += UNNUMBERED if self.numbers else 0.0
            score += BARE if not (start.rule or start.returned or start.opens) else 0.0
        return score
