"""What the page shows of an issue, put together from the issue alone: rows, blocks, zones, shares."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from jrld.cli.page.lines import MOST_LINES, Bar, Chart, name_hue
from jrld.cli.page.pieces import Piece, Pieces
from jrld.model import Article, Entry, Issue, Part, Segment, Span

READ = ("title", "authors", "source", "published", "url")  # the fields that are read from several places
_NAMES = {
    Part.MASTHEAD: "the issue's own head",
    Part.CONTENTS: "what is announced",
    Part.NOTE: "the editor's",
    Part.SEPARATOR: "between articles",
    Part.ARTICLE: "colours take turns",
    Part.TRAILER: "below the last article",
    Part.FURNITURE: "of the carrier: forwards, navigation",
    Part.OTHER: "claimed by nothing",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row beside the text: an entry of the contents, or an article that is in none."""

    entry: int | None
    announced: Entry | None
    article: Article | None
    hue: str
    line: str | None  # the path of its line to the article


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of a segment: an article's head or its body, or a segment whole."""

    name: str  # "head", "body", "rest" or ""
    pieces: tuple[Piece, ...]
    has_end_above: bool  # its first character is the end of the line above, which the zone's own top shows


@dataclass(frozen=True, slots=True)
class Block:
    """One segment."""

    segment: Segment
    hue: str
    article: Article | None
    zones: tuple[Zone, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """How much of the text a part is."""

    part: Part
    means: str
    count: int
    characters: int


@dataclass(frozen=True)
class Shown:
    """An issue, and the file that it is from."""

    file: str
    issue: Issue

    @cached_property
    def rows(self) -> list[Row]:
        """The contents in their order, then the articles that are in none."""
        entries, articles = self.issue.entries, self.issue.articles
        found = {article.entry: article for article in articles if article.entry is not None}
        pairs: list[tuple[int | None, Article | None]] = [(k, found.get(k)) for k in range(len(entries))]
        pairs += [(None, article) for article in articles if article.entry is None]
        chart = Chart(self.issue, len(pairs))
        return [
            Row(
                entry=k,
                announced=None if k is None else entries[k],
                article=article,
                hue=name_hue(Part.ARTICLE, article.position) if article else Part.OTHER.value,
                line=chart.draw_line(row, article.span) if article and row < MOST_LINES else None,
            )
            for row, (k, article) in enumerate(pairs)
        ]

    @cached_property
    def chart(self) -> Chart:
        return Chart(self.issue, len(self.rows))

    @property
    def bars(self) -> Iterator[tuple[Bar, Segment, str]]:
        for bar in self.chart.draw_bars():
            segment = self.issue.segments[bar.segment]
            yield bar, segment, name_hue(segment.part, segment.position)

    @property
    def blocks(self) -> Iterator[Block]:
        """The segments with their text, in order; each is made when it is asked for."""
        text, pieces = self.issue.text, Pieces(self.issue)
        articles = {article.position: article for article in self.issue.articles}
        for segment in self.issue.segments:
            # An article in several segments has its fields at the first.
            article = articles.pop(segment.position, None) if segment.position else None
            zones = tuple(
                Zone(name, tuple(pieces.cut(span)), _continues(text, span.start))
                for name, span in _find_zones(segment, article)
            )
            yield Block(segment, name_hue(segment.part, segment.position), article, zones)

    @property
    def shares(self) -> Iterator[Share]:
        """The legend: every part, in the order in which an issue has them."""
        counts, sizes = Counter[Part](), Counter[Part]()
        for segment in self.issue.segments:
            counts[segment.part] += 1
            sizes[segment.part] += segment.span.end - segment.span.start
        return (Share(part, means, counts[part], sizes[part]) for part, means in _NAMES.items())

    @cached_property
    def unmatched(self) -> tuple[int, int]:
        """How many entries have no article, and how many articles no entry."""
        return sum(row.article is None for row in self.rows), sum(row.announced is None for row in self.rows)

    @cached_property
    def line_numbers(self) -> dict[int, int]:
        """The line, from 1, of the offsets that are named: of segments and of warnings. One pass over the text."""
        offsets = {segment.span.start for segment in self.issue.segments}
        offsets |= {warning.span.start for warning in self.issue.warnings if warning.span}
        numbers, line, at = {}, 1, 0
        for offset in sorted(offsets):
            line += self.issue.text.count("\n", at, offset)
            numbers[offset] = line
            at = offset
        return numbers

    @cached_property
    def articles(self) -> list[Article | None]:
        """The article of each entry."""
        return [row.article for row in self.rows if row.entry is not None]

    @property
    def has_more_rows(self) -> bool:
        return len(self.rows) > MOST_LINES


def _continues(text: str, start: int) -> bool:
    return start > 0 and text[start] == "\n" and text[start - 1] != "\n"


def _find_zones(segment: Segment, article: Article | None) -> Sequence[tuple[str, Span]]:
    """Head, body and what is left of an article's segment; another segment is one zone."""
    start, end = segment.span
    if article is None:
        return [("", segment.span)]
    body, rest = (min(max(offset, start), end) for offset in article.body_span)
    cuts = (("head", Span(start, body)), ("body", Span(body, rest)), ("rest", Span(rest, end)))
    return [(name, span) for name, span in cuts if span.start < span.end]
