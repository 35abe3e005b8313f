"""Names in a Maildir: what of a file's name is the message, when it came, and where a folder lies."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jrld.mailbox.maildir import find_base, find_folder, find_received, make_uid
from maildirs import make_maildir

# --- names --------------------------------------------------------------------------------------

bases = st.text(
    st.characters(codec="ascii", categories=["L", "N"], include_characters="._=,-"), min_size=1, max_size=40
)


@given(bases, st.sampled_from([":2,", ":2,S", ":2,FRS", ":2,Sab", ";2,S", "!2,S", ":1,x"]))
def test_flags_are_no_part_of_a_name(base: str, info: str) -> None:
    """A message keeps its UID when it is read, flagged, or moved from `new` to `cur`."""
    assert find_base(base + info) == find_base(base)
    assert make_uid(base + info) == make_uid(base)


@given(bases)
def test_uids_fit_the_database(base: str) -> None:
    """63 bits and more than 0: a bigint of Postgres, and a UID as IMAP has them otherwise."""
    assert 0 < make_uid(base) < 2**63


def test_mbsync_may_number_anew() -> None:
    """mbsync writes its own UID into the name, and writes it anew when its state is lost: the same message."""
    assert (
        make_uid("1700000000.1_2.host,U=7:2,S")
        == make_uid("1700000000.1_2.host,U=9:2,")
        == make_uid("1700000000.1_2.host")
    )


def test_different_names_are_different_messages() -> None:
    """Names that differ before the flags do not meet."""
    assert len({make_uid(f"1700000000.M{number}.host,S=12") for number in range(10_000)}) == 10_000


@pytest.mark.parametrize(
    ("name", "modified", "received"),
    [
        ("1181910896.M1P2.host:2,S", 1181910896.0 + 90, datetime(2007, 6, 15, 12, 34, 56, tzinfo=UTC)),
        ("1700000000.1_2.host,U=7", 1181910896.0, datetime(2007, 6, 15, 12, 34, 56, tzinfo=UTC)),
        ("note", 1181910896.0, datetime(2007, 6, 15, 12, 34, 56, tzinfo=UTC)),
        ("1181910896.M1P2.host", 0.0, datetime(2007, 6, 15, 12, 34, 56, tzinfo=UTC)),
        ("1.host", 0.0, None),
        ("9999999999.host", 1181910896.0, datetime(2007, 6, 15, 12, 34, 56, tzinfo=UTC)),
    ],
    ids=["copied since", "mirrored", "no time in it", "file time lost", "no time at all", "no real time in it"],
)
def test_received_is_the_earlier_time(name: str, modified: float, received: datetime | None) -> None:
    """A copy makes the file's time late, a mirror the name's: whichever is earlier is nearer to the arrival."""
    assert find_received(name, modified) == received


# --- layouts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("layout", "name"),
    [
        (".Lists", "Lists"),
        (".Lists.JRL", "Lists/JRL"),
        (".Lists.JRL", "Lists.JRL"),
        (".Lists.JRL", "INBOX.Lists.JRL"),
        (".Lists.JRL", "INBOX/Lists/JRL"),
        ("Lists/JRL", "Lists/JRL"),
        ("Lists/.JRL", "Lists/JRL"),
        ("INBOX/Lists", "INBOX/Lists"),
        (".&ANw-bersicht &- &BBY-", "Übersicht & Ж"),
        (".Übersicht & Ж", "Übersicht & Ж"),
        ("Zeitung.1", "Zeitung.1"),
    ],
)
def test_finds_a_folder_in_any_layout(root: Path, layout: str, name: str) -> None:
    """Maildir++ and the layouts of mbsync, with names as they are or in modified UTF-7."""
    path = make_maildir(root / layout)
    assert find_folder(root, name) == path


def test_inbox_is_the_maildir_itself(root: Path) -> None:
    """Even when there is a folder called INBOX in it; whatever the case."""
    make_maildir(root / "INBOX")
    assert find_folder(root, "Inbox") == root


def test_inbox_may_be_a_folder(tmp_path: Path) -> None:
    """mbsync with `Path ~/Mail/` and `Inbox ~/Mail/INBOX`: the configured folder holds Maildirs and is none."""
    path = make_maildir(tmp_path / "INBOX")
    assert find_folder(tmp_path, "INBOX") == path


@pytest.mark.parametrize("name", ["../Maildir", "..", ".", "", "/etc", "a//b", "cur", "tmp", "a\0b"])
def test_does_not_leave_the_maildir(root: Path, name: str) -> None:
    """No name of a folder leads out of the Maildir or into its own parts."""
    assert find_folder(root, name) is None
