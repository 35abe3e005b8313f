"""Messages as kept, on a real Postgres: whole, once, with every place where they were seen."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from random import Random

import pytest
from sqlalchemy import Engine, text

from jrld.errors import JrldError
from jrld.model import Media, Place, RawMessage, State
from jrld.store.messages import find_pending, find_seen, keep, read_raw, record_poll, set_aside
from jrld.store.publish import publish
from jrld.store.queries import count_states, folder_states, list_set_aside
from store_fixtures import keep_one, make_issue, make_mail, make_raw, prose

MAY = datetime(2003, 5, 1, 8, tzinfo=UTC)


def see(
    content: bytes, uid: int, folder: str = "INBOX", uidvalidity: int = 1, when: datetime | None = None
) -> RawMessage:
    return RawMessage(Place("main", folder, uidvalidity, uid), content, when)


@pytest.mark.parametrize(
    "content",
    [b"", b"\0\r\n\xff\xfe", bytes(range(256)) * 4000, os.urandom(3000), "Ящик 5\n".encode("koi8-r") * 50_000],
    ids=["empty", "nul", "every byte", "not to be compressed", "koi8-r"],
)
def test_bytes_come_back_as_they_were(engine: Engine, content: bytes) -> None:
    """Nothing is lost: what a mailbox gave is given back byte for byte, with its place, time and kind."""
    message = make_raw(content, received=MAY, media=Media.HTML)
    [message_id] = keep(engine, [message])
    assert read_raw(engine, message_id) == message


def test_kept_again_changes_nothing(engine: Engine) -> None:
    """A poll that is repeated (a crash between fetch and commit) neither doubles nor renumbers."""
    messages = [see(b"one", 1, when=MAY), see(b"two", 2)]
    ids = keep(engine, messages)
    assert len(set(ids)) == 2
    assert keep(engine, messages) == []
    assert keep(engine, []) == []
    assert find_pending(engine) == sorted(ids)


def test_same_content_is_one_message_with_many_places(engine: Engine) -> None:
    """Content is the identity: in another folder, under a new UIDVALIDITY, twice in a batch it is the same."""
    [message_id] = keep(engine, [see(b"same", 1), see(b"same", 2), see(b"same", 1, folder="Archive")])
    assert keep(engine, [see(b"same", 7, uidvalidity=2)]) == []
    assert find_pending(engine) == [message_id]
    assert find_seen(engine, "main", "INBOX", 1, [1, 2, 3]) == {1, 2}
    assert find_seen(engine, "main", "INBOX", 2, [1, 7]) == {7}
    assert find_seen(engine, "main", "Archive", 1, [1, 2]) == {1}
    assert find_seen(engine, "other", "INBOX", 1, [1, 2]) == set()
    assert find_seen(engine, "main", "INBOX", 1, []) == set()


def test_place_with_another_content_keeps_both(engine: Engine) -> None:
    """A server restored from a copy, a file saved anew: the place shows another content, and none is dropped for it."""
    [first] = keep(engine, [see(b"before", 1)])
    [second] = keep(engine, [see(b"after", 1)])
    assert read_raw(engine, first).content == b"before"
    assert read_raw(engine, second).content == b"after"
    assert read_raw(engine, first).place == read_raw(engine, second).place


def test_order_given_is_order_returned(engine: Engine) -> None:
    """The ids of new messages come in the order of the batch, whatever order they are written in."""
    contents = [f"message {n}".encode() for n in range(40)]
    keep(engine, [make_raw(content) for content in contents[::3]])
    ids = keep(engine, [make_raw(content) for content in contents])
    read = [read_raw(engine, message_id).content for message_id in ids]
    assert read == [content for n, content in enumerate(contents) if n % 3]


def test_received_is_the_earliest(new_store: Callable[[], Engine]) -> None:
    """INTERNALDATE of a copy says when the copy was made: of several the earliest is the message's, in any order."""
    times = [datetime(2003, 5, day, tzinfo=UTC) for day in (3, 1, 2)]
    for order in ([0, 1, 2], [2, 1, 0], [1, 2, 0]):
        engine = new_store()
        keep(engine, [see(b"same", 9)])
        for uid in order:
            keep(engine, [see(b"same", uid, when=times[uid])])
        [message_id] = find_pending(engine)
        assert read_raw(engine, message_id).received == times[1]


def test_large_numbers_of_imap_fit(engine: Engine) -> None:
    """UID and UIDVALIDITY are 32 bits without sign, one more than Postgres' integer holds."""
    largest = 2**32 - 1
    keep(engine, [see(b"last", largest, uidvalidity=largest)])
    assert find_seen(engine, "main", "INBOX", largest, [largest, 1]) == {largest}


def test_names_are_data(engine: Engine) -> None:
    """Folders are called what people call them: quotes, percent signs and other alphabets are no SQL."""
    for folder in ("a'b\"c", "100%s %(x)s :name", "Входящие/JRL & Co", "\\", "$$"):
        keep(engine, [see(folder.encode(), 1, folder=folder)])
        assert find_seen(engine, "main", folder, 1, [1]) == {1}
        record_poll(engine, "main", folder, 1, 1, None)
    assert len(folder_states(engine)) == 5


def test_pending_are_those_without_an_end(engine: Engine) -> None:
    """Oldest first, in pages; published, ignored and quarantined ones are done."""
    ids = [keep_one(engine, f"message {n}".encode()) for n in range(6)]
    publish(engine, ids[0], make_mail(), [make_issue([prose(1)])])
    set_aside(engine, ids[1], State.IGNORED, "sender", "not an issue", None)
    set_aside(engine, ids[2], State.QUARANTINED, "mime", "cannot be read", None)
    assert find_pending(engine) == ids[3:]
    assert find_pending(engine, limit=2) == ids[3:5]
    assert find_pending(engine, after=ids[3]) == ids[4:]
    states = {State.KEPT: 3, State.PUBLISHED: 1, State.IGNORED: 1, State.QUARANTINED: 1}
    assert count_states(engine) == states


def test_set_aside_says_why(engine: Engine) -> None:
    """What became of it, why, and who sent it can be asked for; hostile words do not hinder it."""
    message_id = keep_one(engine, b"broken")
    mail = make_mail(subject="Sub\0ject \ud800")
    set_aside(engine, message_id, State.QUARANTINED, "mime", "bad \0 part \udfff", mail)
    [row] = list_set_aside(engine, State.QUARANTINED)
    assert (row.id, row.code, row.reason) == (message_id, "mime", "bad \ufffd part \ufffd")
    assert (row.subject, row.sender, row.attempts) == ("Sub\ufffdject \ufffd", "Ed Editor <ed@example.org>", 1)
    assert list_set_aside(engine, State.IGNORED) == []
    set_aside(engine, message_id, State.IGNORED, "sender", "after all", None)
    [row] = list_set_aside(engine, State.IGNORED)
    assert (row.code, row.attempts) == ("sender", 2)


def test_no_such_message(engine: Engine) -> None:
    """An id that is none is an error of its own, and no silent nothing."""
    for attempt in (
        lambda: read_raw(engine, 404),
        lambda: set_aside(engine, 404, State.IGNORED, "x", "y", None),
        lambda: publish(engine, 404, make_mail(), [make_issue([prose(1)])]),
    ):
        with pytest.raises(JrldError, match="no message 404"):
            attempt()
    with pytest.raises(ValueError, match="set aside as"):
        set_aside(engine, 404, State.KEPT, "x", "y", None)


def test_poll_that_fails_keeps_the_last_that_went_well(engine: Engine) -> None:
    """When the last good poll was is what tells how long a mailbox has been away."""
    record_poll(engine, "main", "INBOX", 4_000_000_000, 3, None)
    [good] = folder_states(engine)
    assert (good.uidvalidity, good.new_last, good.failure, good.failed_at) == (4_000_000_000, 3, None, None)
    record_poll(engine, "main", "INBOX", None, 0, "the server \0 is away")
    [bad] = folder_states(engine)
    assert (bad.uidvalidity, bad.new_last, bad.polled_at) == (4_000_000_000, 3, good.polled_at)
    assert bad.failure == "the server \ufffd is away"
    assert bad.failed_at is not None
    record_poll(engine, "main", "INBOX", 5, 0, None)
    [again] = folder_states(engine)
    assert (again.failure, again.uidvalidity) == (None, 5)
    assert again.failed_at == bad.failed_at


def test_many_keep_the_same_at_once(engine: Engine) -> None:
    """Pollers with overlapping mailboxes: each content is one message, each place is there, none waits for ever."""
    contents = [f"message {n}".encode() for n in range(60)]

    def poll(worker: int) -> int:
        chooser = Random(worker)
        new = 0
        for batch in range(6):
            chosen = chooser.sample(range(60), 20)
            messages = [see(contents[n], n + 1, f"f{worker}", uidvalidity=batch + 1) for n in chosen]
            new += len(keep(engine, messages))
        return new

    with ThreadPoolExecutor(6) as pool:
        new = sum(pool.map(poll, range(6)))
    with engine.connect() as connection:
        messages = connection.scalar(text("SELECT count(*) FROM jrld.message"))
        sightings = connection.scalar(text("SELECT count(*) FROM jrld.sighting"))
    assert new == messages == 60
    assert sightings == 6 * 6 * 20
