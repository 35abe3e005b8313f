"""Whatever the text: the cut is lossless, the fields are its own, nothing raises, and time is bounded."""

import random
import re
from collections.abc import Callable
from email.header import Header
from functools import cache
from html import escape
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import ERAS, TROUBLES, make_issue
from corpus.hostile import HOSTILE, make_hostile
from jrld.formats import find_formats
from jrld.mime import parse
from jrld.model import Issue, Mail, Mark, Part, Reading
from jrld.split import split

WORD = re.compile(r"\w+")
FUZZ = settings().max_examples if settings().max_examples > 1_000 else 0  # examples of each test, with `make fuzz`
PARTS = 20 if FUZZ else 1  # so that progress is seen
in_parts = pytest.mark.parametrize("part", range(PARTS))
SIZE = 2_000_000  # characters
DEADLINE = 15.0  # seconds; the slowest takes two or three


def examples(count: int) -> settings:
    """So many examples; with `make fuzz` as many as its profile says, in all parts together."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=FUZZ // PARTS or count, deadline=None, suppress_health_check=slow)


# What issues are made of, and what looks like it
LINES = st.sampled_from(
    (
        "", "#1", "#2", "#3", "# 1", "#2a", "#1 - JRL 7131", "******", "* * *", "-------", "-- ", "1. AP: Title.",
        "2. x", "3. Ivan Petrov, A title that goes on", "1. TITLE IN CAPITALS", "7a. x]", "Contents:", "In this issue",
        "[Note from David Johnson:", "Johnson's Russia List", "#7131", "4 April 2003", "Moscow Times", "AP", "Title",
        "By Ivan Petrov", "A title that goes on", "MOSCOW, April 3 (AP) - Text.", "From: a@b", "Subject: x",
        "Date: Fri, 4 Apr 2003", "http://a.example/b", "[return to Contents]", "[DJ: a note", "a note]", "unsubscribe",
        "Top    Next", "Excerpts from the JRL E-Mail Community", "Topic\t1\tTitle\tAP", "\xa0\xa0\t", "Привет", "]",
        "}", "A sentence of prose that is as long as a line of a mail often is, or", "JRL 2011-#175",
        "   an indented line", "A | B | June 1, 2011 | JRL 2011-175-18 | x", "-" * 30, "-" * 70, "------- Message 2",
        "Today's Topics:", "Message: 2", "   2. On roads (A Reader)", "End of Roads Digest", "*" * 22, "- ---",
        "7. TITLE IN CAPITALS", "> #2", ">From a", "Fwd:", "---------- Forwarded message ----------", "From x",
        "Roads Digest, Vol 1",
    )
)  # fmt: skip
MADE_UP = st.lists(LINES, max_size=60).map("\n".join)
ANYTHING = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), max_size=400)


MARKS = st.lists(
    st.builds(
        Mark,
        st.integers(0, 400),
        st.sampled_from(("anchor", "heading", "link")),
        st.sampled_from(("", "#a", "a", "h1", "h3", "http://a.example/b", "#top")),
        st.integers(0, 400),
    ),
    max_size=12,
)
SUBJECTS = st.sampled_from(
    ("", "x", "#7131-Johnson's Russia List", "2008-#24-Johnson’s Russia List", "Fwd: JRL", "Roads Digest, Vol 1")
)


def dissect_all(mail: Mail, reading: Reading) -> list[Issue]:
    """The issue that each format makes of the reading, whether or not it recognises it."""
    for form in find_formats():
        assert 0.0 <= form.recognise(mail, reading) <= 1.0
    return [form.dissect(mail, reading) for form in find_formats()]


def assert_is_sound(issue: Issue, text: str) -> None:
    """The invariants of every issue, whatever it was made of."""
    assert issue.text == text
    assert "".join(segment.span.of(text) for segment in issue.segments) == text
    assert all(segment.span.start < segment.span.end for segment in issue.segments)
    assert issue.coverage == 1.0
    assert [article.position for article in issue.articles] == list(range(1, len(issue.articles) + 1))
    assert len({article.ref for article in issue.articles}) == len(issue.articles)
    shown = {segment.position: segment.span for segment in issue.segments if segment.part is Part.ARTICLE}
    for article in issue.articles:
        assert article.span.start <= article.body_span.start <= article.body_span.end <= article.span.end
        assert WORD.findall(article.body) == WORD.findall(article.body_span.of(text))
        assert shown.get(article.position, article.span) == article.span  # an empty article has no segment
    starts = [article.span.start for article in issue.articles]
    assert starts == sorted(starts)


@cache
def make_text(seed: int) -> str:
    """A made-up issue, often a troubled one."""
    rng = random.Random(seed)
    trouble = [rng.choice(TROUBLES)] if rng.random() < 0.7 else []
    return make_issue(seed, rng.choice(ERAS), trouble, count=5).text


def spoil(text: str, seed: int) -> str:
    """The text with lines moved, dropped, doubled, cut short or joined, or its end lost."""
    rng = random.Random(seed)
    lines = text.split("\n")
    for _ in range(rng.randrange(1, 12)):
        i, k = rng.randrange(len(lines)), rng.randrange(len(lines))
        change = rng.randrange(6)
        if change == 0:
            lines[i], lines[k] = lines[k], lines[i]
        elif change == 1:
            lines.insert(k, lines[i])
        elif change == 2 and len(lines) > 1:
            del lines[i]
        elif change == 3:
            lines[i] = lines[i][: rng.randrange(len(lines[i]) + 1)]
        elif change == 4:
            block = lines[min(i, k) : max(i, k)]
            rng.shuffle(block)
            lines[min(i, k) : max(i, k)] = block
        else:
            lines[i] += lines[k]
    spoilt = "\n".join(lines)
    return spoilt[: rng.randrange(len(spoilt) + 1)] if rng.random() < 0.3 else spoilt


SPOILT = st.builds(lambda seed, damage: spoil(make_text(seed), damage), st.integers(0, 60), st.integers(0, 2**32))
TEXTS = st.one_of(ANYTHING, MADE_UP, MADE_UP, SPOILT)


@in_parts
@examples(300)
@given(TEXTS, MARKS, SUBJECTS)
def test_any_text_is_cut_without_loss(part: int, text: str, marks: list[Mark], subject: str) -> None:
    """No text raises or loses a character, whichever format looks at it: characters of any kind, structural lines in
    any order and number, and issues whose lines were moved, doubled, joined, cut or lost."""
    reading = Reading("plain", text, tuple(sorted(marks)))
    for issue in dissect_all(Mail(subject=subject, readings=(reading,)), reading):
        assert_is_sound(issue, text)


# --- the same in mails -----------------------------------------------------------------------------


def write_plain(texts: list[str]) -> str:
    return "Content-Type: text/plain; charset=utf-8\n\n" + "\n".join(texts)


def write_html(texts: list[str]) -> str:
    lines = "\n".join(texts).split("\n")
    page = "".join(f'<p><a name="a{k}"></a>{escape(line)}</p>\n' for k, line in enumerate(lines))
    return f"Content-Type: text/html; charset=utf-8\n\n<html><body>{page}</body></html>\n"


def write_parts(kind: str, parts: list[str]) -> str:
    """Entities in a multipart of that kind."""
    body = "".join(f"--=_unlike_any_line\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="=_unlike_any_line"\n\n{body}--=_unlike_any_line--\n'


def write_digest(texts: list[str]) -> str:
    return write_parts("digest", [f"\nFrom: A Reader <a@example.org>\nSubject: x\n\n{text}" for text in texts])


def write_alternative(texts: list[str]) -> str:
    return write_parts("alternative", [write_plain(texts), write_html(texts)])


SHAPES = st.sampled_from((write_plain, write_plain, write_html, write_digest, write_alternative))


@in_parts
@examples(200)
@given(st.lists(TEXTS, min_size=1, max_size=3), SHAPES, SUBJECTS)
def test_any_mail_is_cut_without_loss_whatever_its_line_ends(
    part: int, texts: list[str], shape: Callable[[list[str]], str], subject: str
) -> None:
    """Mails of such texts, plain, as HTML and as a MIME digest: nothing is lost, and CRLF for LF changes nothing."""
    head = f"From: David Johnson <davidjohnson@erols.com>\nSubject: {Header(subject, 'utf-8').encode()}\n"
    raw = (f"{head}MIME-Version: 1.0\n" + shape([*texts, "Text."])).encode()
    mail, twin = parse(raw), parse(raw.replace(b"\n", b"\r\n"))
    assert mail.readings == twin.readings
    for reading in mail.readings:
        for issue in dissect_all(mail, reading):
            assert_is_sound(issue, reading.text)
    issues = split(mail)
    assert [issue.articles for issue in issues] == [issue.articles for issue in split(twin)]
    for issue in issues:
        assert_is_sound(issue, issue.text)


# --- hostile texts -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_in_bounded_time(name: str) -> None:
    """Two megabytes of what the splitter looks for: nothing is quadratic, no pattern runs away. `make bench-size`
    measures the same up to fifty megabytes."""
    text = make_hostile(name, SIZE)
    mail, reading = Mail(subject="#2500-Johnson's Russia List"), Reading("plain", text)
    for form in find_formats():
        began = process_time()
        form.recognise(mail, reading)
        issue = form.dissect(mail, reading)
        assert process_time() - began < DEADLINE
        assert issue.coverage == 1.0
