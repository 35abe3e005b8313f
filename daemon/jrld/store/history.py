"""What a message shows now, row by row, and what it showed before: superseded versions, and rows that stay the same."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, Table, bindparam, delete, insert, text, update

from jrld.errors import JrldError
from jrld.model import Issue
from jrld.replay import (
    ISSUE_FIELDS,
    Stored,
    StoredIssue,
    StoredItem,
    Version,
    compare_issues,
    describe_item,
    pair_issues,
    pair_items,
)
from jrld.store.engine import transaction
from jrld.store.story_tables import SUPERSEDED
from jrld.store.tables import ISSUE, OCCURRENCE
from jrld.store.values import scrub

_MESSAGE = text("""
    SELECT id, dated_at, state, code, reason, message_id, subject, sender, sent_at
    FROM jrld.message WHERE id = :id
""")
_ISSUES = text("SELECT * FROM jrld.issue WHERE message_id = :id ORDER BY part")
_ITEMS = text("""
    SELECT occurrence.*, article.body, article.fp_version, article.exact, article.origin = message.sha256 AS is_own
    FROM jrld.occurrence
    JOIN jrld.issue ON issue.id = occurrence.issue_id
    JOIN jrld.message ON message.id = issue.message_id
    JOIN jrld.article ON article.id = occurrence.article_id
    WHERE issue.message_id = :id
    ORDER BY occurrence.issue_id, occurrence.position
""")


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of an item, as one message showed it until then; `until` is None for what it shows now."""

    message_id: int
    dated_on: date  # the message
    issue_ref: str
    until: datetime | None
    version: Version


# --- what is shown ------------------------------------------------------------------------------


def read_stored(engine: Engine, message_id: int) -> Stored:
    """A message and what it shows. Raises JrldError if there is none."""
    with transaction(engine) as connection:
        row = connection.execute(_MESSAGE, {"id": message_id}).one_or_none()
        if row is None:
            raise JrldError(f"there is no message {message_id}")
        fields = dict(row._mapping)
        id_, dated_at = fields.pop("id"), fields.pop("dated_at")
        return Stored(id_, dated_at.date(), fields, read_issues(connection, message_id))


def read_issues(connection: Connection, message_id: int) -> tuple[StoredIssue, ...]:
    """What a message has published, in its order."""
    issues = connection.execute(_ISSUES, {"id": message_id}).all()
    items: defaultdict[int, list[StoredItem]] = defaultdict(list)
    for row in connection.execute(_ITEMS, {"id": message_id}) if issues else ():
        items[row.issue_id].append(_read_item(row))
    return tuple(StoredIssue(row.id, row.part, _read_fields(row), tuple(items[row.id])) for row in issues)


def _read_item(row: Row[Any]) -> StoredItem:
    place = (row.position, row.span_start, row.span_end, row.body_start, row.body_end)
    version = Version(row.ref, describe_item(row), row.body)
    return StoredItem(row.id, place, version, row.fp_version, bytes(row.exact), row.is_own)


def _read_fields(row: Row[Any]) -> dict[str, Any]:
    fields = {name: getattr(row, name) for name in (*ISSUE_FIELDS, "warnings", "segments")}
    return {**fields, "date": row.date.isoformat() if row.date else None}


# --- before it is published anew ----------------------------------------------------------------


def keep_superseded(
    connection: Connection, message_id: int, stored: Sequence[StoredIssue], issues: Sequence[Issue]
) -> None:
    """Keep the versions of items that a message will show no longer, or otherwise, when it shows these issues."""
    rows = [
        {
            "message_id": message_id,
            "issue_ref": change.old["ref"],
            "ref": item.old.ref,
            "fields": {**item.old.fields, "verdict": change.old["verdict"]},
            "body": item.old.body,
        }
        for change in compare_issues(stored, issues)
        for item in change.items
        if change.old and item.old and item.is_visible
    ]
    if rows:
        connection.execute(insert(SUPERSEDED), rows)


def is_rearranged(stored: Sequence[StoredIssue], issues: Sequence[Issue]) -> bool:
    """Whether an issue goes, or gets another place: its row is locked then against whoever refers to it."""
    pairs = enumerate(pair_issues(stored, issues), start=1)
    return any(old and (new is None or old.part != part) for part, (old, new) in pairs)


def make_way(connection: Connection, stored: Sequence[StoredIssue], issues: Sequence[Issue]) -> None:
    """Rows of issues and items that stay get their new places, so that they keep their ids; the others go."""
    pairs = pair_issues(stored, issues)
    parts = [(old.id, old.part, part if new else None) for part, (old, new) in enumerate(pairs, start=1) if old]
    _move(connection, ISSUE, "part", parts)
    for old, new in pairs:
        if old and new:
            items = pair_items(old.items, new.articles)
            places = [
                (item.id, item.place[0], article.position if article else None) for item, article in items if item
            ]
            _move(connection, OCCURRENCE, "position", places)


def _move(connection: Connection, table: Table, place: str, rows: Sequence[tuple[int, int, int | None]]) -> None:
    """Rows (id, where it is, where it belongs or None) to their places, by way of places where no other can be."""
    gone = [id_ for id_, _, there in rows if there is None]
    going = [{"row": id_, "there": -there} for id_, here, there in rows if there is not None and there != here]
    if gone:
        connection.execute(delete(table).where(table.c.id.in_(gone)))
    if going:
        one = update(table).where(table.c.id == bindparam("row")).values({place: bindparam("there")})
        connection.execute(one, going)
        all_ = table.c.id.in_(move["row"] for move in going)
        connection.execute(update(table).where(all_).values({place: -table.c[place]}))


# --- what was shown -----------------------------------------------------------------------------


def find_editions(engine: Engine, ref: str) -> list[Edition]:
    """The versions of an item, message by message, the newest message and version first. [] when there are none."""
    wanted = {"ref": scrub(ref)}
    now = text("""
        SELECT occurrence.*, article.body, issue.ref AS issue_ref, issue.verdict, issue.message_id, message.dated_at
        FROM jrld.occurrence
        JOIN jrld.issue ON issue.id = occurrence.issue_id
        JOIN jrld.message ON message.id = issue.message_id
        JOIN jrld.article ON article.id = occurrence.article_id
        WHERE occurrence.ref = :ref
        ORDER BY issue.part, occurrence.position
    """)
    before = text("""
        SELECT superseded.*, message.dated_at
        FROM jrld.superseded JOIN jrld.message ON message.id = superseded.message_id
        WHERE superseded.ref = :ref
        ORDER BY superseded.id DESC
    """)
    with transaction(engine) as connection:
        shown = [
            _read_edition(row, {**describe_item(row), "verdict": row.verdict}, None)
            for row in connection.execute(now, wanted)
        ]
        shown += [_read_edition(row, row.fields, row.superseded_at) for row in connection.execute(before, wanted)]
    return sorted(shown, key=lambda one: (one.dated_on, one.message_id), reverse=True)


def _read_edition(row: Row[Any], fields: Mapping[str, Any], until: datetime | None) -> Edition:
    return Edition(row.message_id, row.dated_at.date(), row.issue_ref, until, Version(row.ref, fields, row.body))
