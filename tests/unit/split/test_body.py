"""Paragraphs of a body."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jrld.split.body import read_body


def test_hard_wrapped_lines_are_joined() -> None:
    """A margin's line ends go, a paragraph's stay; a word broken at its hyphen is whole again."""
    text = (
        "MOSCOW -- The minister of transport said on Tuesday that the well-\nknown railway would be finished by the end"
        " of the year.\n\n  It will not.\n"
    )
    assert read_body(text) == (
        "MOSCOW -- The minister of transport said on Tuesday that the well-known railway would be "
        "finished by the end of the year.\n\nIt will not."
    )


def test_indented_paragraphs_without_empty_lines() -> None:
    """Some nineties mails indent paragraphs instead of parting them."""
    text = (
        "   One line of a paragraph that is long enough to be prose and\nends here.\n"
        "   Another begins, and it is long as well, so\nit goes on."
    )
    assert read_body(text).count("\n\n") == 1


@pytest.mark.parametrize("stray", ["", "  ", "\t", "\xa0"])
def test_stray_blanks_change_nothing(stray: str) -> None:
    """An even body and one with blanks at its line ends are read alike: the words at a hyphen, too."""
    line = "The minister of transport said on Tuesday that the well-"
    assert read_body(f"{line}{stray}\nknown railway would be ready.{stray}\n\nIt will not.") == (
        f"{line}known railway would be ready.\n\nIt will not."
    )


def test_verse_and_lists_keep_their_lines() -> None:
    """Short lines were ended on purpose."""
    assert read_body("The snow\nfalls slow\nbelow") == "The snow\nfalls slow\nbelow"


@given(st.text(alphabet="ab- \t\n\xa0.", max_size=300))
def test_no_character_of_the_text_is_lost(text: str) -> None:
    """Blanks and line ends aside, the body is the span (reversible)."""
    assert "".join(read_body(text).split()) == "".join(text.split())
