"""Where an issue ends and the farewell begins."""

import pytest

from jrld.split.trailer import find_trailer

ARTICLE = "The last article.\n\nIt ends here.\n\n"


@pytest.mark.parametrize(
    "trailer",
    [
        "-------\nWeb page for CDI Russia Weekly:\nhttp://www.cdi.example/russia\n",
        "*******\n\nDavid Johnson\nphone: 301-555-0151\n",
        "Forward email\n\nThis email was sent to reader@a.example\n",
        "_______________________________________________\nRu-watch mailing list\n",
        "********\n\n-- \nColin Marsh\nWatch Officer\n",
        "********\n\nSent from my telephone\n",
        "--\nOS mailing list\nos@lists.example\nhttp://lists.example/os\n",
        "David Johnson\nCDI, 1779 Lamp Avenue\nWashington DC 20036\n\n-------\nTo unsubscribe, write.\n",
        "Johnson’s Russia List\ndavidjohnson@a.example\n",
    ],
)
def test_trailers(trailer: str) -> None:
    """The list's, a campaign's, another list's, a forwarder's with what stands above (jrl-formats.md 4b)."""
    assert find_trailer(ARTICLE + trailer, 0) == len(ARTICLE) - 1


@pytest.mark.parametrize(
    "end",
    [
        "He wrote a letter, and in it was a line that said\nunsubscribe me from the list of the living.\n",
        "Ivan Petrov\nSent from my telephone\n",
        "-- \nIvan Petrov\nOmsk\n",
        "",
    ],
)
def test_no_trailers(end: str) -> None:
    """Such words inside a paragraph are text, and a letter's own signature is the letter's."""
    assert find_trailer(ARTICLE + end, 0) is None


def test_far_from_the_end_nothing_is_a_trailer() -> None:
    """An article that quotes a footer, with much text behind it, is not cut."""
    assert find_trailer(ARTICLE + "unsubscribe\n\n" + "text\n" * 2_000, 0) is None
