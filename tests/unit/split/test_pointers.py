"""Where the HTML of an issue points."""

from jrld.model import Mark, Reading, Span
from jrld.split.pointers import Pointers

HEAD = Span(200, 300)
ENTRY = Span(10, 60)


def link(at: int, address: str, end: int = 0) -> Mark:
    return Mark(at, "link", address, end or at + 5)


def test_an_entry_leads_to_its_article() -> None:
    """By the name of the anchor, whatever page stands before it; not upwards, not to the top, not to nothing."""
    marks = [Mark(200, "anchor", "a3"), Mark(5, "anchor", "up"), Mark(0, "anchor", "top")]
    assert Pointers([*marks, link(12, "#a3")]).find_target(ENTRY) == 200
    assert Pointers([*marks, link(12, "http://campaign.example/issue.html#a3")]).find_target(ENTRY) == 200
    for address in ("#up", "#top", "#nowhere", "http://a.example/b"):
        assert Pointers([*marks, link(12, address)]).find_target(ENTRY) is None
    assert Pointers([*marks, link(70, "#a3")]).find_target(ENTRY) is None


def test_headings_of_the_articles() -> None:
    """The highest level that is there three times: a page has a title above, an article may have headings below."""
    marks = [Mark(1, "heading", "h1"), *(Mark(at, "heading", "h2") for at in (10, 20, 30)), Mark(15, "heading", "h3")]
    assert Pointers(marks).headings == (10, 20, 30)
    assert Pointers(marks[:3]).headings == ()


def test_the_address_of_an_article() -> None:
    """A link of its head, or of its contents entry; no source's front page, and nothing to share it by."""
    marks = [
        link(205, "http://paper.example/"),
        link(210, "http://www.facebook.com/share?u=1"),
        link(220, "http://paper.example/a"),
    ]
    assert Pointers(marks).find_address("Title", HEAD, None) == "http://paper.example/a"
    assert Pointers(marks).find_address("Title", Span(400, 500), None) is None
    assert Pointers([link(12, "http://paper.example/b")]).find_address("Title", HEAD, ENTRY) == "http://paper.example/b"


def test_the_address_in_another_reading() -> None:
    """The plain text of a mail has no links: the title's in the HTML counts, when it leads to one place."""
    text = "Samovars are cheap\nSamovars are cheap\nLamps are dear\n"
    marks = (link(0, "http://a.example/1", 18), link(19, "http://a.example/2", 37), link(38, "http://a.example/3", 52))
    pointers = Pointers((), [Reading("html", text, marks)])
    assert pointers.find_address("LAMPS ARE DEAR", HEAD, None) == "http://a.example/3"
    assert pointers.find_address("Samovars are cheap", HEAD, None) is None
