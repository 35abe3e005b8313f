"""The revisions of an issue, and the items of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from jrld.store.engine import Engine, transaction
from jrld.store.queries import read_rows
from jrld.store.values import scrub


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """An issue as one message shows it."""

    id: int
    digest: str
    ref: str
    same_as: int  # the same number for all revisions of an issue
    revision: int
    current: bool
    date: date | None
    verdict: str
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class RevisedItem:
    """An item with all that may change in it; its text is the article's."""

    position: int
    article_id: int
    label: str
    ref: str
    title: str | None
    authors: list[str]
    source: str | None
    published: date | None
    url: str | None
    kind: str
    excerpt: bool
    notes: list[str]
    rights: str | None


def list_revisions(engine: Engine, ref: str, digest: str | None = None) -> list[RevisionRow]:
    """All revisions of the issues that a ref cites, those of one issue in a row and the earliest first. A revision that
    lost its number may be cited otherwise.
    """
    which = "ref = :ref AND (CAST(:digest AS text) IS NULL OR digest = :digest)"
    return _read_revisions(engine, which, ref=scrub(ref), digest=scrub(digest))


def list_revisions_of(engine: Engine, digest: str, issue_ref: str, ref: str, article_id: int) -> list[RevisionRow]:
    """The same, of the issue in which an article is cited so."""
    which = """
        digest = :digest AND ref = :issue_ref AND EXISTS (
            SELECT FROM jrld.occurrence WHERE issue_id = issue.id AND article_id = :article AND occurrence.ref = :item)
    """
    return _read_revisions(engine, which, digest=digest, issue_ref=issue_ref, item=scrub(ref), article=article_id)


def _read_revisions(engine: Engine, which: str, **parameters: object) -> list[RevisionRow]:
    statement = f"""
        SELECT issues.id, issues.digest, issues.ref, same_as, issues.revision, issues.current, issues.date, verdict,
               sent_at
        FROM jrl.issues JOIN jrld.edition ON edition.issue_id = issues.id
        WHERE same_as IN (SELECT same_as FROM jrld.issue JOIN jrld.edition ON issue_id = issue.id WHERE {which})
        ORDER BY same_as, issues.revision
    """  # noqa: S608 - from the two above
    return read_rows(engine, RevisionRow, statement, **parameters)


def list_revised_items(engine: Engine, issue_id: int) -> list[RevisedItem]:
    statement = """
        SELECT position, article_id, label, ref, title, authors, source, published, url, kind, excerpt, notes, rights
        FROM jrl.occurrences WHERE issue_id = :issue_id ORDER BY position
    """
    return read_rows(engine, RevisedItem, statement, issue_id=issue_id)


def read_bodies(engine: Engine, ids: Sequence[int]) -> dict[int, str]:
    with transaction(engine) as connection:
        rows = connection.execute(text("SELECT id, body FROM jrl.articles WHERE id = ANY(:ids)"), {"ids": list(ids)})
        return {row.id: row.body for row in rows}


def read_nearness(engine: Engine, ids: Sequence[int], others: Sequence[int]) -> dict[tuple[int, int], float]:
    """Resemblance of those of these articles that are linked as one piece with one of the others."""
    statement = text("""
        SELECT article_id, other_id, resemblance FROM jrl.links
        WHERE article_id = ANY(:ids) AND other_id = ANY(:others) AND relation IN ('reprint', 'revision', 'excerpt')
    """)
    with transaction(engine) as connection:
        rows = connection.execute(statement, {"ids": list(ids), "others": list(others)})
        return {(row.article_id, row.other_id): row.resemblance for row in rows}
