"""The second transaction of a message: its issues, their articles and occurrences, derived as often as one likes."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from jrld.errors import JrldError
from jrld.fingerprint import VERSION, read_fingerprint
from jrld.model import Article, Fingerprint, Issue, Mail, Outcome, State
from jrld.store.articles import find_articles_of, find_known, lock_articles, settle_articles, upsert_articles
from jrld.store.editions import count_items, edit_again, find_crossed, find_issues_of, find_issues_with
from jrld.store.engine import transaction
from jrld.store.history import is_rearranged, keep_superseded, make_way, read_issues
from jrld.store.tables import ISSUE, MESSAGE, OCCURRENCE
from jrld.store.values import article_columns, headers, issue_columns, occurrence_columns

Read = tuple[Article, Fingerprint]


def publish(engine: Engine, message_id: int, mail: Mail, issues: Sequence[Issue]) -> Outcome:
    """Publish the issues of a message in place of what it published before; rows that stay the same keep their ids,
    and what it shows no longer is kept as superseded.

    Raises MessageError (`unstorable`) when Postgres refuses the content, StoreUnavailable, and JrldError if there
    is no such message; nothing is changed then.
    """
    if not issues:
        raise ValueError("a message without an issue is set aside, not published")
    read = [[(article, read_fingerprint(article, issue)) for article in issue.articles] for issue in issues]
    with transaction(engine) as connection:
        message = _end(connection, message_id, mail)
        before = find_articles_of(connection, message_id)
        exacts = {fingerprint.exact for _, fingerprint in chain.from_iterable(read)}
        stored = read_issues(connection, message_id)
        is_losing = not before.keys() <= {(VERSION, exact) for exact in exacts} or is_rearranged(stored, issues)
        lock_articles(connection, losing=is_losing)
        editions, items = find_issues_of(connection, message_id), count_items(connection, message_id)
        keep_superseded(connection, message_id, stored, issues)
        make_way(connection, stored, issues)
        new = _publish_articles(connection, list(chain.from_iterable(read)), message)
        article_ids = find_known(connection, VERSION, exacts)
        issue_ids = _publish_issues(connection, message_id, issues)
        for issue_id, articles in zip(issue_ids, read, strict=True):
            _publish_occurrences(connection, issue_id, articles, article_ids)
        known = {article_ids[one.exact]: one.sketch for _, one in chain.from_iterable(read)}
        changed = settle_articles(connection, {*before.values(), *article_ids.values()}, known)
        crossed = find_crossed(connection, items + count_items(connection, message_id))
        edit_again(connection, editions.union(issue_ids, find_issues_with(connection, changed), crossed))
    refs = tuple(issue.ref for issue in issues)
    return Outcome(message_id, State.PUBLISHED, issues=refs, articles=sum(map(len, read)), new_articles=new)


def _end(connection: Connection, message_id: int, mail: Mail) -> dict[str, Any]:
    """Mark the message as published, which locks it. Returns what its articles take from it."""
    statement = update(MESSAGE).where(MESSAGE.c.id == message_id)
    statement = statement.values(
        state=State.PUBLISHED.value,
        code=None,
        reason=None,
        attempts=MESSAGE.c.attempts + 1,
        ended_at=func.now(),
        **headers(mail),
    )
    row = connection.execute(statement.returning(MESSAGE.c.dated_at, MESSAGE.c.sha256)).one_or_none()
    if row is None:
        raise JrldError(f"there is no message {message_id}")
    return {"first_seen": row.dated_at, "origin": row.sha256}


def _publish_articles(connection: Connection, read: Sequence[Read], message: dict[str, Any]) -> int:
    """Store each text once, from its first place in the message. Returns how many were not known before."""
    known = find_known(connection, VERSION, (fingerprint.exact for _, fingerprint in read))
    rows: dict[bytes, dict[str, Any]] = {}
    for article, fingerprint in read:
        row = {"fp_version": fingerprint.version, "exact": fingerprint.exact, "words": fingerprint.tokens}
        rows.setdefault(fingerprint.exact, {**row, **article_columns(article), "body": article.body, **message})
    upsert_articles(connection, list(rows.values()))
    return len(rows.keys() - known.keys())


def _publish_issues(connection: Connection, message_id: int, issues: Sequence[Issue]) -> list[int]:
    """Returns the ids, in the order of the issues."""
    rows = [
        {"message_id": message_id, "part": part, **issue_columns(issue)} for part, issue in enumerate(issues, start=1)
    ]
    _upsert(connection, ISSUE, ("message_id", "part"), rows)
    ours = ISSUE.c.message_id == message_id
    return list(connection.scalars(select(ISSUE.c.id).where(ours).order_by(ISSUE.c.part)))


def _publish_occurrences(connection: Connection, issue_id: int, read: Sequence[Read], ids: dict[bytes, int]) -> None:
    rows = [
        {"issue_id": issue_id, "article_id": ids[fingerprint.exact], **occurrence_columns(article)}
        for article, fingerprint in read
    ]
    _upsert(connection, OCCURRENCE, ("issue_id", "position"), rows)


def _upsert(connection: Connection, table: Table, key: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
    """Insert rows or bring those with the same key up to date; a row that is the same already is not written."""
    if not rows:
        return
    statement = insert(table)
    new, columns = statement.excluded, [column for column in rows[0] if column not in key]
    changed = tuple_(*(table.c[name] for name in columns)).is_distinct_from(tuple_(*(new[name] for name in columns)))
    updates = {name: new[name] for name in columns}
    connection.execute(statement.on_conflict_do_update(index_elements=key, set_=updates, where=changed), rows)
