"""Whatever an older jrld made of an archive: derived again, it is what a fresh import makes of it."""

from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import Engine, text

from jrld.ingest import foresee, ingest
from jrld.store.again import find_ended, find_heirs, find_own_articles
from jrld.store.relink import link_pending
from misreadings import JRL, fill, fill_otherwise, forget_links, make_archive
from store_content import read_all


def replay(engine: Engine, ids: Sequence[int]) -> int:
    """As the command does it; how many messages changed."""
    todo = [message_id for message_id in ids if foresee(engine, message_id, JRL)]
    for message_id in todo:
        own = find_own_articles(engine, message_id)
        ingest(engine, message_id, JRL)
        todo += (heir for heir in find_heirs(engine, own, message_id) if foresee(engine, heir, JRL))
    list(link_pending(engine, lambda: False))
    return len(todo)


@pytest.mark.parametrize("seed", range(4))
def test_replay_equals_a_fresh_import(new_store: Callable[[], Engine], seed: int) -> None:
    """Items lost, merged, cut, renamed, in other forms, issues withdrawn: all of it is mended in one pass."""
    mails = make_archive(16, seed=seed)
    fresh, old = new_store(), new_store()
    fill(fresh, mails)
    ids = fill_otherwise(old, mails, seed)
    if seed % 2:
        forget_links(old)
    assert read_all(old) != read_all(fresh)
    assert sorted(find_ended(old)) == sorted(ids)
    assert replay(old, find_ended(old)) > 5
    found, wanted = read_all(old), read_all(fresh)
    for name, content in wanted.items():
        assert found[name] == content, name
    with old.connect() as connection:
        before = connection.scalar(text("SELECT count(*) FROM jrld.superseded"))
    assert before
    assert replay(old, find_ended(old)) == 0
