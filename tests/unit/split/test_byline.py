"""Who wrote it."""

import pytest

from jrld.split.byline import find_byline, read_byline, read_sender, read_signature


@pytest.mark.parametrize(
    ("who", "persons"),
    [
        ("Ivan Petrov", ("Ivan Petrov",)),
        ("Colin McMahon, Tribune Foreign Correspondent.", ("Colin McMahon",)),
        ("Jane Martinson and Dan Atkinson in Moscow", ("Jane Martinson", "Dan Atkinson")),
        ("ANNA BLUNDY IN MOSCOW", ("Anna Blundy",)),
        ("J. Arch Getty", ("J. Arch Getty",)),
        ("our own correspondent", ()),
        ("the roadside", ()),
    ],
)
def test_bylines(who: str, persons: tuple[str, ...]) -> None:
    """Names stay, places and papers go; what is no name gives none (layouts 2318, 3012, 3450)."""
    assert read_byline(who) == persons


def test_lines_that_are_bylines() -> None:
    """Whatever their case, and with the words that papers put for `By`."""
    for line in ("By Ivan Petrov", "BY IVAN PETROV", "Interview by Ivan Petrov", "author: Ivan Petrov"):
        found = find_byline(line)
        assert found is not None
        assert found["who"].casefold() == "ivan petrov"
    assert find_byline("The lift was written by Ivan Petrov") is None


@pytest.mark.parametrize(
    ("value", "persons"),
    [
        ('"Laura Belin" <>', ("Laura Belin",)),
        ("Gerald Quist <gq@a.example>", ("Gerald Quist",)),
        ("jpvogel@a.example (Jan-Peter Vogel)", ("Jan-Peter Vogel",)),
        ("list@a.example", ()),
    ],
)
def test_senders(value: str, persons: tuple[str, ...]) -> None:
    """The From line of a pasted header, its address mostly gone."""
    assert read_sender(value) == persons


def test_signatures() -> None:
    """The last paragraph of a letter, when it is short lines that begin with a name (5587-11)."""
    assert read_signature("To the Editor:\n\nText.\n\nBoris Yordanov\nChief Forecaster, TV-9") == ("Boris Yordanov",)
    assert (
        read_signature("Text.\n\nNobody signed this, and it goes on for longer than any signature would do it.") == ()
    )
    assert read_signature("") == ()
