"""What articles are to each other, for who asks: the one that a ref cites, its story, its links, persons' rulings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from jrld.dedupe import RULES
from jrld.errors import JrldError
from jrld.shingles import VERSION
from jrld.store.engine import Engine, transaction
from jrld.store.queries import read_rows
from jrld.store.values import scrub


@dataclass(frozen=True, slots=True)
class CitedRow:
    """An article that a ref cites; of several the first, by the order of `find_cited`."""

    article_id: int
    digest: str
    ref: str
    issue_ref: str
    issue_date: date | None
    revision: int
    current: bool
    title: str | None


@dataclass(frozen=True, slots=True)
class MemberRow:
    """An article among others."""

    id: int
    title: str | None
    source: str | None
    published: date | None
    words: int
    first_seen: datetime
    refs: list[str]  # of its occurrences, the earliest message's first
    story: int
    is_canonical: bool
    is_linked: bool  # by today's rules; if not, it is still to be
    holds: list[int]  # other articles, if several


@dataclass(frozen=True, slots=True)
class LinkRow:
    """What one article is to another."""

    article_id: int
    other_id: int
    relation: str
    is_excerpt: bool | None
    resemblance: float
    held: float
    holds: float
    numbers: float | None
    run: float
    longest: float
    days: int
    rule: str
    rules: int
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Where an article stands."""

    digest: str
    ref: str
    issue_ref: str
    issue_date: date | None
    revision: int
    current: bool
    title: str | None


@dataclass(frozen=True, slots=True)
class RulingRow:
    """A person's word on two refs; of several on the same two articles, the latest."""

    id: int
    digest: str
    ref: str
    other_digest: str
    other_ref: str
    same: bool
    who: str
    why: str | None
    ruled_at: datetime


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A line of the log."""

    changed_at: datetime
    change: str  # merge, split
    story_id: int
    stories: list[int]
    articles: list[int]
    cause: str


@dataclass(frozen=True, slots=True)
class ContainerRow:
    """An article that holds several others."""

    article_id: int
    ref: str
    title: str | None
    refs: list[str]  # of what it holds


@dataclass(frozen=True, slots=True)
class Stories:
    """How many stories there are of several articles, and how many articles are in them."""

    stories: int
    articles: int


# --- what is cited ------------------------------------------------------------------------------


def find_cited(engine: Engine, ref: str, digest: str | None = None) -> list[CitedRow]:
    """The articles that a ref cites, each once, current issues' first; several if revisions of an issue differ."""
    statement = """
        SELECT DISTINCT ON (occurrences.digest, article_id) article_id, occurrences.digest, occurrences.ref,
               issues.ref AS issue_ref, issues.date AS issue_date, issues.revision, issues.current, occurrences.title
        FROM jrl.occurrences JOIN jrl.issues ON issues.id = occurrences.issue_id
        WHERE occurrences.ref = :ref AND (CAST(:digest AS text) IS NULL OR occurrences.digest = :digest)
        ORDER BY occurrences.digest, article_id, issues.current DESC, issues.revision DESC, position
    """
    rows = read_rows(engine, CitedRow, statement, ref=scrub(ref), digest=scrub(digest))
    return sorted(rows, key=lambda row: (not row.current, row.digest, -row.revision, row.article_id))


def read_cited(engine: Engine, ref: str, digest: str | None = None) -> CitedRow:
    """The article that a ref cites. Raises JrldError if there is none, or if several digests have one."""
    found = find_cited(engine, ref, digest)
    if not found:
        raise JrldError(_say_unknown(engine, ref, digest))
    digests = sorted({row.digest for row in found})
    if len(digests) > 1:
        raise JrldError(f"{ref!r} is an article of {' and of '.join(digests)}: say of which by --digest")
    return found[0]


def _say_unknown(engine: Engine, ref: str, digest: str | None) -> str:
    statement = "SELECT ref FROM jrl.occurrences WHERE issue_id = (SELECT min(id) FROM jrl.issues WHERE ref = :ref)"
    with transaction(engine) as connection:
        items = list(connection.scalars(text(f"{statement} ORDER BY position LIMIT 2"), {"ref": scrub(ref)}))
    if items:
        return f"{ref!r} is an issue; its articles are cited as {', '.join(items)}, …"
    elsewhere = sorted({row.digest for row in find_cited(engine, ref)}) if digest else []
    if elsewhere:
        return f"{digest} has no article {ref!r}, but {' and '.join(elsewhere)} has"
    return f"there is no article {ref!r}; `jrld search` finds articles by their words"


# --- stories, links, rulings --------------------------------------------------------------------

_MEMBERS = """
    SELECT article.id, article.title, source, published, words, first_seen, coalesce(story.id, article.id) AS story,
           coalesce(story.canonical_id, article.id) = article.id AS is_canonical,
           (sketch.version, sketch.rules) IS NOT DISTINCT FROM (:version, :rules) AS is_linked,
           coalesce(container.holds, '{}') AS holds,
           ARRAY(SELECT occurrence.ref FROM jrld.occurrence
                 JOIN jrld.issue ON issue.id = issue_id JOIN jrld.message ON message.id = issue.message_id
                 WHERE occurrence.article_id = article.id
                 GROUP BY occurrence.ref ORDER BY min(dated_at), occurrence.ref) AS refs
    FROM jrld.article
    LEFT JOIN jrld.member ON member.article_id = article.id
    LEFT JOIN jrld.story ON story.id = member.story_id
    LEFT JOIN jrld.sketch ON sketch.article_id = article.id
    LEFT JOIN jrld.container ON container.article_id = article.id
    WHERE article.id = ANY(:ids)
    ORDER BY is_canonical DESC, first_seen, article.id
"""


def list_articles(engine: Engine, ids: Sequence[int]) -> dict[int, MemberRow]:
    """Articles by their numbers; those that are no more are left out."""
    rows = read_rows(engine, MemberRow, _MEMBERS, ids=list(ids), version=VERSION, rules=RULES)
    return {row.id: row for row in rows}


def list_members(engine: Engine, article_id: int) -> list[MemberRow]:
    """The articles of an article's story, the canonical one first, the others by date."""
    statement = """
        SELECT coalesce(other.article_id, article.id) FROM jrld.article
        LEFT JOIN jrld.member AS mine ON mine.article_id = article.id
        LEFT JOIN jrld.member AS other ON other.story_id = mine.story_id
        WHERE article.id = :id
    """
    with transaction(engine) as connection:
        ids = list(connection.scalars(text(statement), {"id": article_id}))
    return list(list_articles(engine, ids).values())


def list_links(engine: Engine, ids: Sequence[int]) -> list[LinkRow]:
    """What these articles are to others, a row from either side if both are among them: what makes stories first."""
    statement = """
        SELECT article_id, other_id, relation, is_excerpt, resemblance, held, holds, numbers, run, longest, days, rule,
               rules, decided_at
        FROM jrl.links WHERE article_id = ANY(:ids)
        ORDER BY article_id, array_position(ARRAY['reprint', 'excerpt', 'revision', 'related', 'series'], relation),
                 resemblance DESC, other_id
    """
    return read_rows(engine, LinkRow, statement, ids=list(ids))


def list_places(engine: Engine, article_id: int) -> list[PlaceRow]:
    """Where an article stands, the earliest first."""
    statement = """
        SELECT occurrences.digest, occurrences.ref, issues.ref AS issue_ref, issues.date AS issue_date,
               issues.revision, issues.current, occurrences.title
        FROM jrl.occurrences JOIN jrl.issues ON issues.id = occurrences.issue_id
        WHERE article_id = :id
        ORDER BY coalesce(issues.sent_at, issues.received_at) NULLS LAST, issues.id, position
    """
    return read_rows(engine, PlaceRow, statement, id=article_id)


def list_containers_of(engine: Engine, article_id: int) -> list[int]:
    """The articles that hold this one among several."""
    with transaction(engine) as connection:
        statement = text("SELECT article_id FROM jrld.container WHERE :id = ANY(holds) ORDER BY article_id")
        return list(connection.scalars(statement, {"id": article_id}))


def list_rulings(engine: Engine, ids: Sequence[int]) -> list[RulingRow]:
    """Persons' rulings in force on these articles, the latest first."""
    statement = """
        SELECT id, digest, ref, other_digest, other_ref, same, who, why, ruled_at FROM jrld.ruling
        WHERE id IN (
            SELECT DISTINCT ON (least(first, second), greatest(first, second)) ruling_id FROM jrld.ruled
            WHERE first = ANY(:ids) OR second = ANY(:ids)
            ORDER BY least(first, second), greatest(first, second), ruling_id DESC)
        ORDER BY id DESC
    """
    return read_rows(engine, RulingRow, statement, ids=list(ids))


def list_changes(engine: Engine, ids: Sequence[int] | None = None, limit: int = 20) -> list[ChangeRow]:
    """What was merged and split, the latest first; of these articles and their stories, or of all."""
    statement = """
        SELECT changed_at, change, story_id, stories, articles, cause
        FROM jrld.story_change CROSS JOIN (SELECT CAST(:ids AS bigint[]) AS ids) AS wanted
        WHERE ids IS NULL OR articles && ids OR stories && ids
        ORDER BY id DESC LIMIT :limit
    """
    return read_rows(engine, ChangeRow, statement, ids=None if ids is None else list(ids), limit=limit)


# --- of all -------------------------------------------------------------------------------------


def count_stories(engine: Engine) -> Stories:
    statement = """
        SELECT (SELECT count(*) FROM jrld.story) AS stories, (SELECT count(*) FROM jrld.member) AS articles
    """
    return read_rows(engine, Stories, statement)[0]


def list_containers(engine: Engine, limit: int = 50) -> list[ContainerRow]:
    """Articles that hold several others, the newest first: a cut was missed there, most likely."""
    statement = """
        SELECT container.article_id, article.title,
               (SELECT ref FROM jrl.occurrences WHERE article_id = article.id
                ORDER BY current DESC, id LIMIT 1) AS ref,
               ARRAY(SELECT (SELECT ref FROM jrl.occurrences WHERE article_id = held.id
                             ORDER BY current DESC, id LIMIT 1)
                     FROM unnest(holds) AS held (id) ORDER BY 1) AS refs
        FROM jrld.container JOIN jrld.article ON article.id = container.article_id
        ORDER BY article.first_seen DESC, article.id DESC
        LIMIT :limit
    """
    return read_rows(engine, ContainerRow, statement, limit=limit)
