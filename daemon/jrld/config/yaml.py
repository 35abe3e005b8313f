"""The text of a configuration → plain values, with the line of each. The only use of ruamel.yaml.

Built from the parser's events, so that size, nesting and repetition are bounded before they cost anything, and with
the scalars of YAML 1.2's core schema (https://yaml.org/spec/1.2.2/#103-core-schema): `no` and `on` are text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

KeyPath = tuple[str | int, ...]  # ("mailboxes", 0, "port")
Problem = tuple[int | None, KeyPath, str]  # line (from 1), where, what

MAX_BYTES = 256 * 1024
MAX_EVENTS = 50_000  # some thousand mailboxes
MAX_DEPTH = 16  # the deepest setting is at 5; ruamel takes time quadratic in the depth

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(?:[0-9]{1,18}\.[0-9]{0,18}|\.[0-9]{1,18})(?:[eE][-+]?[0-9]{1,2})?")
_QUOTED = re.compile(r"'[^']{2,}'|\"[^\"]{2,}\"")


@dataclass(slots=True)
class Document:
    """What was read. `lines` has the line of every path; values of nothing (`key:`) are left out of `data`."""

    data: dict[str, Any] = field(default_factory=dict)
    lines: dict[KeyPath, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


class _Stop(Exception):
    """The text is beyond the bounds, or no YAML: there is no use in reading on."""

    def __init__(self, line: int, problem: str) -> None:
        self.line = line
        self.problem = problem


def read_yaml(raw: bytes) -> Document:
    """The document in `raw` (UTF-8). What is wrong with it is in `problems`; nothing is raised."""
    document = Document()
    try:
        data = _Reader(_read_events(_decode(raw)), document).read()
    except _Stop as stop:
        document.problems.append((stop.line, (), stop.problem))
        return document
    if isinstance(data, dict):
        document.data = data
    elif data is not None:
        document.problems.append((1, (), "a configuration is keys with values, for example `mailboxes:`"))
    return document


def _decode(raw: bytes) -> str:
    if len(raw) > MAX_BYTES:
        raise _Stop(1, f"is over {MAX_BYTES // 1024} KiB, which no configuration needs")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _Stop(line, f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8") from None


def _read_events(text: str) -> Iterator[Event]:
    """The parser's events, within bounds; raises _Stop."""
    parser = YAML(typ="safe", pure=True)
    depth = 0
    try:
        for count, event in enumerate(parser.parse(text)):
            depth += isinstance(event, MappingStartEvent | SequenceStartEvent)
            depth -= isinstance(event, MappingEndEvent | SequenceEndEvent)
            line = _line(event)
            if depth > MAX_DEPTH:
                raise _Stop(line, f"is nested deeper than {MAX_DEPTH} levels")
            if count > MAX_EVENTS:
                raise _Stop(line, f"has more than {MAX_EVENTS:,} parts")
            yield event
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _Stop(mark.line + 1 if mark else 1, _say_syntax(error.problem)) from None
    except YAMLError as error:  # a character that YAML does not have
        position = getattr(error, "position", 0)
        raise _Stop(text.count("\n", 0, position) + 1, "is not YAML: a control character") from None
    except (ValueError, IndexError, KeyError, AttributeError, TypeError, AssertionError):
        raise _Stop(1, "is not YAML") from None  # slips of the parser on broken input


def _say_syntax(problem: str | None) -> str:
    """The parser's complaint without the words that it quotes: they may be a password."""
    return f"is not YAML: {_QUOTED.sub('…', problem or 'broken')}; text with special characters needs quotes"


class _Reader:
    """Builds values from events. Nesting is bounded by the events, so recursion is."""

    def __init__(self, events: Iterator[Event], document: Document) -> None:
        self.events = events
        self.document = document

    def read(self) -> Any:
        """The value of the only document, None when there is none."""
        data = None
        documents = 0
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Stop(_line(event), "a second document (`---`); write one")
            elif isinstance(event, NodeEvent):
                data = self._read_value(event, ())
        return data

    def _complain(self, event: Event, path: KeyPath, problem: str) -> None:
        self.document.problems.append((_line(event), path, problem))

    def _read_value(self, event: Any, path: KeyPath) -> Any:
        self.document.lines.setdefault(path, _line(event))
        if isinstance(event, AliasEvent) or event.anchor is not None:
            self._complain(event, path, "anchors (&) and aliases (*) are not used here; text with them needs quotes")
        elif event.ctag is not None and str(event.ctag) != "!":
            self._complain(event, path, "tags (!) are not used here; text that begins with ! needs quotes")
        if isinstance(event, MappingStartEvent):
            return self._read_mapping(path)
        if isinstance(event, SequenceStartEvent):
            return self._read_sequence(path)
        return _resolve(event.value, plain=event.implicit[0]) if isinstance(event, ScalarEvent) else None

    def _read_sequence(self, path: KeyPath) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            items.append(self._read_value(event, (*path, len(items))))
        return items

    def _read_mapping(self, path: KeyPath) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        lines = self.document.lines
        while not isinstance(event := next(self.events), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                self._complain(event, path, "has something that is no word for a key; text with { or [ needs quotes")
                self._read_value(event, aside := (*path, f"?{_line(event)}"))
                self._read_value(next(self.events), aside)
                continue
            at = (*path, event.value)
            if at in lines:
                self._complain(event, at, f"is given twice, first in line {lines[at]}; keep one")
                at = (*path, f"{event.value}?{_line(event)}")  # its inner keys are no repetition
            lines.setdefault(at, _line(event))
            value = self._read_value(next(self.events), at)
            if value is not None:
                mapping.setdefault(event.value, value)
        return mapping


def _line(event: Event) -> int:
    line: int = event.start_mark.line + 1
    return line


def _resolve(value: str, *, plain: bool) -> str | int | float | bool | None:
    """A scalar by YAML 1.2's core schema. Infinities, octal and hexadecimal stay text: no setting takes them."""
    if not plain:
        return value
    if value in _NULL:
        return None
    if value in _BOOLEANS:
        return _BOOLEANS[value]
    if _INTEGER.fullmatch(value):
        return int(value)
    return float(value) if _FLOAT.fullmatch(value) else value
