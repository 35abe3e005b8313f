"""What is derived, on a real Postgres: the same again at every publishing, in any order, by any number of writers."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from random import Random
from typing import Any

import pytest
from sqlalchemy import Engine, text

from jrld.model import Issue, Mail, State, Verdict
from jrld.store.messages import keep, set_aside
from jrld.store.publish import publish
from store_fixtures import keep_one, make_issue, make_mail, make_raw, prose

A, B, C, D = (prose(seed) for seed in range(4))

# All of the contract but its row numbers and the time of publishing; what an article is, said by its text.
CONTENT = {
    "issues": "SELECT digest, ref, revision, current, verdict, subject, text, segments, warnings FROM jrl.issues",
    "articles": """SELECT title, authors, source, published, kind, language, body, words, first_seen,
        ARRAY(SELECT ref FROM jrl.occurrences WHERE article_id = articles.id ORDER BY ref) FROM jrl.articles""",
    "occurrences": """SELECT occurrences.ref, occurrences.title, issues.subject, issues.revision, articles.first_seen,
        occurrences.current, span_start, body_end, origins, md5(articles.title || articles.words)
        FROM jrl.occurrences JOIN jrl.issues ON issues.id = issue_id JOIN jrl.articles ON articles.id = article_id""",
}
# Every row of what is derived, with the transaction that wrote it.
ROWS = """
    SELECT 'issue' AS kind, id, xmin::text FROM jrld.issue
    UNION ALL SELECT 'article', id, xmin::text FROM jrld.article
    UNION ALL SELECT 'occurrence', id, xmin::text FROM jrld.occurrence
"""


def look(engine: Engine, question: str, **parameters: Any) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(question), parameters)]


def read_content(engine: Engine) -> dict[str, list[str]]:
    """All that other tools can read, comparable between databases."""
    return {view: sorted(map(repr, look(engine, question))) for view, question in CONTENT.items()}


def send(engine: Engine, day: int, bodies: Sequence[str], ref: str = "7131", **fields: Any) -> int:
    """Keep and publish a message of that day with one issue; its id."""
    message_id = keep_one(engine, f"{day} {ref} {bodies} {fields}".encode())
    publish(engine, message_id, make_mail(day), [make_issue(bodies, ref, title=f"Day {day}", **fields)])
    return message_id


def count(engine: Engine, table: str) -> int:
    return int(look(engine, f"SELECT count(*) FROM jrld.{table}")[0][0])


def test_publishing_again_writes_nothing(engine: Engine) -> None:
    """`jrld replay` with the same splitter: no row is written, so ids stay and nobody downstream is woken."""
    message_id = keep_one(engine, b"mail")
    issues = [make_issue([A, B, A], "7131"), make_issue([C], "7132")]
    outcome = publish(engine, message_id, make_mail(), issues)
    assert (outcome.state, outcome.issues) == (State.PUBLISHED, ("7131", "7132"))
    assert (outcome.articles, outcome.new_articles) == (4, 3)
    before = look(engine, ROWS)
    outcome = publish(engine, message_id, make_mail(), issues)
    assert (outcome.articles, outcome.new_articles) == (4, 0)
    assert look(engine, ROWS) == before


def test_better_reading_keeps_what_stays_the_same(engine: Engine) -> None:
    """`jrld replay` with a better splitter: what changed is brought up to date, what stayed keeps its number."""
    message_id = keep_one(engine, b"mail")
    publish(engine, message_id, make_mail(), [make_issue([A, B], verdict=Verdict.PARTIAL), make_issue([C], "7132")])
    [(issue, _), (gone, _)] = look(engine, "SELECT id, ref FROM jrl.issues ORDER BY id")
    articles = dict(look(engine, "SELECT body, id FROM jrl.articles"))
    publish(engine, message_id, make_mail(subject="Better"), [make_issue([A, D], title="Better")])
    assert look(engine, "SELECT id, verdict, subject FROM jrl.issues") == [(issue, "complete", "Better")]
    assert issue != gone
    rest = dict(look(engine, "SELECT body, id FROM jrl.articles"))
    assert rest.keys() == {A, D}
    assert rest[A] == articles[A]
    assert look(engine, "SELECT title FROM jrl.articles ORDER BY title") == [("Better 1",), ("Better 2",)]
    assert count(engine, "occurrence") == 2


def test_issue_that_shrinks_to_nothing(engine: Engine) -> None:
    """An issue read without articles (a stub) leaves none of what it had."""
    message_id = send(engine, 1, [A, B])
    publish(engine, message_id, make_mail(), [make_issue([], verdict=Verdict.UNRECOGNISED)])
    assert (count(engine, "issue"), count(engine, "occurrence"), count(engine, "article")) == (1, 0, 0)


def test_same_text_is_one_article(engine: Engine) -> None:
    """In one issue, across issues, across messages: one article, each appearance kept, the earliest's fields shown."""
    damaged = A.upper().replace(" ", "\n> ").replace(".", "\u201d.")
    send(engine, 2, [B, damaged, A], "7132")
    send(engine, 1, [A], "7131")
    send(engine, 3, [A, C], "7133")
    [(title, body, refs)] = look(
        engine,
        """SELECT title, body, ARRAY(SELECT ref FROM jrl.occurrences WHERE article_id = articles.id ORDER BY ref)
        FROM jrl.articles WHERE lower(left(body, 5)) = lower(left(:body, 5))""",
        body=A,
    )
    assert (title, body) == ("Day 1 1", A)
    assert refs == ["7131-1", "7132-2", "7132-3", "7133-1"]
    assert count(engine, "article") == 3


def test_any_order_gives_the_same(new_store: Callable[[], Engine]) -> None:
    """The archive read backwards, a mailbox that lags, two at once: what is stored does not tell in which order."""
    messages: list[tuple[Mail, list[Issue]]] = [
        (make_mail(1, "first"), [make_issue([A, B], "7131", title="first", verdict=Verdict.PARTIAL)]),
        (make_mail(2, "corrected"), [make_issue([A, B, C], "7131", title="corrected")]),
        (make_mail(2, "same day"), [make_issue([C.replace(" ", "\n"), B.upper()], "7132", title="same day")]),
        (make_mail(4, "two issues"), [make_issue([D, A], "7134", title="two"), make_issue([A], "7133", title="two")]),
    ]
    contents = []
    for order in [*permutations(range(len(messages)))][::2]:  # a database each
        engine = new_store()
        for number in order:
            publish(engine, keep_one(engine, f"message {number}".encode()), *messages[number])
        contents.append(read_content(engine))
    assert [content for content in contents if content != contents[0]] == []
    assert len(contents[0]["articles"]) == 4


def test_withdrawn_leaves_what_others_show(engine: Engine) -> None:
    """A message that turns out to be no issue takes back its own, and articles show the earliest that is left."""
    first = send(engine, 1, [A, B], "7131")
    send(engine, 2, [A, C], "7132")
    before = dict(look(engine, "SELECT body, id FROM jrl.articles"))
    set_aside(engine, first, State.IGNORED, "sender", "a forgery", make_mail(1))
    assert look(engine, "SELECT ref FROM jrl.issues") == [("7132",)]
    after = dict(look(engine, "SELECT body, id FROM jrl.articles"))
    assert after.keys() == {A, C}
    assert after[A] == before[A]
    assert look(engine, "SELECT title, first_seen::date::text FROM jrl.articles WHERE body = :body", body=A) == [
        ("Day 2 1", "2003-04-02")
    ]
    set_aside(engine, first, State.IGNORED, "sender", "a forgery", make_mail(1))
    assert count(engine, "article") == 2


def test_message_found_to_be_older(engine: Engine) -> None:
    """A copy with an earlier INTERNALDATE and no Date header: what it shows was seen that much earlier."""
    undated = make_mail(1, date=None)
    first = keep_one(engine, b"undated")
    publish(engine, first, undated, [make_issue([A], "7131", title="undated")])
    send(engine, 2, [A], "7132")
    assert look(engine, "SELECT title FROM jrl.articles") == [("Day 2 1",)]
    received = make_mail(1).date
    keep(engine, [make_raw(b"undated", "Archive", received=received)])
    publish(engine, first, undated, [make_issue([A], "7131", title="undated")])
    assert look(engine, "SELECT title, first_seen FROM jrl.articles") == [("undated 1", received)]


def test_refused_content_changes_nothing(engine: Engine) -> None:
    """A publishing that fails is undone whole: what was published before is still there."""
    message_id = send(engine, 1, [A, B])
    before = look(engine, ROWS)
    with pytest.raises(ValueError, match="set aside"):
        publish(engine, message_id, make_mail(), [])
    with pytest.raises(Exception, match="NUL"):
        publish(engine, message_id, make_mail(), [make_issue([A, f"{C}\0"])])
    assert look(engine, ROWS) == before


def test_many_publish_the_same_texts_at_once(engine: Engine) -> None:
    """Eight writers, forty texts, each text in many issues: one article a text, no deadlock, nothing missing."""
    texts = [prose(seed) for seed in range(40)]
    chooser = Random(1)
    issues = [(n, chooser.sample(texts, 12)) for n in range(64)]
    messages = [keep_one(engine, f"message {n}".encode()) for n, _ in issues]

    def write(n: int) -> int:
        mail, issue = make_mail(n % 28 + 1), make_issue(issues[n][1], str(8000 + n), title=f"Issue {n}")
        return publish(engine, messages[n], mail, [issue]).articles

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(write, range(64))) == 64 * 12
    assert count(engine, "article") == len(set(texts))
    assert count(engine, "occurrence") == 64 * 12
    assert look(engine, "SELECT count(DISTINCT exact) FROM jrld.article") == [(40,)]


def test_many_replay_and_withdraw_at_once(new_store: Callable[[], Engine]) -> None:
    """The same with replays that lose articles and withdrawals in between: no deadlock, and the end is the same."""
    texts = [prose(seed) for seed in range(16)]
    plans = [Random(n).sample(texts, 6) for n in range(24)]
    finals = [plan[: 3 + n % 4] for n, plan in enumerate(plans)]

    def write(engine: Engine, messages: Sequence[int], n: int) -> None:
        mail = make_mail(n + 1)
        publish(engine, messages[n], mail, [make_issue(plans[n], str(8000 + n), title=f"Issue {n}")])
        if n % 2:
            set_aside(engine, messages[n], State.QUARANTINED, "mime", "for a while", mail)
        publish(engine, messages[n], mail, [make_issue(finals[n], str(8000 + n), title=f"Issue {n}")])

    engine, calm = new_store(), new_store()
    messages = [keep_one(engine, f"message {n}".encode()) for n in range(24)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: write(engine, messages, n), range(24)))
    for n in range(24):
        message_id = keep_one(calm, f"message {n}".encode())
        publish(calm, message_id, make_mail(n + 1), [make_issue(finals[n], str(8000 + n), title=f"Issue {n}")])
    assert read_content(engine) == read_content(calm)


def test_one_message_published_by_two_at_once(engine: Engine) -> None:
    """A daemon and a replay on the same message: the second waits, and the result is that of one."""
    message_id = keep_one(engine, b"mail")
    issue = make_issue([A, B, C])
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: publish(engine, message_id, make_mail(), [issue]), range(12)))
    assert (count(engine, "issue"), count(engine, "occurrence"), count(engine, "article")) == (1, 3, 3)
