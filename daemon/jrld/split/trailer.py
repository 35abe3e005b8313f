"""Where an issue ends and the farewell begins: the list's own trailer, a campaign's footer, a mailing list's, a
forwarder's signature."""

import re
from collections.abc import Sequence
from itertools import takewhile

from jrld.split.lines import RETURN, find_returns, find_rules, is_rule, line_start, read_line, tell_separator

_REACH = 8_000  # characters from the end of the text
_SIGNS = (
    r"web page for (?:CDI|JRL|Johnson)",
    r"archive for Johnson",
    r"CDI Russia Weekly:?[ \t]*http",
    r"Johnson[’']?s Russia List (?:archive|home ?page)",
    r"this (?:e-?mail|message|newsletter) was sent (?:to|by)",
    r"(?:safe)?unsubscribe\b",
    r"to (?:subscribe|unsubscribe|be removed)",
    r"you (?:are|have) receiv(?:ing|ed) this",
    r"forward (?:this )?email[ \t]*$",
    r"manage your (?:subscription|preferences)",
    r"update (?:profile|your preferences)",
    r"email marketing by",
    r"trusted email from",
    r"try it free today",
    r"_{20,}[ \t]*\n[^\n]{0,200}(?:mailing list|maillist)",
    r"David Johnson[ \t]*\n(?:[ \t]*\n)?[^\n]{0,120}(?:phone|e-?mail|@)",
    r"[\w .-]{1,40} mailing list[ \t]*$",
    r"David Johnson,? (?:home|work) phone",
    r"support (?:for )?(?:the )?(?:Johnson[’']s Russia List|JRL)\b",
    r"JRL home ?page\b",
)
_FAREWELL = re.compile(
    r"^[ \t]*(?:(?P<list>" + "|".join(_SIGNS) + r")|(?P<signature>--[ ]?$|sent from my\b))",
    re.IGNORECASE | re.MULTILINE,
)
# The editor's own card: his name or the list's on a line, and beneath it nothing but short lines with an address
_CARD = re.compile(
    r"^[ \t]*(?:David Johnson|Johnson[’'´`]?s Russia List)(?: is an? [^\n]{3,80}| [-–—|] [^\n]{3,80})?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
# What a farewell's or a card's line can begin with, behind a line end; and the sign that may stand at a line's end
_LEAD = re.compile(
    r"\n(?=[ \tWACJTSUYFMED_wacjtsuyfmed-])"
    r"[ \t]*(?:_|--|(?i:web p|archive f|cdi r|johnson|this|(?:safe)?unsub|to (?:sub|unsub|be r)|you|forward"
    r"|manage y|update|email m|trusted|try it|david j|support|jrl h|sent f))"
)
_MAILING_LIST = re.compile(r" mailing list[ \t]*$", re.IGNORECASE | re.MULTILINE)
_CONTACT = re.compile(r"@|https?:|www\.|\bphone\b|\b\d{5}\b|russialist\.org", re.IGNORECASE)
_CARD_LINE = 100  # characters
_CARD_LINES = 14
_OF_THE_LIST = re.compile(
    r"\bJRL\b|Johnson[’'´`]?s Russia List|David Johnson|davidjohnson@|unsubscribe|russialist|home ?page", re.IGNORECASE
)
_REMAINDER = 1_500  # characters behind the last separator
_REMAINDER_LINE = 200
_BLANK = re.compile(r"\n[ \t\xa0]*\n")
_PARAGRAPH = 350  # characters
_SIGNATURE = 600  # characters; a forwarder's signature is not longer


def find_trailer(text: str, begin: int) -> int | None:
    """Where the trailer begins in `text[begin:]` (the last section), its rule above it included; None without one.

    Its first line must begin a paragraph, so that a sentence wrapped before such words is none, and no prose may follow
    it: such words stand in articles, too. A signature is only the forwarder's where a rule has ended the article:
    letters have theirs.
    """
    window = max(begin, len(text) - _REACH)
    lines = {line_start(text, match.start()) for match in _MAILING_LIST.finditer(text, window)}
    lines |= {match.start() + 1 for match in _LEAD.finditer(text, max(window - 1, 0))}
    places = sorted({window, *lines})
    found = (_find_farewell(text, window, places), _find_card(text, window, places), _find_remainder(text, window))
    return min((at for at in found if at is not None), default=None)


def _find_farewell(text: str, window: int, places: Sequence[int]) -> int | None:
    """The first farewell among the lines that begin at these places."""
    for match in filter(None, (_FAREWELL.match(text, at) for at in places)):
        if _is_prose(text, match.start()):
            continue
        at, is_paragraph, is_ruled = _climb(text, line_start(text, match.start()), window)
        if match["signature"]:
            if is_ruled and len(text) - match.start() <= _SIGNATURE:
                return at
        elif is_paragraph or is_rule(read_line(text, match.start()).text):
            return at
    return None


def _find_card(text: str, window: int, places: Sequence[int]) -> int | None:
    for match in filter(None, (_CARD.match(text, at) for at in places)):
        lines = list(takewhile(lambda line: not is_rule(line), text[match.start() :].split("\n")))
        is_card = sum(map(bool, lines)) <= _CARD_LINES and all(len(line) <= _CARD_LINE for line in lines)
        if is_card and _CONTACT.search("\n".join(lines[1:])) and not _is_prose(text, match.start()):
            at, is_paragraph, _ = _climb(text, line_start(text, match.start()), window)
            return at if is_paragraph else None
    return None


def _find_remainder(text: str, window: int) -> int | None:
    """A few short lines that speak of the list, behind the last separator."""
    near = max(window, len(text) - _REMAINDER)
    signs = [*find_rules(text, near), *find_returns(text, near)]
    for sign in sorted(signs, key=lambda sign: sign.start()):
        lines = [line.strip() for line in text[sign.end() :].split("\n") if line.strip()]
        is_short = len(lines) <= _CARD_LINES and all(len(line) <= _REMAINDER_LINE for line in lines)
        if is_short and _OF_THE_LIST.search(text, sign.end()):
            return sign.start()
    return None


def _is_prose(text: str, at: int) -> bool:
    """Whether two long paragraphs follow: a trailer has lines, and at most one long paragraph of small print."""
    return sum(len(block) > _PARAGRAPH for block in _BLANK.split(text[at:])) > 1


def _climb(text: str, at: int, window: int) -> tuple[int, bool, bool]:
    """(the trailer's beginning, whether anything but text stands above, whether a rule does)."""
    is_paragraph = is_ruled = at <= window
    while at > window:
        start = max(line_start(text, at - 1), window)
        line = text[start : at - 1].strip()
        if line and line != "--" and not is_rule(line):
            is_return = tell_separator(line) is RETURN
            is_paragraph, is_ruled = is_paragraph or is_return, is_ruled or is_return
            break
        is_paragraph = True
        is_ruled = is_ruled or bool(line)
        at = start
    return at, is_paragraph, is_ruled
