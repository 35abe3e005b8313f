"""How a section ends: separators, what the carrier puts below every article, the editor's last word."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from jrld.split.lines import line_start, tell_separator
from jrld.split.marks import NOTE
from jrld.split.sections import Section

_LONGEST_REFRAIN = 40  # characters
_LEAST_REFRAINS = 3  # sections that end in it, and half of all
_LONGEST_NOTE = 1_000  # characters
_BLANK = re.compile(r"\n[ \t\xa0]*\n")


def trim(text: str, start: int, end: int) -> int:
    """The end of the article's own text: blank lines, rules and `[return to Contents]` below it are not its."""
    while end > start:
        line = max(line_start(text, end - 1 if text[end - 1] == "\n" else end), start)
        printed = text[line:end].strip()
        if printed and not tell_separator(printed):
            return line + len(text[line:end].rstrip())
        end = line if line < end else end - 1
    return start


def drop_refrain(text: str, sections: Sequence[Section]) -> list[Section]:
    """The sections without the short line that most of them end in, whatever its words (`^ top`, `Next article`)."""
    lasts = [_find_last_line(text, section) for section in sections]
    [(refrain, count)] = Counter(line for _, line in lasts).most_common(1) or [("", 0)]
    if count < max(_LEAST_REFRAINS, len(sections) / 2) or not 0 < len(refrain) <= _LONGEST_REFRAIN:
        return list(sections)
    return [
        replace(section, end=at) if line == refrain else section
        for section, (at, line) in zip(sections, lasts, strict=True)
    ]


def _find_last_line(text: str, section: Section) -> tuple[int, str]:
    """Where the last line of a section's text begins, and the line without regard to case."""
    end = trim(text, section.start.at, section.end)
    at = max(line_start(text, end), section.start.at)
    return at, text[at : min(end, at + 2 * _LONGEST_REFRAIN)].strip().casefold()


def find_closing_note(text: str, start: int, end: int) -> int | None:
    """Where the editor's note begins that is the last paragraph of `text[start:end]`; None without one."""
    at = max((match.end() for match in _BLANK.finditer(text, max(start, end - _LONGEST_NOTE), end)), default=None)
    if at is None or not NOTE.match(text[at : at + 60]):
        return None
    printed = text[at:end].strip()
    return at if printed[:1] not in "[({" or printed.rstrip(" .").endswith(("]", ")", "}")) else None
