"""What can be wrong with an issue, or look so: each a change to the plan of one that is right.

TROUBLES is in the order in which they are applied: numbers first, the cut that loses the rest late.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from . import confusions, disagreements
from .eras import Separation, show_label
from .layout import Block
from .mastheads import Stamp
from .plan import Plan, find_place
from .prose import Writer

Trouble = Callable[[random.Random, Plan], Plan]


def needs_january(trouble: Sequence[str]) -> bool:
    return "printed-year" in trouble


def add_notes(rng: random.Random, plan: Plan) -> Plan:
    writer, at, under = Writer(rng, when=plan.day), find_place(rng, plan), find_place(rng, plan)
    words = (
        "The list is moving this weekend to new office space. Replies will be slow, and I want to thank all who helped."
    )
    opening = "DJ: I’m leaving tomorrow on a long-planned vacation." if plan.day.year > 2012 else words
    plan = replace(plan, note=(opening,))
    plan = plan.change(at, replace(plan.items[at], notes=(f"[DJ: {writer.write_sentence()}]",)))
    return plan.change(under, replace(plan.items[under], entry_remark=f"[DJ: See also “{writer.write_title()}”]"))


_ON_LEAVE = "DJ: I’m leaving tomorrow on a long-planned one week vacation. Replies will be slow."
_ON_MOVING = "The list is moving this weekend to new office space. I want to thank all who helped with my computer."


def echo_entry(rng: random.Random, plan: Plan) -> Plan:
    """An entry's title again on a line of its own, from an embedded link."""
    at = find_place(rng, plan)
    item = plan.items[at]
    return plan.change(at, replace(item, entry_remark=item.entry.title if item.entry else None))


def print_last_year(rng: random.Random, plan: Plan) -> Plan:
    """The year before is still printed in January: in the number's year, or in the date when that has none."""
    if plan.number is None:
        return plan
    if plan.era.yearly_label:
        label = show_label(plan.era, plan.day.year - 1, plan.number)
        subject = label if rng.random() < 0.5 else plan.subject_label
        return replace(plan, stamp=Stamp(label, plan.stamp.day), subject_label=subject)
    return replace(plan, stamp=Stamp(plan.stamp.label, plan.day.replace(year=plan.day.year - 1)))


def keep_old_header(rng: random.Random, plan: Plan) -> Plan:
    """The masthead is that of an issue two days before; the subject is right."""
    if plan.number is None or plan.number < 3:
        return plan
    stamp = Stamp(show_label(plan.era, plan.day.year, plan.number - 2), plan.day - timedelta(days=2))
    return replace(plan, stamp=stamp)


def drop_issue_number(rng: random.Random, plan: Plan) -> Plan:
    return replace(plan, number=None, stamp=Stamp(None, plan.day), subject_label=None)


def drop_separators(rng: random.Random, plan: Plan) -> Plan:
    """A capture that lost every row of stars and every number."""
    return replace(plan, separation=Separation(None, None, None))


def drop_numbers(rng: random.Random, plan: Plan) -> Plan:
    """Rows of stars between the articles, and no number below them."""
    separation = plan.separation
    if separation.number is None:
        return plan
    row = separation.later or "*******"
    return replace(plan, separation=Separation(separation.first or row, row, None))


def truncate(rng: random.Random, plan: Plan) -> Plan:
    """Cut in the middle of a sentence; the contents still tell of what is lost."""
    at = find_place(rng, plan, first=len(plan.items) // 2)
    item = plan.items[at]
    kept = item.blocks[: max(1, len(item.blocks) // 2)]
    words = kept[-1].text.split(" ")
    cut = Block(" ".join(words[: max(4, len(words) // 2)]), kept[-1].verbatim)
    items = [replace(i, is_printed=i.is_printed and k <= at) for k, i in enumerate(plan.items)]
    items[at] = replace(items[at], blocks=(*kept[:-1], cut), is_printed=True)
    return replace(plan, items=tuple(items), has_trailer=False)


TROUBLES: dict[str, Trouble] = {
    "un-numbered": drop_issue_number,
    "stale-header": keep_old_header,
    "printed-year": print_last_year,
    "skipped-number": disagreements.skip_number,
    "lettered": disagreements.add_letter,
    "number-titles": confusions.number_titles,
    "two-parts": confusions.split_in_two,
    "same-author": confusions.repeat_author,
    "missing-number": disagreements.drop_number_line,
    "doubled-number": disagreements.double_number,
    "entry-without-article": disagreements.drop_article,
    "article-without-entry": disagreements.drop_entry,
    "title-mismatch": disagreements.mismatch_titles,
    "untitled": disagreements.drop_title,
    "entry-without-source": disagreements.drop_source,
    "misprinted-entries": disagreements.misprint_entries,
    "no-contents": disagreements.drop_contents,
    **{name: confusions.insert(name, make) for name, make in confusions.INSIDE.items()},
    "shared-number": confusions.share_number,
    "damaged-quotes": confusions.damage_quotes,
    "editor-notes": add_notes,
    "echoed-entry": echo_entry,
    "no-separators": drop_separators,
    "truncated": truncate,
    "no-numbers": drop_numbers,
}
