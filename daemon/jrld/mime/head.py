"""The fields that say what a message is, read by mail-parser: the only use of it.

It is given a message of these few fields alone, each of them short and of valid characters. So it never sees an
attachment (it would decode every one), nor bytes (what their charset does not explain, it drops).
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import mailparser

from jrld.errors import MessageError
from jrld.mime.fields import Fields
from jrld.mime.words import decode_words, recode_words
from jrld.model import Address
from jrld.text import decode, scrub

_UNSTRUCTURED = ("subject", "date", "message-id", "list-id")
_PRINTED = ("date", "from", "subject")  # in the order of RFC 1153
_LONGEST = 2_000  # characters of a value
_LONGEST_LINE = 998  # characters, RFC 5322, section 2.1.1
_MOST_SENDERS = 20
_YEARS = range(1980, 2100)  # mail has no date outside; clocks that were never set have


class Head(NamedTuple):
    message_id: str | None  # with its angle brackets, as written
    subject: str
    senders: tuple[Address, ...]
    sent_on: date | None
    date: datetime | None
    list_id: str | None
    defects: tuple[str, ...]


def read_head(fields: Fields, charset: str | None) -> Head:
    """What the fields of a message say; `charset` is the one that its body declares. Raises MessageError `mime`."""
    defects: list[str] = []
    values = {name: _choose(name, fields.get(name, ()), charset, defects) for name in _UNSTRUCTURED}
    author = _choose("from", fields.get("from", ()) or fields.get("sender", ()), charset, defects)
    lines = {name: _write(decode_words(value)) for name, value in values.items()}
    lines["from"] = _write(recode_words(author))
    parser = _ask_mail_parser("".join(f"{name}: {line}\n" for name, line in lines.items() if line))
    defects.extend(_read_defects(parser))
    sent = _read_date(parser, defects)
    return Head(
        message_id=_write(parser.message_id)[:_LONGEST_LINE] or None,
        subject=_write(parser.subject)[:_LONGEST_LINE],
        senders=_read_senders(parser),
        sent_on=_find_day(sent, parser.timezone) if sent else None,
        date=sent,
        list_id=_read_list_id(_write(parser.list_id)),
        defects=tuple(defects),
    )


def print_head(fields: Fields, charset: str | None) -> str:
    """Date, From and Subject as lines, as written but decoded and unfolded; those that there are."""
    lines = ((name, _write(decode_words(_choose(name, fields.get(name, ()), charset, [])))) for name in _PRINTED)
    return "".join(f"{name.capitalize()}: {line}\n" for name, line in lines if line)


def read_name(name: str) -> str:
    """A file's name, its bytes as latin-1, as one line of characters."""
    return _write(decode_words(decode(name.encode("latin-1", "replace"), None)[0]))[:_LONGEST_LINE]


def _choose(name: str, values: Sequence[bytes], charset: str | None, defects: list[str]) -> str:
    """The first value that is not empty, as characters; only a high byte can be in need of the body's charset."""
    written = [value for value in values if value]
    if len(written) > 1:
        defects.append(f"header {name}: it is there more than once, the first is taken")
    value = written[0] if written else b""
    text, guessed = decode(value, None if value.isascii() else charset)
    defects.extend(f"header {name}: {guess}" for guess in guessed)
    return text


def _write(value: object) -> str:
    """`value` on one line, of characters that can be written there."""
    return " ".join(scrub(str(value or "")).split())[:_LONGEST]


def _ask_mail_parser(head: str) -> Any:
    try:
        return mailparser.parse_from_string(head + "\n")
    except Exception as error:  # whatever it raises on hostile input, it is this message that cannot be read
        raise MessageError("mime", f"its header cannot be read: {type(error).__name__}: {error}"[:300]) from error


def _read_senders(parser: Any) -> tuple[Address, ...]:
    """The authors (From), or who sent it for them. A quoted encoded word is one all the same."""
    written = parser.from_[:_MOST_SENDERS]
    return tuple(Address(_write(decode_words(name)), _write(email)) for name, email in written)


def _read_date(parser: Any, defects: list[str]) -> datetime | None:
    sent = parser.date
    if not isinstance(sent, datetime):
        return None
    if sent.year not in _YEARS:
        defects.append(f"header date: the year {sent.year} is not believed")
        return None
    return sent


def _find_day(sent: datetime, hours: str) -> date:
    """The day that the header has written. `hours`: from UTC, to one decimal; zones are quarters of an hour apart."""
    return (sent + timedelta(minutes=15 * round(float(hours) * 4))).date()


def _read_list_id(value: str) -> str | None:
    """`os.lists.example.org` of `The list <os.lists.example.org>` (RFC 2919)."""
    _, opens, rest = value.rpartition("<")
    return (rest.partition(">")[0] if opens else value).strip() or None


def _read_defects(parser: Any) -> list[str]:
    found = [*parser.address_header_defects, *parser.date_header_defects]
    return [f"header {defect['header']}: {defect['reason']}" for defect in found]
