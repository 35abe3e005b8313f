"""The grammar of a contents entry (jrl-formats.md 3.2; titles shortened or made up)."""

import pytest

from jrld.model import Span
from jrld.split.entry import read_entry

CASES = [
    ("Moscow Times: Boris Kagarlitsky, A Darker Side.", "Moscow Times", ("Boris Kagarlitsky",), "A Darker Side", None),
    ("AP: Anniversary Passes.", "AP", (), "Anniversary Passes", None),
    ("New York Times editorial: A Pause.", "The New York Times", (), "A Pause", None),
    (
        "Kommersant; Andrei Kolesnikov, He Went His Own Way.",
        "Kommersant",
        ("Andrei Kolesnikov",),
        "He Went His Own Way",
        None,
    ),
    ("UPI:Neighbours disagree on wargames.", "UPI", (), "Neighbours disagree on wargames", None),
    ("Wayne Merry: Why Now?", None, ("Wayne Merry",), "Why Now?", None),
    ("Donald Jensen (RFE/RL): The Clan.", "RFE/RL", ("Donald Jensen",), "The Clan", None),
    (
        "The Guardian: Jane Martinson and Dan Atkinson. Mob used bank.",
        "The Guardian (UK)",
        ("Jane Martinson", "Dan Atkinson"),
        "Mob used bank",
        None,
    ),
    ("Richard Pipes, He Gets Angry.", None, ("Richard Pipes",), "He Gets Angry", None),
    ("TASS: Incomes to rise, says minister. (Kudrin)", "TASS", (), "Incomes to rise, says minister", "Kudrin"),
    ("Washington book event.", None, (), "Washington book event", None),
    ("2 more register as candidates.", None, (), "2 more register as candidates", None),
    (
        "Christian Science Monitor: Fred Weir, Taking out the garbage (excerpt)",
        "Christian Science Monitor",
        ("Fred Weir",),
        "Taking out the garbage",
        "excerpt",
    ),
]


@pytest.mark.parametrize(("text", "source", "authors", "title", "remark"), CASES)
def test_entries(text: str, source: str | None, authors: tuple[str, ...], title: str, remark: str | None) -> None:
    """Source, authors, title and remark as a person would say."""
    entry = read_entry("1", text, Span(0, len(text)))
    assert (entry.source, entry.authors, entry.title, entry.remark) == (source, authors, title, remark)


def test_the_address_behind_a_title() -> None:
    """From 2019 an address stands behind the title; where a carrier dropped it only the dash is left."""
    with_url = read_entry("4", "RT: Most cases came from Europe – www.rt.com/russia/495393-most/", Span(0, 1))
    assert with_url.url == "http://www.rt.com/russia/495393-most/"
    assert with_url.title == "Most cases came from Europe"
    assert read_entry("4", "Kremlin aide: A talk was suggested –", Span(0, 1)).url is None


def test_a_name_that_is_the_title() -> None:
    """A second name-like phrase behind the author belongs to the title (2008-#86 item 11)."""
    entry = read_entry("11", "Russia Profile: Dmitry Babich, Mending Fences. With Regard to Policy.", Span(0, 1))
    assert entry.authors == ("Dmitry Babich",)
    assert entry.title == "Mending Fences. With Regard to Policy"
