"""What stands before the title in a contents entry: its source, its authors, and the signs between them.

A known source is known by its table, a person by the look of the name, an unknown source by its place (`unknown.py`).
"""

import re
from itertools import islice
from typing import NamedTuple

from jrld.model import Kind
from jrld.split.names import Source, find_source, find_source_prefix, has_common_word, is_person, read_persons
from jrld.split.unknown import KINDS, is_label, is_publication, is_source, is_titled

_REACH = 200  # characters in which the signs must lie
_SIGN = re.compile(r"[:;](?:(?=\s|$)|(?<=[^\d\s:;/].)(?=[A-Z\"“‘'`]))")
_STOP = re.compile(r"[,.;:]\s+")
_SUFFIX = re.compile(rf"\s{{1,3}}{KINDS}$", re.IGNORECASE)
_LOW_SUFFIX = re.compile(rf"\s{{1,3}}{KINDS}$")  # behind an unknown source, whose own name may end in `Review`
_UNSIGNED_SUFFIX = re.compile(rf"\s{{1,3}}{KINDS}\s{{1,3}}(?=[A-Z\"“‘'])", re.IGNORECASE)
_EDITORIAL = re.compile(r"\beditorials?$", re.IGNORECASE)  # nobody signs it
_EDITORIAL_HEAD = re.compile(r"editorial:?\s{1,3}(?=\S)")
_ON = re.compile(r"\s{1,3}(?:on|about|re:?)\s{1,3}", re.IGNORECASE)
_IS_REPLY = re.compile(r"\s?re:? (?:JRL|#?\d)", re.IGNORECASE)  # its title is the subject of a mail
_REPLY = re.compile(r"re:? |reply to |response to |JRL ?#?\d", re.IGNORECASE)
_AFFILIATED = re.compile(r"(.{3,60}?)\s{0,3}\(([^()]{2,60})\)$")
_CITYS = re.compile(r"(?:[A-Z][\w.]{2,20} )?[A-Z][\w.]{2,20}['’]s\s(.+)$")
_LETTER_FROM = re.compile(r"letters? (?:to the editor )?(?:from|by)\s+(.{3,80}?)[,:]\s+(?=\S)", re.IGNORECASE)
_FROM_TAIL = re.compile(
    r"letters?:\s+(?P<title>.{3,400}?)\.?\s+From\s+(?P<who>[^,]{3,60})(?:,.{0,300})?$", re.IGNORECASE
)
_INTERVIEW = re.compile(
    r"(?P<remark>(?:an? |exclusive ){0,2}interview with .{3,200}?)(?:[.:,]\s+|\s+under the (?:headline|title),?\s+)"
    r"[\"“‘'](?P<title>.{3,400})[\"”’']\.?$",
    re.IGNORECASE,
)
_MISPLACED_COMMA = re.compile(r"([A-Z][\w'’-]{1,20}), ([A-Z][\w'’-]{1,20}), ")
_APPOSITION = re.compile(
    r"\d\d,|who\b|(?:[a-z-]+ ){0,4}?(?:chair(?:man|woman|person)?|president|heads?|director|leader|minister|governor"
    r"|mayor|editor|professor|analyst|advis[eo]r|secretary|spokes(?:man|woman)|speaker|deputy|member|ambassador"
    r"|commander|chief|founder|owner|author|fellow|correspondent)(?:,| of | at | for | in )"
)
_BY_TAIL = re.compile(
    r"(?P<before>[\w’'\"”)\]]+)(?:[,.]?\s(?P<by>By|by)|,\s(?P<writes>writes|reports))\s(?P<who>[^,:]{5,60}?)\.?$"
)
_MADE = re.compile(r".*(?:ed|en|wn|ung|ade|uilt|old|eft|ost|et|ught|un|aid)", re.IGNORECASE)  # `beaten by`
_SPOKEN = re.compile(
    r"review|book|speech|address|statement|remarks|interview|comments|answers|press conference|message", re.IGNORECASE
)
_BOOKS = re.compile(r"(?:BOOKS?|BOOK REVIEW|ARTS|REVIEWS?): [^:]{3,120}: (?P<who>[^:]{5,40}?) (?:on|reviews|finds) ")
_KICKER = re.compile(r"[A-Z]{3,}(?::| (?:&|[A-Z]+\b))|(?:Who|What|Why|How|Where|When)\b")  # `FACES & VOICES: …`
_ABBREVIATED = re.compile(r"\b(?:\w|Gen|Lt|Dr|Col|Maj|Adm|Jr|Sr|St|Mr|Mrs|Ms|Prof)$")
_LISTED = re.compile(r"(?:\band\b|&|\bwith\b|/)(?:[^,]|, Jr)*$")  # `A, B and C`; never `A and B, C`, nor `A, B`
_CAPITALS = re.compile(r"\b[A-Z]{2,}['’-]?[A-Z]* [A-Z]{2,}")  # no author's name is printed so, but titles are
# `A, the last tsar`, `A, Russia's martial artist`: who A is. `A, Russia's quiet river` is a title as well, but for
# papers that mostly print no names
_WHO = re.compile(
    r"[a-z-]+ |[A-Z]\w+['’]s(?: [a-z-]+){0,4} (?:artist|hero|leader|tsar|king|kingmaker|boss|chief|general|minister"
    r"|star|prosecutor|oligarch|tycoon|poet|writer|(?:spokes|strong)?(?:wo)?man|survivor|fixer|master)\.?$"
)
_OWNED = re.compile(r"[A-Z]\w+['’]s(?: [a-z-]+){1,5}\.?$")
_NAMELESS = ("The Economist",)
_INITIALS = {"DH": "David Hoffman"}  # `WP: DH, …`


class Lead(NamedTuple):
    """What stands before the title; `remark` where the lead itself is one (`Interview with X`)."""

    source: str | None = None
    authors: tuple[str, ...] = ()
    remark: str | None = None


def take_lead(text: str) -> tuple[Lead, str]:
    """An entry's lead, and the rest of it: its title."""
    if editorial := _EDITORIAL_HEAD.match(text):
        return Lead(), text[editorial.end() :]
    sign = _SIGN.search(text[:_REACH])
    if sign:
        prefix, rest = text[: sign.start()].strip(), text[sign.end() :].strip()
        if source := _find_signed_source(prefix):
            is_editorial = prefix[-1:] in ("l", "L", "s", "S") and _EDITORIAL.search(prefix)
            return (Lead(source.name), rest) if is_editorial else _take_from(source, rest)
        for read in (_take_writer, _take_with_colon):
            if found := read(text, prefix, rest):
                return found
    if found := _take_unsigned(text):
        return found
    if sign and text[sign.start()] == ":" and is_source(bare := _LOW_SUFFIX.sub("", prefix)):
        return _take_piece(Lead(bare), rest) or (Lead(bare), rest)
    return _take_authors(Lead(), text)


def _find_signed_source(prefix: str) -> Source | None:
    """A known source before a sign; a kind of piece may stand behind it (`Izvestia editorial`), its city before it."""
    if found := find_source(prefix) or find_source(bare := _SUFFIX.sub("", prefix)):
        return found
    city = _CITYS.match(bare)
    return find_source(city[1]) if city else None


def _take_from(source: Source, rest: str) -> tuple[Lead, str]:
    """What follows a known source: a piece that says what it is, a paper that it quotes, its authors."""
    lead = Lead(source.name)
    if piece := _take_piece(lead, rest):
        return piece
    nested, colon, title = rest.partition(": ")
    if colon and source.kind is not Kind.OTHER and (paper := _find_paper(nested)):
        return _take_authors(lead, title, paper)
    return _take_authors(lead, rest, source)


def _take_piece(lead: Lead, rest: str) -> tuple[Lead, str] | None:
    """`editorial TITLE`, `Letter from A, TITLE`, `Letter: TITLE. From A`, `Interview with X. "TITLE"`."""
    if rest[:1] not in "eElLiIaA":  # what none of them begins with
        return None
    if editorial := _EDITORIAL_HEAD.match(rest):
        return lead, rest[editorial.end() :]
    if (letter := _LETTER_FROM.match(rest)) and (persons := read_persons(letter[1])):
        return lead._replace(authors=persons), rest[letter.end() :]
    if (letter := _FROM_TAIL.match(rest)) and (persons := read_persons(letter["who"])):
        return lead._replace(authors=persons), letter["title"]
    if interview := _INTERVIEW.match(rest):
        return lead._replace(remark=interview["remark"].strip()), interview["title"]
    return None


def _find_paper(name: str) -> Source | None:
    """`TASS: Izvestia: …`; not `AP: CIA: …`, nor `TASS: Science: …`."""
    found = find_source(name)
    return found if found and found.kind is Kind.PRESS and (" " in name or not has_common_word(name)) else None


def _take_writer(text: str, prefix: str, rest: str) -> tuple[Lead, str] | None:
    """`AUTHOR: TITLE`, `AUTHOR (AFFILIATION): TITLE`, `AUTHOR: SOURCE: TITLE`, `AUTHOR, SOURCE: TITLE`."""
    bare = _SUFFIX.sub("", prefix)
    if affiliated := _AFFILIATED.match(bare):
        for who, whose in (affiliated.groups(), affiliated.groups()[::-1]):
            known = find_source(whose)
            if (persons := read_persons(who, sure=known is None)) and not (
                find_source(who) or read_persons(whose, True)
            ):
                name = known.name if known else whose
                return Lead(name if is_publication(name) else None, persons), rest
    persons = read_persons(bare, sure=True)
    if not persons and _REPLY.match(rest):  # whoever replies is a person, if only by a pen name
        persons = read_persons(bare) or ((bare,) if is_titled(bare) and len(bare.split()) <= 3 else ())
    if persons:
        nested, colon, title = rest.partition(": ")
        known = find_source(nested) if colon else None
        return (Lead(known.name, persons), title) if known else (Lead(None, persons), rest)
    who, comma, whose = bare.partition(", ")
    if comma and (persons := read_persons(who, sure=True)):
        known = find_source(whose)
        return (Lead(known.name, persons), rest) if known else _take_authors(Lead(), text)
    return None


def _take_with_colon(text: str, prefix: str, rest: str) -> tuple[Lead, str] | None:
    """An unknown source before an author: `SOME WEEKLY: A, TITLE`, and one that holds a colon itself (2018-#15)."""
    if is_label(prefix):
        lead, title = _take_authors(Lead(), rest)
        return (lead, title) if lead.authors else (Lead(), text)
    if len(prefix.split()) > 14 or _EDITORIAL.search(prefix) or not is_titled(_LOW_SUFFIX.sub("", prefix)):
        return None
    for sign in islice(_SIGN.finditer(text[:_REACH]), 2):
        source, piece = _LOW_SUFFIX.sub("", text[: sign.start()].strip()), text[sign.end() :].strip()
        lead, title = _take_piece(Lead(source), piece) or _take_authors(Lead(source), piece)
        if lead.authors and (text[sign.start()] == ":" or is_source(source)):
            return lead, title
    return None


def _take_unsigned(text: str) -> tuple[Lead, str] | None:
    """No sign where one belongs: `AUTHOR on TOPIC`, `New York Times editorial TITLE`, `Moscow Times A, TITLE`."""
    on = _ON.search(text[:60])
    if on and (persons := _read_authors(text[: on.start()].rstrip(","), ",", None)):
        return Lead(None, persons), text[on.start() if _IS_REPLY.match(text, on.start()) else on.end() :].lstrip()
    known = find_source_prefix(text)
    if not known:
        return None
    source, end = known
    if suffix := _UNSIGNED_SUFFIX.match(text, end):
        if _EDITORIAL.search(suffix[0].strip()):
            return Lead(source.name), text[suffix.end() :]
        return _take_from(source, text[suffix.end() :])
    rest = text[end:].lstrip(" ,-–")
    lead, title = _take_authors(Lead(source.name), rest)
    if lead.authors and rest[:1].isupper():
        return lead, title
    is_plain = " " in text[:end].strip(".") or source.kind is Kind.WIRE  # no `Time. Gentlemen, please`
    if is_plain and (text[end - 1] in ".," or re.match(r" (?:-{1,2}|–) ", text[end:])) and rest[:1].isupper():
        return Lead(source.name), rest
    return None


def _take_authors(lead: Lead, title: str, source: Source | None = None) -> tuple[Lead, str]:
    """`A and B, TITLE`: the names before the last comma up to which all are persons; else those behind the title."""
    best: tuple[tuple[str, ...], str] | None = None
    is_said = source is not None and source.kind in (
        Kind.WIRE,
        Kind.TRANSCRIPT,
    )  # `TASS: A: T` is A's word, not A's text
    for match in islice(_STOP.finditer(title[:160]), 7):
        sign, rest = match[0][0], title[match.end() :]
        if (sign == ":" and is_said) or len(rest) < 3:
            break
        persons = _read_authors(title[: match.start()], sign, source)
        if persons and not (sign == "," and _is_apposition(rest, lead, source)):
            best = persons, rest
        if sign == ":":
            break
    return (lead._replace(authors=best[0]), best[1]) if best else _take_slipped_authors(lead, title, source)


def _is_apposition(rest: str, lead: Lead, source: Source | None) -> bool:
    """Whether what follows a name says who that is, and is no title."""
    if _APPOSITION.match(rest) or (lead.source and _WHO.match(rest)):
        return True
    is_nameless = source is not None and (source.name in _NAMELESS or source.kind is Kind.TRANSCRIPT)
    return is_nameless and _OWNED.match(rest) is not None


def _read_authors(head: str, sign: str, source: Source | None) -> tuple[str, ...]:
    persons = read_persons(head, sure=True)
    if not persons and source and source.kind is not Kind.WIRE and sign == ",":
        persons = read_persons(head)  # a given name that nobody knows, in a place where authors stand
        if persons and (has_common_word(head) or any(len(name.split()) != 2 for name in persons)):
            return ()
    if not persons or (len(persons) > 1 and not _LISTED.search(head)):
        return ()
    return () if _CAPITALS.search(head) or (sign == "." and _ABBREVIATED.search(head)) else persons


def _take_slipped_authors(lead: Lead, title: str, source: Source | None) -> tuple[Lead, str]:
    """Authors whose sign slipped: `James, Meek, TITLE`, `A B KICKER: TITLE`, `TITLE By A`, `TITLE, writes A`."""
    if source:
        comma = _MISPLACED_COMMA.match(title)
        if comma and is_person(name := f"{comma[1]} {comma[2]}", sure=True):
            return lead._replace(authors=(name,)), title[comma.end() :]
        initials, _, rest = title.partition(", ")
        if initials in _INITIALS:
            return lead._replace(authors=(_INITIALS[initials],)), rest
        if (books := _BOOKS.match(title)) and (persons := read_persons(books["who"], sure=True)):
            return lead._replace(authors=persons), title
        for words in (title.split(" ", count) for count in (2, 3, 4)):
            name = " ".join(words[:-1])
            if _KICKER.match(words[-1]) and is_person(name, sure=True):
                return lead._replace(authors=(name,)), words[-1]
    by = None if lead.authors else _find_by(title[-120:])
    if by and _is_byline(by, title, source) and (persons := read_persons(by["who"], sure=True)):
        kept = title if by["writes"] else title[: len(title) - len(title[-120:]) + by.end("before")]
        return lead._replace(authors=persons), kept
    return lead, title


def _find_by(tail: str) -> re.Match[str] | None:
    has_word = "by" in tail or "By" in tail or "writes" in tail or "reports" in tail
    return _BY_TAIL.search(tail) if has_word else None


def _is_byline(by: re.Match[str], title: str, source: Source | None) -> bool:
    """Whether `by A` at the end of a title names its writer; not `beaten by A`, nor `Review. "Illicit" by A`."""
    if by["writes"]:
        return source is not None
    if _MADE.fullmatch(by["before"]) or _SPOKEN.search(title):
        return False
    return by["by"] == "By" or source is not None
