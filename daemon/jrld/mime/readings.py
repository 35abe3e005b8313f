"""The ways to read a message as text, from the parts that make it up."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from jrld.mime.entity import Entity
from jrld.mime.limits import Budget
from jrld.mime.part import read_part
from jrld.model import Mark, Reading

View = tuple[Entity, ...]  # texts that are shown one beneath the other

_STUB = 0.5  # what has less than this share of the words of another reading is not the issue


class Readings(NamedTuple):
    """The `ways` to read a message in the order of preference, and what they were made of."""

    ways: tuple[Reading, ...]
    defects: list[str]  # what was guessed or repaired
    parts: Mapping[Entity, Reading]  # each text part by itself
    plain: View  # what somebody sees who prefers plain text


def read_readings(entity: Entity, budget: Budget) -> Readings:
    """The message's readings.

    Plain text comes before HTML, unless it is a stub. Texts that are attached are left out, unless there is no other.
    Raises MessageError `too-large`.
    """
    attached = not any(True for _ in iter_texts(entity, attached=False))
    plain, html = (tuple(_choose(entity, prefers_html, attached)) for prefers_html in (False, True))
    read: dict[Entity, Reading] = {}
    defects: list[str] = []
    for part in dict.fromkeys((*plain, *html)):
        read[part], found = read_part(part, budget)
        defects.extend(found)
    readings = [_join([read[part] for part in view]) for view in dict.fromkeys((plain, html))]
    enough = _STUB * max(map(_count_words, readings))
    if _count_words(readings[0]) < enough:
        readings.reverse()
        defects.append("mime: the text part is a stub, the HTML comes first")
    alone = [_join([read[part] for part in view]) for view in _separate(plain, html)]
    readings += [reading for reading in alone if _count_words(reading) >= enough]
    return Readings(keep_written(readings), defects, read, plain)


def keep_written(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Those that are not blank."""
    return tuple(reading for reading in readings if reading.text and not reading.text.isspace())


def iter_texts(entity: Entity, attached: bool) -> Iterator[Entity]:
    """The texts that are shown, or those that are attached; none of those in attached messages."""
    yield from (part for part, inside in _iter_parts(entity, False) if part.is_text and inside is attached)


def iter_messages(entity: Entity) -> Iterator[Entity]:
    """The attached messages; none of those in them."""
    yield from (part for part, _ in _iter_parts(entity, False) if part.is_message)


def _iter_parts(entity: Entity, inside: bool) -> Iterator[tuple[Entity, bool]]:
    """The parts that have no parts, each with whether it or what it is in is attached."""
    if not entity.children:
        yield entity, inside
    for child in entity.children:
        yield from _iter_parts(child, inside or child.is_attached)


def _choose(entity: Entity, prefers_html: bool, attached: bool) -> list[Entity]:
    """The texts that somebody sees who prefers HTML, or does not, from top to bottom."""
    if not entity.children:
        return [entity] if entity.is_text else []
    shown = [child for child in entity.children if attached or not child.is_attached]
    views = [view for child in shown if (view := _choose(child, prefers_html, attached))]
    if entity.type.value != "multipart/alternative":
        return [part for view in views for part in view]
    fitting = [view for view in views if any(part.is_html for part in view) is prefers_html]
    return (fitting or views or [[]])[-1]  # the last is the richest (RFC 2046, section 5.1.4)


def _separate(plain: View, html: View) -> Iterator[View]:
    """Where texts and HTML stand one beneath the other, either may be the whole issue: each kind by itself."""
    for is_html in (False, True):
        view = tuple(part for part in html if part.is_html is is_html)
        if view and view not in (plain, html):
            yield view


def _join(readings: Sequence[Reading]) -> Reading:
    """Readings of parts, one beneath the other."""
    if len(readings) == 1:
        return readings[0]
    texts: list[str] = []
    marks: list[Mark] = []
    size = 0
    for reading in readings:
        marks.extend(_move(mark, size) for mark in reading.marks)
        texts.append(reading.text if reading.text.endswith("\n") else reading.text + "\n")
        size += len(texts[-1])
    is_html = any(reading.carrier == "html" for reading in readings)
    return Reading("html" if is_html else "plain", "".join(texts), tuple(marks))


def _move(mark: Mark, by: int) -> Mark:
    return mark._replace(offset=mark.offset + by, end=mark.end + by if mark.end else 0)


def _count_words(reading: Reading) -> int:
    return len(reading.text.split())
