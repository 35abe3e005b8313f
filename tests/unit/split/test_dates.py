"""Dates as JRL prints them."""

import time
from datetime import date

import pytest

from jrld.split.dates import find_date, find_date_line, find_day_before, find_day_line, find_weekday


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
        ("Apr. 12, 1999", date(1999, 4, 12)),
        ("MARCH 28,1999", date(1999, 3, 28)),
        ("Wednesday 27 January 2016", date(2016, 1, 27)),
        ("2 May 2008", date(2008, 5, 2)),
        ("Tues., Sept. 3, 2004", date(2004, 9, 3)),
        # ranges: the first day counts
        ("Jan. 12-19, 2024", date(2024, 1, 12)),
        ("6/13 September 1999", date(1999, 9, 6)),
        ("August 30 - September 6, 1999", date(1999, 8, 30)),
        ("30 August – 6 September 1999", date(1999, 8, 30)),
        ("30 August/6 September, 1999", date(1999, 8, 30)),
        ("December 28, 1998 - January 4, 1999", date(1998, 12, 28)),
        ("December 28 - January 4, 1999", date(1998, 12, 28)),
        ("28 December to 4 January 1999", date(1998, 12, 28)),
        ("2016-01-27/2016-02-03", date(2016, 1, 27)),
        # two dates of one line: so does the first one
        ("7 July 1997 / July 8, 1997", date(1997, 7, 7)),
        ("Published: 3 March 2011 10:32 GMT | Last updated: 4 March 2011 11:00 GMT", date(2011, 3, 3)),
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
        "March 28, 1999. The bombs fell",
        "March 28, 1999 and on April 1",
        "3 March 2011 | 30 February 2011 | 4 March 2011",
        "30 to 40 May",
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


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("27 January 20200", date(2020, 1, 27)),
        ("Monday, 27 January 20200", date(2020, 1, 27)),
        ("Sept. 3", date(2020, 9, 3)),
        ("29 February", date(2020, 2, 29)),
        ("27 January 2019", None),
        ("30 February", None),
        ("27 January 2020 was cold", None),
        ("January", None),
        ("", None),
    ],
)
def test_a_day_in_a_known_year(line: str, expected: date | None) -> None:
    """Only where the line has no sound year of its own, and nothing else."""
    assert find_day_line(line, 2020) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Monday, 22 January 2018", 0),
        ("Johnson’s Russia List :: JRL 2018-#86 :: SUNDAY, 14 May 2018", 6),
        ("Thurs. 3 May", 3),
        ("Sat 5 April 2003", 5),
        ("8 January 1998", None),
        ("Monthly, 1 May", None),
    ],
)
def test_weekdays(line: str, expected: int | None) -> None:
    """Monday is 0."""
    assert find_weekday(line) == expected


@pytest.mark.parametrize("line", ["1 " * 50_000, f"May 1{' ' * 100_000}x", "1/" * 50_000, "Mon, " * 9_999])
def test_hostile_lines(line: str) -> None:
    """Guards against an expression that runs away: a long line is looked at only in its beginning."""
    start = time.process_time()
    assert [find_date(line), find_date_line(line), find_day_line(line, 2020)] == [None] * 3
    assert find_weekday(line) == (0 if line.startswith("Mon") else None)
    assert time.process_time() - start < 1
