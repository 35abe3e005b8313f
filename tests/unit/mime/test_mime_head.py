"""What a message says it is: subject, senders, date, list, whatever its header looks like."""

from base64 import b64encode
from datetime import UTC, date, datetime

import pytest

from jrld.mime import parse
from jrld.model import Address, Mail


def read(*lines: bytes | str, end: bytes = b"\n") -> Mail:
    """A mail of these header lines and a body of one word."""
    head = end.join(line.encode() if isinstance(line, str) else line for line in lines)
    return parse(head + end + end + b"Hello." + end)


# --- subject -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "subject"),
    [
        ("2011-#118-Johnson's Russia List", "2011-#118-Johnson's Russia List"),
        ("  JRL \t 7131  ", "JRL 7131"),
        ("", ""),
        ("=?utf-8?Q?Johnson=E2=80=99s_Russia_List?=", "Johnson’s Russia List"),
        ("=?UTF-8?B?Sm9obnNvbuKAmXM=?= Russia List", "Johnson’s Russia List"),
        ("=?koi8-r?B?8M/M1MHXwQ==?=", "Полтава"),
        ("=?windows-1251?Q?=CF=EE=EB=F2=E0=E2=E0?=", "Полтава"),
        ("=?iso-8859-1?Q?Johnson=92s?=", "Johnson’s"),
        ("=?us-ascii?Q?Johnson=92s?=", "Johnson’s"),
        ("=?utf-8?Q?Johnson=92s?=", "Johnson’s"),
        (f"=?gb2312?B?{b64encode('朱镕基'.encode('gbk')).decode()}?=", "朱镕基"),  # one sign is not in GB 2312
        ("=?utf-8*en?Q?R=C3=A9?=", "Ré"),
        ("=?utf-8?Q?one?= =?utf-8?Q?_two?=", "one two"),
        ("=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=", "café"),
        ("=?utf-8?Q?caf=C3=A9?= =?koi8-r?B?8M8=?=", "caféПо"),
        ("Re: =?utf-8?Q?caf=C3=A9?= closed", "Re: café closed"),
        ("=?no-such-charset?Q?plain?=", "plain"),
        ("=?utf-8?X?abc?= stays", "=?utf-8?X?abc?= stays"),
    ],
)
def test_subject(written: str, subject: str) -> None:
    """Encoded words are decoded by the charset that they can be in, be it the one they name or not."""
    assert read(f"Subject: {written}").subject == subject


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        ("Johnson’s list".encode(), "Johnson’s list"),
        ("Johnson’s list".encode("cp1252"), "Johnson’s list"),
        ("Новости Полтавы".encode("koi8-r"), "Новости Полтавы"),
        ("Новости Полтавы".encode("cp1251"), "Новости Полтавы"),
    ],
)
def test_raw_bytes_in_the_subject(raw: bytes, subject: str) -> None:
    """Bytes that should have been encoded are decoded, not dropped; and that is said."""
    mail = read(b"Subject: " + raw)
    assert mail.subject == subject
    assert any(defect.startswith("header subject: charset") for defect in mail.defects)


def test_short_raw_subject_is_in_the_charset_of_the_body() -> None:
    """Two Russian letters do not show their charset; the body's label does."""
    mail = read(b"Subject: " + "Да".encode("koi8-r"), "Content-Type: text/plain; charset=koi8-r")
    assert mail.subject == "Да"


@pytest.mark.parametrize(
    "word", ["=?utf-8?B?no base64 at all!?=", "=?utf-8?B?A?=", "=?utf-8?Q?=ZZ=?=", "=?zlib?Q?x=9C?="]
)
def test_broken_encoded_word(word: str) -> None:
    """Whatever comes of it, what stands around it stays."""
    subject = read(f"Subject: before {word} after").subject
    assert subject.startswith("before ")
    assert subject.endswith(" after")


def test_subject_is_one_line_of_bounded_length() -> None:
    """Folded, encoded with line ends and controls inside, or of a megabyte: one line, no controls, not endless."""
    assert read("Subject: Johnson's", "\tRussia", " List").subject == "Johnson's Russia List"
    assert read("Subject: =?utf-8?Q?a=0D=0ABcc:_x=00=1B=07y?=").subject == "a Bcc: xy"
    assert len(read("Subject: " + "long " * 200_000).subject) <= 998
    assert read("Subject: x\0y").subject == "xy"


def test_repeated_subject() -> None:
    """mail-parser gives a list for a repeated field: the first that says something is taken, and it is said."""
    mail = read("Subject:", "Subject: first", "Subject: second")
    assert mail.subject == "first"
    assert "header subject: it is there more than once, the first is taken" in mail.defects


# --- senders -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "senders"),
    [
        ("David Johnson <dj@list.example>", [("David Johnson", "dj@list.example")]),
        ("dj@list.example", [("", "dj@list.example")]),
        ("dj@list.example (David Johnson)", [("David Johnson", "dj@list.example")]),
        ('"Johnson, David" <dj@list.example>', [("Johnson, David", "dj@list.example")]),
        ("=?utf-8?Q?Andr=C3=A9_Le=2C_Roi?= <a@b.example>", [("André Le, Roi", "a@b.example")]),
        ('"=?utf-8?Q?Andr=C3=A9?=" <a@b.example>', [("André", "a@b.example")]),
        ("=?utf-8?Q?Putin=92s?= <a@b.example>", [("Putin’s", "a@b.example")]),
        ("a@b.example, C <c@d.example>", [("", "a@b.example"), ("C", "c@d.example")]),
        ("undisclosed:;", []),
        ("nobody in particular", []),
        ("", []),
        ("((((((", []),
    ],
)
def test_senders(written: str, senders: list[tuple[str, str]]) -> None:
    """Names with commas, encoded or in comments belong to their address; what is no address is left out."""
    assert read(f"From: {written}").senders == tuple(Address(*sender) for sender in senders)


def test_name_of_raw_bytes() -> None:
    """A Russian name in raw bytes is read, and its address too."""
    mail = read("From: Полтава Новости <p@list.example>".encode("cp1251"))
    assert mail.senders == (Address("Полтава Новости", "p@list.example"),)


def test_encoded_name_is_long() -> None:
    """A name that needs several encoded words arrives in one piece, and is no defect."""
    mail = read(
        "From: =?utf-8?B?0J3QvtCy0L7RgdGC0Lgg0J/QvtC70YLQsNCy0Ysg0Lgg0L7QutGA0LXRgdGC0L3QvtGB0YLQtdC5?= <p@l.example>"
    )
    assert mail.senders == (Address("Новости Полтавы и окрестностей", "p@l.example"),)
    assert mail.defects == ()


def test_sender_where_nobody_is_author() -> None:
    """Without From, Sender says who sent it; beside From it does not matter."""
    assert read("Sender: A <a@b.example>").senders == (Address("A", "a@b.example"),)
    assert read("Sender: A <a@b.example>", "From: c@d.example").senders == (Address("", "c@d.example"),)


def test_many_senders() -> None:
    """Twenty thousand addresses: some, in bounded time."""
    mail = read("From: " + ", ".join(f"a{k}@b.example" for k in range(20_000)))
    assert 1 <= len(mail.senders) <= 20
    assert mail.senders[0].email == "a0@b.example"


# --- date ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("Tue, 12 Jan 1999 10:02:03 -0500", datetime(1999, 1, 12, 15, 2, 3, tzinfo=UTC)),
        ("12 Jan 99 10:02 EST", datetime(1999, 1, 12, 15, 2, tzinfo=UTC)),
        ("Tue, 12 Jan 1999 10:02:03 -0500 (EST)", datetime(1999, 1, 12, 15, 2, 3, tzinfo=UTC)),
        ("Mon, 12 Jan 1999 10:02:03 +0300", datetime(1999, 1, 12, 7, 2, 3, tzinfo=UTC)),  # a Tuesday
        ("Wed, 31 Feb 1999 10:00:00 +0000", None),
        ("yesterday", None),
        ("1999-01-12T10:02:03Z", None),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("Mon, 31 Dec 1979 23:59:59 +0000", None),
        ("Fri, 31 Dec 9999 23:59:60 -0100", None),
        ("Fri, 31 Dec 2500 23:59:60 -0100", None),
        ("Tue, 12 Jan 1999 25:02:03 -0500", None),
        ("Tue, 12 Jan 1999 10:02:03 +9999", None),
        ("", None),
    ],
)
def test_date(written: str, date: datetime | None) -> None:
    """In UTC; what is no date, or no date that a mail can have, is none and does not raise."""
    mail = read(f"Date: {written}")
    assert mail.date == date
    assert (mail.sent_on is None) is (date is None)
    assert bool(mail.defects) is (bool(written) and (date is None or written.startswith("Mon")))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Mon, 1 Jan 2024 22:30:00 -0500", date(2024, 1, 1)),
        ("1 Jan 2024 22:30 EST", date(2024, 1, 1)),
        ("Tue, 2 Jan 2024 00:01:00 +0300", date(2024, 1, 2)),
        ("Tue, 2 Jan 2024 00:01:00 +0545", date(2024, 1, 2)),  # mail-parser says +5.8
        ("Tue, 2 Jan 2024 23:59:59 +0545", date(2024, 1, 2)),
        ("Tue, 2 Jan 2024 00:00:00 -0315", date(2024, 1, 2)),
        ("Tue, 2 Jan 2024 23:59:59 +1400", date(2024, 1, 2)),
        ("Tue, 2 Jan 2024 12:00:00 -0000", date(2024, 1, 2)),
        ("Tue, 1 Jan 1980 00:00:00 -0500", date(1980, 1, 1)),
    ],
)
def test_the_day_is_as_written(written: str, day: date) -> None:
    """Guards the day of an issue that prints none: it is the one on the sender's clock, not that of UTC."""
    assert read(f"Date: {written}").sent_on == day


# --- other fields --------------------------------------------------------------------------------


def test_message_id() -> None:
    """As written, and none where there is none."""
    assert read("Message-ID: <1.2@mail.example>").message_id == "<1.2@mail.example>"
    assert read("Message-Id:", " <1.2@mail.example>").message_id == "<1.2@mail.example>"
    assert read("Message-ID:").message_id is None
    assert read("Subject: x").message_id is None


@pytest.mark.parametrize(
    ("written", "list_id"),
    [
        ("<os.lists.example.org>", "os.lists.example.org"),
        ('"The <OS> list" <os.lists.example.org>', "os.lists.example.org"),
        ("=?utf-8?Q?L=C3=A9?= <os.lists.example.org>", "os.lists.example.org"),
        ("os.lists.example.org", "os.lists.example.org"),
        ("<>", None),
        ("", None),
    ],
)
def test_list_id(written: str, list_id: str | None) -> None:
    """The identifier between the angle brackets (RFC 2919)."""
    assert read(f"List-Id: {written}").list_id == list_id


def test_line_ends_and_names() -> None:
    """CRLF, LF and lone CR; names of fields in any case."""
    for end in (b"\n", b"\r\n", b"\r"):
        mail = read("SUBJECT: Johnson's", " Russia List", "from: a@b.example", end=end)
        assert (mail.subject, mail.senders) == ("Johnson's Russia List", (Address("", "a@b.example"),))
        assert mail.readings[0].text == "Hello.\n"


@pytest.mark.parametrize(
    "before", [b"\n\r\n\n", b"\xef\xbb\xbf", b"From dj@list.example Thu Jan  1 00:00:00 1998\n", b">From x\n"]
)
def test_what_stands_before_the_header(before: bytes) -> None:
    """Blank lines, a byte order mark and a mailbox file's `From ` line do not end the header."""
    mail = parse(before + b"Subject: x\n\nHello.\n")
    assert (mail.subject, mail.readings[0].text) == ("x", "Hello.\n")


def test_header_without_an_empty_line() -> None:
    """A line that is no field ends the header, and is not lost."""
    mail = parse(b"Subject: x\nThis is the body already.\nFrom: nobody\n")
    assert (mail.subject, mail.senders) == ("x", ())
    assert mail.readings[0].text == "This is the body already.\nFrom: nobody\n"


def test_no_header() -> None:
    """A file that is only text is a mail that is only text."""
    assert parse(b"Johnson's Russia List\n#3012\n").readings[0].text == "Johnson's Russia List\n#3012\n"


def test_twenty_thousand_fields() -> None:
    """The fields that count are found among others, and among as many of their own name."""
    many = [f"X-{k}: value" for k in range(20_000)]
    assert read(*many, "Subject: x").subject == "x"
    mail = read(*["Subject: x"] * 20_000, *["Received: from a by b; nonsense"] * 1_000)
    assert mail.subject == "x"
    assert len(mail.defects) < 10


@pytest.mark.parametrize(
    "line",
    [
        b"Subject: " + b"=?utf-8?q?" * 100_000,
        b"Subject: " + b"=?utf-8?q?a?=" * 100_000,
        b"From: " + b"(" * 1_000_000,
        b"From: " + b'"\\' * 500_000,
        b"From: " + b"<a@b>" * 200_000,
        b'Content-Type: text/plain; x="' + b"; " * 500_000,
        b"Content-Type: text/plain" + b"; x" * 500_000,
        b"Subject: a" + b"\n b" * 1_000_000,
        b"Date: " + b"(" * 500_000 + b")" * 500_000,
        b"X" * 3_000_000,
    ],
    ids=lambda line: repr(line[:20]),
)
def test_hostile_fields(line: bytes) -> None:
    """Fields of a megabyte that are quadratic to scan, in other parsers: read in bounded time, the text is not lost."""
    assert parse(line + b"\n\nHello.\n").readings[-1].text.endswith("Hello.\n")
