"""What every mailbox must do, checked against a real IMAP server, a Maildir, and the fake that other tests use."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from dovecot_server import DovecotServer
from fake_mailbox import FakeMailbox
from jrld.config import Secret
from jrld.config.models import ImapMailbox, MaildirMailbox
from jrld.errors import MailboxError
from jrld.mailbox import Mailbox
from jrld.mailbox.imap import ImapAccount
from jrld.mailbox.maildir import Maildir, list_messages, make_uid
from jrld.model import RawMessage
from maildirs import make_maildir

WHEN = datetime(2007, 6, 15, 12, 34, 56, tzinfo=UTC)


class ImapSide:
    """An account on a real server, and what its owner does with it."""

    def __init__(self, server: DovecotServer, user: str) -> None:
        self.server, self.user = server, user
        password = Secret(server.password)
        self.config = ImapMailbox(
            name="jrl", host=server.host, port=server.tls_port, tls_ca=server.ca, username=user, password=password
        )

    def make_mailbox(self) -> Mailbox:
        return ImapAccount(self.config)

    def add(self, content: bytes, folder: str = "INBOX", received: datetime = WHEN) -> int:
        return self.server.append(self.user, content, folder, [r"\Flagged"], received)

    def add_all(self, contents: list[bytes]) -> list[int]:
        return self.server.append_all(self.user, contents)

    def expunge(self, uid: int) -> None:
        self.server.expunge(self.user, [uid])

    def look(self) -> Any:
        return self.server.read_flags(self.user)


class MaildirSide:
    """A Maildir, and what the program that fills it does."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.config = MaildirMailbox(name="jrl", maildir=root)
        self._numbers = count(1)
        make_maildir(root)

    def make_mailbox(self) -> Mailbox:
        return Maildir(self.config)

    def add(self, content: bytes, folder: str = "INBOX", received: datetime = WHEN) -> int:
        number = next(self._numbers)
        path = self.root if folder == "INBOX" else self.root / ("." + folder.replace("/", "."))
        for part in ("cur", "new"):
            (path / part).mkdir(parents=True, exist_ok=True)
        file = path / ("new" if number % 2 else "cur") / (f"m{number}.host" + ("" if number % 2 else ":2,F"))
        file.write_bytes(content)
        os.utime(file, (received.timestamp(), received.timestamp()))
        return make_uid(file.name)

    def add_all(self, contents: list[bytes]) -> list[int]:
        return [self.add(content) for content in contents]

    def expunge(self, uid: int) -> None:
        next(Path(entry) for entry in list_messages(self.root) if make_uid(entry.name) == uid).unlink()

    def look(self) -> Any:
        return sorted((str(path), path.stat().st_mtime) for path in self.root.rglob("*"))


class FakeSide:
    """The fake, and its levers."""

    def __init__(self) -> None:
        self.mailbox = FakeMailbox("jrl")

    def make_mailbox(self) -> Mailbox:
        return self.mailbox

    def add(self, content: bytes, folder: str = "INBOX", received: datetime = WHEN) -> int:
        return self.mailbox.add(content, folder, received)

    def add_all(self, contents: list[bytes]) -> list[int]:
        return [self.mailbox.add(content) for content in contents]

    def expunge(self, uid: int) -> None:
        self.mailbox.expunge(uid)

    def look(self) -> Any:
        return {name: (folder.uidnext, dict(folder.messages)) for name, folder in self.mailbox.folders.items()}


Side = ImapSide | MaildirSide | FakeSide


@pytest.fixture(params=[pytest.param("imap", marks=pytest.mark.imap), "maildir", "fake"])
def side(request: pytest.FixtureRequest, tmp_path: Path) -> Side:
    """Each kind of mailbox in turn, empty."""
    if request.param == "imap":
        return ImapSide(request.getfixturevalue("dovecot_server"), request.getfixturevalue("imap_user"))
    return MaildirSide(tmp_path / "Maildir") if request.param == "maildir" else FakeSide()


@pytest.fixture
def mailbox(side: Side) -> Iterator[Mailbox]:
    """The mailbox, open."""
    with side.make_mailbox() as opened:
        yield opened


def mail(number: int, size: int = 0) -> bytes:
    """A small message; of `size` bytes where that is more."""
    return f"Subject: JRL {number}\r\nFrom: a@b.example\r\n\r\nText \xfc\r\n".encode("cp1252").ljust(size, b"x")


def list_all(mailbox: Mailbox) -> list[int]:
    return [uid for uids in mailbox.list_uids() for uid in uids]


def fetch_all(mailbox: Mailbox, uids: list[int]) -> dict[int, RawMessage]:
    return {message.place.uid: message for batch in mailbox.fetch(uids) for message in batch}


def test_lists_nothing_in_an_empty_folder(mailbox: Mailbox) -> None:
    """A new account is read without complaint: no UIDs, no messages."""
    mailbox.examine("INBOX")
    assert (list_all(mailbox), list(mailbox.fetch([]))) == ([], [])


def test_lists_what_was_added(side: Side, mailbox: Mailbox) -> None:
    """The UIDs listed are those of the messages, ascending, each once."""
    uids = [side.add(mail(number)) for number in range(5)]
    mailbox.examine("INBOX")
    assert list_all(mailbox) == sorted(uids)


def test_fetches_the_bytes_as_they_are(side: Side, mailbox: Mailbox) -> None:
    """Content, place and time of arrival come through unchanged; 8-bit bytes are not decoded."""
    uid = side.add(mail(1))
    uidvalidity = mailbox.examine("INBOX")
    message = fetch_all(mailbox, [uid])[uid]
    assert message.content == mail(1)
    assert (message.place.mailbox, message.place.folder, message.place.uidvalidity) == ("jrl", "INBOX", uidvalidity)
    assert message.received == WHEN
    assert message.received.tzinfo is UTC


def test_gives_the_empty_message(side: Side, mailbox: Mailbox) -> None:
    """A message without a byte is a message: it is given, so that it can be put aside, not lost."""
    if isinstance(side, ImapSide):
        pytest.skip("Dovecot takes no empty message")
    uid = side.add(b"")
    mailbox.examine("INBOX")
    assert fetch_all(mailbox, [uid])[uid].content == b""


def test_fetches_only_what_is_asked_for(side: Side, mailbox: Mailbox) -> None:
    """No message comes that was not asked for, and one that is asked for twice comes once."""
    uids = [side.add(mail(number)) for number in range(4)]
    mailbox.examine("INBOX")
    messages = [message for batch in mailbox.fetch([uids[2], uids[0], uids[2]]) for message in batch]
    assert sorted(message.place.uid for message in messages) == sorted([uids[0], uids[2]])


def test_leaves_out_what_never_was(side: Side, mailbox: Mailbox) -> None:
    """A UID that nobody has is no error."""
    uid = side.add(mail(1))
    mailbox.examine("INBOX")
    assert list(fetch_all(mailbox, [uid, 2**31])) == [uid]


def test_leaves_out_what_is_expunged_after_it_was_listed(side: Side, mailbox: Mailbox) -> None:
    """A message that goes away between listing and fetching is left out, and the others come."""
    uids = [side.add(mail(number)) for number in range(3)]
    mailbox.examine("INBOX")
    assert len(list_all(mailbox)) == 3
    side.expunge(uids[1])
    assert sorted(fetch_all(mailbox, uids)) == sorted([uids[0], uids[2]])


def test_leaves_out_what_is_expunged_between_two_batches(side: Side, mailbox: Mailbox) -> None:
    """The same while the fetch is under way."""
    uids = sorted(side.add_all([mail(number) for number in range(120)]))
    mailbox.examine("INBOX")
    batches = mailbox.fetch(uids)
    first = next(batches)
    side.expunge(uids[-1])
    rest = [message.place.uid for batch in batches for message in batch]
    assert sorted([message.place.uid for message in first] + rest) == uids[:-1]


def test_batches_are_bounded_in_number(side: Side, mailbox: Mailbox) -> None:
    """A backlog comes in pieces, so that each can be stored and memory stays bounded."""
    uids = side.add_all([mail(number) for number in range(120)])
    mailbox.examine("INBOX")
    sizes = [len(batch) for batch in mailbox.fetch(uids)]
    assert sum(sizes) == 120
    assert max(sizes) <= 50


def test_finds_what_arrives_later(side: Side, mailbox: Mailbox) -> None:
    """The next look at the folder has what came in between, and the same UID for what was there."""
    first = side.add(mail(1))
    mailbox.examine("INBOX")
    assert list_all(mailbox) == [first]
    second = side.add(mail(2))
    mailbox.examine("INBOX")
    assert list_all(mailbox) == sorted([first, second])
    assert fetch_all(mailbox, [second])[second].content == mail(2)


def test_uidvalidity_stays(side: Side) -> None:
    """Two sessions see the same UIDVALIDITY and UIDs, else every message would be new each time."""
    side.add(mail(1))
    seen = []
    for _ in range(2):
        with side.make_mailbox() as mailbox:
            seen.append((mailbox.examine("INBOX"), list_all(mailbox)))
    assert seen[0] == seen[1]
    assert seen[0][0] > 0


def test_changes_nothing(side: Side, mailbox: Mailbox) -> None:
    """Flags, files and their times are after a whole reading what they were before it."""
    uids = [side.add(mail(number)) for number in range(3)]
    before = side.look()
    mailbox.examine("INBOX")
    list_all(mailbox)
    assert len(fetch_all(mailbox, uids)) == 3
    assert side.look() == before


@pytest.mark.parametrize("folder", ["Lists/JRL", "Übersicht & Ж"])
def test_reads_other_folders(side: Side, mailbox: Mailbox, folder: str) -> None:
    """A folder in a folder, and one whose name is not ASCII; the messages bear the name as configured."""
    side.add(mail(1))
    uid = side.add(mail(2), folder)
    mailbox.examine(folder)
    assert list_all(mailbox) == [uid]
    message = fetch_all(mailbox, [uid])[uid]
    assert (message.content, message.place.folder) == (mail(2), folder)


def test_no_such_folder(side: Side, mailbox: Mailbox) -> None:
    """A folder that is not there is a MailboxError that names it, and the session goes on."""
    with pytest.raises(MailboxError, match=r"jrl.*Nowhere.*there is no such folder"):
        mailbox.examine("Nowhere")
    assert mailbox.examine("INBOX") > 0


def test_abort_before_the_session(side: Side) -> None:
    """A stop that comes just before the mailbox is opened is not forgotten; the one after it works again."""
    mailbox = side.make_mailbox()
    mailbox.abort()
    with pytest.raises(MailboxError, match="told to stop"), mailbox:
        raise AssertionError("it was opened")
    with mailbox:
        assert mailbox.examine("INBOX") > 0


STEPS: dict[str, Callable[[Mailbox, list[int]], object]] = {
    "examine": lambda mailbox, uids: mailbox.examine("INBOX"),
    "list": lambda mailbox, uids: list_all(mailbox),
    "fetch": fetch_all,
}


@pytest.mark.parametrize("step", STEPS)
def test_abort_within_the_session(side: Side, step: str) -> None:
    """After a stop every step ends in a MailboxError, and leaving the session raises nothing."""
    uids = [side.add(mail(1))]
    with side.make_mailbox() as mailbox:
        mailbox.examine("INBOX")
        mailbox.abort()
        with pytest.raises(MailboxError, match="told to stop"):
            STEPS[step](mailbox, uids)


def test_leaving_after_an_error_raises_nothing(side: Side) -> None:
    """What went wrong inside the session is what comes out of it."""
    with pytest.raises(ZeroDivisionError), side.make_mailbox() as mailbox:
        1 // (mailbox.examine("INBOX") * 0)
