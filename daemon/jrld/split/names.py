"""Who is who: sources by a table, persons by the look of their names.

The tables are data (`sources.toml`, `given_names.txt`, `not_names.txt`). A person's name is told by its shape, by a
given name that is known, and by holding no word that publications are made of.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from jrld.model import Kind

_PLAIN = re.compile(r"[^\w/.&+-]+")
_COUNTRY = re.compile(
    r"\s*[({\[](?:uk|us|usa|canada|australia|ireland|india|israel|germany|france|russia|ukraine|moscow|london|singapore)[)}\]]",
    re.IGNORECASE,
)


class Source(NamedTuple):
    name: str  # canonical
    kind: Kind


def _key(name: str) -> str:
    key = _PLAIN.sub(" ", _COUNTRY.sub("", name.replace("’", "'")).casefold()).strip(" .")
    return key.removeprefix("the ").replace("'", "")


@cache
def _sources() -> dict[str, Source]:
    table = tomllib.loads(files("jrld.split").joinpath("sources.toml").read_text(encoding="utf-8"))
    found: dict[str, Source] = {}
    for kind in (Kind.WIRE, Kind.TRANSCRIPT, Kind.OTHER, Kind.PRESS):
        for name, aliases in table[kind].items():
            for alias in (name, *aliases):
                found.setdefault(_key(alias), Source(name, kind))
    return found


def find_source(printed: str) -> Source | None:
    """The known source that `printed` names, whatever its case, article and country mark."""
    return _sources().get(_key(printed)) if 0 < len(printed) <= 80 else None


def find_source_prefix(printed: str) -> tuple[Source, int] | None:
    """The longest known source that the line begins with, and how many characters it takes."""
    words = list(re.finditer(r"\S+", printed[:120]))[:7]
    for count in range(len(words), 0, -1):
        end = words[count - 1].end()
        source = find_source(printed[:end])
        if source:
            return source, end
    return None


@cache
def _words(name: str) -> frozenset[str]:
    """The words of a list beside this module."""
    return frozenset(files("jrld.split").joinpath(name).read_text(encoding="utf-8").split())


_PARTICLE = re.compile("al|bin|ben|da|de|del|den|der|di|dos|du|el|ibn|la|le|st|ten|ter|van|vanden|von|y|zu|zur")
_WORD = re.compile(r"[^\W\d_][\w.'’`-]*|[A-Z]\.")


def is_person(printed: str, sure: bool = False) -> bool:
    """Whether `printed` looks like one person's name.

    `sure`: its first word must be a known given name or an initial.
    """
    words = printed.replace("’", "'").split()
    if not 2 <= len(words) <= 5 or len(printed) > 50 or any(c.isdigit() for c in printed):
        return False
    capitals = 0
    for word in words:
        bare = word.strip(".,").casefold()
        if bare in _words("not_names.txt") or not _WORD.fullmatch(word.strip(",")):
            return False
        if word[0].isupper():
            capitals += 1
        elif not _PARTICLE.fullmatch(bare):
            return False
    if capitals < 2:
        return False
    given = words[0].casefold().strip(".").split("-")[0]
    if given in _words("given_names.txt") or re.fullmatch(r"[^\W\d_]\.", words[0]):
        return True
    return not sure and len(words) <= 3 and len(words[0]) > 1


_AND = re.compile(r"\s*(?:,\s*and|,|;|\band\b|&|\bwith\b|/)\s+", re.IGNORECASE)


def read_persons(printed: str, sure: bool = False) -> tuple[str, ...]:
    """The persons of `A`, `A and B`, `A, B and C`; empty where any of them does not look like one."""
    if len(printed) > 200:
        return ()
    names = [name.strip(" .,") for name in _AND.split(printed)]
    names = [name for name in names if name]
    many = "," in printed and len(names) > 1  # `A, B`: the second may be the beginning of a title
    if not names or not all(is_person(name, many or (sure and i == 0)) for i, name in enumerate(names)):
        return ()
    return tuple(_settle_case(name) for name in names)


def _settle_case(name: str) -> str:
    """`ANNA BLUNDY` -> `Anna Blundy`; initials and mixed case stay."""
    if not name.isupper():
        return name
    return " ".join(
        w if len(w.strip(".")) == 1 else "-".join(p.capitalize() for p in w.split("-")) for w in name.split()
    )
