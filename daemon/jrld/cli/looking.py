"""`jrld show`, `jrld search`: what is in the database, for people."""

import textwrap
from pathlib import Path

from rich.console import Console
from rich.text import Text

from jrld.cli import FAILED
from jrld.cli.console import STYLES, complain, load_config, make_table, open_console, to_line
from jrld.database import open_database
from jrld.store import queries
from jrld.store.engine import Engine
from jrld.store.queries import IssueRow, OccurrenceRow

WIDTH = 100  # columns of a body, where the terminal has more


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
