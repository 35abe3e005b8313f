"""One text, from its bytes to a Reading: transfer encoding, charset, repairs, HTML."""

import re

from jrld.mime.entity import Entity
from jrld.mime.limits import Budget
from jrld.mime.transfer import decode_transfer
from jrld.model import Reading
from jrld.text import (
    clean,
    decode,
    find_declared_charset,
    find_title,
    read_html,
    repair_quoted_printable,
    strip_from_escapes,
    unflow,
    unquote,
)

_HTML_START = re.compile(r"\s*(?:<!doctype\s+html|<html[\s>])", re.I)


def read_part(part: Entity, budget: Budget) -> tuple[Reading, list[str]]:
    """A text part as it is to be read, and what was guessed or repaired. Raises MessageError `too-large`."""
    budget.spend_text(part.end - part.start)
    payload, defects = decode_transfer(part.body, part.encoding)
    if part.is_html:
        _, reading, found = read_page(payload, part.charset, budget)
        return reading, [*defects, *found]
    parameters = part.type.parameters
    flowed = parameters.get("format", "").lower() == "flowed"
    delsp = parameters.get("delsp", "").lower() == "yes"
    reading, found = read_plain(payload, part.charset, budget, flowed, delsp)
    return reading, [*defects, *found]


def read_page(payload: bytes, charset: str | None, budget: Budget) -> tuple[str | None, Reading, list[str]]:
    """HTML: its title, its text, and what was guessed or repaired. Raises MessageError `too-large`.

    The charset is the one given, or what the page declares.
    """
    page, defects = _decode(payload, charset or find_declared_charset(payload))
    budget.spend_page(page)
    return find_title(page), read_html(page), defects


def read_plain(
    payload: bytes, charset: str | None, budget: Budget, flowed: bool = False, delsp: bool = False
) -> tuple[Reading, list[str]]:
    """Plain text, with what mailers did to it undone. Raises MessageError `too-large`."""
    text, defects = _decode(payload, charset)
    if _HTML_START.match(text):
        budget.spend_page(text)
        return read_html(text), [*defects, "mime: HTML that says it is plain text"]
    text = unflow(text, delsp) if flowed else text
    return Reading("plain", unquote(strip_from_escapes(text))), defects


def _decode(payload: bytes, charset: str | None) -> tuple[str, list[str]]:
    text, guessed = decode(payload, charset)
    text, repaired = clean(text)
    text, undone = repair_quoted_printable(text)
    return text, [*guessed, *repaired, *undone]
