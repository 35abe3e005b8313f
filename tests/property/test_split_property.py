"""Whatever the text: the cut is lossless, the fields are its own, nothing raises, and time is bounded."""

import random
import re
from functools import cache
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import ERAS, TROUBLES, make_issue
from jrld.formats import find_formats, jrl, jrl_page
from jrld.model import Issue, Mail, Part, Reading
from jrld.split import split

WORD = re.compile(r"\w+")
EXAMPLES = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SIZE = 5_000_000  # characters
DEADLINE = 10.0  # seconds; the slowest takes two or three

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
        "   an indented line", "A | B | June 1, 2011 | JRL 2011-175-18 | x",
    )
)  # fmt: skip
MADE_UP = st.lists(LINES, max_size=60).map("\n".join)
ANYTHING = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), max_size=400)


def dissect_all(text: str, subject: str = "#7131-Johnson's Russia List") -> list[Issue]:
    """The issue that each format makes of the text, whether or not it recognises it."""
    reading, mail = Reading("plain", text), Mail(subject=subject)
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


@EXAMPLES
@given(ANYTHING)
def test_any_text_is_cut_without_loss(text: str) -> None:
    """No text raises or loses a character, whichever format looks at it."""
    for issue in dissect_all(text):
        assert_is_sound(issue, text)


@settings(EXAMPLES, max_examples=250)
@given(MADE_UP)
def test_lines_that_look_like_an_issues_are_cut_without_loss(text: str) -> None:
    """Structural lines in any order and number, where no issue has them."""
    for issue in dissect_all(text):
        assert_is_sound(issue, text)


@EXAMPLES
@given(st.integers(0, 30), st.integers(0, 2**32))
def test_spoilt_issues_are_cut_without_loss(seed: int, damage: int) -> None:
    """Issues whose lines were moved, doubled, joined, cut or lost."""
    text = spoil(make_text(seed), damage)
    for issue in dissect_all(text):
        assert_is_sound(issue, text)
    for issue in split(Mail(subject="2008-#24-Johnson's Russia List", readings=(Reading("plain", text),))):
        assert_is_sound(issue, text)


HEAD = "Johnson's Russia List\n#2500\n2 December 1998\n\n"
CONTENTS = (
    "[Note from David Johnson:\n" + "".join(f"{n}. AP: Title {n} of the party.\n" for n in range(1, 401)) + "]\n\n"
)


def fill(unit: str) -> str:
    return unit * (SIZE // len(unit))


HOSTILE = {
    "#1": lambda: fill("#1\n"),
    "rows of stars": lambda: fill("*******\n"),
    "one row of stars": lambda: fill("* "),
    "1. x": lambda: fill("1. x\n"),
    "one line": lambda: fill("word "),
    "one word": lambda: fill("A"),
    "From: a": lambda: fill("From: a\n"),
    "spaces": lambda: fill(" "),
    "no-break spaces": lambda: fill("\xa0"),
    "empty lines": lambda: fill("\n"),
    "lines of spaces": lambda: fill("  \n"),
    "capitals and commas": lambda: fill("MOSCOW, "),
    "headings in capitals": lambda: fill("7. TITLE IN CAPITALS\n\nx\n"),
    "names of the list": lambda: fill("Johnson's Russia List\n"),
    "farewells": lambda: fill("unsubscribe\n\n"),
    "speakers": lambda: fill("MR. PETROV: x\n\n"),
    "400 entries, then #1": lambda: CONTENTS + fill("#1\n"),
    "400 entries, then their titles": lambda: CONTENTS + fill("Title 7 of the party\n\n"),
    "400 entries, then rules": lambda: CONTENTS + fill("******\nAP\nJune 1, 1999\nTitle of the party\n\nText.\n\n"),
    "entries of commas": lambda: "Contents:\n" + "".join(f"{n}. {'A.b, ' * 600}\n" for n in range(1, 401)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_in_bounded_time(name: str) -> None:
    """Five megabytes of what the splitter looks for: nothing is quadratic, no pattern runs away."""
    text = HEAD + HOSTILE[name]()
    began = process_time()
    issue = jrl.FORMAT.dissect(Mail(subject="#2500-Johnson's Russia List"), Reading("plain", text))
    jrl_page.FORMAT.recognise(Mail(), Reading("plain", text))
    assert process_time() - began < DEADLINE
    assert issue.coverage == 1.0
