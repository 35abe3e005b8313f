"""Any bytes are a Mail or a MessageError; well-formed MIME is what Python's own parser says it is; any HTML is text."""

import email
import time
import unicodedata
from base64 import encodebytes
from binascii import b2a_qp, crc32

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from jrld.errors import MessageError
from jrld.mime import parse
from jrld.mime.entity import Entity, read_entity
from jrld.mime.limits import LONGEST_DEFECT, MOST_DEFECTS, Budget
from jrld.model import Mail, Media, Reading
from jrld.text import clean, decode, read_html, repair_quoted_printable, scrub, unflow, unquote
from jrld.text.repair import repair_mojibake

# What mails are made of, and what their readers stumble over.
PIECES = """
Content-Type: multipart/mixed; boundary=b|Content-Type: multipart/alternative; boundary="b"|--b|--b--|--|--b--b
Content-Type: multipart/digest; boundary=b|Content-Type: message/rfc822|Content-Type: text/html; charset=koi8-r
Content-Type: text/plain; charset=utf-7|Content-Type: text/plain; charset=idna; format=flowed; delsp=yes
Content-Type: text/plain; charset*0*=x'y'%00; charset*1="zlib|Content-Disposition: attachment; filename=x.eml
Content-Type: application/octet-stream; name="x.html|Content-Transfer-Encoding: base64|QUJDRA==|QUJ!
Content-Transfer-Encoding: x-uuencode|begin 644 x|#0V%T|end|Content-Transfer-Encoding: quoted-printable|=E2=80=99=
From: "=?a?q?b?=" <a@b.example>, (((, <<>>|From: =?punycode?b?////?= <c@d.example>|Subject: =?utf-8?q?=92?= =?b?
Date: Fri, 31 Dec 9999 23:59:60 -0100|Date: Mon, 1 Jan 1 00:00 Z|List-Id: <<>|Message-ID:|Subject: x|>From x|> > x
<html><style>|<a href='|<!--|&#xD800;&#13;&#0;|<p style="display:none">|</p>|<pre>|<ol><li>|<table><tr><td>|=\n
""".replace("\n", "|").split("|")
RAW = [
    b"\0",
    b"\r",
    b"\r\n",
    b"\n\n",
    b" ",
    b"\t",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x1b$B",
    b"\x0b\x0c\x85",
    b"\x92\x93",
]
BYTES = st.one_of(
    st.sampled_from([piece.encode() + b"\n" for piece in PIECES]),
    st.sampled_from(RAW),
    st.binary(max_size=12),
)
MESSAGES = st.lists(BYTES, max_size=40).map(b"".join)


def check_reading(reading: Reading) -> None:
    """What the splitter and Postgres rely on."""
    text = reading.text
    assert not set("\0\r") & set(text)
    text.encode("utf-8")
    assert text.splitlines() == text.removesuffix("\n").split("\n") or not text.strip("\n")
    for mark in reading.marks:
        assert 0 <= mark.offset <= len(text)
        assert mark.end == 0 or mark.offset <= mark.end <= len(text)


def check_mail(mail: Mail) -> None:
    assert mail.readings or mail.inner
    for words in (mail.subject, mail.message_id, mail.list_id, *mail.defects, *(w for s in mail.senders for w in s)):
        assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in words or "")
        assert len(words or "") <= 2_000
    assert len(mail.defects) <= MOST_DEFECTS
    assert all(len(defect) <= LONGEST_DEFECT for defect in mail.defects)
    assert mail.date is None or mail.date.utcoffset() is not None
    for reading in mail.readings:
        assert reading.text.strip()
        check_reading(reading)
    for inner in mail.inner:
        check_mail(inner)


def parse_or_refuse(raw: bytes, media: Media) -> Mail | str:
    """The mail, or the code of the error."""
    try:
        return parse(raw, media)
    except MessageError as error:
        return error.code


@given(raw=st.one_of(st.binary(max_size=300), MESSAGES), media=st.sampled_from(Media))
@settings(max_examples=400, deadline=None)
def test_any_bytes(raw: bytes, media: Media) -> None:
    """Never anything but a sound Mail or a MessageError, and the same one when asked again."""
    found = parse_or_refuse(raw, media)
    if isinstance(found, Mail):
        check_mail(found)
    else:
        assert found in ("empty", "no-text")
    assert parse_or_refuse(raw, media) == found


# --- well-formed MIME ------------------------------------------------------------------------------

ENCODINGS = st.sampled_from(["8bit", "base64", "quoted-printable"])
# No controls, no format characters, none that would make a line look like markup, quoting or an escape.
WORDS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp"], exclude_characters="<>=&")
TEXTS = st.lists(st.text(WORDS, max_size=30), max_size=6).map("\n".join)


def encode(text: str, encoding: str) -> bytes:
    body = text.encode()
    if encoding == "8bit":
        return body
    return encodebytes(body) if encoding == "base64" else b2a_qp(body, istext=True)


@st.composite
def leaves(draw: st.DrawFn) -> bytes:
    encoding = draw(ENCODINGS)
    kind = draw(st.sampled_from(["text/plain; charset=utf-8", "text/html", "image/png; name=x.png"]))
    head = f"Content-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n\n"
    return head.encode() + encode(draw(TEXTS), encoding)


def join_parts(subtype: bytes, parts: list[bytes]) -> bytes:
    mark = b"=_%08x" % crc32(b"".join(parts))
    head = b"Content-Type: multipart/" + subtype + b'; boundary="' + mark + b'"\n\nPreamble.\n'
    return head + b"".join(b"--" + mark + b"\n" + part + b"\n" for part in parts) + b"--" + mark + b"--\nEpilogue.\n"


TREES = st.recursive(
    leaves(),
    lambda inner: st.builds(
        join_parts,
        st.sampled_from([b"mixed", b"alternative", b"related", b"digest"]),
        st.lists(inner, min_size=1, max_size=4),
    ),
    max_leaves=8,
)


def list_leaves(entity: Entity) -> list[tuple[str, bytes]]:
    if entity.children:
        return [leaf for child in entity.children for leaf in list_leaves(child)]
    return [(entity.type.value, entity.body)]


def list_leaves_by_python(raw: bytes) -> list[tuple[str, bytes]]:
    parts = [part for part in email.message_from_bytes(raw).walk() if not part.is_multipart()]
    for part in parts:
        del part["Content-Transfer-Encoding"]  # as it travelled, please
    return [(part.get_content_type(), bytes(part.get_payload(decode=True))) for part in parts]


@given(raw=TREES, crlf=st.booleans())
@settings(max_examples=200, deadline=None)
def test_parts_are_those_that_python_finds(raw: bytes, crlf: bool) -> None:
    """On well-formed MIME the tree has the same leaves, byte for byte, as that of the standard library."""
    raw = raw.replace(b"\n", b"\r\n") if crlf else raw
    assert list_leaves(read_entity(raw, 0, len(raw), Budget())) == list_leaves_by_python(raw)


@given(text=TEXTS, encoding=ENCODINGS, crlf=st.booleans())
@settings(max_examples=300, deadline=None)
def test_text_arrives(text: str, encoding: str, crlf: bool) -> None:
    """A text in UTF-8 is its reading, character by character, by each encoding and with either line end."""
    assume(text.strip() and repair_mojibake(text) == text)
    head = f"Subject: x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n"
    raw = head.encode() + encode(text, encoding)
    raw = raw.replace(b"\n", b"\r\n") if crlf else raw
    assert [reading.text for reading in parse(raw).readings] == [text]


# --- text ------------------------------------------------------------------------------------------

TAGS = (
    """
<p>|</p>|<br>|<div style="display:none">|</div>|<b>|</b>|<a href="x">|<a name=x>|</a>|<ol start=3>|</ol>|<ul>|<li>|<h1>
</h1>|<table>|<tr>|<td>|</td>|</tr>|</table>|<pre>|</pre>|<hr>|<script>|</script>|<style>|<title>|<!--|-->|<!|</|<|>|&|"
&amp;|&#13;|&#0;|&#xD800;|&#99999999999;|&nbsp;|&shy;| |word|'|<p style='font-size:0|<x:y|<?xml|<a href='|<textarea>|\0
<p style="white-space:pre">|\r\n|\x85|\ud800|\u200b|<template>|<p hidden>
""".strip()
    .replace("\n", "|")
    .split("|")
)
FRAGMENTS = st.one_of(st.sampled_from(TAGS), st.text(max_size=5))


@given(page=st.lists(FRAGMENTS, max_size=40).map("".join))
@example("\n")
@settings(max_examples=400, deadline=None)
def test_any_html(page: str) -> None:
    """Whatever the page, its text is sound, ends with something visible, and its marks lie in it."""
    reading = read_html(page)
    check_reading(reading)
    assert reading.text == reading.text.lstrip("\n").rstrip("\n\t ")


@given(fragment=st.lists(FRAGMENTS, min_size=1, max_size=6).map("".join).filter(bool))
@settings(max_examples=60, deadline=None)
def test_html_is_linear(fragment: str) -> None:
    """What is repeated thirty thousand times is read thirty thousand times, not nine hundred million."""
    page = "x" + fragment * (60_000 // len(fragment))
    start = time.process_time()
    check_reading(read_html(page))
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "step",
    [
        scrub,
        repair_mojibake,
        unquote,
        unflow,
        lambda text: clean(text)[0],
        lambda text: repair_quoted_printable(text)[0],
        lambda text: decode(text.encode("utf-8", "surrogatepass"), None)[0],
        lambda text: decode(text.encode("utf-8", "surrogatepass"), "utf-7")[0],
    ],
    ids=["scrub", "mojibake", "unquote", "unflow", "clean", "quoted-printable", "decode", "utf-7"],
)
@given(
    fragment=st.text(min_size=1, max_size=8) | st.sampled_from(["=\n", "=E2=80=99", "> ", "a=92b ", "â€™", "?=20\n"])
)
@settings(max_examples=40, deadline=None)
def test_repairs_are_linear(step: object, fragment: str) -> None:
    """No text makes a repair slow, and none makes it fail."""
    assert callable(step)
    start = time.process_time()
    step(fragment * (60_000 // len(fragment)))
    assert time.process_time() - start < 5
