"""The demo's mailbox: issues of every era, and what else arrives in a real one."""

import random
from datetime import UTC, date, datetime
from email.utils import format_datetime

from .carriers import Entity, Headers, join_parts, make_7bit, make_mail, make_qp, write_message
from .issue import make_issue
from .stories import Form, Story, make_story
from .truth import TrueIssue

Sending = tuple[str, date, int, str, tuple[str, ...]]  # era, day, number in its year, transport, trouble
_SENDINGS: tuple[Sending, ...] = (
    ("1997-note", date(1997, 11, 3), 344, "7bit", ()),
    ("1998-brace", date(1998, 8, 20), 316, "8bit-mislabelled", ("editor-notes",)),
    ("1999-note", date(1999, 3, 28), 115, "7bit", ("numbered-list",)),
    ("2000-note", date(2000, 8, 21), 467, "8bit-mislabelled", ()),
    ("2001-contents", date(2001, 12, 7), 587, "7bit", ()),
    ("2003-contents", date(2003, 4, 4), 131, "8bit-mislabelled", ("lettered",)),
    ("2006-supplement", date(2006, 2, 14), 45, "utf8-qp", ()),
    ("2008-mail", date(2008, 5, 2), 86, "undecoded-qp", ()),
    ("2011-campaign", date(2011, 11, 16), 207, "alternative-stub", ()),
    ("2013-list", date(2013, 4, 29), 80, "html", ()),
    ("2013-list", date(2013, 4, 30), 81, "alternative", ()),
    ("2016-list", date(2016, 2, 29), 41, "forward", ()),
    ("2018-list", date(2018, 5, 14), 86, "alternative", ("inner-number",)),
    ("2020-links", date(2022, 1, 20), 15, "utf8-base64", ("printed-year",)),
)
_SHARED = (80, 81)  # the two issues of 2013 that print one story, word for word
_NESTED = 200  # some mail servers, and this is sent to a real one, fall over deeper ones


def make_shared_story() -> Story:
    """The story that two issues of the demo print."""
    return make_story(random.Random("demo story"), date(2013, 4, 29), Form.PAPER, words=500)


def make_demo_issues() -> list[TrueIssue]:
    """The issues in the demo's mailbox, by date; one of them is sent twice."""
    shared = make_shared_story()
    return [
        make_issue(seed, era, trouble, count=11, day=day, number=number, reprints=[shared] if number in _SHARED else ())
        for seed, (era, day, number, _, trouble) in enumerate(_SENDINGS)
    ]


def demo_mails() -> list[tuple[str, bytes]]:
    """Name and raw bytes (CRLF) of each mail: the issues by date, one of them again, a shop's newsletter, and a mail
    that nests too deep to be read."""
    issues = make_demo_issues()
    mails = [
        (f"{issue.ref}.eml", make_mail(issue, sending[3], seed, crlf=True))
        for seed, (issue, sending) in enumerate(zip(issues, _SENDINGS, strict=True))
    ]
    again = next(issue for issue in issues if issue.ref == "2008-86")
    mails.append(("2008-86-again.eml", make_mail(again, "list-post", 99, crlf=True)))
    mails.append(("newsletter.eml", make_newsletter().replace(b"\n", b"\r\n")))
    mails.append(("nested.eml", make_nested_mail().replace(b"\n", b"\r\n")))
    return mails


def _headers(sender: str, subject: str, mark: str) -> Headers:
    sent = datetime(2018, 5, 15, 9, 30, tzinfo=UTC)
    return [
        ("Message-ID", f"<{mark}@mail.example.com>"),
        ("Date", format_datetime(sent)),
        ("From", sender),
        ("To", "reader@example.org"),
        ("Subject", subject),
    ]


_OFFERS = """\
Samovar & Sons: spring offers

In this issue
1. Teapots: every colour, 20% off.
2. Tea from three harvests.
3. How to polish a samovar.

*******

#1
Teapots
Every colour is back in the shop, from $25.

*******

#2
Tea from three harvests
Light, dark and smoked. Free delivery until Sunday.

This email was sent to reader@example.org by offers@shop.example.com | SafeUnsubscribe
"""


def make_newsletter() -> bytes:
    """A mail that looks like a digest and is no issue of JRL."""
    html = "<html><body>" + "".join(f"<p>{line}</p>\n" for line in _OFFERS.replace("&", "&amp;").splitlines() if line)
    entity = join_parts("alternative", (make_7bit(_OFFERS), make_qp(f"{html}</body></html>", subtype="html")), "shop")
    return write_message(_headers("Samovar & Sons <offers@shop.example.com>", "Teapots: 20% off", "offers.1"), entity)


def make_nested_mail(depth: int = _NESTED) -> bytes:
    """Multiparts in multiparts, `depth` of them: no reader should follow, and none may fall over."""
    opening = "".join(f'--b{k}\nContent-Type: multipart/mixed; boundary="b{k + 1}"\n\n' for k in range(depth - 1))
    text = f"--b{depth - 1}\nContent-Type: text/plain\n\nJohnson's Russia List\n\n"
    closing = "".join(f"--b{k}--\n" for k in reversed(range(depth)))
    entity = Entity((("Content-Type", 'multipart/mixed; boundary="b0"'),), (opening + text + closing).encode())
    sender = "David Johnson <davidjohnson@starpower.net>"
    return write_message(_headers(sender, "2018-#87-Johnson's Russia List", "nested.1"), entity)
