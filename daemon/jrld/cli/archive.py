"""`jrld import`: files and folders of mail, the same way as from a mailbox."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from jrld.cli import FAILED
from jrld.cli.console import complain, load_config, open_console
from jrld.cli.polling import say_quarantined
from jrld.config import Config
from jrld.database import open_database
from jrld.ingest import ingest_pending
from jrld.mailbox.files import Problem, count_files, find_messages
from jrld.model import Outcome, RawMessage, State
from jrld.store.engine import Engine
from jrld.store.messages import keep
from jrld.store.relink import link_pending

BATCH_MESSAGES, BATCH_BYTES = 100, 16_000_000  # of one transaction


@dataclass(slots=True)
class Tally:
    """What an import did so far."""

    found: int = 0
    known: int = 0
    articles: int = 0
    new_articles: int = 0
    states: Counter[State] = field(default_factory=Counter)
    complaints: list[str] = field(default_factory=list)

    def count(self, outcomes: Iterable[Outcome]) -> None:
        for outcome in outcomes:
            self.states[outcome.state] += 1
            self.articles += outcome.articles
            self.new_articles += outcome.new_articles
            self.complaints += say_quarantined([outcome])


def import_paths(path: Path | None, paths: list[Path]) -> int:
    """Import everything below `paths`. Exit code 1 when anything could not be read."""
    config = load_config(path)
    start = monotonic()
    with open_database(config.database) as database:
        tally = _import(database.engine, config, paths)
    for complaint in tally.complaints:
        complain(complaint)
    print(_summarise(tally, monotonic() - start))
    return FAILED if tally.complaints else 0


def _import(engine: Engine, config: Config, paths: list[Path]) -> Tally:
    tally = Tally()
    columns = (TextColumn("importing"), BarColumn(), MofNCompleteColumn(), TextColumn("files"), TimeRemainingColumn())
    console = open_console(sys.stderr)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=count_files(paths))
        for batch in _make_batches(find_messages(paths, on_file=lambda: progress.advance(task)), tally.complaints):
            new = keep(engine, batch)
            tally.found += len(batch)
            tally.known += len(batch) - len(new)
            tally.count(ingest_pending(engine, config.digests, is_stopping=lambda: False))
        # What an import that was killed had kept already.
        tally.count(ingest_pending(engine, config.digests, is_stopping=lambda: False))
        for _ in link_pending(engine, is_stopping=lambda: False):  # and what an older version of jrld left
            continue
    return tally


def _make_batches(found: Iterable[RawMessage | Problem], complaints: list[str]) -> Iterator[list[RawMessage]]:
    """Messages in batches bounded in number and bytes; problems go to the complaints."""
    batch: list[RawMessage] = []
    size = 0
    for message in found:
        if isinstance(message, Problem):
            complaints.append(f"{message.path}: {message.reason}")
            continue
        if batch and (len(batch) == BATCH_MESSAGES or size + len(message.content) > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(message)
        size += len(message.content)
    if batch:
        yield batch


def _summarise(tally: Tally, seconds: float) -> str:
    states = tally.states
    return (
        f"{tally.found} messages found, {tally.known} known already, in {seconds:.1f} s\n"
        f"{states[State.PUBLISHED]} published with {tally.articles} articles, {tally.new_articles} of them new;"
        f" {states[State.IGNORED]} ignored, {states[State.QUARANTINED]} quarantined"
    )
