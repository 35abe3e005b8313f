"""Where one message of an mbox ends and the next begins, and that no byte of one is lost."""

import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jrld.mailbox.mbox import find_date, is_separator, read_mbox

WHEN = datetime(2006, 1, 2, 15, 4, 5, tzinfo=UTC)
FROM = b"From a@b.example Mon Jan  2 15:04:05 2006\n"
HEADERS = b"Subject: x\nFrom: a@b.example\n"


def read(mbox: bytes) -> list[bytes | None]:
    return [part.content for part in read_mbox(io.BytesIO(mbox))]


@pytest.mark.parametrize(
    "separator",
    [
        b"From a@b.example Mon Jan  2 15:04:05 2006",
        b"From a@b.example  Mon Jan 02 15:04:05 2006\r",
        b"From - Mon Jan 02 15:04:05 2006",
        b"From ???@??? Mon Jan 02 15:04:05 2006",
        b"From 1524@xxx Mon Jan 02 15:04:05 +0000 2006",
        b"From MAILER-DAEMON Mon Jan  2 15:04:05 2006",
        b"From MAILER_DAEMON Mon, 2 Jan 2006 15:04:05 +0000",
        b"From a at b.example  Mon Jan  2 15:04:05 2006",
        b'From "Ann Author" Mon Jan  2 18:04:05 2006 +0300',
        b"From a@b.example Mon Jan  2 10:04:05 EST 2006",
        b"From a!b Mon Jan  2 15:04:05 GMT 2006 remote from c",
    ],
)
def test_separators(separator: bytes) -> None:
    """As mail programs write them, with the moment that each means; without a zone it is UTC."""
    assert is_separator(separator)
    assert find_date(separator) == WHEN


@pytest.mark.parametrize(
    "line",
    [
        b"From Moscow, where it was cold on Monday, Jan 2,",
        b"From the editor: on Mon we wrote at 10:30 that in 2006",
        b"From Mon Jan 2 until the summer of 2006",
        b">From a@b.example Mon Jan  2 15:04:05 2006",
        b"From: a@b.example Mon Jan  2 15:04:05 2006",
        b" From a@b.example Mon Jan  2 15:04:05 2006",
        b"From ",
        b"",
    ],
)
def test_prose_is_no_separator(line: bytes) -> None:
    """A paragraph of an issue that begins with `From ` does not cut it in two."""
    assert not is_separator(line)


@pytest.mark.parametrize("line", [b"From a Thu Jan  1 00:00:00 1970", b"From a Mon Jan 99 99:99:99 2006", b"From a b"])
def test_absurd_dates_are_no_dates(line: bytes) -> None:
    """Programs that know no date write the one of 1970."""
    assert find_date(line) is None


def test_messages_are_between_the_separators() -> None:
    """Neither the separator nor the empty line that ends a message is part of it; numbers run from 1."""
    parts = list(read_mbox(io.BytesIO(FROM + HEADERS + b"\none\n\n" + FROM + HEADERS + b"\ntwo\n\n")))
    assert [(part.number, part.content, part.received) for part in parts] == [
        (1, HEADERS + b"\none\n", WHEN),
        (2, HEADERS + b"\ntwo\n", WHEN),
    ]


def test_the_last_message_needs_no_empty_line() -> None:
    """A file that ends in the midst of a line is read to its end."""
    assert read(FROM + HEADERS + b"\none") == [HEADERS + b"\none"]


def test_crlf() -> None:
    """An mbox that went through Windows is cut at the same places, and its line ends stay."""
    mbox = (FROM + HEADERS + b"\none\n\n" + FROM + HEADERS + b"\ntwo\n").replace(b"\n", b"\r\n")
    assert read(mbox) == [(HEADERS + f"\n{word}\n".encode()).replace(b"\n", b"\r\n") for word in ("one", "two")]


@pytest.mark.parametrize(
    "body",
    [
        b"one\n" + FROM + b"Subject: no empty line before it\n",
        b"one\n\n" + FROM + b"no header after it\n",
        b"one\n\nFrom Moscow with love\nSubject: none\n",
        b"one\n\n>" + FROM + b"Subject: escaped\n",
    ],
    ids=["within a paragraph", "before prose", "without a date", "escaped"],
)
def test_what_looks_like_a_separator_in_a_body(body: bytes) -> None:
    """It stays in the body, unchanged; what `>From ` stands for is for the text to say."""
    assert read(FROM + HEADERS + b"\n" + body + b"\n" + FROM + HEADERS + b"\ntwo\n") == [
        HEADERS + b"\n" + body,
        HEADERS + b"\ntwo\n",
    ]


def test_eudora_has_no_empty_lines() -> None:
    """Its separator cannot be anything else, so it needs no empty line before it."""
    separator = b"From ???@??? Mon Jan 02 15:04:05 2006\n"
    assert read(separator + HEADERS + b"\none\n" + separator + HEADERS + b"\ntwo\n") == [
        HEADERS + b"\none\n",
        HEADERS + b"\ntwo\n",
    ]


def test_an_empty_message_is_a_message() -> None:
    """Two separators in a row: the first message has nothing, and keeps its number."""
    assert read(FROM + b"\n" + FROM + HEADERS + b"\none\n") == [b"", HEADERS + b"\none\n"]


def test_a_line_without_end() -> None:
    """A line longer than what is read at once, in which `From ` stands at such a border, is one line."""
    line = b"x" * 64 * 1024 + FROM.strip() + b"\n"
    assert read(FROM + HEADERS + b"\n\n" + line + b"\n" + FROM + HEADERS + b"\ntwo\n") == [
        HEADERS + b"\n\n" + line,
        HEADERS + b"\ntwo\n",
    ]


def test_a_message_over_the_limit_is_passed_over() -> None:
    """It is not held in memory; the next ones come, with their own numbers."""
    mbox = FROM + HEADERS + b"\n" + b"x\n" * 500 + b"\n" + FROM + HEADERS + b"\ntwo\n"
    parts = list(read_mbox(io.BytesIO(mbox), longest=200))
    assert [(part.number, part.content) for part in parts] == [(1, None), (2, HEADERS + b"\ntwo\n")]
    assert parts[0].size > 1000


lines = st.text(st.characters(codec="ascii", exclude_characters="\r\n"), max_size=20).map(str.encode)


@given(st.lists(st.lists(lines, max_size=8), min_size=1, max_size=5))
def test_what_was_put_in_comes_out(bodies: list[list[bytes]]) -> None:
    """Messages written as RFC 4155 says, whatever their lines, are read as they were."""
    messages = [HEADERS + b"\n" + b"".join(line + b"\n" for line in body) for body in bodies]
    mbox = b"".join(FROM + message + b"\n" for message in messages)
    assert read(mbox) == messages


@given(st.binary(max_size=2000))
def test_any_bytes_are_read(noise: bytes) -> None:
    """No file makes it fail, and what is not a separator is in some message."""
    assert b"".join(part or b"" for part in read(FROM + b"x" + noise)).count(b"x") >= 1
