"""Which text is a digest of postings, and which is something else: JRL first of all."""

import pytest

from corpus import ERAS, TROUBLES, make_issue
from jrld.formats import Format, jrl, mime_digest, rfc934, rfc1153
from jrld.mime import parse
from jrld.model import Mail, Reading, Verdict
from jrld.split import STRONG, split

RULE = "-" * 30
LETTER = "From: A Reader <a@example.org>\nDate: Fri, 4 Apr 2003\nSubject: On roads\n\nText.\n\n"
TOPICS = "Today's Topics:\n\n   1. On roads (A Reader)\n   2. On roads (A Reader)\n\n"
CLOSING = f"{RULE}\n\nEnd of Roads Digest\n*******************\n"
BURST = f"{RULE}\n\n{LETTER}" * 2
FORWARDS = f"------- Message 1\n\n{LETTER}------- Message 2\n\n{LETTER}"


def weigh(form: Format, text: str, subject: str = "") -> float:
    return form.recognise(Mail(subject=subject), Reading("plain", text))


@pytest.mark.parametrize("subject", ["Roads Digest, Vol 1, Issue 2", "letters of the week"])
@pytest.mark.parametrize("text", [TOPICS + BURST + CLOSING, "Welcome.\n\n" + BURST + CLOSING, TOPICS + BURST])
def test_two_signs_make_a_digest(text: str, subject: str) -> None:
    """Of name, contents and last line, two, beside postings; one of them is not enough."""
    signs = ("Digest" in subject) + (TOPICS in text) + (CLOSING in text)
    assert (weigh(rfc1153.FORMAT, text, subject) >= STRONG) is (signs >= 2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dear A,\n\nyes.\n\n-----Original Message-----\n" + LETTER,
        "See below.\n\n---------- Forwarded message ---------\n" + LETTER,
        "See below.\n\n" + RULE + "\n\n" + LETTER,
        BURST,
        f"------- Forwarded Message\n\n{LETTER}------- End of Forwarded Message\n",
        "-- \nA Reader\n",
    ],
)
def test_letters_and_forwards_are_no_digests(text: str) -> None:
    """One mail that somebody sends on or answers, in any mailer's manner; rows of hyphens above headers."""
    assert split(Mail(subject="Re: the Roads Digest", readings=(Reading("plain", text),))) == ()


def test_two_forwarded_messages_are_a_digest() -> None:
    """RFC 934 knows nothing else; a last line makes it surer."""
    assert weigh(rfc934.FORMAT, FORWARDS) == STRONG
    assert weigh(rfc934.FORMAT, FORWARDS + "------- End of Forwarded Messages\n") > STRONG
    assert weigh(rfc1153.FORMAT, FORWARDS) < STRONG


def test_an_empty_digest_is_said_to_be_one() -> None:
    """A masthead and contents, and then nothing: unrecognised, not unseen."""
    mail = Mail(subject="Roads Digest, Vol 1, Issue 2", readings=(Reading("plain", f"{TOPICS}{'-' * 70}\n\n"),))
    (issue,) = split(mail)
    assert (issue.format, issue.verdict, issue.ref) == ("rfc1153", Verdict.UNRECOGNISED, "1-2")


@pytest.mark.parametrize("era", ERAS)
def test_jrl_is_no_digest_of_postings(era: str) -> None:
    """No issue of any era is, with whatever trouble; nor with its letters between rows of hyphens."""
    for seed, trouble in enumerate([None, *TROUBLES]):
        issue = make_issue(seed, era, [trouble] if trouble else [])
        mail = Mail(subject=issue.subject, sent_on=issue.date)
        for text in (issue.text, issue.text.replace("*******", RULE), f"{issue.text}\n\n{BURST}"):
            reading = Reading("plain", text)
            others = max(form.FORMAT.recognise(mail, reading) for form in (rfc1153, rfc934, mime_digest))
            assert others < jrl.FORMAT.recognise(mail, reading) or others == 0, (era, trouble)


def make_mime(*members: str, subject: str = "Roads Digest, Vol 1, Issue 2") -> Mail:
    parts = "".join(f"--b\nContent-Type: message/rfc822\n\n{member}\n" for member in members)
    head = f"Subject: {subject}\nDate: Fri, 4 Apr 2003 12:00:00 +0000\nContent-Type: multipart/digest; boundary=b\n\n"
    return parse((head + parts + "--b--\n").encode())


def test_a_jrl_issue_within_a_digest_is_found() -> None:
    """Both are issues: the digest of the mail, and JRL's, which is one of its messages."""
    issue = make_issue(3, "1999-note", count=4)
    jrl_mail = f"From: David Johnson <davidjohnson@example.org>\nSubject: {issue.subject}\n\n{issue.text}"
    digest, inner = split(make_mime(LETTER, jrl_mail))
    assert (digest.format, digest.ref, len(digest.articles)) == ("mime_digest", "1-2", 2)
    assert (inner.format, len(inner.articles)) == ("jrl", 4)
    assert inner == split(parse(jrl_mail.encode()))[0]


def test_the_same_ref_in_another_digest_is_another_issue() -> None:
    """`2006-10` of a list and `2006-10` of JRL: neither hides the other."""
    issue = make_issue(3, "2006-mail", count=4)
    text = f"From: a@example.org\nSubject: {issue.subject}\n\n{issue.text}"
    (alone,) = split(parse(text.encode()))
    year, number = alone.ref.split("-")
    found = split(make_mime(text, LETTER, subject=f"ROADS Digest (#{year}-{number})"))
    assert [(one.format, one.ref) for one in found] == [("mime_digest", alone.ref), ("jrl", alone.ref)]


def test_plain_digest_within_a_mail() -> None:
    """An attached digest is found; a digest in a digest is an issue of its own."""
    plain = f"Subject: Bridges Digest, Vol 3, Issue 4\nContent-Type: text/plain\n\n{TOPICS}{BURST}{CLOSING}"
    assert [issue.ref for issue in split(make_mime(LETTER, plain))] == ["1-2", "3-4"]
