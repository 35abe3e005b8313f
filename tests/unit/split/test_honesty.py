"""No `complete` where text went astray: issues mangled on purpose, as forwarders and converters mangle them."""

import random

import pytest

from corpus import TrueIssue, make_issue, make_mail
from corpus.carriers import Entity, join_parts, make_headers, make_html, make_qp, write_message
from jrld.mime import parse
from jrld.model import Issue, Mail, Reading, Verdict
from jrld.split import split

ERAS = ("1999-note", "2008-mail", "2013-list")
eras = pytest.mark.parametrize("era", ERAS)
PIECE = "The orchestra left by the morning train, and the town that had paid for it stood on the platform. " * 30


def read(issue: TrueIssue, text: str) -> Issue:
    [found] = split(Mail(subject=issue.subject, readings=(Reading("plain", text),)))
    return found


def send(issue: TrueIssue, *parts: Entity, kind: str = "mixed") -> tuple[Issue, ...]:
    headers = make_headers(issue, random.Random(1), issue.subject)
    return split(parse(write_message(headers, join_parts(kind, parts, "limit"))))


def codes(issue: Issue) -> set[str]:
    return {warning.code for warning in issue.warnings}


@eras
def test_second_issue_that_is_attached(era: str) -> None:
    """Guards an issue with another one attached to it: both are found, and a copy of itself only once."""
    issue, other = make_issue(1, era, count=5, number=40), make_issue(2, era, count=4, number=41)
    attached = Entity((("Content-Type", "message/rfc822"),), make_mail(other))
    copy = Entity((("Content-Type", "message/rfc822"),), make_mail(issue))
    found = send(issue, make_qp(issue.text), attached, copy)
    assert [(one.ref, len(one.articles)) for one in found] == [(issue.ref, 5), (other.ref, 4)]


@eras
def test_plain_text_that_holds_less_than_its_html(era: str) -> None:
    """Guards the choice of a reading: of two that agree with their own contents, the one with more articles."""
    issue, shorter = make_issue(1, era, count=7, number=40), make_issue(1, era, count=3, number=40)
    [found] = send(issue, make_qp(shorter.text), make_html(issue), kind="alternative")
    assert (found.carrier, len(found.articles)) == ("html", 7)


@eras
def test_article_above_everything(era: str) -> None:
    """Guards text before the masthead that is more than a forwarder's word: it is said that no article holds it."""
    issue = make_issue(3, era, count=5)
    found = read(issue, f"{PIECE}\n\n{issue.text}")
    assert found.verdict is Verdict.PARTIAL
    assert "unclaimed-text" in codes(found)


@eras
def test_first_article_without_number_and_entry(era: str) -> None:
    """Guards text between contents and first section."""
    issue = make_issue(3, era, count=5)
    first = issue.text.index("#1\n")
    found = read(issue, f"{issue.text[:first]}{PIECE}\n\n*******\n\n{issue.text[first:]}")
    assert found.verdict is Verdict.PARTIAL


@eras
@pytest.mark.parametrize(
    "words",
    ["Forward email", "Archive for Johnson's Russia List:", "This email was sent to us by", "To subscribe, write"],
)
def test_words_of_a_trailer_in_the_last_article(era: str, words: str) -> None:
    """Guards the last article's end: a paragraph that begins as trailers do is not its end when prose follows."""
    issue = make_issue(4, era, count=5)
    last = issue.articles[-1].body[0].split()[-1]
    at = issue.text.index(last, issue.text.index("#5\n")) + len(last)
    found = read(issue, f"{issue.text[:at]}\n\n{words}\n\n{PIECE}\n\n{PIECE}{issue.text[at:]}")
    assert len(found.articles) == 5
    assert found.articles[-1].body.count("The orchestra left by the morning train") == 60
