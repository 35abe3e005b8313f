"""What a printed head is, and what a layout may look at."""

import random
from dataclasses import dataclass
from datetime import date

from .names import pick
from .prose import DAYS, MONTHS
from .sources import print_name
from .stories import Story


@dataclass(frozen=True, slots=True)
class Head:
    """Printed lines ("" is an empty one), and what they say. `dateline` is glued to the first paragraph of the body."""

    layout: str
    lines: tuple[str, ...]
    title: str | None  # as printed
    source: str | None = None  # as printed
    published: date | None = None  # as printed
    url: str | None = None
    dateline: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a layout may look at: the story, the issue's date, and the dice."""

    rng: random.Random
    story: Story
    when: date

    @property
    def source(self) -> str:
        assert self.story.source is not None
        return print_name(self.rng, self.story.source, self.when.year)

    @property
    def date(self) -> str:
        return show_date(self.story.published, pick(self.rng, ("us", "us", "us", "eu")))

    @property
    def rights(self) -> list[str]:
        if self.when.year > 2003 or self.rng.random() < 0.35:
            return []
        return [pick(self.rng, _RIGHTS)]

    @property
    def by(self) -> list[str]:
        names = join_names(self.story.authors)
        return [pick(self.rng, (f"By {names}",) * 5 + (f"by {names}", f"BY {names.upper()}"))] if names else []


_RIGHTS = ("[for personal use only]",) * 8 + ("{for personal use only]", "[for personal use only;]")


def show_date(day: date, form: str) -> str:
    """us: April 4, 2003; eu: 4 April 2003; bare: April 4 2003; wire: April 4; short: Apr. 4; long: Friday, …"""
    month = MONTHS[day.month - 1]
    short = month if len(month) < 5 else f"{month[:4] if month == 'September' else month[:3]}."
    return {
        "us": f"{month} {day.day}, {day.year}",
        "eu": f"{day.day} {month} {day.year}",
        "bare": f"{month} {day.day} {day.year}",
        "caps": f"{month.upper()} {day.day}, {day.year}",
        "wire": f"{month} {day.day}",
        "short": f"{short} {day.day}",
        "long": f"{DAYS[day.weekday()]}, {day.day} {month} {day.year}",
    }[form]


def join_names(names: tuple[str, ...]) -> str:
    return " and ".join(names)
