"""The contents list of an issue: where it is, and its entries.

A run of lines that begin with `1.`, `2.`, … in sequence (`6a.` and gaps allowed). Wrapped lines are joined by "does not
continue the sequence", not by blank lines or indentation: the eras differ in both (jrl-formats.md 3.1).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from typing import NamedTuple

from jrld.model import Entry, Span
from jrld.split.entry import read_entry
from jrld.split.flat import find_flat_table
from jrld.split.lines import find_lines, find_numbers, find_rules, is_rule, read_line
from jrld.split.marks import GROUP
from jrld.split.table import find_table

MOST_ENTRIES = 400  # JRL's longest issues have about sixty
_REACH = 150_000  # characters of an issue in which its contents must lie
_FIRST = 3  # a list may begin at 2 or 3 where a carrier lost a short line,
_FIRST_OPENED = 9  # and later where an opening mark stands before it
_GAP = 12  # numbers that may be missing in a row
_APART = 300  # characters between two entries; an interlude of the editor has less
_LONGEST_ENTRY = 25  # lines

_NUMBERED = re.compile(r"^[ \t\xa0]{0,30}(\d{1,3})([a-z]?)[.)](?!\d)[ \t\xa0]*", re.MULTILINE)
_NUMBERED_LEAD = re.compile(r"\n[ \t\xa0]{0,30}\d")
_OPENING = re.compile(
    r"^[ \t]{0,30}(?P<shell>[\[{(])?[ \t]{0,9}"
    r"(?:note from(?: david)? johnson\b|(?:(?:table of )?contents|in this issue)[ \t]{0,9}:?[ \t]{0,9}$"
    r"|JRL #?[\d#-]+ contents\b)",
    re.MULTILINE | re.IGNORECASE,
)
_OPENING_LEAD = re.compile(r"\n[ \t]{0,30}[\[{(]?[ \t]{0,9}[ntcij]", re.IGNORECASE)
# The last lines of a masthead: what follows them may begin late too, but is no editor's note
_MASTHEAD = re.compile(
    r"^[ \t]{0,30}(?:JRL on |support (?:the )?JRL\b|donate online|Johnson['’]?s Russia List ::|the contents do not)",
    re.MULTILINE | re.IGNORECASE,
)
_NEAR = 2_000  # characters between a masthead's last lines and a list that begins late
_INTERLUDE = re.compile(r"\[(?:DJ|Note|See)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contents:
    """`span` holds the list from its opening mark on; `note` is the editor's, between that and the first entry."""

    span: Span
    entries: tuple[Entry, ...]
    note: Span | None = None


class _Numbered(NamedTuple):
    start: int  # of the line
    text_start: int
    number: int
    letter: str

    def follows(self, other: "_Numbered") -> bool:
        """`n`, `na`, `n+1`, … up to a few missing numbers."""
        if self.number == other.number:
            return self.letter > other.letter
        return other.number < self.number <= other.number + 1 + _GAP


def find_contents(text: str) -> Contents | None:
    """The contents list, or None where an issue has none."""
    limit = _find_limit(text)
    found = islice(find_lines(_NUMBERED_LEAD, _NUMBERED, text, 0, limit), 5 * MOST_ENTRIES)
    numbered = [_Numbered(m.start(), m.end(), int(m[1]), m[2]) for m in found]
    run = _find_run(text, numbered)
    if not run:
        table = find_table(text, limit) or find_flat_table(text, limit)
        return Contents(Span(table[0].span.start, table[-1].span.end), table) if table else None
    opening = _find_opening(text, run[0].start)
    shell = opening["shell"] if opening else None
    ends = [*(entry.start for entry in run[1:]), limit]
    entries: list[Entry] = []
    for item, end in zip(run, ends, strict=True):
        last = item is run[-1]
        span = Span(item.start, _entry_end(text, item, end, shell if last else None))
        printed = _join(text, item.text_start, span.end, shell if last else None)
        if printed:
            entries.append(read_entry(f"{item.number}{item.letter}", printed, span))
    if not entries or _is_scattered(entries):
        return None
    start = opening.start() if opening else entries[0].span.start
    head_end = read_line(text, opening.start()).end if opening else start
    note = Span(min(head_end + 1, run[0].start), run[0].start)
    if not note.of(text).strip():
        return Contents(Span(start, entries[-1].span.end), tuple(entries))
    return Contents(Span(start, entries[-1].span.end), tuple(entries), note)


def _is_scattered(entries: Sequence[Entry]) -> bool:
    """Whether text stands between most of them: they are the articles' own headings (in the supplement)."""
    apart = sum(after.span.start - before.span.end > _APART for before, after in pairwise(entries))
    return 2 * apart > len(entries)


def _find_limit(text: str) -> int:
    """Contents end before the first `#1` (or `#2`, `#3`: the first may be lost)."""
    for mark in find_numbers(text, 0, _REACH):
        if int(mark[1]) <= _FIRST:
            return mark.start()
    return min(len(text), _REACH)


def _find_opening(text: str, first: int) -> re.Match[str] | None:
    """The last opening mark within the forty lines before the first entry."""
    found = None
    for match in find_lines(_OPENING_LEAD, _OPENING, text, max(0, first - 6_000), first):
        found = match
    return found


def _find_run(text: str, numbered: list[_Numbered]) -> list[_Numbered]:
    """The longest run that begins with a small number; of equals, the first."""
    best: list[_Numbered] = []
    for at, first in enumerate(numbered[:60]):
        if first.number > _FIRST_OPENED or (best and first.start < best[-1].start):
            continue
        opened = _find_opening(text, first.start) is not None
        if (
            first.number > _FIRST
            and not opened
            and not _MASTHEAD.search(text, max(0, first.start - _NEAR), first.start)
        ):
            continue
        run = _follow(text, numbered, at)
        enough = len(run) >= 2 or (first.number == 1 and opened)
        if enough and len(run) > len(best):
            best = run
    return best


def _follow(text: str, numbered: list[_Numbered], at: int) -> list[_Numbered]:
    """The run that begins at a numbered line: `n`, `na`, `n+1`, …; two neighbours may have changed places."""
    run, i, highest = [numbered[at]], at + 1, numbered[at]
    while i < len(numbered) and len(run) < MOST_ENTRIES and not _is_over(text, run[-1], numbered[i]):
        item = numbered[i]
        if item.number == highest.number + 2 and _is_swapped(text, highest, numbered[i : i + 3]):
            run += numbered[i : i + 2]
            highest, i = item, i + 2
            continue
        # a wrapped line may begin with a number, the expected entry being still to come
        is_early = item.number > highest.number + 1 and _is_awaited(text, highest, run[-1], numbered[i : i + 4])
        if item.follows(highest) and not is_early:
            run.append(item)
            highest = item
        i += 1
    return run


def _is_awaited(text: str, highest: _Numbered, last: _Numbered, items: list[_Numbered]) -> bool:
    """Whether the entry that should come next stands behind the first of these lines, which has a higher number."""
    expected = highest.number + 1
    return items[0].number > expected and any(
        other.number == expected and not _is_over(text, last, other) for other in items[1:]
    )


def _is_swapped(text: str, highest: _Numbered, items: list[_Numbered]) -> bool:
    """`n+2`, `n+1`, `n+3`: two entries in each other's place, and no line of prose between them."""
    numbers = [item.number for item in items]
    expected = highest.number + 1
    if numbers not in ([expected + 1, expected, expected + 2], [expected + 1, expected]):
        return False
    return text[items[0].text_start : items[0].text_start + 1].isupper() and not _is_over(text, items[0], items[1])


def _is_over(text: str, last: _Numbered, item: _Numbered) -> bool:
    """Whether the list must have ended between two numbered lines: too much text, a row of stars, another's opening."""
    lines = text.count("\n", last.start, item.start)
    if item.start - last.start > 6_000 or lines > 2 * _LONGEST_ENTRY:
        return True
    if lines < 2:
        return False
    rules = find_rules(text, last.start, item.start)
    openings = find_lines(_OPENING_LEAD, _OPENING, text, last.start, item.start)
    return next(chain(rules, openings), None) is not None


def _entry_end(text: str, item: _Numbered, limit: int, shell: str | None) -> int:
    """Where an entry's own lines end: at a blank line after its text, a closing bracket of the shell, a rule."""
    end = at = item.text_start
    seen = 0
    while at < limit and seen < _LONGEST_ENTRY:
        line = read_line(text, at, limit)
        if line.text:
            is_below = at > item.text_start
            if is_below and (is_rule(line.text) or (seen and _is_interlude(line.text, text[item.text_start : end]))):
                break
            end, seen = line.end, seen + 1
            if shell and line.text.endswith(("]", "}")) and not _is_balanced(line.text):
                break
        elif seen:
            break
        at = line.end + 1
    return end


def _is_interlude(line: str, before: str) -> bool:
    """A line between two entries: the editor's, the supplement's heading in capitals (`FOLLOW-UP`), the title again."""
    if _INTERLUDE.match(line) or _repeats(line, before):
        return True
    # below a word in capitals the heading is a wrapped title's next line
    return GROUP.fullmatch(line) is not None and not "".join(before[-100:].split()[-2:]).isupper()


def _repeats(line: str, before: str) -> bool:
    """Whether the text before a line ends in what the line says, and that is no single word."""
    before = before[-2_000:]
    if len(line) <= 15 or line.rpartition(" ")[2] not in before:  # as nearly all
        return False
    return " ".join(before.split()).rstrip("\\ ").endswith(line)


def _is_balanced(line: str) -> bool:
    return line.count("[") == line.count("]") and line.count("{") == line.count("}")


def _join(text: str, start: int, end: int, shell: str | None) -> str:
    printed = " ".join(text[start:end].split())
    if shell and printed.endswith(("]", "}")) and not _is_balanced(printed):
        printed = printed[:-1].rstrip()
    return printed[:3_000]
