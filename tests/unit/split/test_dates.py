"""Dates as JRL prints them."""

from datetime import date

import pytest

from jrld.split.dates import find_date, find_date_line, find_day_before


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("8 January 1998", date(1998, 1, 8)),
        ("March 28, 1999", date(1999, 3, 28)),
        ("April 19 1999", date(1999, 4, 19)),
        ("Friday 7 August 2015", date(2015, 8, 7)),
        ("Monday, 22 January 2018", date(2018, 1, 22)),
        ("AUGUST 25, 2000", date(2000, 8, 25)),
        ("Sept. 3, 2004", date(2004, 9, 3)),
        ("September 6/13, 1999", date(1999, 9, 6)),
        ("2 May 2008 10:32 GMT", date(2008, 5, 2)),
        ("Posted on March 1st, 2011", date(2011, 3, 1)),
        ("2003-04-04", date(2003, 4, 4)),
    ],
)
def test_date_lines_of_every_era(line: str, expected: date) -> None:
    """A line that is a date is read as that day."""
    assert find_date_line(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "27 January 20200",
        "31 February 2001",
        "March 2001",
        "On March 28, 1999 the bombs fell",
        "",
        "1998",
        "April 4",
        "x" * 99,
    ],
)
def test_what_is_no_date_line(line: str) -> None:
    """Impossible days, months without a day and sentences are never taken for a date."""
    assert find_date_line(line) is None


def test_a_date_inside_a_line() -> None:
    """The head line of 2018 carries its date behind the number."""
    assert find_date("Johnson's Russia List :: JRL 2018-#86 :: Monday, 14 May 2018") == date(2018, 5, 14)


def test_the_year_of_a_dateline() -> None:
    """`Dec 30` in an issue of 2 January is last year's; a day far from the issue is nobody's."""
    assert find_day_before("MOSCOW, Dec 30 (Reuters) -", date(1999, 1, 2)) == date(1998, 12, 30)
    assert find_day_before("MOSCOW, Aug 19 (Reuters) -", date(1998, 8, 20)) == date(1998, 8, 19)
    assert find_day_before("MOSCOW, June 1 (Reuters) -", date(1998, 8, 20)) is None
    assert find_day_before("MOSCOW, Aug 19 (Reuters) -", None) is None
