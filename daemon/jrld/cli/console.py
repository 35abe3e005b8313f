"""What people look at: tables and text on stdout, progress and complaints on stderr; plain where colour is unwanted."""

import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from jrld import log
from jrld.config import Config, is_colour_wanted, load
from jrld.formats import find_formats

WIDE = 400  # columns of a table in a pipe, where nothing is to be wrapped or cut
STYLES = {
    "complete": "green",
    "partial": "yellow",
    "unrecognised": "red",
    "published": "green",
    "kept": "yellow",
    "ignored": "dim",
    "quarantined": "red",
    "ok": "green",
    "failed": "red",
}

Cell = str | int | float | date | Sequence[str] | Text | None


def open_console(stream: TextIO | None = None) -> Console:
    """A console on stdout, or on the stream."""
    stream = stream or sys.stdout
    terminal = stream.isatty()
    return Console(
        file=stream,
        width=None if terminal else WIDE,
        no_color=not is_colour_wanted(),
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=not terminal,
    )


def complain(what: str) -> None:
    """Say on stderr what could not be done."""
    print(f"jrld: {to_line(what)}", file=sys.stderr)


def load_config(path: Path | None, *, is_daemon: bool = False, reaches_mailboxes: bool = False) -> Config:
    """The configuration; logging as it says for the daemon, else of what no command says itself. Raises ConfigError."""
    formats = {form.digest for form in find_formats()}
    config = load(path, formats=formats, reaches_mailboxes=reaches_mailboxes)
    log.configure(config.log.level if is_daemon else "warning", config.log.format, colour=is_colour_wanted())
    if not is_daemon:
        log.hush("jrld.ingest", "jrld.visit")
    return config


def to_line(text: str) -> str:
    """Text of a mail on one line, without anything that a terminal obeys."""
    text = " ".join(text.split())
    return text if text.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in text)


def make_table(title: str, columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Table:
    """A table without lines. A column whose name ends in `#` holds numbers; words with a style of their own get it."""
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        numeric = column.endswith("#")
        table.add_column(
            column.removesuffix("#"), justify="right" if numeric else "left", header_style="dim", overflow="fold"
        )
    for row in rows:
        table.add_row(*(_show(cell) for cell in row))
    return table


def _show(cell: Cell) -> Text:
    match cell:
        case None:
            return Text("–", style="dim")
        case Text():
            return cell
        case str():
            return Text(to_line(cell), style=STYLES.get(cell, ""))
        case int():
            return Text(f"{cell:,}")
        case float():
            return Text(f"{cell:.2f}")
        case datetime():
            return Text(f"{cell:%Y-%m-%d %H:%M}")
        case date():
            return Text(cell.isoformat())
        case _:
            return Text(", ".join(to_line(word) for word in cell) or "–")


def show_age(then: datetime | None, now: datetime | None = None) -> str | None:
    """`3 min ago`."""
    if then is None:
        return None
    seconds = ((now or datetime.now(UTC)) - then).total_seconds()
    for unit, size in (("d", 86_400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * size:
            return f"{seconds // size:.0f} {unit} ago"
    return f"{max(seconds, 0):.0f} s ago"


def show_size(size: float) -> str:
    """`1.5 MB`: powers of 1,000."""
    unit = 0
    while size >= 1000 and unit < 4:
        size, unit = size / 1000, unit + 1
    return f"{size:.1f} {('B', 'kB', 'MB', 'GB', 'TB')[unit]}"
