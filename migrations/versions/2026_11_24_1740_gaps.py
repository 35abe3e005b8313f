"""Numbers never seen, as view jrl.gaps; and un-numbered issues of one day are no longer taken for each other."""

from collections.abc import Sequence

from alembic import op

revision: str = "2026_11_24_1740"
down_revision: str | None = "2026_11_24_0910"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# An un-numbered issue is cited by its date, and there may be two of a day: the same issue if it opens with the same
# article, or, where no article was found, has the same text. By year and number, an article's page of 1998 (item 10 of
# #2006) is no revision of 2006-#10.
REVISION = """
CREATE OR REPLACE VIEW jrld.revision AS
SELECT issue.id AS issue_id,
       row_number() OVER (same ORDER BY message.dated_at, message.sha256, issue.part) AS revision,
       row_number() OVER (same ORDER BY array_position(ARRAY['complete', 'partial', 'unrecognised'], issue.verdict),
                                        message.dated_at DESC, message.sha256 DESC, issue.part DESC) = 1 AS current
FROM jrld.issue
JOIN jrld.message ON message.id = issue.message_id
LEFT JOIN jrld.occurrence AS opening ON issue.label IS NULL AND opening.issue_id = issue.id AND opening.position = 1
WINDOW same AS (
    PARTITION BY issue.digest, issue.ref, issue.year, issue.number, opening.article_id,
                 CASE WHEN issue.label IS NULL AND opening.article_id IS NULL THEN md5(issue.text) END
)
"""

# As the migration before this one made it.
REVISION_BEFORE = """
CREATE OR REPLACE VIEW jrld.revision AS
SELECT issue.id AS issue_id,
       row_number() OVER (PARTITION BY issue.digest, issue.ref
                          ORDER BY message.dated_at, message.sha256, issue.part) AS revision,
       row_number() OVER (PARTITION BY issue.digest, issue.ref
                          ORDER BY array_position(ARRAY['complete', 'partial', 'unrecognised'], issue.verdict),
                                   message.dated_at DESC, message.sha256 DESC, issue.part DESC) = 1 AS current
FROM jrld.issue JOIN jrld.message ON message.id = issue.message_id
"""

# The pace is the median over the days with an issue, which neither a jump nor a lost week moves; where a year has few
# of them, that of all years. Twice the pace leaves room for busy days; before New Year no number of a year was printed.
GAPS = """
CREATE VIEW jrl.gaps AS
WITH seen AS (
    SELECT digest, year, number, min(ref) AS ref, min(date) AS date
    FROM jrld.issue
    WHERE number IS NOT NULL AND year IS NOT NULL AND format <> 'jrl_page'
    GROUP BY digest, year, number
), beside AS (
    SELECT digest, year, number, ref, date,
           lag(year) OVER before AS year_before, lag(number) OVER before AS number_before,
           lag(ref) OVER before AS ref_before, lag(date) OVER before AS date_before
    FROM seen
    WINDOW before AS (PARTITION BY digest ORDER BY year, number)
), gap AS (
    SELECT digest, year, CASE year_before WHEN year THEN number_before + 1 ELSE 1 END AS first_number,
           number - 1 AS last_number, ref_before, date_before, ref AS ref_after, date AS date_after,
           CASE year_before WHEN year THEN date_before
                            ELSE greatest(date_before, date_trunc('year', date)::date - 1) END AS since
    FROM beside
    WHERE (year_before = year AND number > number_before + 1) OR (year_before = year - 1 AND number > 1)
), step AS (
    SELECT digest, year, (max(number) - lag(max(number)) OVER before)::float / (date - lag(date) OVER before) AS a_day
    FROM seen
    WHERE date IS NOT NULL
    GROUP BY digest, year, date
    WINDOW before AS (PARTITION BY digest, year ORDER BY date)
), pace AS (
    SELECT digest, year, percentile_cont(0.5) WITHIN GROUP (ORDER BY a_day) AS a_day
    FROM step
    WHERE a_day > 0
    GROUP BY GROUPING SETS ((digest, year), (digest))
    HAVING count(*) >= 10
), judged AS (
    SELECT gap.*, last_number - first_number + 1 AS numbers, coalesce(ours.a_day, whole.a_day) AS a_day, days,
           ceil(2 * coalesce(ours.a_day, whole.a_day, 1) * days)::bigint AS room
    FROM gap
    CROSS JOIN LATERAL (SELECT CASE WHEN date_after >= since THEN greatest(1, date_after - since) END AS days) AS waited
    LEFT JOIN pace AS ours ON ours.digest = gap.digest AND ours.year = gap.year
    LEFT JOIN pace AS whole ON whole.digest = gap.digest AND whole.year IS NULL
)
SELECT digest, year, first_number, last_number, numbers, ref_before, date_before, ref_after, date_after,
       CASE WHEN numbers <= room THEN 'probable' ELSE 'doubtful' END AS likelihood,
       CASE
           WHEN date_after < date_before THEN 'the issues beside it are dated the other way round'
           WHEN room IS NULL THEN 'an issue beside it has no date'
           ELSE concat(numbers, ' missing in ', days, CASE days WHEN 1 THEN ' day' ELSE ' days' END,
                       ', which have room for ', room, ' at twice ',
                       CASE WHEN a_day IS NULL THEN '1 a day, assumed of so few issues'
                            ELSE concat('the usual ', round(a_day::numeric, 2), ' a day') END,
                       CASE WHEN numbers > room THEN ': the numbers jumped' END)
       END AS evidence
FROM judged
"""

# Whoever may not make roles has a database without this one, and grants by hand.
READER = """
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'jrl_reader') THEN
        GRANT SELECT ON jrl.gaps TO jrl_reader;
    END IF;
END $$;
"""

COMMENTS = {
    "VIEW jrl.gaps": "One row: numbers in a row that no issue of a year was seen with, in whatever revision or verdict;"
    " an article's page does not count. Before the first number of a year they are counted if there are issues of the"
    " year before, after the last one never. Un-numbered issues fill no gap, nor do messages in quarantine, whose"
    " numbers nobody knows",
    "COLUMN jrl.gaps.digest": "The publication",
    "COLUMN jrl.gaps.year": "Year of the missing numbers",
    "COLUMN jrl.gaps.first_number": "The first missing number within its year",
    "COLUMN jrl.gaps.last_number": "The last one",
    "COLUMN jrl.gaps.numbers": "How many they are",
    "COLUMN jrl.gaps.ref_before": "The issue before them, which may be of the year before",
    "COLUMN jrl.gaps.date_before": "Its date",
    "COLUMN jrl.gaps.ref_after": "The issue after them",
    "COLUMN jrl.gaps.date_after": "Its date",
    "COLUMN jrl.gaps.likelihood": "That issues with these numbers were lost. probable: the days between leave room for"
    " them; doubtful: they do not, so the numbers rather jumped, as JRL's do, or the dates do not tell",
    "COLUMN jrl.gaps.evidence": "Why, in words: the days from issue to issue, and how many issues they have room for at"
    " twice the usual pace of the year",
    "COLUMN jrl.issues.ref": "How the issue is cited: 7131, 2011-175, 20091231 (un-numbered: its date; different issues"
    " of one day share it, each with a current revision)",
    "COLUMN jrl.issues.carrier": "What carried the text: plain, html, or digest (the messages of a multipart/digest)",
}
CARRIER_BEFORE = "What carried the text: plain or html"
REF_BEFORE = "How the issue is cited: 7131, 2011-175, 20091231 (un-numbered: its date)"


def upgrade() -> None:
    for statement in (REVISION, GAPS, READER):
        op.execute(statement)
    for thing, comment in COMMENTS.items():
        _comment(thing, comment)


def downgrade() -> None:
    op.execute("DROP VIEW jrl.gaps")
    op.execute(REVISION_BEFORE)
    _comment("COLUMN jrl.issues.ref", REF_BEFORE)
    _comment("COLUMN jrl.issues.carrier", CARRIER_BEFORE)


def _comment(thing: str, comment: str) -> None:
    """Not through op.execute, which reads ":name" as a parameter."""
    op.get_bind().exec_driver_sql("COMMENT ON {} IS '{}'".format(thing, comment.replace("'", "''")))
