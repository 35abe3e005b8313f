"""Numbers never seen, and the days with an issue: what `jrl.gaps` and `jrld status` conclude from what is there."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from jrld.model import Issue, Verdict
from jrld.store.gaps import GapRow, list_days, list_gaps
from jrld.store.publish import publish
from jrld.store.queries import list_incomplete
from store_fixtures import keep_one, make_issue, make_mail, prose

BODY = prose(1)


def number(year: int, of_year: int, day: date | None, **fields: Any) -> Issue:
    """An issue with that number: `2011-175`, or `3115` as until 2005."""
    ref = f"{year}-{of_year}" if year > 2005 else f"{year - 1996}{of_year:03}"
    columns: dict[str, Any] = {"label": ref, "year": year, "number": of_year, "date": day}
    return make_issue([BODY], ref, **(columns | fields))


def send(engine: Engine, *issues: Issue) -> None:
    publish(
        engine, keep_one(engine, repr([(i.digest, i.ref, i.verdict) for i in issues]).encode()), make_mail(), issues
    )


def run(year: int, numbers: Iterable[int], start: date, a_day: int = 1) -> list[Issue]:
    """Numbers in a row, as many each day."""
    return [number(year, of_year, start + timedelta(days=n // a_day)) for n, of_year in enumerate(numbers)]


def brief(gaps: list[GapRow]) -> list[tuple[int, int, int, str]]:
    return [(gap.year, gap.first_number, gap.last_number, gap.likelihood) for gap in gaps]


def test_one_lost_issue(engine: Engine) -> None:
    """An issue a day and one not seen: probably lost; all is said of where it belongs and why."""
    send(engine, *(issue for issue in run(2011, range(1, 30), date(2011, 1, 1)) if issue.number != 17))
    evidence = "1 missing in 2 days, which have room for 4 at twice the usual 1.00 a day"
    before, after = ("2011-16", date(2011, 1, 16)), ("2011-18", date(2011, 1, 18))
    assert list_gaps(engine) == [GapRow("jrl", 2011, 17, 17, 1, *before, *after, "probable", evidence)]


def test_a_jump_is_no_loss(engine: Engine) -> None:
    """#3115 of 28 March 1999 is followed by #3224 of 3 April, at an issue or two a day: nobody lost 108 mails."""
    send(
        engine,
        *run(1999, range(90, 116), date(1999, 3, 16), a_day=2),
        *run(1999, range(224, 250), date(1999, 4, 3), a_day=2),
    )
    [gap] = list_gaps(engine)
    assert (gap.ref_before, gap.date_before, gap.ref_after, gap.date_after) == (
        *("3115", date(1999, 3, 28)),
        *("3224", date(1999, 4, 3)),
    )
    assert (gap.first_number, gap.last_number, gap.numbers, gap.likelihood) == (116, 223, 108, "doubtful")
    assert gap.evidence == (
        "108 missing in 6 days, which have room for 24 at twice the usual 2.00 a day: the numbers jumped"
    )


def test_the_pace_is_the_years_own(engine: Engine) -> None:
    """Five missing overnight are lost where three came each day, and a jump where one did."""
    send(engine, *run(1998, [*range(1, 31), *range(36, 60)], date(1998, 1, 1), a_day=3))
    send(engine, *run(2010, [*range(1, 31), *range(36, 60)], date(2010, 1, 1)))
    assert brief(list_gaps(engine)) == [(1998, 31, 35, "probable"), (2010, 31, 35, "doubtful")]


@pytest.mark.parametrize("days", [0, 1, 9], ids=["same day", "next day", "later"])
def test_one_missing_is_always_probable(engine: Engine, days: int) -> None:
    """However near its neighbours are: a single number is more easily lost than skipped."""
    start = date(2012, 1, 1)
    send(engine, *run(2012, range(1, 22), start), *run(2012, range(23, 40), start + timedelta(days=20 + days)))
    assert brief(list_gaps(engine)) == [(2012, 22, 22, "probable")]


def test_few_issues_make_no_pace(engine: Engine) -> None:
    """A pair of neighbours proves nothing of its own distance: one a day is assumed then, and said."""
    send(engine, number(1999, 115, date(1999, 3, 28)), number(1999, 224, date(1999, 4, 3)))
    [gap] = list_gaps(engine)
    assert gap.likelihood == "doubtful"
    assert "room for 12 at twice 1 a day, assumed of so few issues" in gap.evidence


def test_a_young_year_goes_by_the_years_before(engine: Engine) -> None:
    """In January the pace is that of all years."""
    send(engine, *run(1999, range(1, 61), date(1999, 1, 1), a_day=3))
    send(engine, number(2000, 1, date(2000, 1, 1)), number(2000, 7, date(2000, 1, 2)))
    [gap] = [gap for gap in list_gaps(engine) if gap.year == 2000]
    assert (gap.likelihood, gap.numbers) == ("probable", 5)
    assert "twice the usual 3.00 a day" in gap.evidence


def test_the_beginning_of_a_year(engine: Engine) -> None:
    """Numbers before the first one count only where there are issues of the year before: else the archive begins."""
    send(engine, number(2009, 200, date(2009, 11, 2)), number(2013, 9, date(2013, 1, 10)))
    assert list_gaps(engine) == []
    send(engine, number(2010, 4, date(2010, 1, 5)))
    [gap] = list_gaps(engine)
    assert (gap.year, gap.first_number, gap.last_number, gap.ref_before, gap.ref_after) == (
        *(2010, 1, 3),
        *("2009-200", "2010-4"),
    )
    assert gap.evidence.startswith("3 missing in 5 days, ")  # since New Year's Eve, not since November


def test_what_counts_as_seen(engine: Engine) -> None:
    """Any revision in any verdict; but neither an un-numbered issue, nor an article's page, nor another digest."""
    day = date(2014, 3, 3)
    send(engine, number(2014, 1, day), number(2014, 8, day))
    send(engine, number(2014, 2, day, verdict=Verdict.UNRECOGNISED), number(2014, 3, day, verdict=Verdict.PARTIAL))
    send(engine, number(2014, 3, day), number(2014, 4, None))
    send(engine, make_issue([BODY], "20140303", label=None, year=2014, number=None, date=day))
    send(engine, make_issue([BODY], "2014-6-1", label="2014-#6", year=2014, number=6, date=None, format="jrl_page"))
    send(engine, number(2014, 7, day, digest="other"))
    assert [(gap.digest, gap.first_number, gap.last_number) for gap in list_gaps(engine)] == [("jrl", 5, 7)]


def test_without_dates_nothing_is_concluded(engine: Engine) -> None:
    """The pace says nothing where a neighbour has no date, on either side, or the dates run backwards."""
    send(engine, number(2014, 1, date(2014, 1, 2)), number(2014, 3, None), number(2014, 5, date(2014, 1, 4)))
    send(engine, number(2014, 7, date(2014, 1, 3)))
    assert [(gap.first_number, gap.likelihood, gap.evidence) for gap in list_gaps(engine)] == [
        (6, "doubtful", "the issues beside it are dated the other way round"),
        (4, "doubtful", "an issue beside it has no date"),
        (2, "doubtful", "an issue beside it has no date"),
    ]


def test_probable_ones_first_then_the_newest(engine: Engine) -> None:
    """What somebody would look for first stands first."""
    send(engine, *run(2010, [1, 3, 5], date(2010, 1, 1)), *run(2012, [1, 3, 300], date(2012, 1, 1)))
    assert brief(list_gaps(engine)) == [
        (2012, 2, 2, "probable"),
        (2010, 4, 4, "probable"),
        (2010, 2, 2, "probable"),
        (2012, 4, 299, "doubtful"),
    ]


def test_gaps_are_promised_to_readers(engine: Engine) -> None:
    """Granted like the other views, and nothing to write to."""
    with engine.connect() as connection:
        for right, granted in (("SELECT", True), ("INSERT", False)):
            question = text("SELECT has_table_privilege('jrl_reader', 'jrl.gaps', :right)")
            assert connection.scalar(question, {"right": right}) is granted
    with pytest.raises(DBAPIError, match="cannot delete from view"), engine.begin() as connection:
        connection.execute(text("DELETE FROM jrl.gaps"))


# --- days and verdicts --------------------------------------------------------------------------


def test_days_with_an_issue(engine: Engine) -> None:
    """The newest days of each digest with their issues, revisions counted once; none of the future, none undated."""
    send(engine, *run(2014, range(1, 8), date(2014, 1, 1), a_day=3), number(2014, 9, None))
    send(engine, number(2014, 1, date(2014, 1, 1), verdict=Verdict.PARTIAL))
    send(engine, number(2099, 1, date(2099, 1, 1)), number(2014, 50, date(2014, 1, 2), digest="other"))
    days = [(day.digest, day.date.day, day.issues, day.ref) for day in list_days(engine, date(2014, 2, 1), limit=2)]
    assert days == [("jrl", 3, 1, "2014-7"), ("jrl", 2, 3, "2014-6"), ("other", 2, 1, "2014-50")]


def test_incomplete_issues(engine: Engine) -> None:
    """Issues of which no revision is complete, the newest first."""
    send(engine, *(number(2014, n, date(2014, 1, n), verdict=Verdict.PARTIAL) for n in range(1, 4)))
    send(engine, number(2014, 2, date(2014, 1, 2)), number(2014, 4, date(2014, 1, 4), verdict=Verdict.UNRECOGNISED))
    assert [row.ref for row in list_incomplete(engine)] == ["2014-4", "2014-3", "2014-1"]
    assert [row.ref for row in list_incomplete(engine, limit=1)] == ["2014-4"]
