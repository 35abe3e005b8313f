"""A multipart/digest as one text, with marks where its messages begin."""

import pytest

from jrld.errors import MessageError
from jrld.mime import parse
from jrld.mime.limits import MOST_DIGEST
from jrld.model import Mail, Reading

MEMBER = "From: A Reader <a@example.org>\nDate: Fri, 4 Apr 2003 09:00:00 -0800\nSubject: {0}\n\nText of {0}.\n"
HTML = "From: b@example.org\nSubject: page\nContent-Type: text/html\n\n<p>Text of <b>page</b>.</p>\n"


def digest(*members: str, closes: bool = True, boundary: str = "b") -> str:
    parts = "".join(f"--{boundary}\n{member}" for member in members)
    return f"Content-Type: multipart/digest; boundary={boundary}\n\n{parts}" + (f"--{boundary}--\n" if closes else "")


def read(text: str) -> Mail:
    return parse(f"Subject: Roads Digest\n{text}".encode())


def show(reading: Reading) -> list[tuple[str, str, str]]:
    return [(mark.kind, mark.value, reading.text[mark.offset : mark.end or None]) for mark in reading.marks]


def test_members_in_a_row() -> None:
    """Date, From and Subject as written but decoded, an empty line, the text; with or without a type of their own."""
    typed = f"Content-Type: message/rfc822\n\n{MEMBER.format('=?utf-8?q?Stra=C3=9Fen?=')}"
    (reading,) = read(digest("\n" + MEMBER.format("one"), typed)).readings
    assert reading.carrier == "digest"
    assert show(reading) == [
        (
            "message",
            "one",
            "Date: Fri, 4 Apr 2003 09:00:00 -0800\nFrom: A Reader <a@example.org>\nSubject: one\n\nText of one.\n\n",
        ),
        (
            "message",
            "Straßen",
            "Date: Fri, 4 Apr 2003 09:00:00 -0800\nFrom: A Reader <a@example.org>\nSubject: Straßen\n\n"
            "Text of =?utf-8?q?Stra=C3=9Fen?=.\n\n",
        ),
        ("end", "", ""),
    ]


def test_what_stands_around() -> None:
    """Masthead and contents above, the footer beneath, as they are in the mail."""
    around = "--m\n\n{0}\n"
    text = (
        "Content-Type: multipart/mixed; boundary=m\n\n"
        + around.format("Masthead.")
        + around.format("Today's Topics.")
        + "--m\n"
        + digest("\n" + MEMBER.format("one"))
        + around.format("Footer.")
        + "--m--\n"
    )
    reading, plain = read(text).readings
    assert (reading.carrier, plain.carrier) == ("digest", "plain")
    places = [reading.text.index(word) for word in ("Masthead.", "Today's Topics.", "Text of one.", "Footer.")]
    assert places == sorted(places)
    assert [(kind, text) for kind, _, text in show(reading)][-1] == ("end", "Footer.\n\n")
    assert "Text of one" not in plain.text


def test_html_only() -> None:
    """A message without plain text is read from its HTML; a picture is nothing to read."""
    picture = "Subject: picture\nContent-Type: image/png\n\nx\n"
    (reading,) = read(digest("\n" + HTML, "\n" + picture)).readings
    assert [value for _, value, _ in show(reading)] == ["page", "picture", ""]
    assert "Text of page." in reading.text
    assert "<b>" not in reading.text


def test_header_without_an_empty_line_above() -> None:
    """Software that forgets it puts the message's header in the place of the part's."""
    (reading,) = read(digest(MEMBER.format("one"), "Content-Type: text/plain\n" + MEMBER.format("two"))).readings[:1]
    assert [value for _, value, _ in show(reading)] == ["one", "two", ""]
    assert "Subject: two\n\nText of two." in reading.text


def test_not_closed() -> None:
    """Without the last boundary there is no end; an empty member is none."""
    (reading,) = read(digest("\n" + MEMBER.format("one"), "\n", closes=False)).readings
    assert [kind for kind, _, _ in show(reading)] == ["message"]


def test_no_digest() -> None:
    """Attached messages alone are none, nor is a digest without members."""
    attached = f"--b\nContent-Type: message/rfc822\n\n{MEMBER.format('one')}--b--\n"
    assert read(f"Content-Type: multipart/mixed; boundary=b\n\n{attached}").readings == ()
    assert [reading.carrier for reading in read("Content-Type: multipart/digest; boundary=b\n\nText.\n").readings] == [
        "plain"
    ]


def test_members_stay_attached() -> None:
    """Each is a mail of its own, as if there were no reading of them all."""
    mail = read(digest("\n" + MEMBER.format("one"), "\n" + HTML))
    assert [inner.subject for inner in mail.inner] == ["one", "page"]


def test_digests_in_digests_are_bounded() -> None:
    """Each level holds the text of those within it once more: that has an end."""
    text = f"From: a@example.org\nSubject: deep\n\n{'word ' * 400_000}\n"
    for level in range(7):
        text = f"Subject: level\n{digest(chr(10) + text, boundary=f'level{level}')}"
    assert MOST_DIGEST > 7 * 2_000_000
    assert len(parse(text.encode()).readings[0].text) > 2_000_000
    twice = digest("\n" + text, "\n" + text.replace("level", "more"), boundary="top")
    with pytest.raises(MessageError) as why:
        parse(f"Subject: one too many\n{twice}".encode())
    assert why.value.code == "too-large"
