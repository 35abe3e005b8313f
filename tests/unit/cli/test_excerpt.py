"""A place in a text, quoted for a terminal."""

import pytest

from jrld.cli.excerpt import quote_place
from jrld.model import Span

TEXT = "Contents\n1. One\n2. \u4e2d\u6587 \x1b[31mTwo\n\nA note\n" + "word " * 100 + "HERE " + "word " * 100 + "\nend"


def quote(start: int, end: int, columns: int = 80) -> list[str]:
    return [line.plain for line in quote_place(TEXT, Span(start, end), columns)]


def test_place_is_marked_in_its_line() -> None:
    """Guards line numbers, the line above, and the mark's columns."""
    assert quote(12, 15) == ["      1 | Contents", "      2 | 1. One", "        |    ^^^"]


def test_first_line_has_none_above() -> None:
    """Guards the text's begin."""
    assert quote(0, 8) == ["      1 | Contents", "        | ^^^^^^^^"]


def test_nothing_of_a_mail_is_obeyed_and_columns_stay() -> None:
    """Guards terminals: escapes are shown, and a mark stands below its word behind letters two columns wide."""
    at = TEXT.index("Two")
    assert quote(at, at + 3)[1:] == ["      3 | 2. \u4e2d\u6587 \ufffd[31mTwo", "        | " + " " * 13 + "^^^"]


def test_long_place_is_marked_on_its_first_line() -> None:
    """Guards against quoting an article: the first line that has text, and where the place ends."""
    start = TEXT.index("\n\nA note")
    assert quote(start, start + 15)[1:] == ["      5 | A note", "        | ^^^^^^ to line 6"]


@pytest.mark.parametrize("columns", [10, 60, 80, 400])
def test_long_line_is_cut_around_the_place(columns: int) -> None:
    """Guards terminals against one line of a megabyte: the place is in what is shown."""
    at = TEXT.index("HERE")
    above, line, mark = quote(at, at + 4, columns)
    assert above == "      5 | A note"
    assert len(line) <= max(min(columns, 110), 30)
    assert line[mark.index("^") : mark.index("^") + 4] == "HERE"


@pytest.mark.parametrize("span", [(0, 0), (len(TEXT), len(TEXT)), (10**6, 10**7), (3, 10**7)])
def test_any_span_can_be_quoted(span: tuple[int, int]) -> None:
    """Guards the terminal against a span that is empty or not within the text."""
    lines = quote(*span)
    assert 2 <= len(lines) <= 3
    assert "^" in lines[-1]
