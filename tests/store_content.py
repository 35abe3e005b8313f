"""What a store holds, by content and not by number: equal for two databases that say the same."""

from collections.abc import Mapping

from sqlalchemy import Engine, text

_LINKS = """
    SELECT least(one.exact, other.exact), greatest(one.exact, other.exact), relation, rule, resemblance, days,
           (SELECT exact FROM jrld.article WHERE id = excerpt),
           CASE WHEN one.exact < other.exact THEN in_first ELSE in_second END
    FROM jrld.link JOIN jrld.article AS one ON one.id = first JOIN jrld.article AS other ON other.id = second
"""
_STORIES = """
    SELECT array_agg(article.exact ORDER BY article.exact),
           (SELECT exact FROM jrld.article WHERE id = canonical_id)
    FROM jrld.story JOIN jrld.member ON story_id = story.id JOIN jrld.article ON article.id = article_id
    GROUP BY story.id
"""
_HELD = """
    SELECT exact, ARRAY(SELECT exact FROM jrld.article WHERE id = ANY(holds) ORDER BY exact)
    FROM jrld.container JOIN jrld.article ON id = article_id
"""
_POSTINGS = "SELECT hash, exact FROM jrld.posting JOIN jrld.article ON id = article_id"
_EDITIONS = """
    SELECT sha256, part, revision, edition.current, ARRAY(
        SELECT (other_message.sha256, other.part)::text FROM jrld.edition AS twin
        JOIN jrld.issue AS other ON other.id = twin.issue_id
        JOIN jrld.message AS other_message ON other_message.id = other.message_id
        WHERE twin.same_as = edition.same_as ORDER BY 1)
    FROM jrld.edition JOIN jrld.issue ON issue.id = issue_id JOIN jrld.message ON message.id = issue.message_id
"""
CONCLUDED = {"links": _LINKS, "stories": _STORIES, "held": _HELD, "postings": _POSTINGS, "editions": _EDITIONS}
SHOWN = {
    "messages": "SELECT sha256, state, code, reason, subject, sender, sent_at FROM jrld.message",
    "issues": "SELECT to_jsonb(issues) - ARRAY['id', 'message_id', 'received_at', 'published_at'] FROM jrl.issues",
    "articles": """
        SELECT to_jsonb(articles) - ARRAY['id', 'story'],
               ARRAY(SELECT ref FROM jrl.occurrences WHERE article_id = articles.id ORDER BY ref)
        FROM jrl.articles
    """,
    "occurrences": """
        SELECT to_jsonb(occurrences) - ARRAY['id', 'issue_id', 'article_id'], articles.body, issues.subject
        FROM jrl.occurrences
        JOIN jrl.articles ON articles.id = article_id
        JOIN jrl.issues ON issues.id = issue_id
    """,
}


def read_conclusions(engine: Engine) -> dict[str, list[str]]:
    """All that dedupe concluded."""
    return _read(engine, CONCLUDED)


def read_all(engine: Engine) -> dict[str, list[str]]:
    """What became of each message, all that the contract shows, and what dedupe concluded."""
    return _read(engine, {**SHOWN, **CONCLUDED})


def _read(engine: Engine, questions: Mapping[str, str]) -> dict[str, list[str]]:
    with engine.connect() as connection:
        return {name: sorted(map(repr, connection.execute(text(question)))) for name, question in questions.items()}
