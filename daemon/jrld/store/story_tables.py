"""The shape of what dedupe derives, and of what persons rule: sketches, links, stories, editions. See `tables`."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from jrld.store.tables import NOW, Base, make_key, make_words, metadata


def _number(to: str | None = None, *, key: bool = False) -> Any:
    """A number given elsewhere; `to`: of a row, with which this one goes."""
    refers = (ForeignKey(f"jrld.{to}.id", ondelete="CASCADE"),) if to else ()
    return Field(sa_column=Column(BigInteger, *refers, primary_key=key, nullable=False, autoincrement=False))


def _numbers(of: type[Any] = BigInteger) -> Any:
    return Field(sa_type=ARRAY(of))


def _share(**options: Any) -> Any:
    return Field(sa_type=Float(53), **options)


class Sketch(Base, table=True):
    __tablename__ = "sketch"

    article_id: int = _number("article", key=True)
    version: int
    rules: int
    hashes: list[int] = _numbers(Integer)
    form: str = make_words()


class Posting(Base, table=True):
    __tablename__ = "posting"

    hash: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    article_id: int = _number(key=True)


class Link(Base, table=True):
    __tablename__ = "link"
    __table_args__ = (
        CheckConstraint("first < second", name="link_check"),
        CheckConstraint(
            "relation IN ('reprint', 'revision', 'excerpt', 'related', 'series')", name="link_relation_check"
        ),
        CheckConstraint("(relation = 'excerpt') = (excerpt IS NOT NULL)", name="link_excerpt_check"),
        Index("link_second_idx", "second"),
    )

    first: int = _number("article", key=True)
    second: int = _number("article", key=True)
    relation: str = make_words()
    excerpt: int | None = Field(sa_type=BigInteger)
    resemblance: float = _share()
    in_first: float = _share()
    in_second: float = _share()
    numbers: float | None = _share()
    run: float = _share()
    longest: float = _share()
    days: int
    rule: str = make_words()
    rules: int
    decided_at: datetime = Field(sa_column_kwargs={"server_default": NOW})


class Story(Base, table=True):
    __tablename__ = "story"
    __table_args__ = (Index("story_canonical_id_idx", "canonical_id"),)

    id: int = _number(key=True)
    canonical_id: int = _number("article")


class Member(Base, table=True):
    __tablename__ = "member"
    __table_args__ = (Index("member_story_id_idx", "story_id"),)

    article_id: int = _number("article", key=True)
    story_id: int = _number("story")


class Container(Base, table=True):
    __tablename__ = "container"

    article_id: int = _number("article", key=True)
    holds: list[int] = _numbers()


class StoryChange(Base, table=True):
    __tablename__ = "story_change"
    __table_args__ = (
        CheckConstraint("change IN ('merge', 'split')", name="story_change_change_check"),
        Index("story_change_story_id_idx", "story_id"),
    )

    id: int = make_key()
    changed_at: datetime = Field(sa_column_kwargs={"server_default": NOW})
    change: str = make_words()
    story_id: int = Field(sa_type=BigInteger)
    stories: list[int] = _numbers()
    articles: list[int] = _numbers()
    cause: str = make_words()


class Twin(Base, table=True):
    __tablename__ = "twin"
    __table_args__ = (CheckConstraint("first < second", name="twin_check"), Index("twin_second_idx", "second"))

    first: int = _number("issue", key=True)
    second: int = _number("issue", key=True)
    shared: int
    reason: str = make_words()


class Edition(Base, table=True):
    __tablename__ = "edition"
    __table_args__ = (Index("edition_same_as_idx", "same_as"),)

    issue_id: int = _number("issue", key=True)
    same_as: int = Field(sa_type=BigInteger)
    revision: int
    current: bool


class Ruling(Base, table=True):
    __tablename__ = "ruling"
    __table_args__ = (
        UniqueConstraint(
            "digest", "ref", "other_digest", "other_ref", name="ruling_digest_ref_other_digest_other_ref_key"
        ),
        CheckConstraint('(digest COLLATE "C", ref COLLATE "C") < (other_digest, other_ref)', name="ruling_check"),
        Index("ruling_other_digest_other_ref_idx", "other_digest", "other_ref"),
    )

    id: int = make_key()
    digest: str = make_words()
    ref: str = make_words()
    other_digest: str = make_words()
    other_ref: str = make_words()
    same: bool
    who: str = make_words()
    why: str | None = make_words()
    ruled_at: datetime = Field(sa_column_kwargs={"server_default": NOW})


class Superseded(Base, table=True):
    __tablename__ = "superseded"
    __table_args__ = (Index("superseded_ref_idx", "ref"), Index("superseded_message_id_idx", "message_id"))

    id: int = make_key()
    superseded_at: datetime = Field(sa_column_kwargs={"server_default": NOW})
    message_id: int = _number("message")
    issue_ref: str = make_words()
    ref: str = make_words()
    fields: dict[str, Any] = Field(sa_type=JSONB)
    body: str = make_words()


SKETCH: Table = metadata.tables["jrld.sketch"]
POSTING: Table = metadata.tables["jrld.posting"]
LINK: Table = metadata.tables["jrld.link"]
STORY: Table = metadata.tables["jrld.story"]
MEMBER: Table = metadata.tables["jrld.member"]
CONTAINER: Table = metadata.tables["jrld.container"]
STORY_CHANGE: Table = metadata.tables["jrld.story_change"]
TWIN: Table = metadata.tables["jrld.twin"]
EDITION: Table = metadata.tables["jrld.edition"]
RULING: Table = metadata.tables["jrld.ruling"]
SUPERSEDED: Table = metadata.tables["jrld.superseded"]
