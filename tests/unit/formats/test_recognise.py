"""What is an issue and what only speaks of one (a mail that mentions the list must not become an issue)."""

import pytest

from corpus import make_issue
from jrld.formats import find_formats, jrl, jrl_page
from jrld.model import Address, Mail, Reading, Verdict
from jrld.split import STRONG, split

NEWSLETTER = """Notes from the Reading Room, no. 12

1. What we read this week
2. What we threw away

What we read this week
Our favourite remains Johnson's Russia List, which nobody ought to miss.

* * *

What we threw away
A great deal of paper.
"""
REPLY = """David,

thank you for item 5. The samovar was mended in 1961.

On Friday Johnson's Russia List wrote:
> Johnson's Russia List
> #7131
> 4 April 2003
>
> 5. Ivan Petrov: On samovars.
>
> The samovar was mended in 1960.

Ivan
"""
LETTER = "Dear Anna,\n\nI found it in Johnson's Russia List, which my uncle gets.\n\nYours, Ivan\n"
ISSUE = """Johnson's Russia List
#7131
4 April 2003

Contents:
1. AP: A bear is woken.
2. AFP: A lamp is lit.

*******

#1
A bear is woken

KAZAN (AP) - A bear was woken.

*******

#2
A lamp is lit

OMSK (AFP) - A lamp was lit.
"""


def make_mail(text: str, subject: str = "", sender: str = "ivan@petrov.example") -> Mail:
    return Mail(subject=subject, senders=(Address("", sender),), readings=(Reading("plain", text),))


@pytest.mark.parametrize(
    ("text", "subject", "sender"),
    [
        (NEWSLETTER, "Notes from the Reading Room", "notes@reading.example"),
        (NEWSLETTER, "Like Johnson's Russia List, but shorter", "notes@reading.example"),
        (REPLY, "Re: 2008-#24-Johnson's Russia List", "ivan@petrov.example"),
        (REPLY, "RE: JRL #7131", "ivan@petrov.example"),
        (LETTER, "hello", "ivan@petrov.example"),
        (LETTER, "hello", "davidjohnson@starpower.example"),
        ("", "", "ivan@petrov.example"),
    ],
)
def test_a_mention_is_no_issue(text: str, subject: str, sender: str) -> None:
    """Newsletters, replies and private letters that name the list, even the editor's own letters."""
    assert split(make_mail(text, subject, sender)) == ()


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("View this message in your browser.\n", "2011-#211-Johnson's Russia List"),
        ("View this message in your browser.\n", "Fwd: [OS] 2009-#192-Johnson's Russia List"),
        ("Johnson's Russia List\n#7131\n4 April 2003\n\nNo text today.\n", ""),
        ("Johnson’s Russia List :: 2013-#80 :: 29 April 2013\n\nNo text today.\n", "hello"),
    ],
)
def test_an_issue_that_cannot_be_read_is_said_to_be_one(text: str, subject: str) -> None:
    """The list's own subject, or a masthead with number and date, and nothing below: kept as `unrecognised`."""
    (issue,) = split(make_mail(text, subject))
    assert issue.verdict is Verdict.UNRECOGNISED
    assert issue.articles == ()
    assert issue.coverage == 1.0


def test_a_reply_that_quotes_a_whole_issue_holds_it() -> None:
    """A weak sign (`Re:`) and an issue's structure beneath: the structure decides."""
    (issue,) = split(make_mail(ISSUE, "Re: 7131-Johnson's Russia List"))
    assert [article.title for article in issue.articles] == ["A bear is woken", "A lamp is lit"]
    assert issue.verdict is Verdict.COMPLETE


def test_an_issue_needs_no_subject() -> None:
    """A saved page has none: the masthead is enough."""
    (issue,) = split(make_mail(ISSUE))
    assert issue.ref == "7131"


def test_an_issue_within_a_mail() -> None:
    """An attached issue is found under a note that is none, and not beneath one mail too many."""
    attached = make_mail(ISSUE, "7131-Johnson's Russia List")
    assert [issue.ref for issue in split(Mail(readings=(Reading("plain", LETTER),), inner=(attached,)))] == ["7131"]
    for _ in range(20):
        attached = Mail(inner=(attached,))
    assert split(attached) == ()


def test_the_better_reading_wins() -> None:
    """Two readings of one mail are one issue: the one in which all articles are found."""
    stub = Reading("plain", "View this message in your browser.\n")
    (issue,) = split(Mail(subject="7131-Johnson's Russia List", readings=(stub, Reading("html", ISSUE))))
    assert (issue.carrier, issue.verdict) == ("html", Verdict.COMPLETE)


def test_every_format_is_found() -> None:
    """A file in the folder is a format; names are unique and sorted."""
    assert [form.name for form in find_formats()] == ["jrl", "jrl_page", "mime_digest", "rfc1153", "rfc934"]


@pytest.mark.parametrize("era", ["1997-note", "2003-table", "2006-supplement", "2011-campaign", "2020-links"])
def test_real_issues_are_surely_recognised(era: str) -> None:
    """By mast or subject, in every era; never as an article's page."""
    issue = make_issue(1, era)
    reading = Reading("plain", issue.text)
    assert jrl.FORMAT.recognise(Mail(subject=issue.subject), reading) >= STRONG
    assert jrl_page.FORMAT.recognise(Mail(subject=issue.subject), reading) == 0
