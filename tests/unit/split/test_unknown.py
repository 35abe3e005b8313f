"""A name before a colon that no table knows."""

import pytest

from jrld.split.unknown import is_label, is_source


@pytest.mark.parametrize(
    "prefix",
    [
        "Some Unknown Weekly",
        "The Lower Volga Gazette",
        "Norwich University",
        "Strategic Boat Foundation",
        "Comment is Boats",
        "Moscow Boat Review",
        "Ladoga",
        "BMX",
        "volgatimes.ru",
    ],
)
def test_sources(prefix: str) -> None:
    """Written like a name; a word of publications outweighs a country in it."""
    assert is_source(prefix)


@pytest.mark.parametrize(
    "prefix",
    [
        "Russia",
        "Putin's Boats",
        "US-Russian Relations",
        "Flynn affair",
        "Let’s work together",
        "‘Energy in full swing’",
        "Done with the West?",
        "THE COMING FLOOD",
        "Poll",
        "Q&A",
        "Hizb ut-Tahrir",
        "Rain in May. Boats",
        "How Boats Sink",
        "A Long Name of Many Words That Goes On and On",
        "",
    ],
)
def test_parts_of_titles(prefix: str) -> None:
    """A country, a politician, a label, a word in small letters, a quote or a question: the colon is the title's."""
    assert not is_source(prefix)


def test_labels() -> None:
    """What pieces are called is no source, whatever its case."""
    assert is_label("BOOK REVIEW")
    assert is_label("Press review")
    assert not is_label("Boat Review")
