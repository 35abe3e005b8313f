"""What a file is, told by how it begins; its name counts where that leaves it open. Pure."""

import re
from enum import Enum

from jrld.mailbox.mbox import is_separator

HEAD_BYTES = 16 * 1024  # that are looked at

_HEADER = re.compile(rb"([!-9;-~]+)[ \t]*:")
_KNOWN = frozenset(
    b"from to cc date subject received return-path message-id delivered-to mime-version content-type reply-to sender"
    b" list-id x-mozilla-status x-gmail-labels envelope-to".split()
)
_ENOUGH = 2  # different known headers: a text can begin with one line like `Subject: …`
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")  # byte order marks of UTF-8 and UTF-16


class Form(Enum):
    """What a file holds."""

    MBOX = "mbox"
    MESSAGE = "message"
    HTML = "page"
    TEXT = "text"
    UNKNOWN = "unknown"


def recognise(head: bytes, name: str, is_named: bool) -> Form:
    """What the file is that begins with `head` and is called `name`, without `.gz`.

    `is_named`: a person gave this very file, so that any text will do, whatever it is called.
    """
    ending = name.lower().rpartition(".")[2] if "." in name else ""
    if ending == "eml":
        return Form.MESSAGE
    first, _, _ = head.partition(b"\n")
    if is_separator(first):
        return Form.MBOX
    if has_headers(head):
        return Form.MESSAGE
    if ending in ("html", "htm", "xhtml") or _PAGE.match(head.removeprefix(_MARKS[0])):
        return Form.HTML
    if ending in ("txt", "text", "asc") or (is_named and is_text(head)):
        return Form.TEXT
    return Form.UNKNOWN


def has_headers(head: bytes) -> bool:
    """Whether a text begins as a message does (RFC 5322, 2.2): header lines up to an empty one, at least two known."""
    known = set()
    lines = head.removeprefix(_MARKS[0]).lstrip(b"\r\n").split(b"\n")
    for number, line in enumerate(lines):
        if not line.strip():
            break
        found = _HEADER.match(line)
        if found:
            known.add(found[1].lower())
        elif not (number and line[:1] in b" \t") and not line.startswith(b">From ") and number < len(lines) - 1:
            return False  # the last line may be cut
    return len(known & _KNOWN) >= _ENOUGH


def is_text(head: bytes) -> bool:
    """Whether somebody could read it: UTF-16 with its mark, or no control characters but those that lay text out."""
    if head.startswith(_MARKS[1:]):
        return True
    return bool(head.strip()) and not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", head)
