"""`jrld why`: what an article is to others, or two are to each other, and by what that was decided."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from jrld.cli.console import load_config, make_table, open_console, to_line
from jrld.cli.reasons import Reason, read_decision, read_link, say_evidence, say_relation, say_rule
from jrld.cli.telling import match_digests, print_json, say_refs, show_members, show_rulings, story_to_json
from jrld.database import open_database
from jrld.model import Relation
from jrld.store import relations
from jrld.store.comparing import Comparison, compare_now
from jrld.store.engine import Engine
from jrld.store.links import MOST
from jrld.store.relations import CitedRow, LinkRow, MemberRow

PLACES = 20  # of an article that stands in every issue
PASSAGES = 10

Named = Mapping[int, MemberRow]


def explain(path: Path | None, refs: Sequence[str], digests: Sequence[str], as_json: bool) -> int:
    """`refs`: one or two."""
    config = load_config(path)
    with open_database(config.database) as database:
        found = [relations.read_cited(database.engine, *named) for named in match_digests(refs, digests)]
        ids = [cited.article_id for cited in found]
        if as_json and len(ids) == 1:
            print_json(_to_json(database.engine, found[0]))
        elif as_json:
            print_json(_pair_to_json(database.engine, found[0], found[1]))
        elif len(ids) == 1:
            _explain_one(open_console(), database.engine, found[0])
        else:
            _explain_two(open_console(), database.engine, found[0], found[1])
    return 0


# --- one article --------------------------------------------------------------------------------


def _explain_one(console: Console, engine: Engine, cited: CitedRow) -> None:
    links = relations.list_links(engine, [cited.article_id])
    named = relations.list_articles(engine, [cited.article_id, *(link.other_id for link in links)])
    console.print(_entitle(cited.ref, named[cited.article_id]))
    console.print()
    members = relations.list_members(engine, cited.article_id)
    show_members(console, members, cited.article_id)
    _show_links(console, links, named, cited)
    _show_places(console, engine, cited)
    _show_held(console, engine, cited, members)
    show_rulings(console, "Rulings", relations.list_rulings(engine, [cited.article_id]))


def _entitle(ref: str, article: MemberRow) -> Text:
    about = ", ".join(str(part) for part in (article.source, article.published, f"{article.words:,} words") if part)
    return Text.assemble((ref, "bold"), f"  {to_line(article.title or '(no title)')}  ", (to_line(about), "dim"))


def _show_links(console: Console, links: Sequence[LinkRow], named: Named, cited: CitedRow) -> None:
    if not links:
        console.print(Text("It is near no other article.\n"))
        return
    this = named[cited.article_id]
    for link in links:
        if link.other_id in named:
            other = named[link.other_id]
            console.print(_entitle(say_refs(other), other))
            _show_reason(console, read_link(link), cited.ref, other.refs[0], _is_later(this, other))
            if link_is_idle(link, this, other):
                console.print(Text("  And yet they are not in one story.", style="yellow"))
            console.print()


def link_is_idle(link: LinkRow, this: MemberRow, other: MemberRow) -> bool:
    """Whether it would make a story and does not: by a ruling, or since one of the two holds several articles."""
    return Relation(link.relation).is_strong and this.story != other.story


def _is_later(this: MemberRow, other: MemberRow) -> bool | None:
    one, two = this.first_seen.date(), other.first_seen.date()
    return None if one == two else one > two


def _show_reason(console: Console, reason: Reason, this: str, other: str, is_later: bool | None) -> None:
    style = "green" if reason.relation.is_strong else "yellow"
    console.print(Text(f"  {say_relation(reason, this, other, is_later)}", style=style))
    for sentence in (*say_evidence(reason, this, other), say_rule(reason)):
        console.print(Text(f"  {sentence}"))


def _show_places(console: Console, engine: Engine, cited: CitedRow) -> None:
    """Where else the article stands, word for word."""
    places = relations.list_places(engine, cited.article_id)
    if len(places) < 2:
        return
    rows = (
        (place.ref, f"{place.digest} {place.issue_ref}", place.issue_date, place.revision, place.title)
        for place in places[:PLACES]
    )
    title = f"Stands word for word in {len(places):,} places"
    console.print(make_table(title, ("ref", "issue", "date", "revision", "title there"), rows))
    if more := len(places) - PLACES if len(places) > PLACES else 0:
        console.print(Text(f"and {more:,} more in jrl.occurrences", style="dim"))
    console.print()


def _show_held(console: Console, engine: Engine, cited: CitedRow, members: Sequence[MemberRow]) -> None:
    """Whether a cut was missed, most likely: in this article, or in one that holds it."""
    this = next((member for member in members if member.id == cited.article_id), None)
    holders = relations.list_containers_of(engine, cited.article_id)
    named = relations.list_articles(engine, [*holders, *(this.holds if this else ())])
    if this and this.holds:
        console.print(Text(f"{cited.ref} holds several articles; a cut was probably missed in it:", style="yellow"))
        for id_ in this.holds:
            if id_ in named:
                console.print(Text("  ") + _entitle(say_refs(named[id_]), named[id_]))
        console.print()
    for id_ in holders:
        if id_ in named:
            console.print(
                Text(f"{cited.ref} is one of several articles in this one; a cut was probably missed:", style="yellow")
            )
            console.print(Text("  ") + _entitle(say_refs(named[id_]), named[id_]))
            console.print()


# --- two articles -------------------------------------------------------------------------------


def _explain_two(console: Console, engine: Engine, one: CitedRow, other: CitedRow) -> None:
    named = relations.list_articles(engine, [one.article_id, other.article_id])
    for cited in (one, other):
        console.print(_entitle(cited.ref, named[cited.article_id]))
    console.print()
    if one.article_id == other.article_id:
        console.print(Text("They are one article: the same words in the same order.", style="green"))
        return
    this, that = named[one.article_id], named[other.article_id]
    if link := _find_link(engine, one.article_id, other.article_id):
        console.print(Text("Decided when they met:"))
        _show_reason(console, read_link(link), one.ref, other.ref, _is_later(this, that))
    else:
        _show_now(console, engine, one, other, _is_later(this, that))
    console.print()
    for sentence in _say_stories(engine, this, that, link):
        console.print(Text(sentence))
    ruled = _list_rulings_on(engine, this.id, that.id)
    if ruled:
        console.print()
    show_rulings(console, "Rulings", ruled)


def _find_link(engine: Engine, one: int, other: int) -> LinkRow | None:
    return next((link for link in relations.list_links(engine, [one]) if link.other_id == other), None)


def _list_rulings_on(engine: Engine, one: int, other: int) -> list[relations.RulingRow]:
    ours = relations.list_rulings(engine, [one])
    theirs = {ruling.id for ruling in relations.list_rulings(engine, [other])}
    return [ruling for ruling in ours if ruling.id in theirs]


def _show_now(console: Console, engine: Engine, one: CitedRow, other: CitedRow, is_later: bool | None) -> None:
    """There is no link: what would be decided, and whether the index could have brought the two together."""
    now = compare_now(engine, one.article_id, other.article_id)
    console.print(Text("They have no link. What is found of the two texts now:"))
    _show_reason(console, read_decision(now.decision), one.ref, other.ref, is_later)
    for sentence in say_meeting(now):
        console.print(Text(f"  {sentence}"))


def say_meeting(now: Comparison) -> Iterator[str]:
    """By how many fingerprints the two could have met, and which of these are boilerplate."""
    telling = [shared for shared in now.shared if not shared.is_boilerplate]
    yield (
        f"Fingerprints in common: {len(now.shared):,}, of which {len(telling):,} propose a pair (two of those are"
        f" needed) and {len(now.shared) - len(telling):,} are boilerplate, being in more than {MOST} articles."
    )
    for name, some in (("Proposing", telling), ("Boilerplate", [s for s in now.shared if s.is_boilerplate])):
        if some:
            more = f" and {len(some) - PASSAGES:,} more" if len(some) > PASSAGES else ""
            passages = ", ".join(f"“{to_line(shared.words)}”" for shared in some[:PASSAGES])
            yield f"{name}: {passages}{more}."


def _say_stories(engine: Engine, this: MemberRow, that: MemberRow, link: LinkRow | None) -> Iterator[str]:
    if this.story != that.story:
        yield "They are in different stories."
        if link and link_is_idle(link, this, that):
            holder = next((article for article in (this, that) if article.holds), None)
            if holder:
                yield f"{holder.refs[0]} holds several articles, and makes no story with what it holds."
            else:
                yield "A ruling keeps them, or others of their stories, apart."
        return
    yield f"They are in one story, {this.story}."
    if not (link and Relation(link.relation).is_strong):
        members = relations.list_members(engine, this.id)
        chain = find_chain(this.id, that.id, relations.list_links(engine, [member.id for member in members]))
        refs = {member.id: member.refs[0] for member in members}
        if chain and all(id_ in refs for id_ in chain):
            yield f"By way of others: {' – '.join(refs[id_] for id_ in chain)}."
        else:
            yield "No chain of links leads from one to the other: a ruling joins them."


def find_chain(start: int, end: int, links: Sequence[LinkRow]) -> list[int]:
    """The shortest chain of strong links from one article to another; [] if there is none."""
    beside: dict[int, list[int]] = {}
    for link in links:
        if Relation(link.relation).is_strong:
            beside.setdefault(link.article_id, []).append(link.other_id)
    came_from: dict[int, int] = {start: start}
    todo = [start]
    while todo and end not in came_from:
        nexts = [(near, at) for at in todo for near in beside.get(at, ()) if near not in came_from]
        came_from |= dict(nexts)
        todo = list(dict(nexts))
    if end not in came_from:
        return []
    chain = [end]
    while chain[-1] != start:
        chain.append(came_from[chain[-1]])
    return chain[::-1]


# --- for scripts --------------------------------------------------------------------------------


def _to_json(engine: Engine, cited: CitedRow) -> dict[str, Any]:
    links = relations.list_links(engine, [cited.article_id])
    refs = {id_: row.refs for id_, row in relations.list_articles(engine, [x.other_id for x in links]).items()}
    told = story_to_json(engine, cited.article_id)
    this = next((member for member in told["members"] if member["id"] == cited.article_id), None)
    return {
        "ref": cited.ref,
        "digest": cited.digest,
        "article_id": cited.article_id,
        **told,
        "links": [{**asdict(link), "other_refs": refs.get(link.other_id, [])} for link in links],
        "occurrences": [asdict(place) for place in relations.list_places(engine, cited.article_id)],
        "holds": this["holds"] if this else [],
        "held_by": relations.list_containers_of(engine, cited.article_id),
    }


def _pair_to_json(engine: Engine, one: CitedRow, other: CitedRow) -> dict[str, Any]:
    named = relations.list_articles(engine, [one.article_id, other.article_id])
    is_one = one.article_id == other.article_id
    link = None if is_one else _find_link(engine, one.article_id, other.article_id)
    now = None if is_one else compare_now(engine, one.article_id, other.article_id)
    return {
        "articles": [
            {
                "ref": cited.ref,
                "digest": cited.digest,
                "article_id": cited.article_id,
                "story": named[cited.article_id].story,
            }
            for cited in (one, other)
        ],
        "is_one_article": is_one,
        "link": asdict(link) if link else None,
        "now": asdict(read_decision(now.decision)) if now else None,
        "shared_fingerprints": [asdict(shared) for shared in now.shared] if now else [],
        "rulings": [] if is_one else [asdict(r) for r in _list_rulings_on(engine, one.article_id, other.article_id)],
    }
