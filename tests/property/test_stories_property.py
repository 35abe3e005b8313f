"""Stories do not depend on the order in which an archive is read, nor on what was withdrawn or read again meanwhile."""

import random
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from jrld.model import Issue, Mail, State, Verdict
from jrld.store.messages import set_aside
from jrld.store.publish import publish
from store_content import read_conclusions
from store_fixtures import keep_one, make_issue, make_mail, prose

Message = tuple[bytes, Mail, list[Issue]]
DAYS = 12


def vary(chooser: random.Random, body: str) -> str:
    """The text as it comes back: corrected, updated, as an excerpt, or with something else behind it."""
    sentences = body.split(". ")
    kind = chooser.choice(["corrected", "updated", "head", "middle", "merged", "same"])
    if kind == "corrected":
        return body.replace("harbour", "port").replace("winter", "spring")
    if kind == "updated":
        kept = [one for one in sentences if chooser.random() < 0.75]
        return ". ".join([prose(chooser.randrange(10**6), 25), *kept])
    if kind in ("head", "middle"):
        at = 0 if kind == "head" else len(sentences) // 3
        return ". ".join(sentences[at : at + len(sentences) // 2])
    return f"{body}\n{prose(chooser.randrange(10**6), 150)}" if kind == "merged" else body


def make_archive(seed: int) -> list[Message]:
    """Issues in which texts come back in every way, and a column's frame comes back more often than eight times."""
    chooser = random.Random(seed)
    frame = prose(seed + 7_000_000, 90)
    known: list[str] = []
    messages: list[Message] = []
    for day in range(1, DAYS + 1):
        bodies = [prose(chooser.randrange(10**6), chooser.randint(30, 300)) for _ in range(3)]
        bodies += [vary(chooser, chooser.choice(known)) for _ in range(min(len(known), 4))]
        bodies.append(f"{frame} {prose(chooser.randrange(10**6), 60)}")
        known += bodies
        chooser.shuffle(bodies)
        when: dict[str, Any] = {"ref": str(7100 + day), "number": 100 + day, "date": date(2003, 4, day)}
        issue = make_issue(bodies, title=f"Words of day {day}", **when)
        messages.append((f"issue {day}".encode(), make_mail(day), [issue]))
        if chooser.random() < 0.3:  # sent again, corrected; or forwarded without its number
            again = make_issue(bodies[:-1], title=f"Words of day {day}", **when, verdict=Verdict.PARTIAL)
            lost = make_issue(bodies[1:], title="Fwd", ref="20030430", label=None, number=None, date=None)
            messages.append((f"again {day}".encode(), make_mail(day + 1), [chooser.choice([again, lost])]))
    return messages


def send(engine: Engine, message: Message) -> int:
    content, mail, issues = message
    message_id = keep_one(engine, content)
    publish(engine, message_id, mail, issues)
    return message_id


@pytest.mark.parametrize("seed", range(4))
def test_order_does_not_matter(new_store: Callable[[], Engine], seed: int) -> None:
    """Forwards, backwards, shuffled, in two halves the later first, and with each message read twice."""
    archive = make_archive(seed)
    shuffled = random.Random(seed).sample(archive, len(archive))
    half = len(archive) // 2
    orders: Sequence[Sequence[Message]] = (
        archive,
        archive[::-1],
        shuffled,
        [*archive[half:], *archive[:half]],
        [*shuffled, *archive],
    )
    found = []
    for order in orders:
        engine = new_store()
        kept: dict[bytes, int] = {}
        for message in order:
            if message[0] in kept:
                publish(engine, kept[message[0]], *message[1:])
            else:
                kept[message[0]] = send(engine, message)
        found.append(read_conclusions(engine))
    for name, first in found[0].items():
        assert [one for one in found if one[name] != first] == [], name
    relations = {
        relation for row in found[0]["links"] for relation in ("reprint", "revision", "excerpt") if relation in row
    }
    assert relations == {"reprint", "revision", "excerpt"}
    assert found[0]["stories"]


@pytest.mark.parametrize("seed", range(3))
def test_what_is_withdrawn_leaves_no_trace(new_store: Callable[[], Engine], seed: int) -> None:
    """Messages that come and go: what is left is what would be there if they had never come."""
    archive = make_archive(seed)
    chooser = random.Random(seed)
    gone = set(chooser.sample(range(len(archive)), len(archive) // 2))
    engine, pure = new_store(), new_store()
    kept = {number: send(engine, archive[number]) for number in chooser.sample(range(len(archive)), len(archive))}
    for number in chooser.sample(sorted(gone), len(gone)):
        set_aside(engine, kept[number], State.QUARANTINED, "test", "withdrawn", None)
    for number, message in enumerate(archive):
        if number not in gone:
            send(pure, message)
    assert read_conclusions(engine) == read_conclusions(pure)
    ids: Any = kept
    for number in sorted(gone):
        publish(engine, ids[number], *archive[number][1:])
        send(pure, archive[number])
    assert read_conclusions(engine) == read_conclusions(pure)
