"""One article's page of the web archive (jrl-formats.md 1 and 4)."""

from datetime import date

import pytest

from corpus import ARTICLE_PAGES, make_article_page
from jrld.formats.jrl_page import FORMAT
from jrld.model import Issue, Mail, Part, Reading, Verdict

BANNER = (
    "Old Saint Basil's Cathedral\nExcerpts from the JRL E-Mail Community :: Founded and Edited by David Johnson\n\n"
)


def read(text: str) -> Issue:
    return FORMAT.dissect(Mail(), Reading("plain", text))


def test_the_number_line_names_issue_and_item() -> None:
    """`#8 - JRL 2006-10` is item 8 of issue 10 of 2006, not of issue #2006."""
    issue = read(
        BANNER + "#8 - JRL 2006-10 - JRL Home\nMoscow Times\nJanuary 10, 2006\nA title\n\nText.\n\nTop    Next\n"
    )
    assert (issue.ref, issue.label, issue.year, issue.number) == ("2006-10-8", "2006-#10", 2006, 10)
    assert issue.articles[0].published == date(2006, 1, 10)


def test_what_the_capture_lost_is_not_invented() -> None:
    """The seed's shape: neither number nor source; the ref comes from the text and stays the same."""
    text = BANNER + "A title of some words\nApril 4, 2003\n\nText that goes on.\n\nTop    Next\n"
    issue = read(text)
    assert issue.ref == read(text).ref
    assert issue.ref.startswith("x")
    assert [warning.code for warning in issue.warnings] == ["no-number"]
    assert (issue.label, issue.articles[0].source, issue.articles[0].body) == (None, None, "Text that goes on.")


@pytest.mark.parametrize(
    ("number", "day", "expected"),
    [
        ("7024", "Jan 17", date(2003, 1, 17)),
        ("7005", "Dec 30", date(2002, 12, 30)),
        ("7400", "Dec 3", date(2003, 12, 3)),
    ],
)
def test_a_datelines_year_comes_from_the_number(number: str, day: str, expected: date) -> None:
    """`7024` is of 2003, so is a dateline's day; in the first numbers of a year December is the year before."""
    issue = read(f"{BANNER}#2 - JRL {number}\nA title of words\n\nOMSK, {day} (Reuters) - Text.\n\nTop    Next\n")
    assert issue.articles[0].published == expected


def test_an_empty_page_is_unrecognised() -> None:
    """A page of furniture only has no article, and loses no character."""
    issue = read(BANNER + "Top    Next\n")
    assert (issue.verdict, issue.articles, issue.coverage) == (Verdict.UNRECOGNISED, (), 1.0)
    assert Part.ARTICLE not in {segment.part for segment in issue.segments}


@pytest.mark.parametrize("style", [style for style in ARTICLE_PAGES if style != "2018-article"])
def test_made_up_pages(style: str) -> None:
    """Every kind of page with the community line: one article, its title and the end of its body right."""
    for seed in range(6):
        page = make_article_page(seed, style)
        (true,) = page.articles
        text = page.text
        assert FORMAT.recognise(Mail(), Reading("plain", text)) > 0.5
        issue = read(text)
        (article,) = issue.articles
        assert (article.title or "").casefold() == (true.title or "").casefold(), f"{style}, seed {seed}"
        assert article.label == true.label
        assert article.published == true.published
        assert " ".join(article.body.split()).endswith(" ".join(true.body[-1].split())[-40:])
