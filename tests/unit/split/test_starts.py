"""Where a section may begin, with its evidence."""

from jrld.split.starts import climb_note, find_starts

PROSE = "A line of prose that is long enough to be one.\n"


def find(text: str) -> list[tuple[str | None, bool, str]]:
    return [(start.number, start.rule, text[start.at :].split("\n")[0]) for start in find_starts(text, 0)]


def test_signs_of_a_start() -> None:
    """The first line, `#k`, a rule, a link back, a pasted header: each once, at the section's first line of text."""
    text = (
        f"First\n{PROSE}\n******\n\n#1\nMoscow Times\n{PROSE}\n* * *\n\nSecond\n{PROSE}\n[return to Contents]\n\n"
        f"Third\n{PROSE}\nFrom: a\nSubject: b\n\nText\n"
    )
    assert find(text) == [
        (None, False, "First"),
        ("1", True, "Moscow Times"),
        (None, True, "Second"),
        (None, False, "Third"),
        (None, False, "From: a"),
    ]


def test_what_stands_beyond_the_next_separator_says_nothing() -> None:
    """An inner `#2` with a line of prose does not borrow the head of the next section (golden: inner numbers)."""
    inner, following = find_starts(f"#2\n{PROSE}\n******\n#3\nMoscow Times\nApril 4, 2003\nThe lift\n", 0)
    assert (inner.shape, following.shape) == (0, 2)


def test_one_field_is_no_header() -> None:
    """`From: Fred Weir in Moscow` alone begins nothing (3232)."""
    assert find(f"First\n{PROSE}\nFrom: Fred Weir in Moscow\n\nText\n") == [(None, False, "First")]


def test_headings_of_the_supplement() -> None:
    """`7. TITLE` in capitals numbers a section where there are many of them and hardly a `#k` (2006-45)."""
    few = f"1. A TITLE IN CAPITALS\n\n{PROSE}\n"
    assert [number for number, _, _ in find(few)] == [None]
    many = "".join(f"{k}. A TITLE IN CAPITALS\n\n{PROSE}\n" for k in range(1, 5))
    assert [number for number, _, _ in find(many)] == ["1", "2", "3", "4"]


def test_notes_above_a_head() -> None:
    """`[DJ: …]` and a credit in the paragraph above belong to the head; other paragraphs do not."""
    for above in ("[DJ: a note\nthat goes on]\n\n", ">From Russia Today press summaries\n\n"):
        text = f"{PROSE}\n{above}Title\n"
        assert climb_note(text, text.index("Title"), 0) == len(PROSE) + 1
    text = f"{PROSE}\nTitle\n"
    assert climb_note(text, text.index("Title"), 0) == text.index("Title")
