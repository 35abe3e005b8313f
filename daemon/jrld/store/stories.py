"""Stories in the database: told again for all articles that are tied to those that changed; and persons' rulings.

Whoever tells stories holds the lock of `links.lock_links`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, insert, text

from jrld.fingerprint import count_scars, normalise
from jrld.model import Relation
from jrld.store.story_tables import CONTAINER, MEMBER, STORY, STORY_CHANGE
from jrld.stories import Link, Member, Ruling, Story, tell_stories

# Everything that is tied to these articles, by strong links and by rulings, is told at once: what is tied to nothing
# else, and was no member of anything, cannot change. Stories stand in between, so that each is opened once.
_TIED = text("""
    WITH RECURSIVE tied (id, story_id) AS (
        SELECT id, CAST(NULL AS bigint) FROM jrld.article WHERE id = ANY(:ids)
        UNION
        SELECT next.id, next.story_id FROM tied CROSS JOIN LATERAL (
            SELECT second AS id, CAST(NULL AS bigint) AS story_id FROM jrld.link
            WHERE first = tied.id AND relation = ANY(:strong)
            UNION ALL
            SELECT first, NULL FROM jrld.link WHERE second = tied.id AND relation = ANY(:strong)
            UNION ALL
            SELECT second, NULL FROM jrld.ruled WHERE first = tied.id
            UNION ALL
            SELECT first, NULL FROM jrld.ruled WHERE second = tied.id
            UNION ALL
            SELECT NULL, story_id FROM jrld.member WHERE article_id = tied.id
            UNION ALL
            SELECT article_id, NULL FROM jrld.member WHERE story_id = tied.story_id
        ) AS next
    )
    SELECT id FROM tied WHERE id IS NOT NULL
""")
_MEMBERS = text("""
    SELECT article.id, article.exact, article.first_seen, article.words, article.title,
           CASE WHEN article.id = ANY(:beside) THEN article.body END AS body,  -- of one alone it does not matter
           coalesce(member.story_id, article.id) AS story_id
    FROM jrld.article
    LEFT JOIN jrld.member ON member.article_id = article.id
    WHERE article.id = ANY(:ids)
""")
_LINKS = text("""
    SELECT first, second, relation, resemblance, in_first, in_second FROM jrld.link
    WHERE first = ANY(:ids) AND relation = ANY(:strong)
""")
# Of those on one pair of articles, cited by whatever refs, the latest.
_RULINGS = text("""
    SELECT DISTINCT ON (least(first, second), greatest(first, second)) first, second, same, ruling_id FROM jrld.ruled
    WHERE first = ANY(:ids)
    ORDER BY least(first, second), greatest(first, second), ruling_id DESC
""")
# The members go with their story.
_CLEAR = (
    text("DELETE FROM jrld.story WHERE id IN (SELECT story_id FROM jrld.member WHERE article_id = ANY(:ids))"),
    text("DELETE FROM jrld.container WHERE article_id = ANY(:ids)"),
)
# A story goes with its canonical article; until it is told again it is to be known what it was.
_HAND_OVER = text("""
    UPDATE jrld.story SET canonical_id = heir.id
    FROM (
        SELECT story_id, min(article_id) AS id FROM jrld.member JOIN jrld.story ON story.id = story_id
        WHERE canonical_id = ANY(:ids) AND article_id <> ALL(:ids) GROUP BY story_id
    ) AS heir
    WHERE story.id = heir.story_id
""")
_STRONG = [relation.value for relation in Relation if relation.is_strong]


def tell_again(connection: Connection, ids: Collection[int], cause: str) -> None:
    """Tell the stories of these articles, and of all that is tied to them, from links and rulings. `cause`: for the
    log of what was merged and split.
    """
    if not ids:
        return
    tied = list(find_tied(connection, ids))
    links = [
        Link(row.first, row.second, Relation(row.relation), row.resemblance, row.in_first, row.in_second)
        for row in connection.execute(_LINKS, {"ids": tied, "strong": _STRONG})
    ]
    rulings = [Ruling(*row) for row in connection.execute(_RULINGS, {"ids": tied})]
    beside = {end for pair in (*links, *rulings) for end in pair[:2]}
    rows = {row.id: row for row in connection.execute(_MEMBERS, {"ids": tied, "beside": list(beside)})}
    told = tell_stories({id_: _read_member(row) for id_, row in rows.items()}, links, rulings)
    before = {id_: row.story_id for id_, row in rows.items()}
    if changes := list(_find_changes(told.stories, before, cause)):
        connection.execute(insert(STORY_CHANGE), changes)
    _write(connection, tied, told.stories, told.containers)


def leave_stories(connection: Connection, ids: Collection[int]) -> set[int]:
    """Articles that will be removed stand for no story any more. Returns what was tied to them, to be told again."""
    tied = find_tied(connection, ids)
    connection.execute(_HAND_OVER, {"ids": list(ids)})
    return tied


def find_tied(connection: Connection, ids: Collection[int]) -> set[int]:
    """These articles, and all that may be one story with them."""
    return set(connection.scalars(_TIED, {"ids": list(ids), "strong": _STRONG}))


def _read_member(row: Any) -> Member:
    title = frozenset(normalise(row.title or ""))
    return Member(row.id, bytes(row.exact), row.first_seen.date(), row.words, count_scars(row.body or ""), title)


def _find_changes(stories: Iterable[Story], before: Mapping[int, int], cause: str) -> Iterable[dict[str, Any]]:
    """Rows of the log: a story made of several, and one that is but a part of what it was."""
    whole: defaultdict[int, set[int]] = defaultdict(set)
    for id_, old in before.items():
        whole[old].add(id_)
    for story in stories:
        olds = {before[member] for member in story.members}
        is_part = any(not whole[old].issubset(story.members) for old in olds)
        if len(olds) > 1 or is_part:
            yield {
                "change": "merge" if len(olds) > 1 else "split",
                "story_id": story.members[0],
                "stories": sorted(olds),
                "articles": list(story.members),
                "cause": cause,
            }


def _write(
    connection: Connection, tied: list[int], stories: Iterable[Story], containers: Mapping[int, tuple[int, ...]]
) -> None:
    """Replace what stands there of these articles. A story of one article is no row."""
    for statement in _CLEAR:
        connection.execute(statement, {"ids": tied})
    several = [story for story in stories if len(story.members) > 1]
    if several:
        rows = [{"id": story.members[0], "canonical_id": story.canonical} for story in several]
        connection.execute(insert(STORY), rows)
        members = [{"article_id": id_, "story_id": story.members[0]} for story in several for id_ in story.members]
        connection.execute(insert(MEMBER), members)
    if containers:
        connection.execute(
            insert(CONTAINER), [{"article_id": id_, "holds": list(parts)} for id_, parts in containers.items()]
        )
