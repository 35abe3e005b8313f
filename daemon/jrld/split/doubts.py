"""Signs in an article's text that something went astray: a second article in it, none at all, a broken end."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from jrld.model import Article, Span
from jrld.split.byline import read_byline
from jrld.split.dates import find_date_line
from jrld.split.lines import Line, is_apart, iter_lines
from jrld.split.marks import BYLINE, DATELINE, RIGHTS
from jrld.split.names import find_source

_BEGINS = 300  # characters of an article that its own head and stand-first may take
_LEAST = 250  # characters: what follows a head, if it is another article's
_MOST_LINES = 20_000  # lines of a body that are looked at
_TITLE = 120  # characters
_SHORT = 60  # characters of a line that is no sentence's
# A press review, a digest, a bulletin: it has many heads, and is one article all the same
_REVIEW = re.compile(
    r"\b(?:review|summar(?:y|ies)|digest|round-?up|headlines?|newsline|what the papers say|bulletin|in brief|briefs"
    r"|chronology|excerpts|letters|monitoring|press)\b",
    re.IGNORECASE,
)
_MID_SENTENCE = re.compile(r"[^\W\d_][,;-]?$")
_ADDRESS = re.compile(r"(?:https?://|www\.|@)\S{0,500}$")
_ABOUT = re.compile(r"[\[(*]{0,3}(?P<who>[^.,\n]{3,60}?),? (?:is|was|writes|works|teaches|lives)\b")
_BLURB = 400  # characters
_PROSE = 45  # characters of a last line that was wrapped, and goes on


def find_head_inside(text: str, article: Article) -> Span | None:
    """The first place in the body that looks like another article's head, when there is one or two; None in reviews.

    A source above a date; either of them above `[for personal use only]`; a title above a byline, or above a wire's
    dateline.
    """
    if _REVIEW.search(article.title or ""):
        return None
    found = list(islice(_iter_heads(text, article.body_span), 3))
    return found[0] if 0 < len(found) < 3 else None


def _iter_heads(text: str, body: Span) -> Iterator[Span]:
    lines = [line for line in islice(iter_lines(text, body.start, body.end), _MOST_LINES) if not line.blank]
    for at, line in enumerate(lines):
        if line.start < body.start + _BEGINS or not is_apart(lines, at) or len(line.text) > _TITLE:
            continue
        if body.end - line.start >= _LEAST and _is_head(lines, at):
            yield Span(line.start, line.end)


def _is_head(lines: Sequence[Line], at: int) -> bool:
    """Whether the paragraph that begins at this line looks like the head of an article."""
    line = lines[at].text
    below = [item.text for item in _paragraph(lines, at)[1:]]
    is_source, is_dated = find_source(line) is not None, find_date_line(line) is not None
    if is_source and any(find_date_line(text) or RIGHTS.match(text) for text in below[:2]):
        return True
    if is_dated and any(RIGHTS.match(text) or _is_byline(text) for text in below[:3]):
        return True
    is_title = len(line) > 8 and not line.endswith((".", ",", ":", ";")) and line[:1] not in "\"“'(["
    if not is_title or is_source:
        return False
    if below and (_is_byline(below[0]) or (len(below) > 1 and find_date_line(below[0]) and _is_byline(below[1]))):
        return True
    after = at + 1 + len(below)
    opening = lines[after].text if not below and after < len(lines) else below[0] if below else ""
    dateline = DATELINE.match(opening)
    return dateline is not None and dateline["agency"] is not None


def _paragraph(lines: Sequence[Line], at: int) -> Sequence[Line]:
    end = at + 1
    while end < min(len(lines), at + 6) and not is_apart(lines, end):
        end += 1
    return lines[at:end]


def _is_byline(text: str) -> bool:
    match = BYLINE.match(text) if len(text) <= _SHORT else None
    return match is not None and match["by"].lower() == "by" and bool(read_byline(match["who"]))


def is_blurb(article: Article) -> bool:
    """Whether the text is but a word on its author (`Ivan Petrov is a writer.`), whose article is lost."""
    match = _ABOUT.match(article.body) if len(article.body) <= _BLURB and "\n" not in article.body else None
    if match is None:
        return False
    who = match["who"].casefold()
    return who in ("the writer", "the author") or any(author.casefold() in who for author in article.authors)


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
