"""Troubles inside articles: what looks like the start of another, and stories that are hard to tell apart."""

import random
from collections.abc import Callable
from dataclasses import replace

from . import bodies
from .layout import Block
from .plan import Item, Plan, find_place, make_item
from .prose import Writer
from .stories import Form, make_story

Trouble = Callable[[random.Random, Plan], Plan]

# --- inside an article ---------------------------------------------------------------------------


def insert(name: str, make: Callable[[Writer, Item], list[Block]]) -> Trouble:
    """The trouble of having these blocks in the middle of an article."""

    def apply(rng: random.Random, plan: Plan) -> Plan:
        at, writer = find_place(rng, plan), Writer(rng, when=plan.day)
        item = plan.items[at]
        before = item.blocks if len(item.blocks) > 3 else (*item.blocks, Block(writer.write_paragraph(4)))
        half = (len(before) + 1) // 2
        after = (*before[half:], Block(writer.write_paragraph(3)))
        return plan.change(at, replace(item, blocks=(*before[:half], *make(writer, item), *after), trouble=name))

    return apply


def _inner_number(writer: Writer, item: Item) -> list[Block]:
    return [Block("#1"), Block(writer.write_paragraph(2)), Block("#2"), Block(writer.write_paragraph(2))]


def _inner_next_number(writer: Writer, item: Item) -> list[Block]:
    """The very number that is due next, with prose under it instead of a head."""
    return [Block(f"#{int(item.label.rstrip('ab')) + 1}"), Block(writer.write_paragraph(2))]


INSIDE: dict[str, Callable[[Writer, Item], list[Block]]] = {
    "inner-number": _inner_number,
    "inner-next-number": _inner_next_number,
    "numbered-list": lambda writer, _: bodies.write_numbered_list(writer),
    "inner-stars": lambda writer, _: bodies.write_stars(writer),
    "inner-dashes": lambda writer, _: bodies.write_dashes(writer),
    "inner-headers": lambda writer, _: bodies.write_inner_headers(writer),
    "hash-lines": lambda writer, _: bodies.write_hash_lines(writer),
    "mention": lambda writer, _: bodies.write_mention(writer),
    "cyrillic": lambda writer, _: bodies.write_russian(writer),
}

# --- stories that are hard to tell apart, or to read ---------------------------------------------


def _retell(rng: random.Random, plan: Plan, at: int, title: str, name: str) -> Plan:
    """Item `at` under another title."""
    item = plan.items[at]
    story = replace(item.story, title=title, blocks=item.blocks)
    made = make_item(rng, plan.era, plan.day, item.label, story)
    kept = replace(made, number=item.number, notes=item.notes, trouble=name, is_printed=item.is_printed)
    return plan.change(at, kept if item.entry else replace(kept, entry=None))


def number_titles(rng: random.Random, plan: Plan) -> Plan:
    """`4. 2 more …`: titles that begin with a number."""
    for count in ("2 More", "10", "77% of"):
        at = find_place(rng, plan)
        plan = _retell(rng, plan, at, f"{count} {plan.items[at].story.title}", "number-titles")
    return plan


def split_in_two(rng: random.Random, plan: Plan) -> Plan:
    """One wire story under two numbers: `TITLE - 1.`, `TITLE - 2.`"""
    at = find_place(rng, plan, last=-2)
    story = make_story(rng, plan.day, Form.WIRE)
    for k in (0, 1):
        own = replace(story, blocks=make_story(rng, plan.day, Form.WIRE).blocks, title=f"{story.title} - {k + 1}")
        item = replace(plan.items[at + k], story=own, blocks=own.blocks)
        plan = _retell(rng, plan.change(at + k, item), at + k, own.title, "two-parts")
    return plan


def repeat_author(rng: random.Random, plan: Plan) -> Plan:
    """Two items after each other by one author in one paper."""
    at = find_place(rng, plan, last=-2)
    story = make_story(rng, plan.day, Form.PAPER)
    for k in (0, 1):
        own = replace(
            make_story(rng, plan.day, Form.PAPER), source=story.source, authors=story.authors, url=None, blurb=None
        )
        item = replace(plan.items[at + k], story=own, blocks=own.blocks)
        plan = _retell(rng, plan.change(at + k, item), at + k, own.title, "same-author")
    return plan


def share_number(rng: random.Random, plan: Plan) -> Plan:
    """A second piece with a head of its own under the same number: still one section, one article."""
    at = find_place(rng, plan)
    item = plan.items[at]
    second = make_item(rng, plan.era, plan.day, item.label, make_story(rng, plan.day, words=200))
    head = Block("\n".join(second.head.lines).strip("\n"), verbatim=True)
    blocks = (*item.blocks, head, *second.blocks)
    return plan.change(at, replace(item, blocks=blocks, trouble="shared-number"))


def damage_quotes(rng: random.Random, plan: Plan) -> Plan:
    """CP1252's right quote read as MacRoman: Putinís."""
    at = find_place(rng, plan)
    item = plan.items[at]
    blocks = tuple(Block(block.text.replace("’", "í").replace("'s ", "ís "), block.verbatim) for block in item.blocks)
    return plan.change(at, replace(item, blocks=blocks, trouble="damaged-quotes"))
