"""`jrld status`, `jrld show`, `jrld search`: what is in the database, for people."""

import textwrap
from pathlib import Path

from rich.console import Console
from rich.text import Text

from jrld.cli import FAILED
from jrld.cli.console import STYLES, complain, load_config, make_table, open_console, show_age, show_size, to_line
from jrld.database import open_database
from jrld.model import State
from jrld.store import queries
from jrld.store.engine import Engine
from jrld.store.queries import FolderState, IssueRow, OccurrenceRow

SHOWN = 10  # rows of a list in the overview
WIDTH = 100  # columns of a body, where the terminal has more


def show_status(path: Path | None) -> int:
    """Exit code 1 when the last poll of a folder that is configured failed, so that a health check can ask."""
    config = load_config(path)
    console = open_console()
    with open_database(config.database) as database:
        folders = queries.folder_states(database.engine)
        polled = {(mailbox.name, folder) for mailbox in config.mailboxes for folder in mailbox.folders}
        _show_database(console, database.engine, embedded=database.server is not None)
        _show_folders(console, folders, polled)
        _show_counts(console, database.engine)
        for state in (State.QUARANTINED, State.IGNORED):
            _show_set_aside(console, database.engine, state)
    return FAILED if any(f.failure and (f.mailbox, f.folder) in polled for f in folders) else 0


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
    columns = ("mailbox", "folder", "state", "last polled", "new#", "messages#", "why")
    console.print(make_table("Folders", columns, rows))
    console.print()


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


def _show_counts(console: Console, engine: Engine) -> None:
    states = queries.count_states(engine)
    console.print(make_table("Messages", ("state", "messages#"), ((s.value, n) for s, n in states.items())))
    console.print()
    verdicts = queries.count_verdicts(engine)
    console.print(make_table("Issues", ("verdict", "issues#"), ((v.value, n) for v, n in verdicts.items())))
    console.print()


def _show_set_aside(console: Console, engine: Engine, state: State) -> None:
    aside = queries.list_set_aside(engine, state, limit=SHOWN + 1)
    if not aside:
        return
    rows = ((a.id, a.code, a.reason, a.subject, a.sender, f"{a.mailbox} {a.folder} {a.uid}") for a in aside[:SHOWN])
    columns = ("message#", "code", "why", "subject", "sender", "mailbox, folder, UID")
    more = f", the newest {SHOWN}" if len(aside) > SHOWN else ""
    console.print(make_table(f"{state.value.capitalize()}{more}", columns, rows))
    console.print()


# --- one issue, one article ---------------------------------------------------------------------


def show_ref(path: Path | None, ref: str) -> int:
    config = load_config(path)
    console = open_console()
    with open_database(config.database) as database:
        issues = queries.find_issues(database.engine, ref)
        occurrences = queries.find_occurrences(database.engine, ref)
        for issue in issues:
            _show_issue(console, database.engine, issue)
    for occurrence in occurrences[:1]:
        _show_article(console, occurrence)
    if len(occurrences) > 1:
        others = ", ".join(f"revision {o.revision} of {o.digest} {o.issue_ref}" for o in occurrences[1:])
        console.print(Text(f"Also cited so: {others}", style="dim"))
    if not issues and not occurrences:
        complain(f"there is neither an issue nor an article {ref!r}; `jrld search` finds articles by their words")
        return FAILED
    return 0


def _show_issue(console: Console, engine: Engine, issue: IssueRow) -> None:
    date = f"{issue.date}" if issue.date else "undated"
    current = "current" if issue.current else "superseded"
    console.print(
        Text(f"{issue.digest} {issue.ref}", style="bold"),
        Text(f", {date}, revision {issue.revision} ({current}): "),
        Text(issue.verdict, style=STYLES[issue.verdict]),
        sep="",
    )
    if issue.subject:
        console.print(Text(f"Subject: {to_line(issue.subject)}"))
    rows = ((i.ref, i.title, i.authors, i.source, i.published, i.kind) for i in queries.list_items(engine, issue.id))
    console.print(make_table("", ("ref", "title", "authors", "source", "published", "kind"), rows))
    for warning in issue.warnings:
        span = warning["span"]
        where = f" (characters {span[0]}–{span[1]})" if span else ""
        console.print(
            Text(f"! {warning['code']}", style="yellow"), Text(f": {to_line(warning['message'])}{where}"), sep=""
        )
    console.print()


def _show_article(console: Console, item: OccurrenceRow) -> None:
    console.print(Text(item.title or "(no title)", style="bold"))
    published = item.published.isoformat() if item.published else None
    for name, value in (
        ("Authors", ", ".join(item.authors)),
        ("Source", item.source),
        ("Published", published),
        ("Address", item.url),
        ("Kind", item.kind + (", excerpt" if item.excerpt else "")),
        ("Item", f"{item.ref}, number {item.label} of {item.digest} {item.issue_ref} ({item.issue_date})"),
        ("Also in", ", ".join(item.also)),
        ("Notes", " / ".join(item.notes)),
        ("Rights", item.rights),
    ):
        if value:
            console.print(Text(f"{name}: ", style="dim"), Text(to_line(value)), sep="")
    console.print()
    width = min(console.width, WIDTH)
    for paragraph in item.body.split("\n\n"):
        lines = paragraph.split("\n")
        text = "\n".join(textwrap.fill(to_line(line), width) for line in lines) if console.is_terminal else paragraph
        console.print(Text(text))
        console.print()


# --- search -------------------------------------------------------------------------------------


def show_hits(path: Path | None, query: str, limit: int) -> int:
    """Exit code 0 also when nothing is found."""
    config = load_config(path)
    console = open_console()
    with open_database(config.database) as database:
        hits = queries.search(database.engine, query, limit)
    for hit in hits:
        console.print(
            Text(hit.ref, style="bold"),
            Text(f"  {to_line(hit.title or '(no title)')}"),
            Text("  " + ", ".join(str(part) for part in (hit.source, hit.published) if part), style="dim"),
            sep="",
        )
        console.print(_highlight(f"    {to_line(hit.snippet)}"))
    console.print(Text(f"{len(hits)} articles" if hits else "nothing found", style="dim"))
    return 0


def _highlight(snippet: str) -> Text:
    """`**match**` in bold; the stars stay, for who reads without colours."""
    text = Text()
    for n, part in enumerate(snippet.split("**")):
        text.append(f"**{part}**" if n % 2 else part, style="bold yellow" if n % 2 else "")
    return text
