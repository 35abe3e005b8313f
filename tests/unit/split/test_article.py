"""One section -> one article: kind, language, ends."""

import pytest

from jrld.model import Article, Kind, Span
from jrld.split.article import read_article
from jrld.split.entry import read_entry

TALK = "\n\n".join(f"{who}: A sentence of some words." for who in ("IVANOV", "PETROV") * 4)


def read(text: str, announced: str | None = None) -> Article:
    entry = read_entry("1", announced, Span(0, 0)) if announced else None
    return read_article(text, Span(0, len(text)), 1, "1", entry, "7131-1", None)


@pytest.mark.parametrize(
    ("text", "announced", "kind"),
    [
        ("From: Ivan Petrov <>\nSubject: x y\nDate: 1 May 1999\n\nText.\n", None, Kind.LETTER),
        ("Moscow Times\nMay 1, 1999\nThe lift\n\nTo the Editor:\n\nText.\n\nIvan Petrov\nOmsk\n", None, Kind.LETTER),
        ("The lift\n\nMOSCOW (AP) - Text.\n", None, Kind.WIRE),
        ("Moscow Times\nMay 1, 1999\nThe lift\n\nText.\n", None, Kind.PRESS),
        (f"Moscow Times\nMay 1, 1999\nThe lift\n\n{TALK}\n", None, Kind.PRESS),
        (f"Meeting with the mayor\nMay 1, 1999\n\n{TALK}\n", "Meeting with the mayor.", Kind.TRANSCRIPT),
        (f"NTV\nMay 1, 1999\nThe lift\n\n{TALK}\n", None, Kind.TRANSCRIPT),
        ("NTV\nMay 1, 1999\nThe lift\n\nText.\n", None, Kind.PRESS),
        ("Facebook\nMay 1, 1999\nThe lift\n\nText.\n", None, Kind.OTHER),
        ("The lift\n\nText.\n", "The lift.", Kind.OTHER),
    ],
)
def test_kinds(text: str, announced: str | None, kind: Kind) -> None:
    """Letter by header or address, transcript by its speakers, wire by its agency; a newspaper's interview is press."""
    assert read(text, announced).kind is kind


def test_who_signed_a_letter_wrote_it() -> None:
    """A reprinted letter has its author at its end (5587-11)."""
    article = read("Moscow Times\nMay 1, 1999\nThe lift\n\nTo the Editor:\n\nText.\n\nIvan Petrov\nOmsk\n")
    assert (article.authors, article.origins["authors"]) == (("Ivan Petrov",), "signature")


def test_what_stands_beneath_is_not_the_articles() -> None:
    """Rules, links back and blank lines under the text belong to no body."""
    text = "The lift\n\nText.\n\n[return to Contents]\n\n*******\n\n"
    article = read(text)
    assert (article.body, article.span.of(text)) == ("Text.", "The lift\n\nText.")


def test_remarks() -> None:
    """`(excerpt)` in the contents says that it is one; the title ends without its full stop."""
    article = read("The lift.\n\nText.\n", "AP: The lift. (excerpt)")
    assert (article.excerpt, article.title) == (True, "The lift")


def test_an_empty_section() -> None:
    """Nothing in, nothing invented."""
    article = read("\n\n")
    assert (article.title, article.body, article.authors, article.published) == (None, "", (), None)
