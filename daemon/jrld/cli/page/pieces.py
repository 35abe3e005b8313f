"""The issue's text, cut where something begins or ends that the page shows: a body, an entry, a warning's place."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from jrld.model import Issue, Span

_MOST = 400  # characters under which a whole place is marked; of a longer one, its first line


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that are all shown in one way."""

    text: str
    entry: int | None = None  # of the contents
    is_first: bool = False  # of its entry
    is_warned: bool = False
    flags: tuple[int, ...] = ()  # the warnings whose place begins here


class Pieces:
    """Cuts one issue's text. To be asked for spans in the order of the text: time is linear in its length."""

    def __init__(self, issue: Issue) -> None:
        self._text = issue.text
        self._begins: dict[int, int] = {}  # offset -> entry
        self._ends: dict[int, int] = {}
        self._flags: dict[int, list[int]] = defaultdict(list)  # offset -> warnings
        self._depths: Counter[int] = Counter()  # offset -> how many more warnings cover what follows
        for k, entry in enumerate(issue.entries):
            self._begins[entry.span.start] = k
            self._ends[entry.span.end] = k
        for k, warning in enumerate(issue.warnings):
            if warning.span is not None:
                place = find_place(self._text, warning.span)
                self._flags[place.start].append(k)
                self._depths[place.start] += 1
                self._depths[place.end] -= 1
        self._cuts = sorted({*self._begins, *self._ends, *self._flags, *self._depths})
        self._next = 0
        self._entry: int | None = None
        self._depth = 0

    def cut(self, span: Span) -> Iterator[Piece]:
        """The pieces of a span. A place at the very end of the text is in an empty last piece."""
        at = span.start
        while True:
            flags, is_first = self._pass(at)
            end = min(self._cuts[self._next], span.end) if self._next < len(self._cuts) else span.end
            if at < end or flags:
                yield Piece(self._text[at:end], self._entry, is_first, self._depth > 0, flags)
            if end >= span.end:
                break
            at = end
        if span.end == len(self._text) and (flags := self._pass(span.end)[0]):
            yield Piece("", flags=flags)

    def _pass(self, at: int) -> tuple[tuple[int, ...], bool]:
        """Take in all that begins or ends up to here: the warnings' places, and whether an entry begins."""
        flags: list[int] = []
        is_first = False
        while self._next < len(self._cuts) and self._cuts[self._next] <= at:
            cut = self._cuts[self._next]
            if self._ends.get(cut) == self._entry:
                self._entry = None
            if cut in self._begins:
                self._entry, is_first = self._begins[cut], True
            flags += self._flags.get(cut, ())
            self._depth += self._depths[cut]
            self._next += 1
        return tuple(flags), is_first


def find_place(text: str, span: Span) -> Span:
    """What is marked of a warning's span: within the text, without blank lines around it, and not more than a look."""
    start, end = min(span.start, len(text)), min(span.end, len(text))
    printed = text[start : min(end, start + _MOST)]
    start += len(printed) - len(printed.lstrip())
    if end - start > _MOST:
        line = text.find("\n", start, start + _MOST)
        end = line if line > 0 else start + _MOST
    return Span(start, start + len(text[start:end].rstrip()))
