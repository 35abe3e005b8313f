"""Digests of postings, whatever is in them: the cut is lossless, no posting is lost, line ends change nothing."""

import re
from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jrld.formats import mime_digest, rfc934, rfc1153
from jrld.mime import parse
from jrld.model import Issue, Mail, Mark, Reading, Verdict
from jrld.split import split

WORD = re.compile(r"\w+")
EXAMPLES = partial(settings, deadline=None, suppress_health_check=[HealthCheck.too_slow])
BODY_LINES = st.sampled_from(
    (
        "", "", "Text of a posting.", "A sentence of prose that is as long as a line of a mail often is, or", "-" * 30,
        "-" * 70, "---", "- --", "-- ", "------- Message 2", "> From: a@example.org", "Note: this.", "#1", "*******",
        "End of the story", "Contents:", "1. On roads", "\ttab", "Привет", "--b", "Date: today",
    )
)  # fmt: skip
BODIES = st.lists(st.lists(BODY_LINES, max_size=8).map("\n".join), min_size=2, max_size=6)
ANY_LINES = st.lists(
    BODY_LINES
    | st.sampled_from(
        ("From: a@example.org (A)", "Subject: On roads", "Date: Fri, 4 Apr 2003", "Message: 2", "Today's Topics:",
         "   2. On roads (A)", "End of Roads Digest", "Subject: Digest Footer", "Roads Digest 4 April 2003 Vol 1 #2",
         " folded", "------- End of Forwarded Messages")
    ),
    max_size=60,
).map("\n".join)  # fmt: skip


def assert_is_lossless(issue: Issue, text: str) -> None:
    assert "".join(segment.span.of(text) for segment in issue.segments) == text
    assert all(segment.span.start < segment.span.end for segment in issue.segments)
    assert len({article.ref for article in issue.articles}) == len(issue.articles)
    for article in issue.articles:
        assert article.span.start <= article.body_span.start <= article.body_span.end <= article.span.end
        assert WORD.findall(article.body) == WORD.findall(article.body_span.of(text))


def write_head(k: int) -> str:
    return f"From: Reader {k} <a@example.org>\nDate: Fri, 4 Apr 2003\nSubject: Title {k}\n"


def assert_holds(issue: Issue, bodies: Sequence[str]) -> None:
    """Each posting under its title, with its words and no others."""
    assert [article.title for article in issue.articles] == [f"Title {k}" for k in range(len(bodies))]
    assert [WORD.findall(article.body) for article in issue.articles] == [WORD.findall(body) for body in bodies]


@EXAMPLES(max_examples=200)
@given(ANY_LINES)
def test_any_lines_are_cut_without_loss(text: str) -> None:
    """Separators, headers, contents and last lines where no digest has them."""
    for form in (rfc934.FORMAT, rfc1153.FORMAT):
        reading = Reading("plain", text)
        form.recognise(Mail(), reading)
        assert_is_lossless(form.dissect(Mail(), reading), text)


@EXAMPLES(max_examples=200)
@given(ANY_LINES, st.lists(st.integers(0, 400), max_size=9), st.booleans())
def test_any_marks_are_cut_without_loss(text: str, places: list[int], closes: bool) -> None:
    """Messages anywhere in a text, empty ones too."""
    at = sorted(min(place, len(text)) for place in places)
    marks = [Mark(start, "message", "", end) for start, end in pairwise(at)]
    end = [Mark(at[-1], "end", "")] if closes and at else []
    issue = mime_digest.FORMAT.dissect(Mail(), Reading("digest", text, (*marks, *end)))
    assert_is_lossless(issue, text)
    assert len(issue.articles) == len(marks)


@EXAMPLES(max_examples=100)
@given(BODIES)
def test_a_plain_digest_gives_back_its_postings(bodies: list[str]) -> None:
    """Whatever rows, signatures and header-like lines stand in them."""
    rule = "-" * 30
    postings = f"{rule}\n\n".join(f"{write_head(k)}\n{body}\n\n" for k, body in enumerate(bodies))
    top = f"Subject: Roads Digest, Vol 1, Issue 2\n\nHello.\n\n{'-' * 70}\n\n"
    text = f"{top}{postings}{rule}\n\nEnd of Roads Digest\n*******************\n"
    (issue,) = split(parse(text.encode()))
    assert_holds(issue, bodies)
    assert split(parse(text.replace("\n", "\r\n").encode()))[0].articles == issue.articles


@EXAMPLES(max_examples=100)
@given(BODIES)
def test_a_mime_digest_gives_back_its_postings(bodies: list[str]) -> None:
    """The carrier knows where each begins: nothing in them can be mistaken for it."""
    parts = "".join(f"--boundary\n\n{write_head(k)}\n{body}\n" for k, body in enumerate(bodies))
    head = "Subject: Roads Digest, Vol 1, Issue 2\nContent-Type: multipart/digest; boundary=boundary\n\n"
    (issue,) = split(parse(f"{head}{parts}--boundary--\n".encode()))
    assert_holds(issue, bodies)
    assert_is_lossless(issue, issue.text)
    empty = [not body.strip() for body in bodies]
    assert (issue.verdict is Verdict.COMPLETE) is not any(empty)
