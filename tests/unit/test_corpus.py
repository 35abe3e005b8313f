"""The made-up issues themselves: repeatable, different from each other, and telling the truth about what they print."""

import email
import html
import mailbox
import re
from datetime import date
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path

import pytest

from corpus import (
    ARTICLE_PAGES,
    ERAS,
    HTML_STYLES,
    ISSUE_PAGES,
    TRANSPORTS,
    TROUBLES,
    demo_mails,
    make_article_page,
    make_issue,
    make_issue_page,
    make_mail,
    make_mbox,
    read_words,
    show_html,
)
from corpus.demo import make_demo_issues, make_shared_story
from jrld.model import Part

UNDECODED = re.compile(r"=([8-9A-F][0-9A-F])")


def find_text(message: Message) -> str:
    """The text of the fullest text part, as a careful reader would decode it."""
    texts = []
    for part in message.walk():
        if part.get_content_maintype() == "text":
            payload = part.get_payload(decode=True)
            assert isinstance(payload, bytes)
            charset = part.get_content_charset("ascii").replace("iso-8859-1", "cp1252")
            text = payload.decode(charset)
            if part.get_content_subtype() == "html":
                text = html.unescape(re.sub(r"<[^>]*>", " ", text))
            texts.append(text)
    return max(texts, key=len)


def test_lost_paragraph_is_named() -> None:
    """Guards the measure itself: a text without one paragraph, or with two in another order, is found out."""
    issue = make_issue(3, "2008-mail")
    first, last = issue.articles[0].body[0], issue.articles[-1].body[-1]
    whole = "\n\n".join(paragraph for article in issue.articles for paragraph in article.body)
    assert issue.find_lost(whole) is None
    for text in (whole.replace(last, ""), whole.replace(first, "") + first, ""):
        assert issue.find_lost(text) is not None


def test_same_seed_same_bytes() -> None:
    """A failing seed must fail again tomorrow, on another machine."""
    for seed in range(5):
        first, again = (make_mail(make_issue(seed, trouble=("inner-number",)), "alternative", seed) for _ in range(2))
        assert first == again
    assert make_mail(make_issue(1), "utf8-qp", 1) != make_mail(make_issue(1), "utf8-qp", 2)


def test_other_seed_other_articles() -> None:
    """Articles differ as real ones do: hardly a run of eight words twice in two hundred of them."""
    seen: dict[tuple[str, ...], tuple[int, int]] = {}
    repeated = total = 0
    for seed in range(15):
        for article in make_issue(seed, "2008-mail").articles:
            words = article.body_words
            for run in {tuple(words[k : k + 8]) for k in range(len(words) - 7)}:
                total += 1
                repeated += seen.setdefault(run, (seed, article.position)) != (seed, article.position)
    assert total > 30_000
    assert repeated < total / 200


def test_vocabulary() -> None:
    """The prose has several thousand words, articles from a line or two to thousands of words."""
    articles = [article for seed in range(40) for article in make_issue(seed).articles]
    lengths = [len(article.body_words) for article in articles]
    assert len({word for article in articles for word in article.body_words}) > 5_000
    assert min(lengths) < 50
    assert max(lengths) > 1_500


@pytest.mark.parametrize("era", ERAS)
def test_era(era: str) -> None:
    """Each era prints what the truth says, in order: number, titles, every word of every body."""
    for seed in range(6):
        issue = make_issue(seed, era)
        assert issue.find_lost(issue.text) is None
        assert issue.label == (issue.ref.replace("-", "-#") if issue.yearly else issue.ref)
        assert issue.label in issue.subject or issue.ref in issue.subject
        assert len(issue.entries) == len(issue.articles)
        assert [article.label for article in issue.articles] == [str(k + 1) for k in range(len(issue.articles))]
        text = " ".join(read_words(issue.text))
        for article in issue.articles:
            assert all(" ".join(read_words(title)) in text for title in article.titles)


@cache
def show_untroubled(era: str) -> str:
    return make_issue(3, era).text


@pytest.mark.parametrize("trouble", TROUBLES)
def test_trouble(trouble: str) -> None:
    """Each trouble can befall each era, changes what is printed, and leaves the truth true."""
    changed = 0
    for era in ERAS:
        issue = make_issue(3, era, (trouble,))
        assert issue.find_lost(issue.text) is None
        changed += issue.text != show_untroubled(era)
    assert changed >= len(ERAS) - 3, "some eras have no numbers to lose, but most must show it"


def test_all_troubles_at_once() -> None:
    """However bad an issue is, it can still be made."""
    for era in ERAS:
        issue = make_issue(1, era, TROUBLES)
        assert issue.find_lost(issue.text) is None


def test_trouble_is_what_it_says() -> None:
    """A few troubles, looked at closely: what they break and what they leave alone."""
    issue = make_issue(5, "2018-list", ("printed-year",))
    assert (issue.date.month, issue.label) == (1, f"{issue.year - 1}-#{issue.number}")
    issue = make_issue(5, "2008-mail", ("truncated",))
    assert len(issue.entries) > len(issue.articles)
    assert not any(piece.part is Part.TRAILER for piece in issue.pieces)
    issue = make_issue(5, "2008-mail", ("article-without-entry",))
    assert [article.in_contents for article in issue.articles].count(False) == 1
    issue = make_issue(5, "2008-mail", ("entry-without-article",))
    assert len(issue.entries) == len(issue.articles) + 1
    labels = [article.label for article in make_issue(5, "2020-links", ("lettered",)).articles]
    assert sum(label.endswith("a") for label in labels) == 1
    labels = [article.label for article in make_issue(5, "1999-note", ("doubled-number",)).articles]
    assert len(set(labels)) == len(labels) - 1
    with pytest.raises(ValueError, match="no such trouble: bad-luck"):
        make_issue(5, trouble=("bad-luck",))


def test_pieces_are_the_text() -> None:
    """Each piece belongs to a part; every article has pieces of its own, in order."""
    issue = make_issue(2, "2011-campaign")
    positions = [piece.position or 0 for piece in issue.pieces if piece.part is Part.ARTICLE]
    assert positions == sorted(positions)
    assert set(positions) == {article.position for article in issue.articles}
    assert {piece.part for piece in issue.pieces} >= {Part.MASTHEAD, Part.CONTENTS, Part.SEPARATOR, Part.TRAILER}


def test_lines_are_as_wide_as_their_era() -> None:
    """Mail text before 2013 is wrapped; a line is longer only when it was printed as one."""
    issue = make_issue(4, "1999-note")
    long = [line for line in issue.text.splitlines() if len(line) > 80]
    assert len(long) < len(issue.text.splitlines()) / 20


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_transport(transport: str) -> None:
    """The standard library reads each mail, with the words in it, dated on the issue's day."""
    for seed, era in enumerate(ERAS):
        issue = make_issue(seed, era)
        message = email.message_from_bytes(make_mail(issue, transport, seed))
        assert not any(part.defects for part in message.walk())
        sent = parsedate_to_datetime(message["Date"])
        assert sent.date() == issue.date
        text = find_text(message)
        if transport == "undecoded-qp":
            text = UNDECODED.sub(lambda code: bytes.fromhex(code[1]).decode("cp1252"), text)
        assert issue.find_lost(text) is None


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_cyrillic_arrives(transport: str) -> None:
    """Russian paragraphs survive every carrier; KOI8-R is really used for them."""
    issue = make_issue(8, "2001-contents", ("cyrillic",))
    message = email.message_from_bytes(make_mail(issue, transport))
    assert issue.find_lost(find_text(message)) is None
    if transport == "koi8-r":
        assert message.get_content_charset() == "koi8-r"


def test_line_ends() -> None:
    """Mails come with CRLF or LF, never mixed."""
    issue = make_issue(1, "2013-list")
    for transport in TRANSPORTS:
        lf, crlf = (make_mail(issue, transport, crlf=ends) for ends in (False, True))
        assert b"\r" not in lf
        assert crlf.replace(b"\r\n", b"\n") == lf


@pytest.mark.parametrize("style", HTML_STYLES)
def test_html(style: str) -> None:
    """Every way of writing HTML shows every word, in order."""
    for era in ERAS:
        issue = make_issue(6, era)
        text = html.unescape(re.sub(r"<[^>]*>", " ", show_html(issue, style)))
        assert issue.find_lost(text) is None


def test_pages() -> None:
    """Saved pages, of issues and of single articles, print their truth too."""
    for style in ARTICLE_PAGES:
        page = make_article_page(3, style)
        assert len(page.articles) == 1
        assert page.find_lost(page.text) is None
    for era in ISSUE_PAGES:
        page = make_issue_page(3, era)
        assert page.find_lost(page.text) is None


def test_mbox(tmp_path: Path) -> None:
    """A mailbox file holds as many mails as were put in, in spite of lines that begin with From."""
    issues = [make_issue(seed, "1998-brace", ("inner-headers",)) for seed in range(3)]
    path = tmp_path / "jrl.mbox"
    path.write_bytes(make_mbox([make_mail(issue, "7bit") for issue in issues]))
    box = mailbox.mbox(path)
    try:
        assert len(box) == 3
    finally:
        box.close()


def test_demo_mails() -> None:
    """The demo shows what it is meant to: one issue twice, one story in two issues, two mails that are no issue."""
    mails = dict(demo_mails())
    issues = make_demo_issues()
    assert len(mails) == len(issues) + 3
    assert mails["2008-86.eml"] != mails["2008-86-again.eml"]
    shared = " ".join(block.text for block in make_shared_story().blocks)
    assert [issue.ref for issue in issues if any(" ".join(a.body) == shared for a in issue.articles)] == [
        "2013-80",
        "2013-81",
    ]
    assert b"Johnson" not in mails["newsletter.eml"]
    titles = " ".join(title for issue in issues for article in issue.articles for title in article.titles).casefold()
    assert all(word in titles for word in ("gas", "pipeline", "duma", "election"))


def test_date_and_number_can_be_asked_for() -> None:
    """A test can have the very issue that it needs."""
    issue = make_issue(1, "2003-contents", day=date(2003, 4, 4), number=131, count=16)
    assert (issue.ref, len(issue.articles)) == ("7131", 16)
