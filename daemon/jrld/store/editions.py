"""Issues that are one, and which of them is current: told again for all that are tied to those that changed.

Whoever tells them holds the lock of `links.lock_links`.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, insert, text

from jrld.editions import Shown, find_sameness
from jrld.model import Verdict
from jrld.store.story_tables import EDITION, TWIN

_COMMON = 50  # occurrences; an article with more is in every issue, and ties none together

# Issues that may be the same: of one ref or number, or with an article in common, or a reprint of it.
_PAIRS = text("""
    WITH mine AS (
        SELECT issue_id, article_id FROM jrld.occurrence AS its WHERE issue_id = ANY(:ids) AND :common > (
            SELECT count(*) FROM (SELECT FROM jrld.occurrence WHERE article_id = its.article_id LIMIT :common) AS few)
    ), alike AS (
        SELECT article_id, article_id AS other_id FROM mine
        UNION
        SELECT article_id, second FROM mine JOIN jrld.link ON first = article_id WHERE relation = 'reprint'
        UNION
        SELECT article_id, first FROM mine JOIN jrld.link ON second = article_id WHERE relation = 'reprint'
    ), place AS (
        SELECT article_id, other_id, unnest(places) AS issue_id
        FROM alike
        CROSS JOIN LATERAL (
            SELECT array_agg(issue_id) AS places
            FROM (SELECT issue_id FROM jrld.occurrence WHERE article_id = other_id LIMIT :common) AS few
        ) AS found
        WHERE cardinality(places) < :common
    ), shared AS (
        SELECT mine.issue_id AS one, place.issue_id AS other,
               least(count(DISTINCT place.article_id), count(DISTINCT place.other_id)) AS articles
        FROM mine JOIN place USING (article_id)
        WHERE place.issue_id <> mine.issue_id
        GROUP BY mine.issue_id, place.issue_id
    ), named AS (
        SELECT one.id AS one, other.id AS other, 0 AS articles
        FROM jrld.issue AS one
        JOIN jrld.issue AS other ON other.digest = one.digest AND other.ref = one.ref AND other.id <> one.id
        WHERE one.id = ANY(:ids)
    )
    SELECT one, other, max(articles) AS articles
    FROM (SELECT * FROM shared UNION ALL SELECT * FROM named) AS pairs
    GROUP BY one, other
""")
_SHOWN = text("""
    SELECT id, digest, issue.ref, label, year, number, date, md5(issue.text) AS text,
           (SELECT count(DISTINCT article_id) FROM jrld.occurrence WHERE issue_id = issue.id) AS articles,
           (SELECT article_id FROM jrld.occurrence WHERE issue_id = issue.id AND position = 1) AS opening
    FROM jrld.issue WHERE id = ANY(:ids)
""")
_TIED = text("""
    WITH RECURSIVE tied (id) AS (
        SELECT id FROM jrld.issue WHERE id = ANY(:ids)
        UNION
        SELECT next.id FROM tied CROSS JOIN LATERAL (
            SELECT second AS id FROM jrld.twin WHERE first = tied.id
            UNION ALL
            SELECT first FROM jrld.twin WHERE second = tied.id
            UNION ALL
            SELECT other.issue_id FROM jrld.edition AS mine JOIN jrld.edition AS other USING (same_as)
            WHERE mine.issue_id = tied.id
        ) AS next
    )
    SELECT issue.id, issue.part, issue.verdict, message.dated_at, message.sha256
    FROM tied JOIN jrld.issue USING (id) JOIN jrld.message ON message.id = issue.message_id
    ORDER BY message.dated_at, message.sha256, issue.part
""")
_TWINS = text("SELECT first, second FROM jrld.twin WHERE first = ANY(:ids)")
_DROP_TWINS = text("DELETE FROM jrld.twin WHERE first = ANY(:ids) OR second = ANY(:ids)")
_DROP_EDITIONS = text("DELETE FROM jrld.edition WHERE issue_id = ANY(:ids)")
_RANK = {verdict.value: rank for rank, verdict in enumerate((Verdict.COMPLETE, Verdict.PARTIAL, Verdict.UNRECOGNISED))}


def find_issues_of(connection: Connection, message_id: int) -> set[int]:
    """The issues of a message, and those that are revisions of them."""
    ids = connection.scalars(text("SELECT id FROM jrld.issue WHERE message_id = :id"), {"id": message_id})
    return {row.id for row in connection.execute(_TIED, {"ids": list(ids)})}


def find_issues_with(connection: Connection, articles: Collection[int]) -> set[int]:
    """The issues in which these articles stand; of an article that is in every issue, none."""
    statement = text("""
        SELECT unnest(places) FROM unnest(CAST(:ids AS bigint[])) AS wanted (id) CROSS JOIN LATERAL (
            SELECT array_agg(issue_id) AS places
            FROM (SELECT issue_id FROM jrld.occurrence WHERE article_id = wanted.id LIMIT :common) AS few
        ) AS found
        WHERE cardinality(places) < :common
    """)
    return set(connection.scalars(statement, {"ids": list(articles), "common": _COMMON}))


def find_bare_issues(connection: Connection) -> set[int]:
    """The issues without an article."""
    bare = "SELECT id FROM jrld.issue WHERE NOT EXISTS (SELECT FROM jrld.occurrence WHERE issue_id = issue.id)"
    return set(connection.scalars(text(bare)))


def count_items(connection: Connection, message_id: int) -> Counter[int]:
    """How often a message shows each article."""
    statement = text("""
        SELECT article_id, count(*) FROM jrld.occurrence JOIN jrld.issue ON issue.id = issue_id
        WHERE message_id = :id GROUP BY article_id
    """)
    return Counter({row[0]: row[1] for row in connection.execute(statement, {"id": message_id})})


def find_crossed(connection: Connection, items: Counter[int]) -> set[int]:
    """The issues with an article that may have become one of every issue, or have ceased to be one, by so many
    occurrences that came and went.
    """
    statement = text("""
        SELECT unnest(places) FROM unnest(CAST(:ids AS bigint[]), CAST(:counts AS bigint[])) AS wanted (id, moved)
        CROSS JOIN LATERAL (
            SELECT array_agg(issue_id) AS places
            FROM (SELECT issue_id FROM jrld.occurrence WHERE article_id = wanted.id LIMIT :common + moved) AS few
        ) AS found
        WHERE cardinality(places) >= :common - moved AND cardinality(places) < :common + moved
    """)
    wanted = {"ids": list(items), "counts": list(items.values()), "common": _COMMON}
    return set(connection.scalars(statement, wanted))


def edit_again(connection: Connection, ids: Collection[int]) -> None:
    """Tell of these issues, and of all that are tied to them, which are one, and which revision is current."""
    if not ids:
        return
    tied_before = connection.execute(_TIED, {"ids": list(ids)}).all()
    _write_twins(connection, list(ids))
    rows = connection.execute(_TIED, {"ids": sorted({*ids, *(row.id for row in tied_before)})}).all()
    order = {row.id: place for place, row in enumerate(rows)}  # by date, sha256, part
    verdicts = {row.id: _RANK[row.verdict] for row in rows}
    connection.execute(_DROP_EDITIONS, {"ids": list(order)})
    twins = [tuple(row) for row in connection.execute(_TWINS, {"ids": list(order)})]
    editions: list[dict[str, Any]] = []
    for group in _join(order, twins):
        current = min(group, key=lambda id_: (verdicts[id_], -order[id_]))
        editions += [
            {"issue_id": id_, "same_as": min(group), "revision": revision, "current": id_ == current}
            for revision, id_ in enumerate(sorted(group, key=order.__getitem__), start=1)
        ]
    if editions:
        connection.execute(insert(EDITION), editions)


def _write_twins(connection: Connection, ids: list[int]) -> None:
    connection.execute(_DROP_TWINS, {"ids": ids})
    pairs = {
        (min(row.one, row.other), max(row.one, row.other)): row.articles
        for row in connection.execute(_PAIRS, {"ids": ids, "common": _COMMON})
    }
    wanted = list({end for pair in pairs for end in pair})
    shown = {row.id: _read_shown(row) for row in connection.execute(_SHOWN, {"ids": wanted})}
    twins = [
        {"first": one, "second": other, "shared": shared, "reason": reason}
        for (one, other), shared in pairs.items()
        if (reason := find_sameness(shown[one], shown[other], shared))
    ]
    if twins:
        connection.execute(insert(TWIN), twins)


def _read_shown(row: Any) -> Shown:
    return Shown(row.digest, row.ref, row.label, row.year, row.number, row.date, row.articles, row.opening, row.text)


def _join(ids: Iterable[int], pairs: Iterable[tuple[int, ...]]) -> list[set[int]]:
    """The groups that the pairs make."""
    beside: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        beside[one].add(other)
        beside[other].add(one)
    groups: list[set[int]] = []
    seen: set[int] = set()
    for id_ in ids:
        group, todo = set[int](), {id_} - seen
        while todo:
            group |= todo
            todo = {near for member in todo for near in beside[member]} - group
        if group:
            seen |= group
            groups.append(group)
    return groups
