"""ImapAccount against a real Dovecot: TLS, logging in, folders, big folders, and servers that die."""

import shutil
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from dovecot_fixtures import require_dovecot
from dovecot_server import DovecotServer
from jrld.config import Secret
from jrld.config.models import ImapMailbox
from jrld.errors import MailboxError
from jrld.mailbox.imap import ImapAccount
from jrld.model import RawMessage

pytestmark = pytest.mark.imap

Configure = Callable[..., ImapMailbox]


@pytest.fixture
def configure(dovecot_server: DovecotServer, imap_user: str) -> Configure:
    """Makes the configuration of this test's account, as `tls` says, with other options changed."""

    def make(tls: str = "implicit", **changed: Any) -> ImapMailbox:
        server = dovecot_server
        port = server.tls_port if tls == "implicit" else server.port
        options: dict[str, Any] = {"tls": tls, "host": server.host, "port": port, "username": imap_user}
        if tls != "none":
            options["tls_ca"] = server.ca
        return ImapMailbox(name="jrl", **{**options, "password": Secret(server.password), **changed})

    return make


@pytest.fixture
def own_server() -> Iterator[DovecotServer]:
    """A server of the test's own, to be stopped."""
    require_dovecot()
    with DovecotServer() as server:
        yield server


def fetch_all(account: ImapAccount, uids: list[int]) -> list[RawMessage]:
    return [message for batch in account.fetch(uids) for message in batch]


def fail_to_open(config: ImapMailbox, **seconds: float) -> str:
    """What opening the account says."""
    with pytest.raises(MailboxError) as caught, ImapAccount(config, **seconds):
        pass
    return str(caught.value)


# --- TLS ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("tls", ["implicit", "starttls", "none"])
@pytest.mark.parametrize("password", [DovecotServer.password, DovecotServer.other_password])
def test_logs_in(configure: Configure, tls: str, password: str) -> None:
    """Each way to encrypt, with a plain password and one that is not ASCII, which LOGIN could not carry."""
    with ImapAccount(configure(tls, password=Secret(password))) as account:
        assert account.examine("INBOX") > 0


@pytest.mark.parametrize("tls", ["implicit", "starttls"])
def test_refuses_a_certificate_of_an_unknown_authority(configure: Configure, tls: str) -> None:
    """A certificate that the system does not trust is not accepted, and the message says what to configure."""
    said = fail_to_open(configure(tls, tls_ca=None))
    assert "certificate is not trusted" in said
    assert "tls_ca" in said


@pytest.mark.parametrize("tls", ["implicit", "starttls"])
def test_refuses_a_certificate_for_another_name(configure: Configure, tls: str) -> None:
    """A trusted certificate of another host is not accepted: it is how somebody in between would look."""
    assert "certificate is not for this name" in fail_to_open(configure(tls, host="127.0.0.1"))


def test_accepts_the_server_s_own_certificate_as_tls_ca(configure: Configure, dovecot_server: DovecotServer) -> None:
    """Who has only the server's certificate, not its authority's, can pin that one."""
    with ImapAccount(configure(tls_ca=dovecot_server.folder / "server.pem")) as account:
        assert account.examine("INBOX") > 0


def test_tls_ca_without_a_certificate(configure: Configure, tmp_path: Path) -> None:
    """A file that holds no certificate, or is gone since the start, is named as the reason."""
    file = tmp_path / "ca.pem"
    file.write_text("nothing\n")
    config = configure(tls_ca=file)
    assert "holds no PEM certificate" in fail_to_open(config)
    file.unlink()
    assert "No such file" in fail_to_open(config)


def test_implicit_tls_on_a_plain_port(configure: Configure, dovecot_server: DovecotServer) -> None:
    """The commonest mix-up of ports is recognised and the right setting named."""
    assert "tls: starttls" in fail_to_open(configure(port=dovecot_server.port))


def test_plain_on_a_tls_port(configure: Configure, dovecot_server: DovecotServer) -> None:
    """The other mix-up ends at the deadline: that server waits for us to begin."""
    said = fail_to_open(configure("starttls", port=dovecot_server.tls_port), connect_seconds=0.3)
    assert "no answer within 0.3 s" in said


# --- logging in, finding the folder -------------------------------------------------------------


@pytest.mark.parametrize("tls", ["implicit", "starttls", "none"])
def test_a_wrong_password_is_refused(configure: Configure, tls: str, imap_user: str) -> None:
    """The message names mailbox, server and user, says what the server said, and not the password."""
    said = fail_to_open(configure(tls, password=Secret("not-this-one")))
    assert f"login refused for {imap_user}: the server answered: [AUTHENTICATIONFAILED]" in said
    assert said.startswith("mailbox jrl (localhost:")
    assert "not-this-one" not in said


def test_nobody_listens(configure: Configure) -> None:
    """A server that is down is a refused connection, said in words."""
    with socket.socket() as reserved:  # bound and not listening: nobody else can take the port
        reserved.bind(("127.0.0.1", 0))
        said = fail_to_open(configure("none", host="127.0.0.1", port=reserved.getsockname()[1]))
    assert "connection refused" in said


def test_a_host_that_is_not_there(configure: Configure) -> None:
    """A misspelt host is said to be unknown (RFC 6761 reserves .invalid)."""
    assert "name of the server is not known" in fail_to_open(configure(host="nowhere.invalid"))


def test_a_missing_folder_is_named_with_those_there_are(
    configure: Configure, dovecot_server: DovecotServer, imap_user: str
) -> None:
    """The likeliest mistake is a misspelt folder: the ones that resemble it come first, and the session goes on."""
    for folder in ["Lists/JRL", "Übersicht", *(f"Folder {number}" for number in range(12))]:
        dovecot_server.append(imap_user, b"Subject: x\r\n\r\nx\r\n", folder)
    with ImapAccount(configure()) as account:
        with pytest.raises(MailboxError, match=r"folder Lists/JRl: there is no such folder; there are: Lists/JRL, "):
            account.examine("Lists/JRl")
        assert account.examine("Lists/JRL") > 0


def test_lists_folders(configure: Configure, dovecot_server: DovecotServer, imap_user: str) -> None:
    """Names are decoded, and what only holds folders and no messages is left out."""
    dovecot_server.append(imap_user, b"Subject: x\r\n\r\nx\r\n", "Lists/Übersicht & Ж")
    with ImapAccount(configure()) as account:
        assert account.list_folders() == ["INBOX", "Lists/Übersicht & Ж"]


# --- reading ------------------------------------------------------------------------------------


def test_internaldate_is_in_utc(configure: Configure, dovecot_server: DovecotServer, imap_user: str) -> None:
    """The time of arrival is aware and in UTC, whatever zone the server or this machine is in."""
    moscow = datetime(2007, 6, 15, 23, 30, tzinfo=timezone(timedelta(hours=4)))
    uid = dovecot_server.append(imap_user, b"Subject: x\r\n\r\nx\r\n", received=moscow)
    with ImapAccount(configure()) as account:
        account.examine("INBOX")
        (message,) = fetch_all(account, [uid])
    assert message.received == datetime(2007, 6, 15, 19, 30, tzinfo=UTC)
    assert message.received.tzinfo is UTC


def test_a_new_uidvalidity_is_seen(configure: Configure, dovecot_server: DovecotServer, imap_user: str) -> None:
    """A folder restored from a backup, or deleted and made anew, is another one."""
    dovecot_server.append(imap_user, b"Subject: x\r\n\r\nx\r\n", "Lists")
    with ImapAccount(configure()) as account:
        first = account.examine("Lists")
        dovecot_server.renew_uidvalidity(imap_user, "Lists", first + 1000)
    with ImapAccount(configure()) as account:
        assert account.examine("Lists") == first + 1000
        assert list(account.list_uids()) == [[1]]
    dovecot_server.replace_folder(imap_user, "Lists")
    with ImapAccount(configure()) as account:
        assert account.examine("Lists") not in (first, first + 1000)
        assert list(account.list_uids()) == []


def test_a_big_folder_is_listed_in_windows(configure: Configure, dovecot_server: DovecotServer, imap_user: str) -> None:
    """More messages than one answer is to name: every UID, once, at most 20,000 at a time."""
    dovecot_server.append(imap_user, b"Subject: x\r\n\r\n")
    total = 20_100
    maildir = dovecot_server.find_maildir(imap_user)
    (first,) = (maildir / "new").iterdir()
    for number in range(total - 1):  # a tenth of the time that appending takes
        (maildir / "cur" / f"{number}.M.host:2,").hardlink_to(first)
    with ImapAccount(configure("none")) as account:
        account.examine("INBOX")
        windows = list(account.list_uids())
    assert list(map(len, windows)) == [20_000, 100]
    assert [uid for window in windows for uid in window] == list(range(1, total + 1))


def test_sparse_uids_are_listed_whole(configure: Configure, dovecot_server: DovecotServer, imap_user: str) -> None:
    """A folder whose UIDs are far apart, since most of it was deleted, is listed whole."""
    uids = dovecot_server.append_all(imap_user, [b"Subject: x\r\n\r\nx\r\n"] * 30)
    dovecot_server.expunge(imap_user, uids[1:-1])
    with ImapAccount(configure()) as account:
        account.examine("INBOX")
        assert list(account.list_uids()) == [[uids[0], uids[-1]]]


def test_batches_are_bounded_in_bytes(configure: Configure, dovecot_server: DovecotServer, imap_user: str) -> None:
    """16 MB at a time, and a message that is larger comes alone and whole."""
    line = b"x" * 998 + b"\r\n"
    contents = [b"Subject: x\r\n\r\n" + line * thousands for thousands in (7000, 7000, 7000, 17_000, 1, 1)]
    uids = dovecot_server.append_all(imap_user, contents)
    with ImapAccount(configure()) as account:
        account.examine("INBOX")
        batches = list(account.fetch(uids))
    assert [[message.place.uid for message in batch] for batch in batches] == [[1, 2], [3], [4], [5, 6]]
    assert [message.content for batch in batches for message in batch] == contents


# --- servers that die ---------------------------------------------------------------------------


def configure_own(server: DovecotServer) -> ImapMailbox:
    options: dict[str, Any] = {"host": server.host, "port": server.tls_port, "tls_ca": server.ca}
    return ImapMailbox(name="jrl", username="u", password=Secret(server.password), **options)


def test_a_server_that_is_killed_during_a_fetch(own_server: DovecotServer) -> None:
    """What came before stays, the rest is a MailboxError at once; the next session goes on where this one ended."""
    uids = own_server.append_all("u", [b"Subject: x\r\n\r\n" + b"x" * 900_000] * 40)
    with ImapAccount(configure_own(own_server)) as account:
        account.examine("INBOX")
        batches = account.fetch(uids)
        first = next(batches)
        own_server.kill()
        with pytest.raises(
            MailboxError, match=r"folder INBOX: (connection refused|the connection failed|the server closed)"
        ):
            list(batches)
    own_server.start()
    left = sorted(set(uids) - {message.place.uid for message in first})
    with ImapAccount(configure_own(own_server)) as account:
        account.examine("INBOX")
        assert len(fetch_all(account, left)) == len(left) > 0


def test_a_server_that_is_restarted_during_a_fetch(own_server: DovecotServer) -> None:
    """A restart between two batches costs nothing: the account connects again and goes on."""
    uids = own_server.append_all("u", [b"Subject: x\r\n\r\nx\r\n"] * 120)
    with ImapAccount(configure_own(own_server)) as account:
        account.examine("INBOX")
        batches = account.fetch(uids)
        found = len(next(batches))
        own_server.kill()
        own_server.start()
        assert found + sum(map(len, batches)) == 120


def test_a_message_that_makes_the_server_hang_up_holds_up_no_other(own_server: DovecotServer) -> None:
    """Dovecot ends the connection at a file that is not as long as its name says. All others come, then the error."""
    uids = own_server.append_all("u", [b"Subject: %d\r\n\r\n" % number + b"x" * 5000 for number in range(60)])
    files = (own_server.find_maildir("u") / "new").iterdir()
    broken = next(file for file in files if file.read_bytes().startswith(b"Subject: 20"))
    owner = broken.stat()
    broken.write_bytes(broken.read_bytes()[:100])
    shutil.chown(broken, owner.st_uid, owner.st_gid)
    with ImapAccount(configure_own(own_server)) as account:
        account.examine("INBOX")
        found: list[RawMessage] = []
        with pytest.raises(MailboxError, match=r"1 of the messages cannot be had: UID 21: the server"):
            found.extend(message for batch in account.fetch(uids) for message in batch)
    assert sorted(message.place.uid for message in found) == [uid for uid in uids if uid != 21]
