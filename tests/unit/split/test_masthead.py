"""The identity of an issue."""

from datetime import UTC, date, datetime

import pytest

from jrld.mime import parse
from jrld.model import Mail
from jrld.split.masthead import read_identity


def identify(
    text: str, subject: str = "", sent_on: date | None = None
) -> tuple[str | None, int | None, int | None, date | None, str]:
    identity = read_identity(text, Mail(subject=subject, sent_on=sent_on), len(text))
    return identity.label, identity.year, identity.number, identity.date, identity.ref(text)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Johnson's Russia List\n#2500\n2 December 1998\n", ("2500", 1998, 500, date(1998, 12, 2), "2500")),
        ("Johnson's Russia List\n#2006\n8 January 1998\n", ("2006", 1998, 6, date(1998, 1, 8), "2006")),
        ("Johnson’s Russia List\n2008-#8\n10 January 2008\n", ("2008-#8", 2008, 8, date(2008, 1, 10), "2008-8")),
        ("Johnson’s Russia List :: 2013-#80 :: 29 April 2013\n", ("2013-#80", 2013, 80, date(2013, 4, 29), "2013-80")),
        (
            "Johnson’s Russia List :: JRL 2018-#86 :: Monday, 14 May 2018\n",
            ("2018-#86", 2018, 86, date(2018, 5, 14), "2018-86"),
        ),
        ("Johnson's Russia List\n31 December 2009\n", (None, 2009, None, date(2009, 12, 31), "20091231")),
    ],
)
def test_heads_of_every_era(head: str, expected: tuple[object, ...]) -> None:
    """Label, year, number, date and ref; `2006` is issue 6 of 1998, `2008-#8` issue 8 of 2008."""
    assert identify(head) == expected


def test_the_number_may_stand_in_the_subject_only() -> None:
    """2008-2011 captures carry the number in the subject, behind a list's prefix."""
    found = identify("Johnson's Russia List\n2 May 2008\n", "[OS] 2008-#86-Johnson's Russia List")
    assert found == ("2008-#86", 2008, 86, date(2008, 5, 2), "2008-86")


def test_last_years_number_in_january() -> None:
    """2022-#15 printed `2021-#15`: the date decides the year, the label stays as printed, a warning says so."""
    text = "Johnson’s Russia List :: JRL 2021-#15 :: Thursday, 20 January 2022\n"
    identity = read_identity(text, Mail(), len(text))
    assert (identity.label, identity.year, identity.number, identity.ref(text)) == ("2021-#15", 2022, 15, "2022-15")
    assert [warning.code for warning in identity.warnings] == ["year-conflict"]


def test_conflicts_are_said() -> None:
    """A stale head: the subject's number and the mail's date are taken, and both conflicts are said (2014-#57)."""
    text = "Johnson's Russia List\n2014-#55\n13 March 2014\n"
    identity = read_identity(text, Mail(subject="2014-#57-Johnson's Russia List", sent_on=date(2014, 3, 20)), len(text))
    assert (identity.label, identity.date) == ("2014-#57", date(2014, 3, 20))
    assert {warning.code for warning in identity.warnings} == {"number-conflict", "date-conflict"}


def test_neither_number_nor_date() -> None:
    """The ref then comes from the text itself, so that it stays."""
    label, year, number, day, ref = identify("Some page\n")
    assert (label, year, number, day) == (None, None, None, None)
    assert ref.startswith("x")
    assert len(ref) == 13


def test_the_day_is_the_senders() -> None:
    """Guards the ref of an un-numbered issue sent late in the evening: in UTC it is the next day already."""
    raw = b"Date: Mon, 1 Jan 2024 22:30:00 -0500\nSubject: Johnson's Russia List\n\nJohnson's Russia List\n"
    mail = parse(raw)
    assert mail.date == datetime(2024, 1, 2, 3, 30, tzinfo=UTC)
    text = mail.readings[0].text
    assert read_identity(text, mail, len(text)).ref(text) == "20240101"


def test_a_printed_date_is_compared_with_the_senders_day() -> None:
    """Guards the tolerance: three days on the sender's calendar need no word, though in UTC they are four."""
    raw = b"Date: Thu, 4 Jan 2024 22:30:00 -0500\n\nJohnson's Russia List\n2024-#1\n1 January 2024\n"
    mail = parse(raw)
    text = mail.readings[0].text
    identity = read_identity(text, mail, len(text))
    assert (identity.date, identity.warnings) == (date(2024, 1, 1), ())
