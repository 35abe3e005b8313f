"""A migrated database for each test, copied from a template that is made once; and made-up issues to put in it.

Uses `postgres_server` (one server for the session) of postgres_server.py.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, make_url, text

from jrld.model import Address, Article, Issue, Kind, Mail, Part, Place, RawMessage, Segment, Span, Verdict
from jrld.store.engine import open_engine
from jrld.store.messages import keep
from jrld.store.schema import migrate

# --- databases ----------------------------------------------------------------------------------


@contextmanager
def open_server(url: str) -> Iterator[Callable[[str], None]]:
    """Run statements outside any transaction, as CREATE DATABASE asks for."""
    engine = open_engine(url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:

        def run(statement: str) -> None:
            connection.execute(text(statement))

        yield run
    engine.dispose()


def rename_database(url: str, name: str) -> str:
    """The address of another database on the same server."""
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def drop_databases(url: str, engines: Sequence[Engine]) -> None:
    """Close the engines and remove their databases from the server that `url` is on."""
    with open_server(url) as run:
        for engine in engines:
            engine.dispose()
            run(f"DROP DATABASE {engine.url.database} WITH (FORCE)")


@pytest.fixture(scope="session")
def store_template(postgres_server: Any) -> Iterator[str]:
    """Address of a migrated, empty database. Nobody connects to it, so that it can be copied."""
    name = f"template_{uuid4().hex}"
    url = rename_database(postgres_server.url, name)
    with open_server(postgres_server.url) as run:
        run(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
    yield url
    with open_server(postgres_server.url) as run:
        run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def new_store(postgres_server: Any, store_template: str) -> Iterator[Callable[[], Engine]]:
    """Makes one empty store after the other, for tests that compare several."""
    engines: list[Engine] = []

    def make() -> Engine:
        name = f"store_{uuid4().hex}"
        with open_server(postgres_server.url) as run:
            run(f"CREATE DATABASE {name} TEMPLATE {make_url(store_template).database}")
        engines.append(open_engine(rename_database(postgres_server.url, name)))
        return engines[-1]

    yield make
    drop_databases(postgres_server.url, engines)


@pytest.fixture
def engine(new_store: Callable[[], Engine]) -> Engine:
    """An empty, migrated store."""
    return new_store()


@pytest.fixture
def store_url(engine: Engine) -> str:
    """The address of the same store, for whoever connects by himself."""
    url = engine.url.set(drivername="postgresql")
    return url.render_as_string(hide_password=False)


# --- made-up issues -----------------------------------------------------------------------------

_WORDS = """minister harbour committee gas winter railway archive painter orchard deputy bridge treaty editor river
village ballot chess factory teacher snow court market novel pilot mushroom tariff museum letter tram senate summer
bread glacier ferry census opera copper forest garden lantern parliament sailor violin""".split()  # noqa: SIM905 - a list of words reads as text
_NEXT_UID = count(1)


def prose(seed: int, words: int = 60) -> str:
    """Made-up sentences, the same for the same seed."""
    chooser = random.Random(seed)
    sentences = []
    while words > 0:
        length = min(words, chooser.randint(7, 14))
        sentences.append(" ".join(chooser.choices(_WORDS, k=length)).capitalize() + ".")
        words -= length
    return " ".join(sentences)


def make_issue(
    bodies: Sequence[str], ref: str = "7131", verdict: Verdict = Verdict.COMPLETE, title: str = "Title", **fields: Any
) -> Issue:
    """An issue of these bodies, its text covered by its segments."""
    masthead, at = f"Digest {ref}\n", len(f"Digest {ref}\n")
    segments, articles = [Segment(Part.MASTHEAD, Span(0, at))], []
    for position, body in enumerate(bodies, start=1):
        span = Span(at, at + len(body) + 1)
        segments.append(Segment(Part.ARTICLE, span, position))
        articles.append(
            Article(
                position=position,
                label=str(position),
                ref=f"{ref}-{position}",
                title=f"{title} {position}",
                authors=("Ann Author", "Bob Byline"),
                source="Sample Times",
                published=date(2003, 4, 4),
                url=None,
                kind=Kind.PRESS,
                body=body,
                span=span,
                body_span=Span(span.start, span.end - 1),
                source_printed="The Sample Times",
                language="en",
                origins={"title": "head"},
            )
        )
        at = span.end
    columns: dict[str, Any] = {
        "digest": "jrl",
        "format": "jrl",
        "ref": ref,
        "label": ref,
        "year": 2003,
        "number": 131,
        "date": date(2003, 4, 4),
        "warnings": (),
    }
    columns |= fields
    text_of_issue = masthead + "".join(f"{body}\n" for body in bodies)
    return Issue(verdict=verdict, text=text_of_issue, segments=tuple(segments), articles=tuple(articles), **columns)


def make_mail(day: int = 1, subject: str = "JRL 7131", **fields: Any) -> Mail:
    """A mail sent on that day of April 2003."""
    columns: dict[str, Any] = {
        "message_id": f"<{day}@example.org>",
        "senders": (Address("Ed Editor", "ed@example.org"),),
        "date": datetime(2003, 4, day, 12, tzinfo=UTC),
    }
    return Mail(subject=subject, **(columns | fields))


def make_raw(content: bytes, folder: str = "INBOX", **fields: Any) -> RawMessage:
    """A message at a place of its own."""
    return RawMessage(Place("main", folder, 1, next(_NEXT_UID)), content, **fields)


def keep_one(engine: Engine, content: bytes) -> int:
    """Keep a message that is new; its id."""
    [message_id] = keep(engine, [make_raw(content)])
    return message_id
