"""The contract, schema jrl: views and a search for other tools, every column explained, and a role that may read."""

from collections.abc import Sequence

from alembic import op

revision: str = "2026_11_24_0910"
down_revision: str | None = "2026_11_24_0900"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# CREATE SCHEMA IF NOT EXISTS asks for the right to create one even when it is there.
SCHEMA = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'jrl') THEN
        CREATE SCHEMA jrl;
    END IF;
END $$;
"""

VIEWS = """
-- By what the messages say of themselves, never by the order in which they were ingested.
CREATE VIEW jrld.revision AS
SELECT issue.id AS issue_id,
       row_number() OVER (PARTITION BY issue.digest, issue.ref
                          ORDER BY message.dated_at, message.sha256, issue.part) AS revision,
       row_number() OVER (PARTITION BY issue.digest, issue.ref
                          ORDER BY array_position(ARRAY['complete', 'partial', 'unrecognised'], issue.verdict),
                                   message.dated_at DESC, message.sha256 DESC, issue.part DESC) = 1 AS current
FROM jrld.issue JOIN jrld.message ON message.id = issue.message_id;

CREATE VIEW jrl.issues AS
SELECT issue.id, issue.digest, issue.ref, issue.label, issue.year, issue.number, issue.date,
       issue.verdict, issue.warnings, revision.revision::integer AS revision, revision.current,
       message.subject, message.sender, message.sent_at, message.received_at,
       issue.format, issue.carrier, issue.coverage, issue.text, issue.segments, issue.published_at
FROM jrld.issue
JOIN jrld.revision ON revision.issue_id = issue.id
JOIN jrld.message ON message.id = issue.message_id;

CREATE VIEW jrl.articles AS
SELECT id, title, authors, source, published, url, kind, language, body, words, id AS story, first_seen
FROM jrld.article;

-- A view of one table would hand writes on to it, past everything that jrld keeps in step.
CREATE FUNCTION jrld.refuse_write() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE 'jrl.% is to be read only', TG_TABLE_NAME USING ERRCODE = 'read_only_sql_transaction';
END
$$;
CREATE TRIGGER read_only INSTEAD OF INSERT OR UPDATE OR DELETE ON jrl.articles
FOR EACH ROW EXECUTE FUNCTION jrld.refuse_write();

CREATE VIEW jrl.occurrences AS
SELECT occurrence.id, occurrence.ref, occurrence.issue_id, occurrence.article_id, issue.digest,
       revision.current, occurrence.position, occurrence.label,
       occurrence.title, occurrence.authors, occurrence.source, occurrence.source_printed,
       occurrence.published, occurrence.url, occurrence.kind, occurrence.language, occurrence.excerpt,
       occurrence.notes, occurrence.rights, occurrence.origins,
       occurrence.span_start, occurrence.span_end, occurrence.body_start, occurrence.body_end
FROM jrld.occurrence
JOIN jrld.issue ON issue.id = occurrence.issue_id
JOIN jrld.revision ON revision.issue_id = issue.id;
"""

# The headline of a hit reads the text again, so only hits that are shown get one, from their first 200,000 characters.
SEARCH = """
CREATE FUNCTION jrl.search(query text, max_rows integer DEFAULT 20)
RETURNS TABLE (article_id bigint, ref text, title text, source text, published date, rank real, snippet text)
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH wanted AS MATERIALIZED (
        SELECT websearch_to_tsquery('english', left(search.query, 1000)) AS terms
    ), hit AS MATERIALIZED (
        SELECT article.id, ts_rank(article.tsv, wanted.terms) AS rank
        FROM jrld.article, wanted
        WHERE article.tsv @@ wanted.terms
        ORDER BY rank DESC, article.first_seen DESC, article.id
        LIMIT greatest(0, least(coalesce(search.max_rows, 20), 1000))
    )
    SELECT article.id, first.ref, article.title, article.source, article.published, hit.rank,
           ts_headline('english', jrld.parsable(left(article.body, 200000)), wanted.terms,
                       'StartSel=**, StopSel=**, MaxFragments=2, MaxWords=25, MinWords=8, FragmentDelimiter=" ... "')
    FROM hit
    JOIN jrld.article ON article.id = hit.id
    CROSS JOIN wanted
    CROSS JOIN LATERAL (
        SELECT occurrence.ref
        FROM jrld.occurrence
        JOIN jrld.issue ON issue.id = occurrence.issue_id
        JOIN jrld.message ON message.id = issue.message_id
        WHERE occurrence.article_id = article.id
        ORDER BY message.dated_at, message.sha256, issue.part, occurrence.position
        LIMIT 1
    ) AS first
    ORDER BY hit.rank DESC, article.first_seen DESC, article.id
$$;
REVOKE ALL ON FUNCTION jrl.search(text, integer) FROM PUBLIC;
"""

# Roles belong to the whole cluster: another database may have made this one, or be making it now; and whoever may
# not make roles has a database without it, and grants by hand.
READER = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'jrl_reader') THEN
        CREATE ROLE jrl_reader NOLOGIN;
    END IF;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
    WHEN insufficient_privilege THEN
        RAISE NOTICE 'role jrl_reader was not created: that takes the right CREATEROLE';
END $$;
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'jrl_reader') THEN
        GRANT USAGE ON SCHEMA jrl TO jrl_reader;
        GRANT SELECT ON ALL TABLES IN SCHEMA jrl TO jrl_reader;
        GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA jrl TO jrl_reader;
        ALTER DEFAULT PRIVILEGES IN SCHEMA jrl GRANT SELECT ON TABLES TO jrl_reader;
        ALTER DEFAULT PRIVILEGES IN SCHEMA jrl GRANT EXECUTE ON FUNCTIONS TO jrl_reader;
    END IF;
END $$;
"""

COMMENTS = {
    "SCHEMA jrl": "jrld's contract with other tools: read these views and functions, and nothing of schema jrld",
    "FUNCTION jrl.search(text, integer)": "Articles that match a query as typed into a search engine (words, OR, -not,"
    " phrases in double quotes), best first: rank, the ref of the earliest occurrence, and a snippet with the matches"
    " between **. Any text is a valid query. At most max_rows rows (20, up to 1,000)",
    "VIEW jrl.issues": "One row: an issue as one message shows it. An issue sent again or corrected has several"
    " rows with the same digest and ref: its revisions",
    "COLUMN jrl.issues.id": "Number of this row; stays when the issue is derived again",
    "COLUMN jrl.issues.digest": "The publication, as named in jrld's configuration",
    "COLUMN jrl.issues.ref": "How the issue is cited: 7131, 2011-175, 20091231 (un-numbered: its date)",
    "COLUMN jrl.issues.label": "Its number as printed: 7131, 2021-#15",
    "COLUMN jrl.issues.year": "Year of the issue",
    "COLUMN jrl.issues.number": "Number within its year",
    "COLUMN jrl.issues.date": "Date of the issue",
    "COLUMN jrl.issues.verdict": "complete: contents and text agree; partial: they do not, see warnings; unrecognised:"
    " no article was found",
    "COLUMN jrl.issues.warnings": "What disagrees: an array of {code, message, span}; span is null or [start, end] in"
    " text",
    "COLUMN jrl.issues.revision": "1 for the first message with this issue, by the date of the message; then 2, …",
    "COLUMN jrl.issues.current": "True for one revision of each issue: the best verdict, among equals the newest",
    "COLUMN jrl.issues.subject": "Subject of the message",
    "COLUMN jrl.issues.sender": "Sender of the message",
    "COLUMN jrl.issues.sent_at": "When the message says it was sent; null when it says nothing believable",
    "COLUMN jrl.issues.received_at": "When a mailbox first received the message; for an imported file, the file's time",
    "COLUMN jrl.issues.format": "The format by which it was read",
    "COLUMN jrl.issues.carrier": "What carried the text: plain or html",
    "COLUMN jrl.issues.coverage": "Share of the text that its segments account for, 0 to 1",
    "COLUMN jrl.issues.text": "The whole text; spans count its characters",
    "COLUMN jrl.issues.segments": "The text cut up without loss: an array of [part, start, end, position of the"
    " article]",
    "COLUMN jrl.issues.published_at": "When jrld first published this row",
    "VIEW jrl.articles": "One row: an article, once, however often it appeared. Its fields are those of its earliest"
    " appearance; the others are in jrl.occurrences",
    "COLUMN jrl.articles.id": "Number of the article; stays when it is derived again and its text is the same",
    "COLUMN jrl.articles.title": "Title",
    "COLUMN jrl.articles.authors": "Authors, one each",
    "COLUMN jrl.articles.source": "Where it was published first: the canonical name",
    "COLUMN jrl.articles.published": "Date of that publication as printed; null when none is printed",
    "COLUMN jrl.articles.url": "Address of the original",
    "COLUMN jrl.articles.kind": "press, wire, letter, transcript or other",
    "COLUMN jrl.articles.language": "Language of the body, as an ISO 639 code",
    "COLUMN jrl.articles.body": "Text of the article, a paragraph a line",
    "COLUMN jrl.articles.words": "Words of the body",
    "COLUMN jrl.articles.story": "Articles with the same number are one piece; for now each article is its own",
    "COLUMN jrl.articles.first_seen": "When the first message with it was sent (or, where that is unknown, received)",
    "VIEW jrl.occurrences": "One row: the appearance of an article in an issue, with its fields as read there",
    "COLUMN jrl.occurrences.id": "Number of this row; stays when the issue is derived again",
    "COLUMN jrl.occurrences.ref": "How it is cited: 7131-16 (issue, item); the same in every revision of the issue",
    "COLUMN jrl.occurrences.issue_id": "The issue: jrl.issues.id",
    "COLUMN jrl.occurrences.article_id": "The article: jrl.articles.id",
    "COLUMN jrl.occurrences.digest": "The publication",
    "COLUMN jrl.occurrences.current": "Whether its issue is the current revision",
    "COLUMN jrl.occurrences.position": "Its place in the issue, from 1",
    "COLUMN jrl.occurrences.label": "Its number as printed: 6a",
    "COLUMN jrl.occurrences.title": "Title in this issue",
    "COLUMN jrl.occurrences.authors": "Authors in this issue",
    "COLUMN jrl.occurrences.source": "Source, the canonical name",
    "COLUMN jrl.occurrences.source_printed": "Source as printed",
    "COLUMN jrl.occurrences.published": "Date of the original as printed here",
    "COLUMN jrl.occurrences.url": "Address of the original",
    "COLUMN jrl.occurrences.kind": "press, wire, letter, transcript or other",
    "COLUMN jrl.occurrences.language": "Language of the body, as an ISO 639 code",
    "COLUMN jrl.occurrences.excerpt": "Whether the issue says that it is an excerpt",
    "COLUMN jrl.occurrences.notes": "The editor's notes to it",
    "COLUMN jrl.occurrences.rights": "Its rights line",
    "COLUMN jrl.occurrences.origins": "Where each field was read: {field: head, contents, dateline, …}",
    "COLUMN jrl.occurrences.span_start": "Where its section begins in the issue's text, in characters from 0",
    "COLUMN jrl.occurrences.span_end": "Where it ends: the first character after it",
    "COLUMN jrl.occurrences.body_start": "Where its body begins in the issue's text",
    "COLUMN jrl.occurrences.body_end": "Where the body ends: the first character after it",
}


def upgrade() -> None:
    for statement in (SCHEMA, VIEWS, SEARCH, READER):
        op.execute(statement)
    # Not through op.execute, which reads ":name" as a parameter.
    execute = op.get_bind().exec_driver_sql
    for thing, comment in COMMENTS.items():
        execute("COMMENT ON {} IS '{}'".format(thing, comment.replace("'", "''")))


def downgrade() -> None:
    """The role stays: it belongs to the cluster, and other databases may grant to it."""
    op.execute("DROP SCHEMA jrl CASCADE")
    op.execute("DROP VIEW jrld.revision")
    op.execute("DROP FUNCTION jrld.refuse_write()")
