"""The pasted mail header of a letter to the list (jrl-formats.md 4)."""

from datetime import date

from jrld.split.letter import Letter, find_letter
from jrld.split.lines import first_lines


def find(text: str) -> Letter | None:
    return find_letter(first_lines(text, 0, len(text), 9), 0, text)


def test_any_order_of_fields() -> None:
    """From first (1414) or Date first (2330), with or without time and zone."""
    expected = Letter(3, ("Laura Belin",), "the myth.", date(1998, 8, 27))
    assert find('From: "Laura Belin" <>\nSubject: the myth.\nDate: Thu, 27 Aug 1998\n\nText') == expected
    assert find("Date: Thu, 27 Aug 1998 11:02:51 -0600 (CST)\nFrom: Laura Belin <>\nSubject: the myth.\n") == expected


def test_no_subject() -> None:
    """1029 has none: the title is not invented from the text beneath."""
    letter = find("From: Laura Belin <>\nDate: Thu, 27 Aug 1998\n\nMany thanks.\n")
    assert letter is not None
    assert (letter.title, letter.lines) == (None, 2)


def test_folded_fields() -> None:
    """A field's second line is indented, and belongs to the header."""
    letter = find("From: Laura Belin <>\nSubject: a long\n subject\nDate: Thu, 27 Aug 1998\n\nText\n")
    assert letter is not None
    assert letter.lines == 4


def test_what_is_no_header() -> None:
    """One field alone, or fields without From, begin a sentence."""
    assert find("From: Ivan Petrov in Moscow\n\nText\n") is None
    assert find("Date: today\nSubject: life\n") is None
