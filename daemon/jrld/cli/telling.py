"""`jrld story`: a story as it is told, and a person's word on it."""

import getpass
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from jrld.cli import FAILED
from jrld.cli.console import Cell, complain, load_config, make_table, open_console, to_line
from jrld.database import open_database
from jrld.store import relations, rulings
from jrld.store.engine import Engine
from jrld.store.relations import ChangeRow, MemberRow, RulingRow
from jrld.store.rulings import Cite

REFS = 5  # of one article, where there is little room


def show_story(path: Path | None, ref: str, digest: str | None, as_json: bool) -> int:
    config = load_config(path)
    with open_database(config.database) as database:
        cited = relations.read_cited(database.engine, ref, digest)
        if as_json:
            print_json(story_to_json(database.engine, cited.article_id))
        else:
            _show_story(open_console(), database.engine, cited.article_id)
    return 0


def merge_stories(path: Path | None, refs: Sequence[str], digests: Sequence[str], why: str | None) -> int:
    config = load_config(path)
    with open_database(config.database) as database:
        cites = read_cites(database.engine, refs, digests)
        rulings.merge(database.engine, cites, find_user(), why)
        _show_result(database.engine, cites)
    return 0


def split_story(path: Path | None, ref: str, other: str | None, digests: Sequence[str], why: str | None) -> int:
    config = load_config(path)
    with open_database(config.database) as database:
        cites = read_cites(database.engine, [ref, other] if other else [ref], digests)
        rulings.split(database.engine, cites[0], cites[1] if other else None, find_user(), why)
        _show_result(database.engine, cites)
    return 0


def forget_rulings(path: Path | None, ref: str, other: str | None, digests: Sequence[str]) -> int:
    """Exit code 1 when there was nothing to forget."""
    config = load_config(path)
    with open_database(config.database) as database:
        refs = [ref, other] if other else [ref]
        cites = [rulings.read_cite(database.engine, *named) for named in match_digests(refs, digests)]
        gone = rulings.forget(database.engine, cites[0], cites[1] if other else None, find_user())
    if not gone:
        complain(f"nobody has ruled on {' and '.join(refs)}")
        return FAILED
    show_rulings(open_console(), "Taken back", gone)
    return 0


def show_log(path: Path | None, ref: str | None, digest: str | None, limit: int) -> int:
    config = load_config(path)
    console = open_console()
    with open_database(config.database) as database:
        ids = None
        if ref:
            cited = relations.read_cited(database.engine, ref, digest)
            ids = [member.id for member in relations.list_members(database.engine, cited.article_id)]
        changes = relations.list_changes(database.engine, ids, limit)
        named = relations.list_articles(database.engine, sorted({id_ for c in changes for id_ in c.articles}))
    if not changes:
        console.print(Text("nothing was merged or split", style="dim"))
        return 0
    rows = ((c.changed_at, c.change, _name_articles(c, named), c.cause) for c in changes)
    console.print(make_table("", ("when", "change", "a story now of", "by"), rows))
    return 0


def _name_articles(change: ChangeRow, named: Mapping[int, MemberRow]) -> list[str]:
    """By the ref of each; those that are no more are only counted."""
    refs = sorted(named[id_].refs[0] for id_ in change.articles if id_ in named and named[id_].refs)
    gone = len(change.articles) - len(refs)
    return [*refs, f"{gone} withdrawn since"] if gone else refs


# --- who, and on what ---------------------------------------------------------------------------


def find_user() -> str:
    """The login name of whoever gives the command."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a number without a name, as in a container
        return f"user {os.getuid()}"


def match_digests(refs: Sequence[str], digests: Sequence[str]) -> list[tuple[str, str | None]]:
    """Each ref with its digest: none was said, one for all, or one for each."""
    if len(digests) not in (0, 1, len(refs)):
        raise ValueError("--digest: give it once for all refs, or once for each, in their order")
    wanted = [*digests] if len(digests) == len(refs) else [*digests, *[None] * len(refs)][:1] * len(refs)
    return list(zip(refs, wanted, strict=True))


def read_cites(engine: Engine, refs: Sequence[str], digests: Sequence[str]) -> list[Cite]:
    """Raises JrldError for a ref that is not there, or of several digests."""
    found = (relations.read_cited(engine, *named) for named in match_digests(refs, digests))
    return [Cite(row.digest, row.ref) for row in found]


# --- what is shown ------------------------------------------------------------------------------


def _show_result(engine: Engine, cites: Sequence[Cite]) -> None:
    """The stories of these articles now, and what they cite besides the article that is shown."""
    console = open_console()
    shown: set[int] = set()
    for cite in cites:
        found = relations.find_cited(engine, cite.ref, cite.digest)
        if len(found) > 1:
            console.print(Text(f"{cite.ref} cites {len(found)} articles, by revision: all are meant.", style="yellow"))
        for article in found:
            if article.article_id not in shown:
                shown.update(_show_story(console, engine, article.article_id))


def _show_story(console: Console, engine: Engine, article_id: int) -> set[int]:
    """Returns its articles."""
    members = relations.list_members(engine, article_id)
    show_members(console, members)
    show_rulings(console, "Rulings", relations.list_rulings(engine, [member.id for member in members]))
    return {member.id for member in members}


def show_members(console: Console, members: Sequence[MemberRow], this: int | None = None) -> None:
    """A story, the article that stands for it first."""
    if not members:
        return
    title = f"Story {members[0].story}: {len(members):,} articles" if len(members) > 1 else "A story by itself"
    rows: Iterable[Iterable[Cell]] = (
        (say_refs(m), m.title, m.source, m.published, m.first_seen.date(), m.words, _say_part(m, this, len(members)))
        for m in members
    )
    columns = ("refs", "title", "source", "published", "first seen", "words#", "")
    console.print(make_table(title, columns, rows))
    console.print()


def say_refs(member: MemberRow) -> str:
    more = len(member.refs) - REFS
    return ", ".join(member.refs[:REFS]) + (f" and {more:,} more" if more > 0 else "")


def _say_part(member: MemberRow, this: int | None, of: int) -> Text:
    parts = [
        "stands for the story" if member.is_canonical and of > 1 else "",
        "this one" if member.id == this and of > 1 else "",
        f"holds {len(member.holds)} others" if member.holds else "",
        "" if member.is_linked else "not linked yet",
    ]
    return Text(", ".join(filter(None, parts)), style="green" if member.is_canonical else "yellow")


def show_rulings(console: Console, title: str, found: Sequence[RulingRow]) -> None:
    if not found:
        return
    rows = ((say_ruling(ruling), ruling.who, ruling.ruled_at, ruling.why) for ruling in found)
    console.print(make_table(title, ("", "who", "when", "why"), rows))
    console.print()


def say_ruling(ruling: RulingRow) -> str:
    one, other = (
        f"{ref} ({digest})" if ruling.digest != ruling.other_digest else ref
        for digest, ref in ((ruling.digest, ruling.ref), (ruling.other_digest, ruling.other_ref))
    )
    return f"{to_line(one)} and {to_line(other)} are {'one story' if ruling.same else 'two stories'}"


# --- for scripts --------------------------------------------------------------------------------


def print_json(shown: Mapping[str, Any]) -> None:
    """One object on one line; dates in ISO 8601."""
    sys.stdout.write(f"{json.dumps(shown, ensure_ascii=False, default=lambda value: value.isoformat())}\n")


def story_to_json(engine: Engine, article_id: int) -> dict[str, Any]:
    members = relations.list_members(engine, article_id)
    found = relations.list_rulings(engine, [member.id for member in members])
    return {
        "story": members[0].story if members else article_id,
        "members": [asdict(member) for member in members],
        "rulings": [asdict(ruling) for ruling in found],
    }
