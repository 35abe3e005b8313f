"""`jrld status`: how polls, messages and issues stand, and what is amiss."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from rich.console import Console
from rich.text import Text

from jrld.cli import FAILED
from jrld.cli.console import Cell, load_config, make_table, open_console, show_age, show_size
from jrld.database import open_database
from jrld.model import State
from jrld.rhythm import Punctuality, Rhythm, find_rhythm
from jrld.store import queries
from jrld.store.engine import Engine
from jrld.store.gaps import GapRow, list_days, list_gaps
from jrld.store.queries import FolderState
from jrld.store.relations import count_stories, list_containers

SHOWN = 10  # rows of a list
_STYLES = {Punctuality.ON_TIME: "green", Punctuality.OVERDUE: "yellow"}


def show_status(path: Path | None) -> int:
    """Exit code 1 when the last poll of a folder that is configured failed, so that a health check can ask."""
    config = load_config(path)
    console = open_console()
    with open_database(config.database) as database:
        folders = queries.folder_states(database.engine)
        polled = {(mailbox.name, folder) for mailbox in config.mailboxes for folder in mailbox.folders}
        _show_database(console, database.engine, embedded=database.server is not None)
        _show_folders(console, folders, polled)
        _show_digests(console, database.engine, datetime.now(UTC).date())
        _show_counts(console, database.engine)
        _show_stories(console, database.engine)
        _show_incomplete(console, database.engine)
        _show_gaps(console, list_gaps(database.engine))
        for state in (State.QUARANTINED, State.IGNORED):
            _show_set_aside(console, database.engine, state)
    return FAILED if any(f.failure and (f.mailbox, f.folder) in polled for f in folders) else 0


def _show_table(console: Console, title: str, columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> None:
    console.print(make_table(title, columns, rows))
    console.print()


def _entitle(title: str, rows: int) -> str:
    return title if rows <= SHOWN else f"{title}, the newest {SHOWN}"


def _show_database(console: Console, engine: Engine, embedded: bool) -> None:
    about = queries.describe_database(engine)
    kind = "embedded Postgres" if embedded else "Postgres"
    console.print(
        Text(
            f"{kind} {about.server}, database {about.name}, {show_size(about.size)}:"
            f" {about.articles:,} articles in {about.occurrences:,} appearances"
        )
    )
    console.print()


def _show_folders(console: Console, folders: list[FolderState], polled: set[tuple[str, str]]) -> None:
    """`polled`: those of the configuration; others were once."""
    if not folders:
        return
    rows = [
        (
            folder.mailbox,
            folder.folder,
            "failed" if folder.failure else "ok",
            show_age(folder.polled_at) or "never",
            folder.new_last,
            folder.messages,
            folder.failure if (folder.mailbox, folder.folder) in polled else "no longer configured",
        )
        for folder in folders
    ]
    _show_table(console, "Folders", ("mailbox", "folder", "state", "last polled", "new#", "messages#", "why"), rows)


def _show_counts(console: Console, engine: Engine) -> None:
    states = queries.count_states(engine)
    _show_table(console, "Messages", ("state", "messages#"), ((state.value, n) for state, n in states.items()))
    verdicts = queries.count_verdicts(engine)
    _show_table(console, "Issues", ("verdict", "issues#"), ((verdict.value, n) for verdict, n in verdicts.items()))


def _show_set_aside(console: Console, engine: Engine, state: State) -> None:
    aside = queries.list_set_aside(engine, state, limit=SHOWN + 1)
    if not aside:
        return
    rows = ((a.id, a.code, a.reason, a.subject, a.sender, f"{a.mailbox} {a.folder} {a.uid}") for a in aside[:SHOWN])
    columns = ("message#", "code", "why", "subject", "sender", "mailbox, folder, UID")
    _show_table(console, _entitle(state.value.capitalize(), len(aside)), columns, rows)


# --- digests and issues -------------------------------------------------------------------------


def _show_digests(console: Console, engine: Engine, today: date) -> None:
    rows: list[tuple[Cell, ...]] = []
    for digest, group in groupby(list_days(engine, until=today + timedelta(days=1)), attrgetter("digest")):
        days = list(group)
        rhythm = find_rhythm({day.date: day.issues for day in days}, today)
        if rhythm:
            rows.append((digest, days[0].ref, rhythm.newest, _say_age(rhythm), _say_pace(rhythm), _say_state(rhythm)))
    if rows:
        _show_table(console, "Digests", ("digest", "newest", "date", "age", "usual", "state"), rows)


def _say_age(rhythm: Rhythm) -> str:
    return f"{rhythm.silence} d" if rhythm.silence else "today"


def _say_pace(rhythm: Rhythm) -> str | None:
    """`1 every day`, `2 every 7 days`."""
    if rhythm.interval is None:
        return None
    return f"{rhythm.issues} every {'day' if rhythm.interval == 1 else f'{rhythm.interval} days'}"


def _say_state(rhythm: Rhythm) -> Text:
    why = ""
    if rhythm.punctuality is Punctuality.OVERDUE:
        why = f": silent for {rhythm.silence} days, for {rhythm.longest} at most before"
    return Text(rhythm.punctuality.value + why, style=_STYLES.get(rhythm.punctuality, "dim"))


def _show_incomplete(console: Console, engine: Engine) -> None:
    issues = queries.list_incomplete(engine, limit=SHOWN + 1)
    if not issues:
        return
    rows = (
        (issue.ref, issue.date, issue.verdict, sorted({warning["code"] for warning in issue.warnings}))
        for issue in issues[:SHOWN]
    )
    title = _entitle("Issues that are not complete", len(issues))
    console.print(make_table(title, ("ref", "date", "verdict", "warnings"), rows))
    console.print(Text("More of each by: jrld show REF", style="dim"))
    console.print()


def _show_stories(console: Console, engine: Engine) -> None:
    """How many stories have several articles; and which articles hold several others: a cut was probably missed."""
    stories = count_stories(engine)
    if stories.stories:
        console.print(Text(f"Stories of several articles: {stories.stories:,}, with {stories.articles:,} articles"))
        console.print()
    containers = list_containers(engine, limit=SHOWN + 1)
    if not containers:
        return
    rows = ((one.ref, one.title, one.refs) for one in containers[:SHOWN])
    title = _entitle("Articles that hold several others, probably by missed cuts", len(containers))
    console.print(make_table(title, ("ref", "title", "holds"), rows))
    console.print(Text("More of each by: jrld why REF", style="dim"))
    console.print()


def _show_gaps(console: Console, gaps: list[GapRow]) -> None:
    """`gaps`: those that are probably lost first, then the newest."""
    if not gaps:
        return
    rows = (
        (
            gap.digest,
            str(gap.year),
            _say_numbers(gap),
            f"{gap.ref_before} and {gap.ref_after}",
            gap.likelihood,
            gap.evidence,
        )
        for gap in gaps[:SHOWN]
    )
    columns = ("digest", "year", "numbers", "between", "lost", "evidence")
    console.print(make_table(_entitle("Numbers never seen", len(gaps)), columns, rows))
    if more := gaps[SHOWN:]:
        probable = sum(gap.likelihood == "probable" for gap in more)
        console.print(Text(f"and {len(more):,} more in jrl.gaps, {probable or 'none'} of them probable", style="dim"))
    console.print()


def _say_numbers(gap: GapRow) -> str:
    return f"{gap.first_number}" if gap.numbers == 1 else f"{gap.first_number}–{gap.last_number} ({gap.numbers})"
