"""How an issue is dressed, by era: masthead, contents, separators, trailer. Documented layouts first; the separators
after item 1 and the trailers are remembered ones, in several kinds, since nobody has shown which is right."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from .layout import Wrapping
from .mastheads import (
    Lines,
    Stamp,
    print_masthead_1997,
    print_masthead_2001,
    print_masthead_2003,
    print_masthead_2003_table,
    print_masthead_2006,
    print_masthead_2011,
    print_masthead_2013,
    print_masthead_2016,
    print_masthead_2018,
    print_masthead_supplement,
)


@dataclass(frozen=True, slots=True)
class Separation:
    """What stands between articles. `number` takes the label (`#{}`); None: the text alone shows where one starts."""

    first: str | None  # before item 1
    later: str | None
    number: str | None
    gap: int = 0  # empty lines after the number


@dataclass(frozen=True, slots=True)
class Era:
    """`opening` and `closing` are of the contents; "" stands for an empty line, None for no line."""

    name: str
    first: date
    last: date
    masthead: Callable[[random.Random, Stamp], Lines]
    opening: str | None
    closing: str
    wrapping: Wrapping
    separations: tuple[Separation, ...]
    trailer: Lines
    quotes: tuple[str, ...]
    issues_a_year: int
    return_link: str | None = None  # furniture after each article
    html: str = "plain"  # how its mails look as HTML: one of markup.STYLES
    table: bool = False  # the contents are a table: topic, number, title, source
    sections: bool = False  # the supplement: section headings between the items

    @property
    def yearly_label(self) -> bool:
        """2008-#86 and not #2500."""
        return self.first.year >= 2006


def show_label(era: Era, year: int, number: int) -> str:
    return f"{year}-#{number}" if era.yearly_label else f"{year - 1996}{number:03}"


def draw_date(rng: random.Random, era: Era, january: bool = False) -> date:
    day = era.first + timedelta(days=int(rng.random() * ((era.last - era.first).days + 1)))
    if not january:
        return day
    year = max(era.first.year, min(day.year, era.last.year))
    if era.first > date(year, 1, 25):  # the era starts after January
        year = min(year + 1, max(era.last.year, era.first.year + 1))
    return date(year, 1, 3 + int(rng.random() * 20))


def draw_number(rng: random.Random, era: Era, day: date) -> int:
    start = date(day.year, 7, 1) if day.year == 1997 else date(day.year, 1, 1)
    days = max(1, (day - start).days)
    return min(999, max(1, round(days * era.issues_a_year / 365 + rng.random() * 3)))


# --- between the articles, and after them --------------------------------------------------------

_STARS = tuple(Separation("*" * 6, "*" * stars, "#{}") for stars in (6, 7, 8))
_SEPARATIONS_1997 = (
    *_STARS,
    *_STARS,
    Separation("*******", "*******", "# {}"),
    Separation("******", "* * *", "#{}", 1),
    Separation("-" * 20, "-" * 20, "#{}"),
    Separation(None, None, "#{}"),
)
_SEPARATIONS_2001 = (
    *_SEPARATIONS_1997,
    Separation("*" * 7, "*" * 7, "#{} - JRL {}", 0),
    Separation("*" * 40, "*" * 40, "#{}"),
)
_SEPARATIONS_2011 = (
    Separation(None, "*******", "#{}"),
    Separation("*******", "*******", "#{}"),
    Separation(None, None, "#{}"),
    Separation("*" * 30, "*" * 30, "#{}", 1),
)

_TRAILER_1997 = [
    "-------",
    "Web page for CDI Russia Weekly:",
    "http://www.cdi.org/russia",
    "",
    "Archive for Johnson's Russia List:",
    "http://www.cdi.org/russia/johnson",
    "",
    "A project of the Center for Defense Information",
]
_TRAILER_2006 = [
    "-------",
    "David Johnson",
    "phone: 301-555-0151",
    "email: davidjohnson@starpower.net",
    "Archive for Johnson's Russia List:",
    "http://www.cdi.org/russia/johnson/default.cfm",
]
_TRAILER_2011 = [
    "Forward email",
    "",
    "This email was sent to reader@example.org by davidjohnson@starpower.net |",
    "Update Profile/Email Address | Instant removal with SafeUnsubscribe™ | Privacy Policy.",
    "",
    "Johnson's Russia List | 1779 Massachusetts Avenue, N.W. | Washington | DC | 20036",
]

_NOTE = "[Note from David Johnson:"
ERA_TABLE = (
    Era("1997-note", date(1997, 7, 2), date(1997, 12, 31), print_masthead_1997, _NOTE, "]",
        Wrapping(72, 70, empty_after_wrapped=True), _SEPARATIONS_1997, _TRAILER_1997, ("plain", "tex", "plain"), 830),
    Era("1998-brace", date(1998, 1, 3), date(1998, 12, 31), print_masthead_1997, "{Note from David Johnson:", "}",
        Wrapping(75, 72, empty_after_wrapped=True), _SEPARATIONS_1997, _TRAILER_1997, ("plain", "tex", "doubled"), 540),
    Era("1999-note", date(1999, 1, 2), date(1999, 12, 31), print_masthead_1997, _NOTE, "}",
        Wrapping(77, 75, empty_after_wrapped=True), _SEPARATIONS_1997, _TRAILER_1997, ("plain", "tex", "doubled"), 690),
    Era("2000-note", date(2000, 1, 2), date(2000, 12, 31), print_masthead_1997, _NOTE, "]",
        Wrapping(77, None), _SEPARATIONS_1997, _TRAILER_1997, ("plain", "tex"), 730),
    Era("2001-contents", date(2001, 1, 2), date(2002, 12, 31), print_masthead_2001, "[Contents:", "]",
        Wrapping(75, 72), _SEPARATIONS_2001, _TRAILER_1997, ("plain", "plain", "doubled"), 600),
    Era("2003-contents", date(2003, 1, 2), date(2005, 12, 31), print_masthead_2003, "Contents:", "",
        Wrapping(72, 70), _SEPARATIONS_2001, _TRAILER_1997, ("plain",), 480),
    Era("2003-table", date(2003, 1, 3), date(2003, 8, 30), print_masthead_2003_table, None, "",
        Wrapping(None, None), _SEPARATIONS_2001, _TRAILER_1997, ("plain",), 480, table=True),
    Era("2006-mail", date(2006, 1, 3), date(2010, 6, 30), print_masthead_2006, "Contents:", "",
        Wrapping(72, 60), _SEPARATIONS_2001[:-2], _TRAILER_2006, ("smart", "plain"), 285),
    Era("2006-supplement", date(2006, 1, 10), date(2007, 12, 20), print_masthead_supplement, None, "",
        Wrapping(72, None), (Separation(None, None, None),), _TRAILER_2006, ("plain",), 285, sections=True),
    Era("2008-mail", date(2008, 1, 3), date(2010, 12, 31), print_masthead_2006, None, "",
        Wrapping(68, 57), _SEPARATIONS_1997, _TRAILER_2006, ("smart",), 240),
    Era("2011-campaign", date(2010, 7, 1), date(2012, 12, 31), print_masthead_2011, "In this issue", "",
        Wrapping(78, 78), _SEPARATIONS_2011, _TRAILER_2011, ("smart", "plain"), 230,
        return_link="[return to Contents]", html="campaign"),
    Era("2013-list", date(2013, 1, 3), date(2014, 12, 31), print_masthead_2013, None, "",
        Wrapping(None, None), _SEPARATIONS_2011, _TRAILER_2011, ("smart",), 235,
        return_link="[return to Contents]", html="campaign"),
    Era("2016-list", date(2015, 1, 4), date(2018, 4, 30), print_masthead_2016, None, "",
        Wrapping(None, None), _SEPARATIONS_2011, _TRAILER_2011, ("smart",), 245,
        return_link="Return to Top", html="campaign"),
    Era("2018-list", date(2018, 5, 1), date(2019, 12, 31), print_masthead_2018, None, "",
        Wrapping(None, None), _SEPARATIONS_2011, _TRAILER_2011, ("smart",), 235,
        return_link="[return to Contents]", html="campaign"),
    Era("2020-links", date(2020, 1, 3), date(2022, 12, 31), print_masthead_2018, None, "",
        Wrapping(None, None), _SEPARATIONS_2011, _TRAILER_2011, ("smart",), 235, html="divs"),
)  # fmt: skip
ERAS_BY_NAME = {era.name: era for era in ERA_TABLE}
ERAS = tuple(ERAS_BY_NAME)
