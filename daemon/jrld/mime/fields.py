"""The header fields of an entity, as bytes: RFC 5322, section 2.2, and their parameters: RFC 2045, 2231.

Only the fields that somebody asks for are taken, so that a message of a million others costs one pass.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

Fields = Mapping[str, Sequence[bytes]]  # by name in lower case: the values, unfolded, in order

_WANTED = b"subject|from|sender|date|message-id|list-id|content-type|content-transfer-encoding|content-disposition"
_FIELD = re.compile(rb"^(" + _WANTED + rb")[ \t]*:([^\n]*(?:\n[ \t][^\n]*){0,200})", re.I | re.M)
# The first line that is no field and continues none; a line of spaces continues.
_END = re.compile(rb"^(?![!-9;-~]+[ \t]*:|[ \t])", re.M)
_FOLD = re.compile(rb"\r?\n[ \t]*")
_BLANK_LINE = re.compile(rb"\r?\n")
_LEADING = re.compile(rb"(?:[ \t]*+\r?\n)*+(?:>?From [^\n]*\n)?")

_LONGEST_VALUE = 8_000  # bytes; nothing that is read here is longer
_MOST_VALUES = 10  # of one name

_TYPE = re.compile(r"\s*([\w!#$&^.+-]+)\s*/\s*([\w!#$&^.+-]+)", re.ASCII)
_PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))', re.DOTALL)
_PIECE = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?")
_LONGEST_PARAMETERS = 2_000  # characters


def skip_leading(raw: bytes, start: int, end: int) -> int:
    """Where a message begins, behind blank lines and the line `From ` of a mailbox file."""
    found = _LEADING.match(raw, start, end)
    return found.end() if found else start


def read_fields(raw: bytes, start: int, end: int) -> tuple[Fields, int]:
    """The fields at the start of `raw[start:end]`, and where the body begins."""
    ends = _END.search(raw, start, end)
    stop = ends.start() if ends else end
    fields: dict[str, list[bytes]] = {}
    for found in _FIELD.finditer(raw, start, stop):
        values = fields.setdefault(found[1].decode("ascii").lower(), [])
        if len(values) < _MOST_VALUES:
            values.append(_FOLD.sub(b" ", found[2][:_LONGEST_VALUE]).strip())
    blank = _BLANK_LINE.match(raw, stop, end)
    return fields, blank.end() if blank else stop


class Typed(NamedTuple):
    """A field with parameters, such as Content-Type."""

    value: str  # lower case
    parameters: Mapping[str, str]  # names in lower case; bytes over 0x7f as latin-1


def read_type(fields: Fields, default: str) -> Typed:
    """The Content-Type; `default` where there is none or it is none."""
    value = _first(fields, "content-type")
    found = _TYPE.match(value)
    kind = f"{found[1]}/{found[2]}".lower() if found else default
    return Typed(kind, _read_parameters(value))


def read_disposition(fields: Fields) -> Typed:
    value = _first(fields, "content-disposition")
    return Typed(value.split(";")[0].strip().lower(), _read_parameters(value))


def read_encoding(fields: Fields) -> str:
    """The Content-Transfer-Encoding, letters and digits of it only: `quotedprintable`; empty where there is none."""
    words = _first(fields, "content-transfer-encoding").lower().split()
    return re.sub(r"[^a-z0-9]", "", words[0]) if words else ""


def _first(fields: Fields, name: str) -> str:
    values = fields.get(name, ())
    return values[0].decode("latin-1")[:_LONGEST_PARAMETERS] if values else ""


def _read_parameters(value: str) -> dict[str, str]:
    """The parameters, those in pieces joined (RFC 2231, section 3). The first of a name counts."""
    pieces: dict[str, dict[int, str]] = {}
    for found in _PARAMETER.finditer(value):
        name = _PIECE.fullmatch(found[1].lower())
        if name is None:
            continue
        text = re.sub(r"\\(.)", r"\1", found[2]) if found[2] is not None else found[3].strip()
        if name[3]:  # percent-encoded; its charset is not needed for what is read here
            text = unquote_to_bytes(text.rpartition("'")[2].encode("latin-1")).decode("latin-1")
        pieces.setdefault(name[1], {}).setdefault(int(name[2] or 0), text)
    return {name: "".join(text for _, text in sorted(parts.items())) for name, parts in pieces.items()}
