"""Sources by their table, persons by their look."""

import pytest

from jrld.split.names import find_source, is_person, read_persons


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("The Guardian (UK)", "The Guardian (UK)"),
        ("Guardian", "The Guardian (UK)"),
        ("THE MOSCOW TIMES", "Moscow Times"),
        ("Itar-Tass", "ITAR-TASS"),
        ("Reuter", "Reuters"),
        ("WP", "The Washington Post"),
    ],
)
def test_sources(printed: str, name: str) -> None:
    """Case, article and country mark do not matter; aliases are data."""
    source = find_source(printed)
    assert source is not None
    assert source.name == name


@pytest.mark.parametrize(
    "printed", ["Judith Matloff", "Katrina vanden Heuvel", "Gen. Lee Butler", "J. Arch Getty", "Timothy O'Brien"]
)
def test_persons(printed: str) -> None:
    """Names with particles, initials and apostrophes."""
    assert is_person(printed)


@pytest.mark.parametrize(
    "printed", ["Moscow Times", "The Missing Debate", "Hot line", "Boris", "World War 3", "gas prices", ""]
)
def test_no_persons(printed: str) -> None:
    """Publications, phrases, single words and numbers are no persons."""
    assert not is_person(printed)


def test_lists_of_persons() -> None:
    """`A and B`, `A, B and C`; capitals are settled."""
    assert read_persons("Bill Powell and Yevgenia Albats") == ("Bill Powell", "Yevgenia Albats")
    assert read_persons("ANNA BLUNDY") == ("Anna Blundy",)
    assert read_persons("Steve Solnick, Thomas Remington and Andrew Weiss") == (
        "Steve Solnick",
        "Thomas Remington",
        "Andrew Weiss",
    )
    assert read_persons("Steve Solnick, a Great Debate") == ()
