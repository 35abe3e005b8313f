"""Durations and cron lines."""

from datetime import timedelta

import pytest
from apscheduler.triggers.cron import CronTrigger
from hypothesis import given, settings
from hypothesis import strategies as st

from jrld.config.schedule import check_cron, parse_duration


def _fields(greatest: int, names: list[str]) -> st.SearchStrategy[str]:
    """One field of a cron line, right or slightly out of range."""
    value = st.integers(0, greatest + 1).map(str) | st.sampled_from([*names, "x"] if names else ["x"])
    ends = st.just("*") | value | st.tuples(value, value).map("-".join)
    item = ends | st.tuples(ends, st.integers(0, greatest + 1).map(str)).map("/".join)
    return st.lists(item, min_size=1, max_size=2).map(",".join)


_LINES = st.one_of(
    _fields(59, []).map("{} * * * *".format),
    _fields(23, []).map("* {} * * *".format),
    _fields(31, []).map("* * {} * *".format),
    _fields(12, ["jan", "DEC"]).map("* * * {} *".format),
    _fields(7, ["mon", "SUN"]).map("* * * * {}".format),
)


@given(line=_LINES)
@settings(max_examples=500, deadline=None)
def test_accepted_cron_lines_are_taken_by_the_scheduler(line: str) -> None:
    """Guards that what the light check lets through does not stop the daemon later."""
    try:
        checked = check_cron(line)
    except ValueError as error:
        complaint = str(error)
    else:
        complaint = "has passed"
        assert CronTrigger.from_crontab(checked) is not None
    assert complaint.startswith("has ")


@pytest.mark.parametrize(
    "line",
    [
        "* * * * 1-5",
        "60 * * * *",
        "* 6-2 * * *",
        "*/0 * * * *",
        "@daily",
        "a b c d e",
        "1,,2 * * * *",
        "* * * jan/2 *",
        "* * * 1-jan *",
        "*/60 * * * *",
        "5-9/5 * * * *",
    ],
)
def test_refused_cron_lines(line: str) -> None:
    """Guards above all against numbered days, which cron and apscheduler count from different days."""
    with pytest.raises(ValueError, match=r"^has "):
        check_cron(line)


@given(amount=st.integers(0, 10**8), unit=st.sampled_from("smhd"))
def test_durations(amount: int, unit: str) -> None:
    """Guards units and bounds."""
    seconds = amount * {"s": 1, "m": 60, "h": 3600, "d": 86400}[unit]
    if 1 <= seconds <= 7 * 86400:
        assert parse_duration(f"{amount}{unit}") == timedelta(seconds=seconds)
    else:
        with pytest.raises(ValueError, match=r"^is "):
            parse_duration(f"{amount}{unit}")
