"""What the database's failures mean to the daemon: wait, set the message aside, or stop. No secret gets out."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from jrld.errors import ConfigError, JrldError, MessageError, StoreTooSlow, StoreUnavailable
from jrld.model import Address, Issue, Mail
from jrld.postgres import EmbeddedServer
from jrld.store.engine import open_engine, transaction
from jrld.store.messages import find_pending, keep
from jrld.store.publish import publish
from jrld.store.schema import find_revision, migrate
from store_fixtures import keep_one, make_issue, make_mail, make_raw, prose

SECRET = "s3cret%2Fword"  # as it stands in an address; the password is s3cret/word


def all_words(error: BaseException | None) -> str:
    """What an error and all that is shown with it in a traceback say."""
    words = []
    while error is not None:
        words.append(f"{error} {error!r}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join(words)


# --- away: wait ---------------------------------------------------------------------------------


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port where somebody takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        yield port


def test_stopped_and_started_again(data: Path) -> None:
    """The server goes away under an open pool: StoreUnavailable, and when it is back the same engine goes on."""
    with EmbeddedServer(data) as server:
        engine = open_engine(server.url)
        migrate(engine)
        keep(engine, [make_raw(b"before")])
        server.stop()
        with pytest.raises(StoreUnavailable, match=r"database jrld@127\.0\.0\.1:\d+/jrld"):
            find_pending(engine)
        with pytest.raises(StoreUnavailable):
            keep(engine, [make_raw(b"meanwhile")])
        server.ensure()
        assert len(keep(engine, [make_raw(b"before"), make_raw(b"after")])) == 1
        engine.dispose()


def test_stopped_within_a_transaction(data: Path) -> None:
    """The server goes away between two statements: nothing of the transaction is left, and it is StoreUnavailable."""
    with EmbeddedServer(data) as server:
        engine = open_engine(server.url)
        migrate(engine)
        with pytest.raises(StoreUnavailable), transaction(engine) as connection:  # noqa: PT012 - the transaction's end
            connection.execute(text("INSERT INTO jrld.folder (mailbox, folder) VALUES ('a', 'b')"))
            server.stop()
            connection.execute(text("SELECT 1"))
        server.ensure()
        with transaction(engine) as connection:
            assert connection.scalar(text("SELECT count(*) FROM jrld.folder")) == 0
        engine.dispose()


def test_nobody_listens(store_url: str, silent_port: int) -> None:
    """A wrong port, a name that is none, a server that says nothing, a closed door, no such database: all may pass."""
    url = make_url(store_url)
    free = socket.create_server(("127.0.0.1", 0))
    wrong_port = url.set(port=free.getsockname()[1])
    free.close()
    wrong = [
        wrong_port,
        url.set(host="no-such-host.invalid"),
        url.set(port=silent_port).update_query_dict({"connect_timeout": "2"}),
        url.set(password="wrong"),
        url.set(database="no_such_database"),
        url.set(host=None, port=None).update_query_dict({"host": "/nonexistent"}),
    ]
    for address in wrong:
        engine = open_engine(address.render_as_string(hide_password=False))
        with pytest.raises(StoreUnavailable, match=r"^database jrld@"):
            find_revision(engine)
        engine.dispose()


@pytest.mark.parametrize(
    ("statement", "when"),
    [
        ("SET LOCAL statement_timeout = 20", "SELECT pg_sleep(10)"),
        ("SET TRANSACTION READ ONLY", "INSERT INTO jrld.folder (mailbox, folder) VALUES ('a', 'b')"),
        ("SET LOCAL lock_timeout = 20", "LOCK jrld.message"),
    ],
    ids=["too slow", "a standby", "locked"],
)
def test_busy_or_read_only(engine: Engine, statement: str, when: str) -> None:
    """A deadline of the server's, a standby after a failover, a lock that others hold: it is tried again later."""
    with engine.begin() as other:
        other.execute(text("LOCK jrld.message"))
        with pytest.raises(StoreUnavailable), transaction(engine) as connection:
            connection.execute(text(f"{statement}; {when}"))


@pytest.mark.parametrize(
    "state",
    ["08006", "25006", "40001", "40P01", "53100", "53200", "55P03", "57014", "57P01", "57P03", "58030"],
)
def test_states_that_pass_by_themselves(engine: Engine, state: str) -> None:
    """Lost connections, deadlocks, a full disk, a shutdown: whatever the statement was, it is tried again later."""
    with pytest.raises(StoreUnavailable, match="as the server says"), transaction(engine) as connection:
        connection.execute(text(f"DO $$ BEGIN RAISE 'as the server says' USING ERRCODE = '{state}'; END $$"))


def test_missing_right_says_who_can_help(engine: Engine) -> None:
    """Guards who comes with a role that may not: a sentence with what to do, not a bug; it is waited for."""
    statements = "SET LOCAL ROLE jrl_reader; SELECT count(*) FROM jrld.message"
    with pytest.raises(StoreUnavailable, match="grant"), transaction(engine) as connection:
        connection.exec_driver_sql(statements)


def test_statement_that_takes_too_long(engine: Engine) -> None:
    """Guards ingest: it must be able to tell one message that is too slow from a database that is away."""
    options = engine.url.update_query_dict({"options": "-c statement_timeout=10"})
    impatient = open_engine(options.render_as_string(hide_password=False))
    with pytest.raises(StoreTooSlow), transaction(impatient) as connection:
        connection.execute(text("SELECT pg_sleep(60)"))
    impatient.dispose()


@pytest.mark.parametrize("state", ["23505", "42P01", "0A000", "XX000", "XX001", "P0001"])
def test_states_that_are_bugs(engine: Engine, state: str) -> None:
    """A broken rule of the schema, a statement that is wrong, a damaged index: never waited out, never a message's."""
    with pytest.raises(DBAPIError), transaction(engine) as connection:
        connection.execute(text(f"DO $$ BEGIN RAISE 'as the server says' USING ERRCODE = '{state}'; END $$"))


def test_too_many_connections(store_url: str) -> None:
    """The server's last connection is taken: wait."""
    owner = open_engine(store_url)
    with owner.begin() as connection:
        connection.execute(text(f"ALTER DATABASE {owner.url.database} CONNECTION LIMIT 0"))
    owner.dispose()
    with pytest.raises(StoreUnavailable, match="too many connections"):
        find_revision(owner)
    owner.dispose()


# --- not to be stored: set aside ----------------------------------------------------------------


def spoil(**fields: Any) -> Callable[[Issue], Issue]:
    return lambda issue: replace(issue, **fields)


def spoil_article(**fields: Any) -> Callable[[Issue], Issue]:
    return lambda issue: replace(issue, articles=(replace(issue.articles[0], **fields), *issue.articles[1:]))


@pytest.mark.parametrize("bad", ["\0", "a\0b", "\ud800", "\udfff b"], ids=repr)
@pytest.mark.parametrize(
    "field",
    [
        lambda bad: spoil(text=bad),
        lambda bad: spoil(label=bad),
        lambda bad: spoil_article(body=f"{prose(1)} {bad}"),
        lambda bad: spoil_article(title=bad),
        lambda bad: spoil_article(authors=("Ann", bad)),
        lambda bad: spoil_article(notes=(bad,)),
        lambda bad: spoil_article(origins={"title": bad}),
        lambda bad: spoil_article(origins={bad: "head"}),
    ],
    ids=["text", "label", "body", "title", "authors", "notes", "origins", "key"],
)
def test_what_postgres_cannot_hold(engine: Engine, field: Callable[[str], Callable[[Issue], Issue]], bad: str) -> None:
    """NUL and lone surrogates, in text, arrays and JSON alike: MessageError, so that this message is set aside."""
    message_id = keep_one(engine, b"mail")
    with pytest.raises(MessageError) as refused:
        publish(engine, message_id, make_mail(), [field(bad)(make_issue([prose(1), prose(2)]))])
    assert refused.value.code == "unstorable"
    assert find_pending(engine) == [message_id]


@pytest.mark.parametrize(
    "spoilt",
    [spoil(year=10**10), spoil(number=2**40), spoil_article(position=2**33)],
    ids=["year", "number", "position"],
)
def test_numbers_out_of_range(engine: Engine, spoilt: Callable[[Issue], Issue]) -> None:
    """A misread number of eleven digits sets one message aside, and is no bug of the store's."""
    message_id = keep_one(engine, b"mail")
    with pytest.raises(MessageError):
        publish(engine, message_id, make_mail(), [spoilt(make_issue([prose(1)]))])


def test_odd_but_storable(engine: Engine) -> None:
    """The widest that a mail can say is stored: the first and last dates, every plane of Unicode, no sender."""
    odd = "\u0085\u2028\ufeff\ufffe\U0010ffff\x01\x7f\ue000"
    mail = Mail(message_id=odd * 500, subject=odd, senders=(Address(odd, ""),))
    issue = make_issue([odd + prose(1)], date=date(1, 1, 1), year=9999, label=odd)
    issue = spoil_article(published=date(9999, 12, 31), authors=(), notes=("", "{}", '"', "\\", "NULL"))(issue)
    publish(engine, keep_one(engine, b"mail"), mail, [issue])
    with transaction(engine) as connection:
        question = "SELECT subject, sender, issues.label, notes, authors FROM jrl.issues, jrl.occurrences"
        row = connection.execute(text(question)).one()
    assert tuple(row) == (odd, odd, odd, ["", "{}", '"', "\\", "NULL"], [])


# --- secrets ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://jrld:{SECRET}@127.0.0.1:1/jrld",
        f"postgresql://jrld@127.0.0.1:1/jrld?password={SECRET}",
        f"postgresql://jrld:{SECRET}@no-such-host.invalid/jrld?sslmode=require",
        f"postgresql://jrld:{SECRET}@/jrld?host=/nonexistent",
        f"postgresql://jrld:{SECRET}@127.0.0.1:1/jrld?sslmode=sometimes",
        f"postgresql://jrld:{SECRET}@127.0.0.1:1/jrld?no_such_option=1",
        f"mysql://jrld:{SECRET}@127.0.0.1/jrld",
        f"postgresql://jrld:{SECRET}@127.0.0.1:port/jrld",
        f"jrld:{SECRET}@127.0.0.1",
    ],
)
def test_password_is_in_no_error(address: str) -> None:
    """Errors are logged and mailed around: neither the message, nor what led to it, nor its repr has the password."""
    with pytest.raises(JrldError) as failure:
        find_revision(open_engine(address))
    words = all_words(failure.value)
    for secret in ("s3cret", SECRET, "s3cret/word"):
        assert secret not in words


def test_wrong_password_is_in_no_error(store_url: str) -> None:
    """The server refuses it: the error says who was refused, and not with what."""
    url = make_url(store_url).set(password="s3cret/word")
    with pytest.raises(StoreUnavailable, match="authentication failed") as failure:
        find_revision(open_engine(url.render_as_string(hide_password=False)))
    assert "s3cret" not in all_words(failure.value)


@pytest.mark.parametrize(
    "spoilt",
    [
        spoil_article(title="confidential \0 words"),
        spoil_article(title="confidential \ud800 words"),
        spoil_article(origins={"title": "confidential \0 words"}),
        spoil_article(origins={"title": "confidential \ud800 words"}),
        spoil_article(title="confidential", position=2**40),
    ],
    ids=["nul", "surrogate", "nul in json", "surrogate in json", "number"],
)
def test_content_is_in_no_error(engine: Engine, spoilt: Callable[[Issue], Issue]) -> None:
    """A mail is private: an error about it shows the statement, not its words."""
    message_id = keep_one(engine, b"mail")
    with pytest.raises(MessageError) as failure:
        publish(engine, message_id, make_mail(), [spoilt(make_issue([prose(1)]))])
    assert "confidential" not in all_words(failure.value)


def test_content_is_in_no_bug(engine: Engine) -> None:
    """The same for an error that nobody foresaw: what is logged of it is the statement."""
    message_id = keep_one(engine, b"mail")
    with transaction(engine) as connection:
        connection.execute(text("ALTER TABLE jrld.article RENAME COLUMN body TO gone"))
    with pytest.raises(ProgrammingError, match=r"INSERT INTO jrld\.article") as failure:
        publish(engine, message_id, make_mail(), [make_issue(["confidential words " + prose(1)])])
    assert "confidential" not in all_words(failure.value)


@pytest.mark.parametrize(
    "address",
    [
        "mysql://a@b/c",
        "not an address",
        "",
        "postgresql://a@b:port/c",
        "http://[::1",
        "postgresql:///a?host=b,c&port=1,2,3",
    ],
)
def test_address_of_something_else(address: str) -> None:
    """What is no address of a Postgres is a wrong configuration, at once, with an example of a right one."""
    with pytest.raises(ConfigError, match=r"database\.url: .*postgresql://user@host:5432/database"):
        open_engine(address)


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("no_such_option=1", 'invalid connection option "no_such_option"'),
        ("sslmode=sometimes", 'invalid sslmode value: "sometimes"'),
        ("connect_timeout=soon", "bad value for connect_timeout"),
        ("keepalives=a", 'invalid integer value "a"'),
        ("hostaddr=b", 'could not parse network address "b"'),
    ],
)
def test_option_that_will_never_do(option: str, words: str) -> None:
    """An option of the address that libpq does not know is no outage to be waited out: it stops, and is named."""
    with pytest.raises(ConfigError, match=r"^database\.url: ") as refused:
        find_revision(open_engine(f"postgresql://jrld@127.0.0.1:1/jrld?{option}"))
    assert words in str(refused.value)
