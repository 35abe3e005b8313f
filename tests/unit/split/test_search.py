"""Sections that lost their separators, found by the titles of the contents."""

import pytest

from jrld.model import Span
from jrld.split.entry import read_entry
from jrld.split.search import TitleSearch

PROSE = "A line of prose that is long enough to be one.\n\n"


def find(text: str, announced: str) -> list[str]:
    entry = read_entry("1", announced, Span(0, 0))
    found = TitleSearch(text, [Span(0, len(text))], [entry]).find(entry, 0, len(text))
    return [text[start.at :].split("\n")[0] for start in found]


@pytest.mark.parametrize(
    "head",
    [
        "Ferry keeps two logbooks\n",
        "ANALYSIS-Ferry keeps two logbooks\n",
        "UPDATE 1-Ferry keeps two logbooks\n",
        "12. FERRY KEEPS TWO LOGBOOKS\n",
        "“Ferry keeps two\nlogbooks”\n",
    ],
)
def test_forms_of_a_title(head: str) -> None:
    """With an agency's prefix, a number, quotes, capitals, or wrapped over two lines."""
    assert find(PROSE + head + "\n" + PROSE, "AP: Ferry keeps two logbooks.") == [head.split("\n")[0]]


def test_the_head_above_a_title() -> None:
    """Source, date, rights, address and kicker above it are the section's first lines."""
    head = "Moscow Times\nhttp://a.example/b\nApril 4, 2003\n[for personal use only]\nEditorial\n"
    assert find(
        f"{PROSE}{head}Ferry keeps two logbooks\n\n{PROSE}", "Moscow Times editorial: Ferry keeps two logbooks."
    ) == ["Moscow Times"]


def test_an_entry_that_was_read_wrongly() -> None:
    """A title with a colon (`Georgia: …`) is looked for as it was printed, too."""
    title = "Georgia: peculiar ports, clever cranes"
    assert find(f"{PROSE}{title}\n\n{PROSE}", f"{title}.") == [title]


def test_nothing_is_found_where_nothing_is() -> None:
    """Another title, a sentence that holds the words, one word alone."""
    text = f"{PROSE}The ferry keeps two logbooks, he said.\n\nFerry keeps nothing of what it promised to us\n\n"
    assert find(text, "AP: Ferry keeps two logbooks.") == []
    assert find(text, "AP: Ferry.") == []
