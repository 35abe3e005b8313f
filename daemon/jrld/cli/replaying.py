"""`jrld replay`: what today's code makes of messages that have their end: shown first, and then made so."""

import signal
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import monotonic

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from jrld.cli import FAILED
from jrld.cli.changes import show_message_change
from jrld.cli.console import complain, load_config, make_table, open_console
from jrld.cli.polling import say_quarantined
from jrld.config import Config, DigestConfig
from jrld.database import open_database
from jrld.ingest import foresee, ingest_again
from jrld.model import Outcome
from jrld.replay import MessageChange
from jrld.signals import StopSignals
from jrld.store.again import find_ended, find_messages_of
from jrld.store.engine import Engine
from jrld.store.relink import count_unlinked, link_pending

MOST_MESSAGES = 10  # whose changes are shown, unless all are wanted


@dataclass(frozen=True, slots=True)
class Choice:
    """Which messages: those of these issues, or those dated within these days; without any of it, all."""

    refs: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(slots=True)
class Foreseen:
    """What was found to change."""

    looked: int = 0
    changed: list[int] = field(default_factory=list)  # messages
    ends: Counter[str] = field(default_factory=Counter)  # "ignored → published"
    items: Counter[str] = field(default_factory=Counter)  # added, changed, removed
    shown: list[MessageChange] = field(default_factory=list)  # the first ones

    def count(self, message_id: int, change: MessageChange | None) -> None:
        self.looked += 1
        if change is None:
            return
        self.changed.append(message_id)
        self.ends.update(f"{one.old} → {one.new}" for one in change.fields if one.name == "state")
        for item in (item for issue in change.issues for item in issue.items):
            self.items["added" if item.old is None else "removed" if item.new is None else "changed"] += 1


def replay(path: Path | None, choice: Choice, *, is_dry: bool, is_full: bool, is_agreed: bool) -> int:
    """Exit code 1 when a ref is of no issue, nobody can be asked, or a message that changed is quarantined."""
    config = load_config(path)
    if not (is_dry or is_agreed or sys.stdin.isatty()):
        complain("it asks before it changes anything, and there is no terminal to ask on: give --yes, or --dry-run")
        return FAILED
    console = open_console()
    with open_database(config.database) as database:
        ids = _choose(database.engine, choice)
        if ids is None:
            return FAILED
        found = _look(console, database.engine, config.digests, ids, is_full)
        unlinked = count_unlinked(database.engine)
        _summarise(console, found, unlinked)
        if is_dry:
            return 0
        if not found.changed and not unlinked:
            console.print(Text("there is nothing to change", style="dim"))
            return 0
        if not is_agreed and not typer.confirm("Apply?"):
            print("nothing was changed")
            return 0
        return _apply(database.engine, config, found.changed, unlinked)


def _choose(engine: Engine, choice: Choice) -> list[int] | None:
    """Messages, each once; None, having said so, when a ref is of no issue."""
    if not choice.refs:
        return find_ended(engine, choice.since, choice.until)
    found = {ref: find_messages_of(engine, ref) for ref in choice.refs}
    for ref in (ref for ref, ids in found.items() if not ids):
        complain(f"there is no issue {ref!r}; messages without an issue are chosen by --since and --until")
    if not all(found.values()):
        return None
    return list(dict.fromkeys(id_ for ids in found.values() for id_ in ids))


# --- looking ------------------------------------------------------------------------------------


def _look(
    console: Console, engine: Engine, digests: Sequence[DigestConfig], ids: Sequence[int], is_full: bool
) -> Foreseen:
    """Find what would change, and show it: all of it as it is found, or else the first messages in the end."""
    found = Foreseen()
    with _make_progress("looking", "messages", is_hidden=is_full and console.is_terminal) as progress:
        for message_id in progress.track(ids, total=len(ids)):
            change = foresee(engine, message_id, digests)
            found.count(message_id, change)
            if change and is_full:
                show_message_change(console, change, full=True)
            elif change and len(found.shown) < MOST_MESSAGES:
                found.shown.append(change)
    for change in found.shown:
        show_message_change(console, change, full=False)
    if not is_full and (more := len(found.changed) - len(found.shown)):
        console.print(Text(f"and {more:,} more messages; --full shows everything\n", style="dim"))
    return found


def _make_progress(doing: str, things: str, *, is_hidden: bool = False) -> Progress:
    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TextColumn(things), TimeRemainingColumn())
    console = open_console(sys.stderr)
    return Progress(*columns, console=console, transient=True, disable=is_hidden or not console.is_terminal)


def _summarise(console: Console, found: Foreseen, unlinked: int) -> None:
    rows: list[tuple[str, int]] = [
        ("messages looked at", found.looked),
        ("messages unchanged", found.looked - len(found.changed)),
        ("messages changed", len(found.changed)),
        *((f"messages {end}", count) for end, count in sorted(found.ends.items())),
        *((f"items {kind}", found.items[kind]) for kind in ("added", "changed", "removed")),
        ("articles to link", unlinked),
    ]
    console.print(make_table("Replay", ("what", "count#"), rows))


# --- applying -----------------------------------------------------------------------------------


def _apply(engine: Engine, config: Config, ids: Sequence[int], unlinked: int) -> int:
    """Derive these messages again, each in a transaction, and link what is not linked.

    A signal is heard between two messages: the database's driver is not made to be interrupted anywhere.
    """
    start = monotonic()
    outcomes: list[Outcome] = []
    linked = 0
    try:
        with StopSignals() as signals, _make_progress("applying", "messages") as progress:
            task = progress.add_task("", total=len(ids))
            for outcome in ingest_again(engine, ids, config.digests):
                outcomes.append(outcome)
                progress.update(task, advance=1, total=max(len(ids), len(outcomes)))
                if signals.wait(0):
                    break
            if not signals.wait(0):
                linked = _link(progress, engine, unlinked, lambda: signals.wait(0))
        if signals.number is not None:
            signal.raise_signal(signals.number)
    except BaseException:
        complain(
            f"stopped: {len(outcomes):,} messages are derived again, the others as they were: run it again for those"
        )
        raise
    complaints = say_quarantined(outcomes)
    for complaint in complaints:
        complain(complaint)
    print(f"{len(outcomes):,} messages derived again, {linked:,} articles linked, in {monotonic() - start:.1f} s")
    return FAILED if complaints else 0


def _link(progress: Progress, engine: Engine, unlinked: int, is_stopping: Callable[[], bool]) -> int:
    linked = 0
    if unlinked:
        task = progress.add_task("", total=unlinked)
    for some in link_pending(engine, is_stopping):
        linked += some
        if unlinked:
            progress.advance(task, some)
    return linked
