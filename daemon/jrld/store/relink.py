"""Articles that were never linked, or by other rules than today's: what an older version of jrld has left."""

from collections.abc import Callable, Iterator

from sqlalchemy import Engine, text

from jrld.dedupe import RULES
from jrld.shingles import VERSION
from jrld.store.articles import lock_articles
from jrld.store.editions import edit_again, find_bare_issues, find_issues_with
from jrld.store.engine import transaction
from jrld.store.links import find_unlinked, link_articles, lock_links
from jrld.store.stories import tell_again

CHUNK = 200  # articles of one transaction: nobody can publish meanwhile


def link_pending(engine: Engine, is_stopping: Callable[[], bool], chunk: int = CHUNK) -> Iterator[int]:
    """Link them, and tell stories and revisions as they follow; says after each transaction how many it linked.

    `is_stopping` is asked before each. Whatever stops it, what was linked stays so, and the rest is found again.
    Raises StoreUnavailable.
    """
    last = 0
    while not is_stopping():
        with transaction(engine) as connection:
            lock_articles(connection, losing=False)  # in the order of whoever publishes
            lock_links(connection)
            ids = find_unlinked(connection, after=last, limit=chunk)
            if not ids:
                return
            changed = link_articles(connection, ids)
            tell_again(connection, changed, "linked")
            issues = find_issues_with(connection, changed)
            edit_again(connection, issues if last else issues | find_bare_issues(connection))
        last = ids[-1]
        yield len(ids)


def count_unlinked(engine: Engine) -> int:
    """How many articles there are to link."""
    statement = text("""
        SELECT count(*) FROM jrld.article LEFT JOIN jrld.sketch ON sketch.article_id = article.id
        WHERE (sketch.version, sketch.rules) IS DISTINCT FROM (:version, :rules)
    """)
    with transaction(engine) as connection:
        return int(connection.scalar(statement, {"version": VERSION, "rules": RULES}) or 0)
