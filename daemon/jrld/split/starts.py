"""Every place in the body where a section may begin, with its evidence."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from jrld.split.dates import find_date_line
from jrld.split.fields import find_dateline
from jrld.split.lines import (
    HEAD_LINES,
    HEADING,
    NUMBER_MARK,
    RETURN,
    RULE,
    Line,
    find_signs,
    first_lines,
    is_rule,
    line_start,
    tell_separator,
)
from jrld.split.marks import BYLINE, CREDIT, GROUP, KICKER, LETTER, NOTE, RIGHTS, URL
from jrld.split.names import find_source
from jrld.split.resemble import read_words

MOST = 3_000  # candidates looked at in one issue
_TITLE_LINES = 9  # in which a title is looked for
_MOST_ABOVE = 8  # lines of a head that may stand above its title
_HEADINGS = 3  # so many at least: fewer may be an article's
_TOP_LINES = 4
_TITLE_LINE = 300  # characters of a line in which a title is looked for
_WITHIN = 6_000  # characters in which they stand
_BACK = 600  # characters before a start in which its separator stands


@dataclass(eq=False)  # a frozen one takes three times as long to make
class Start:
    """A place where a section may begin. `cut`: where the separator before it begins; `at`: its first line of text."""

    cut: int
    at: int
    opens: bool = False  # the body's first line
    number: str | None = None
    rule: bool = False
    returned: bool = False
    lines: Sequence[Line] = ()
    heading: bool = False  # HTML says so

    @property
    def printed(self) -> str:
        """Its first few lines, where a title nearly always stands: as one, between blanks, without regard to case."""
        return " ".join(["", *[line.text[:_TITLE_LINE] for line in self.lines[:_TOP_LINES]], ""]).casefold()

    @cached_property
    def top(self) -> frozenset[str]:
        """The words of these lines."""
        return frozenset(read_words(self.printed))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its first lines."""
        more = [line.text[:_TITLE_LINE] for line in self.lines[_TOP_LINES:_TITLE_LINES]]
        return self.top.union(*map(read_words, more))

    @cached_property
    def shape(self) -> int:
        """How many signs of a head its first lines show, at most 2."""
        is_numbered = bool(self.number and self.lines) and HEADING.match(self.lines[0].text) is not None
        return 2 if is_numbered else _count_signs(self.lines)

    @property
    def reach(self) -> int:
        """The last place that a link to this section may lead to: its head."""
        return self.lines[min(4, len(self.lines) - 1)].end if self.lines else self.at


def find_starts(text: str, begin: int, pointed: Sequence[int] = (), headings: Sequence[int] = ()) -> list[Start]:
    """Starts told by signs of their own: `#k`, a rule before, `[return to Contents]` before, a letter's header; and
    those places that links of the contents lead to (`pointed`), or that are HTML headings.

    Where `7. TITLE IN CAPITALS` is commoner than `#k`, it is a number too (the supplement: jrl-formats.md 3.4).
    """
    signs = find_signs(text, begin, MOST)
    marks, numbered = signs[NUMBER_MARK], signs[HEADING]
    taken = [mark.start() for mark in marks]
    headed = set(_find_tops(text, headings, begin, taken))
    others = (
        *_find_below(text, [*signs[RULE], *signs[RETURN]], taken),
        *_find_headers(signs[LETTER]),
        *(line.start for line in first_lines(text, begin, len(text), 1)),
        *_find_tops(text, pointed, begin, taken),
        *headed,
    )
    places: dict[int, re.Match[str] | None] = dict.fromkeys(others)
    places.update((mark.start(), mark) for mark in marks)
    if len(numbered) >= _HEADINGS and len(numbered) > len(marks):
        places.update((heading.start(), heading) for heading in numbered)
    starts = [read_start(text, at, begin, places[at], at in headed) for at in sorted(places)[:MOST]]
    first = {start.at: start for start in reversed(starts)}  # `#1` above `1. TITLE`: one start, the upper sign's
    return [first[at] for at in sorted(first)]


def _find_below(text: str, signs: Sequence[re.Match[str]], taken: Sequence[int]) -> Iterator[int]:
    """The lines below rules and `[return to Contents]`, unless a `#k` stands there."""
    for sign in signs:
        end = sign.end()
        below = bisect_right(taken, end)
        if below < len(taken) and not text[end : taken[below]].strip():
            continue  # as nearly always: `#k` follows at once
        lines = first_lines(text, end + 1, len(text), 3)
        line = next((line for line in lines if not tell_separator(line.text)), None)
        if line and not _is_near(taken, end, line.start):
            yield line.start


def _find_headers(fields: Sequence[re.Match[str]]) -> Iterator[int]:
    """Where pasted mail headers begin: two or more of their fields in a row."""
    first, end = -1, -2
    for line in fields:
        if line.start() > end + 1:
            first = line.start()
        elif first >= 0:
            yield first
            first = -1
        end = line.end()


def _find_tops(text: str, places: Sequence[int], begin: int, taken: Sequence[int]) -> Iterator[int]:
    """The first lines of the heads that hold the places; where a `#k` stands right above, that."""
    for place in places:
        lines = first_lines(text, line_start(text, place), len(text), 4) if place >= begin else []
        line = next((line for line in lines if not is_rule(line.text)), None)
        if line is None or line.start - place > _BACK:
            continue
        top = line.start if NUMBER_MARK.match(line.text) else climb_head(text, line.start, begin)
        above = taken[bisect_right(taken, top) - 1 : bisect_right(taken, top)]
        yield next((mark for mark in above if not text[mark:top].partition("\n")[2].strip()), top)


def _is_near(taken: Sequence[int], sign: int, line: int) -> bool:
    """Whether a `#k` stands between the sign and the line after it, or on that line."""
    k = bisect_right(taken, line)
    return k > 0 and taken[k - 1] >= sign


def read_start(text: str, at: int, begin: int, mark: re.Match[str] | None = None, is_headed: bool = False) -> Start:
    """The evidence for a section that begins at the line `at` (of its `#k` or its heading, when `mark` is given)."""
    is_heading = mark is not None and mark.re is HEADING
    head = min(mark.end() + 1, len(text)) if mark and not is_heading else at
    if is_heading:
        head = at = climb_note(text, at, begin)
    cut, rule, returned = _look_back(text, at, begin)
    if is_heading:
        cut = _climb_group(text, cut, begin)
    # what stands beyond the next separator says nothing about a section
    lines = first_lines(text, head, min(len(text), head + _WITHIN), HEAD_LINES, to_separator=True)
    first = lines[0].start if lines else head
    return Start(
        cut=cut,
        at=first,
        opens=at - begin < 200 and not text[begin:at].strip(),
        number=mark[1] + mark[2] if mark else None,
        rule=rule,
        returned=returned,
        lines=lines,
        heading=is_headed,
    )


def climb_head(text: str, at: int, begin: int, source: frozenset[str] = frozenset()) -> int:
    """From a title up to the first line of its head: source (known, or with just these words), date, rights, address
    and kicker above it.

    A paragraph above is its too when it is the editor's note, or `>From Russia Today press summaries` (issue 2338).
    """
    top = line_start(text, at)
    for line in lines_above(text, top, begin):
        if not _is_above_title(line, source):
            break
        top = line_start(text, top - 1)
    return climb_note(text, top, begin)


def _is_above_title(line: str, source: frozenset[str]) -> bool:
    if not line or len(line) > 300 or tell_separator(line):
        return False
    if URL.match(line) or RIGHTS.match(line) or KICKER.match(line) or find_date_line(line):
        return True
    return find_source(line) is not None or (bool(source) and frozenset(read_words(line)) == source)


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


def _climb_group(text: str, at: int, begin: int) -> int:
    """From a numbered heading up over the heading of its group (`POLITICS`), which stands in a paragraph of its own."""
    above = lines_above(text, at, begin)
    gap = next((i for i, line in enumerate(above) if line), len(above))
    is_group = gap < len(above) and GROUP.fullmatch(above[gap]) is not None
    if not is_group or (gap + 1 < len(above) and above[gap + 1]):
        return at
    for _ in range(gap + 1):
        at = max(line_start(text, at - 1), begin)
    return at


def _look_back(text: str, at: int, begin: int) -> tuple[int, bool, bool]:
    """(where the separator begins, a rule in it, a return in it), going up over blank lines, rules and returns."""
    cut, rule, returned = at, False, False
    limit = max(begin, at - _BACK)
    while cut > limit:
        start = max(line_start(text, cut - 1), limit)
        line = text[start : cut - 1].strip()
        if line:
            separator = tell_separator(line)
            if separator is RULE:
                rule = True
            elif separator is RETURN:
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
            or find_dateline(short)
            or LETTER.match(short)
            or find_source(short)
        ):
            signs += 1
    return min(signs, 2)
