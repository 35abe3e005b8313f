"""Several writers at once, each with connections of its own: they end where one alone ends, and none is turned away."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from random import Random
from typing import Any

import pytest
from sqlalchemy import Engine, text

from jrld.model import Issue, State, Verdict
from jrld.store.engine import open_engine
from jrld.store.links import lock_links
from jrld.store.messages import keep, set_aside
from jrld.store.publish import publish
from jrld.store.relink import link_pending
from jrld.store.rulings import Cite, forget, merge, split
from store_content import find_faults, read_conclusions
from store_fixtures import keep_one, make_issue, make_mail, make_raw, prose

MESSAGES = 14
ANCHORS = [prose(seed, 150) for seed in range(6)]  # of an issue that stays
WHO = "ann"


@contextmanager
def connect(engine: Engine) -> Iterator[Engine]:
    """The same store, as another process reaches it."""
    own = open_engine(engine.url.render_as_string(hide_password=False))
    try:
        yield own
    finally:
        own.dispose()


def vary(chooser: Random, body: str) -> str:
    """A text as it comes back: corrected, cut, continued, or the same."""
    words = body.split()
    corrected = [word if chooser.random() < 0.98 else "otherwise" for word in words]
    return " ".join(chooser.choice([corrected, words[:60], words[-60:], [*words, *prose(1, 70).split()], words]))


def make_readings(seed: int) -> list[list[list[Issue]]]:
    """For each message what it is read as, the last for good: near-duplicates of a few texts, and a column's frame."""
    chooser = Random(seed)
    texts, frame = [*ANCHORS, *(prose(100 + n, 120) for n in range(4))], prose(200, 60)
    readings = []
    for n in range(MESSAGES):
        bodies = [vary(chooser, chooser.choice(texts)) for _ in range(5)] + [f"{frame} {prose(300 + n, 40)}"]
        k = n // 2
        when: dict[str, Any] = {"number": 200 + k, "date": date(2003, 4, 2 + k), "title": f"Words of {k}"}
        issue = make_issue(bodies, str(7200 + k), **when)
        less = make_issue(chooser.sample(bodies, 3), str(7200 + k), Verdict.PARTIAL, **when)
        lost = make_issue(bodies[1:], "20030430", label=None, number=None, date=date(2003, 4, 30))
        first = chooser.sample([[less], [lost], [lost, issue]], 2)
        readings.append([*first, [[issue], [less], [lost, issue]][n % 3]])
    return readings


def write(engine: Engine, ids: list[int], readings: list[list[list[Issue]]], mine: Sequence[int]) -> None:
    """Publish, withdraw, and publish again otherwise."""
    for n in mine:
        mail = make_mail(n + 2, date=None) if n % 4 == 0 else make_mail(n + 2)
        for k, issues in enumerate(readings[n]):
            publish(engine, ids[n], mail, issues)
            if (n + k) % 3 == 0:
                set_aside(engine, ids[n], State.QUARANTINED, "mime", "for a while", mail)
        publish(engine, ids[n], mail, readings[n][-1])


def judge(engine: Engine) -> None:
    """Rulings that contradict each other; the later ones hold."""
    cites = [Cite("jrl", f"7131-{n}") for n in range(1, 7)]
    for n in range(4):
        merge(engine, cites[n : n + 3], WHO)
        split(engine, cites[n + 1], cites[n], WHO)
        forget(engine, cites[n], cites[n + 2], WHO)
    merge(engine, cites[:2], WHO)
    split(engine, cites[0], cites[3], WHO)


def relink(engine: Engine) -> None:
    """What an upgrade does, again and again."""
    for _ in range(6):
        with engine.begin() as connection:
            lock_links(connection)
            connection.execute(text("UPDATE jrld.sketch SET rules = 0"))
        list(link_pending(engine, lambda: False, 5))


def start(engine: Engine) -> list[int]:
    """The messages, kept, and the issue that stays; the ids of the messages."""
    publish(engine, keep_one(engine, b"anchor"), make_mail(1), [make_issue(ANCHORS)])
    raws = [make_raw(f"message {n}".encode(), received=make_mail(n + 2).date) for n in range(MESSAGES)]
    return keep(engine, raws)


@pytest.mark.parametrize("seed", range(2))
def test_many_end_where_one_ends(new_store: Callable[[], Engine], seed: int) -> None:
    """Three publish, withdraw and read otherwise, one replays what they do, one rules, one links anew."""
    readings = make_readings(seed)
    busy, calm = new_store(), new_store()
    ids = start(busy)

    def run(work: Callable[..., None], *arguments: Any) -> None:
        with connect(busy) as engine:
            work(engine, *arguments)

    with ThreadPoolExecutor(6) as pool:
        jobs = [pool.submit(run, write, ids, readings, range(k, MESSAGES, 3)) for k in range(3)]
        jobs += [pool.submit(run, write, ids, readings, range(MESSAGES - 1, -1, -2))]  # of half of them there are two
        jobs += [pool.submit(run, judge), pool.submit(run, relink)]
        for job in jobs:
            job.result()
    assert sum(link_pending(busy, lambda: False)) == 0
    ids = start(calm)
    judge(calm)
    for n in Random(seed).sample(range(MESSAGES), MESSAGES):
        publish(calm, ids[n], make_mail(n + 2, date=None) if n % 4 == 0 else make_mail(n + 2), readings[n][-1])
    found, wanted = read_conclusions(busy), read_conclusions(calm)
    for name, content in wanted.items():
        assert content, name
        assert found[name] == content, name
    assert find_faults(busy) == find_faults(calm) == {}
