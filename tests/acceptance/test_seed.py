"""The one real page at hand: JRL #7131, item 16, saved from the list's web archive. Here is what is expected of it."""

from pathlib import Path

import pytest

from jrld.mime import parse
from jrld.model import Mail, Media, Part, Verdict
from jrld.split import split

SEED = Path(__file__).parents[3] / "shared" / "seed" / "jrl-7131-16.txt"
FURNITURE = ("Old Saint Basil's", "Excerpts from the JRL E-Mail Community", "Top    Next")


@pytest.fixture(scope="module")
def mail() -> Mail:
    if not SEED.exists():
        pytest.skip(f"THE SEED IS NOT HERE, and the only real page goes untested: {SEED}")
    return parse(SEED.read_bytes(), Media.TEXT)


def test_the_seed_is_one_article(mail: Mail) -> None:
    """Title, date, body and its ends are those of the page; its number and agency are lost, and not invented."""
    (issue,) = split(mail)
    (article,) = issue.articles
    assert issue.format == "jrl_page"
    assert issue.verdict is Verdict.COMPLETE
    assert article.title == "Russia's influence on North Korea - never had it, never will: analysts"
    assert str(article.published) == "2003-04-04"
    assert article.body.startswith("Even in Soviet times")
    assert article.body.endswith("said Vorontsov.")
    assert (article.authors, article.source, article.url) == ((), None, None)
    assert article.language == "en"


def test_the_pages_furniture_is_in_no_field(mail: Mail) -> None:
    """Pictures' texts, the community line and the navigation are segments of their own; the cut loses nothing."""
    (issue,) = split(mail)
    (article,) = issue.articles
    page = issue.text.replace("\xa0", " ")
    for line in FURNITURE:
        assert line in page
        assert line not in f"{article.title}\n{article.body}".replace("\xa0", " ")
    assert issue.coverage == 1.0
    assert "".join(segment.span.of(issue.text) for segment in issue.segments) == issue.text
    assert [segment.part for segment in issue.segments] == [Part.MASTHEAD, Part.ARTICLE, Part.FURNITURE]
