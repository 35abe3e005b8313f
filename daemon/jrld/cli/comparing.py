"""`jrld diff`: what changed from one revision of an issue to the next, or from one article to another, word by word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from jrld.cli.console import load_config, open_console, to_line
from jrld.cli.telling import match_digests
from jrld.cli.worddiff import show_change
from jrld.database import open_database
from jrld.errors import JrldError
from jrld.fingerprint import normalise
from jrld.pairing import Item, pair_items
from jrld.store import relations, revisions
from jrld.store.engine import Engine
from jrld.store.relations import CitedRow
from jrld.store.revisions import RevisedItem, RevisionRow

FIELDS = ("title", "authors", "source", "published", "url", "kind", "excerpt", "notes", "rights")


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an item. `old` or `new` is None where it was added or removed."""

    old: RevisedItem | None
    new: RevisedItem | None

    @property
    def is_none(self) -> bool:
        return (
            self.old is not None
            and self.new is not None
            and self.old.article_id == self.new.article_id
            and all(show_field(self.old, name) == show_field(self.new, name) for name in FIELDS)
        )


def show_diff(
    path: Path | None, refs: Sequence[str], digests: Sequence[str], numbers: Sequence[int], full: bool
) -> int:
    """`refs`: an issue, or one or two articles; `numbers`: of an issue's revisions."""
    config = load_config(path)
    console = open_console()
    with open_database(config.database) as database:
        named = match_digests(refs, digests)
        engine = database.engine
        if len(named) == 2:
            one, other = (relations.read_cited(engine, *name) for name in named)
            _show_articles(console, engine, one, other, full)
            return 0
        ref, digest = named[0]
        found = revisions.list_revisions(engine, ref, digest)
        if found and (numbers or len(found) > 1 or not relations.find_cited(engine, ref, digest)):
            _show_issue(console, engine, _choose(_choose_issue(found, ref), numbers, ref), full)
        elif numbers:
            raise JrldError(f"there is no issue {ref!r}, and only issues have revisions")
        else:
            _show_article(console, engine, relations.read_cited(engine, ref, digest), full)
    return 0


# --- issues -------------------------------------------------------------------------------------


def _choose_issue(found: Sequence[RevisionRow], ref: str) -> list[RevisionRow]:
    """Of several issues that are cited so, the one with most revisions."""
    cited = [row for row in found if row.ref == ref] or found
    digests = sorted({row.digest for row in cited})
    if len(digests) > 1:
        raise JrldError(f"{ref!r} is an issue of {' and of '.join(digests)}: say of which by --digest")
    issues: dict[int, list[RevisionRow]] = {}
    for row in found:
        issues.setdefault(row.same_as, []).append(row)
    return max(issues.values(), key=lambda rows: (len(rows), rows[0].same_as))


def _choose(rows: Sequence[RevisionRow], numbers: Sequence[int], ref: str) -> tuple[RevisionRow, RevisionRow]:
    """The two revisions that are asked for. Raises JrldError when they are not there."""
    by_number = {row.revision: row for row in rows}
    newest = max(by_number)
    if newest == 1:
        raise JrldError(f"{ref} has one revision: it came once, and there is nothing to compare it with")
    for number in numbers:
        if number not in by_number:
            raise JrldError(f"{ref} has the revisions 1 to {newest}, and no {number}")
    old, new = numbers if len(numbers) == 2 else ((numbers[0] if numbers else newest) - 1, (*numbers, newest)[0])
    if old not in by_number:
        raise JrldError(f"revision {new} of {ref} is the first; name another one to compare it with, too")
    return by_number[old], by_number[new]


def find_changes(engine: Engine, old: RevisionRow, new: RevisionRow) -> list[Change]:
    """Every item of both revisions."""
    before, after = revisions.list_revised_items(engine, old.id), revisions.list_revised_items(engine, new.id)
    nearness = revisions.read_nearness(engine, [i.article_id for i in before], [i.article_id for i in after])
    pairs = pair_items(list(map(_read_item, before)), list(map(_read_item, after)), nearness)
    return [Change(None if i is None else before[i], None if j is None else after[j]) for i, j in pairs]


def _read_item(item: RevisedItem) -> Item:
    return Item(item.article_id, item.label, tuple(normalise(item.title or "")))


def _show_issue(console: Console, engine: Engine, pair: tuple[RevisionRow, RevisionRow], full: bool) -> None:
    old, new = pair
    changes = find_changes(engine, old, new)
    changed = [change for change in changes if change.old and change.new and not change.is_none]
    added = sum(change.old is None for change in changes)
    removed = sum(change.new is None for change in changes)
    console.print(
        Text.assemble(
            (f"{new.digest} {new.ref}", "bold"),
            f", from revision {_describe(old)} to {_describe(new)}: {len(changed)} changed, {added} added,"
            f" {removed} removed, {len(changes) - len(changed) - added - removed} the same",
        )
    )
    for change in changes:
        if not change.is_none or full:
            console.print()
            _show_item(console, engine, change, full)


def _describe(row: RevisionRow) -> str:
    return f"{row.revision} ({f'sent {row.sent_at:%Y-%m-%d %H:%M}, ' if row.sent_at else ''}{row.verdict})"


def _show_item(console: Console, engine: Engine, change: Change, full: bool) -> None:
    """One after the other, so that no more than two texts are held at once."""
    item = change.new or change.old
    if item is None:
        return
    word, style = "changed", "yellow"
    if change.is_none:
        word, style = "the same", "dim"
    elif not (change.old and change.new):
        word, style = ("added", "green") if change.new else ("removed", "red")
    was = f" (was {change.old.ref})" if change.old and change.new and change.old.ref != change.new.ref else ""
    title = to_line(item.title or "(no title)")
    console.print(Text.assemble((f"{item.ref}{was} ", "bold"), (word, style), f"  {title}"))
    ids = {one.article_id for one in (change.old, change.new) if one}
    bodies = revisions.read_bodies(engine, sorted(ids))
    old, new = (bodies.get(one.article_id, "") if one else "" for one in (change.old, change.new))
    for name in FIELDS:
        before, after = show_field(change.old, name), show_field(change.new, name)
        if before != after and change.old and change.new:
            show_change(console, before, after, full=True, label=name)
    if old != new or full:
        show_change(console, old, new, full)


def show_field(item: RevisedItem | None, name: str) -> str:
    """A field in words."""
    value = getattr(item, name) if item else None
    match value:
        case None | False:
            return ""
        case True:
            return name
        case list():
            return to_line("; ".join(value))
        case _:
            return to_line(str(value))


# --- articles -----------------------------------------------------------------------------------


def _show_article(console: Console, engine: Engine, cited: CitedRow, full: bool) -> None:
    """Against the one that stands for its story; if that is itself, against its own version a revision before."""
    canonical = next(iter(relations.list_members(engine, cited.article_id)), None)
    if canonical and canonical.id != cited.article_id:
        place = relations.list_places(engine, canonical.id)[0]
        where = f" of revision {place.revision} of {place.digest} {place.issue_ref}" if place.ref == cited.ref else ""
        console.print(Text(f"From {place.ref}{where}, which stands for the story, to {cited.ref}:"))
        _show_texts(console, engine, canonical.id, cited.article_id, full)
        return
    for old, change in _find_versions(engine, cited):
        console.print(Text(f"From revision {_describe(old)} of {cited.digest} {old.ref} to {cited.revision}:"))
        _show_item(console, engine, change, full)
        return
    raise JrldError(
        f"there is nothing to compare {cited.ref} with: it stands for its story, and no revision of its issue had"
        " another version before; name another article: jrld diff REF REF"
    )


def _find_versions(engine: Engine, cited: CitedRow) -> Iterator[tuple[RevisionRow, Change]]:
    """The versions of an item in earlier revisions of its issue, where they differ, the latest first."""
    rows = revisions.list_revisions_of(engine, cited.digest, cited.issue_ref, cited.ref, cited.article_id)
    this = next((row for row in rows if row.revision == cited.revision and row.ref == cited.issue_ref), None)
    if this is None:
        return
    for old in sorted(rows, key=lambda row: -row.revision):
        if old.same_as == this.same_as and old.revision < this.revision:
            for change in find_changes(engine, old, this):
                if change.old and change.new and change.new.ref == cited.ref and not change.is_none:
                    yield old, change


def _show_articles(console: Console, engine: Engine, one: CitedRow, other: CitedRow, full: bool) -> None:
    console.print(Text(f"From {one.ref} to {other.ref}:"))
    if one.article_id == other.article_id:
        console.print(Text("one article, word for word", style="green"))
        return
    _show_texts(console, engine, one.article_id, other.article_id, full)


def _show_texts(console: Console, engine: Engine, one: int, other: int, full: bool) -> None:
    named, bodies = relations.list_articles(engine, [one, other]), revisions.read_bodies(engine, [one, other])
    if len(named) < 2 or len(bodies) < 2:
        raise JrldError("one of the two articles was withdrawn meanwhile")
    for name in ("title", "source", "published"):
        before, after = (to_line(str(getattr(named[id_], name) or "")) for id_ in (one, other))
        if before != after:
            show_change(console, before, after, full=True, label=name)
    show_change(console, bodies[one], bodies[other], full)
