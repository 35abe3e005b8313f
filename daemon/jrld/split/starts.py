"""Every place in the body where a section may begin, with its evidence, and how well each fits each entry."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from jrld.model import Entry
from jrld.split.dates import find_date_line
from jrld.split.lines import NUMBER_MARK, RETURN, RULE, Line, first_lines, is_rule, line_start
from jrld.split.marks import BYLINE, DATELINE, LETTER, RIGHTS
from jrld.split.names import find_source
from jrld.split.resemble import contain, read_words

MOST = 3_000  # candidates looked at in one issue
_HEAD_LINES = 9
_BACK = 600  # characters before a start in which its separator stands

# The terms of the score, in units in which an entry that finds no section costs 1.5 (align.MISSING).
NUMBER_IS_ENTRYS = 4.0  # `#k`, and the entry's label is k
NUMBER_IS_OTHER = -3.0  # `#k`, and the entry's label is not k
RULE_BEFORE = 1.0  # a row of stars or dashes stands before
RETURN_BEFORE = 1.5  # `[return to Contents]` stands before
TITLE = 4.0  # × share of the entry's title that the head holds
TITLE_ABSENT = -0.8  # the entry has a title of which the head holds next to nothing
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
    """Starts told by signs of their own: `#k`, a rule before, `[return to Contents]` before, a letter's header."""
    marks = {m.start(): m for m in islice(NUMBER_MARK.finditer(text, begin), MOST)}
    places: dict[int, re.Match[str] | None] = dict(marks.items())
    taken = sorted(marks)
    for pattern in (RULE, RETURN):
        for sign in islice(pattern.finditer(text, begin), MOST):
            lines = first_lines(text, sign.end() + 1, len(text), 3)
            lines = [line for line in lines if not is_rule(line.text) and not RETURN.match(line.text)]
            if lines and not _is_near(taken, sign.end(), lines[0].start):
                places.setdefault(lines[0].start, None)
    header_end = -1
    for letter in islice(LETTER.finditer(text, begin), MOST):
        if letter.start() > header_end + 1:  # the first line of a header block
            places.setdefault(letter.start(), None)
        header_end = letter.end()
    for line in first_lines(text, begin, len(text), 1):
        places.setdefault(line.start, None)
    return [read_start(text, at, begin, places[at]) for at in sorted(places)[:MOST]]


def _is_near(taken: list[int], sign: int, line: int) -> bool:
    """Whether a `#k` stands between the sign and the line after it, or on that line."""
    k = bisect_right(taken, line)
    return k > 0 and taken[k - 1] >= sign


def read_start(text: str, at: int, begin: int, mark: re.Match[str] | None = None) -> Start:
    """The evidence for a section that begins at the line `at` (of its `#k`, when `mark` is given)."""
    cut, rule, returned = _look_back(text, at, begin)
    head = at
    if mark:
        head = min(mark.end() + 1, len(text))
    lines = tuple(first_lines(text, head, min(len(text), head + 6_000), _HEAD_LINES))
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
        shape=_count_signs(lines),
    )


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
            score += TITLE * alike if alike >= 0.4 else TITLE_ABSENT
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


def find_title_starts(text: str, begin: int, end: int, entry: Entry) -> list[Start]:
    """Lines in `text[begin:end]` that begin with the entry's title: what carries an issue that lost its separators."""
    words = read_words(entry.title or "")[:5]
    if len(words) < 2:
        return []
    gap = r"[\W_]{1,6}"
    pattern = re.compile(
        r"^[ \t]*(?:[A-Z-]{3,20}[:-] ?)?[^\w\n]{0,4}" + gap.join(map(_loosely, words)) + r"\b", re.M | re.I
    )
    found: list[Start] = []
    for match in islice(pattern.finditer(text, begin, end), 5):
        at = _climb(text, match.start(), begin)
        found.append(read_start(text, at, begin))
    return found


def _loosely(word: str) -> str:
    """A word with the apostrophe that `read_words` took out: `putins` finds `Putin's`."""
    if len(word) > 2 and word.isascii():
        return re.escape(word[:-1]) + r"['’´`]?" + re.escape(word[-1]) if word.endswith("s") else re.escape(word)
    return re.escape(word)


def _climb(text: str, at: int, begin: int) -> int:
    """From a title up to the first line of its head: source, date and rights lines above it."""
    top = at
    for _ in range(6):
        if top <= begin:
            break
        start = max(line_start(text, top - 1), begin)
        line = text[start : top - 1].strip()
        if not line or len(line) > 70 or is_rule(line) or NUMBER_MARK.match(line) or RETURN.match(line):
            break
        if not (find_source(line) or find_date_line(line) or RIGHTS.search(line)):
            break
        top = start
    return top
