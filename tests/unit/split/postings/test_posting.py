"""The fields of one posting."""

import re
from datetime import date

import pytest

from jrld.model import Kind, Span
from jrld.split.postings.block import find_block
from jrld.split.postings.posting import read_authors, read_day, read_posting


@pytest.mark.parametrize(
    ("value", "authors"),
    [
        ("Edwin Marlow <marlow@quay.example>", ("Edwin Marlow",)),
        ('"Vane, Hester P." <hvane@ropewalk.example>', ("Vane, Hester P.",)),
        ("jkl@mole.example (Jonas K. Lind)", ("Jonas K. Lind",)),
        ("[address deleted] (RA Downes)   ", ("RA Downes",)),
        ("tern@strand.example", ("tern@strand.example",)),
        ("<tern@strand.example>", ("tern@strand.example",)),
        ("anna at example.org (Anna)", ("Anna",)),
        ("Colin Dray via Weirs <weirs@lists.mill.example>", ("Colin Dray",)),
        ("=?utf-8?q?J=C3=BCrgen?= <j@example.org>", ("Jürgen",)),
        ("A Reader <a@example.org>, B Reader <b@example.org>", ("A Reader", "B Reader")),
        ("The Clerk", ("The Clerk",)),
        ("", ()),
    ],
)
def test_authors(value: str, authors: tuple[str, ...]) -> None:
    """Names without addresses; an address where there is no name."""
    assert read_authors(value) == authors


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("Fri, 4 Apr 2003 23:30:00 -0800", date(2003, 4, 4)),
        ("Wed, 22 Mar 95 14:56:20 PST", date(1995, 3, 22)),
        ("Wed 22 Mar 95 14:06:55-PST", date(1995, 3, 22)),
        ("9-Mar-92 21:40", date(1992, 3, 9)),
        ("29 Mar 2002 (LAST-MODIFIED)", date(2002, 3, 29)),
        ("31 Feb 95", None),
        ("22 Xxx 95", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_days(value: str, day: date | None) -> None:
    """The sender's day, never invented."""
    assert read_day(value) == day


def test_stuffing_is_none_of_the_body() -> None:
    """`- --` was `--`; the words of the body stay those of its span."""
    text = "From: a\nSubject: b\n\n- --\nA Reader\n- a list\n"
    block = find_block(text, 0)
    assert block is not None
    article = read_posting(text, Span(0, len(text)), block, 1, "1", "x-1", re.compile(r"^- (?=-)", re.MULTILINE))
    assert article.body == "--\nA Reader\n- a list"
    assert (article.kind, article.title, article.origins) == (
        Kind.LETTER,
        "b",
        {"title": "letter", "authors": "letter"},
    )
