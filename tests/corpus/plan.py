"""A plan: everything that an issue is going to print, before it is printed. Troubles change plans."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from .entries import Entry, print_entry
from .eras import Era, Separation, draw_date, draw_number, show_label
from .heading import Head, Setting
from .heads import print_head
from .layout import Block, Wrapping
from .mastheads import Stamp
from .names import pick
from .stories import Form, Story, make_recurring, make_story, set_story_quotes


@dataclass(frozen=True, slots=True)
class Item:
    """One number of the issue: a line of the contents, and an article. Either can be missing."""

    label: str
    story: Story
    head: Head
    entry: Entry | None
    number: str | None  # the label above the article; None: no such line
    blocks: tuple[Block, ...]
    is_printed: bool = True
    entry_label: str | None = None  # None: the label
    entry_remark: str | None = None  # a line of the editor's under the entry
    notes: tuple[str, ...] = ()  # lines of the editor's above the article
    trouble: str | None = None  # the one trouble that this item has


@dataclass(frozen=True, slots=True)
class Plan:
    era: Era
    day: date
    number: int | None
    stamp: Stamp  # as the masthead prints it
    subject_label: str | None
    items: tuple[Item, ...]
    separation: Separation
    wrapping: Wrapping
    has_contents: bool = True
    note: tuple[str, ...] = ()
    has_trailer: bool = True

    def change(self, index: int, item: Item) -> "Plan":
        return replace(self, items=(*self.items[:index], item, *self.items[index + 1 :]))


def _supplement_head(rng: random.Random, label: str, story: Story) -> Head:
    """Number and title share a line, in capitals; then where the matter comes from."""
    names = " and ".join(story.authors) or "Sergei Vyazemov"
    title = story.title.upper()
    reference = (
        f'SOURCE. {names}, "{story.remark.title()}," Europe-Asia Studies, Vol. {40 + int(rng.random() * 20)}, No. 7'
    )
    lines = (f"{label}. {title}", "", *([reference, ""] if rng.random() < 0.6 else []))
    return Head("supplement", lines, title)


def make_item(rng: random.Random, era: Era, day: date, label: str, story: Story) -> Item:
    """The story in a layout of its time, with its line of the contents."""
    if era.sections:
        story = replace(story, authors=(), source=None, url=None, form=Form.NOTICE)
        head = _supplement_head(rng, label, story)
        return Item(label, story, head, Entry(story.title, story.title), None, story.blocks)
    head = print_head(Setting(rng, story, day))
    return Item(label, story, head, print_entry(rng, story, head, day.year), label, story.blocks)


def _draw_stories(rng: random.Random, era: Era, day: date, count: int, reprints: Sequence[Story]) -> list[Story]:
    quotes = pick(rng, era.quotes)
    stories = [
        set_story_quotes(make_story(rng, day, Form.PAPER if era.sections else None), quotes)
        for _ in range(count - len(reprints))
    ]
    if 2001 <= day.year <= 2004 and not era.sections and len(stories) > 1:
        stories[1] = set_story_quotes(make_recurring(rng, day), quotes)
    for story in reprints:
        stories.insert(int(rng.random() * (len(stories) + 1)), story)
    return stories


def make_plan(
    rng: random.Random, era: Era, day: date | None, number: int | None, count: int, reprints: Sequence[Story]
) -> Plan:
    """An issue without any trouble."""
    day = day or draw_date(rng, era)
    number = number or draw_number(rng, era, day)
    label = show_label(era, day.year, number)
    stories = _draw_stories(rng, era, day, count, reprints)
    items = tuple(make_item(rng, era, day, str(k), story) for k, story in enumerate(stories, start=1))
    wrapping = era.wrapping
    if wrapping.body and day.year < 2004 and rng.random() < 0.15:
        wrapping = replace(wrapping, indent="   ")
    return Plan(era, day, number, Stamp(label, day), label, items, pick(rng, era.separations), wrapping)


def find_place(rng: random.Random, plan: Plan, first: int = 1, last: int = -1) -> int:
    """Index of a printed item without any trouble yet, when there is one; neither the first nor the last item."""
    places = list(range(len(plan.items)))[first:last]
    free = [k for k in places if plan.items[k].is_printed and plan.items[k].trouble is None]
    return pick(rng, free or places)
