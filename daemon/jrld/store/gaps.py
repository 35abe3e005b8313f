"""What the archive holds by day and by number: when issues came, and which numbers never did."""

from dataclasses import dataclass
from datetime import date

from jrld.rhythm import DAYS
from jrld.store.engine import Engine
from jrld.store.queries import read_rows


@dataclass(frozen=True, slots=True)
class GapRow:
    digest: str
    year: int
    first_number: int
    last_number: int
    numbers: int
    ref_before: str
    date_before: date | None
    ref_after: str
    date_after: date | None
    likelihood: str  # probable, doubtful
    evidence: str


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day on which issues of a digest appeared."""

    digest: str
    date: date
    issues: int
    ref: str  # of its last issue


def list_gaps(engine: Engine) -> list[GapRow]:
    """Numbers never seen, a row a run of them: those that are probably lost first, then the newest."""
    statement = """
        SELECT * FROM jrl.gaps ORDER BY likelihood = 'probable' DESC, year DESC, last_number DESC, digest
    """
    return read_rows(engine, GapRow, statement)


def list_days(engine: Engine, until: date, limit: int = DAYS) -> list[DayRow]:
    """The newest days, none after `until`, on which issues of each digest appeared; the newest first."""
    statement = """
        SELECT digest, date, issues, ref
        FROM (
            SELECT digest, date, count(*) AS issues,
                   (array_agg(ref ORDER BY number DESC NULLS LAST, ref DESC))[1] AS ref,
                   row_number() OVER (PARTITION BY digest ORDER BY date DESC) AS age
            FROM jrl.issues
            WHERE current AND date <= :until
            GROUP BY digest, date
        ) AS days
        WHERE age <= :limit
        ORDER BY digest, date DESC
    """
    return read_rows(engine, DayRow, statement, until=until, limit=limit)
