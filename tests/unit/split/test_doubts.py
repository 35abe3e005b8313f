"""No silence about what may have gone astray."""

import pytest

from jrld.model import Issue, Mail, Reading, Verdict
from jrld.split import split

PROSE = "The lamp of the ferry was lit at dusk, and nobody in the town could say by whom it had been lit.\n\n" * 4
TOP = "Johnson's Russia List\n#7131\n4 April 2003\n\n1. Moscow Times: The ferry.\n3. Reuters: The lamp.\n\n*******\n\n"
FERRY = f"#1\nMoscow Times\nApril 3, 2003\nThe ferry\n\n{PROSE}"
LAMP = f"*******\n\n#3\nReuters\nApril 3, 2003\nThe lamp\n\n{PROSE}"


def read(*parts: str) -> Issue:
    [issue] = split(Mail(subject="#7131-Johnson's Russia List", readings=(Reading("plain", "".join(parts)),)))
    return issue


def codes(issue: Issue) -> list[str]:
    return [warning.code for warning in issue.warnings]


def test_a_number_that_is_nowhere() -> None:
    """The list skips one now and then: it is said, and the verdict stays."""
    issue = read(TOP, FERRY, LAMP)
    assert (codes(issue), issue.verdict) == (["number-gap"], Verdict.COMPLETE)
    assert "number 2" in issue.warnings[0].message


@pytest.mark.parametrize(
    "head",
    [
        "Izvestia\nApril 2, 2003\n[for personal use only]\nThe samovar\nBy Ivan Petrov\n\n",
        "The samovar\nBy Ivan Petrov\n\n",
        "April 2, 2003\nThe samovar\nBy Ivan Petrov\n\n",
        "The samovar of the mayor\n\nMOSCOW, April 2 (Reuters) - ",
        "From: Ivan Petrov <>\nDate: Wed, 2 Apr 2003\nSubject: samovars\n\n",
    ],
)
def test_an_article_that_lost_number_entry_and_separator(head: str) -> None:
    """Its head in another one's text shows that it is there."""
    issue = read(TOP, FERRY, head, PROSE, LAMP)
    assert codes(issue) == ["number-gap", "two-articles"]
    assert issue.verdict is Verdict.PARTIAL
    span = issue.warnings[1].span
    assert span is not None
    assert span.of(issue.text) == head.split("\n")[0]


def test_heads_of_a_review_are_its_own() -> None:
    """A press review quotes source and date of each paper, and is one article."""
    review = "".join(f"Izvestia\nApril {day}, 2003\n\n{PROSE}" for day in (1, 2))
    issue = read(
        TOP.replace("3. Reuters: The lamp.", "2. Reuters: Press Review."),
        FERRY,
        LAMP.replace("The lamp", "Press Review").replace("#3", "#2"),
        review,
    )
    assert codes(issue) == []


def test_an_end_in_mid_sentence() -> None:
    """Neither trailer nor rule below it: the rest is missing."""
    broken = LAMP.rstrip()[:-40]
    assert "truncated" in codes(read(TOP, FERRY, broken))
    assert "truncated" not in codes(read(TOP, FERRY, broken, "\n\n*******\n"))
    assert "truncated" not in codes(read(TOP, FERRY, LAMP))


def test_only_a_word_on_the_author_is_left() -> None:
    """That is no text of an article."""
    issue = read(
        TOP, FERRY, "*******\n\n#3\nReuters\nApril 3, 2003\nThe lamp\nBy Ivan Petrov\n\nIvan Petrov is a writer.\n"
    )
    assert "empty-body" in codes(issue)
    assert issue.verdict is Verdict.PARTIAL
