"""`jrld replay` and `jrld history` as processes: shown first, asked for, and killed in the middle."""

import os
import pty
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from daemon_process import PROGRAM, WITHIN, Setting, write_config
from jrld.ingest import foresee, ingest_again
from jrld.store.again import find_ended
from jrld.store.relink import count_unlinked
from misreadings import JRL, fill, fill_otherwise, forget_links, make_archive
from store_content import read_all

MANY = 50  # issues, which are 60 mails
AGAIN = "SELECT count(*) FROM jrld.message WHERE attempts > 1"
SUPERSEDED = """
    SELECT sha256, issue_ref, ref, fields, body
    FROM jrld.superseded JOIN jrld.message ON message.id = superseded.message_id
"""
# What one message shows, by itself: of an article that others show too, which text it is.
SHOWN = """
    SELECT sha256, state, code, subject, ARRAY(
        SELECT (issue.ref, verdict, md5(issue.text), ARRAY(
            SELECT (occurrence.ref, occurrence.title, occurrence.authors, span_start, exact)::text
            FROM jrld.occurrence JOIN jrld.article ON article.id = article_id
            WHERE issue_id = issue.id ORDER BY position))::text
        FROM jrld.issue WHERE message_id = message.id ORDER BY part)
    FROM jrld.message
"""


@pytest.fixture
def setting(tmp_path: Path, store_url: str) -> Setting:
    return write_config(tmp_path, [], store_url)


@pytest.fixture
def archive(engine: Engine) -> list[bytes]:
    """Mails that an older jrld has read otherwise."""
    mails = make_archive(8)
    fill_otherwise(engine, mails, seed=1)
    return mails


def look(engine: Engine, question: str) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(question))]


def read_shown(engine: Engine) -> dict[bytes, tuple[Any, ...]]:
    return {bytes(row[0]): row[1:] for row in look(engine, SHOWN)}


def read_summary(said: str) -> dict[str, int]:
    """The table that a replay prints."""
    lines = said.partition("Replay\nwhat ")[2].splitlines()[1:]
    return {name: int(number) for name, number in (line.rsplit(None, 1) for line in lines) if number.isdigit()}


# --- shown, and asked for -----------------------------------------------------------------------


def test_dry_run_shows_and_writes_nothing(setting: Setting, engine: Engine, archive: list[bytes]) -> None:
    """Guards the look: how many messages and items, what changes and how, and not a row written."""
    before = read_all(engine)
    done = setting.run("replay", "--dry-run")
    assert (done.returncode, done.stderr) == (0, "")
    rows = read_summary(done.stdout)
    changed = sum(foresee(engine, message_id, JRL) is not None for message_id in find_ended(engine))
    assert (rows["messages looked at"], rows["messages changed"]) == (len(archive), changed)
    assert rows["items changed"] > 0
    assert "\x1b" not in done.stdout
    assert "  body: " in done.stdout
    assert "more messages" not in setting.run("replay", "--dry-run", "--full").stdout
    assert read_all(engine) == before


def test_nobody_to_ask(setting: Setting, engine: Engine, archive: list[bytes]) -> None:
    """Guards scripts and cron: without a terminal nothing is changed unless that is said."""
    before = read_all(engine)
    done = setting.run("replay")
    assert (done.returncode, done.stdout) == (1, "")
    assert "--yes" in done.stderr
    assert read_all(engine) == before


def test_replay_twice(setting: Setting, engine: Engine, new_store: Callable[[], Engine], archive: list[bytes]) -> None:
    """Guards the main way: afterwards all is as a fresh import makes it, the unreadable mail is said, and a second
    time there is nothing to do; what was replaced is in the history."""
    done = setting.run("replay", "--yes", "--all")
    assert "messages derived again" in done.stdout
    fresh = new_store()
    fill(fresh, archive)
    assert read_all(engine) == read_all(fresh)
    again = setting.run("replay", "--yes")
    assert (again.returncode, again.stderr) == (0, "")
    assert "nothing to change" in again.stdout
    [(ref, *_), *_] = look(engine, "SELECT ref FROM jrld.superseded WHERE ref IN (SELECT ref FROM jrl.occurrences)")
    history = setting.run("history", ref)
    assert (history.returncode, history.stderr) == (0, "")
    assert history.stdout.startswith(f"{ref}, as message ")
    assert "\nnow: " in history.stdout
    assert "\nuntil 2" in history.stdout


def test_chosen_by_issue_and_day(setting: Setting, engine: Engine) -> None:
    """Guards the choice: only what is asked for is looked at; a ref that is none is said, and nothing done."""
    fill(engine, make_archive(5))
    for choice, count in (
        (("2008-2",), 1),
        (("2008-2", "2008-5"), 3),
        (("--since", "2008-01-12", "--until", "2008-01-13"), 2),
        (("--all",), 8),
    ):
        done = setting.run("replay", "--yes", *choice)
        assert read_summary(done.stdout)["messages looked at"] == count, choice
    done = setting.run("replay", "--yes", "2008-2", "1234")
    assert (done.returncode, done.stdout) == (1, "")
    assert "'1234'" in done.stderr
    assert setting.run("replay", "--yes", "2008-2", "--all").returncode == 2
    assert setting.run("replay", "--since", "yesterday").returncode == 2


@pytest.mark.parametrize(("answer", "is_applied"), [("n", False), ("", False), ("y", True)])
def test_asks_on_a_terminal(
    setting: Setting, engine: Engine, archive: list[bytes], answer: str, is_applied: bool
) -> None:
    """Guards the question: nothing but a yes changes anything."""
    before = read_all(engine)
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(PROGRAM, ["jrld", "replay"], {**setting.environ, "JRLD_CONFIG": str(setting.file)})
    said = b""
    try:
        while b"[y/N]" not in said:
            said += os.read(terminal, 4096)
        os.write(terminal, f"{answer}\n".encode())
        while piece := os.read(terminal, 4096):
            said += piece
    except OSError:  # the other end is closed
        os.close(terminal)
    os.waitpid(pid, 0)
    assert (read_all(engine) != before) == is_applied, said
    assert (b"nothing was changed" in said) != is_applied


def test_history_of_nothing(setting: Setting) -> None:
    """Guards a sentence for a ref that never was."""
    done = setting.run("history", "7131-99")
    assert (done.returncode, done.stdout) == (1, "")
    assert "7131-99" in done.stderr


@pytest.mark.parametrize("command", ["import", "once", "replay"])
def test_archive_of_an_older_version_is_linked(setting: Setting, engine: Engine, tmp_path: Path, command: str) -> None:
    """Guards the upgrade: whoever comes first links the articles, without being asked."""
    fill(engine, make_archive(6))
    wanted = read_all(engine)
    forget_links(engine)
    (tmp_path / "Mail" / "cur").mkdir(parents=True)
    (tmp_path / "Mail" / "new").mkdir()
    arguments: list[str] = {"import": [str(tmp_path / "Mail")], "once": [], "replay": ["--yes"]}[command]
    if command == "once":
        setting = write_config(tmp_path, [{"name": "m", "maildir": str(tmp_path / "Mail")}], _address(engine))
    done = setting.run(command, *arguments)
    assert count_unlinked(engine) == 0, done.stderr
    assert read_all(engine) == wanted


def _address(engine: Engine) -> str:
    return engine.url.set(drivername="postgresql").render_as_string(hide_password=False)


# --- stopped in the middle ----------------------------------------------------------------------


@contextmanager
def replaying(setting: Setting) -> Iterator[subprocess.Popen[str]]:
    environ = {**setting.environ, "JRLD_CONFIG": str(setting.file)}
    command = [str(PROGRAM), "replay", "--yes"]
    with subprocess.Popen(
        command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        yield process


def wait_until_applied(engine: Engine, count: int) -> None:
    """Until so many messages are derived again. Looks again as fast as it can: it is for the middle of things."""
    give_up = time.monotonic() + WITHIN
    while look(engine, AGAIN)[0][0] < count:
        assert time.monotonic() < give_up


def test_killed_in_the_middle(setting: Setting, engine: Engine, new_store: Callable[[], Engine]) -> None:
    """Guards each message's transaction: SIGKILL three times, at several points, and each message is wholly old or
    wholly new; run again, all is as a fresh import makes it, and each version was kept once."""
    mails = make_archive(MANY, count=3)
    fresh, calm = new_store(), new_store()
    fill(fresh, mails)
    fill_otherwise(engine, mails, seed=2)
    fill_otherwise(calm, mails, seed=2)
    old, new = read_shown(engine), read_shown(fresh)
    changed = [message_id for message_id in find_ended(calm) if foresee(calm, message_id, JRL)]
    applied = 0
    for count in (1, 15, 30):
        with replaying(setting) as process:
            wait_until_applied(engine, count)
            process.kill()
        shown = read_shown(engine)
        assert [key for key, value in shown.items() if value not in (old[key], new[key])] == []
        applied = look(engine, AGAIN)[0][0]
        assert count <= applied < len(changed)
    with replaying(setting) as process:
        process.communicate(timeout=WITHIN)
    assert read_all(engine) == read_all(fresh)
    list(ingest_again(calm, changed, JRL))
    assert sorted(map(repr, look(engine, SUPERSEDED))) == sorted(map(repr, look(calm, SUPERSEDED)))


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interrupted(setting: Setting, engine: Engine, number: int, code: int) -> None:
    """Guards Ctrl-C and a service manager: it says how much is done, and the next run does the rest."""
    mails = make_archive(MANY, count=3)
    fill_otherwise(engine, mails, seed=3)
    with replaying(setting) as process:
        wait_until_applied(engine, 5)
        process.send_signal(number)
        _, said = process.communicate(timeout=WITHIN)
    assert process.returncode == code, said
    assert "run it again" in said
    assert "Traceback" not in said
    assert look(engine, "SELECT id FROM jrld.message WHERE code = 'bug'") == []
    left = sum(foresee(engine, message_id, JRL) is not None for message_id in find_ended(engine))
    assert left > 0
    setting.run("replay", "--yes")
    assert not any(foresee(engine, message_id, JRL) for message_id in find_ended(engine))
