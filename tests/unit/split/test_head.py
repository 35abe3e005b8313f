"""The head of one article, layout by layout (jrl-formats.md 4)."""

from datetime import date

import pytest

from jrld.model import Span
from jrld.split.entry import read_entry
from jrld.split.fields import Head
from jrld.split.head import read_head
from jrld.split.lines import HEAD_LINES, first_lines

DAY = date(1999, 4, 20)


def read(text: str, announced: str | None = None, latest: date | None = DAY) -> Head:
    entry = read_entry("1", announced, Span(0, 0)) if announced else None
    return read_head(text, 0, len(text), entry, latest)


BODY = "\nThe text of the article begins here, with a line that is as long as others.\n"


@pytest.mark.parametrize(
    ("lines", "announced", "source", "authors", "published"),
    [
        ("Moscow Times\nApril 19, 1999\n[for personal use only]\nThe lift\nBy Ivan Petrov\n", None, "Moscow Times",
         ("Ivan Petrov",), date(1999, 4, 19)),
        ("Moscow Times\nApril 19 1999\nThe lift\nA stand-first of some words\nBy Ivan Petrov\n", None, "Moscow Times",
         ("Ivan Petrov",), date(1999, 4, 19)),
        ("An Unheard-of Paper\nApril 19, 1999\nThe lift\n", None, "An Unheard-of Paper", (), date(1999, 4, 19)),
        ("The lift\nApril 19, 1999\n", "AP: The lift.", "AP", (), date(1999, 4, 19)),
        ("APRIL 19, 1999\nThe lift\n", "AP: The lift.", "AP", (), date(1999, 4, 19)),
        ("The Economist\nSeptember 6/13, 1999\nThe lift\n", None, "The Economist", (), date(1999, 9, 6)),
        (">From Russia Today press summaries\n\nSegodnya\n18 April 1999\nLead story\nThe lift\n", "Segodnya: The lift.",
         "Segodnya", (), date(1999, 4, 18)),
        ("The lift\nIvan Petrov | Moscow News | April 19, 1999 | JRL 2011-175-18 | JRL Home\n", None, "Moscow News",
         ("Ivan Petrov",), date(1999, 4, 19)),
        ("Moscow Times\nwww.a.example/b\nApril 19, 1999\nThe lift\nIvan Petrov in Omsk\n",
         "Moscow Times: Ivan Petrov, The lift.", "Moscow Times", ("Ivan Petrov",), date(1999, 4, 19)),
    ],
)  # fmt: skip
def test_layouts(lines: str, announced: str | None, source: str, authors: tuple[str, ...], published: date) -> None:
    """In every layout seen, the title is the title, the fields are read, and the body begins beneath them."""
    text = lines + BODY
    head = read(text, announced)
    assert (head.title, head.authors, head.published) == ("The lift", authors, published)
    assert (head.source.name if head.source else head.source_printed) == source
    assert text[head.body :].strip() == BODY.strip()


def test_a_wire_storys_dateline() -> None:
    """Agency and day stand in the dateline, which stays in the body; the issue's date gives the year."""
    head = read("The lift\n\nMOSCOW, Apr 19 (Reuters) - Text.\n")
    assert (head.wire, head.published, head.origins["published"]) == (True, date(1999, 4, 19), "dateline")
    assert read("The lift\n\nMOSCOW, Dec 31 (Reuters) - Text.\n", latest=date(2000, 1, 2)).published == date(
        1999, 12, 31
    )
    assert read("The lift\n\nMOSCOW, Apr 19 (Reuters) - Text.\n", latest=None).published is None


def test_a_letter_without_subject() -> None:
    """Its title is the entry's; the first line of its text is none."""
    text = "From: Ilse Brandt <>\nDate: Mon, 19 Apr 1999\n\nMany thanks for the recipe.\n"
    head = read(text, "Ilse Brandt: thanks.")
    assert (head.letter, head.title, head.authors, head.source_printed) == (True, "thanks", ("Ilse Brandt",), None)
    assert text[head.body :] == "Many thanks for the recipe.\n"


def test_a_mail_written_for_a_newspaper() -> None:
    """`For the Hindustan Times` beneath the header names the source (3232)."""
    head = read(
        "From: Fred Aldous <>\nDate: Mon, 19 Apr 1999\nFor the Hindustan Times\nFrom: Fred Aldous in Moscow\n\nText.\n"
    )
    assert (head.source_printed, head.authors) == ("Hindustan Times", ("Fred Aldous",))


def test_a_colon_in_a_title() -> None:
    """`Georgia: …` looked like a source in the contents; the printed title shows that it is none."""
    head = read("Georgia: peculiar ports, clever cranes\n" + BODY, "Georgia: peculiar ports, clever cranes.")
    assert (head.title, head.source_printed, head.authors) == ("Georgia: peculiar ports, clever cranes", None, ())


def test_what_the_first_line_of_the_text_tells() -> None:
    """The credit in brackets of the list's site (2018-24), a stand-first's reporter (3247): both stay in the body."""
    head = read("The lift\n\n(Moscow Times – a.example – Ivan Petrov – April 19, 1999) Text.\n")
    assert (head.source_printed, head.authors, head.published) == ("Moscow Times", ("Ivan Petrov",), date(1999, 4, 19))
    head = read("Moscow Times\nApril 19 1999\nThe lift\nIt stands. Ivan Petrov reports from Omsk\n" + BODY)
    assert (head.title, head.authors) == ("The lift", ("Ivan Petrov",))


def test_the_editors_note() -> None:
    """`[DJ: …]` under the number is a note, not body, not title."""
    head = read("[DJ: It has\nbeen found.]\nMoscow Times\nApril 19, 1999\nThe lift\n" + BODY)
    assert (head.notes, head.title) == (["[DJ: It has been found.]"], "The lift")


def test_nothing() -> None:
    """An empty section has an empty head."""
    head = read("")
    assert (head.body, head.title, head.origins) == (0, None, {})


def test_lines_that_are_known_are_not_read_again() -> None:
    """The head is the same with the lines that its start was told by, and with those that end beyond the section."""
    text = "Moscow Times\nApril 19, 1999\nThe lift\nBy Ivan Petrov\n" + 9 * BODY
    lines = first_lines(text, 0, len(text), HEAD_LINES)
    for end in (len(text), lines[-1].end, lines[5].end):
        assert read_head(text, 0, end, None, DAY, known=lines) == read_head(text, 0, end, None, DAY)


def test_few_lines_that_are_known_are_all_only_where_nothing_follows() -> None:
    """A section may be shorter than a head; lines of which more stand below are too few."""
    text = "Moscow Times\nApril 19, 1999\nThe lift\nBy Ivan Petrov\n\n \n"
    lines = first_lines(text, 0, len(text), HEAD_LINES)
    for known in (lines, lines[:2], lines[:0]):
        assert read_head(text, 0, len(text), None, DAY, known=known) == read(text)
