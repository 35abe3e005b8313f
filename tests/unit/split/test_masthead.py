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


def judge(text: str, subject: str = "", sent_on: date | None = None) -> tuple[str, date | None, list[str]]:
    """(ref, date, codes of the warnings)"""
    identity = read_identity(text, Mail(subject=subject, sent_on=sent_on), len(text))
    return identity.ref(text), identity.date, sorted(warning.code for warning in identity.warnings)


NAME = "Johnson’s Russia List :: JRL"


@pytest.mark.parametrize(
    ("head", "sent_on", "expected"),
    [
        # all of early 2022 printed 2021, in the number or in the date too; no label is believed against the date
        ("2021-#15 :: Thursday, 20 January 2022", None, ("2022-15", date(2022, 1, 20), ["year-conflict"])),
        ("2021-#15 :: Thursday, 20 January 2022", date(2022, 1, 20), ("2022-15", date(2022, 1, 20), ["year-conflict"])),
        ("2021-#15", date(2022, 1, 20), ("2022-15", date(2022, 1, 20), ["year-conflict"])),
        ("2021-#48 :: Thursday, 3 March 2022", None, ("2022-48", date(2022, 3, 3), ["year-conflict"])),
        (
            "2021-#15 :: Thursday, 20 January 2021",
            date(2022, 1, 20),
            ("2022-15", date(2022, 1, 20), ["date-conflict", "year-conflict"]),
        ),
        ("2022-#15 :: 20 January 2021", None, ("2022-15", date(2022, 1, 20), ["year-conflict"])),
        # the true 2021-#15
        ("2021-#15 :: Friday, 22 January 2021", date(2021, 1, 22), ("2021-15", date(2021, 1, 22), [])),
        # no list is at number 245 in the first days of January: the last issue of the year, passed on
        ("2021-#245", date(2022, 1, 2), ("2021-245", date(2022, 1, 2), ["year-conflict"])),
        ("2021-#245 :: 31 December 2021", date(2022, 1, 2), ("2021-245", date(2021, 12, 31), [])),
        ("2022-#1 :: 31 December 2021", date(2021, 12, 31), ("2022-1", date(2021, 12, 31), ["year-conflict"])),
        # passed on years later, without its date: the mail's is not the issue's
        ("2013-#80", date(2019, 6, 1), ("2013-80", None, ["no-date"])),
    ],
)
def test_the_year_around_new_year(
    head: str, sent_on: date | None, expected: tuple[str, date | None, list[str]]
) -> None:
    """The printed year is checked against the date, the date against the mail, and every conflict is said."""
    assert judge(f"{NAME} {head}\n", sent_on=sent_on) == expected


@pytest.mark.parametrize(
    ("sent_on", "expected"),
    [
        (date(2022, 1, 3), ("2022-1", date(2022, 1, 3), ["date-conflict", "year-conflict"])),
        (date(2022, 1, 2), ("2022-1", date(2022, 1, 1), ["date-conflict", "year-conflict"])),
        (None, ("2022-1", date(2022, 1, 1), ["date-conflict", "year-conflict"])),
    ],
)
def test_the_day_of_the_week_convicts_a_date(
    sent_on: date | None, expected: tuple[str, date | None, list[str]]
) -> None:
    """`Monday, 1 January 2022` was a Saturday: of a mail sent that Monday it is the Monday; else it is only said."""
    assert judge(f"{NAME} 2021-#1 :: Monday, 1 January 2022\n", sent_on=sent_on) == expected


def test_a_date_beside_the_mails_is_believed_without_a_weekday() -> None:
    """Mails of the next day are nothing special."""
    assert judge(f"{NAME} 2022-#1 :: 1 January 2022\n", sent_on=date(2022, 1, 3)) == ("2022-1", date(2022, 1, 1), [])


@pytest.mark.parametrize("head", ["Monday, 27 January 20200", "27 January", "27 January 202"])
def test_a_year_that_is_none(head: str) -> None:
    """The day is read as printed (2020-#18); its year is that of the mail beside it, else that of the number."""
    expected: tuple[str, date, list[str]] = ("2020-18", date(2020, 1, 27), [])
    assert judge(f"{NAME} 2020-#18 :: {head}\n") == expected
    assert judge(f"{NAME} 2020-#18 :: {head}\n", sent_on=date(2020, 1, 28)) == expected
    assert judge(f"{NAME} 2020-#18\n{head}\n", sent_on=date(2015, 6, 1)) == (*expected[:2], ["date-conflict"])
    assert judge(f"{NAME} 2019-#18 :: {head}\n", sent_on=date(2020, 1, 28)) == (*expected[:2], ["year-conflict"])


def test_a_year_is_never_invented() -> None:
    """Without a number and a mail near it, a day alone is no date."""
    assert judge("Johnson's Russia List :: 27 January 20200\n")[1] is None
    assert judge("Johnson's Russia List :: 27 January\n", sent_on=date(2020, 1, 1))[1] == date(2020, 1, 1)
    assert judge("Johnson's Russia List :: 31 December\n", sent_on=date(2020, 1, 1))[1] == date(2019, 12, 31)


@pytest.mark.parametrize(
    ("text", "subject", "expected"),
    [
        ("JRL 2006-45\n", "", ("2006-45", None)),
        (
            "JRL Research & Analytical Supplement - JRL Home\nIssue No. 33 February 2006 JRL 2006-45\n",
            "",
            ("2006-45", None),
        ),
        ("Johnson's Russia List\n#2006\n8 January 1998\n", "JRL #2006", ("2006", date(1998, 1, 8))),
        ("Johnson's Russia List\n10 January 2006\n", "JRL 2006-10", ("2006-10", date(2006, 1, 10))),
        ("Johnson's Russia List\n10 January 2006\n", "JRL 2006", ("20060110", date(2006, 1, 10))),
    ],
)
def test_2006_is_an_issue_and_a_year(text: str, subject: str, expected: tuple[str, date | None]) -> None:
    """`#2006` is issue 6 of 1998, `2006-45` issue 45 of 2006, and `JRL 2006` in that year no number at all."""
    assert judge(text, subject)[:2] == expected


STALE = "Johnson’s Russia List :: 2014-#55 :: 13 March 2014\n"
TITLE = "RUSSIA & UKRAINE: Johnson’s Russia List table of contents :: 2014-#57 :: Saturday, 15 March 2014"


@pytest.mark.parametrize(
    ("text", "subject", "sent_on"),
    [
        (STALE, "2014-#57-Johnson's Russia List", date(2014, 3, 15)),
        (STALE, TITLE, None),
        (f"{TITLE}\n\n[check back for updates]\n\n{STALE}", "", None),
        (f"{TITLE}\n\n{STALE}", "Russia news", date(2014, 3, 15)),
    ],
    ids=["mail", "page", "captured text", "mailed page"],
)
def test_stale_head(text: str, subject: str, sent_on: date | None) -> None:
    """The head of #55 on #57: number and date are those of the subject or of the page's title."""
    expected = ("2014-57", date(2014, 3, 15), ["date-conflict", "number-conflict"])
    assert judge(text, subject, sent_on) == expected


def test_subject_without_a_number() -> None:
    """The number of the head is enough; without one either the date is the ref."""
    subject = "[OS] Please read: end of year mini Johnson's Russia List"
    assert judge("Johnson's Russia List\n#2500\n2 December 1998\n", subject) == ("2500", date(1998, 12, 2), [])
    head = "Johnson's Russia List\n31 December 2009\n"
    assert judge(head, subject, date(2009, 12, 31)) == ("20091231", date(2009, 12, 31), ["no-number"])
    assert judge("A few words first\n", subject, date(2009, 12, 31)) == ("20091231", date(2009, 12, 31), ["no-number"])
