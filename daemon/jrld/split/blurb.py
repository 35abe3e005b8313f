"""What is said in a head, or below an article, about its author or about the book that it reviews."""

import re
from collections.abc import Sequence

from jrld.split.lines import Line, is_apart
from jrld.split.names import read_persons

_WRITER = r"[A-Z][\w.'’-]{0,20}+(?: [\w.'’-]{1,20}+){1,4}"  # whole words: no part of one is tried
# `Ivan Petrov, a historian, is the author of …`: a word on the author, now and then in the place of a byline (3267)
_VERBS = (
    r"(?:is|are|was|were|writes|teaches|works|lives|heads|directs|covers|served|edits|runs|chairs|leads|has been)\b"
)
_ABOUT = re.compile(rf"(?P<who>{_WRITER}(?:(?:, {_WRITER})?,? and {_WRITER})?)(?:, [^.,\n]{{2,60}},|,)? {_VERBS}")
_ON_THE_WRITER = re.compile(rf"(?:The (?:writer|author)(?:, [^.,\n]{{2,60}},)? {_VERBS}|About the author)")
_BOOK = re.compile(r"\b\d{2,4} ?pp\b")  # `Northgate Press. 276 pp. $41.95`
_PAGES = re.compile(r"pp\b(?:(?<=\dpp)|(?<=\d pp))")  # what every such line has, and few heads do
_MOST_LINES = 4  # of either
_CLOSING = 3  # paragraphs at the end of a text in which a word on its author stands
_LONGEST = 400  # characters of one


def read_about(line: str) -> tuple[str, ...]:
    """Whom a line is a word on; empty when it is none, or names nobody."""
    match = _ABOUT.match(line)
    return read_persons(match["who"], sure=True) if match else ()


def begins_blurb(line: str, authors: tuple[str, ...]) -> bool:
    """Whether a line begins a word on the author: on one who is known, on `the writer`, or on somebody else."""
    return line.startswith(authors) or _ON_THE_WRITER.match(line) is not None or bool(read_about(line))


def is_blurb(text: str, authors: tuple[str, ...]) -> bool:
    """Whether a text is but a word on its author."""
    if len(text) > _LONGEST or "\n" in text:
        return False
    return _ON_THE_WRITER.match(text) is not None or bool(set(read_about(text)) & set(authors))


def has_pages(text: str, lines: Sequence[Line]) -> bool:
    """Whether a number of pages stands anywhere in these lines of `text`."""
    if not lines or (first := text.find("pp", lines[0].start, lines[-1].end)) < 0:
        return False
    return _PAGES.search(text, first, lines[-1].end) is not None


def count_book_lines(lines: Sequence[Line], at: int) -> int:
    """The lines that name the book under review: title, `By` its author, publisher and pages; 0 where they do not."""
    for count, line in enumerate(lines[at : at + _MOST_LINES], start=1):
        if len(line.text) <= 120 and _BOOK.search(line.text):
            return 0 if any(is_apart(lines, below) for below in range(at + 1, at + count)) else count
    return 0


def count_paragraph(lines: Sequence[Line], at: int) -> int:
    """The lines from `at` to the next empty one; 0 when they are too many for a blurb, or the last that are known."""
    for end in range(at + 1, min(at + 1 + _MOST_LINES, len(lines))):
        if is_apart(lines, end):
            return end - at
    return 0


def read_closing(body: str) -> tuple[str, ...]:
    """The author of a text without a byline, of whom its last paragraphs say a word."""
    for paragraph in body[-3 * _LONGEST :].split("\n\n")[-_CLOSING:]:
        if len(paragraph) <= _LONGEST and (persons := read_about(paragraph)):
            return persons
    return ()
