"""ImapAccount against servers that no working one is like: silent, babbling, lying. And being told to stop."""

import contextlib
import re
import socket
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Thread
from time import monotonic
from typing import Any

import pytest

from jrld.config import Secret
from jrld.config.models import ImapMailbox
from jrld.errors import MailboxError
from jrld.mailbox.imap import ImapAccount
from jrld.mailbox.salvage import MAX_FAILURES
from jrld.model import RawMessage
from scripted_server import ANSWERS, GREETING, HANG_UP, SILENCE, Answer, ScriptedServer, make_fetch, read_uids

PASSWORD = "s3cret-s3cret"
BODIES = {uid: b"Subject: %d\r\n\r\nx\r\n" % uid for uid in (1, 2, 3)}
PLAIN: dict[str, Answer] = {"CAPABILITY": b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n{tag} OK done\r\n"}


def configure(port: int, **changed: Any) -> ImapMailbox:
    options = {"tls": "none", "host": "127.0.0.1", "port": port, "username": "ann", "password": Secret(PASSWORD)}
    return ImapMailbox(name="jrl", **{**options, **changed})


def make_account(server: ScriptedServer, seconds: float = 5.0, **changed: Any) -> ImapAccount:
    return ImapAccount(configure(server.port, **changed), connect_seconds=seconds, read_seconds=seconds)


def answers(**changed: Answer) -> dict[str, Answer]:
    """What a plain server with BODIES says, but for what is changed; `_` in a name stands for a space."""
    plain = {**ANSWERS, "UID FETCH": make_fetch(BODIES, {})}
    return {**plain, **{name.replace("_", " "): answer for name, answer in changed.items()}}


def read(account: ImapAccount) -> list[RawMessage]:
    """A whole session."""
    with account:
        account.examine("INBOX")
        uids = [uid for window in account.list_uids() for uid in window]
        return [message for batch in account.fetch(uids) for message in batch]


def fail_to_read(account: ImapAccount) -> str:
    """What the session says; and nothing in the whole traceback tells the password."""
    with pytest.raises(MailboxError) as caught:
        read(account)
    shown = "".join(traceback.format_exception(caught.value))
    assert PASSWORD not in shown
    assert "During handling of the above exception" not in shown
    return str(caught.value)


# --- what it says to a server -------------------------------------------------------------------


def test_says_nothing_that_changes_a_mailbox() -> None:
    """EXAMINE and BODY.PEEK[] alone: never SELECT, STORE or a BODY[] that sets \\Seen."""
    with ScriptedServer(answers()) as server:
        assert len(read(make_account(server))) == 3
    said = [re.sub(r"^(LOGIN|EXAMINE).*", r"\1", command) for command in server.commands]
    assert said == [
        "CAPABILITY",
        "LOGIN",
        "EXAMINE",
        "CAPABILITY",  # of the account, which may be other than before the login
        "UID SEARCH UID 1:3",
        "UID FETCH 1,2,3 (RFC822.SIZE)",
        "UID FETCH 1,2,3 (INTERNALDATE BODY.PEEK[])",
        "LOGOUT",
    ]


@pytest.mark.parametrize("password", [PASSWORD, 'quo"te\\and space'])
def test_logs_in_by_login_where_plain_is_not_offered(password: str) -> None:
    """Old servers know LOGIN only; quotes and backslashes in the password reach them as they are."""
    with ScriptedServer(answers()) as server:
        assert len(read(make_account(server, password=Secret(password)))) == 3
    quoted = password.replace("\\", "\\\\").replace('"', '\\"')
    assert f'LOGIN ann "{quoted}"' in server.commands


def test_a_password_that_login_cannot_carry() -> None:
    """A password that is not ASCII, at a server without AUTH=PLAIN, is said to be that; it is not shown."""
    with ScriptedServer(answers()) as server:
        said = fail_to_read(make_account(server, password=Secret("pässwört-s3")))
    assert "login refused for ann" in said
    assert "s3" not in said


@pytest.mark.parametrize("capability", [ANSWERS["CAPABILITY"], PLAIN["CAPABILITY"]], ids=["login", "plain"])
def test_never_repeats_the_password_that_a_server_echoes(capability: Answer) -> None:
    """A server that answers with the command it did not like does not bring the password into the log."""

    def echo(command: str) -> bytes:
        return f"{{tag}} NO cannot {command} AG{'x'}".encode() + b" (AGFubgBzM2NyZXQtczNjcmV0)\r\n"

    with ScriptedServer(answers(CAPABILITY=capability, LOGIN=echo, AUTHENTICATE=echo)) as server:
        said = fail_to_read(make_account(server))
    assert "login refused for ann" in said
    assert PASSWORD not in said
    assert "AGFubgBzM2NyZXQtczNjcmV0" not in said  # the same in base64, as AUTHENTICATE PLAIN sends it


def test_starttls_that_is_not_offered() -> None:
    """A server without STARTTLS gets no password: somebody in between may have taken the offer away."""
    with ScriptedServer(answers()) as server:
        said = fail_to_read(make_account(server, tls="starttls"))
    assert "does not start TLS" in said
    assert not any("LOGIN" in command for command in server.commands)


# --- silence ------------------------------------------------------------------------------------


@pytest.mark.parametrize("tls", ["none", "starttls", "implicit"])
def test_a_server_that_never_greets(tls: str) -> None:
    """A port that accepts and says nothing costs the deadline, no more."""
    with ScriptedServer(greeting=SILENCE) as server:
        said = fail_to_read(make_account(server, seconds=0.2, tls=tls))
    assert "no answer within 0.2 s" in said


@pytest.mark.parametrize("command", ["LOGIN", "EXAMINE", "UID SEARCH", "UID FETCH"])
def test_a_server_that_stops_answering(command: str) -> None:
    """Silence in the midst of a session ends in time, and is not tried again at once."""
    with ScriptedServer(answers() | {command: SILENCE}) as server:
        said = fail_to_read(make_account(server, seconds=0.2))
    assert "no answer within 0.2 s" in said
    assert server.connections == 1


# --- being told to stop -------------------------------------------------------------------------


@contextlib.contextmanager
def telling_to_stop(account: ImapAccount, server: ScriptedServer) -> Iterator[None]:
    """Aborts from another thread as soon as the account waits in vain; checks that it ends at once."""

    def abort() -> None:
        assert server.reached.wait(10)
        account.abort()

    thread = Thread(target=abort)
    thread.start()
    start = monotonic()
    try:
        yield
    finally:
        thread.join()
    assert monotonic() - start < 10, "it waited for the deadline"


@pytest.mark.parametrize("tls", ["none", "starttls", "implicit"])
def test_abort_while_connecting(tls: str) -> None:
    """A stop ends the wait for a greeting, and the handshake of TLS."""
    with ScriptedServer(greeting=SILENCE) as server:
        account = make_account(server, seconds=60, tls=tls)
        with telling_to_stop(account, server):
            assert "it was told to stop" in fail_to_read(account)


@pytest.mark.parametrize("command", ["LOGIN", "EXAMINE", "UID SEARCH", "UID FETCH"])
def test_abort_while_reading(command: str) -> None:
    """A stop ends a read that waits for an answer, and does not connect again."""
    with ScriptedServer(answers() | {command: SILENCE}) as server:
        account = make_account(server, seconds=60)
        with telling_to_stop(account, server):
            assert "it was told to stop" in fail_to_read(account)
    assert server.connections == 1


def test_abort_in_the_midst_of_a_message() -> None:
    """A stop ends a literal of which only the beginning came."""
    started = b"* 1 FETCH (UID 1 RFC822.SIZE 9 BODY[] {100000}\r\nhalf of it"
    with ScriptedServer(answers(UID_FETCH=started)) as server:
        account = make_account(server, seconds=60)
        with telling_to_stop(account, server):
            assert "it was told to stop" in fail_to_read(account)


def test_abort_while_the_connection_is_made() -> None:
    """A stop ends a connect that nobody answers, here since the queue of those who knock is full."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full, contextlib.ExitStack() as stack:
        for _ in range(8):  # the kernel lets one or two in
            knocking = stack.enter_context(socket.socket())
            knocking.setblocking(False)
            knocking.connect_ex(full.getsockname())
        account = ImapAccount(configure(full.getsockname()[1]), connect_seconds=60)
        thread = Thread(target=lambda: failures.append(fail_to_read(account)))
        failures: list[str] = []
        thread.start()
        account.abort()
        thread.join(10)
        assert not thread.is_alive()
    assert "it was told to stop" in failures[0]


def test_works_again_after_an_abort() -> None:
    """A stop is for one session: the next poll with the same account reads as ever."""
    with ScriptedServer(answers()) as server:
        account = make_account(server)
        with account:
            account.abort()
            with pytest.raises(MailboxError, match="told to stop"):
                account.examine("INBOX")
        assert len(read(account)) == 3


# --- babble -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "greeting",
    [
        b"SSH-2.0-OpenSSH_9.2p1\r\n",
        b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
        b"* BYE too many connections\r\n",
        b"* PREAUTH welcome\r\n",
        b"\x15\x03\x01\x00\x02\x02\x46",
        bytes(range(256)) * 100,
        b"* OK " + b"x" * 2_000_000,
        HANG_UP,
    ],
    ids=["ssh", "http", "bye", "preauth", "tls", "noise", "endless", "nothing"],
)
def test_a_greeting_of_something_else(greeting: bytes | None) -> None:
    """Whatever answers on the port: a MailboxError that names mailbox and server, as text of one line."""
    with ScriptedServer(greeting=greeting) as server:
        said = fail_to_read(make_account(server, seconds=0.5))
    assert said.startswith(f"mailbox jrl (127.0.0.1:{server.port}): ")
    assert said.isprintable()
    assert len(said) < 400


NONSENSE = [
    b"* SEARCH one two\r\n{tag} OK done\r\n",
    b"* OK [UIDVALIDITY seven]\r\n* x EXISTS\r\n{tag} OK done\r\n",
    b"* 1 FETCH (UID 1 BODY[] {99999999999999}\r\n",
    b"* 1 FETCH (UID 1 BODY[] {999999999999999999999999}\r\n",
    b"* 1 FETCH " + b"(" * 100_000 + b"\r\n{tag} OK done\r\n",
    b"* 1 FETCH (UID x BODY[] NIL)\r\n{tag} OK done\r\n",
    b"* 1 FETCH (UID 1 BODY[\r\n{tag} OK done\r\n",
    b"* 1 FETCH (UID 1 FLAGS)\r\n{tag} OK done\r\n",
    b'* LIST () "/\r\n{tag} OK done\r\n',
    b"* BYE going down\r\n",
    b"* OK\xff\xfe\r\n{tag} NO \xff\xfe\r\n",
    b"\x00\x01\x02\r\n",
    b"+ go on\r\n",
    b"{tag} OK done\r\n",
    b"{tag} BAD what\r\n",
    b"other OK\r\n",
    HANG_UP,
]


@pytest.mark.parametrize("nonsense", NONSENSE)
@pytest.mark.parametrize("command", ["CAPABILITY", "LOGIN", "EXAMINE", "LIST", "UID SEARCH", "UID FETCH", "LOGOUT"])
def test_nonsense_is_a_mailbox_error(command: str, nonsense: Answer) -> None:
    """Whatever a server answers to whatever: messages that are there, none, or a MailboxError; never another error."""
    with ScriptedServer(answers() | {command: nonsense, "EXAMINE NOWHERE": b"{tag} NO never\r\n"}) as server:
        account = make_account(server, seconds=0.2)
        with contextlib.suppress(MailboxError):
            assert all(message.content in BODIES.values() for message in read(account))
        with contextlib.suppress(MailboxError), account:
            account.examine("Nowhere")


def test_a_folder_without_uidvalidity() -> None:
    """Without it UIDs mean nothing in the next session: it is an error, not a guess."""
    with ScriptedServer(answers(EXAMINE=b"* 3 EXISTS\r\n* OK [UIDNEXT 4] next\r\n{tag} OK done\r\n")) as server:
        assert "gives the folder no UIDVALIDITY" in fail_to_read(make_account(server))


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
        with pytest.raises(MailboxError, match=r"1 messages were not given: UID 2: ") as caught:
            found.extend(message for batch in account.fetch([1, 2, 3]) for message in batch)
    assert reason in str(caught.value)
    assert {message.place.uid: message.content for message in found} == {uid: BODIES[uid] for uid in (1, 3)}


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


def test_greets_as_the_script_says() -> None:
    """The scripted server itself is a working one where nothing is changed."""
    with ScriptedServer(answers(), GREETING) as server:
        assert [message.content for message in read(make_account(server))] == list(BODIES.values())
