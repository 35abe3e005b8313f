"""What a line can be seen to be by itself."""

import pytest

from jrld.split.lines import NUMBER_MARK, RETURN, first_lines, is_apart, is_rule, iter_lines, line_start, read_line


@pytest.mark.parametrize("line", ["***", "******", "* * *", "-" * 4, "_" * 40, "=====", "~~~~"])
def test_rules(line: str) -> None:
    """Stars from three on, other signs from four on; with blanks between or without (jrl-formats.md 4, 4b)."""
    assert is_rule(line)


@pytest.mark.parametrize("line", ["", "**", "---", "*** x", "#1", "- item", "* * x"])
def test_no_rules(line: str) -> None:
    """A dash or two, or anything beside the signs, is text."""
    assert not is_rule(line)


@pytest.mark.parametrize(
    ("line", "label"),
    [("#1", "1"), ("# 12", "12"), ("#6a", "6a"), ("#3.", "3"), ("#8 - JRL 2006-10 - JRL Home", "8"), (" #4 \xa0", "4")],
)
def test_number_marks(line: str, label: str) -> None:
    """The item's number alone on its line, or with the issue's beside it (2006-10-8)."""
    match = NUMBER_MARK.match(line)
    assert match is not None
    assert match[1] + match[2] == label


@pytest.mark.parametrize("line", ["#2500", "##1", "#Russian and #Eurasian", "#1 Moscow", "1.", "# ", "JRL #1"])
def test_no_number_marks(line: str) -> None:
    """The issue's own number, `##`, and hashtags (2316, 2017-056) mark no item."""
    assert NUMBER_MARK.match(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "[return to Contents]",
        "Return to Top",
        "[ Return to Contents ]",
        "Back to the Top    Next Article",
        "Top    Next",
        "Top\xa0\xa0\xa0\xa0Next",
    ],
)
def test_returns(line: str) -> None:
    """Links back, and the foot of the archive's pages (5587-11, 7131-16)."""
    assert RETURN.match(line)


def test_a_sentence_is_no_return() -> None:
    """`Return to Contents and see` goes on; `Top Next` with one blank is no navigation."""
    assert RETURN.match("Return to Contents and see") is None
    assert RETURN.match("Top Next") is None


def test_lines_and_their_places() -> None:
    """Offsets are the text's; the text of a line is stripped; empty lines are seen by their neighbours."""
    text = "one\n\n  two \nthree"
    assert [line.text for line in iter_lines(text)] == ["one", "", "two", "three"]
    lines = first_lines(text, 0, len(text), 3)
    assert [text[line.start : line.end] for line in lines] == ["one", "  two ", "three"]
    assert [is_apart(lines, at) for at in range(4)] == [False, True, False, False]
    assert read_line(text, 0, 2).end == 2
    assert line_start(text, 8) == 5


def test_a_desert_of_empty_lines_is_not_crossed() -> None:
    """A million empty lines are not looked through for the next one."""
    assert first_lines("\n" * 1_000_000 + "x", 0, 1_000_001, 3) == []
