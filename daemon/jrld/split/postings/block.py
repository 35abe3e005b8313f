"""The header block above a posting: `Date:`, `From:`, `Subject:` and what else its list has left of it."""

import re
from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple

from jrld.split.lines import Line, iter_lines, read_line

_FIELD = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9-]{0,40}):(?:[ \t]+(?P<value>\S.*)|[ \t]*$)")
_TELLING = frozenset(("from", "date", "subject"))
_KNOWN = _TELLING | {
    "to", "cc", "sender", "reply-to", "message-id", "references", "in-reply-to", "organization", "mime-version",
    "content-type", "content-transfer-encoding", "content-disposition", "content-language",
}  # fmt: skip
_MOST_LINES = 80
_MOST_BLANKS = 4  # between a separator and its block
_LONGEST = 2_000  # characters of a value


class Block(NamedTuple):
    """The fields by name in lower case, unfolded, the first of each name; `end`: where the body begins."""

    fields: Mapping[str, str]
    end: int

    @property
    def is_footer(self) -> bool:
        """`Subject: Digest Footer`, which Mailman puts above a list's own footer, and no other field."""
        return set(self.fields) == {"subject"} and self.fields["subject"].lower().endswith("footer")


def find_block(text: str, at: int, limit: int | None = None, least: int = 2) -> Block | None:
    """The block whose first line begins at `at`: `least` of From, Date and Subject, or one beneath `Message: 3`."""
    fields: dict[str, str] = {}
    name = ""
    end = at
    for line in islice(iter_lines(text, at, limit), _MOST_LINES):
        end = line.end + 1
        if text[line.start : line.start + 1] in (" ", "\t") and name and not _ends(text, line, limit):
            fields[name] = f"{fields[name]} {line.text}".strip()[:_LONGEST]
            continue
        match = _FIELD.match(line.text)
        if match is None:
            if not fields:
                return None  # as nearly always
            end = end if line.blank else line.start
            break
        name = match["name"].lower()
        if name in fields:
            name = ""  # the first counts, and its fold with it
        else:
            fields[name] = (match["value"] or "").strip()
    found = len(_TELLING & fields.keys())
    if found < (1 if "message" in fields else least) and not Block(fields, end).is_footer:
        return None
    return Block(fields, min(end, len(text) if limit is None else limit))


def _ends(text: str, line: Line, limit: int | None) -> bool:
    """Whether a line of blanks only ends the block: no known field follows it. Mailman folds an id into such a line."""
    if not line.blank:
        return False
    following = _FIELD.match(read_line(text, line.end + 1, limit).text) if line.end < len(text) else None
    return following is None or following["name"].lower() not in _KNOWN


def find_first_line(text: str, at: int) -> Line | None:
    """The first line below `at` that is not blank, or None when too many blank ones stand before it."""
    lines = islice(iter_lines(text, at), _MOST_BLANKS + 1)
    return next((line for line in lines if not line.blank), None)
