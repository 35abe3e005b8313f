"""Words on an author, and on the book under review."""

import pytest

from jrld.split.blurb import begins_blurb, count_book_lines, has_pages, read_about, read_closing
from jrld.split.lines import first_lines


@pytest.mark.parametrize(
    ("line", "persons"),
    [
        ("Ivan Petrov is a writer in Omsk.", ("Ivan Petrov",)),
        ("Anna Karlin, a historian, teaches at the Omsk Institute.", ("Anna Karlin",)),
        ("Ivan Petrov and Anna Karlin are fellows of the Lamp Centre.", ("Ivan Petrov", "Anna Karlin")),
        ("The governor is a friend of lamps.", ()),
        ("Prices Rise is what they say.", ()),
    ],
)
def test_whom_a_line_is_about(line: str, persons: tuple[str, ...]) -> None:
    """Names at its beginning, and a verb that such words have."""
    assert read_about(line) == persons


def test_words_on_the_writer() -> None:
    """Without a name, or with the last known one."""
    assert begins_blurb("The writer is a lamp lighter.", ())
    assert begins_blurb("Petrovsky lives in Omsk.", ("Petrovsky",))
    assert not begins_blurb("The lamp is a writer's friend.", ())


def test_the_book_under_review() -> None:
    """Title, author and publisher with its pages, in one paragraph; `140 pages` of anything else are prose."""
    text = "THE LAMP LIGHTER\nBy Ivan Petrov\nSamovar Press. 276 pp. $41.95\n\nA long book.\n"
    lines = first_lines(text, 0, len(text), 9)
    assert count_book_lines(lines, 0) == 3
    assert count_book_lines(lines, 3) == 0
    other = "The rules run to\n140 pages and more.\n\nText.\n"
    assert count_book_lines(first_lines(other, 0, len(other), 9), 0) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Samovar Press. 276 pp. $41.95\n", True),
        ("276pp.\n", True),
        ("A stopped lamp, 12 apples\n", False),
        ("", False),
    ],
)
def test_pages_of_a_book(text: str, expected: bool) -> None:
    """A number stands before them; most words with two p are others."""
    assert has_pages(text, first_lines(text, 0, len(text), 9)) is expected


def test_an_author_who_is_named_below() -> None:
    """The last paragraphs may say who wrote it."""
    assert read_closing("Text.\n\nMore text.\n\nIvan Petrov is a writer in Omsk.") == ("Ivan Petrov",)
    assert read_closing("Ivan Petrov is a writer.\n\nA.\n\nB.\n\nC.\n\nD.") == ()
