"""Any bytes are a Mail or a MessageError; what an attacker sends costs bounded time and memory."""

import time
import tracemalloc
from collections.abc import Callable

import pytest

from jrld.errors import MessageError
from jrld.mime import parse
from jrld.mime.limits import MOST_DEFECTS, MOST_TAGS, MOST_TEXT
from jrld.model import Mail, Media

HEAD = b"From: a <a@b.example>\nSubject: s\n"
ENCODED = b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
MULTIPART = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n"


def refuse(raw: bytes, media: Media = Media.MESSAGE) -> str:
    """The code of the error that `raw` is."""
    with pytest.raises(MessageError) as error:
        parse(raw, media)
    assert error.value.reason
    return error.value.code


# --- what cannot be read ---------------------------------------------------------------------------


@pytest.mark.parametrize("media", Media)
@pytest.mark.parametrize("raw", [b"", b"\n", b"\0" * 1_000, b" \r\n\t"])
def test_empty(raw: bytes, media: Media) -> None:
    """Nothing, or nothing but blanks and NUL, as a torn file is."""
    assert refuse(raw, media) == "empty"


@pytest.mark.parametrize(
    "raw",
    [
        HEAD,
        HEAD + b"\n\n \n",
        HEAD + b"Content-Type: application/pdf\n\n%PDF-1.4 text\n",
        MULTIPART + b"--b\nContent-Type: image/png\n\nxx\n--b--\n",
        MULTIPART + b"--b\n\n\n--b--\n",
        HEAD + b"Content-Type: text/html\n\n<p><br></p>\n",
        HEAD + b"Content-Type: message/rfc822\n\nSubject: x\n\n",
    ],
)
def test_no_text(raw: bytes) -> None:
    """A mail of which nothing can be read is told from one that was lost: a person may open what is attached."""
    assert refuse(raw) == "no-text"
    assert refuse(b"<p> &nbsp; <br></p>", Media.HTML) == "no-text"


# --- saved pages -----------------------------------------------------------------------------------


def test_page() -> None:
    """A saved page is its text under its title; nobody sent it."""
    page = "<html><head><meta charset='koi8-r'><title>JRL\n 7131 &amp; more</title><body><h1>Котлован</h1>Text"
    mail = parse(page.encode("koi8-r"), Media.HTML)
    assert (mail.subject, mail.senders, mail.date) == ("JRL 7131 & more", (), None)
    assert [(reading.carrier, reading.text) for reading in mail.readings] == [("html", "Котлован\n\nText")]
    assert mail.readings[0].marks


def test_text() -> None:
    """A saved text is that text: nothing of it is a header."""
    raw = "Subject: no header\r\n\r\n>From the Duma’s floor\r\n".encode("cp1252")
    mail = parse(raw, Media.TEXT)
    assert (mail.subject, mail.message_id) == ("", None)
    assert [reading.text for reading in mail.readings] == ["Subject: no header\n\nFrom the Duma’s floor\n"]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_byte_order_mark(codec: str) -> None:
    """What Windows editors save is read by its byte order mark."""
    assert parse("Котлован\n".encode(codec), Media.TEXT).readings[0].text == "Котлован\n"


# --- what it may cost ------------------------------------------------------------------------------


def nest(depth: int) -> bytes:
    levels = (b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (k, k) for k in range(depth))
    return HEAD + b"".join(levels) + b"\nx"


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: nest(1_200), "nesting"),
        (lambda: nest(50_000), "nesting"),
        (lambda: b"Content-Type: message/rfc822\n\n" * 50_000 + b"Subject: x\n\nx", "nesting"),
        (lambda: MULTIPART + b"--b\n\nx\n" * 20_000, "parts"),
        (lambda: MULTIPART + b"--b\n" * 1_000_000, "parts"),
        (lambda: HEAD + b"\n" + b"x" * (MOST_TEXT + 1), "too-large"),
        (lambda: MULTIPART + (b"--b\n\n" + b"x" * (MOST_TEXT // 2 + 1) + b"\n") * 2, "too-large"),
        (lambda: HEAD + b"Content-Type: text/html\n\n" + b"<b>" * (MOST_TAGS + 1), "too-large"),
        (lambda: HEAD + b"\n<html>" + b"<b>" * MOST_TAGS, "too-large"),
        (lambda: HEAD + ENCODED + (b"QUJD" * 19 + b"\n") * 540_000, "too-large"),
    ],
    ids=["nested", "deep", "messages", "parts", "boundaries", "text", "two texts", "tags", "plain tags", "encoded"],
)  # fmt: skip
def test_more_than_any_issue_has(make: Callable[[], bytes], code: str) -> None:
    """What would cost too much is refused whole, with its reason: it is never cut off in silence."""
    start = time.process_time()
    assert refuse(make()) == code
    assert time.process_time() - start < 10


@pytest.mark.parametrize("media", [Media.HTML, Media.TEXT])
def test_large_page(media: Media) -> None:
    """The bounds hold for saved pages too."""
    assert refuse(b"x" * (MOST_TEXT + 1), media) == "too-large"


@pytest.mark.parametrize(
    "make",
    [
        lambda: HEAD + b"".join(b"X-%d: v\n" % k for k in range(20_000)) + b"\nhi\n",
        lambda: MULTIPART + b"--b\n\nx\n" * 4_000,
        lambda: MULTIPART + b"--b\nContent-Type: message/rfc822\n\nSubject: x\n\nx\n" * 500,
        lambda: HEAD + b"\n" + b"word " * 600_000,
        lambda: HEAD + b"Content-Type: text/html\n\n" + b"word " * 600_000,
        lambda: HEAD + b"Content-Type: text/html\n\nhi<p title='" + b"x" * 3_000_000,
        lambda: HEAD + b"Content-Type: text/html\n\nhi" + b"<!--" * 100_000,
        lambda: HEAD + b"Content-Type: text/plain; format=flowed\n\n" + b"x \n" * 300_000,
        lambda: HEAD + b"\n" + b"> > > x\n" * 100_000,
        lambda: HEAD + b"\n" + b"=\n" * 300_000,
        lambda: HEAD + b"\n" + b"a=E2=80=99" * 50_000,
        lambda: HEAD + b"Content-Type: multipart/mixed; boundary=-\n\n" + b"-" * 3_000_000,
        lambda: MULTIPART + b"--b \t " * 300_000,
    ],
    ids=["fields", "parts", "messages", "line", "html line", "attribute", "comments", "flowed", "quotes", "soft breaks",
         "escapes", "dashes", "blanks"],
)  # fmt: skip
def test_large_but_read(make: Callable[[], bytes]) -> None:
    """What is only large is read, in time that grows with its size."""
    start = time.process_time()
    mail = parse(make())
    assert mail.readings or mail.inner
    assert time.process_time() - start < 10


def test_large_attachment_is_not_decoded() -> None:
    """25 MB of a picture beside the text: nothing of it is copied, let alone decoded."""
    picture = b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n" + b"QUJD" * 19 + b"\n"
    raw = MULTIPART + b"--b\n\nThe issue.\n--b\n" + picture + (b"QUJD" * 19 + b"\n") * 325_000 + b"--b--\n"
    tracemalloc.start()
    try:
        mail = parse(raw)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [reading.text for reading in mail.readings] == ["The issue."]
    assert peak < 2_000_000


def test_number_of_defects_is_bounded() -> None:
    """Thousands of broken parts are not thousands of words in the log."""
    parts = (b"--b\nContent-Transfer-Encoding: x-%d\n\nx\n" % k for k in range(1_000))
    mail = parse(MULTIPART + b"".join(parts))
    assert len(mail.defects) == MOST_DEFECTS
    assert mail.defects[-1].startswith("and ")
    assert all(len(defect) <= 200 for defect in mail.defects)


def test_mail_is_equal_to_itself() -> None:
    """Pure: the same bytes are the same mail, whatever was read before."""
    raw = MULTIPART + b"--b\n\nThe issue.\n--b--\n"
    mails: list[Mail] = [parse(raw), parse(raw)]
    assert mails[0] == mails[1]
