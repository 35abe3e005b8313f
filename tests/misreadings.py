"""An archive as an older jrld might have left it: mails of an archive, and its issues read otherwise than today."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Engine, text

from corpus import Form, make_issue, make_mail, make_story
from corpus.demo import make_nested_mail, make_newsletter
from jrld.config import DigestConfig
from jrld.ingest import derive, ingest
from jrld.model import Article, Issue, State, Verdict
from jrld.store.messages import keep, set_aside
from jrld.store.publish import publish
from store_fixtures import make_raw

JRL = (DigestConfig(name="jrl", format="jrl"),)
START = date(2008, 1, 10)
HOW = (
    *("drop", "insert", "insert", "merge", "cut", "title", "form", "rename", "partial", "empty"),
    *("ignored", "quarantined", "same", "same", "same"),
)


def make_archive(issues: int, count: int = 4, seed: int = 0) -> list[bytes]:
    """Mails of consecutive days: every second issue prints a story of another, whole or a part of it, every fifth is
    sent twice; and two mails that are no issue, or cannot be read."""
    story = make_story(random.Random(f"shared {seed}"), START, Form.PAPER, words=400)
    mails = [make_newsletter(), make_nested_mail()]
    for n in range(issues):
        when: dict[str, Any] = {"number": n + 1, "day": START + timedelta(days=n)}
        part = replace(story, blocks=story.blocks[: len(story.blocks) - n // 4 % (len(story.blocks) - 2)])
        issue = make_issue(seed * 1000 + n, "2008-mail", count=count, reprints=[part][n % 2 :], **when)
        mails.append(make_mail(issue, "utf8-qp", n))
        if n % 5 == 4:
            mails.append(make_mail(issue, "list-post", n + 500))
    return mails


def fill(engine: Engine, mails: Sequence[bytes]) -> list[int]:
    """Keep and ingest mails, as a fresh import does; their ids."""
    ids = keep(engine, [make_raw(mail) for mail in mails])
    for message_id in ids:
        ingest(engine, message_id, JRL)
    return ids


def fill_otherwise(engine: Engine, mails: Sequence[bytes], seed: int) -> list[int]:
    """Keep mails and give them the ends that an older jrld might have given them; their ids."""
    chooser = random.Random(seed)
    ids = keep(engine, [make_raw(mail) for mail in mails])
    found = {message_id: derive(engine, message_id, JRL) for message_id in ids}
    strangers = [article for derived in found.values() for issue in derived.issues for article in issue.articles]
    for message_id, derived in found.items():
        how = chooser.choice(HOW)
        if derived.mail is None or how in ("ignored", "quarantined"):
            set_aside(engine, message_id, State(how) if how in list(State) else State.IGNORED, "old", "it was", None)
        elif derived.issues:
            publish(
                engine, message_id, derived.mail, [misread(chooser, issue, how, strangers) for issue in derived.issues]
            )
        else:
            ingest(engine, message_id, JRL)
    return ids


def forget_links(engine: Engine) -> None:
    """Leave articles as a version without links had them."""
    with engine.begin() as connection:
        for table in ("sketch", "posting", "link", "story", "container", "story_change", "twin"):
            connection.execute(text(f"DELETE FROM jrld.{table}"))


def misread(chooser: random.Random, issue: Issue, how: str, strangers: Sequence[Article]) -> Issue:
    """The issue read in another way; the spans stay those of the items that there are. `strangers`: articles that it
    may be said to hold, in another form."""
    items = list(issue.articles)
    at = chooser.randrange(len(items)) if items else 0
    match how:
        case "drop":
            del items[at : at + 1]
        case "insert":
            body = chooser.choice(strangers).body.upper()
            items.insert(at, replace(items[at], body=body, ref=f"{issue.ref}-x", label="x"))
        case "merge":
            items[at : at + 2] = [replace(items[at], body="\n".join(item.body for item in items[at : at + 2]))]
        case "cut":
            items[at] = replace(items[at], body=items[at].body[: len(items[at].body) // 2])
        case "title":
            items = [replace(item, title=f"{item.title} by", authors=(), source="The Old Times") for item in items]
        case "form":
            items = [replace(item, body=item.body.upper().replace(". ", ".\n\n")) for item in items]
        case "rename":
            items = [replace(item, ref=item.ref.replace(issue.ref, "x0123456789ab")) for item in items]
            issue = replace(issue, ref="x0123456789ab", label=None, number=None)
        case "partial":
            issue = replace(issue, verdict=Verdict.PARTIAL, text=issue.text[:-10])
        case "empty":
            items, issue = [], replace(issue, verdict=Verdict.UNRECOGNISED)
    return replace(issue, articles=tuple(_number(items)))


def _number(items: Sequence[Article]) -> list[Article]:
    return [replace(item, position=position) for position, item in enumerate(items, start=1)]
