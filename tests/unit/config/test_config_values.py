"""What a configuration means, and where it is looked for."""

from contextlib import chdir
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from config_cases import MAILBOX, find_imap, load
from jrld import config
from jrld.config import (
    Config,
    DigestConfig,
    ImapMailbox,
    LogConfig,
    MaildirMailbox,
    Secret,
)


def test_defaults_of_a_mailbox(file: Path) -> None:
    """Guards what a short configuration means: TLS, INBOX, five minutes, anybody's JRL, embedded database."""
    loaded = load(file, MAILBOX)
    mailbox = find_imap(loaded)
    assert (mailbox.tls, mailbox.port, mailbox.folders) == ("implicit", 993, ("INBOX",))
    assert (mailbox.poll.every, mailbox.poll.cron) == (timedelta(minutes=5), None)
    assert mailbox.password.reveal() == "hunter2"
    assert loaded.database.address() is None
    assert loaded.digests == (DigestConfig(name="jrl", format="jrl", senders=("*",)),)
    assert loaded.log == LogConfig(level="info", format="auto")


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "mailboxes:\ndatabase:\nlog:\n", "mailboxes: []\n"])
def test_nothing_configured(file: Path, text: str) -> None:
    """Guards that an empty file, and keys with everything below them commented out, mean the defaults."""
    assert load(file, text) == config.default()


def test_every_kind_of_value(file: Path) -> None:
    """Guards the reading of paths, lists, durations, cron lines and the port that goes with STARTTLS."""
    (file.parent / "ca.pem").write_text("")
    loaded = load(
        file,
        MAILBOX
        + """\
    tls: starttls
    tls_ca: ca.pem
    folders: [INBOX, Digests/JRL]
    poll: {cron: "*/10  6-22 * * MON-FRI"}
  - {name: archive, maildir: ~/Mail/jrl, poll: {every: 30s}}
database: {url: "postgres://me@db/jrl?sslmode=require", password: {env: JRLD_IMAP_PASSWORD}}
""",
    )
    mailbox, archive = find_imap(loaded), loaded.mailboxes[1]
    assert (mailbox.port, mailbox.tls_ca, mailbox.folders) == (143, file.parent / "ca.pem", ("INBOX", "Digests/JRL"))
    assert (mailbox.poll.every, mailbox.poll.cron) == (None, "*/10 6-22 * * mon-fri")
    assert isinstance(archive, MaildirMailbox)
    assert (archive.maildir, archive.poll.every) == (Path("/home/reader/Mail/jrl"), timedelta(seconds=30))
    assert loaded.database.address() == "postgresql://me:hunter2@db/jrl?sslmode=require"


def test_words_of_yaml_1_1_are_text(file: Path) -> None:
    """Guards against the Norway problem: `no` and `on` are names, not booleans."""
    loaded = load(file, MAILBOX + "    folders: [no, on, y, 0x10, 1_000]\n")
    assert find_imap(loaded).folders == ("no", "on", "y", "0x10", "1_000")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.8.9.1", "::1"])
def test_no_tls_on_loopback(file: Path, host: str) -> None:
    """Guards that a server on this machine may be spoken to in the clear."""
    assert find_imap(load(file, MAILBOX.replace("imap.example.org", f'"{host}"') + "    tls: none\n")).port == 143


def test_models_are_made_in_code_and_frozen() -> None:
    """Guards the models for those who make them without a file, and that nobody changes one."""
    mailbox = ImapMailbox(name="a", host="::1", tls="none", username="u", password=Secret("p"))
    made = Config(mailboxes=(mailbox, MaildirMailbox(name="b", maildir=Path("m"))))
    assert (find_imap(made).port, made.mailboxes[1].folders) == (143, ("INBOX",))
    with pytest.raises(ValidationError, match="frozen"):
        mailbox.port = 1
    with pytest.raises(ValidationError, match="names are unique"):
        Config(mailboxes=(mailbox, mailbox))


def test_senders() -> None:
    """Guards that senders are matched in any case."""
    digest = DigestConfig(name="jrl", format="jrl", senders=("DavidJohnson@*", "jrl@example.org"))
    assert digest.is_from("davidjohnson@STARPOWER.example")
    assert not digest.is_from("someone@example.org")


def test_places_in_order(tmp_path: Path) -> None:
    """Guards the order: JRLD_CONFIG, ./config/jrld.yaml, the XDG place; and that a named file need not exist."""
    xdg = tmp_path / "xdg" / "jrld" / "jrld.yaml"
    here = tmp_path / "config" / "jrld.yaml"
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "xdg")}
    with chdir(tmp_path):
        for place in (xdg, here):
            place.parent.mkdir(parents=True)
            place.write_text("log: {level: error}\n")
            found = config.find_config(environ)
            assert found is not None
            assert found.absolute() == place
        assert config.load(None, environ).log.level == "error"
        asked = tmp_path / "absent.yaml"
        assert config.find_config(environ | {"JRLD_CONFIG": str(asked)}) == asked


def test_colour_is_wanted_unless_refused() -> None:
    """Guards NO_COLOR, which counts when set to anything but nothing."""
    assert config.is_colour_wanted({"TERM": "xterm", "NO_COLOR": ""})
    assert not config.is_colour_wanted({"TERM": "xterm", "NO_COLOR": "0"})
    assert not config.is_colour_wanted({"TERM": "dumb"})
