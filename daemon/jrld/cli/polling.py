"""`jrld run` and `jrld once`."""

from collections.abc import Iterable
from pathlib import Path

from jrld import service
from jrld.cli import FAILED
from jrld.cli.console import complain, load_config
from jrld.config import Config
from jrld.database import open_database
from jrld.errors import ConfigError
from jrld.model import Outcome, State
from jrld.visit import Visits


def run(path: Path | None) -> int:
    return service.run(_load(path, is_daemon=True))


def once(path: Path | None) -> int:
    """Poll every mailbox once. All went well: every folder was read, and no message was quarantined."""
    config = _load(path, is_daemon=False)
    visits = Visits(is_stopping=lambda: False)
    failures: list[str] = []
    with open_database(config.database) as database:
        for mailbox in config.mailboxes:
            failures += visits.poll(database.engine, mailbox)
        outcomes = visits.ingest(database.engine, config.digests)
    failures += say_quarantined(outcomes)
    for failure in failures:
        complain(failure)
    return FAILED if failures else 0


def say_quarantined(outcomes: Iterable[Outcome]) -> list[str]:
    """One line for each message that could not be read."""
    return [
        f"message {outcome.message_id} is quarantined ({outcome.code}): {outcome.reason}"
        for outcome in outcomes
        if outcome.state is State.QUARANTINED
    ]


def _load(path: Path | None, is_daemon: bool) -> Config:
    config = load_config(path, is_daemon=is_daemon, reaches_mailboxes=True)
    if not config.mailboxes:
        where = f"{path}: " if path else ""
        raise ConfigError([f"{where}mailboxes: there is none to poll; write one (`jrld init` helps)"])
    return config
