"""Archives that an older version of jrld left: linked by themselves, to the same end as if linked at once."""

import pytest
from sqlalchemy import Engine, text

from jrld.store.relink import count_unlinked, link_pending
from jrld.store.schema import migrate
from jrld.visit import Visits
from misreadings import JRL, fill, forget_links, make_archive
from store_content import read_conclusions

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


def count_articles(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(text("SELECT count(*) FROM jrld.article")) or 0)
