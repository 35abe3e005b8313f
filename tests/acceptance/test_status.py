"""`jrld status` on an archive in which not all is well: what is overdue, not complete, or never came."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from daemon_process import Setting, write_config
from jrld.model import Issue, IssueWarning, Verdict
from jrld.store.publish import publish
from store_fixtures import keep_one, make_issue, make_mail, prose

TODAY = datetime.now(UTC).date()


@pytest.fixture
def setting(tmp_path: Path, store_url: str) -> Setting:
    return write_config(tmp_path, [], store_url)


def daily(numbers: Sequence[int], last: date, digest: str = "jrl") -> list[Issue]:
    """An issue a day, the last one on `last`."""
    return [
        make_issue(
            [prose(1)],
            f"2011-{number}",
            digest=digest,
            label=f"2011-#{number}",
            year=2011,
            number=number,
            date=last - timedelta(days=len(numbers) - 1 - n),
        )
        for n, number in enumerate(numbers)
    ]


def read_table(shown: str, title: str) -> list[str]:
    """The rows beneath a title, without the columns' names."""
    lines = shown.split(f"{title}\n", 1)[1].split("\n\n")[0].splitlines()
    return [re.sub(" {2,}", "  ", line.strip()) for line in lines[1:]]


def test_digests(engine: Engine, setting: Setting) -> None:
    """One that came today, one that is silent for longer than ever, one that has ended; none is a reason to fail."""
    issues = [
        *daily(range(1, 10), TODAY, "a"),
        *daily(range(1, 10), TODAY - timedelta(days=5), "b"),
        *daily(range(1, 10), date(2011, 5, 9), "c"),
    ]
    publish(engine, keep_one(engine, b"mail"), make_mail(), issues)
    done = setting.run("status")
    assert (done.returncode, done.stderr) == (0, "")
    one, two, three = read_table(done.stdout, "Digests")
    assert re.fullmatch(rf"a  2011-9  {TODAY}  (today|1 d)  1 every day  on time", one)
    assert re.fullmatch(
        r"b  2011-9  \S+  [56] d  1 every day  overdue: silent for [56] days, for 1 at most before", two
    )
    assert re.fullmatch(r"c  2011-9  2011-05-09  \d+ d  1 every day  ended", three)


def test_numbers_never_seen(engine: Engine, setting: Setting) -> None:
    """The newest ten of those that are probably lost, the others counted."""
    odd = daily(range(1, 30, 2), date(2011, 2, 1))
    publish(engine, keep_one(engine, b"mail"), make_mail(), [*odd, *daily([200], date(2011, 2, 2))])
    shown = setting.run("status").stdout
    rows = read_table(shown, "Numbers never seen, the newest 10")
    assert len(rows) == 11
    assert rows[0].startswith("jrl  2011  28  2011-27 and 2011-29  probable  1 missing in 1 day, ")
    assert rows[-1] == "and 5 more in jrl.gaps, 4 of them probable"


def test_issues_that_are_not_complete(engine: Engine, setting: Setting) -> None:
    """Each with its warnings, once each, and the command that says more."""
    warnings = [IssueWarning(code, "") for code in ("order", "empty-body", "order")]
    issues = [make_issue([prose(1)], "7131", Verdict.PARTIAL, warnings=tuple(warnings)), make_issue([], "7132")]
    publish(engine, keep_one(engine, b"mail"), make_mail(), issues)
    rows = read_table(setting.run("status").stdout, "Issues that are not complete")
    assert rows == ["7131  2003-04-04  partial  empty-body, order", "More of each by: jrld show REF"]


def test_nothing_amiss_says_nothing(engine: Engine, setting: Setting) -> None:
    """An empty database has no such tables."""
    shown = setting.run("status").stdout
    for title in ("Digests", "Numbers", "not complete"):
        assert title not in shown
