"""The ways to read a mail as text, and which comes first."""

from base64 import encodebytes
from binascii import b2a_qp

import pytest

from jrld.mime import parse
from jrld.model import Mail, Mark

ISSUE = "Johnson's Russia List\n#7131\n\n1. The first article, of so and so many words.\n2. The second.\n"
HTML = "<p>Johnson's Russia List<br>#7131</p><p>1. The first article, of so and so many words.<br>2. The second.</p>"
STUB = "This message is in HTML.\n"
FOOTER = "_______\nOS mailing list\n"


def part(text: str, kind: str = "text/plain", *fields: str, charset: str = "utf-8") -> bytes:
    """A text part, as it is."""
    head = [f"Content-Type: {kind}; charset={charset}", *fields]
    return "\n".join(head).encode() + b"\n\n" + text.encode(charset)


def multipart(subtype: str, *parts: bytes) -> bytes:
    boundary = f"b{abs(hash(parts))}".encode()
    body = b"".join(b"--" + boundary + b"\n" + one + b"\n" for one in parts)
    kind = b"Content-Type: multipart/" + subtype.encode() + b'; boundary="' + boundary + b'"\n\n'
    return kind + body + b"--" + boundary + b"--\n"


def read(entity: bytes) -> Mail:
    return parse(b"Subject: JRL 7131\n" + entity)


def texts(mail: Mail) -> list[tuple[str, str]]:
    return [(reading.carrier, reading.text) for reading in mail.readings]


PLAIN = part(ISSUE)
PAGE = part(HTML, "text/html")
READ_HTML = "Johnson's Russia List\n#7131\n\n1. The first article, of so and so many words.\n2. The second."


# --- which parts, in which order -------------------------------------------------------------------


def test_one_part() -> None:
    """A text is one reading, an HTML page is one reading."""
    assert texts(read(PLAIN)) == [("plain", ISSUE)]
    assert texts(read(PAGE)) == [("html", READ_HTML)]


def test_alternatives() -> None:
    """Text before HTML, in whichever order they come."""
    for parts in ((PLAIN, PAGE), (PAGE, PLAIN)):
        mail = read(multipart("alternative", *parts))
        assert texts(mail) == [("plain", ISSUE.removesuffix("\n") + "\n"), ("html", READ_HTML)]
        assert mail.defects == ()


def test_stub() -> None:
    """A text part that only says to look at the HTML comes behind it."""
    for stub in (STUB, " \n", ""):
        mail = read(multipart("alternative", part(stub), PAGE))
        assert texts(mail)[0] == ("html", READ_HTML)
        assert mail.defects == ("mime: the text part is a stub, the HTML comes first",)


def test_related() -> None:
    """HTML with its pictures, beside the text: the pictures do not matter."""
    picture = b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo="
    mail = read(multipart("alternative", PLAIN, multipart("related", PAGE, picture)))
    assert [carrier for carrier, _ in texts(mail)] == ["plain", "html"]


def test_body_and_footer() -> None:
    """A list's footer as a part of its own follows the text, and the HTML too."""
    assert texts(read(multipart("mixed", PLAIN, part(FOOTER)))) == [("plain", ISSUE + FOOTER)]
    mail = read(multipart("mixed", multipart("alternative", PLAIN, PAGE), part(FOOTER)))
    assert texts(mail) == [
        ("plain", ISSUE + FOOTER),
        ("html", READ_HTML + "\n" + FOOTER),
        ("html", READ_HTML),
    ]


def test_text_and_html_in_a_row() -> None:
    """Some mailers put both kinds one beneath the other: together, and each by itself when it can be the issue."""
    mail = read(multipart("mixed", PLAIN, PAGE))
    assert texts(mail) == [("html", ISSUE + READ_HTML + "\n"), ("plain", ISSUE), ("html", READ_HTML)]
    note_and_page = read(multipart("mixed", part("See below.\n"), PAGE))
    assert texts(note_and_page) == [("html", "See below.\n" + READ_HTML + "\n"), ("html", READ_HTML)]


def test_marks_of_joined_parts() -> None:
    """Anchors, headings and links are where their text is, whatever stands before it."""
    page = part('<h2>One</h2><a name="x"></a><a href="#x">two</a>', "text/html")
    (reading, *_) = read(multipart("mixed", part("Before.\n"), page)).readings
    assert reading.text == "Before.\nOne\n\ntwo\n"
    assert reading.marks == (
        Mark(8, "heading", "h2", 11),
        Mark(13, "anchor", "x"),
        Mark(13, "link", "#x", 16),
    )


def test_named_text_is_body() -> None:
    """A text part with a name and no disposition is part of the text, as mailers show it."""
    named = part(ISSUE, "text/plain; name=issue.txt")
    assert texts(read(named)) == [("plain", ISSUE)]
    assert texts(read(multipart("mixed", part("Note.\n"), named))) == [("plain", "Note.\n" + ISSUE)]


def test_attached_text() -> None:
    """A text that is said to be attached is looked into as a saved page is, not mixed into the mail's own."""
    attached = part(
        ISSUE, "text/plain", 'Content-Disposition: attachment; filename="=?utf-8?Q?JRL_=E2=84=96_7131?=.txt"'
    )
    mail = read(multipart("mixed", part("See attached.\n"), attached))
    assert texts(mail) == [("plain", "See attached.\n")]
    assert [(inner.subject, texts(inner)) for inner in mail.inner] == [("JRL № 7131.txt", [("plain", ISSUE)])]


def test_only_text_is_attached() -> None:
    """Where nothing else can be read, the attached text is the mail's own: its subject and date count."""
    attached = part(ISSUE, "text/plain", "Content-Disposition: attachment")
    for entity in (attached, multipart("mixed", attached)):
        mail = read(entity)
        assert (texts(mail), mail.inner) == ([("plain", ISSUE)], ())


def test_attached_multipart() -> None:
    """What is in an attached multipart is attached."""
    mixed = multipart("mixed", PLAIN).replace(b"\n\n", b"\nContent-Disposition: attachment\n\n", 1)
    mail = read(multipart("mixed", part("Note.\n"), mixed))
    assert texts(mail) == [("plain", "Note.\n")]
    assert texts(mail.inner[0]) == [("plain", ISSUE)]


def test_huge_attached_text() -> None:
    """An attached log of 20 MB does not hinder that the mail is read."""
    attached = b"Content-Type: text/plain\nContent-Disposition: attachment\n\n" + b"line\n" * 4_000_000
    mail = read(multipart("mixed", PLAIN, attached))
    assert (texts(mail), mail.inner) == ([("plain", ISSUE)], ())
    assert mail.defects == ("mime: an attached text is too large to be read",)


# --- attached messages -----------------------------------------------------------------------------


def message(subject: str, entity: bytes = PLAIN) -> bytes:
    return f"Subject: {subject}\nDate: Mon, 02 Nov 2009 10:11:59 -0500\n".encode() + entity


def attach(raw: bytes, *fields: str) -> bytes:
    return "\n".join(["Content-Type: message/rfc822", *fields]).encode() + b"\n\n" + raw


def test_attached_message() -> None:
    """It keeps its own header, and its text is not mixed into that of the note it comes with."""
    for blank in (b"", b"\n"):
        mail = read(multipart("mixed", part("See attached.\n"), attach(blank + message("2009-#200"))))
        assert texts(mail) == [("plain", "See attached.\n")]
        (inner,) = mail.inner
        assert (inner.subject, texts(inner)) == ("2009-#200", [("plain", ISSUE)])
        assert inner.date is not None


def test_encoded_message() -> None:
    """RFC 2046 forbids to encode attached messages; mailers do it."""
    raw = message("2009-#200")
    for encoding, body in (("base64", encodebytes(raw)), ("quoted-printable", b2a_qp(raw, istext=True))):
        (inner,) = read(attach(body, f"Content-Transfer-Encoding: {encoding}")).inner
        assert (inner.subject, texts(inner)) == ("2009-#200", [("plain", ISSUE)])


def test_message_as_a_file() -> None:
    """An .eml of no type is a message."""
    head = b"Content-Type: application/octet-stream; name=x.eml\nContent-Transfer-Encoding: base64\n\n"
    mail = read(multipart("mixed", part("Note.\n"), head + encodebytes(message("2009-#200"))))
    assert [inner.subject for inner in mail.inner] == ["2009-#200"]


def test_digest() -> None:
    """Each member of a multipart/digest is a mail, in order; all of them in a row are a reading."""
    members = [b"\n" + message(f"member {k}") for k in range(3)]
    mail = read(multipart("mixed", part("Today's topics\n"), multipart("digest", *members)))
    assert [carrier for carrier, _ in texts(mail)] == ["digest", "plain"]
    assert texts(mail)[1] == ("plain", "Today's topics\n")
    assert [inner.subject for inner in mail.inner] == ["member 0", "member 1", "member 2"]


def test_messages_in_messages() -> None:
    """A forward of a forward; an attached message without text is left out, and it is said."""
    mail = read(attach(message("one", attach(message("two", attach(message("three")))))))
    assert mail.readings == ()
    assert mail.inner[0].inner[0].inner[0].subject == "three"
    mail = read(multipart("mixed", PLAIN, attach(message("empty", part("")))))
    assert mail.inner == ()
    assert mail.defects == ("mime: there is no text in an attachment",)


# --- one text -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("charset", "label", "text"),
    [
        ("cp1252", "iso-8859-1", "The Duma’s “cloakroom” – wins"),
        ("cp1252", "us-ascii", "The Duma’s “cloakroom” – wins"),
        ("cp1252", "utf-8", "The Duma’s “cloakroom” – wins"),
        ("cp1252", "no-such-charset", "The Duma’s “cloakroom” – wins"),
        ("utf-8", "us-ascii", "Åslund’s £70"),
        ("utf-8", "iso-8859-1", "Åslund’s £70"),
        ("koi8-r", "koi8-r", "Котлован и шагающие люди"),
        ("koi8-r", "us-ascii", "Котлован и шагающие люди"),
        ("cp1251", "windows-1251", "Котлован и шагающие люди"),
        ("cp1251", "koi8-r", "Котлован и шагающие люди"),
        ("cp1251", "iso-8859-1", "Котлован и шагающие люди"),
        ("iso2022_jp", "iso-2022-jp", "北方領土の日"),
        ("gbk", "gb2312", "朱镕基"),
        ("utf-7", "utf-7", "Åslund’s £70"),
    ],
)
@pytest.mark.parametrize("encoding", ["", "7bit", "8bit", "base64", "quoted-printable", "x-unknown"])
def test_charsets(charset: str, label: str, text: str, encoding: str) -> None:
    """The label counts where it can be true; KOI8-R and windows-1251 are told from each other by what they say."""
    body = (text + "\n").encode(charset)
    if encoding in ("base64", "quoted-printable"):
        body = encodebytes(body) if encoding == "base64" else b2a_qp(body)
    head = f"Content-Type: text/plain; charset={label}\n" + (
        f"Content-Transfer-Encoding: {encoding}\n" * bool(encoding)
    )
    assert texts(read(head.encode() + b"\n" + body)) == [("plain", text + "\n")]


@pytest.mark.parametrize("charset", ["koi8-r", "cp1251", "cp1252", "utf-8"])
def test_unlabelled(charset: str) -> None:
    """No header at all: what the bytes are likeliest to be; a guess is said to be one."""
    text = "The Duma’s cloakroom" if charset == "cp1252" else "Котлован и шагающие люди"
    mail = parse(b"Subject: x\n\n" + text.encode(charset))
    assert texts(mail) == [("plain", text)]
    assert mail.defects == (f"charset: no charset given, read as {charset}",)


def test_undecoded_quoted_printable() -> None:
    """Text that somebody passed on with its escapes: Medvedev=92s."""
    mail = read(part("Medvedev=92s plan and Putin=92s answer.\n"))
    assert texts(mail) == [("plain", "Medvedev’s plan and Putin’s answer.\n")]
    assert mail.defects == ("text: quoted-printable had not been decoded, done",)


def test_flowed() -> None:
    """Paragraphs are joined only where the part says that they flow, with DelSp without the space."""
    text = "A line \nthat flows.\n-- \nA signature.\n"
    assert texts(read(part(text, "text/plain; format=flowed")))[0][1] == "A line that flows.\n-- \nA signature.\n"
    assert texts(read(part(text, "text/plain; format=Flowed; DelSp=Yes")))[0][1].startswith("A linethat flows.\n")
    assert texts(read(part(text)))[0][1] == text


def test_quoted_issue() -> None:
    """An issue that was re-posted with `> ` before each line is read without; `>From ` is `From `."""
    lines = [f"Line {k} of the issue." for k in range(20)] + ["From here on"]
    quoted = "Worth a look.\n\n" + "".join(f"> {line}\n" for line in lines)
    assert texts(read(part(quoted)))[0][1] == "Worth a look.\n\n" + "".join(f"{line}\n" for line in lines)
    assert texts(read(part(">From here on\n> a quote\n")))[0][1] == "From here on\n> a quote\n"


def test_html_charset() -> None:
    """What the page declares counts where the part says nothing; the part's own label comes first."""
    page = '<meta charset="windows-1251"><p>Котлован и шагающие люди, № 5'
    for kind in ("text/html", "text/html; charset=windows-1251"):
        mail = read(f"Content-Type: {kind}\n\n".encode() + page.encode("cp1251"))
        assert texts(mail) == [("html", "Котлован и шагающие люди, № 5")]
    mail = read(b"Content-Type: text/html; charset=utf-8\n\n" + page.encode())
    assert texts(mail) == [("html", "Котлован и шагающие люди, № 5")]


def test_undecoded_html() -> None:
    """HTML that still is quoted-printable is decoded before it is read: or its links would be lost."""
    body = b2a_qp(HTML.encode() + b'<a href="http://jrl.example/?a=92">It=92s</a>' + "<p>Putin’s, “so”".encode() * 3)
    mail = read(b"Content-Type: text/html; charset=utf-8\n\n" + body)
    assert "Putin’s, “so”" in mail.readings[0].text
    assert [mark.value for mark in mail.readings[0].marks] == ["http://jrl.example/?a=92"]


def test_html_that_says_it_is_plain() -> None:
    """A page under the label text/plain is read as the page that it is."""
    mail = read(part(f"<!DOCTYPE html>\n<html><body>{HTML}</body></html>"))
    assert texts(mail) == [("html", READ_HTML)]
    assert mail.defects == ("mime: HTML that says it is plain text",)


def test_dirt() -> None:
    """NUL, controls and lone surrogates are gone, line ends are one: Postgres and the splitter rely on it."""
    body = b"a\0b\x07\r\nc\x0cd\re\xed\xa0\x80f\n"
    (reading,) = read(b"Content-Type: text/plain; charset=utf-8\n\n" + body).readings
    assert reading.text.startswith("ab\nc\nd\ne")
    reading.text.encode()
    assert not set("\0\r\x07\x0c") & set(reading.text)
    (reading,) = read(part("<p>a&#0;b&#xD800;c&#13;d")).readings[:1]
    reading.text.encode()


def test_empty_alternative() -> None:
    """Where the text is blank, only the HTML is a reading."""
    assert [carrier for carrier, _ in texts(read(multipart("alternative", part("\n \n"), PAGE)))] == ["html"]
