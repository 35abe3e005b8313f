"""The top of an issue, by era: its name, number, date, addresses and sponsors."""

import random
from dataclasses import dataclass
from datetime import date

from .heading import show_date
from .names import pick

Lines = list[str]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the masthead prints of an issue: as printed, so it can be wrong."""

    label: str | None  # "2500", "2008-#86"; None: an issue without a number
    day: date


def _hash_label(label: str | None) -> Lines:
    return [f"#{label}"] if label else []


def print_masthead_1997(rng: random.Random, stamp: Stamp) -> Lines:
    number = _hash_label(stamp.label) if rng.random() < 0.8 else []
    day = show_date(stamp.day, "eu" if rng.random() < 0.9 else "us")
    return ["Johnson's Russia List", *number, day, "davidjohnson@erols.com", ""]


def print_masthead_2001(rng: random.Random, stamp: Stamp) -> Lines:
    return [
        "Johnson's Russia List",
        *_hash_label(stamp.label),
        show_date(stamp.day, "eu"),
        "davidjohnson@erols.com",
        "A CDI Project",
        "www.cdi.org",
        "",
    ]


def print_masthead_2003(rng: random.Random, stamp: Stamp) -> Lines:
    heading = [f"JRL #{stamp.label} {pick(rng, ('Plain', 'Simple'))} Text - Entire Issue", ""] if stamp.label else []
    return [*heading, *print_masthead_2001(rng, stamp)] if rng.random() < 0.5 else print_masthead_2001(rng, stamp)


def print_masthead_2003_table(rng: random.Random, stamp: Stamp) -> Lines:
    return [f"JRL #{stamp.label} Simple Text - Entire Issue", ""] if stamp.label else ["Johnson's Russia List", ""]


def print_masthead_2006(rng: random.Random, stamp: Stamp) -> Lines:
    return [
        "Johnson's Russia List",
        *([stamp.label] if stamp.label and rng.random() < 0.7 else []),
        show_date(stamp.day, "eu"),
        "davidjohnson@starpower.net",
        "A World Security Institute Project",
        "www.worldsecurityinstitute.org",
        "JRL homepage: www.cdi.org/russia/johnson",
        "Support JRL: http://www.cdi.org/russia/johnson/funding.cfm",
        "",
    ]


def print_masthead_supplement(rng: random.Random, stamp: Stamp) -> Lines:
    month, label = show_date(stamp.day, "eu").split(" ", 1)[1], (stamp.label or "").replace("#", "")
    return [
        "JRL Research & Analytical Supplement - JRL Home",
        f"Issue No. {30 + stamp.day.month} {month} JRL {label}".removesuffix(" JRL "),
        "Editor: Selwyn P. Underhay, supplement@example.org",
        "RAS archive: http://www.cdi.org/russia/johnson/jrl-ras.php",
        "",
    ]


def print_masthead_2011(rng: random.Random, stamp: Stamp) -> Lines:
    return [
        "Having trouble viewing this email? Click here",
        "",
        "Johnson's Russia List",
        *([stamp.label] if stamp.label and rng.random() < 0.6 else []),
        show_date(stamp.day, "eu"),
        "davidjohnson@starpower.net",
        "A World Security Institute Project",
        "www.worldsecurityinstitute.org",
        "JRL homepage: www.cdi.org/russia/johnson",
        "Constant Contact JRL archive:",
        "http://archive.constantcontact.com/fs053/1102820649387/archive/1102911694293.html",
        "Support JRL: http://www.cdi.org/russia/johnson/funding.cfm",
        "Your source for news and analysis since 1996n0",
        "",
        "A minimum contribution of $25 is suggested. $50 is the normal",
        "level of support. Business-users should pay more.",
        "Checks should be payable to the World Security Institute and sent to",
        "1779 Massachusetts Avenue, N.W.",
        "Washington, DC 20036",
        "202-555-0143",
        "$25 or $50 may also be given by Paypal.",
        "",
    ]


_SPONSOR_2013 = [
    "A project of the Institute for European, Russian and Eurasian Studies (IERES) at The George",
    "Washington University’s Elliott School of International Affairs: www.ieres.org",
    "JRL homepage: www.russialist.org",
    "JRL on Facebook: www.facebook.com/russialist",
    "JRL on Twitter: www.twitter.com/JohnsonRussiaLi",
    "Support JRL: http://russialist.org/funding.php",
    "",
]


def print_masthead_2013(rng: random.Random, stamp: Stamp) -> Lines:
    label = f"{stamp.label} :: " if stamp.label else ""
    head = f"Johnson’s Russia List :: {label}{show_date(stamp.day, 'eu')}"
    return [head, "E-Mail: davidjohnson@starpower.net", "", *_SPONSOR_2013]


def _sponsor_2015(rng: random.Random) -> Lines:
    school, gift = (
        pick(rng, ("Russian and Eurasian", "#Russian and #Eurasian")),
        pick(rng, ("contributions", "contributionswhinin")),
    )
    return [
        f"A project sponsored through the Institute for European, {school} Studies (IERES) at The George Washington "
        "University’s Elliott School of International Affairs*",
        "The contents do not necessarily represent the views of IERES or the George Washington University.",
        "JRL homepage: www.russialist.org – JRL on Facebook: www.facebook.com/russialist – "
        "JRL on Twitter: @JohnsonRussiaLi",
        "Support for JRL is provided in part by a grant from Carnegie Corporation of New York to the George Washington "
        f"University and by voluntary {gift} from readers.",
        "",
    ]


def print_masthead_2016(rng: random.Random, stamp: Stamp) -> Lines:
    label = f" :: JRL {stamp.label}" if stamp.label else ""
    return [
        f"Johnson’s Russia List{label}",
        show_date(stamp.day, "long"),
        "davidjohnson@starpower.net",
        "",
        *_sponsor_2015(rng),
    ]


def print_masthead_2018(rng: random.Random, stamp: Stamp) -> Lines:
    label = f"JRL {stamp.label} :: " if stamp.label else ""
    return [
        f"Johnson’s Russia List :: {label}{show_date(stamp.day, 'long')}",
        "davidjohnson@starpower.net",
        *_sponsor_2015(rng),
    ]
