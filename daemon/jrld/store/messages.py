"""Messages as kept: the raw bytes, where they were seen, and what became of them."""

from collections.abc import Sequence

from sqlalchemy import Engine, any_, case, func, literal, literal_column, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.types import BigInteger, LargeBinary

from jrld.errors import JrldError
from jrld.model import Mail, Media, Place, RawMessage, State
from jrld.store.articles import withdraw
from jrld.store.engine import transaction
from jrld.store.history import keep_superseded, read_issues
from jrld.store.tables import FOLDER, MESSAGE, SIGHTING
from jrld.store.values import headers, pack, scrub, unpack


def keep(engine: Engine, messages: Sequence[RawMessage]) -> list[int]:
    """Keep raw messages and where they were seen, in one transaction; the second time it changes nothing.

    Returns the ids of those that were never kept before, in the order given. Content that is known already gains a
    sighting only; but a published mail without a date that is found to be older is kept to be published again.
    """
    if not messages:
        return []
    rows = {message.sha256: message for message in messages}
    received = {key: [m.received for m in messages if m.sha256 == key and m.received] for key in rows}
    values = []
    for key in sorted(rows):  # one order for all writers: none waits for another in a circle
        raw, encoding = pack(rows[key].content)
        values.append(
            {
                "sha256": key,
                "raw": raw,
                "raw_encoding": encoding,
                "size": len(rows[key].content),
                "media": rows[key].media.value,
                "received_at": min(received[key], default=None),
            }
        )
    statement = insert(MESSAGE)
    earlier = statement.excluded.received_at
    is_moved = (MESSAGE.c.state == State.PUBLISHED.value) & MESSAGE.c.sent_at.is_(None)
    statement = statement.on_conflict_do_update(
        index_elements=["sha256"],
        set_={"received_at": earlier, "state": case((is_moved, State.KEPT.value), else_=MESSAGE.c.state)},
        where=or_(earlier < MESSAGE.c.received_at, MESSAGE.c.received_at.is_(None) & earlier.is_not(None)),
    )
    with transaction(engine) as connection:
        # xmax is 0 in a row that was inserted, not in one that was updated.
        upserted = connection.execute(statement.returning(MESSAGE.c.id, literal_column("xmax = 0")), values)
        new = {row[0] for row in upserted if row[1]}
        wanted = MESSAGE.c.sha256 == any_(literal(list(rows), ARRAY(LargeBinary)))
        known = connection.execute(select(MESSAGE.c.id, MESSAGE.c.sha256).where(wanted))
        ids = {bytes(row.sha256): row.id for row in known}
        sightings = [_sighting(message, ids[message.sha256]) for message in messages]
        connection.execute(insert(SIGHTING).on_conflict_do_nothing(), sightings)
    return [ids[key] for key in rows if ids[key] in new]


def _sighting(message: RawMessage, message_id: int) -> dict[str, object]:
    place = message.place
    return {
        "mailbox": place.mailbox,
        "folder": place.folder,
        "uidvalidity": place.uidvalidity,
        "uid": place.uid,
        "message_id": message_id,
        "received_at": message.received,
    }


def find_seen(engine: Engine, mailbox: str, folder: str, uidvalidity: int, uids: Sequence[int]) -> set[int]:
    """Which of these UIDs are kept already."""
    here = tuple_(SIGHTING.c.mailbox, SIGHTING.c.folder, SIGHTING.c.uidvalidity) == (mailbox, folder, uidvalidity)
    wanted = SIGHTING.c.uid == any_(literal(list(uids), ARRAY(BigInteger)))
    with transaction(engine) as connection:
        return set(connection.scalars(select(SIGHTING.c.uid).where(here, wanted)))


def find_pending(engine: Engine, limit: int = 1000, after: int = 0) -> list[int]:
    """Ids of messages that are kept and not yet ingested, oldest first, above `after`."""
    pending = select(MESSAGE.c.id).where(MESSAGE.c.state == State.KEPT.value, MESSAGE.c.id > after)
    with transaction(engine) as connection:
        return list(connection.scalars(pending.order_by(MESSAGE.c.id).limit(limit)))


def read_raw(engine: Engine, message_id: int) -> RawMessage:
    """A message as its mailbox gave it, at the place where it was first seen. Raises JrldError if there is none."""
    first = (
        select(MESSAGE, SIGHTING.c.mailbox, SIGHTING.c.folder, SIGHTING.c.uidvalidity, SIGHTING.c.uid)
        .join(SIGHTING, SIGHTING.c.message_id == MESSAGE.c.id)
        .where(MESSAGE.c.id == message_id)
        .order_by(SIGHTING.c.seen_at, SIGHTING.c.mailbox, SIGHTING.c.folder, SIGHTING.c.uidvalidity, SIGHTING.c.uid)
        .limit(1)
    )
    with transaction(engine) as connection:
        row = connection.execute(first).one_or_none()
    if row is None:
        raise JrldError(f"there is no message {message_id}")
    place = Place(row.mailbox, row.folder, row.uidvalidity, row.uid)
    return RawMessage(place, unpack(row.raw, row.raw_encoding), row.received_at, Media(row.media))


def set_aside(engine: Engine, message_id: int, state: State, code: str, reason: str, mail: Mail | None) -> None:
    """End a message without an issue: IGNORED or QUARANTINED. What it published before is withdrawn, and
    kept as superseded.

    Raises JrldError if there is no such message.
    """
    if state not in (State.IGNORED, State.QUARANTINED):
        raise ValueError(f"a message is not set aside as {state}")
    ended = {"state": state.value, "code": scrub(code), "reason": scrub(reason), **headers(mail)}
    statement = update(MESSAGE).where(MESSAGE.c.id == message_id)
    statement = statement.values(**ended, attempts=MESSAGE.c.attempts + 1, ended_at=func.now())
    with transaction(engine) as connection:
        if not connection.execute(statement).rowcount:
            raise JrldError(f"there is no message {message_id}")
        keep_superseded(connection, message_id, read_issues(connection, message_id), ())
        withdraw(connection, message_id)


def record_poll(
    engine: Engine, mailbox: str, folder: str, uidvalidity: int | None, new: int, failure: str | None
) -> None:
    """Note how a poll of a folder went. A failure leaves the last success as it was."""
    went_well = {"uidvalidity": uidvalidity, "polled_at": func.now(), "new_last": new, "failure": None}
    went_wrong = {"failed_at": func.now(), "failure": scrub(failure)}
    columns = went_well if failure is None else went_wrong
    statement = insert(FOLDER).values(mailbox=mailbox, folder=folder, **columns)
    with transaction(engine) as connection:
        connection.execute(statement.on_conflict_do_update(index_elements=["mailbox", "folder"], set_=columns))
