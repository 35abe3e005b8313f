"""Signs that something went astray: numbers that are missing, a second article in one, none at all, a broken end."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from string import ascii_lowercase

from jrld.model import Article, Entry, IssueWarning, Span
from jrld.split.byline import read_byline
from jrld.split.dates import find_date_line
from jrld.split.fields import find_dateline
from jrld.split.lines import Line, iter_lines
from jrld.split.marks import BYLINE, LETTER, RIGHTS, URL
from jrld.split.names import find_source

_BEGINS = 120  # characters of an article that its own head and stand-first may take
_LEAST = 250  # characters: what follows a head, if it is another article's
# Lines of which one must stand in a head: a short line with a year, a byline, a rights mark, an address, a letter's
# header; or, below an empty line, the opening of a wire's story. Every other paragraph is passed over.
_HINT = re.compile(
    r"\n(?:(?=[BbFfhDS\[{(])(?:[Bb][Yy] [A-Z]|[\[{(]?[Ff]or personal|https?://|(?:From|Date|Subject): )"
    r"|(?=[^\n]{4,50}+\n)[^\n]{0,45}(?:19|20)\d\d"
    r"|(?<=\s\n)[A-Z][^\n(/]{2,60}+[(/](?:AP|AFP|UPI|Reuters?|Interfax|I[Tt][Aa][Rr]|TASS|RIA|Bloomberg)\b)"
)
_MOST_HINTS = 20_000  # of a body
_MOST_ABOVE = 6  # lines
_TITLE = 120  # characters
_SHORT = 60  # characters of a byline
_SHORT_TITLE = 8
_MANY = 4  # so many heads are no accident: a review, by another name
_HEADER = {"From", "Subject", "Date"}
# A press review, a digest, a bulletin: it has many heads, and is one article all the same
_REVIEW = re.compile(
    r"\b(?:review|summar(?:y|ies)|digest|round-?up|headlines?|newsline|what the papers say|bulletin|in brief)\b",
    re.IGNORECASE,
)
_MID_SENTENCE = re.compile(r"[^\W\d_][,;-]?$")
_ADDRESS = re.compile(r"(?:https?://|www\.|@)\S{0,500}$")
_PROSE = 45  # characters of a last line that was wrapped, and goes on


def find_doubts(text: str, entries: Sequence[Entry], articles: Sequence[Article]) -> tuple[IssueWarning, ...]:
    """Numbers that are nowhere, sections that look as if two articles were in them, an end in mid-sentence."""
    numbers = {_read_number(entry.label): entry.span for entry in entries}
    for article in articles:
        numbers.setdefault(_read_number(article.label), article.span)
    found = list(_find_gaps(numbers))
    for article in articles:
        number = _read_number(article.label)
        is_missed = number + 1 not in numbers and number < max(numbers)
        if inside := find_head_inside(text, article, is_missed):
            message = f"article {article.label} probably holds a second one, from {inside.of(text).strip()[:80]!r} on"
            found.append(IssueWarning("two-articles", message, inside))
    if articles and (broken := find_broken_end(text, articles[-1])):
        found.append(IssueWarning("truncated", "the issue ends in mid-sentence, with no trailer below", broken))
    return tuple(found)


def _read_number(label: str) -> int:
    return int(label.rstrip(ascii_lowercase))


def _find_gaps(numbers: Mapping[int, Span]) -> Iterator[IssueWarning]:
    """The list skips numbers now and then; or a carrier dropped an article from contents and text."""
    for before, after in pairwise([0, *sorted(numbers)]):
        if after > before + 1:
            run = f"number {before + 1}" + (f" to {after - 1}" if after > before + 2 else "")
            yield IssueWarning("number-gap", f"{run} is neither announced nor there", numbers[after])


def find_head_inside(text: str, article: Article, is_missed: bool) -> Span | None:
    """The first place in the body that looks like another article's head; None where there are none, or many.

    `is_missed`: the next number is missing, so one is looked for: in a press review too, and a letter's header counts,
    which otherwise may be quoted.
    """
    found = list(islice(_iter_heads(text, article.body_span, is_missed), _MANY))
    if not 0 < len(found) < _MANY or (not is_missed and _REVIEW.search(article.title or "")):
        return None
    return found[0]


def _iter_heads(text: str, body: Span, is_missed: bool) -> Iterator[Span]:
    """The paragraphs that look like a head, and those above a wire's opening that look like its title."""
    seen = body.start + _BEGINS
    for hint in islice(_HINT.finditer(text, seen, max(body.end - _LEAST, seen)), _MOST_HINTS):
        start = _find_top(text, hint.start() + 1, body.start)
        if start <= seen:
            continue
        seen = start
        lines = _read_paragraph(text, start, body.end)
        if _is_head([line.text for line in lines], is_missed):
            yield Span(start, lines[0].end)


def _find_top(text: str, at: int, begin: int) -> int:
    """Where the paragraph begins that holds the line `at`; where that line opens one, the paragraph above."""
    for above in range(_MOST_ABOVE):
        start = max(text.rfind("\n", begin, at - 1) + 1, begin)
        is_blank = not text[start : at - 1].strip()
        if at <= begin or (is_blank and (above or not find_dateline(text[at : at + 200]))):
            break
        at = start
    return at


def _read_paragraph(text: str, start: int, end: int) -> list[Line]:
    """The lines of the paragraph that begins at `start`, at most six, and the next paragraph's first line."""
    lines: list[Line] = []
    for line in islice(iter_lines(text, start, end), 12):
        if line.blank:
            continue
        is_after = bool(lines) and line.start > lines[-1].end + 1
        lines.append(line)
        if is_after or len(lines) > _MOST_ABOVE:
            break
    return lines


def _is_head(lines: Sequence[str], is_missed: bool) -> bool:
    """Whether lines look like the head of an article: two signs of one, or a title above a wire's dateline."""
    *head, after = lines
    if not head or any(len(line) > _TITLE for line in head):
        return False
    signs = {name for line in head for name, is_sign in _SIGNS.items() if is_sign(line)}
    is_titled = (
        len(head[0]) > _SHORT_TITLE and not head[0].endswith((".", ",", ":", ";")) and head[0][0] not in "\"“'(["
    )
    if len(signs) >= 2 or (is_titled and len(head) > 1 and "byline" in signs):
        return True
    if is_missed and len({match["name"] for line in head if (match := LETTER.match(line))} & _HEADER) >= 2:
        return True
    dateline = find_dateline(after)
    return is_titled and len(head) < 3 and dateline is not None and dateline["agency"] is not None


def _is_byline(text: str) -> bool:
    match = BYLINE.match(text) if len(text) <= _SHORT else None
    return match is not None and match["by"].lower().endswith("by") and bool(read_byline(match["who"]))


_SIGNS: dict[str, Callable[[str], bool]] = {
    "source": lambda line: find_source(line) is not None,
    "date": lambda line: find_date_line(line) is not None,
    "rights": lambda line: RIGHTS.match(line) is not None,
    "byline": _is_byline,
    "address": lambda line: URL.match(line) is not None,
}


def find_broken_end(text: str, article: Article) -> Span | None:
    """The last line of an issue whose last article ends in mid-sentence; None where a rule or a trailer follows."""
    end = len(article.body_span.of(text).rstrip()) + article.body_span.start
    start = max(text.rfind("\n", article.body_span.start, end) + 1, article.body_span.start)
    last = text[max(start, end - 600) : end]
    if (
        text[article.span.end :].strip()
        or len(last) < _PROSE
        or _ADDRESS.search(last)
        or not _MID_SENTENCE.search(last)
    ):
        return None
    return Span(start, end)
