"""ImapAccount against servers that no working one is like: silent, babbling, lying. And being told to stop."""

import contextlib
import re
import socket
from collections.abc import Iterator
from threading import Thread
from time import monotonic

import pytest

from jrld.config import Secret
from jrld.errors import MailboxError
from jrld.mailbox.imap import ImapAccount
from scripted_account import BODIES, PASSWORD, PLAIN, answers, configure, fail_to_read, make_account, read
from scripted_server import ANSWERS, GREETING, HANG_UP, SILENCE, Answer, ScriptedServer

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


@pytest.mark.parametrize("number", [2**32, 2**63, 2**64, 10**400])
@pytest.mark.parametrize("name", ["UIDVALIDITY", "UIDNEXT", "UID"])
def test_a_number_beyond_32_bits(name: str, number: int) -> None:
    """Guards the database, whose integers have 64 bits, and the listing, which would never end: it is an error."""
    values = {"UIDVALIDITY": 7, "UIDNEXT": 4} | {name: number}
    examine = "".join(f"* OK [{key} {value}] x\r\n" for key, value in values.items() if key != "UID")
    said = answers(EXAMINE=f"* 3 EXISTS\r\n{examine}{{tag}} OK done\r\n".encode())
    if name == "UID":
        said["UID SEARCH"] = f"* SEARCH 1 {number}\r\n{{tag}} OK done\r\n".encode()
    with ScriptedServer(said) as server:
        reason = fail_to_read(make_account(server))
    assert f"gives a {name} that is not between 1 and 4294967295: {number}"[:100] in reason
    assert len(reason) < 400


@pytest.mark.parametrize("number", ["-1", "0"])
def test_a_uidvalidity_that_is_none(number: str) -> None:
    """Guards against what no folder has: it is an error, not a folder of its own."""
    examine = f"* 3 EXISTS\r\n* OK [UIDVALIDITY {number}] x\r\n{{tag}} OK done\r\n".encode()
    with ScriptedServer(answers(EXAMINE=examine)) as server:
        assert "UIDVALIDITY" in fail_to_read(make_account(server))


def test_a_uid_of_zero() -> None:
    """Guards against what no message has: it is an error."""
    with ScriptedServer(answers(UID_SEARCH=b"* SEARCH 0 1\r\n{tag} OK done\r\n")) as server:
        assert "gives a message the UID 0" in fail_to_read(make_account(server))


def test_the_greatest_numbers_there_are() -> None:
    """Guards the border: 2**32 - 1 is a UIDVALIDITY and a UID like any other."""
    last = 2**32 - 1
    examine = b"* 1 EXISTS\r\n* OK [UIDVALIDITY %d] x\r\n{tag} OK done\r\n" % last
    search = b"* SEARCH %d\r\n{tag} OK done\r\n" % last
    with (
        ScriptedServer(answers(EXAMINE=examine, UID_SEARCH=search)) as server,
        make_account(server) as account,
    ):
        assert account.examine("INBOX") == last
        assert list(account.list_uids()) == [[last]]


def test_greets_as_the_script_says() -> None:
    """The scripted server itself is a working one where nothing is changed."""
    with ScriptedServer(answers(), GREETING) as server:
        assert [message.content for message in read(make_account(server))] == list(BODIES.values())
