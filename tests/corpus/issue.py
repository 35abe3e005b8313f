"""Printing: a plan becomes pieces of text and the truth about them."""

import random
from collections.abc import Iterator, Sequence
from datetime import date

from jrld.model import Part

from .eras import ERAS, ERAS_BY_NAME, draw_date
from .layout import Piece, Style
from .names import pick
from .plan import Item, Plan, make_plan
from .stories import Story
from .troubles import TROUBLES, needs_january
from .truth import TrueArticle, TrueIssue


def make_issue(
    seed: int,
    era: str | None = None,
    trouble: Sequence[str] = (),
    *,
    count: int | None = None,
    day: date | None = None,
    number: int | None = None,
    reprints: Sequence[Story] = (),
) -> TrueIssue:
    """A made-up issue and what is true of it; equal arguments give equal issues.

    `era`: one of ERAS, else drawn. `trouble`: of TROUBLES. `count`: how many stories, of which `reprints` are some.
    Raises ValueError for a name that is not known.
    """
    if unknown := [name for name in trouble if name not in TROUBLES]:
        raise ValueError(f"no such trouble: {unknown[0]}; known are {', '.join(TROUBLES)}")
    rng = random.Random(f"issue {seed} {era}")
    chosen = ERAS_BY_NAME[era or pick(rng, ERAS)]
    if day is None and needs_january(trouble):
        day = draw_date(rng, chosen, january=True)
    plan = make_plan(rng, chosen, day, number, count or 9 + int(rng.random() * 12), reprints)
    for name, apply in TROUBLES.items():
        if name in trouble:
            plan = apply(rng, plan)
    return print_plan(rng, plan, seed, tuple(trouble))


def print_plan(rng: random.Random, plan: Plan, seed: int, trouble: tuple[str, ...]) -> TrueIssue:
    printed = [item for item in plan.items if item.is_printed]
    pieces = [*_print_masthead(rng, plan), *(_print_contents(rng, plan) if plan.has_contents else ())]
    for position, item in enumerate(printed, start=1):
        pieces += _print_item(plan, item, position)
    if plan.has_trailer:
        pieces += [Piece(Part.TRAILER, line) for line in _lead(plan) + plan.era.trailer]
    articles = tuple(_know(plan, item, position) for position, item in enumerate(printed, start=1))
    return TrueIssue(
        era=plan.era.name,
        seed=seed,
        label=plan.stamp.label,
        year=plan.day.year,
        number=plan.number,
        date=plan.day,
        subject=_print_subject(rng, plan),
        articles=articles,
        entries=tuple(i.entry.text for i in plan.items if i.entry) if plan.has_contents else (),
        trouble=trouble,
        pieces=tuple(pieces),
        wrapping=plan.wrapping,
        html=plan.era.html,
        yearly=plan.era.yearly_label,
    )


def _print_subject(rng: random.Random, plan: Plan) -> str:
    """2008-#24-Johnson's Russia List is documented; what came before 2006 is not."""
    label = plan.subject_label
    if label is None:
        return "Please read: end of year mini Johnson's Russia List"
    if plan.era.sections:
        return f"{label}-JRL Research & Analytical Supplement"
    if plan.era.yearly_label:
        return pick(rng, (f"{label}-Johnson's Russia List",) * 6 + (f"{label.replace('#', '')}-Johnson’s Russia List",))
    return pick(rng, (f"#{label}-Johnson's Russia List", f"Johnson's Russia List #{label}", f"JRL #{label}"))


def _lead(plan: Plan) -> list[str]:
    """What ends the last article: a row like those between the articles, where the trailer has none of its own."""
    later = plan.separation.later
    return [later, ""] if later and not plan.era.trailer[0].startswith("-") else []


def _print_masthead(rng: random.Random, plan: Plan) -> list[Piece]:
    return [Piece(Part.MASTHEAD, line) for line in plan.era.masthead(rng, plan.stamp)]


# --- the contents --------------------------------------------------------------------------------


def _print_contents(rng: random.Random, plan: Plan) -> Iterator[Piece]:
    era, items = plan.era, [item for item in plan.items if item.entry]
    if era.opening:
        yield Piece(Part.CONTENTS, era.opening)
    for k, line in enumerate(plan.note, start=1):
        yield Piece(Part.NOTE, line, Style.ENTRY, gap=int(k == len(plan.note) and not era.opening))
    for item in items:
        if era.sections and int(item.label.rstrip("ab")) % 3 == 1:
            yield Piece(Part.CONTENTS, pick(rng, _SECTIONS))
        yield _print_entry(rng, plan, item, item is items[-1])
        if item.entry_remark:
            yield Piece(Part.CONTENTS, item.entry_remark)
    yield Piece(Part.CONTENTS, "")


_SECTIONS = ("POLITICS", "ECONOMY", "FOLLOW-UP", "FEDERAL-REGIONAL RELATIONS", "AGRICULTURE", "RUSSIA AND THE WORLD")


def _print_entry(rng: random.Random, plan: Plan, item: Item, is_last: bool) -> Piece:
    assert item.entry is not None
    label, anchor = item.entry_label or item.label, f"item{item.label}"
    if plan.era.table:
        source = item.story.source.printed[0] if item.story.source else ""
        authors = " and ".join(item.story.authors)
        topic, between = item.story.remark.title(), pick(rng, (" ", "\n", ": "))
        cells = (topic, label, item.entry.title, (between if source and authors else "").join((source, authors)))
        return Piece(Part.CONTENTS, "\t".join(cells), Style.ROW, target=f"#{anchor}")
    closing = plan.era.closing if is_last else ""
    if closing and rng.random() < 0.3:
        closing += " "
    return Piece(Part.CONTENTS, f"{label}. {item.entry.text}{closing}", Style.ENTRY, target=f"#{anchor}")


# --- the articles --------------------------------------------------------------------------------


def _print_item(plan: Plan, item: Item, position: int) -> Iterator[Piece]:
    separation, is_first = plan.separation, position == 1
    row = separation.first if is_first else separation.later
    if row:
        yield Piece(Part.SEPARATOR, row, gap=1)
    elif is_first:
        yield Piece(Part.SEPARATOR, "")
    anchor = f"item{item.label}"
    if item.number is not None and separation.number:
        number = separation.number.format(item.number, plan.stamp.label)
        yield Piece(Part.SEPARATOR, number, gap=separation.gap, position=position, anchor=anchor)
        anchor = ""
    for note in item.notes:
        yield Piece(Part.ARTICLE, note, gap=1, position=position)
    lines = item.head.lines
    for k, line in enumerate(lines):
        is_last = k == len(lines) - 1
        yield Piece(
            Part.ARTICLE, line, gap=int(is_last and line != ""), position=position, anchor=None if k else anchor or None
        )
    yield from _print_body(plan, item, position)


def _print_body(plan: Plan, item: Item, position: int) -> Iterator[Piece]:
    for k, block in enumerate(item.blocks):
        text = block.text if k else item.head.dateline + block.text
        style = Style.VERBATIM if block.verbatim else Style.PARAGRAPH
        yield Piece(Part.ARTICLE, text, style, gap=1, position=position)
    if plan.era.return_link:
        yield Piece(Part.FURNITURE, plan.era.return_link, gap=1, position=position, target="#contents")


def _know(plan: Plan, item: Item, position: int) -> TrueArticle:
    story, head = item.story, item.head
    entry = item.entry if plan.has_contents else None
    titles = tuple(dict.fromkeys(title for title in (head.title, entry and entry.title) if title))
    seen = "\n".join((*head.lines, entry.text if entry else "", item.blocks[-1].text)).casefold()
    has_link = story.url and entry and entry.text.endswith(story.url.removeprefix("https://www."))
    return TrueArticle(
        position=position,
        label=item.number or item.label,
        title=story.title if titles else None,
        titles=titles,
        authors=tuple(name for name in story.authors if name.casefold() in seen or (entry and plan.era.table)),
        source=story.source.name if story.source and (head.source or entry) else head.source,
        source_printed=head.source,
        published=head.published,
        url=head.url or (story.url if has_link else None),
        kind=story.kind,
        body=tuple(block.text for block in item.blocks),
        head=head.lines,
        in_contents=entry is not None,
        layout=head.layout,
        notes=item.notes,
    )
