"""Which issues are revisions of each other, and which only share their ref."""

from datetime import date
from typing import Any

from sqlalchemy import Engine, text

from jrld.model import Issue, Verdict
from jrld.store.publish import publish
from jrld.store.queries import find_issues, find_occurrences
from store_fixtures import keep_one, make_issue, make_mail, prose

A, B, C, D = (prose(seed) for seed in range(4))


def send(engine: Engine, day: int, issue: Issue) -> None:
    publish(engine, keep_one(engine, f"{day} {issue}".encode()), make_mail(day), [issue])


def unnumbered(*bodies: str, **fields: Any) -> Issue:
    """An issue of 30 April 2003 without a number."""
    return make_issue(bodies, "20030430", **({"label": None, "number": None, "date": date(2003, 4, 30)} | fields))


def look(engine: Engine) -> list[tuple[int, int, bool]]:
    """(day of the message, revision, current) of every issue."""
    question = "SELECT sent_at, revision, current FROM jrl.issues ORDER BY sent_at"
    with engine.connect() as connection:
        return [(row[0].day, row[1], row[2]) for row in connection.execute(text(question))]


def test_two_unnumbered_issues_of_one_day(engine: Engine) -> None:
    """Both are current, for a false merge would hide the articles of one; the ref that they share shows both."""
    send(engine, 1, unnumbered(A, B))
    send(engine, 2, unnumbered(C, D, A))
    assert look(engine) == [(1, 1, True), (2, 1, True)]
    assert [issue.articles for issue in find_issues(engine, "20030430")] == [2, 3]
    assert {item.body for item in find_occurrences(engine, "20030430-1")} == {A, C}
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM jrl.occurrences WHERE current")) == 5


def test_unnumbered_issue_sent_again(engine: Engine) -> None:
    """Corrected further down, or cut off: it opens with the same article, and the best and newest is current."""
    send(engine, 1, unnumbered(A, B))
    send(engine, 2, unnumbered(A, C, D))
    send(engine, 3, unnumbered(A, verdict=Verdict.PARTIAL))
    assert look(engine) == [(1, 1, False), (2, 2, True), (3, 3, False)]


def test_unnumbered_issues_without_articles(engine: Engine) -> None:
    """Nothing but their texts tells them apart."""
    send(engine, 1, unnumbered(verdict=Verdict.UNRECOGNISED))
    send(engine, 2, unnumbered(verdict=Verdict.UNRECOGNISED))
    send(engine, 3, make_issue([], "20030430", Verdict.UNRECOGNISED, label=None, number=None, digest="other"))
    assert look(engine) == [(1, 1, False), (2, 2, True), (3, 1, True)]


def test_corrected_issue_may_open_otherwise(engine: Engine) -> None:
    """A number is enough: whatever a numbered issue holds, it is a revision of the one with the same number."""
    send(engine, 1, make_issue([A, B]))
    send(engine, 2, make_issue([C, D]))
    assert look(engine) == [(1, 1, False), (2, 2, True)]


def test_volume_and_issue_are_a_number_too(engine: Engine) -> None:
    """Digests that count by volumes have a label and no number within the year: the label is enough."""
    volume: dict[str, Any] = {"label": "Volume 22 : Issue 67", "number": None}
    send(engine, 1, make_issue([A], "22.67", **volume))
    send(engine, 2, make_issue([B], "22.67", **volume))
    assert look(engine) == [(1, 1, False), (2, 2, True)]


def test_item_ten_of_issue_2006_is_not_issue_ten_of_2006(engine: Engine) -> None:
    """`2006-10` cites both (jrl-formats.md 2.1): a page of 1998 and an issue of 2006 do not supersede each other."""
    page: dict[str, Any] = {"label": "2006", "year": 1998, "number": 6, "date": None, "format": "jrl_page"}
    send(engine, 1, make_issue([A], "2006-10", **page))
    send(engine, 2, make_issue([B], "2006-10", label="2006-#10", year=2006, number=10, date=date(2006, 1, 10)))
    assert look(engine) == [(1, 1, True), (2, 1, True)]
