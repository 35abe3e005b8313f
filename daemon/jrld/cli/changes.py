"""Changes of messages, issues and items for people: fields as old → new, bodies as the paragraphs that differ."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from rich.console import Console
from rich.text import Text

from jrld.cli.console import to_line
from jrld.replay import FieldChange, IssueChange, ItemChange, MessageChange, list_differences

MOST_ITEMS = 6  # of an issue, unless all are wanted
MOST_LINES = 6  # of a body that changed, and
MOST_NEW_LINES = 2  # of one that came or went
WIDTH = 160  # characters of a line
_STYLES = {"+": "green", "-": "red", "~": "yellow"}


def show_message_change(console: Console, change: MessageChange, full: bool) -> None:
    """`full`: every item and line."""
    console.print(
        Text(f"message {change.message_id}", style="bold"),
        Text(f", {change.dated_on}, {to_line(change.subject or '(no subject)')}"),
        sep="",
    )
    show_fields(console, change.fields, 2)
    for issue in change.issues:
        _show_issue_change(console, issue, full)
    console.print()


def _show_issue_change(console: Console, change: IssueChange, full: bool) -> None:
    named = change.new or change.old or {}
    sign = _tell_sign(change.old, change.new)
    verdict = "" if sign == "~" else f", {named['verdict']}"
    console.print(Text(f"  {sign} {named['digest']} {named['ref']}{verdict}", style=_STYLES[sign]))
    show_fields(console, change.fields, 6)
    if change.moved:
        console.print(Text(f"      {change.moved} items stand elsewhere in it or in its text", style="dim"))
    shown = change.items if full else change.items[:MOST_ITEMS]
    for item in shown:
        _show_item_change(console, item, full)
    if more := len(change.items) - len(shown):
        console.print(Text(f"    and {more} more items", style="dim"))


def _show_item_change(console: Console, change: ItemChange, full: bool) -> None:
    named, sign = change.new or change.old, _tell_sign(change.old, change.new)
    assert named is not None
    title = to_line(named.fields["title"] or "(no title)")
    console.print(Text(f"    {sign} {named.ref}", style=_STYLES[sign]), Text(f"  {title}"), sep="")
    show_fields(console, change.fields, 8)
    before, after = (version.body if version else "" for version in (change.old, change.new))
    if before != after:
        show_bodies(console, before, after, 8, full)


def _tell_sign(old: object, new: object) -> str:
    return "+" if old is None else "-" if new is None else "~"


def show_fields(console: Console, changes: Iterable[FieldChange], indent: int) -> None:
    for change in changes:
        old, new = _say(change.name, change.old), _say(change.name, change.new)
        words = f"{old} → {new}" if old != new else f"{new}, otherwise than before"
        console.print(Text(f"{' ' * indent}{change.name}: ", style="dim"), Text(words), sep="")


def show_bodies(console: Console, old: str, new: str, indent: int, full: bool) -> None:
    """How many words, and the paragraphs that differ; of a body that came or went, its first ones."""
    words = (
        f"{len(old.split()):,} → {len(new.split()):,} words" if old and new else f"{len((old or new).split()):,} words"
    )
    console.print(Text(f"{' ' * indent}body: ", style="dim"), Text(words), sep="")
    most = MOST_LINES if old and new else MOST_NEW_LINES
    lines = list_differences(old, new)
    for line in lines if full else islice(lines, most):
        shown = to_line(line[2:]) if full else _cut(line[2:])
        console.print(Text(f"{' ' * indent}{line[0]} {shown}", style=_STYLES.get(line[0], "dim")))
    if more := sum(1 for _ in lines):
        console.print(Text(f"{' ' * indent}and {more:,} more lines", style="dim"))


def _cut(line: str) -> str:
    line = to_line(line)
    return line if len(line) <= WIDTH else f"{line[:WIDTH]}…"


def _say(name: str, value: Any) -> str:
    match name, value:
        case _, None:
            return "–"
        case "text", str():
            return f"{len(value):,} characters"
        case "segments", list():
            return f"{len(value):,}"
        case "warnings", list():
            return ", ".join(_say_warnings(value)) or "–"
        case "origins", dict():
            return _cut(", ".join(f"{key} {origin}" for key, origin in sorted(value.items()))) or "–"
        case _, bool():
            return "yes" if value else "no"
        case _, list():
            return _cut(", ".join(map(str, value))) or "–"
        case _:
            return _cut(str(value))


def _say_warnings(warnings: Sequence[Any]) -> Iterator[str]:
    """Each code once, with how often it stands there."""
    codes = [warning["code"] for warning in warnings]
    for code in dict.fromkeys(codes):
        yield code if codes.count(code) == 1 else f"{code} ({codes.count(code)})"
