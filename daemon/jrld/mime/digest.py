"""The messages of a `multipart/digest` (RFC 2046, section 5.1.5) in a row, as one text.

What else is shown stands in its place: masthead and contents above, a list's footer beneath.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from jrld.mime.entity import Entity
from jrld.mime.head import print_head, read_head
from jrld.mime.limits import Budget
from jrld.mime.readings import View
from jrld.model import Mail, Mark, Reading

_DIGEST = "multipart/digest"


class Enclosed(NamedTuple):
    """A message within the message, and the entity that it was read from."""

    mail: Mail
    entity: Entity


class _Posting(NamedTuple):
    head: str
    subject: str
    text: str


def read_digest(
    entity: Entity, view: View, read: Mapping[Entity, Reading], enclosed: Mapping[Entity, Enclosed], budget: Budget
) -> Reading | None:
    """The digest that a message is, with a mark "message" where each of its messages begins and "end" where it closes.

    `view` are the texts that are shown. None where it is no digest. Raises MessageError `too-large`.
    """
    digests = list(_iter_digests(entity))
    if not any(digest.children for digest in digests):
        return None
    text = _Text(budget)
    around = [part for part in view if not any(digest.start <= part.start < digest.end for digest in digests)]
    for part in sorted([*around, *digests], key=lambda part: part.start):
        if part.type.value != _DIGEST:
            text.write(read[part].text)
            continue
        for child in part.children:
            text.write_posting(_read_posting(child, read, enclosed))
        if part.is_closed:
            text.mark_end()
    return text.finish()


def _iter_digests(entity: Entity) -> Iterator[Entity]:
    """The digests among the parts; none of those within one."""
    if entity.type.value == _DIGEST:
        yield entity
        return
    for child in entity.children:
        yield from _iter_digests(child)


def _read_posting(part: Entity, read: Mapping[Entity, Reading], enclosed: Mapping[Entity, Enclosed]) -> _Posting:
    """Its header is its own, or, where software left out the empty line above it, that of the part."""
    found = enclosed.get(part)
    readings = found.mail.readings if found else (read[part],) if part in read else ()
    text = readings[0].text.strip("\n") if readings else ""
    if found and (head := print_head(found.entity.fields, found.entity.charset)):
        return _Posting(head, found.mail.subject, text)
    return _Posting(print_head(part.fields, part.charset), read_head(part.fields, part.charset).subject, text)


class _Text:
    """A text that grows, and its marks."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.chunks: list[str] = []
        self.size = 0
        self.marks: list[Mark] = []

    def write(self, text: str) -> None:
        """`text`, and an empty line beneath it."""
        chunk = text.rstrip("\n") + "\n\n"
        self.budget.spend_digest(len(chunk))
        self.chunks.append(chunk)
        self.size += len(chunk)

    def write_posting(self, posting: _Posting) -> None:
        if not posting.head and not posting.text.strip():
            return
        start = self.size
        self.write(f"{posting.head}\n{posting.text}" if posting.head else posting.text)
        self.marks.append(Mark(start, "message", posting.subject, self.size))

    def mark_end(self) -> None:
        self.marks.append(Mark(self.size, "end", ""))

    def finish(self) -> Reading | None:
        return Reading("digest", "".join(self.chunks), tuple(self.marks)) if self.marks else None
