"""Stories follow what changes of an article besides its text: its form, its date; and the log says no more than was."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, text

from jrld.model import State
from jrld.store.messages import keep, set_aside
from jrld.store.publish import publish
from store_content import find_faults, read_conclusions
from store_fixtures import keep_one, make_issue, make_mail, make_raw, prose

A = f"{prose(1, 120)} It isn't so."
NEAR, NEARER, SCARRED = (A.replace(old, new, 1) for old, new in (("harbour", "port"), ("gas", "oil"), ("n't", "n?t")))


def send(engine: Engine, day: int, body: str, title: str = "Title") -> int:
    message_id = keep_one(engine, f"{day}".encode())
    publish(engine, message_id, make_mail(day), [make_issue([body], str(7100 + day), number=100 + day, title=title)])
    return message_id


def look(engine: Engine, question: str) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(question))]


def test_text_that_is_shown_in_another_form(new_store: Callable[[], Engine]) -> None:
    """Guards the canonical article: a better reading mends the damage of its text, and it stands for the story."""
    found = []
    for first in (SCARRED, A):
        engine = new_store()
        send(engine, 9, NEAR)
        message_id = send(engine, 4, first)
        publish(engine, message_id, make_mail(4), [make_issue([A], "7104", number=104)])
        found.append(read_conclusions(engine))
    assert found[0] == found[1]
    assert found[0]["stories"]


def test_date_that_moves(new_store: Callable[[], Engine]) -> None:
    """Guards the days of links: the same message, published again, is found to be older than it was said to be."""
    found = []
    for days in ((20, 2), (2, 20)):
        engine = new_store()
        send(engine, 1, NEAR)
        [message_id] = keep(engine, [make_raw(b"undated", received=make_mail(days[0]).date)])
        for day in days:
            keep(engine, [make_raw(b"undated", f"at {day}", received=make_mail(day).date)])
            publish(engine, message_id, make_mail(1, date=None), [make_issue([A])])
        assert look(engine, "SELECT days FROM jrl.links LIMIT 1") == [(1,)]
        assert find_faults(engine) == {}
        found.append(read_conclusions(engine))
    assert found[0] == found[1]


def test_log_of_a_story_that_loses_its_canonical(engine: Engine) -> None:
    """Guards the log: those that stay were one story before, and were not merged by that."""
    send(engine, 1, NEAR)
    send(engine, 2, NEARER)
    longest = send(engine, 3, f"{A} And more of it.")
    changes = look(engine, "SELECT change, articles FROM jrld.story_change")
    assert changes == [("merge", [1, 2]), ("merge", [1, 2, 3])]
    assert look(engine, "SELECT id, article_id, members FROM jrl.stories") == [(1, 3, 3)]
    set_aside(engine, longest, State.IGNORED, "test", "no issue", None)
    assert look(engine, "SELECT change, articles FROM jrld.story_change") == changes
    assert look(engine, "SELECT id, article_id, members FROM jrl.stories") == [(1, 1, 2)]
    assert find_faults(engine) == {}


def test_two_that_hold_each_other(new_store: Callable[[], Engine]) -> None:
    """Guards the order: as much of either in the other; the longer is the one that holds two, whichever came first."""
    base, part, other = prose(1, 400), prose(2, 80), prose(3, 80)
    again = " ".join(base.split()[:60])
    long, short = f"{base}\n{part}\n{again}", f"{base}\n{other} alpha beta gamma delta"
    texts = [(long, "On roads and bridges"), (short, "Of harbours and ferries"), (part, "About a museum")]
    found = []
    for order in (texts, texts[::-1]):
        engine = new_store()
        for body, title in order:
            send(engine, 1 + texts.index((body, title)), body, title)
        found.append(read_conclusions(engine))
    assert found[0] == found[1]
    assert found[0]["held"]
