"""Articles: each text once, with the fields of its earliest occurrence, whatever the order of ingest.

One text is one row by the unique key (fp_version, exact), so any number of writers may publish at once. Their rows
are locked in the order of that key, and none waits for another in a circle. Only a message that *loses* articles or
issues, or moves issues (a replay that reads it otherwise) breaks that order; it publishes alone, by an advisory lock of
the transaction. What follows from the articles, links and stories and editions, is settled last, by one writer at a
time (`lock_links`).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, LargeBinary, any_, delete, literal, or_, select, text, tuple_
from sqlalchemy.dialects.postgresql import ARRAY, insert

from jrld.store.editions import count_items, edit_again, find_crossed, find_issues_of, find_issues_with
from jrld.store.links import Sketch, forget_articles, link_articles, lock_links
from jrld.store.schema import LOCKS
from jrld.store.stories import leave_stories, tell_again
from jrld.store.tables import ARTICLE, ISSUE, OCCURRENCE

_PUBLISHING = 2  # advisory lock: shared to publish, exclusive to lose something

# An occurrence has no body of its own: the article keeps the one it had, equal in normal form.
_REFRESH = text("""
    UPDATE jrld.article SET
        title = earliest.title, authors = earliest.authors, source = earliest.source, published = earliest.published,
        url = earliest.url, kind = earliest.kind, language = earliest.language,
        first_seen = earliest.dated_at, origin = earliest.sha256
    FROM (
        SELECT DISTINCT ON (occurrence.article_id) occurrence.*, message.dated_at, message.sha256
        FROM jrld.occurrence
        JOIN jrld.issue ON issue.id = occurrence.issue_id
        JOIN jrld.message ON message.id = issue.message_id
        WHERE occurrence.article_id = ANY(:ids)
        ORDER BY occurrence.article_id, message.dated_at, message.sha256, issue.part, occurrence.position
    ) AS earliest
    WHERE article.id = earliest.article_id
      AND (article.first_seen, article.origin) IS DISTINCT FROM (earliest.dated_at, earliest.sha256)
""")
_ORPHANS = text("""
    SELECT id FROM jrld.article WHERE id = ANY(:ids)
    AND NOT EXISTS (SELECT FROM jrld.occurrence WHERE occurrence.article_id = article.id)
""")
_ANY_RULING = text("SELECT EXISTS (SELECT FROM jrld.ruling)")


def find_articles_of(connection: Connection, message_id: int) -> dict[tuple[int, bytes], int]:
    """What a message has published: (fp_version, exact) -> article id."""
    rows = connection.execute(
        select(ARTICLE.c.id, ARTICLE.c.fp_version, ARTICLE.c.exact)
        .join(OCCURRENCE, OCCURRENCE.c.article_id == ARTICLE.c.id)
        .join(ISSUE, ISSUE.c.id == OCCURRENCE.c.issue_id)
        .where(ISSUE.c.message_id == message_id)
    )
    return {(row.fp_version, bytes(row.exact)): row.id for row in rows}


def lock_articles(connection: Connection, losing: bool) -> None:
    """Until the transaction ends: with others, or alone when articles or issues may be lost."""
    lock = "pg_advisory_xact_lock" if losing else "pg_advisory_xact_lock_shared"
    connection.execute(text(f"SELECT {lock}(:jrld, :what)"), {"jrld": LOCKS, "what": _PUBLISHING})


def find_known(connection: Connection, version: int, exacts: Iterable[bytes]) -> dict[bytes, int]:
    """Which of these digests have an article: exact -> article id."""
    wanted = ARTICLE.c.exact == any_(literal(list(exacts), ARRAY(LargeBinary)))
    rows = connection.execute(select(ARTICLE.c.id, ARTICLE.c.exact).where(ARTICLE.c.fp_version == version, wanted))
    return {bytes(row.exact): row.id for row in rows}


def upsert_articles(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Insert articles; one that is there takes the new fields if they are of an earlier message, or of the same.

    `rows`: one for each digest.
    """
    if not rows:
        return
    statement = insert(ARTICLE)
    new, key = statement.excluded, ("fp_version", "exact")
    columns = [column for column in rows[0] if column not in key]
    earlier = tuple_(new.first_seen, new.origin) < tuple_(ARTICLE.c.first_seen, ARTICLE.c.origin)
    changed = tuple_(*(ARTICLE.c[name] for name in columns)).is_distinct_from(tuple_(*(new[name] for name in columns)))
    statement = statement.on_conflict_do_update(
        index_elements=key,
        set_={name: new[name] for name in columns},
        where=or_(earlier, new.origin == ARTICLE.c.origin) & changed,
    )
    connection.execute(statement, sorted(rows, key=lambda row: row["exact"]))


def settle_articles(connection: Connection, ids: Iterable[int], known: Mapping[int, Sketch] | None = None) -> set[int]:
    """After occurrences came and went: fields from the earliest that is left, no article without one, links and
    stories as they follow from that. `known`: sketches of articles. Returns the articles that it concerned.
    """
    affected = list(ids)
    connection.execute(_REFRESH, {"ids": affected})
    lock_links(connection)
    gone = list(connection.scalars(_ORPHANS, {"ids": affected}))
    tied, again = set[int](), set[int]()
    if gone:
        tied, again = leave_stories(connection, gone), forget_articles(connection, gone)
        connection.execute(delete(ARTICLE).where(ARTICLE.c.id.in_(gone)))
    changed = link_articles(connection, affected, again, known)
    told = changed | tied
    if connection.scalar(_ANY_RULING):  # what is cited in it may be another article now, though none has changed
        told |= set(affected)
    tell_again(connection, told.difference(gone), "published")
    return changed


def withdraw(connection: Connection, message_id: int) -> None:
    """Remove all that a message has published."""
    before = find_articles_of(connection, message_id)
    issues = find_issues_of(connection, message_id)
    items = count_items(connection, message_id)
    if before or issues:
        lock_articles(connection, losing=True)
    connection.execute(delete(ISSUE).where(ISSUE.c.message_id == message_id))
    if before or issues:
        changed = settle_articles(connection, before.values())
        edit_again(connection, issues | find_issues_with(connection, changed) | find_crossed(connection, items))
