"""What stands behind a title in a contents entry, and how the title ends. The grammar: test_entry_grammar.py."""

import time

import pytest

from jrld.model import Span
from jrld.split.entry import read_entry


@pytest.mark.parametrize(
    ("text", "title", "url"),
    [
        (
            "RT: Most came by boat – www.rt.com/russia/49-most/",
            "Most came by boat",
            "http://www.rt.com/russia/49-most/",
        ),
        ("Kremlin.ru: A walk – en.kremlin.ru/events/63691", "A walk", "http://en.kremlin.ru/events/63691"),
        ("TASS: A walk. https://tass.com/economy/1?a=b", "A walk", "https://tass.com/economy/1?a=b"),
        ("TASS: A walk [https://tass.com/economy/1]", "A walk", "https://tass.com/economy/1"),
        ("Meduza: A walk – meduza.io", "A walk", "http://meduza.io"),
        ("Meduza: A walk – meduza.io/en/1 (excerpt)", "A walk", "http://meduza.io/en/1"),
        ("Meduza: A walk –", "A walk", None),
        ("Meduza: A walk – –]", "A walk", None),
        ("Meduza: A walk []", "A walk", None),
        ("Meduza: A walk\\", "A walk", None),
        ("TASS: Trust grows – minister", "Trust grows – minister", None),
        ("AP: Either/or and on/off", "Either/or and on/off", None),
    ],
)
def test_addresses(text: str, title: str, url: str | None) -> None:
    """From 2019 an address stands behind the title; where a carrier dropped it only its dash or brackets are left."""
    entry = read_entry("4", text, Span(0, 1))
    assert (entry.title, entry.url) == (title, url)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("AP: Talks with the U.S.", "Talks with the U.S."),
        ("AP: And so on...", "And so on..."),
        ("AP: Focus 'too narrow.'", "Focus 'too narrow.'"),
        ("AP: Fear of the boat (or not)s", "Fear of the boat (or not)s"),
        ("AP: Fear of the boat. [...]", "Fear of the boat. [...]"),
        ("AP: Order Came From One Man --", "Order Came From One Man"),
        ("AP: ", None),
        ("AP:", None),
        ("", None),
    ],
)
def test_ends_of_titles(text: str, title: str | None) -> None:
    """The full stop goes, an abbreviation's stays; words left out (`[...]`) are no remark; a title may be lost."""
    assert read_entry("1", text, Span(0, 1)).title == title


@pytest.mark.parametrize(
    "text",
    [
        "AP: interview with " + ':" ' * 900,
        "Letter: " + "From " * 590,
        "A, " * 1_000,
        "AP: " + "by A " * 700,
        "a.b" * 1_000,
        "(" * 1_500 + ")" * 1_500,
        "Ivan Petrov and " * 180,
        "– " * 1_500,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_entries_are_read_at_once(text: str) -> None:
    """No run of signs makes an expression run away: each is read within a fifth of a second of processor time."""
    start = time.process_time()
    assert read_entry("1", text, Span(0, 1)).text == text
    assert time.process_time() - start < 0.2
