"""Troubles with numbers, and between the contents and the body."""

import random
from collections.abc import Sequence
from dataclasses import replace

from .entries import Entry
from .names import pick
from .plan import Plan, find_place

# --- numbers -------------------------------------------------------------------------------------


def _relabel(plan: Plan, start: int, labels: Sequence[str]) -> Plan:
    """New labels for the items from index `start` on."""
    items = list(plan.items)
    for k, label in enumerate(labels, start=start):
        item = items[k]
        head = item.head
        if plan.era.sections:
            head = replace(head, lines=(head.lines[0].replace(f"{item.label}.", f"{label}.", 1), *head.lines[1:]))
        items[k] = replace(item, label=label, number=label if item.number else None, head=head)
    return replace(plan, items=tuple(items))


def skip_number(rng: random.Random, plan: Plan) -> Plan:
    at = find_place(rng, plan)
    return _relabel(plan, at, [str(k + 2) for k in range(at, len(plan.items))])


def add_letter(rng: random.Random, plan: Plan) -> Plan:
    """1, 1a, 2: as in 2022-024."""
    at = find_place(rng, plan)
    return _relabel(plan, at, [f"{at}a", *(str(k) for k in range(at + 1, len(plan.items)))])


def drop_number_line(rng: random.Random, plan: Plan) -> Plan:
    at = find_place(rng, plan)
    return plan.change(at, replace(plan.items[at], number=None, trouble="missing-number"))


def double_number(rng: random.Random, plan: Plan) -> Plan:
    """Two articles have the same number above them; the contents are right."""
    at = find_place(rng, plan)
    return plan.change(at, replace(plan.items[at], number=plan.items[at - 1].label, trouble="doubled-number"))


# --- contents and body disagree ------------------------------------------------------------------


def drop_article(rng: random.Random, plan: Plan) -> Plan:
    at = find_place(rng, plan)
    return plan.change(at, replace(plan.items[at], is_printed=False, trouble="entry-without-article"))


def drop_entry(rng: random.Random, plan: Plan) -> Plan:
    at = find_place(rng, plan)
    return plan.change(at, replace(plan.items[at], entry=None, trouble="article-without-entry"))


def _reword(rng: random.Random, title: str) -> str:
    words = title.split()
    at = int(rng.random() * len(words))
    change = pick(rng, ("drop", "capitals", "cut", "prefix", "swap"))
    if change == "drop" and len(words) > 4:
        return " ".join(words[:at] + words[at + 1 :])
    if change == "cut" and len(words) > 5:
        return " ".join(words[:-2])
    if change == "swap" and len(words) > 4:
        return " ".join([*words[:at], "New", *words[at + 1 :]])
    return title.upper() if change == "capitals" else f"EXCLUSIVE: {title}"


def mismatch_titles(rng: random.Random, plan: Plan) -> Plan:
    """The contents of some items give another form of the title than the article does."""
    for _ in range(3):
        at = find_place(rng, plan)
        item = plan.items[at]
        if item.entry:
            title = _reword(rng, item.entry.title)
            entry = Entry(item.entry.text.replace(item.entry.title, title), title)
            plan = plan.change(at, replace(item, entry=entry, trouble="title-mismatch"))
    return plan


def drop_title(rng: random.Random, plan: Plan) -> Plan:
    """The title is in the contents only."""
    at = find_place(rng, plan)
    item = plan.items[at]
    lines = tuple(line for line in item.head.lines if not item.head.title or item.head.title not in line)
    return plan.change(at, replace(item, head=replace(item.head, lines=lines, title=None), trouble="untitled"))


def drop_source(rng: random.Random, plan: Plan) -> Plan:
    """Entries that begin with the author, or the title: their source was lost."""
    for _ in range(3):
        at = find_place(rng, plan)
        item = plan.items[at]
        if item.entry and item.story.source and ": " in item.entry.text:
            entry = Entry(item.entry.text.split(": ", 1)[1], item.entry.title)
            plan = plan.change(at, replace(item, entry=entry, trouble="entry-without-source"))
    return plan


def misprint_entries(rng: random.Random, plan: Plan) -> Plan:
    """A semicolon for the colon, no space after it, a full stop for the comma, no separator at all."""
    for old, new in ((": ", "; "), (": ", ":"), (", ", ". "), (": ", " ")):
        at = find_place(rng, plan)
        item = plan.items[at]
        if item.entry:
            entry = Entry(item.entry.text.replace(old, new, 1), item.entry.title)
            plan = plan.change(at, replace(item, entry=entry, trouble="misprinted-entries"))
    return plan


def drop_contents(rng: random.Random, plan: Plan) -> Plan:
    return replace(plan, has_contents=False)
