"""A Maildir that another program fills: layouts, names, flags that change while it is read, and what is no message."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from jrld.config.models import MaildirMailbox
from jrld.errors import MailboxError
from jrld.mailbox.maildir import Maildir, find_folder, make_uid
from jrld.model import RawMessage
from maildirs import make_maildir

MAIL = b"Subject: x\n\nx\n"


@pytest.fixture
def maildir(root: Path) -> Maildir:
    return Maildir(MaildirMailbox(name="jrl", maildir=root))


def list_all(maildir: Maildir) -> list[int]:
    return [uid for uids in maildir.list_uids() for uid in uids]


def fetch_all(maildir: Maildir, uids: list[int]) -> dict[int, RawMessage]:
    return {message.place.uid: message for batch in maildir.fetch(uids) for message in batch}


# --- folders --------------------------------------------------------------------------------------


def test_lists_folders(root: Path, maildir: Maildir) -> None:
    """The folders are shown as they can be configured."""
    for layout in (".Lists.JRL", ".Übersicht", "Plain/Sub", "Legacy/.Sub"):
        make_maildir(root / layout)
    (root / "notes").mkdir()
    assert maildir.list_folders() == ["INBOX", "Legacy/Sub", "Lists/JRL", "Plain/Sub", "Übersicht"]
    assert all(find_folder(root, name) is not None for name in maildir.list_folders())


def test_a_missing_folder_is_named_with_those_there_are(root: Path, maildir: Maildir) -> None:
    """A misspelt folder is said to be missing, with the likeliest one first."""
    make_maildir(root / ".Lists.JRL")
    with (
        maildir,
        pytest.raises(MailboxError, match=r"folder Lists/JRl: there is no such folder; there are: Lists/JRL, INBOX"),
    ):
        maildir.examine("Lists/JRl")


# --- what is a message --------------------------------------------------------------------------


def test_reads_new_and_cur_and_nothing_else(root: Path, maildir: Maildir, tmp_path: Path) -> None:
    """tmp is another program's; dot files, folders, sockets and pipes are no messages; links to files are."""
    (root / "new" / "1.host").write_bytes(MAIL)
    (root / "cur" / "2.host:2,S").write_bytes(MAIL)
    (root / "tmp" / "3.host").write_bytes(MAIL)
    (root / "cur" / ".4.host").write_bytes(MAIL)
    (root / "cur" / "5.host").mkdir()
    os.mkfifo(root / "cur" / "6.host")
    (tmp_path / "elsewhere").write_bytes(MAIL)
    (root / "cur" / "7.host").symlink_to(tmp_path / "elsewhere")
    (root / "cur" / "8.host").symlink_to(tmp_path / "nowhere")
    (root / "dovecot-uidlist").write_bytes(b"3 V1 N1\n")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(root / "new" / "9.host"))
        with maildir:
            maildir.examine("INBOX")
            assert sorted(list_all(maildir)) == sorted(make_uid(f"{number}.host") for number in (1, 2, 7))


def test_a_message_in_both_is_one(root: Path, maildir: Maildir) -> None:
    """Seen in `new`, then moved and seen in `cur`: one UID, one message."""
    (root / "new" / "1.host").write_bytes(MAIL)
    (root / "cur" / "1.host:2,S").write_bytes(MAIL)
    with maildir:
        maildir.examine("INBOX")
        assert list_all(maildir) == [make_uid("1.host")]
        assert len(fetch_all(maildir, list_all(maildir))) == 1


Change = Callable[[Path], object]


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "new" / "1.host").rename(root / "cur" / "1.host:2,S"),
        lambda root: (root / "new" / "1.host").rename(root / "new" / "1.host:2,FS"),
    ],
    ids=["moved", "flagged"],
)
def test_finds_a_message_that_was_renamed(root: Path, maildir: Maildir, change: Change) -> None:
    """Between listing and reading a mail program shows the message: its file has another name, and is still found."""
    (root / "new" / "1.host").write_bytes(MAIL)
    with maildir:
        maildir.examine("INBOX")
        uids = list_all(maildir)
        change(root)
        assert fetch_all(maildir, uids)[uids[0]].content == MAIL


def test_fetches_without_having_listed(root: Path, maildir: Maildir) -> None:
    """A session may fetch what an earlier one listed."""
    (root / "new" / "1.host").write_bytes(MAIL)
    with maildir:
        maildir.examine("INBOX")
        assert len(fetch_all(maildir, [make_uid("1.host")])) == 1


def test_a_link_to_nowhere_loses_no_message(root: Path, maildir: Maildir) -> None:
    """Guards the folder against links that the system will not follow: one made every listing fail, for ever."""
    (root / "new" / "1.host").write_bytes(MAIL)
    (root / "cur" / "loop").symlink_to("loop")
    (root / "cur" / "through").symlink_to(root / "new" / "1.host" / "x")
    (root / "new" / "long").symlink_to("x" * 300)
    with maildir:
        maildir.examine("INBOX")
        assert list_all(maildir) == [make_uid("1.host")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may look everywhere")
def test_a_link_that_may_not_be_followed_is_named(root: Path, maildir: Maildir, tmp_path: Path) -> None:
    """Guards the folder against a link to where we may not look: all others come, then the error names the link."""
    for number in (1, 3):
        (root / "new" / f"{number}.host").write_bytes(MAIL)
    (tmp_path / "closed").mkdir(mode=0)
    (root / "new" / "2.host").symlink_to(tmp_path / "closed" / "x")
    check_that_only_2_is_missing(maildir)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_holds_up_no_other(root: Path, maildir: Maildir) -> None:
    """All others come, then the error names the file."""
    for number in (1, 2, 3):
        (root / "new" / f"{number}.host").write_bytes(MAIL)
    (root / "new" / "2.host").chmod(0)
    check_that_only_2_is_missing(maildir)


def test_a_file_that_cannot_be_read_holds_up_no_other(root: Path, maildir: Maildir) -> None:
    """The same for one that is no longer a file when it is read."""
    for number in (1, 2, 3):
        (root / "new" / f"{number}.host").write_bytes(MAIL)
    with maildir:
        maildir.examine("INBOX")
        list_all(maildir)
        (root / "new" / "2.host").unlink()
        (root / "new" / "2.host").mkdir()
        found: list[RawMessage] = []
        uids = [make_uid(f"{number}.host") for number in (1, 2, 3)]
        with pytest.raises(MailboxError, match=r"1 of the messages cannot be had: .*2\.host: Is a directory"):
            found.extend(message for batch in maildir.fetch(uids) for message in batch)
        assert len(found) == 2


def check_that_only_2_is_missing(maildir: Maildir) -> None:
    with maildir:
        maildir.examine("INBOX")
        found: list[RawMessage] = []
        with pytest.raises(MailboxError, match=r"1 of the messages cannot be had: .*2\.host: Permission denied"):
            found.extend(message for batch in maildir.fetch(list_all(maildir)) for message in batch)
        assert len(found) == 2


def test_a_file_over_the_limit_is_left_out(root: Path, maildir: Maildir) -> None:
    """A file larger than any message is not loaded; the others come."""
    (root / "new" / "1.host").write_bytes(MAIL)
    with (root / "new" / "2.host").open("wb") as file:
        file.truncate(200 * 1024 * 1024)  # a hole: takes no room
    with maildir:
        maildir.examine("INBOX")
        assert list(fetch_all(maildir, list_all(maildir))) == [make_uid("1.host")]


def test_names_that_are_not_utf8(root: Path, maildir: Maildir) -> None:
    """A file name of any bytes is read as any other."""
    (root / os.fsdecode(b"new/1.h\xf6st")).write_bytes(MAIL)
    with maildir:
        maildir.examine("INBOX")
        assert len(fetch_all(maildir, list_all(maildir))) == 1


# --- a Maildir that is away ---------------------------------------------------------------------


def test_a_maildir_that_is_not_there(root: Path, maildir: Maildir) -> None:
    """A disk that is not mounted is a MailboxError, to be tried again; never an empty folder."""
    root.rename(root.with_name("gone"))
    with pytest.raises(MailboxError, match=rf"mailbox jrl \({root}\).*: the Maildir is away"), maildir:
        pass


def test_a_mount_point_without_its_disk(root: Path, maildir: Maildir) -> None:
    """The folder is there and empty: it is no Maildir, and not one without messages."""
    root.rename(root.with_name("gone"))
    root.mkdir()
    with maildir, pytest.raises(MailboxError, match="it is no Maildir"):
        maildir.examine("INBOX")


def test_a_maildir_that_goes_away(root: Path, maildir: Maildir) -> None:
    """Gone between two steps: the next one says so, and no message is taken for expunged."""
    (root / "new" / "1.host").write_bytes(MAIL)
    with maildir:
        maildir.examine("INBOX")
        uids = list_all(maildir)
        (root / "new").rename(root / "away")
        with pytest.raises(MailboxError, match="the Maildir is away"):
            fetch_all(maildir, uids)
        with pytest.raises(MailboxError, match="the Maildir is away"):
            list_all(maildir)


def test_batches_are_bounded_in_bytes(root: Path, maildir: Maildir) -> None:
    """16 MB at a time; a larger file comes alone."""
    for number, size in enumerate((7, 7, 7, 17, 1)):
        with (root / "new" / f"{number}.host").open("wb") as file:
            file.truncate(size * 1024 * 1024)
    with maildir:
        maildir.examine("INBOX")
        sizes = [[len(message.content) // 1024**2 for message in batch] for batch in maildir.fetch(list_all(maildir))]
    assert sorted(size for batch in sizes for size in batch) == [1, 7, 7, 7, 17]
    assert all(len(batch) == 1 or sum(batch) <= 16 for batch in sizes)


def test_a_big_folder_is_listed_in_pieces(root: Path, maildir: Maildir) -> None:
    """At most 20,000 UIDs at a time, ascending over all of them."""
    (root / "tmp" / "one").write_bytes(MAIL)
    for number in range(20_100):
        (root / "cur" / f"{number}.host:2,").hardlink_to(root / "tmp" / "one")
    with maildir:
        maildir.examine("INBOX")
        pieces = list(maildir.list_uids())
    assert list(map(len, pieces)) == [20_000, 100]
    uids = [uid for piece in pieces for uid in piece]
    assert uids == sorted(uids)
