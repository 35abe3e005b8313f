"""Lines of a text with their places, and what a line can be seen to be by itself."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from jrld.split.marks import LETTER

_BLANKS = " \t\xa0\r\v\f"
HEAD_LINES = 11  # that hold nearly every article's head
LONGEST = 2_000  # characters of a line that are looked at; longer lines are prose


class Line(NamedTuple):
    """One line without its newline: `text` is stripped and cut at LONGEST characters."""

    start: int
    end: int  # before the newline
    text: str

    @property
    def blank(self) -> bool:
        return not self.text


# As `Line._make` does it, in half the time: more of these are made than of anything else.
_make_line: Callable[[tuple[int, int, str]], Line] = partial(tuple.__new__, Line)

RULE = re.compile(r"^[ \t]{0,99}(?:(?:[*][ \t]?){3,80}|(?:[-_=~+][ \t]?){4,200})$", re.MULTILINE)
# `#1`, `# 6a`, `#12.`, `#8 - JRL 2006-10 - JRL Home`: the item's number on a line of its own
NUMBER_MARK = re.compile(
    r"^[ \t\xa0]{0,99}#[ \t\xa0]?(\d{1,3})([a-z]?)[.:)]?[ \t\xa0]{0,99}(?:-[ \t]{0,9}JRL\b[^\n]{0,60})?$", re.MULTILINE
)
# Blanks are counted wherever two runs of them could meet: a line of a million blanks must not be read a million times.
_RETURN = (
    r"(?:\[[ \t]{0,9})?(?:return|back)[ \t]{1,9}to[ \t]{1,9}(?:the[ \t]{1,9})?"
    r"(?:contents|top|table[ \t]{1,9}of[ \t]{1,9}contents)(?:[ \t]{0,9}\])?"
    r"|\[[ \t]{0,9}(?:contents|top)[ \t]{0,9}\]|back to the top[ \t\xa0]{1,30}next article"
    r"|top[ \t\xa0]{2,30}next(?: article)?"
)
RETURN = re.compile(r"^[ \t\xa0]{0,99}(?:" + _RETURN + r")[ \t\xa0]{0,99}$", re.MULTILINE | re.IGNORECASE)

HEADING = re.compile(r"^[ \t]{0,99}(\d{1,3})([a-z]?)\.[ \t]+[A-Z][^a-z\n]{2,200}$", re.MULTILINE)  # `7. TITLE`

# What separators begin with, blanks aside
_SEPARATORS = {"#": NUMBER_MARK} | dict.fromkeys("*-_=~+", RULE) | dict.fromkeys("[rRbBtT", RETURN)
# The lines by which sections are told, and what each kind begins with: a group of the expression for each
_SIGNS = (NUMBER_MARK, RULE, RETURN, HEADING, LETTER)
_SIGN_LEAD = re.compile(
    r"\n(?=[ \t\xa0#*_=~+\[\d>rRbBtTFDSCOX-])"  # most lines begin with none of these, and are passed over
    r"(?:[ \t\xa0]{0,99}+(?:(#)|([*_=~+-])|(\[|(?i:return|back|top)[ \t\xa0])|(\d{1,3}[a-z]?\.[ \t]))"
    r"|(>?(?:From|Date|Subject|To|Sent|Cc|Reply-To|Organization|X-[\w-]{1,20}):))"
)
# What the lines of a kind begin with, behind a line end: a search for it is ten times faster than one that tries `^` at
# every character.
_NUMBER_LEAD = re.compile(r"\n(?=[ \t\xa0#])[ \t\xa0]{0,99}#")
_RULE_LEAD = re.compile(r"\n(?=[ \t*_=~+-])[ \t]{0,99}[*_=~+-]")
_RETURN_LEAD = re.compile(r"\n(?=[ \t\xa0\[rRbBtT])[ \t\xa0]{0,99}(?:\[|(?i:return|back|top))")


def find_lines(
    lead: re.Pattern[str], line: re.Pattern[str], text: str, begin: int = 0, end: int | None = None
) -> Iterator[re.Match[str]]:
    """The lines of `text[begin:end]` that match `line`, of those that begin with `lead` behind their line end."""
    limit = len(text) if end is None else end
    if (begin == 0 or text[begin - 1] != "\n") and (match := line.match(text, begin, limit)):
        yield match
    for found in lead.finditer(text, max(begin - 1, 0), limit):
        if match := line.match(text, found.start() + 1, limit):
            yield match


def find_signs(text: str, begin: int, most: int) -> dict[re.Pattern[str], list[re.Match[str]]]:
    """The first `most` numbers, rules, returns, headings and fields of mail headers in `text[begin:]`: each under its
    expression, from one look at all lines."""
    found: dict[re.Pattern[str], list[re.Match[str]]] = {sign: [] for sign in _SIGNS}
    if begin == 0 or text[begin - 1] != "\n":
        found |= {sign: [match] for sign in _SIGNS if (match := sign.match(text, begin))}
    for lead in _SIGN_LEAD.finditer(text, max(begin - 1, 0)):
        sign = _SIGNS[(lead.lastindex or 0) - 1]
        if len(found[sign]) < most and (match := sign.match(text, lead.start() + 1)):
            found[sign].append(match)
    return found


def find_numbers(text: str, begin: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """The lines `#k` of a text."""
    return find_lines(_NUMBER_LEAD, NUMBER_MARK, text, begin, end)


def find_rules(text: str, begin: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """The rows of stars, dashes and the like of a text."""
    return find_lines(_RULE_LEAD, RULE, text, begin, end)


def find_returns(text: str, begin: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """The lines `[return to Contents]` of a text."""
    return find_lines(_RETURN_LEAD, RETURN, text, begin, end)


def read_line(text: str, start: int, limit: int | None = None) -> Line:
    """The line that begins at `start`."""
    end = text.find("\n", start, limit)
    if end < 0:
        end = len(text) if limit is None else limit
    return _make_line((start, end, text[start : min(end, start + LONGEST)].strip(_BLANKS)))


def iter_lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """The lines of `text[start:end]`; `start` must be the beginning of a line."""
    limit = len(text) if end is None else end
    while start < limit:
        line = read_line(text, start, limit)
        yield line
        start = line.end + 1


def first_lines(text: str, start: int, end: int, count: int, to_separator: bool = False) -> list[Line]:
    """The first `count` lines that are not blank, in `text[start:end]`; a desert of blank lines is not crossed, nor,
    where that is asked, a separator."""
    found: list[Line] = []
    at = start
    for _ in range(5 * count + 20):
        stop = text.find("\n", at, end)
        if stop < 0:
            if at >= end:
                break
            stop = end
        cut = stop if stop - at <= LONGEST else at + LONGEST
        if printed := text[at:cut].strip(_BLANKS):
            if to_separator and printed[0] in _SEPARATORS and tell_separator(printed):
                break
            found.append(_make_line((at, stop, printed)))
            if len(found) == count:
                break
        at = stop + 1
    return found


def line_start(text: str, offset: int) -> int:
    """Where the line that holds `offset` begins."""
    return text.rfind("\n", 0, offset) + 1


def is_rule(line: str) -> bool:
    """A row of stars, dashes, underscores or the like, and nothing else."""
    return len(line) >= 3 and line[0] in " \t*-_=~+" and RULE.match(line) is not None


def tell_separator(line: str) -> re.Pattern[str] | None:
    """RULE, RETURN or NUMBER_MARK, if a line without blanks around it is such; of most lines, the first sign tells."""
    separator = _SEPARATORS.get(line[:1])
    return separator if separator and separator.match(line) else None


def is_apart(lines: Sequence[Line], at: int) -> bool:
    """Whether an empty line stood before line `at` of `lines` (which holds no empty ones)."""
    return 0 < at < len(lines) and lines[at].start > lines[at - 1].end + 1
