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
NOW = text("now()")
_DATED = "COALESCE(sent_at, received_at, kept_at)"
_TSV = "jrld.search_vector(COALESCE(title, ''::text), body)"


class Base(SQLModel):
    metadata = metadata


def make_key() -> Any:
    """A number given by the database."""
    return Field(default=None, sa_column=Column(BigInteger, Identity(), primary_key=True))


def _refers(to: str, **options: Any) -> Any:
    cascade = None if to == "jrld.article.id" else "CASCADE"
    return Field(sa_column=Column(BigInteger, ForeignKey(to, ondelete=cascade), nullable=False, **options))


def make_words(**options: Any) -> Any:
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

    id: int = make_key()
    sha256: bytes = Field(sa_type=LargeBinary)
    raw: bytes = Field(sa_type=LargeBinary)
    raw_encoding: str = make_words()
    size: int = Field(sa_type=BigInteger)
    media: str = make_words()
    message_id: str | None = make_words()
    subject: str | None = make_words()
    sender: str | None = make_words()
    sent_at: datetime | None
    received_at: datetime | None
    kept_at: datetime = Field(sa_column_kwargs={"server_default": NOW})
    dated_at: datetime = Field(sa_column=Column(UTCDateTime, Computed(_DATED, persisted=True), nullable=False))
    state: str = make_words(sa_column_kwargs={"server_default": "kept"})
    code: str | None = make_words()
    reason: str | None = make_words()
    attempts: int = Field(sa_column_kwargs={"server_default": "0"})
    ended_at: datetime | None


class Sighting(Base, table=True):
    __tablename__ = "sighting"
    __table_args__ = (Index("sighting_message_id_idx", "message_id"),)

    mailbox: str = make_words(primary_key=True)
    folder: str = make_words(primary_key=True)
    uidvalidity: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    uid: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    message_id: int = _refers("jrld.message.id", primary_key=True, autoincrement=False)
    seen_at: datetime = Field(sa_column_kwargs={"server_default": NOW})
    received_at: datetime | None


class Folder(Base, table=True):
    __tablename__ = "folder"

    mailbox: str = make_words(primary_key=True)
    folder: str = make_words(primary_key=True)
    uidvalidity: int | None = Field(sa_type=BigInteger)
    polled_at: datetime | None
    new_last: int | None
    failed_at: datetime | None
    failure: str | None = make_words()


class Issue(Base, table=True):
    __tablename__ = "issue"
    __table_args__ = (
        UniqueConstraint("message_id", "part", name="issue_message_id_part_key"),
        CheckConstraint("verdict IN ('complete', 'partial', 'unrecognised')", name="issue_verdict_check"),
        Index("issue_digest_ref_idx", "digest", "ref"),
    )

    id: int = make_key()
    message_id: int = _refers("jrld.message.id")
    part: int
    digest: str = make_words()
    format: str = make_words()
    ref: str = make_words()
    label: str | None = make_words()
    year: int | None
    number: int | None
    date: date | None
    verdict: str = make_words()
    warnings: list[Any] = Field(sa_type=JSONB)
    text: str = make_words()
    carrier: str = make_words()
    segments: list[Any] = Field(sa_type=JSONB)
    coverage: float = Field(sa_type=Float(53))
    published_at: datetime = Field(sa_column_kwargs={"server_default": NOW})


class Article(Base, table=True):
    __tablename__ = "article"
    __table_args__ = (
        UniqueConstraint("fp_version", "exact", name="article_fp_version_exact_key"),
        CheckConstraint("octet_length(exact) = 16", name="article_exact_check"),
        Index("article_tsv_idx", "tsv", postgresql_using="gin"),
        Index("article_first_seen_idx", "first_seen"),
    )

    id: int = make_key()
    fp_version: int
    exact: bytes = Field(sa_type=LargeBinary)
    title: str | None = make_words()
    authors: list[str] = Field(sa_type=ARRAY(Text))
    source: str | None = make_words()
    published: date | None
    url: str | None = make_words()
    kind: str = make_words()
    language: str | None = make_words()
    body: str = make_words()
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

    id: int = make_key()
    issue_id: int = _refers("jrld.issue.id")
    position: int
    label: str = make_words()
    ref: str = make_words()
    title: str | None = make_words()
    authors: list[str] = Field(sa_type=ARRAY(Text))
    source: str | None = make_words()
    source_printed: str | None = make_words()
    published: date | None
    url: str | None = make_words()
    kind: str = make_words()
    language: str | None = make_words()
    span_start: int
    span_end: int
    body_start: int
    body_end: int
    excerpt: bool
    notes: list[str] = Field(sa_type=ARRAY(Text))
    rights: str | None = make_words()
    origins: dict[str, str] = Field(sa_type=JSONB)
    article_id: int = _refers("jrld.article.id")


MESSAGE: Table = metadata.tables["jrld.message"]
SIGHTING: Table = metadata.tables["jrld.sighting"]
FOLDER: Table = metadata.tables["jrld.folder"]
ISSUE: Table = metadata.tables["jrld.issue"]
ARTICLE: Table = metadata.tables["jrld.article"]
OCCURRENCE: Table = metadata.tables["jrld.occurrence"]
