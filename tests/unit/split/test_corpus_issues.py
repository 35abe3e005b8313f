"""Made-up issues of every era, with known answers: the splitter finds their articles, or says that it did not.

A fast sample; every trouble is tried in a few eras. The generator is `tests/corpus`, written beside the splitter.
"""

from collections import Counter
from functools import cache

import pytest

from corpus import ERAS, TROUBLES, TrueArticle, TrueIssue, make_issue, read_words, show_html
from jrld.model import Article, Issue, Mail, Part, Reading, Verdict
from jrld.split import split
from jrld.split.names import find_source
from jrld.text import read_html

SEEDS = range(4)
FEW = 3  # eras that each trouble is tried in
LEAST = 0.97  # share of an untroubled article's fields


def read_mail(issue: TrueIssue) -> Mail:
    """The issue as a mail; the table of 2003 is only to be read from its HTML."""
    readings = [Reading("plain", issue.text)]
    if issue.era == "2003-table":
        readings.append(read_html(show_html(issue)))
    return Mail(subject=issue.subject, sent_on=issue.date, readings=tuple(readings))


@cache
def split_issue(seed: int, era: str, *trouble: str) -> tuple[TrueIssue, Issue]:
    issue = make_issue(seed, era, trouble)
    (found,) = split(read_mail(issue))
    return issue, found


def read_sections(issue: TrueIssue) -> list[list[str]]:
    """The words of each printed article, head and body: what a section must hold, no more and no less."""
    sections: dict[int, list[str]] = {article.position: [] for article in issue.articles}
    for piece in issue.pieces:
        if piece.part is Part.ARTICLE and piece.position is not None:
            sections[piece.position] += read_words(piece.text)
    return list(sections.values())


def find_sections(found: Issue) -> list[list[str]]:
    return [read_words(article.span.of(found.text)) for article in found.articles]


def show_source(name: str | None) -> str | None:
    known = find_source(name) if name else None
    return known.name if known else name


def show_address(url: str | None) -> str | None:
    """Contents print addresses without scheme and `www.`; neither can be known then."""
    return url.split("://")[-1].removeprefix("www.") if url else None


def compare(true: TrueArticle, found: Article) -> dict[str, bool]:
    body = read_words(found.body)
    titles = {" ".join(read_words(title)) for title in true.titles}
    return {
        "label": found.label == true.label,
        "title": " ".join(read_words(found.title or "")) in titles,
        "authors": [name.casefold() for name in found.authors] == [name.casefold() for name in true.authors],
        "source": found.source == show_source(true.source),
        "published": found.published == true.published,
        "url": show_address(found.url) == show_address(true.url),
        "kind": found.kind is true.kind,
        # a dateline, or a word on the author, may be read as part of the body or not
        "body": body[len(body) - len(true.body_words) :] == true.body_words and len(body) < len(true.body_words) + 60,
    }


@pytest.mark.parametrize("era", ERAS)
def test_an_issue_is_cut_into_its_articles(era: str) -> None:
    """Without trouble every article is found, with exactly its text, and the verdict is `complete`."""
    for seed in SEEDS:
        issue, found = split_issue(seed, era)
        assert find_sections(found) == read_sections(issue), f"{era}, seed {seed}"
        assert found.verdict is Verdict.COMPLETE, f"{era}, seed {seed}: {found.warnings}"
        assert [article.label for article in found.articles] == [article.label for article in issue.articles]
        assert (found.ref, found.year, found.number, found.date) == (issue.ref, issue.year, issue.number, issue.date)
        assert found.coverage == 1.0


@pytest.mark.parametrize("era", ERAS)
def test_the_fields_of_its_articles_are_read(era: str) -> None:
    """Each field of nearly every article is what the issue prints; a body is always right."""
    right: Counter[str] = Counter()
    total = 0
    for seed in SEEDS:
        issue, found = split_issue(seed, era)
        for true, article in zip(issue.articles, found.articles, strict=True):
            right.update(field for field, is_right in compare(true, article).items() if is_right)
            total += 1
    # what an agency is, is a matter of opinion: RFE/RL and RT are none here
    least = dict.fromkeys(right, LEAST) | {"kind": 0.93, "body": 1.0, "label": 1.0, "published": 1.0}
    shares = {field: right[field] / total for field in least}
    assert not {field: share for field, share in shares.items() if share < least[field]}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_troubled_issue_is_never_complete_with_an_article_lost(trouble: str) -> None:
    """With each trouble the articles are found, or the verdict is not `complete`."""
    first = TROUBLES.index(trouble)
    for k in range(FEW):
        era = ERAS[(first + 3 * k) % len(ERAS)]
        issue, found = split_issue(40 + k, era, trouble)
        if found.verdict is Verdict.COMPLETE:
            assert find_sections(found) == read_sections(issue), f"{era}, seed {40 + k}"
        assert found.coverage == 1.0
        assert len({article.ref for article in found.articles}) == len(found.articles)


def test_troubles_lose_few_articles() -> None:
    """Over all troubles together nearly all articles are still found whole; a cut mail's are those that came."""
    whole = total = 0
    for first, trouble in enumerate(TROUBLES):
        for k in range(FEW):
            issue, found = split_issue(40 + k, ERAS[(first + 3 * k) % len(ERAS)], trouble)
            sections = find_sections(found)
            whole += sum(section in sections for section in read_sections(issue))
            total += len(issue.articles)
    assert whole / total > 0.98


def test_what_is_missing_is_said() -> None:
    """An entry without its article, an article without its entry, and a list of contents that is gone: each by name."""
    expected = {
        "entry-without-article": "entry-without-section",
        "article-without-entry": "section-without-entry",
        "no-contents": "no-contents",
        "truncated": "entry-without-section",
        "doubled-number": "number-mismatch",
    }
    for trouble, code in expected.items():
        _, found = split_issue(3, "2001-contents", trouble)
        assert code in {warning.code for warning in found.warnings}, trouble
        assert found.verdict is Verdict.PARTIAL
