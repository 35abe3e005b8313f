"""Persons' rulings: two articles are one story, or they are not. Kept by what is cited, so they survive a replay.

A ruling and the stories that follow from it are one transaction, under the lock of `links.lock_links`. The latest on
two articles holds, whichever refs they were cited by.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import combinations, product
from typing import NamedTuple

from sqlalchemy import Connection, text

from jrld.errors import JrldError
from jrld.store.engine import Engine, transaction
from jrld.store.links import lock_links
from jrld.store.relations import RulingRow, find_cited, read_cited
from jrld.store.stories import tell_again
from jrld.store.values import scrub

_CITED = text("""
    SELECT DISTINCT article_id FROM jrld.occurrence JOIN jrld.issue ON issue.id = issue_id
    WHERE digest = :digest AND occurrence.ref = :ref
""")
# Of the refs of an article the one that cites fewest others, of a current issue, the earliest.
_CITES = text("""
    SELECT DISTINCT ON (occurrence.article_id) issue.digest, occurrence.ref
    FROM jrld.member AS mine
    JOIN jrld.member AS other USING (story_id)
    JOIN jrld.occurrence ON occurrence.article_id = other.article_id
    JOIN jrld.issue ON issue.id = occurrence.issue_id
    JOIN jrld.revision ON revision.issue_id = issue.id
    JOIN jrld.message ON message.id = issue.message_id
    WHERE mine.article_id = ANY(:ids) AND other.article_id <> ALL(:ids)
    ORDER BY occurrence.article_id,
             (SELECT count(DISTINCT same.article_id) FROM jrld.occurrence AS same JOIN jrld.issue AS one
              ON one.id = same.issue_id WHERE same.ref = occurrence.ref AND one.digest = issue.digest),
             revision.current DESC, message.dated_at, message.sha256, issue.part, occurrence.position
""")
_DROP = text("""
    DELETE FROM jrld.ruling
    WHERE (digest, ref, other_digest, other_ref) = (:digest, :ref, :other_digest, :other_ref)
""")
_INSERT = text("""
    INSERT INTO jrld.ruling (digest, ref, other_digest, other_ref, same, who, why)
    VALUES (:digest, :ref, :other_digest, :other_ref, :same, :who, :why)
""")
_FORGET = text("""
    DELETE FROM jrld.ruling WHERE id IN (
        SELECT id FROM jrld.ruling WHERE (digest, ref) = (:digest, :ref) OR (other_digest, other_ref) = (:digest, :ref)
        UNION
        SELECT ruling_id FROM jrld.ruled WHERE first = ANY(:ids) OR second = ANY(:ids)
    )
    RETURNING id, digest, ref, other_digest, other_ref, same, who, why, ruled_at
""")
_FORGET_PAIR = text("""
    DELETE FROM jrld.ruling WHERE id IN (
        SELECT id FROM jrld.ruling
        WHERE (digest, ref, other_digest, other_ref) = (:digest, :ref, :other_digest, :other_ref)
        UNION
        SELECT ruling_id FROM jrld.ruled
        WHERE (first = ANY(:ids) AND second = ANY(:others)) OR (first = ANY(:others) AND second = ANY(:ids))
    )
    RETURNING id, digest, ref, other_digest, other_ref, same, who, why, ruled_at
""")


class Cite(NamedTuple):
    """How an article is cited, without doubt."""

    digest: str
    ref: str


def merge(engine: Engine, cites: Sequence[Cite], who: str, why: str | None = None) -> int:
    """Rule that these are one story: each with each, so that one of them can be split off without the others.

    Returns the number of rulings. Raises JrldError if two of them are one article already, or none is cited so.
    """
    with transaction(engine) as connection:
        lock_links(connection)
        pairs = list(combinations(dict.fromkeys(cites), 2))
        if not pairs:
            raise JrldError("one article alone is a story already: name two or more")
        return _rule(connection, pairs, True, who, why, f"merge {' '.join(cite.ref for cite in cites)}")


def split(engine: Engine, cite: Cite, other: Cite | None, who: str, why: str | None = None) -> int:
    """Rule that an article is another story than `other`; without it, than every other article of its story now.

    Returns the number of rulings. Raises JrldError if there is nothing to split.
    """
    with transaction(engine) as connection:
        lock_links(connection)
        command = f"split {cite.ref}"
        if other:
            return _rule(connection, [(cite, other)], False, who, why, f"{command} --from {other.ref}")
        ids = _find_articles(connection, cite)
        others = [Cite(*row) for row in connection.execute(_CITES, {"ids": [*ids]})]
        if not others:
            raise JrldError(f"{cite.ref} is a story by itself: there is nothing to split it from")
        return _rule(connection, [(cite, one) for one in others], False, who, why, command)


def forget(engine: Engine, cite: Cite, other: Cite | None, who: str) -> list[RulingRow]:
    """Take back all rulings on an article, or those on two; the rules decide again. Returns what was ruled."""
    with transaction(engine) as connection:
        lock_links(connection)
        ids = _find_articles(connection, cite)
        if other:
            others = _find_articles(connection, other)
            wanted = {**_name(cite, other), "ids": [*ids], "others": [*others]}
            rows = connection.execute(_FORGET_PAIR, wanted)
        else:
            rows = connection.execute(_FORGET, {**cite._asdict(), "ids": [*ids]})
        forgotten = [RulingRow(**row) for row in rows.mappings()]
        ends = {Cite(*end) for row in forgotten for end in ((row.digest, row.ref), (row.other_digest, row.other_ref))}
        affected = ids.union(*(_find_articles(connection, end) for end in ends))
        tell_again(connection, affected, f"{who}: forget {cite.ref}{f' {other.ref}' if other else ''}")
        return sorted(forgotten, key=lambda row: -row.id)


def read_cite(engine: Engine, ref: str, digest: str | None = None) -> Cite:
    """What a ref cites, or cited when it was ruled on. Raises JrldError as `read_cited` does."""
    statement = text("""
        SELECT digest FROM jrld.ruling WHERE ref = :ref
        UNION
        SELECT other_digest FROM jrld.ruling WHERE other_ref = :ref
    """)
    with transaction(engine) as connection:
        ruled = {found for found in connection.scalars(statement, {"ref": scrub(ref)}) if digest in (None, found)}
    cited = {row.digest for row in find_cited(engine, ref, digest)}
    if len(ruled | cited) == 1:
        return Cite((ruled | cited).pop(), ref)
    return Cite(read_cited(engine, ref, digest).digest, ref)


def _rule(
    connection: Connection, pairs: Iterable[tuple[Cite, Cite]], same: bool, who: str, why: str | None, command: str
) -> int:
    who, why = scrub(who) or "somebody", scrub(why)
    affected: set[int] = set()
    rows = []
    for one, other in pairs:
        articles, others = _find_articles(connection, one), _find_articles(connection, other)
        _check(one, other, articles, others)
        affected |= articles | others
        rows.append({**_name(one, other), "same": same, "who": who, "why": why})
    for row in rows:
        connection.execute(_DROP, row)  # what is ruled anew is the latest
        connection.execute(_INSERT, row)
    tell_again(connection, affected, f"{who}: {command}{f' ({why})' if why else ''}")
    return len(rows)


def _check(one: Cite, other: Cite, articles: Collection[int], others: Collection[int]) -> None:
    for cite, found in ((one, articles), (other, others)):
        if not found:
            raise JrldError(f"there is no article {cite.ref!r} of {cite.digest}")
    if all(a == b for a, b in product(articles, others)):
        raise JrldError(f"{one.ref} and {other.ref} are one article, word for word: there is nothing to rule")


def _find_articles(connection: Connection, cite: Cite) -> set[int]:
    return set(connection.scalars(_CITED, cite._asdict()))


def _name(one: Cite, other: Cite) -> dict[str, str]:
    """The columns of a pair, in the order that the table wants."""
    first, second = sorted((one, other))
    return {"digest": first.digest, "ref": first.ref, "other_digest": second.digest, "other_ref": second.ref}
