"""A place in a text, as compilers show it: the line with its number, the one above, and a mark below."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

from jrld.cli.console import to_line
from jrld.model import Span

_WIDTH = 100  # characters of a line that are shown at most
_BEFORE = 4  # one in so many of them before the place, when the line is longer
_GUTTER = 7


def quote_place(text: str, span: Span, columns: int) -> Iterator[Text]:
    """At most three lines: the one above, the first that the place has text on, and the mark below it."""
    width = max(min(columns - _GUTTER - 3, _WIDTH), 20)
    printed = text[span.start : min(span.end, span.start + 1000)]
    start = min(span.start + len(printed) - len(printed.lstrip()), len(text))
    begin = text.rfind("\n", 0, start) + 1
    end = _end_of_line(text, start)
    number = text.count("\n", 0, begin) + 1
    if begin > 0:
        above = text.rfind("\n", 0, begin - 1) + 1
        yield _quote(number - 1, _clean(text[above : min(begin - 1, above + width)]), style="dim")
    low = max(begin, start - width // _BEFORE) if end - begin > width else begin
    high = min(end, low + width)
    stop = min(max(span.end, start), high)
    before, place, after = (_clean(text[a:b]) for a, b in ((low, start), (start, stop), (stop, high)))
    yield _quote(number, before, (place, "bold yellow"), after)
    mark = " " * cell_len(before) + "^" * max(cell_len(place), 1)
    last = number + text.count("\n", start, span.end)
    yield _quote(None, (f"{mark} to line {last:,}" if last > number else mark, "yellow"))


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _clean(line: str) -> str:
    """As `to_line`, but every character stays in its column."""
    return "".join(to_line(character) or " " for character in line)


def _quote(number: int | None, *parts: str | tuple[str, str], style: str = "") -> Text:
    gutter = f"{number or '':>{_GUTTER}} | "
    return Text.assemble((gutter, "dim"), *parts, style=style)
