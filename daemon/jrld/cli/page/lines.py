"""Lines from the contents to the text: each entry's row on the left, the whole text to scale on the right."""

from dataclasses import dataclass

from jrld.model import Issue, Part, Span

ROW = 36  # units that a row of the contents is high; `--row` in the stylesheet
ROWS = 14  # the least, so that the text's bar has some height
WIDTH = 100  # units between the rows and the bar
MOST_LINES = 500  # drawn; every entry has its link all the same
_HUES = 5  # of articles, in the stylesheet
_THIN = 1.5  # units under which a section is drawn as if it were so high: still seen, still hit


@dataclass(frozen=True, slots=True)
class Bar:
    """One segment of the text, to scale."""

    segment: int  # index of the issue's segments
    top: float
    height: float


class Chart:
    """Where rows and sections are, in units; the stylesheet stretches them to the column's width."""

    def __init__(self, issue: Issue, rows: int) -> None:
        self.height = max(rows, ROWS) * ROW
        self._scale = self.height / max(len(issue.text), 1)
        self._segments = issue.segments

    def draw_line(self, row: int, span: Span) -> str:
        """The path of a band from a row, where it is as high as a line of text, to a section, where it is to scale."""
        middle = (row + 0.5) * ROW
        top, bottom = self._place(span)
        left, half = middle - 7, WIDTH / 2
        return (
            f"M0 {left:g}C{half:g} {left:g} {half:g} {top:g} {WIDTH} {top:g}V{bottom:g}"
            f"C{half:g} {bottom:g} {half:g} {left + 14:g} 0 {left + 14:g}Z"
        )

    def draw_bars(self) -> list[Bar]:
        """The segments to scale. Those that would be a hair in a place that is drawn already are left out."""
        bars: list[Bar] = []
        drawn = -1.0
        for k, segment in enumerate(self._segments):
            top, bottom = self._place(segment.span)
            if bottom - top > _THIN or top >= drawn:
                bars.append(Bar(k, top, round(bottom - top, 2)))
                drawn = bottom
        return bars

    def _place(self, span: Span) -> tuple[float, float]:
        top = round(min(span.start * self._scale, self.height - _THIN), 2)
        return top, round(max(span.end * self._scale, top + _THIN), 2)


def name_hue(part: Part, position: int | None) -> str:
    """The colour of a part, by name: articles take turns."""
    return part.value if position is None else f"{part.value}-{(position - 1) % _HUES + 1}"
