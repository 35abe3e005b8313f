"""Which messages are to be derived again."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Engine, text

from jrld.store.engine import transaction
from jrld.store.values import scrub


def find_ended(engine: Engine, since: date | None = None, until: date | None = None) -> list[int]:
    """Messages that have their end, those dated within these days, both included; the oldest first."""
    statement = text("""
        SELECT id FROM jrld.message
        WHERE state <> 'kept' AND dated_at >= coalesce(CAST(:since AS date), '-infinity')
          AND dated_at < coalesce(CAST(:until AS date) + 1, 'infinity')
        ORDER BY dated_at, id
    """)
    with transaction(engine) as connection:
        return list(connection.scalars(statement, {"since": since, "until": until}))


def find_messages_of(engine: Engine, ref: str) -> list[int]:
    """Messages that show an issue cited so; the oldest first."""
    statement = text("""
        SELECT id FROM jrld.message WHERE id IN (SELECT message_id FROM jrld.issue WHERE ref = :ref)
        ORDER BY dated_at, id
    """)
    with transaction(engine) as connection:
        return list(connection.scalars(statement, {"ref": scrub(ref)}))


def find_own_articles(engine: Engine, message_id: int) -> list[int]:
    """Articles whose text is shown as this message has it."""
    statement = text("""
        SELECT article.id FROM jrld.article
        WHERE origin = (SELECT sha256 FROM jrld.message WHERE id = :id) AND id IN (
            SELECT article_id FROM jrld.occurrence JOIN jrld.issue ON issue.id = issue_id WHERE message_id = :id)
    """)
    with transaction(engine) as connection:
        return list(connection.scalars(statement, {"id": message_id}))


def find_heirs(engine: Engine, articles: Sequence[int], message_id: int) -> list[int]:
    """Other messages that articles are taken from now; they may have the text in another form than it is shown in."""
    statement = text("""
        SELECT DISTINCT message.id FROM jrld.article JOIN jrld.message ON message.sha256 = article.origin
        WHERE article.id = ANY(:ids) AND message.id <> :id ORDER BY message.id
    """)
    with transaction(engine) as connection:
        return list(connection.scalars(statement, {"ids": list(articles), "id": message_id}))
