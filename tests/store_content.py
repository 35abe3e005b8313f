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


# --- what must never be ---------------------------------------------------------------------------

_FAULTS = {
    "a posting of no article": """
        SELECT article_id FROM jrld.posting WHERE NOT EXISTS (SELECT FROM jrld.article WHERE id = article_id)
    """,
    "a sketch and its postings differ": """
        SELECT article_id FROM (SELECT article_id, unnest(hashes) AS hash FROM jrld.sketch) AS sketched
        FULL JOIN jrld.posting USING (article_id, hash) WHERE sketched.hash IS NULL OR posting.hash IS NULL
    """,
    "an article without a sketch": """
        SELECT id FROM jrld.article WHERE NOT EXISTS (SELECT FROM jrld.sketch WHERE article_id = article.id)
    """,
    "an article that no issue shows": """
        SELECT id FROM jrld.article WHERE NOT EXISTS (SELECT FROM jrld.occurrence WHERE article_id = article.id)
    """,
    "an article is not from its earliest message": """
        SELECT article.id FROM jrld.article CROSS JOIN LATERAL (
            SELECT dated_at, sha256 FROM jrld.occurrence
            JOIN jrld.issue ON issue.id = issue_id JOIN jrld.message ON message.id = issue.message_id
            WHERE article_id = article.id ORDER BY dated_at, sha256 LIMIT 1
        ) AS earliest WHERE (first_seen, origin) IS DISTINCT FROM (dated_at, sha256)
    """,
    "a link with other days than its articles": """
        SELECT first FROM jrld.link
        JOIN jrld.article AS one ON one.id = first JOIN jrld.article AS other ON other.id = second
        WHERE days <> abs(one.first_seen::date - other.first_seen::date)
    """,
    "a canonical article that is no member": """
        SELECT id FROM jrld.story WHERE NOT EXISTS (
            SELECT FROM jrld.member WHERE story_id = story.id AND article_id = canonical_id)
    """,
    "a story of fewer than two": """
        SELECT id FROM jrld.story WHERE (SELECT count(*) FROM jrld.member WHERE story_id = story.id) < 2
    """,
    "a story with the number of none of its members, or not the smallest": """
        SELECT story_id FROM jrld.member GROUP BY story_id HAVING min(article_id) <> story_id
    """,
    "a container of an article that is gone": """
        SELECT article_id FROM jrld.container CROSS JOIN LATERAL unnest(holds) AS held (id)
        WHERE NOT EXISTS (SELECT FROM jrld.article WHERE article.id = held.id)
    """,
    "an issue without a revision": """
        SELECT id FROM jrld.issue WHERE NOT EXISTS (SELECT FROM jrld.edition WHERE issue_id = issue.id)
    """,
    "revisions without one that is current, or badly counted": """
        SELECT same_as FROM jrld.edition GROUP BY same_as
        HAVING (min(issue_id), count(*) FILTER (WHERE current), min(revision), max(revision), count(DISTINCT revision))
            <> (same_as, 1, 1, count(*), count(*))
    """,
    "two issues that are one, and are not": """
        SELECT first FROM jrld.twin
        JOIN jrld.edition AS one ON one.issue_id = first JOIN jrld.edition AS other ON other.issue_id = second
        WHERE one.same_as <> other.same_as
    """,
}


def find_faults(engine: Engine) -> dict[str, list[int]]:
    """What contradicts itself in a store in which all is linked, and the numbers of the rows; {} when nothing does."""
    with engine.connect() as connection:
        found = {fault: list(connection.scalars(text(question))) for fault, question in _FAULTS.items()}
    return {fault: ids for fault, ids in found.items() if ids}
