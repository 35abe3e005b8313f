"""What mailers did to the lines: flowing, quoting, `>From `."""

import pytest

from jrld.text import strip_from_escapes, unflow, unquote

# --- format=flowed ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("flowed", "text"),
    [
        ("one \ntwo \nthree\nfour", "one two three\nfour"),
        ("one\ntwo\n", "one\ntwo\n"),
        ("", ""),
        ("one \n", "one \n"),
        ("one \n\ntwo", "one \n\ntwo"),
        (" From here \non", "From here on"),
        (" >not a quote", ">not a quote"),
        ("one \n two", "one two"),
        ("one\n-- \nsignature", "one\n-- \nsignature"),
        ("one \n-- \nsignature", "one \n-- \nsignature"),
        ("> one \n> two\nthree", "> one two\nthree"),
        ("> one \n>> two \n>>three\n", "> one \n>> two three\n"),
        (">>one \n>>two", ">> one two"),
        ("  \nnext", " \nnext"),
    ],
)
def test_unflow(flowed: str, text: str) -> None:
    """Lines that end in a space go on in the next of the same depth; signatures and blank lines do not (RFC 3676)."""
    assert unflow(flowed) == text


def test_delsp() -> None:
    """With DelSp the space is not part of the text: so flow texts without spaces."""
    assert unflow("北方 \n領土\n", delsp=True) == "北方領土\n"
    assert unflow("one  \ntwo", delsp=True) == "one two"


# --- quoting ---------------------------------------------------------------------------------------

LINES = [f"Line {k} of the issue." for k in range(12)]


def quote(lines: list[str], mark: str = "> ") -> str:
    return "".join(f"{mark}{line}".rstrip() + "\n" for line in lines)


ISSUE = "".join(f"{line}\n" for line in LINES)


@pytest.mark.parametrize("mark", ["> ", ">", " > "])
def test_quoted_whole(mark: str) -> None:
    """An issue that somebody sent on with a mark before each line."""
    assert unquote(quote(LINES, mark)) == ISSUE


def test_quoted_twice() -> None:
    """Re-posted by somebody who had it from a re-post."""
    assert unquote(quote(LINES, "> > ")) == ISSUE
    assert unquote(quote(LINES, ">> ")) == ISSUE


def test_words_around_the_quote() -> None:
    """A note before and a signature after stay; so do lines that the quoting broke."""
    assert unquote("Worth a look.\n\n" + quote(LINES) + "\n-- \nM.\n") == "Worth a look.\n\n" + ISSUE + "\n-- \nM.\n"
    broken = quote(LINES[:6]) + "and a rest\n" + quote(LINES[6:])
    assert unquote(broken) == broken.replace("> ", "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No quote at all.\n" * 20,
        "> one\n> two\n> three\n",
        "Text of an article.\n" * 30 + quote(LINES) + "More text.\n" * 30,
        ("A question.\n\n> an answer quoted\n\n") * 20,
        "if a > b\nand c > d\n" * 10,
    ],
)
def test_what_is_no_quoted_issue(text: str) -> None:
    """A quotation in a text, or a letter with answers between, stays as it is."""
    assert unquote(text) == text


def test_quotes_within_a_quoted_issue() -> None:
    """Only what the re-posting added goes: a quotation in the issue keeps its mark."""
    lines = [*LINES, "> a quotation", *LINES]
    assert unquote(quote(lines)) == "".join(f"{line}\n" for line in lines)


# --- mbox ------------------------------------------------------------------------------------------


def test_from_escapes() -> None:
    """`>From ` at the start of a line is the mailbox file's; other marks, and `>>From `, are the text's."""
    assert strip_from_escapes(">From Moscow\n> From here\n>>From\nx >From y\n>From\n>From Kiev") == (
        "From Moscow\n> From here\n>>From\nx >From y\n>From\nFrom Kiev"
    )
