"""`jrld history`: what an item says, and what it said before it was derived anew."""

from itertools import groupby, pairwise
from pathlib import Path

from rich.console import Console
from rich.text import Text

from jrld.cli import FAILED
from jrld.cli.changes import show_bodies, show_fields
from jrld.cli.console import STYLES, complain, load_config, open_console, to_line
from jrld.database import open_database
from jrld.replay import compare_fields
from jrld.store.history import Edition, find_editions


def show_history(path: Path | None, ref: str, full: bool) -> int:
    """The newest version first, each with what it changed of the one before it."""
    config = load_config(path)
    console = open_console()
    with open_database(config.database) as database:
        editions = find_editions(database.engine, ref)
    if not editions:
        complain(f"there is and was no item {ref!r}; `jrld show ISSUE` lists the items of an issue")
        return FAILED
    for message_id, group in groupby(editions, key=lambda edition: edition.message_id):
        _show_message(console, message_id, list(group), full)
    return 0


def _show_message(console: Console, message_id: int, editions: list[Edition], full: bool) -> None:
    newest = editions[0]
    console.print(
        Text(newest.version.ref, style="bold"),
        Text(f", as message {message_id} of {newest.dated_on} shows it in issue {newest.issue_ref}"),
        sep="",
    )
    if newest.until:
        console.print(Text("now: it is not there any more", style="yellow"))
    for edition, before in pairwise((*editions, None)):
        assert edition is not None
        _show_edition(console, edition)
        if before:
            show_fields(console, compare_fields(before.version.fields, edition.version.fields), 4)
            if before.version.body != edition.version.body:
                show_bodies(console, before.version.body, edition.version.body, 4, full)
    console.print()


def _show_edition(console: Console, edition: Edition) -> None:
    fields = edition.version.fields
    when = f"until {edition.until:%Y-%m-%d %H:%M}" if edition.until else "now"
    parts = (", ".join(fields["authors"]), fields["source"], fields["published"], f"{_count_words(edition):,} words")
    console.print(
        Text(f"{when}: ", style="dim"),
        Text(to_line(fields["title"] or "(no title)")),
        Text(f"  {', '.join(to_line(part) for part in parts if part)}, ", style="dim"),
        Text(fields["verdict"], style=STYLES.get(fields["verdict"], "")),
        sep="",
    )


def _count_words(edition: Edition) -> int:
    return len(edition.version.body.split())
