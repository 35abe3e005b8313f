"""Who is who: sources by a table, persons by the look of their names.

The tables are data (`sources.toml` and the lists of words beside it). A person's name is told by its shape, by a given
name that is known or a surname's ending, and by holding no word that publications are made of.
"""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice
from typing import NamedTuple

from jrld.model import Kind

_PLAIN = re.compile(r"[^\w/.&+]+")
_WORDS = re.compile(r"\S+")
_STOPS = re.compile(r"\.(?=[ /]|$)")
_ABBREVIATED = re.compile(r"\b(\w)\.(?=\w\b)")  # `U.S`, `L.A`
_PLACES = (
    r"uk|us|usa|u\.s\.|canada|australia|ireland|india|israel|germany|france|italy|spain|austria|poland|japan|china"
    r"|turkey|russia|ukraine|georgia|armenia|azerbaijan|estonia|latvia|lithuania|moscow|london|singapore|hong kong"
    r"|toronto|washington|berlin|paris|prague|kiev|kyiv|tbilisi|new york|scotland|netherlands|sweden|finland|norway"
    r"|denmark|switzerland|st\. petersburg"
)
_PLACE = re.compile(rf"\s*[({{\[](?:{_PLACES})[)}}\]]", re.IGNORECASE)
_LONGEST = 80  # characters of a source as printed
_TRADES = (" magazine", " newspaper", " news agency", " online", " radio", " tv", " website")  # behind a name


_STROKED = str.maketrans("łøđıœæ", "lodioa")  # letters whose accent is no sign of its own


class Source(NamedTuple):
    name: str  # canonical
    kind: Kind


def _fold(name: str) -> str:
    """Without case, accents and apostrophes."""
    plain = name.casefold().replace("’", "").replace("'", "")
    if plain.isascii():
        return plain
    return "".join(c for c in unicodedata.normalize("NFKD", plain.translate(_STROKED)) if not unicodedata.combining(c))


def _key(name: str) -> str:
    key = _fold(name)
    words = key.split()
    if "".join(words).isalnum():  # no sign in it: most names
        return " ".join(words).removeprefix("www.").removeprefix("the ")
    if "(" in key or "[" in key or "{" in key:
        key = _PLACE.sub("", key)
    key = _PLAIN.sub(" ", key).replace(" & ", " and ")
    if "." in key:
        key = _ABBREVIATED.sub(r"\1", _STOPS.sub("", key))
    key = key.strip(" /")
    return key.removeprefix("www.").removeprefix("the ")


@cache
def _sources() -> dict[str, Source]:
    table = tomllib.loads(files("jrld.split").joinpath("sources.toml").read_text(encoding="utf-8"))
    found: dict[str, Source] = {}
    for kind in (Kind.WIRE, Kind.TRANSCRIPT, Kind.OTHER, Kind.PRESS):
        for name, aliases in table[kind].items():
            for alias in (name, *aliases):
                found.setdefault(_key(alias), Source(name, kind))
    return found


@cache
def _names_by_first_word() -> dict[str, tuple[str, ...]]:
    """The names in the table, as they are compared; "the" stands for any."""
    found: dict[str, tuple[str, ...]] = {"the": ()}
    for key in _sources():
        first = _first_word(key)
        found[first] = (*found.get(first, ()), key)
    return found


def _first_word(key: str) -> str:
    return key.replace("/", " ").partition(" ")[0]


def _has_first_word(printed: str) -> bool:
    """Whether a known source may stand at its beginning: of most lines, the first word says no."""
    first = printed.removeprefix("The ").partition(" ")[0]
    is_plain = first.isascii() and first.isalnum()  # else it is not compared as it is printed
    return not is_plain or first.lower() in _names_by_first_word()


def find_source(printed: str) -> Source | None:
    """The known source that `printed` names, whatever its case, article, accents and place.

    `Moscow Times/BBC Monitoring` names two: its name is both, its kind the first's.
    """
    return _look_up_once(printed) if len(printed) <= _LONGEST and _has_first_word(printed) else None


def _look_up(printed: str) -> Source | None:
    key, known = _key(printed), _sources()
    if found := known.get(key):
        return found
    if key.endswith(_TRADES):
        return next((known.get(key.removesuffix(trade)) for trade in _TRADES if key.endswith(trade)), None)
    if "/" not in key:
        return None
    parts = [known.get(part.strip().removeprefix("the ")) for part in key.split("/")]
    named = [part for part in parts if part]
    return Source("/".join(part.name for part in named), named[0].kind) if len(named) == len(parts) else None


_look_up_once = lru_cache(4_096)(_look_up)  # sources recur, in an issue and in an archive


def find_source_prefix(printed: str) -> tuple[Source, int] | None:
    """The longest known source that the line begins with, and how many characters it takes."""
    head = printed[:120]
    return _look_up_prefix(head) if _has_first_word(head) else None


@lru_cache(4_096)
def _look_up_prefix(printed: str) -> tuple[Source, int] | None:
    key = _key(printed)
    if not key.startswith(_names_by_first_word().get(_first_word(key), ())):
        return None
    for end in reversed([word.end() for word in islice(_WORDS.finditer(printed), 7)]):
        if end <= _LONGEST and (source := _look_up(printed[:end])):
            return source, end
    return None


@cache
def _words(name: str) -> frozenset[str]:
    """The words of a list beside this module."""
    return frozenset(files("jrld.split").joinpath(name).read_text(encoding="utf-8").split())


_PARTICLES = frozenset((
    "al", "bin", "ben", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le", "st", "ten", "ter",
    "van", "vanden", "von", "y", "zu", "zur",
))  # fmt: skip
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?){1,2}")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"(?:al-|el-|ul-|d'|de')?[^\W\d_][\w.'`-]*")
_RANKS = (
    "dr|prof|professor|gen|general|lt|lieutenant|col|colonel|maj|major|vice|rear|adm|admiral|brig|brigadier|capt|captain"
    "|sgt|cmdr|sen|senator|rep|congressman|amb|ambassador|sir|mr|mrs|ms|rev|father|hon|academician"
)
_RANK = re.compile(rf"(?:(?:{_RANKS})\.?[ ]){{1,4}}", re.IGNORECASE)
# The words that may stand in small letters in a list of persons
_SMALL = _PARTICLES.union(_RANKS.split("|"), ("and", "with", "retired", "ret", "ph", "d", "phd", "m", "md", "esq"))
_DEGREE = re.compile(
    r"(?:,\s{0,3}|\s)\(?(?:ret(?:ired|\.)|ph\.?\s?d\.?|m\.?d\.|esq\.?)\)?(?=\s*(?:,|$))", re.IGNORECASE
)
_JUNIOR = re.compile(r",\s{1,3}(Jr|Sr|II|III)\b\.?")
_SURNAME = re.compile(
    r".{2,}(?:[oe]v|in|sk[iy]|skiy|enko|[cy]huk|yuk|[oe]va|ina|skaya|vich|[iy]an|shvili|dze|iani|oglu|zade|ss?on|berg|stein|mann)"
)


def is_person(printed: str, sure: bool = False) -> bool:
    """Whether `printed` looks like one person's name.

    `sure`: its shape is not enough. Its first word must be a known given name (`German` or `Will` only before what is
    no common word) or an initial, or its last a surname by its ending, and then none of its words a common one.
    """
    if len(printed) > 60 or any(map(str.isdigit, printed)):
        return False
    words = printed.replace("’", "'").split()
    if not 2 <= len(words) <= 6 or not (words[0][0].isupper() or words[0] in _PARTICLES):
        return False
    capitals, not_names = 0, _words("not_names.txt")
    for word in words:
        bare = word.strip(".,").casefold()
        if bare in not_names or not (word.isalpha() or _has_signs_of_name(word)):
            return False
        if word[0].isupper() or "-" in word[:-1] or "'" in word[:2]:
            capitals += 1
        elif bare not in _PARTICLES:
            return False
    if capitals < 2:
        return False
    if has_given_name(words):
        return True
    if sure:
        return _SURNAME.fullmatch(_fold(words[-1])) is not None and len(words) <= 4 and not has_common_word(printed)
    return len(words) <= 3 and len(words[0]) > 1


def _has_signs_of_name(word: str) -> bool:
    """`O'Brien`, `J.-P.`, `Jr.,`; an owner's `'s` and the stop that ends a sentence are none."""
    is_stop = word.endswith(".") and len(word.strip(".,")) > 4
    return not is_stop and not word.endswith("'s") and _WORD.fullmatch(word.strip(",")) is not None


def has_given_name(words: Sequence[str]) -> bool:
    """Whether the first of a name's words is an initial or a known given name that is meant as one."""
    if "." in words[0] and _INITIALS.fullmatch(words[0]):
        return words[0] not in ("No.", "St.")
    given = _fold(words[0]).strip(".").split("-")[0]
    common = _words("common_words.txt")
    return given in _words("given_names.txt") and not (given in common and _fold(words[-1]) in common)


def has_common_word(printed: str) -> bool:
    """Whether a word of everyday English is in it, other than `and` and `with` between names."""
    words = _LETTERS.findall(printed.casefold())
    return not _words("common_words.txt").isdisjoint(word for word in words if word not in ("and", "with"))


_AND = re.compile(r"\s*(?:,\s*and|,|;|\band\b|&|\bwith\b|/)\s+|(?<=\w)/(?=[A-Z])", re.IGNORECASE)
_JOINING = frozenset(("and", "with", "retired", "ph", "phd", "esq"))  # what `_AND` and `_DEGREE` find without a sign
_JOINED = re.compile(r"\band\b|&|\bwith\b", re.IGNORECASE)


def read_persons(printed: str, sure: bool = False) -> tuple[str, ...]:
    """The persons of `A`, `A and B`, `A, B and C`, without rank and degree; empty where one does not look like it."""
    if len(printed) > 200:
        return ()
    small = filter(str.isalpha, filter(str.islower, printed.split()))
    return _read_persons(printed, sure) if _SMALL.issuperset(small) else ()  # a sentence, as most lines are


@lru_cache(4_096)
def _read_persons(printed: str, sure: bool) -> tuple[str, ...]:
    names = _divide(printed)
    if not names or not is_person(names[0], sure or ("," in printed and len(names) > 1)):
        return ()
    # `A, B`: the second may be the beginning of a title
    many = len(names) > 1 and "," in printed and not _JOINED.search(printed)
    for name in names[1:]:
        if not is_person(name, many) or (
            not is_person(name, sure=True) and (sure or "," in printed) and has_common_word(name)
        ):
            return ()
    return tuple(_settle_case(name) for name in names)


def _divide(printed: str) -> list[str]:
    """The names of a list, without rank and degree."""
    if printed.replace(" ", "").isalpha() and _JOINING.isdisjoint(printed.casefold().split()):
        return [_take_rank_off(printed)]  # one name and no sign, as most are
    names = (_take_rank_off(name) for name in _AND.split(_JUNIOR.sub(r" \1.", _DEGREE.sub("", printed))))
    return [name for name in names if name]


def _take_rank_off(name: str) -> str:
    """`Lt. Gen. William Odom` -> `William Odom`; what is no name without its rank keeps it."""
    name = name.strip(" ,")
    name = name if name.endswith((" Jr.", " Sr.")) else name.rstrip(" .")
    rank = _RANK.match(name)
    return name[rank.end() :] if rank and " " in name[rank.end() :] else name


def _settle_case(name: str) -> str:
    """`ANNA BLUNDY` -> `Anna Blundy`; initials and mixed case stay."""
    if not name.isupper():
        return name
    return " ".join(
        w if len(w.strip(".")) == 1 else "-".join(p.capitalize() for p in w.split("-")) for w in name.split()
    )
