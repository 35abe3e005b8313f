"""The shape of schema `jrld`, equal to what the migrations make (a test compares them).

Statements use the tables below the classes (`MESSAGE.c.id`); rows are never loaded as objects, so there are no
relationships. What a column is for stands in the migration that made it.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Column,
    Computed,
    Float,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlmodel import Field, SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

metadata = MetaData(schema="jrld")
_NOW = text("now()")
_DATED = "COALESCE(sent_at, received_at, kept_at)"
_TSV = "jrld.search_vector(COALESCE(title, ''::text), body)"


class Base(SQLModel):
    metadata = metadata


def _key() -> Any:
    """A number given by the database."""
    return Field(default=None, sa_column=Column(BigInteger, Identity(), primary_key=True))


def _refers(to: str, **options: Any) -> Any:
    cascade = None if to == "jrld.article.id" else "CASCADE"
    return Field(sa_column=Column(BigInteger, ForeignKey(to, ondelete=cascade), nullable=False, **options))


def _words(**options: Any) -> Any:
    return Field(sa_type=Text, **options)


class Message(Base, table=True):
    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("sha256", name="message_sha256_key"),
        CheckConstraint("octet_length(sha256) = 32", name="message_sha256_check"),
        CheckConstraint("raw_encoding IN ('zlib', 'identity')", name="message_raw_encoding_check"),
        CheckConstraint("state IN ('kept', 'published', 'ignored', 'quarantined')", name="message_state_check"),
        Index("message_state_idx", "state", "id", postgresql_where=text("state <> 'published'")),
    )

    id: int = _key()
    sha256: bytes = Field(sa_type=LargeBinary)
    raw: bytes = Field(sa_type=LargeBinary)
    raw_encoding: str = _words()
    size: int = Field(sa_type=BigInteger)
    media: str = _words()
    message_id: str | None = _words()
    subject: str | None = _words()
    sender: str | None = _words()
    sent_at: datetime | None
    received_at: datetime | None
    kept_at: datetime = Field(sa_column_kwargs={"server_default": _NOW})
    dated_at: datetime = Field(sa_column=Column(UTCDateTime, Computed(_DATED, persisted=True), nullable=False))
    state: str = _words(sa_column_kwargs={"server_default": "kept"})
    code: str | None = _words()
    reason: str | None = _words()
    attempts: int = Field(sa_column_kwargs={"server_default": "0"})
    ended_at: datetime | None


class Sighting(Base, table=True):
    __tablename__ = "sighting"
    __table_args__ = (Index("sighting_message_id_idx", "message_id"),)

    mailbox: str = _words(primary_key=True)
    folder: str = _words(primary_key=True)
    uidvalidity: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    uid: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    message_id: int = _refers("jrld.message.id", primary_key=True, autoincrement=False)
    seen_at: datetime = Field(sa_column_kwargs={"server_default": _NOW})
    received_at: datetime | None


class Folder(Base, table=True):
    __tablename__ = "folder"

    mailbox: str = _words(primary_key=True)
    folder: str = _words(primary_key=True)
    uidvalidity: int | None = Field(sa_type=BigInteger)
    polled_at: datetime | None
    new_last: int | None
    failed_at: datetime | None
    failure: str | None = _words()


class Issue(Base, table=True):
    __tablename__ = "issue"
    __table_args__ = (
        UniqueConstraint("message_id", "part", name="issue_message_id_part_key"),
        CheckConstraint("verdict IN ('complete', 'partial', 'unrecognised')", name="issue_verdict_check"),
        Index("issue_digest_ref_idx", "digest", "ref"),
    )

    id: int = _key()
    message_id: int = _refers("jrld.message.id")
    part: int
    digest: str = _words()
    format: str = _words()
    ref: str = _words()
    label: str | None = _words()
    year: int | None
    number: int | None
    date: date | None
    verdict: str = _words()
    warnings: list[Any] = Field(sa_type=JSONB)
    text: str = _words()
    carrier: str = _words()
    segments: list[Any] = Field(sa_type=JSONB)
    coverage: float = Field(sa_type=Float(53))
    published_at: datetime = Field(sa_column_kwargs={"server_default": _NOW})


class Article(Base, table=True):
    __tablename__ = "article"
    __table_args__ = (
        UniqueConstraint("fp_version", "exact", name="article_fp_version_exact_key"),
        CheckConstraint("octet_length(exact) = 16", name="article_exact_check"),
        Index("article_tsv_idx", "tsv", postgresql_using="gin"),
        Index("article_first_seen_idx", "first_seen"),
    )

    id: int = _key()
    fp_version: int
    exact: bytes = Field(sa_type=LargeBinary)
    title: str | None = _words()
    authors: list[str] = Field(sa_type=ARRAY(Text))
    source: str | None = _words()
    published: date | None
    url: str | None = _words()
    kind: str = _words()
    language: str | None = _words()
    body: str = _words()
    words: int
    first_seen: datetime
    origin: bytes = Field(sa_type=LargeBinary)
    tsv: Any = Field(sa_column=Column(TSVECTOR, Computed(_TSV, persisted=True)))


class Occurrence(Base, table=True):
    __tablename__ = "occurrence"
    __table_args__ = (
        UniqueConstraint("issue_id", "position", name="occurrence_issue_id_position_key"),
        Index("occurrence_ref_idx", "ref"),
        Index("occurrence_article_id_idx", "article_id"),
    )

    id: int = _key()
    issue_id: int = _refers("jrld.issue.id")
    position: int
    label: str = _words()
    ref: str = _words()
    title: str | None = _words()
    authors: list[str] = Field(sa_type=ARRAY(Text))
    source: str | None = _words()
    source_printed: str | None = _words()
    published: date | None
    url: str | None = _words()
    kind: str = _words()
    language: str | None = _words()
    span_start: int
    span_end: int
    body_start: int
    body_end: int
    excerpt: bool
    notes: list[str] = Field(sa_type=ARRAY(Text))
    rights: str | None = _words()
    origins: dict[str, str] = Field(sa_type=JSONB)
    article_id: int = _refers("jrld.article.id")


MESSAGE: Table = metadata.tables["jrld.message"]
SIGHTING: Table = metadata.tables["jrld.sighting"]
FOLDER: Table = metadata.tables["jrld.folder"]
ISSUE: Table = metadata.tables["jrld.issue"]
ARTICLE: Table = metadata.tables["jrld.article"]
OCCURRENCE: Table = metadata.tables["jrld.occurrence"]
