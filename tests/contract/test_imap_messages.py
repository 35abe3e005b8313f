"""Listing and fetching where a server lies, leaves things out, or fails at one message."""

from datetime import UTC, datetime
from typing import Any

import pytest

from jrld.errors import MailboxError
from jrld.mailbox.salvage import MAX_FAILURES
from jrld.model import RawMessage
from scripted_account import BODIES, answers, fail_to_read, make_account, read
from scripted_server import HANG_UP, Answer, ScriptedServer, make_fetch, read_uids

# --- listing ------------------------------------------------------------------------------------


def make_search(uids: list[int]) -> Any:
    """The answer to UID SEARCH UID in a folder with these messages; `n:m` and `*` only."""

    def search(command: str) -> bytes:
        if command == "UID SEARCH UID *":
            found = uids[-1:]
        else:
            first, last = map(int, command.split()[-1].split(":"))
            found = [uid for uid in uids if first <= uid <= last]
        return b"* SEARCH " + " ".join(map(str, found)).encode() + b"\r\n{tag} OK done\r\n"

    return search


def test_a_folder_too_big_for_one_answer() -> None:
    """160,000 messages, which SEARCH ALL would give in a line longer than imaplib reads."""
    uids = list(range(1, 160_001))
    examine = b"* 160000 EXISTS\r\n* OK [UIDVALIDITY 7]\r\n* OK [UIDNEXT 160001]\r\n{tag} OK done\r\n"
    server = ScriptedServer(answers(EXAMINE=examine, UID_SEARCH=make_search(uids)))
    with server, make_account(server) as account:
        account.examine("INBOX")
        windows = list(account.list_uids())
    assert [uid for window in windows for uid in window] == uids
    assert list(map(len, windows)) == [20_000] * 8


def test_a_sparse_folder_is_one_command() -> None:
    """UIDs up to the greatest there is, and few messages: not one command for each 20,000 UIDs."""
    uids = [5, 70_000, 4_294_967_290]
    examine = b"* 3 EXISTS\r\n* OK [UIDVALIDITY 7]\r\n* OK [UIDNEXT 4294967295]\r\n{tag} OK done\r\n"
    with (
        ScriptedServer(answers(EXAMINE=examine, UID_SEARCH=make_search(uids))) as server,
        make_account(server) as account,
    ):
        account.examine("INBOX")
        assert list(account.list_uids()) == [uids]
    assert sum("SEARCH" in command for command in server.commands) == 1


@pytest.mark.parametrize("uids", [[], [1, 2, 3], [5, 70_000, 4_294_967_290]])
def test_a_server_that_does_not_say_uidnext(uids: list[int]) -> None:
    """Some do not (RFC 3501 asks for it): the last message tells where to end."""
    examine = b"* %d EXISTS\r\n* OK [UIDVALIDITY 7]\r\n{tag} OK done\r\n" % len(uids)
    with (
        ScriptedServer(answers(EXAMINE=examine, UID_SEARCH=make_search(uids))) as server,
        make_account(server) as account,
    ):
        account.examine("INBOX")
        assert [uid for window in account.list_uids() for uid in window] == uids


def test_what_lies_outside_of_the_range_is_not_believed() -> None:
    """`n:*` gives the last message even when its UID is below n; a server that does so for ranges too is corrected."""
    with (
        ScriptedServer(answers(UID_SEARCH=b"* SEARCH 3 1 2 2 9\r\n{tag} OK done\r\n")) as server,
        make_account(server) as account,
    ):
        account.examine("INBOX")
        assert list(account.list_uids()) == [[1, 2, 3]]


# --- messages that are not given ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (b"* 2 FETCH (UID 2 BODY[] NIL)\r\n{tag} OK done\r\n", "gives it no content"),
        (b'* 2 FETCH (UID 2 BODY[] "")\r\n{tag} OK done\r\n', "gives it no content"),
        (b"* 2 FETCH (UID 2 FLAGS ())\r\n{tag} OK done\r\n", "gives it no content"),
        (b"{tag} OK done\r\n", "gives it no content"),
        (b"{tag} NO [SERVERBUG] Internal error\r\n", "the server answered: [SERVERBUG] Internal error"),
        (b"* 2 FETCH (UID 2 BODY[] (((\r\n{tag} OK done\r\n", "the server answered"),
        (b"* 2 FETCH (UID 2 BODY[] {999999999}\r\n", "makes no sense"),
        (HANG_UP, "the server closed the connection"),
    ],
    ids=["nil", "empty", "without", "nothing", "no", "unparseable", "too large a literal", "hang up"],
)
def test_a_message_that_is_not_given_is_said_and_holds_up_no_other(broken: Answer, reason: str) -> None:
    """Whichever way a server fails at one message: the others come, and this one is an error, not a message lost."""
    found: list[RawMessage] = []
    server = ScriptedServer(answers(UID_FETCH=make_fetch(BODIES, {2: broken})))
    with server, make_account(server) as account:
        account.examine("INBOX")
        with pytest.raises(MailboxError, match=r"1 of the messages cannot be had: UID 2: ") as caught:
            found.extend(message for batch in account.fetch([1, 2, 3]) for message in batch)
    assert reason in str(caught.value)
    assert {message.place.uid: message.content for message in found} == {uid: BODIES[uid] for uid in (1, 3)}


def test_messages_that_were_not_asked_for_are_passed_over() -> None:
    """Guards the store against a UID of a hostile server's making: only those of the listing are ever kept."""
    odd = b"* 9 FETCH (UID %d RFC822.SIZE 1 BODY[] {1}\r\nx)\r\n"

    def fetch(command: str) -> bytes:
        return odd % 9 + odd % 2**70 + (make_fetch(BODIES, {})(command) or b"")

    with ScriptedServer(answers(UID_FETCH=fetch)) as server:
        assert {message.place.uid: message.content for message in read(make_account(server))} == BODIES
    assert [read_uids(command) for command in server.commands if "FETCH" in command] == [[1, 2, 3]] * 2


def test_a_message_of_no_bytes_is_given() -> None:
    """The literal {0} of a message of size 0 is its content: it is kept and put aside, not fetched for ever."""
    with ScriptedServer(answers(UID_FETCH=make_fetch({1: b""}, {}))) as server, make_account(server) as account:
        account.examine("INBOX")
        assert [[message.content for message in batch] for batch in account.fetch([1])] == [[b""]]


def test_a_message_over_the_limit_is_left_out() -> None:
    """A message of a gigabyte is not loaded; those around it are."""

    def fetch(command: str) -> bytes | None:
        if "SIZE" in command:
            sizes = {1: 20, 2: 2_000_000_000, 3: 20}
            lines = [b"* %d FETCH (UID %d RFC822.SIZE %d)\r\n" % (u, u, sizes[u]) for u in read_uids(command)]
            return b"".join(lines) + b"{tag} OK done\r\n"
        return make_fetch(BODIES, {2: HANG_UP})(command)

    with ScriptedServer(answers(UID_FETCH=fetch)) as server, make_account(server) as account:
        account.examine("INBOX")
        assert [[message.place.uid for message in batch] for batch in account.fetch([1, 2, 3])] == [[1, 3]]


def test_a_server_that_refuses_everything_is_left_alone() -> None:
    """A server in trouble, or one that limits us, is not asked for each of a thousand messages."""
    many = dict.fromkeys(range(1, 1001), b"x")
    refuse: Answer = b"{tag} NO [LIMIT] slow down\r\n"
    server = ScriptedServer(answers(UID_FETCH=make_fetch(many, dict.fromkeys(many, refuse))))
    with server, make_account(server) as account:
        account.examine("INBOX")
        with pytest.raises(MailboxError, match="slow down"):
            list(account.fetch(list(many)))
    assert len(server.commands) < 3 * MAX_FAILURES


def test_another_folder_after_a_hang_up() -> None:
    """A folder that was replaced while the connection was gone has other messages: an error, not a mix-up."""
    validities = iter([7, 8])

    def examine(command: str) -> bytes:
        return b"* 3 EXISTS\r\n* OK [UIDVALIDITY %d]\r\n* OK [UIDNEXT 4]\r\n{tag} OK done\r\n" % next(validities)

    with ScriptedServer(answers(EXAMINE=examine, UID_FETCH=HANG_UP)) as server:
        assert "the folder was replaced" in fail_to_read(make_account(server))


@pytest.mark.parametrize(
    ("date", "received"),
    [
        (b'"15-Jun-2007 23:30:00 +0400"', datetime(2007, 6, 15, 19, 30, tzinfo=UTC)),
        (b'" 5-Jun-2007 23:30:00 -0800"', datetime(2007, 6, 6, 7, 30, tzinfo=UTC)),
        (b'"31-Feb-2007 23:30:00 +0400"', None),
        (b'"31-Dec-9999 23:00:00 -1400"', None),
        (b'"never"', None),
        (b"NIL", None),
    ],
)
def test_internaldate(date: bytes, received: datetime | None) -> None:
    """A time of arrival in UTC, or none when the server's is absurd; never an error."""

    def fetch(command: str) -> bytes | None:
        if "SIZE" in command:
            return make_fetch(BODIES, {})(command)
        return b"* 1 FETCH (UID 1 INTERNALDATE %s BODY[] {1}\r\nx)\r\n{tag} OK done\r\n" % date

    with ScriptedServer(answers(UID_FETCH=fetch)) as server, make_account(server) as account:
        account.examine("INBOX")
        assert [[message.received for message in batch] for batch in account.fetch([1])] == [[received]]
