"""What is superseded is kept, once; and what stays the same when a message is derived anew keeps its number."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Engine, text

from jrld.ingest import foresee, ingest
from jrld.model import Issue, State
from jrld.store.again import find_ended, find_heirs, find_messages_of, find_own_articles
from jrld.store.history import find_editions, read_stored
from jrld.store.messages import keep, set_aside
from jrld.store.publish import publish
from misreadings import JRL, fill, fill_otherwise, make_archive
from store_fixtures import keep_one, make_issue, make_mail, make_raw, prose

A, B, C, D = (prose(seed) for seed in range(4))


def look(engine: Engine, question: str, **parameters: Any) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(question), parameters)]


def read_superseded(engine: Engine) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in look(engine, "SELECT ref, body FROM jrld.superseded ORDER BY id")]


def select(issue: Issue, *positions: int) -> Issue:
    """The issue with only these of its articles, cited as before."""
    articles = [issue.articles[position - 1] for position in positions]
    numbered = (replace(article, position=number) for number, article in enumerate(articles, start=1))
    return replace(issue, articles=tuple(numbered))


def test_ids_stay_wherever_an_item_moves(engine: Engine) -> None:
    """Items found in front, lost, and in another order: each row stays the one that is cited so."""
    message_id, whole = keep_one(engine, b"mail"), make_issue([A, B, C, D])
    rows = "SELECT ref, id, article_id FROM jrl.occurrences ORDER BY position"
    publish(engine, message_id, make_mail(), [select(whole, 2, 4)])
    second, fourth = look(engine, rows)
    publish(engine, message_id, make_mail(), [whole])
    assert look(engine, rows)[1::2] == [second, fourth]
    publish(engine, message_id, make_mail(), [select(whole, 4, 3, 2)])
    found = look(engine, rows)
    assert (found[0], found[2]) == (fourth, second)
    assert [row[0] for row in found] == ["7131-4", "7131-3", "7131-2"]


def test_ids_of_issues_stay(engine: Engine) -> None:
    """An issue found in front of another one takes no row away from it."""
    message_id, one, other = keep_one(engine, b"mail"), make_issue([A], "7131"), make_issue([B], "7132", number=132)
    rows = "SELECT issues.ref, issues.id, occurrences.id FROM jrl.issues JOIN jrl.occurrences ON issue_id = issues.id"
    publish(engine, message_id, make_mail(), [other])
    [before] = look(engine, rows)
    publish(engine, message_id, make_mail(), [one, other])
    assert before in look(engine, rows)
    publish(engine, message_id, make_mail(), [other, one])
    assert before in look(engine, rows)
    assert look(engine, "SELECT ref, part FROM jrld.issue ORDER BY part") == [("7132", 1), ("7131", 2)]
    assert read_superseded(engine) == []


def test_superseded_once(engine: Engine) -> None:
    """What changes or goes is kept as it was, with its fields; what only moves is not, nor the same again."""
    message_id, whole = keep_one(engine, b"mail"), make_issue([A, B, C])
    publish(engine, message_id, make_mail(), [whole])
    assert read_superseded(engine) == []
    changed = replace(whole.articles[1], title="Better")
    better = replace(whole, articles=(replace(changed, position=1), replace(whole.articles[0], position=2)))
    publish(engine, message_id, make_mail(), [better])
    assert read_superseded(engine) == [("7131-2", B), ("7131-3", C)]
    publish(engine, message_id, make_mail(), [better])
    assert len(read_superseded(engine)) == 2
    [(issue_ref, fields)] = look(engine, "SELECT issue_ref, fields FROM jrld.superseded WHERE ref = '7131-2'")
    assert issue_ref == "7131"
    assert (fields["title"], fields["published"], fields["verdict"]) == ("Title 2", "2003-04-04", "complete")
    wanted = {"authors", "source", "url", "kind", "language", "label", "notes", "rights", "excerpt"}
    assert wanted <= fields.keys()


def test_withdrawn_is_superseded(engine: Engine) -> None:
    """A message that turns out to be no issue leaves its items in the history; set aside again, nothing more."""
    message_id = keep_one(engine, b"mail")
    publish(engine, message_id, make_mail(), [make_issue([A, B])])
    for _ in range(2):
        set_aside(engine, message_id, State.IGNORED, "sender", "a forgery", make_mail())
    assert read_superseded(engine) == [("7131-1", A), ("7131-2", B)]
    [edition] = find_editions(engine, "7131-1")
    assert edition.until is not None
    assert edition.version.body == A


def test_other_form_of_an_earlier_message_is_no_version(engine: Engine) -> None:
    """A text that an earlier message has in another form is shown in that form, before and after."""
    early, late = keep_one(engine, b"early"), keep_one(engine, b"late")
    publish(engine, early, make_mail(1), [make_issue([A], "7131")])
    publish(engine, late, make_mail(2), [make_issue([A.upper()], "7132")])
    publish(engine, late, make_mail(2), [make_issue([A.replace(" ", "\n")], "7132")])
    assert read_superseded(engine) == []


def test_editions_of_an_item(engine: Engine) -> None:
    """The newest first, by message; each with what it said; nothing of an item that never was."""
    first, second = keep_one(engine, b"first"), keep_one(engine, b"second")
    for body in (A, B, C):
        publish(engine, first, make_mail(1), [make_issue([body])])
    publish(engine, second, make_mail(2), [make_issue([D])])
    editions = find_editions(engine, "7131-1")
    assert [(one.message_id, one.version.body) for one in editions] == [(second, D), (first, C), (first, B), (first, A)]
    assert [one.until is None for one in editions] == [True, True, False, False]
    assert [one.dated_on for one in editions] == [date(2003, 4, 2), *[date(2003, 4, 1)] * 3]
    assert find_editions(engine, "7131-9") == find_editions(engine, "\0") == []


def test_what_is_stored_equals_what_it_was_made_from(engine: Engine) -> None:
    """Guards every field's way there and back, for real mails: an archive just ingested has nothing to change."""
    for message_id in fill(engine, make_archive(6)):
        assert foresee(engine, message_id, JRL) is None
    [message_id, *_] = find_ended(engine)
    assert read_stored(engine, message_id).id == message_id


def test_foreseen_is_what_comes(engine: Engine) -> None:
    """What `foresee` says is what `ingest` does, and it writes nothing itself."""
    for message_id in fill_otherwise(engine, make_archive(12), seed=5):
        before = read_stored(engine, message_id)
        change = foresee(engine, message_id, JRL)
        assert read_stored(engine, message_id) == before
        ingest(engine, message_id, JRL)
        assert (read_stored(engine, message_id) == before) == (change is None)
        assert foresee(engine, message_id, JRL) is None


def test_ignored_message_is_published(engine: Engine) -> None:
    """A message that an older version took for none: it is foreseen to be published, and is."""
    [message_id] = fill(engine, make_archive(1)[2:])
    set_aside(engine, message_id, State.IGNORED, "no-issue", "nobody saw it", None)
    change = foresee(engine, message_id, JRL)
    assert change is not None
    assert ("state", "ignored", "published") in change.fields
    assert len(change.issues[0].items) == 4
    assert ingest(engine, message_id, JRL).state is State.PUBLISHED
    assert look(engine, "SELECT count(*) FROM jrl.occurrences") == [(4,)]


def test_chosen_messages(engine: Engine) -> None:
    """By the days of their dates, both included, and by issues; none that has no end yet; the oldest first."""
    ids = {day: keep_one(engine, f"{day}".encode()) for day in (3, 1, 2)}
    for day, message_id in ids.items():
        publish(engine, message_id, make_mail(day), [make_issue([A], f"713{day}")])
    keep(engine, [make_raw(b"waiting")])
    assert find_ended(engine) == [ids[1], ids[2], ids[3]]
    assert find_ended(engine, since=date(2003, 4, 2)) == [ids[2], ids[3]]
    assert find_ended(engine, until=date(2003, 4, 2)) == [ids[1], ids[2]]
    assert find_messages_of(engine, "7132") == [ids[2]]
    assert find_messages_of(engine, "7132-1") == find_messages_of(engine, "\0") == []


def test_heirs(engine: Engine) -> None:
    """Who shows a text that its first message has lost: its form there is the one to be shown from now on."""
    early, late = keep_one(engine, b"early"), keep_one(engine, b"late")
    publish(engine, early, make_mail(1), [make_issue([A, B], "7131")])
    publish(engine, late, make_mail(2), [make_issue([A.upper(), C], "7132")])
    own = find_own_articles(engine, early)
    assert (len(own), len(find_own_articles(engine, late))) == (2, 1)
    assert find_heirs(engine, own, early) == []
    publish(engine, early, make_mail(1), [make_issue([B], "7131")])
    assert find_heirs(engine, own, early) == [late]
    publish(engine, late, make_mail(2), [make_issue([A.upper(), C], "7132")])
    assert [row[0] for row in look(engine, "SELECT body FROM jrl.articles ORDER BY body")] == sorted([A.upper(), B, C])
