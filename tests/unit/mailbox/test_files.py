"""What `jrld import` finds in files and folders, as what, and that nothing is passed over in silence."""

import gzip
import os
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jrld.mailbox.files import Problem, count_files, find_messages
from jrld.mailbox.maildir import make_uid
from jrld.model import Media, RawMessage
from maildirs import make_maildir

MAIL = b"Subject: x\nFrom: a@b.example\nDate: Mon, 2 Jan 2006 15:04:05 +0000\n\nText\n"
PAGE = b"<!DOCTYPE html>\n<html><title>JRL</title></html>\n"
TEXT = b"Johnson's Russia List\n#7131\n\n1. Text\n"
FROM = b"From a@b.example Mon Jan  2 15:04:05 2006\n"
WHEN = datetime(2006, 1, 2, 15, 4, 5, tzinfo=UTC)


def put(path: Path, content: bytes) -> Path:
    """A file of the year 2006."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (WHEN.timestamp(), WHEN.timestamp()))
    return path


def find(*paths: Path) -> tuple[list[RawMessage], dict[str, str]]:
    """The messages, and the problems by the name of their file."""
    found = list(find_messages(paths))
    problems = {item.path.name: item.reason for item in found if isinstance(item, Problem)}
    return [item for item in found if isinstance(item, RawMessage)], problems


def find_one(path: Path) -> RawMessage:
    (message,), problems = find(path)
    assert not problems
    return message


# --- one file -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["issue.eml", "issue", "1", "issue.txt", "issue.dat", "issue.eml.gz"])
def test_a_message(tmp_path: Path, name: str) -> None:
    """Told by its headers, whatever it is called; its bytes are as they were, its place is the file."""
    path = put(tmp_path / name, gzip.compress(MAIL) if name.endswith(".gz") else MAIL)
    message = find_one(path)
    assert (message.content, message.media, message.received) == (MAIL, Media.MESSAGE, WHEN)
    place = message.place
    assert (place.mailbox, place.folder, place.uidvalidity, place.uid) == ("import", str(path), 1, 1)


@pytest.mark.parametrize("name", ["jrl.mbox", "jrl", "Inbox", "jrl.txt", "jrl.mbox.gz"])
def test_an_mbox(tmp_path: Path, name: str) -> None:
    """Told by its first line; messages are numbered, and dated by their separators."""
    mbox = FROM + MAIL + b"\n" + FROM.replace(b"2006", b"2007") + MAIL + b"\n"
    path = put(tmp_path / name, gzip.compress(mbox) if name.endswith(".gz") else mbox)
    messages, problems = find(path)
    assert not problems
    assert [(message.place.folder, message.place.uid) for message in messages] == [(str(path), 1), (str(path), 2)]
    assert [message.content for message in messages] == [MAIL, MAIL]
    assert [message.received for message in messages] == [WHEN, WHEN.replace(year=2007)]


@pytest.mark.parametrize("name", ["page.html", "page.htm", "page.HTML", "page", "page.txt"])
def test_a_page(tmp_path: Path, name: str) -> None:
    """Told by its ending or its beginning; when it was saved says nothing of when it was received."""
    message = find_one(put(tmp_path / name, PAGE))
    assert (message.content, message.media, message.received) == (PAGE, Media.HTML, None)


def test_a_text(tmp_path: Path) -> None:
    """A .txt that begins like no message is a text."""
    message = find_one(put(tmp_path / "issue.txt", TEXT))
    assert (message.content, message.media, message.received) == (TEXT, Media.TEXT, None)


def test_a_text_of_any_name(tmp_path: Path) -> None:
    """A text that a person names is one, whatever it is called; found in a folder it needs its ending."""
    path = put(tmp_path / "JRL-7131", TEXT)
    assert find_one(path).media is Media.TEXT
    messages, problems = find(tmp_path)
    assert (messages, list(problems)) == ([], ["JRL-7131"])


def test_an_eml_with_a_separator(tmp_path: Path) -> None:
    """Some programs leave an mbox's separator at the head of a single message: it is no part of it."""
    message = find_one(put(tmp_path / "issue.eml", FROM.replace(b"2006", b"2007") + MAIL))
    assert (message.content, message.received) == (MAIL, WHEN.replace(year=2007))


def test_a_file_of_1970(tmp_path: Path) -> None:
    """A file without a time of its own says nothing of when the message came."""
    path = put(tmp_path / "issue.eml", MAIL)
    os.utime(path, (0, 0))
    assert find_one(path).received is None


# --- folders ------------------------------------------------------------------------------------


def test_a_folder_in_the_order_of_its_names(tmp_path: Path) -> None:
    """The same order each time, and every kind of file."""
    put(tmp_path / "b" / "2.eml", MAIL + b"2")
    put(tmp_path / "b" / "1.eml", MAIL + b"1")
    put(tmp_path / "a.html", PAGE)
    put(tmp_path / "c.mbox", FROM + MAIL)
    put(tmp_path / "d" / "e" / "f.txt", TEXT)
    messages, problems = find(tmp_path)
    assert not problems
    assert [message.content for message in messages] == [PAGE, MAIL + b"1", MAIL + b"2", MAIL, TEXT]


def test_a_maildir_with_folders(tmp_path: Path) -> None:
    """Known by its `cur` and `new`; its hidden folders are mail too, its `tmp` and its indices are not."""
    for folder in (tmp_path, tmp_path / ".Lists"):
        make_maildir(folder)
    put(tmp_path / "new" / "1.host", MAIL)
    put(tmp_path / "cur" / "2.host:2,S", b"anything")
    put(tmp_path / "tmp" / "3.host", MAIL)
    put(tmp_path / ".Lists" / "cur" / "4.host:2,", MAIL)
    put(tmp_path / "dovecot-uidlist", b"3 V1\n")
    put(tmp_path / "dovecot.index.cache", b"\0")
    put(tmp_path / ".mbsyncstate", b"1\n")
    messages, problems = find(tmp_path)
    assert not problems
    places = [(message.place.folder, message.place.uid) for message in messages]
    assert places == [
        (str(tmp_path), make_uid("1.host")),
        (str(tmp_path), make_uid("2.host")),
        (str(tmp_path / ".Lists"), make_uid("4.host")),
    ]
    assert all(message.media is Media.MESSAGE for message in messages)


def test_a_flag_changes_no_place(tmp_path: Path) -> None:
    """An archive that is imported again after its mails were read has the same places."""
    make_maildir(tmp_path)
    path = put(tmp_path / "new" / "1.host", MAIL)
    before = find_one(tmp_path).place
    path.rename(tmp_path / "cur" / "1.host:2,S")
    assert find_one(tmp_path).place == before


def test_what_is_known_to_be_no_mail(tmp_path: Path) -> None:
    """Hidden files, indices and the parts of a saved page are passed over; without its page, such a folder is one."""
    for name in (".DS_Store", ".hidden/a.eml", "Thumbs.db", "Inbox.msf", "page_files/ad.html", "page_files/logo.png"):
        put(tmp_path / name, MAIL)
    put(tmp_path / "page.html", PAGE)
    put(tmp_path / "my_files" / "a.eml", MAIL)
    messages, problems = find(tmp_path)
    assert not problems
    assert [Path(message.place.folder).name for message in messages] == ["a.eml", "page.html"]


def test_hidden_paths_that_are_named(tmp_path: Path) -> None:
    """What a person names is read, though it is hidden."""
    put(tmp_path / ".mail" / "a.eml", MAIL)
    assert find_one(tmp_path / ".mail").content == find_one(tmp_path / ".mail" / "a.eml").content == MAIL


# --- problems -----------------------------------------------------------------------------------


def test_every_problem_is_said_and_stops_nothing(tmp_path: Path) -> None:
    """What gives no message is named with the reason, and the others come."""
    put(tmp_path / "a.eml", MAIL)
    put(tmp_path / "empty.eml", b"")
    put(tmp_path / "picture.png", b"\x89PNG\r\n\x1a\n\0")
    put(tmp_path / "damaged.eml.gz", gzip.compress(MAIL)[:-12])
    put(tmp_path / "damaged.mbox.gz", gzip.compress(FROM + MAIL)[:20] + b"\0" * 30)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "lost").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path)
    put(tmp_path / "z.eml", MAIL)
    messages, problems = find(tmp_path, tmp_path / "missing", tmp_path / "pipe")
    assert [Path(message.place.folder).name for message in messages] == ["a.eml", "z.eml"]
    assert {name: reason.split(",")[0] for name, reason in problems.items()} == {
        "empty.eml": "is empty",
        "picture.png": "is no message",
        "damaged.eml.gz": problems["damaged.eml.gz"],
        "damaged.mbox.gz": problems["damaged.mbox.gz"],
        "pipe": "is no file and no folder",
        "lost": "is a link to nothing",
        "loop": "is a link to a folder",
        "missing": "cannot be read: No such file or directory",
    }
    assert problems["damaged.eml.gz"].startswith("cannot be read: ")


def test_a_looping_link_loses_nothing_else(tmp_path: Path) -> None:
    """Guards a folder, and a Maildir, against one entry that cannot be looked at: the rest of it was lost."""
    put(tmp_path / "a.eml", MAIL)
    (tmp_path / "b").symlink_to("b")
    (tmp_path / "b_files").symlink_to("b_files")
    put(tmp_path / "c.eml", MAIL)
    put(tmp_path / "maildir" / "cur" / "1.host", MAIL)
    (tmp_path / "maildir" / "cur" / "2.host").symlink_to("2.host")
    (tmp_path / "maildir" / "new").mkdir()
    messages, problems = find(tmp_path)
    assert [Path(message.place.folder).name for message in messages] == ["a.eml", "c.eml", "maildir"]
    assert problems == dict.fromkeys(("b", "b_files"), "cannot be read: Too many levels of symbolic links")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(tmp_path: Path) -> None:
    """A file and a folder without permission are said."""
    put(tmp_path / "a.eml", MAIL).chmod(0)
    put(tmp_path / "b" / "b.eml", MAIL)
    (tmp_path / "b").chmod(0)
    put(tmp_path / "c.eml", MAIL)
    messages, problems = find(tmp_path)
    (tmp_path / "b").chmod(0o700)
    assert len(messages) == 1
    assert problems == dict.fromkeys(("a.eml", "b"), "cannot be read: Permission denied")


def test_links_to_files_are_followed(tmp_path: Path) -> None:
    """A link to a file is the file; a link that is named may lead to a folder."""
    put(tmp_path / "elsewhere" / "a.eml", MAIL)
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "b.eml").symlink_to(tmp_path / "elsewhere" / "a.eml")
    (tmp_path / "link").symlink_to(tmp_path / "here")
    assert find_one(tmp_path / "link").content == MAIL


def test_a_file_over_the_limit(tmp_path: Path) -> None:
    """A file larger than any message is a problem and is not loaded; so is one that is packed small."""
    with (tmp_path / "big.eml").open("wb") as file:
        file.truncate(200 * 1024**2)
    with gzip.open(tmp_path / "bomb.txt.gz", "wb", compresslevel=1) as packed:
        for _ in range(101):
            packed.write(b"\n" * 1024**2)
    messages, problems = find(tmp_path)
    assert not messages
    assert set(problems) == {"big.eml", "bomb.txt.gz"}
    assert all("is larger than 100 MB" in reason for reason in problems.values())


def test_a_message_over_the_limit_within_an_mbox(tmp_path: Path) -> None:
    """It is a problem of that message alone, and takes no memory."""
    with (tmp_path / "jrl.mbox").open("wb") as file:
        file.write(FROM + MAIL)
        file.seek(101 * 1024**2, os.SEEK_CUR)
        file.write(b"\n\n" + FROM + MAIL)
    messages, problems = find(tmp_path)
    assert [message.place.uid for message in messages] == [2]
    assert problems["jrl.mbox"].startswith("message 1 is larger than 100 MB")


def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    """A place is text that a database takes, whatever bytes a file's name has."""
    path = tmp_path / os.fsdecode(b"a\xf6.eml")
    put(path, MAIL)
    assert find_one(path).place.folder == f"{tmp_path}/a\\xf6.eml"


# --- progress and memory ------------------------------------------------------------------------


def test_progress_reaches_its_total(tmp_path: Path) -> None:
    """`on_file` is called as often as `count_files` says, whether a file gives one message, many, or none."""
    put(tmp_path / "a.eml", MAIL)
    put(tmp_path / "b.mbox", (FROM + MAIL + b"\n") * 5)
    put(tmp_path / "c.png", b"\x89PNG\0")
    put(tmp_path / ".hidden", MAIL)
    os.mkfifo(tmp_path / "pipe")
    done: list[None] = []
    paths = [tmp_path, tmp_path / "a.eml", tmp_path / "missing"]
    assert sum(isinstance(found, RawMessage) for found in find_messages(paths, lambda: done.append(None))) == 7
    assert len(done) == count_files(paths) == 4


def test_memory_is_bounded_by_one_message(tmp_path: Path) -> None:
    """An mbox of 40 MB in messages of 100 KB is never held as a whole."""
    message = MAIL + (b"x" * 99 + b"\n") * 1000
    put(tmp_path / "jrl.mbox", (FROM + message + b"\n") * 400)
    tracemalloc.start()
    try:
        assert sum(1 for _ in find_messages([tmp_path])) == 400
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 * 1024**2
