"""Which lines of a head are its title."""

from jrld.model import Entry, Span
from jrld.split.entry import read_entry
from jrld.split.lines import first_lines
from jrld.split.title import Titles


def look(text: str, announced: str | None = None) -> Titles:
    entry: Entry | None = read_entry("3", announced, Span(0, 0)) if announced else None
    return Titles(first_lines(text, 0, len(text), 9), entry)


def test_a_title_over_several_lines() -> None:
    """Lines whose words are the entry's belong together; a byline ends them."""
    titles = look("The long title of\nsome article\nBy Ivan Petrov\n", "AP: The long title of some article.")
    assert titles.count_lines(0) == 2


def test_the_subtitle_is_not_the_title() -> None:
    """The contents end a sentence where the title's line ends: `TITLE. SUBTITLE.` (2011-207)."""
    assert (
        look("Beekeepers storm\nEver more makers do\n", "AP: Beekeepers Storm. Ever More Makers Do.").count_lines(0)
        == 1
    )


def test_a_byline_without_by() -> None:
    """`Jane Martinson in Moscow` under the title names the entry's author (3450), and is no part of the title."""
    titles = look("Mob used bank\nJane Martinson in Moscow\n", "The Guardian (UK): Jane Martinson, Mob used bank.")
    assert titles.is_authors("Jane Martinson in Moscow")
    assert titles.count_lines(0) == 1


def test_without_an_entry_looks_decide() -> None:
    """A short line apart is a title; a wrapped sentence and one in lower case are none; a stand-first is not joined."""
    assert look("A title\n\nText.\n").is_titular(0)
    assert not look("a sentence\n\nText.\n").is_titular(0)
    wrapped = "The first line of a paragraph that is wrapped at seventy columns or so\nand goes on here.\n"
    assert not look(wrapped).is_titular(0)
    assert look("A title of more than forty-five characters, by far\nA stand-first ends so.\n").count_lines(0) == 1


def test_what_is_put_before_a_title() -> None:
    """`EDITORIAL:` and the item's own number go, an agency's `ANALYSIS-` stays (3343, 2006-45, 2316)."""
    titles = look("x", "AP: x.")
    assert titles.trim("EDITORIAL: The lift") == "The lift"
    assert titles.trim("3. THE LIFT") == "THE LIFT"
    assert titles.trim("2. THE LIFT") == "2. THE LIFT"
    assert titles.trim("ANALYSIS-The lift") == "ANALYSIS-The lift"
