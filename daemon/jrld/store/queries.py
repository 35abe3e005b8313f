"""What the command line shows. Content is read from the contract (schema `jrl`), as any other tool reads it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Engine, text

from jrld.model import State, Verdict
from jrld.store.engine import transaction
from jrld.store.values import scrub

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class IssueRow:
    id: int
    digest: str
    ref: str
    label: str | None
    date: date | None
    verdict: str
    warnings: list[dict[str, Any]]
    revision: int
    current: bool
    subject: str | None
    received_at: datetime | None
    articles: int


@dataclass(frozen=True, slots=True)
class ArticleRow:
    id: int
    title: str | None
    authors: list[str]
    source: str | None
    published: date | None
    url: str | None
    kind: str
    words: int
    first_seen: datetime
    refs: list[str]  # of all its occurrences, the earliest message's first


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One appearance of an article, as a line of its issue."""

    ref: str
    label: str
    title: str | None
    authors: list[str]
    source: str | None
    published: date | None
    kind: str


@dataclass(frozen=True, slots=True)
class OccurrenceRow:
    """One appearance of an article, with its whole text."""

    ref: str
    digest: str
    issue_ref: str
    issue_date: date | None
    verdict: str
    revision: int
    current: bool
    position: int
    label: str
    article_id: int
    title: str | None
    authors: list[str]
    source: str | None
    published: date | None
    url: str | None
    kind: str
    excerpt: bool
    notes: list[str]
    rights: str | None
    origins: dict[str, str]
    body: str
    also: list[str]  # refs of the article's other occurrences


@dataclass(frozen=True, slots=True)
class Hit:
    article_id: int
    ref: str
    title: str | None
    source: str | None
    published: date | None
    rank: float
    snippet: str  # matches stand between **


@dataclass(frozen=True, slots=True)
class SetAside:
    id: int
    state: str
    code: str
    reason: str
    subject: str | None
    sender: str | None
    mailbox: str
    folder: str
    uid: int
    received_at: datetime | None
    attempts: int


@dataclass(frozen=True, slots=True)
class FolderState:
    mailbox: str
    folder: str
    uidvalidity: int | None
    polled_at: datetime | None
    new_last: int | None
    failed_at: datetime | None
    failure: str | None  # None when the last poll went well
    messages: int  # seen in it so far


@dataclass(frozen=True, slots=True)
class Database:
    name: str
    server: str  # "15.18"
    size: int  # bytes on disk
    articles: int
    occurrences: int


_ISSUES = """
    SELECT issues.*, (SELECT count(*) FROM jrl.occurrences WHERE issue_id = issues.id) AS articles
    FROM (
        SELECT id, digest, ref, label, date, verdict, warnings, revision, current, subject, received_at
        FROM jrl.issues {which}
    ) AS issues
"""
_NEWEST = """
    ORDER BY coalesce(date, sent_at::date, received_at::date) DESC NULLS LAST, ref DESC, revision DESC
    LIMIT :limit
"""


def list_issues(engine: Engine, limit: int = 50) -> list[IssueRow]:
    """The newest issues, all revisions."""
    return read_rows(engine, IssueRow, _ISSUES.format(which=_NEWEST), limit=limit)


def list_incomplete(engine: Engine, limit: int = 50) -> list[IssueRow]:
    """The newest issues of which not even the current revision is complete."""
    which = f"WHERE current AND verdict <> 'complete' {_NEWEST}"
    return read_rows(engine, IssueRow, _ISSUES.format(which=which), limit=limit)


def find_issues(engine: Engine, ref: str) -> list[IssueRow]:
    """The issues cited as `ref`, of every digest and revision, current ones first. [] when there are none."""
    which = "WHERE ref = :ref ORDER BY current DESC, digest, revision DESC"
    return read_rows(engine, IssueRow, _ISSUES.format(which=which), ref=scrub(ref))


def list_items(engine: Engine, issue_id: int) -> list[ItemRow]:
    """What an issue holds, in its order."""
    statement = """
        SELECT ref, label, title, authors, source, published, kind FROM jrl.occurrences
        WHERE issue_id = :issue_id ORDER BY position
    """
    return read_rows(engine, ItemRow, statement, issue_id=issue_id)


def list_articles(engine: Engine, limit: int = 50) -> list[ArticleRow]:
    """The articles seen last, each once."""
    statement = """
        SELECT id, title, authors, source, published, url, kind, words, first_seen,
               ARRAY(SELECT ref FROM jrl.occurrences WHERE article_id = articles.id ORDER BY id) AS refs
        FROM jrl.articles
        ORDER BY first_seen DESC, id DESC
        LIMIT :limit
    """
    return read_rows(engine, ArticleRow, statement, limit=limit)


def find_occurrences(engine: Engine, ref: str) -> list[OccurrenceRow]:
    """The items cited as `ref`, of every digest and revision, current ones first. [] when there are none."""
    statement = """
        SELECT occurrences.ref, occurrences.digest, issues.ref AS issue_ref, issues.date AS issue_date, verdict,
               issues.revision, issues.current, position, occurrences.label, article_id, occurrences.title,
               occurrences.authors, occurrences.source, occurrences.published, occurrences.url, occurrences.kind,
               excerpt, notes, rights, origins, articles.body,
               ARRAY(SELECT DISTINCT other.ref FROM jrl.occurrences AS other
                     WHERE other.article_id = occurrences.article_id AND other.ref <> occurrences.ref
                     ORDER BY other.ref) AS also
        FROM jrl.occurrences
        JOIN jrl.issues ON issues.id = occurrences.issue_id
        JOIN jrl.articles ON articles.id = occurrences.article_id
        WHERE occurrences.ref = :ref
        ORDER BY issues.current DESC, occurrences.digest, issues.revision DESC, position
    """
    return read_rows(engine, OccurrenceRow, statement, ref=scrub(ref))


def search(engine: Engine, query: str, limit: int = 20) -> list[Hit]:
    """Articles that match, best first. Any text is a valid query: words, "phrases", OR, -without."""
    return read_rows(engine, Hit, "SELECT * FROM jrl.search(:query, :limit)", query=scrub(query), limit=limit)


def count_states(engine: Engine) -> dict[State, int]:
    """Messages by state; every state is there."""
    counts = _counts(engine, "SELECT state, count(*) FROM jrld.message GROUP BY state")
    return {state: counts.get(state.value, 0) for state in State}


def count_verdicts(engine: Engine) -> dict[Verdict, int]:
    """Issues by verdict, each counted once, as its current revision; every verdict is there."""
    counts = _counts(engine, "SELECT verdict, count(*) FROM jrl.issues WHERE current GROUP BY verdict")
    return {verdict: counts.get(verdict.value, 0) for verdict in Verdict}


def list_set_aside(engine: Engine, state: State, limit: int = 50) -> list[SetAside]:
    """Messages that are ignored or quarantined and why, the newest first."""
    statement = """
        SELECT message.id, state, code, reason, subject, sender, mailbox, folder, uid, message.received_at, attempts
        FROM jrld.message
        CROSS JOIN LATERAL (
            SELECT mailbox, folder, uid FROM jrld.sighting WHERE sighting.message_id = message.id
            ORDER BY seen_at, mailbox, folder, uidvalidity, uid LIMIT 1
        ) AS first
        WHERE state = :state
        ORDER BY message.id DESC
        LIMIT :limit
    """
    return read_rows(engine, SetAside, statement, state=state.value, limit=limit)


def folder_states(engine: Engine) -> list[FolderState]:
    """How the polls of each folder went."""
    statement = """
        SELECT mailbox, folder, uidvalidity, polled_at, new_last, failed_at, failure,
               (SELECT count(*) FROM jrld.sighting
                WHERE (sighting.mailbox, sighting.folder) = (polled.mailbox, polled.folder)) AS messages
        FROM jrld.folder AS polled
        ORDER BY mailbox, folder
    """
    return read_rows(engine, FolderState, statement)


def describe_server(engine: Engine) -> str:
    """The version of the server, `18.6`; asks nothing of any schema."""
    with transaction(engine) as connection:
        return str(connection.scalar(text("SHOW server_version"))).split()[0]


def describe_database(engine: Engine) -> Database:
    statement = """
        SELECT current_database() AS name, current_setting('server_version') AS server,
               pg_database_size(current_database()) AS size,
               (SELECT count(*) FROM jrl.articles) AS articles, (SELECT count(*) FROM jrl.occurrences) AS occurrences
    """
    return read_rows(engine, Database, statement)[0]


def read_rows(engine: Engine, kind: type[Row], statement: str, **parameters: Any) -> list[Row]:
    """The rows of a query, one `kind` each: its columns are the fields."""
    with transaction(engine) as connection:
        return [kind(**row) for row in connection.execute(text(statement), parameters).mappings()]


def _counts(engine: Engine, statement: str) -> dict[str, int]:
    with transaction(engine) as connection:
        return {row[0]: row[1] for row in connection.execute(text(statement))}
