"""Schema jrl, what other tools are promised: views that show what was read, a search for any words, a reader's role."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import DBAPIError

from jrld.model import IssueWarning, Span, Verdict
from jrld.store.messages import keep
from jrld.store.publish import publish
from jrld.store.queries import (
    count_verdicts,
    describe_database,
    find_issues,
    find_occurrences,
    list_articles,
    list_issues,
    list_items,
    search,
)
from store_fixtures import keep_one, make_issue, make_mail, make_raw, prose

A, B, C = (prose(seed) for seed in range(3))


def look(engine: Engine, question: str, **parameters: Any) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(question), parameters)]


def send(engine: Engine, day: int, *bodies: str, ref: str = "7131", **fields: Any) -> int:
    message_id = keep_one(engine, f"{day} {ref} {bodies}".encode())
    publish(engine, message_id, make_mail(day), [make_issue(bodies, ref, **fields)])
    return message_id


# --- views --------------------------------------------------------------------------------------


def test_issue_as_its_message_shows_it(engine: Engine) -> None:
    """Every field of an issue is there as read, with the warnings and where they point."""
    warnings = (IssueWarning("count", "10 titles, 9 articles", Span(3, 9)), IssueWarning("label", "no number"))
    received = datetime(2003, 4, 5, tzinfo=UTC)
    [message_id] = keep(engine, [make_raw(b"mail", received=received)])
    issue = make_issue([A, B], "2003-131", Verdict.PARTIAL, warnings=warnings, number=131, year=2003, label="#131")
    publish(engine, message_id, make_mail(4, "JRL 2003-#131"), [issue])
    question = """SELECT digest, ref, label, year, number, date, verdict, revision, current, subject, sender, sent_at,
        received_at, format, carrier, coverage, text, warnings, segments FROM jrl.issues"""
    [row] = look(engine, question)
    sent = datetime(2003, 4, 4, 12, tzinfo=UTC)
    start = len("Digest 2003-131\n")
    assert row == (
        *("jrl", "2003-131", "#131", 2003, 131, date(2003, 4, 4), "partial", 1, True),
        *("JRL 2003-#131", "Ed Editor <ed@example.org>", sent, received, "jrl", "plain", 1.0, issue.text),
        [
            {"code": "count", "message": "10 titles, 9 articles", "span": [3, 9]},
            {"code": "label", "message": "no number", "span": None},
        ],
        [
            ["masthead", 0, start, None],
            ["article", start, start + len(A) + 1, 1],
            ["article", start + len(A) + 1, len(issue.text), 2],
        ],
    )


def test_spans_count_characters_as_postgres_does(engine: Engine) -> None:
    """A consumer cuts the text with SQL alone; beyond the BMP Python and Postgres count the same."""
    bodies = ["Ünïcödé 𝒜𝓃𝓃 🚂 " + A, "Правда — " + B]
    send(engine, 1, *bodies)
    cut = """SELECT substr(issues.text, body_start + 1, body_end - body_start) FROM jrl.occurrences
        JOIN jrl.issues ON issues.id = issue_id ORDER BY position"""
    assert look(engine, cut) == [(body,) for body in bodies]


def test_current_is_the_best_then_the_newest(engine: Engine) -> None:
    """Of an issue sent several times one revision counts: a complete one before a later partial one."""
    send(engine, 3, A, verdict=Verdict.COMPLETE)
    send(engine, 5, A, B, verdict=Verdict.COMPLETE)
    send(engine, 1, A, verdict=Verdict.UNRECOGNISED)
    send(engine, 9, A, verdict=Verdict.PARTIAL)
    send(engine, 2, A, ref="7132", verdict=Verdict.PARTIAL)
    rows = look(engine, "SELECT sent_at, revision, current FROM jrl.issues WHERE ref = '7131' ORDER BY revision")
    assert [(row[0].day, row[1], row[2]) for row in rows] == [
        (1, 1, False),
        (3, 2, False),
        (5, 3, True),
        (9, 4, False),
    ]
    assert look(engine, "SELECT count(*) FROM jrl.occurrences WHERE current AND ref LIKE '7131-%'") == [(2,)]
    assert count_verdicts(engine) == {Verdict.COMPLETE: 1, Verdict.PARTIAL: 1, Verdict.UNRECOGNISED: 0}


def test_what_the_command_line_shows(engine: Engine) -> None:
    """The queries behind `jrld issues`, `articles` and `show` agree with each other, newest first."""
    send(engine, 1, A, B, ref="7131")
    send(engine, 2, A, C, ref="7132", date=date(2003, 4, 5), title="Later")
    newest, oldest = list_issues(engine)
    assert [(row.ref, row.articles, row.current) for row in (newest, oldest)] == [("7132", 2, True), ("7131", 2, True)]
    assert list_issues(engine, limit=1) == [newest]
    assert find_issues(engine, "7131") == [oldest]
    assert [item.ref for item in list_items(engine, oldest.id)] == ["7131-1", "7131-2"]
    assert [row.refs for row in list_articles(engine) if row.title == "Title 1"] == [["7131-1", "7132-1"]]
    [shown] = find_occurrences(engine, "7132-1")
    assert (shown.title, shown.body, shown.also) == ("Later 1", A, ["7131-1"])
    for unknown in ("7999-1", "", "\0", "'; DROP", "\ud800"):
        assert find_occurrences(engine, unknown) == []
        assert find_issues(engine, unknown) == []
    state = describe_database(engine)
    assert (state.articles, state.occurrences) == (3, 4)
    assert state.size > 0


# --- search -------------------------------------------------------------------------------------


@pytest.fixture
def library(engine: Engine) -> Engine:
    """A store with something to find."""
    bodies = [
        "The “pipeline” was closed on Monday — and elections followed. " + A,
        "Правительство подписало соглашение о газопроводе. " + B,
        "A pipeline, once more, and nobody voted. " + C,
    ]
    send(engine, 1, *bodies)
    return engine


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("pipeline", {1, 3}),
        ("PIPELINES", {1, 3}),
        ("pipeline election", {1}),
        ("election OR voting", {1, 3}),
        ("pipeline -election", {3}),
        ('"nobody voted"', {3}),
        ('"voted nobody"', set()),
        ("правительство", {2}),
        ("Title", {1, 2, 3}),
        ("nowhere", set()),
        ("", set()),
        ("the and of", set()),
    ],
)
def test_finds_what_is_asked_for(library: Engine, query: str, found: set[int]) -> None:
    """Words in any form, phrases, OR, -without, Cyrillic, words in typographic quotes, and titles."""
    assert {int(hit.ref.rsplit("-", 1)[1]) for hit in search(library, query)} == found


def test_hits_show_where_and_why(library: Engine) -> None:
    """A hit cites the earliest appearance, and shows the match in its surroundings."""
    send(library, 1, "The “pipeline” was closed on Monday — and elections followed. " + A, ref="7000")
    hits = search(library, "pipeline")
    assert [hit.rank for hit in hits] == sorted((hit.rank for hit in hits), reverse=True)
    assert all("**pipeline**" in hit.snippet for hit in hits)
    assert len(search(library, "pipeline", limit=1)) == 1
    assert search(library, "pipeline", limit=0) == search(library, "pipeline", limit=-5) == []
    [hit] = search(library, "elections")
    assert hit.ref in ("7131-1", "7000-1")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.text(max_size=80)
    | st.text(alphabet="ab \"'()|&!:*<->\\%-\0\ud800“ORorAND", max_size=40)
    | st.sampled_from(["'", '"', "a" * 100_000, "x " * 60_000, "(" * 5000, "\\", ":*", "a:b", "<->", "%s %(a)s :q"])
)
def test_any_text_is_a_query(library: Engine, query: str) -> None:
    """Whatever somebody types or pastes is answered, with hits or none, and never with an error."""
    assert len(search(library, query)) <= 3


@pytest.mark.parametrize(
    "body",
    [
        " ".join(f"w{number:x}" for number in range(300_000)),
        "x" * 3_000_000,
        "я" * 1_500_000 + " конец",
        "🚂 " * 500_000,
        " ".join(f"http://example.org/{number}/a-b_c?d={number}" for number in range(40_000)),
    ],
    ids=["many words", "one long word", "cyrillic", "beyond the BMP", "addresses"],
)
def test_huge_article_is_stored_and_found(engine: Engine, body: str) -> None:
    """A tsvector holds 1 MB (and a word 2 KB): a longer article is stored whole, and found by its beginning."""
    send(engine, 1, "Beginning of it all. " + body)
    [hit] = search(engine, "beginning")
    assert hit.ref == "7131-1"
    assert look(engine, "SELECT length(body) FROM jrl.articles") == [(len(body) + 21,)]


# --- the role that reads ------------------------------------------------------------------------


@pytest.fixture
def reader(library: Engine) -> Iterator[psycopg.Connection]:
    """A connection of a tool that was granted jrl_reader and nothing else, logged in with a password of its own."""
    database = library.url.database
    name = f"tool_{database}"
    with library.begin() as connection:
        connection.execute(text(f"CREATE ROLE {name} LOGIN PASSWORD 'tool-secret' IN ROLE jrl_reader"))
    url = make_url(library.url).set(drivername="postgresql", username=name, password="tool-secret")
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connected:
        yield connected
        connected.execute("DROP OWNED BY CURRENT_USER")
    with library.begin() as connection:
        connection.execute(text(f"DROP ROLE {name}"))


def test_reader_reads_the_contract(reader: psycopg.Connection) -> None:
    """`GRANT jrl_reader` is all that a tool needs: every view, and the search."""
    for view in ("issues", "articles", "occurrences"):
        assert reader.execute(f"SELECT * FROM jrl.{view}".encode()).rowcount > 0
    assert len(reader.execute("SELECT * FROM jrl.search('pipeline')").fetchall()) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT raw FROM jrld.message",
        "SELECT * FROM jrld.sighting",
        "SELECT * FROM jrld.article",
        "SELECT * FROM jrld.alembic_version",
        "DELETE FROM jrl.articles",
        "UPDATE jrl.issues SET verdict = 'complete'",
        "CREATE TABLE jrl.mine (a int)",
        "CREATE TABLE jrld.mine (a int)",
        "SELECT jrld.search_vector('a', 'b')",
        "CREATE FUNCTION jrl.search(text) RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ],
)
def test_reader_reads_nothing_else(reader: psycopg.Connection, statement: str) -> None:
    """Raw mails are private, and nobody writes; what is not promised cannot be leaned on."""
    refused = psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectNotInPrerequisiteState
    with pytest.raises(refused, match=r"permission denied|cannot update view"):
        reader.execute(statement.encode())


def test_search_cannot_be_led_astray(reader: psycopg.Connection, library: Engine) -> None:
    """The search runs with its owner's rights: no function of the caller's gets into it, whatever his search path."""
    with library.begin() as connection:
        connection.execute(text("CREATE SCHEMA evil"))
        connection.execute(text("GRANT ALL ON SCHEMA evil TO PUBLIC"))
    reader.execute("CREATE FUNCTION evil.ts_rank(tsvector, tsquery) RETURNS real LANGUAGE sql AS 'SELECT 1/0'")
    reader.execute("CREATE TEMP TABLE article (id int, tsv tsvector, first_seen int)")
    reader.execute("SET search_path = evil, pg_temp, pg_catalog")
    assert len(reader.execute("SELECT * FROM jrl.search('pipeline')").fetchall()) == 2


@pytest.mark.parametrize("view", ["issues", "articles", "occurrences"])
def test_views_cannot_be_written_to(engine: Engine, view: str) -> None:
    """Guards the contract against its own owner: one cell edited in a database tool would be past all bookkeeping."""
    message = keep_one(engine, b"1")
    publish(engine, message, make_mail(), [make_issue([prose(1)])])
    for statement in (f"DELETE FROM jrl.{view}", f"UPDATE jrl.{view} SET id = id"):
        with pytest.raises(DBAPIError), engine.begin() as connection:
            connection.execute(text(statement))
