"""Who wrote it: the names of a byline, of a pasted mail header, of a signature."""

import re

from jrld.split.marks import BYLINE, BYLINE_LEADS
from jrld.split.names import read_persons

_AFFILIATION = re.compile(
    r"(?:,| for | of (?:the |The )?[A-Z]| in [A-Z]|\(| - | – |\bspecial to\b|\bstaff\b|\bcorrespondent\b|\bwriter\b)",
    re.IGNORECASE,
)

_BOTH = re.compile(r",? and ")


def find_byline(line: str) -> re.Match[str] | None:
    """The byline that a line is; most begin with another letter."""
    return BYLINE.match(line) if line[0] in BYLINE_LEADS else None


def read_byline(who: str) -> tuple[str, ...]:
    """The persons of what follows `By`: affiliations and places off (`A and B in Moscow`, `A, Staff Writer`)."""
    who = who.strip(" .*_")
    if persons := read_persons(who):
        return persons
    if len(apart := _BOTH.split(who)) == 2 and all(_AFFILIATION.search(one) for one in apart):
        each = [read_byline(one) for one in apart]  # `A in Derbent and B in Baku`
        if all(len(persons) == 1 for persons in each):
            return tuple(name for persons in each for name in persons)
    for cut in _AFFILIATION.finditer(who):
        if persons := read_persons(who[: cut.start()]):
            best = persons
            for later in _AFFILIATION.finditer(who, cut.end()):
                if longer := read_persons(who[: later.start()]):
                    best = longer
            return best
    return ()


_SENDER = re.compile(r"^\s*[\"']?(?P<name>[^\"'<>()@]{2,80}?)[\"']?\s*(?:<[^>]*>?|\([^)]*\)|$)")
_SENDER_AFTER = re.compile(r"\((?P<name>[^()@]{2,80})\)")


def read_sender(value: str) -> tuple[str, ...]:
    """The name of a From line: `"Laura Belin" <…>`, `… (Jan-Philipp Goertz)`."""
    for pattern in (_SENDER_AFTER, _SENDER):
        match = pattern.search(value)
        if match and (persons := read_byline(match["name"])):
            return persons
    return ()


def read_signature(body: str) -> tuple[str, ...]:
    """Who signed: the first line of a letter's last paragraph, when that is nothing but short lines."""
    lines = body[-600:].rpartition("\n\n")[2].split("\n")
    if len(lines) > 5 or any(len(line) > 70 for line in lines):
        return ()
    return read_persons(lines[0])
