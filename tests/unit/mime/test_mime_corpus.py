"""Made-up issues in each way in which they travel: nothing of them is lost on the way."""

import pytest

from corpus import ERAS, TRANSPORTS, make_issue, make_mail
from jrld.mime import parse
from jrld.model import Mail

FULL = {
    "alternative": ["plain", "html"],
    "html": ["html"],
    "html-word": ["html"],
    "alternative-stub": ["html", "plain"],
}


def read_issue_mail(raw: bytes) -> Mail:
    """The mail that holds the issue: the one that came, or the one attached to it."""
    mail = parse(raw)
    return mail.inner[0] if mail.inner else mail


@pytest.mark.parametrize("trouble", [(), ("cyrillic",)], ids=["", "cyrillic"])
@pytest.mark.parametrize("transport", TRANSPORTS)
def test_transport(transport: str, trouble: tuple[str, ...]) -> None:
    """Text, subject and date of an issue of some eras, by each carrier; the stub comes last."""
    for era in (*ERAS[TRANSPORTS.index(transport) % 3 :: 5], "2008-mail"):
        issue = make_issue(7, era, trouble)
        mail = read_issue_mail(make_mail(issue, transport, 7))
        assert issue.subject in mail.subject
        assert mail.date is not None
        assert mail.sent_on == issue.date
        assert [reading.carrier for reading in mail.readings] == FULL.get(transport, ["plain"])
        for reading in mail.readings[: 1 if transport == "alternative-stub" else None]:
            assert issue.find_lost(reading.text) is None, reading.carrier
        expected = {"alternative-stub": "stub", "undecoded-qp": "quoted-printable"}.get(transport, "")
        assert all(expected and expected in defect for defect in mail.defects)


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_line_ends_change_nothing(transport: str) -> None:
    """CRLF or LF: the same readings, defects and header."""
    issue = make_issue(3, "2013-list", ("cyrillic",))
    lf, crlf = (parse(make_mail(issue, transport, 3, crlf=ends)) for ends in (False, True))
    assert lf == crlf


def test_list() -> None:
    """A mail of a list carries its name, and its footer is in the text."""
    for transport in ("list-post", "list-footer-part"):
        mail = parse(make_mail(make_issue(4, "2008-mail"), transport))
        assert mail.list_id == "os.lists.example.org"
        assert "mailman/listinfo/os" in mail.readings[0].text


def test_forwards() -> None:
    """An inline forward keeps its header block in the text; quoting is undone."""
    issue = make_issue(4, "2008-mail")
    for transport in ("forward", "forward-quoted"):
        (reading,) = parse(make_mail(issue, transport)).readings
        assert f"Subject: {issue.subject}" in reading.text
        assert "\n> " not in reading.text
