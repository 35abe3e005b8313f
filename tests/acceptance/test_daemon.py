"""The daemon as a process, on a real mail server and a real Postgres: stored once whatever happens, nothing touched."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from corpus import demo_mails, make_issue, make_mail
from daemon_process import Daemon, Setting, write_config
from dovecot_fixtures import require_dovecot
from dovecot_server import DovecotServer
from jrld.model import State
from jrld.postgres import EmbeddedServer
from jrld.store import queries
from jrld.store.engine import open_engine
from jrld.store.schema import migrate
from maildirs import make_maildir
from postgres_server import read_pid

MAILS = [raw for _, raw in demo_mails()]
MANY = 80  # mails: more than one batch, and enough to be met in the middle


@pytest.fixture
def setting(tmp_path: Path, dovecot_server: DovecotServer, imap_user: str, store_url: str) -> Setting:
    """A daemon's configuration for one account of the mail server, polled every second, and a database of its own."""
    return write_config(tmp_path, [make_section(dovecot_server, imap_user)], store_url)


def make_section(server: DovecotServer, user: str, **more: Any) -> dict[str, Any]:
    return {
        "name": "main",
        "host": server.host,
        "port": server.tls_port,
        "tls_ca": str(server.ca),
        "username": user,
        "password": {"file": str(write_password(server))},
        "poll": {"every": "1s"},
        **more,
    }


def write_password(server: DovecotServer) -> Path:
    file = server.folder / "password"
    file.touch(0o600)
    file.write_text(server.password)
    return file


def read_places(engine: Engine) -> list[tuple[int, int]]:
    """(UID, how often it is kept) of every message of INBOX."""
    statement = "SELECT uid, count(*) FROM jrld.sighting WHERE folder = 'INBOX' GROUP BY uid ORDER BY uid"
    with engine.connect() as connection:
        return [(row[0], row[1]) for row in connection.execute(text(statement))]


def read_refs(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.scalars(text("SELECT ref FROM jrl.issues ORDER BY ref, revision")))


def wait_until_seen(engine: Engine, count: int) -> None:
    """Until so many places are kept. Looks again as fast as it can: it is for the middle of things."""
    give_up = time.monotonic() + 60
    while len(read_places(engine)) < count:
        assert time.monotonic() < give_up


def test_life_of_a_daemon(setting: Setting, dovecot_server: DovecotServer, imap_user: str, engine: Engine) -> None:
    """Guards the main job: a first poll, a second that finds nothing, a new mail, a restart in between; flags stay."""
    uids = dovecot_server.append_all(imap_user, MAILS[:6], flags=[r"\Flagged"])
    before = dovecot_server.read_flags(imap_user)
    with Daemon(setting) as daemon:
        assert daemon.wait_for("polled")["new"] == 6
        assert daemon.wait_for("polled")["new"] == 0
        uids += dovecot_server.append_all(imap_user, MAILS[6:9])
        assert sum(daemon.wait_for("polled")["new"] for _ in range(3)) == 3
        assert daemon.stop() == 0
    uids += dovecot_server.append_all(imap_user, MAILS[9:11])
    with Daemon(setting) as daemon:
        assert daemon.wait_for("polled")["new"] == 2
        assert daemon.wait_for("polled")["new"] == 0
        assert daemon.stop() == 0
    assert read_places(engine) == [(uid, 1) for uid in sorted(uids)]
    assert queries.count_states(engine)[State.PUBLISHED] == 11
    after = dovecot_server.read_flags(imap_user)
    assert {uid: after[uid] for uid in before} == before
    assert all(flags == frozenset() for uid, flags in after.items() if uid not in before)


def test_killed_in_the_middle(setting: Setting, dovecot_server: DovecotServer, imap_user: str, engine: Engine) -> None:
    """Guards the two transactions: SIGKILL while it fetches, again while it ingests; then everything is there once."""
    mails = [make_mail(make_issue(seed, "2008-mail", number=seed + 1, count=4), crlf=True) for seed in range(MANY)]
    uids = dovecot_server.append_all(imap_user, mails)
    with Daemon(setting) as daemon:
        wait_until_seen(engine, 1)
        daemon.kill()
    fetched = len(read_places(engine))
    with Daemon(setting) as daemon:
        daemon.wait_for("published")
        daemon.kill()
    published = queries.count_states(engine)[State.PUBLISHED]
    assert (0 < fetched < MANY, 0 < published < MANY) == (True, True)
    with Daemon(setting) as daemon:
        for _ in range(published, MANY):
            daemon.wait_for("published")
        assert daemon.stop() == 0
    assert read_places(engine) == [(uid, 1) for uid in sorted(uids)]
    refs = read_refs(engine)
    assert (len(refs), len(set(refs))) == (MANY, MANY)
    assert dovecot_server.read_flags(imap_user) == dict.fromkeys(uids, frozenset())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stops_within_five_seconds(
    setting: Setting, dovecot_server: DovecotServer, imap_user: str, engine: Engine, number: int
) -> None:
    """Guards a quick end, with exit code 0, between two messages of a backlog; the rest is there after a restart."""
    mails = [make_mail(make_issue(seed, "2013-list", count=4), crlf=True) for seed in range(MANY)]
    dovecot_server.append_all(imap_user, mails)
    with Daemon(setting) as daemon:
        daemon.wait_for("published")
        started = time.monotonic()
        assert daemon.stop(number) == 0
        assert time.monotonic() - started < 5
    states = queries.count_states(engine)
    assert states[State.PUBLISHED] + states[State.KEPT] == len(read_places(engine)) == MANY
    assert states[State.KEPT] > 0
    with Daemon(setting) as daemon:
        for _ in range(states[State.KEPT]):
            daemon.wait_for("published")
    assert queries.count_states(engine)[State.PUBLISHED] == MANY


@pytest.fixture
def own_dovecot() -> Iterator[DovecotServer]:
    """A mail server that the test may stop and kill."""
    require_dovecot()
    with DovecotServer() as server:
        yield server


def test_mail_server_that_is_away_is_waited_for(
    tmp_path: Path, own_dovecot: DovecotServer, store_url: str, engine: Engine
) -> None:
    """Guards an absent mail server, at the start and later: said, noted, and everything fetched when it is back."""
    setting = write_config(tmp_path, [make_section(own_dovecot, "reader")], store_url)
    own_dovecot.append_all("reader", MAILS[:2])
    own_dovecot.stop()
    with Daemon(setting) as daemon:
        failed = daemon.wait_for("mailbox failed")
        assert (failed["mailbox"], failed["level"]) == ("main", "warning")
        own_dovecot.start()
        assert daemon.wait_for("polled")["new"] == 2
        own_dovecot.kill()
        daemon.wait_for("mailbox failed")
        own_dovecot.start()
        daemon.wait_for("polled")
        assert daemon.stop() == 0
    [folder] = queries.folder_states(engine)
    assert folder.failure is None
    assert folder.failed_at is not None


def test_silent_mail_server_does_not_hinder_the_end(tmp_path: Path, silent_port: int, store_url: str) -> None:
    """Guards the stop against a server that takes the connection and never says a word."""
    section = {"name": "mute", "host": "127.0.0.1", "port": silent_port, "tls": "none", "username": "reader"}
    setting = write_config(tmp_path, [{**section, "password": {"env": "JRLD_TEST_IMAP"}}], store_url)
    with Daemon(setting) as daemon:
        daemon.wait_for("started")
        started = time.monotonic()
        assert daemon.stop() == 0
        assert time.monotonic() - started < 5


def test_silent_database_does_not_hinder_the_end(tmp_path: Path) -> None:
    """Guards the stop while it starts, against a database that takes the connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"postgresql://someone:sesame@127.0.0.1:{server.getsockname()[1]}/nothing"
        with Daemon(write_config(tmp_path, [{"name": "m", "maildir": "/nowhere"}], address)) as daemon:
            connection, _ = server.accept()
            started = time.monotonic()
            assert daemon.stop() == 0
            assert time.monotonic() - started < 5
            connection.close()


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that connections are taken on, by the kernel alone."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


def test_one_mailbox_in_trouble_does_not_delay_another(
    tmp_path: Path, dovecot_server: DovecotServer, imap_user: str, silent_port: int, store_url: str
) -> None:
    """Guards the other mailboxes, and the other folders of one, against one that hangs or is not there."""
    dovecot_server.append_all(imap_user, MAILS[:2], folder="Russia")
    mute = {"name": "mute", "host": "127.0.0.1", "port": silent_port, "tls": "none", "username": "reader"}
    sections = [
        {**mute, "password": {"env": "JRLD_TEST_IMAP"}},
        make_section(dovecot_server, imap_user, folders=["No such", "Russia"]),
    ]
    with Daemon(write_config(tmp_path, sections, store_url)) as daemon:
        assert "No such" in daemon.wait_for("mailbox failed", mailbox="main")["reason"]
        assert daemon.wait_for("polled", folder="Russia")["new"] == 2


def test_database_that_is_away_is_waited_for(
    tmp_path: Path, dovecot_server: DovecotServer, imap_user: str, data: Path
) -> None:
    """Guards an absent database, at the start and later: said, waited for, and then everything goes on by itself."""
    with EmbeddedServer(data) as postgres:  # in the part of somebody else's server
        address = postgres.url
        engine = open_engine(address)
        migrate(engine)
    setting = write_config(tmp_path, [make_section(dovecot_server, imap_user)], address)
    dovecot_server.append_all(imap_user, MAILS[:1])
    with Daemon(setting) as daemon:
        daemon.wait_for("waiting for the database")
        with postgres:
            daemon.wait_for("published")
            dovecot_server.append_all(imap_user, MAILS[1:2])
        daemon.wait_for("the database is away")
        with postgres:
            while queries.count_states(engine)[State.PUBLISHED] < 2:
                daemon.wait_for("polled")
            assert daemon.stop() == 0
    engine.dispose()


def test_embedded_database_that_is_killed_is_started_again(
    tmp_path: Path, dovecot_server: DovecotServer, imap_user: str, data: Path
) -> None:
    """Guards the default: made, migrated and stopped by the daemon, recovered after SIGKILL, and nothing twice."""
    setting = write_config(tmp_path, [make_section(dovecot_server, imap_user)], data)
    dovecot_server.append_all(imap_user, MAILS[:1])
    with Daemon(setting) as daemon:
        daemon.wait_for("published")
        os.kill(read_pid(EmbeddedServer(data)), signal.SIGKILL)
        daemon.wait_for("the embedded database had stopped and was started again")
        dovecot_server.append_all(imap_user, MAILS[1:2])
        daemon.wait_for("published")
        assert daemon.stop() == 0
    assert not EmbeddedServer(data).is_running()
    done = setting.run("psql", "--", "-Atc", "select count(*), count(distinct sha256) from jrld.message")
    assert (done.returncode, done.stdout) == (0, "2|2\n"), done.stderr


def test_several_folders_and_a_maildir(
    tmp_path: Path, dovecot_server: DovecotServer, imap_user: str, store_url: str, engine: Engine
) -> None:
    """Guards several mailboxes with several folders each: the same mail in three places is kept once, seen thrice."""
    dovecot_server.append_all(imap_user, MAILS[:1])
    dovecot_server.append_all(imap_user, MAILS[:2], folder="Russia")
    maildir = make_maildir(tmp_path / "Maildir")
    (maildir / "new" / "1700000000.1.host").write_bytes(MAILS[0])
    (maildir / "cur" / "1700000001.2.host:2,S").write_bytes(MAILS[2])
    sections = [
        make_section(dovecot_server, imap_user, folders=["INBOX", "Russia"]),
        {"name": "files", "maildir": str(maildir), "poll": {"every": "1s"}},
    ]
    with Daemon(write_config(tmp_path, sections, store_url)) as daemon:
        daemon.wait_for("polled", mailbox="files", new=0)
        daemon.wait_for("polled", mailbox="main", folder="Russia", new=0)
        assert daemon.stop() == 0
    seen = {(folder.mailbox, folder.folder): folder.messages for folder in queries.folder_states(engine)}
    assert seen == {("files", "INBOX"): 2, ("main", "INBOX"): 1, ("main", "Russia"): 2}
    assert queries.count_states(engine)[State.PUBLISHED] == 3
    assert sorted(path.name for path in maildir.glob("*/*")) == ["1700000000.1.host", "1700000001.2.host:2,S"]
