"""The measure itself: what it calls exact is, what it calls wrong is, and other generators are read as they write."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.answers import Answer, Made, Specimen, find_stored
from benchmarks.bodies import compare_body
from benchmarks.tally import BOUNDS, add_up
from benchmarks.yardstick import Score, score_issue
from jrld.mime import parse
from jrld.model import Issue, Verdict
from jrld.split import split

TEXT = "The bridge was closed for a week.\nNobody in town had asked why it was, or for how long it would be."
ANSWER = Answer(
    label="1",
    titles=("A Bridge (excerpt)",),
    authors=("Anna Berestova",),
    sources=("rt.com",),
    published=None,
    url=None,
    kind="press",
    body=tuple(TEXT.split("\n")),
    notes=("[DJ: See also item 3.]",),
)


@pytest.fixture(scope="module")
def specimen() -> Specimen:
    """An issue that the splitter reads without a mistake: it has to be made, not found."""
    return Made(600_000, 0).read()


def split_one(specimen: Specimen) -> Issue:
    (issue,) = split(parse(specimen.raw))
    return issue


def score_all_right(specimen: Specimen, issue: Issue) -> Score:
    """The score where the answers are what was found: whatever the splitter can do, this is a full score."""
    pairs = zip(specimen.articles, issue.articles, strict=True)
    answers = tuple(
        replace(
            answer,
            label=article.label,
            titles=(article.title,) if article.title else (),
            authors=article.authors,
            sources=(article.source,) if article.source else (),
            published=article.published,
            url=article.url,
            kind=str(article.kind),
            body=tuple(article.body.split("\n")),
        )
        for answer, article in pairs
    )
    return score_issue(replace(specimen, articles=answers), [issue])


@pytest.mark.parametrize(
    "found",
    [
        TEXT,
        TEXT.upper().replace("\n", "  "),
        f"MINSK, June 1 (rt.com) -- {TEXT}",
        f"Anna Berestova teaches in Minsk.\n{TEXT}",
        f"{TEXT}\nThe writer lives in Minsk.",
        f"[DJ: See also item 3.]\n{TEXT}",
        TEXT.replace("bridge", "ìbridgeî").replace("week.", "week.î").replace("Nobody", "ìëNobody"),
        TEXT.replace("asked", "a'sk?ed").replace("it was", "it ‘was’").replace("town", "ìtownî ñ"),
    ],
)
def test_a_body_is_exact(found: str) -> None:
    """All words in order; a dateline, a word on the author and the editor's note may be there or not, and quotes may be
    damaged."""
    assert compare_body(ANSWER, found) is None
    assert compare_body(replace(ANSWER, body=(found,)), TEXT) is None


def test_quotes_may_be_damaged_and_names_not() -> None:
    """An apostrophe may be lost or come out as another letter; of an accent, the letter stays."""
    answer = replace(ANSWER, body=("It isn’t Russia’s, said Tóth-Halmor; they’re right.",))
    for found in (
        "It isnít Russiaís, said Tóth-Halmor; theyíre right.",
        "It isn?t Russia's, said Toth-Halmor; theyre right.",
    ):
        assert compare_body(answer, found) is None
    assert compare_body(answer, "It isn’t Russia’s, said Tth-Halmor; they’re right.") is not None


def test_what_is_optional_may_be_there_or_not() -> None:
    """A stand-first that the answer calls optional is no foreign word, and none that is missing."""
    answer = replace(ANSWER, optional=("Why nobody asked",))
    assert compare_body(answer, f"Why nobody asked.\n{TEXT}") is None
    assert compare_body(answer, TEXT) is None
    assert "foreign: 3" in (compare_body(ANSWER, f"Why nobody asked.\n{TEXT}") or "")


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (TEXT.removesuffix("would be."), "missing: 2 (would be)"),
        (TEXT.replace("a week", "the week"), "foreign: 1 (the)"),
        (f"A bridge in the north is in the way of all.\n{TEXT}", "foreign: 11"),
        (f"{TEXT}\n#2\nAP\nThe next article", "foreign: 5"),
        (f"{TEXT}\n{TEXT}", "foreign: 22"),
        (f"Nobody knows.\nBy Anna Berestova\n{TEXT}", "foreign: 5"),
        ("\n".join(reversed(TEXT.split("\n"))), "another order"),
        ("", "missing: 22"),
    ],
)
def test_a_body_is_wrong(found: str, kind: str) -> None:
    """A word too few, a word too many, or words in another order; and which."""
    assert kind in (compare_body(ANSWER, found) or "")


def test_what_agrees_is_a_full_score(specimen: Specimen) -> None:
    """Every share of an issue whose answers are what was found is 1."""
    tally = add_up([score_all_right(specimen, split_one(specimen))]).all
    shares = tally.shares()
    assert {name: shares[name] for name in BOUNDS} == dict.fromkeys(BOUNDS, 1.0)
    assert tally.misses() == []
    assert tally.true == len(specimen.articles) > 5


def test_a_lost_article_is_found_out(specimen: Specimen) -> None:
    """An article that is not there lowers recall and every field; `complete` beside it is counted apart."""
    issue = split_one(specimen)
    score = score_issue(specimen, [replace(issue, articles=issue.articles[1:], verdict=Verdict.COMPLETE)])
    shares = add_up([score]).all.shares()
    assert shares["recall"] < 1
    assert shares["title"] < 1
    assert shares["exact issues"] == 0
    assert add_up([score]).all.false_complete == 1
    assert {failure.field for failure in score.failures} >= {"body", "verdict"}


def test_an_article_too_many_is_found_out(specimen: Specimen) -> None:
    """The same article twice lowers precision and not recall."""
    issue = split_one(specimen)
    whole = score_issue(specimen, [issue])
    double = score_issue(specimen, [replace(issue, articles=(*issue.articles, issue.articles[-1]))])
    assert double.exact == whole.exact
    assert double.found == whole.found + 1
    assert not double.is_exact


def test_two_articles_in_one_are_found_out(specimen: Specimen) -> None:
    """A section that runs on into the next is no right cut, though all words are there."""
    issue = split_one(specimen)
    first, second, *rest = issue.articles
    merged = replace(first, span=first.span._replace(end=second.span.end), body=f"{first.body}\n{second.body}")
    score = score_issue(specimen, [replace(issue, articles=(merged, *rest), verdict=Verdict.COMPLETE)])
    assert not score.is_cut_right
    assert add_up([score]).all.false_complete == 1


def test_no_issue_at_all_is_a_score(specimen: Specimen) -> None:
    """Nothing found: recall is 0, and precision has nothing to be wrong about."""
    shares = add_up([score_issue(specimen, [])]).all.shares()
    assert (shares["recall"], shares["precision"], shares["exact issues"]) == (0.0, 1.0, 0.0)


def test_the_folder_of_another_generator(tmp_path: Path, specimen: Specimen) -> None:
    """A mail and its answers as JSON are the same specimen; a field that is unsure is not asked."""
    articles = [
        {
            "label": answer.label,
            "title": answer.titles[0] if answer.titles else None,
            "titles": answer.titles,
            "authors": answer.authors,
            "source": list(answer.sources) or None,
            "published": answer.published and answer.published.isoformat(),
            "url": answer.url,
            "kind": answer.kind,
            "body": answer.body,
            "in_contents": True,
            "notes": answer.notes,
            "unsure": ["title", "body"] if k == 0 else [],
        }
        for k, answer in enumerate(specimen.articles)
    ]
    told = {
        "era": specimen.era,
        "transport": specimen.transport,
        "trouble": [],
        "year": specimen.year,
        "number": specimen.number,
        "date": specimen.date and specimen.date.isoformat(),
        "articles": articles,
    }
    (tmp_path / "0001.eml").write_bytes(specimen.raw)
    (tmp_path / "0001.json").write_text(json.dumps(told), "utf-8")
    (tmp_path / "0002.eml").write_bytes(b"without answers")
    (stored,) = find_stored(tmp_path)
    read = stored.read()
    assert read.articles[1:] == specimen.articles[1:]
    score, whole = score_issue(read, [split_one(read)]), score_issue(specimen, [split_one(specimen)])
    assert (whole.true - score.true, whole.asked["title"] - score.asked["title"]) == (1, 1)
    assert whole.asked["authors"] == score.asked["authors"]
