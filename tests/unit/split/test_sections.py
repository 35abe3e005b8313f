"""Sections and entries, where the signs disagree."""

from jrld.split.contents import find_contents
from jrld.split.sections import find_sections

PROSE = "The lamp of the ferry was lit at dusk, and nobody could say by whom.\n\n"
TITLES = (
    "The ferry keeps two logbooks",
    "Lamps of the northern harbour",
    "A samovar for every tram",
    "Bears like the weather",
)


def write(order: tuple[int, ...], mark: str = "*******\n\n#{}\n") -> str:
    return "".join(f"{mark.format(n + 1)}{TITLES[k]}\nBy Ivan Petrov\n\n{PROSE}" for n, k in enumerate(order))


def read(announced: tuple[int, ...], body: str) -> list[tuple[str | None, str | None]]:
    """(number above it, title of its entry) of each section."""
    text = "".join(f"{n}. AP: {TITLES[k]}.\n" for n, k in enumerate(announced, start=1)) + "\n"
    contents = find_contents(text)
    assert contents is not None
    found = find_sections(text + body, len(text), contents.entries)
    return [(section.number, section.entry.title if section.entry else None) for section in found]


def test_the_plain_case() -> None:
    """Numbers, titles and entries agree."""
    assert read((0, 1, 2, 3), write((0, 1, 2, 3))) == [(str(n), title) for n, title in enumerate(TITLES, start=1)]


def test_entries_that_changed_places() -> None:
    """A section has the entry whose title it prints, not the one whose number."""
    found = read((0, 2, 1, 3), write((0, 1, 2, 3)))
    assert found == [("1", TITLES[0]), ("2", TITLES[1]), ("3", TITLES[2]), ("4", TITLES[3])]


def test_an_inner_number_and_a_lost_one() -> None:
    """Between two plain sections the rest is aligned: `#1` in the second is its own, the third lost its number."""
    body = (
        write((0, 1, 2, 3))
        .replace("#3\n", "")
        .replace(f"{TITLES[1]}\nBy Ivan Petrov\n\n", f"{TITLES[1]}\nBy Ivan Petrov\n\n#1\n\n")
    )
    assert read((0, 1, 2, 3), body) == [("1", TITLES[0]), ("2", TITLES[1]), (None, TITLES[2]), ("4", TITLES[3])]


def test_titles_alone() -> None:
    """A carrier that lost numbers and rules."""
    assert read((0, 1, 2, 3), write((0, 1, 2, 3), "")) == [(None, title) for title in TITLES]
