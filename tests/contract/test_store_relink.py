"""Archives that an older version of jrld left: linked by themselves, to the same end as if linked at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from sqlalchemy import Engine, text

from jrld.model import Verdict
from jrld.store.links import lock_links
from jrld.store.publish import publish
from jrld.store.relink import count_unlinked, link_pending
from jrld.store.schema import migrate
from jrld.visit import Visits
from misreadings import JRL, fill, forget_links, make_archive
from store_content import read_conclusions
from store_fixtures import keep_one, make_issue, make_mail, prose

BEFORE_LINKS = "2026_11_24_1740"  # the last schema that knew no links


@pytest.mark.parametrize("chunk", [7, 200])
def test_linked_later_is_linked_the_same(engine: Engine, chunk: int) -> None:
    """Guards the upgrade: a database whose schema knew no links gets the links, stories and revisions."""
    fill(engine, make_archive(12))
    wanted = read_conclusions(engine)
    assert (bool(wanted["links"]), bool(wanted["stories"]), count_unlinked(engine)) == (True, True, 0)
    migrate(engine, BEFORE_LINKS)
    migrate(engine)
    unlinked = count_unlinked(engine)
    assert unlinked > 40
    assert sum(link_pending(engine, lambda: False, chunk)) == unlinked
    assert read_conclusions(engine) == wanted
    assert list(link_pending(engine, lambda: False)) == []


def test_stopped_in_between(engine: Engine) -> None:
    """Guards the daemon's quick end: what was linked stays, and the rest is linked the next time."""
    fill(engine, make_archive(6))
    wanted = read_conclusions(engine)
    forget_links(engine)
    asked = iter([False, False, True])
    assert list(link_pending(engine, lambda: next(asked), 5)) == [5, 5]
    left = count_unlinked(engine)
    assert left > 0
    assert sum(link_pending(engine, lambda: False)) == left
    assert read_conclusions(engine) == wanted


def test_other_rules(engine: Engine) -> None:
    """Guards a new version of the rules: what was decided by another one is decided anew."""
    fill(engine, make_archive(4))
    wanted = read_conclusions(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE jrld.sketch SET rules = rules - 1"))
        connection.execute(text("UPDATE jrld.link SET rule = 'old', rules = rules - 1"))
    assert sum(link_pending(engine, lambda: False)) == count_articles(engine)
    assert read_conclusions(engine) == wanted


def test_who_ingests_also_links(engine: Engine) -> None:
    """Guards that nobody has to ask for it: a visit that finds nothing new links what there is, also a part of it."""
    fill(engine, make_archive(6))
    wanted = read_conclusions(engine)
    forget_links(engine)
    Visits(lambda: True).ingest(engine, JRL)
    assert count_unlinked(engine) == count_articles(engine)
    visits = Visits(lambda: False)
    visits.ingest(engine, JRL)
    assert read_conclusions(engine) == wanted


def test_linked_while_others_publish(new_store: Callable[[], Engine]) -> None:
    """Guards against waiting in a circle: issues come, move and go beside it; the end is that of a calm archive."""
    texts = [prose(seed) for seed in range(12)]
    plans = [Random(n).sample(texts, 5) for n in range(16)]

    def write(engine: Engine, message_id: int, n: int) -> None:
        one, other = make_issue(plans[n][:3], str(8000 + n)), make_issue(plans[n][3:], str(8100 + n))
        stub = make_issue([], str(8200 + n // 4), Verdict.UNRECOGNISED)
        for issues in ([other, stub], [stub, one, other], [one, other]):
            publish(engine, message_id, make_mail(n + 1), issues)

    def relink(engine: Engine) -> None:
        for _ in range(8):
            with engine.begin() as connection:
                lock_links(connection)
                connection.execute(text("UPDATE jrld.sketch SET rules = 0"))
            list(link_pending(engine, lambda: False, 2))

    busy, calm = new_store(), new_store()
    for engine, workers in ((busy, 7), (calm, 1)):
        ids = [keep_one(engine, f"message {n}".encode()) for n in range(16)]
        with ThreadPoolExecutor(workers) as pool:
            jobs = [pool.submit(write, engine, ids[n], n) for n in range(16)]
            if workers > 1:
                jobs.append(pool.submit(relink, engine))
            for job in jobs:
                job.result()
    assert read_conclusions(busy) == read_conclusions(calm)


def count_articles(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(text("SELECT count(*) FROM jrld.article")) or 0)
