"""Whatever an older jrld made of an archive: derived again, it is what a fresh import makes of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine, text

from jrld.ingest import derive, foresee, ingest_again
from jrld.store.again import find_ended
from jrld.store.publish import publish
from jrld.store.relink import link_pending
from misreadings import JRL, fill, fill_otherwise, forget_links, make_archive
from store_content import read_all


def replay(engine: Engine) -> int:
    """As the command does it; how many messages were derived again."""
    changed = [message_id for message_id in find_ended(engine) if foresee(engine, message_id, JRL)]
    count = len(list(ingest_again(engine, changed, JRL)))
    list(link_pending(engine, lambda: False))
    return count


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
    assert replay(old) > 5
    found, wanted = read_all(old), read_all(fresh)
    for name, content in wanted.items():
        assert found[name] == content, name
    with old.connect() as connection:
        before = connection.scalar(text("SELECT count(*) FROM jrld.superseded"))
    assert before
    assert replay(old) == 0


def test_text_that_was_taken_from_another_message(new_store: Callable[[], Engine]) -> None:
    """A text that an earlier message was said to hold, in a form of its own, is shown as the message that has it."""
    mails = make_archive(4)[2:]
    fresh, old = new_store(), new_store()
    fill(fresh, mails)
    ids = fill(old, mails)
    first, last = (derive(old, message_id, JRL) for message_id in (ids[0], ids[-1]))
    assert first.mail
    [issue], [other] = first.issues, last.issues
    stranger = replace(other.articles[-1], body=other.articles[-1].body.upper(), position=5, ref=f"{issue.ref}-5")
    publish(old, ids[0], first.mail, [replace(issue, articles=(*issue.articles, stranger))])
    assert replay(old) == 2
    assert read_all(old) == read_all(fresh)
