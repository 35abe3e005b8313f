"""What is known of a made-up issue: the answers that a splitter should find."""

import re
from dataclasses import dataclass, field
from datetime import date
from unicodedata import combining, normalize

from jrld.model import Kind

from .layout import Piece, Wrapping, show_pieces

_WORD = re.compile(r"[^\W_]+")


def read_words(text: str) -> list[str]:
    """The words of a text, without regard to case, accents, quotes, dashes or line ends: for comparing bodies."""
    folded = text.casefold()
    if not folded.isascii():
        folded = "".join(c for c in normalize("NFKD", folded) if not combining(c))
    return _WORD.findall(folded)


@dataclass(frozen=True, slots=True)
class TrueArticle:
    """One printed article. `body` holds what the body must contain, a paragraph each; a dateline before it, or a word
    on the author, may be read as part of it or not."""

    position: int  # 1, 2, …, among those that are printed
    label: str  # its number as printed above it, else as in the contents, else its position
    title: str | None  # as a person would say it; None: printed nowhere
    titles: tuple[str, ...]  # every form printed: above the article, in the contents
    authors: tuple[str, ...]  # those that are named above it, in the contents, or (letters) below it
    source: str | None  # canonical; the name of a `sources.Source`
    source_printed: str | None
    published: date | None  # of a dateline without a year, the year is the issue's
    url: str | None
    kind: Kind
    body: tuple[str, ...]
    head: tuple[str, ...]  # the lines between number and body, as printed
    in_contents: bool
    layout: str
    notes: tuple[str, ...] = ()  # the editor's, above the article

    @property
    def body_words(self) -> list[str]:
        return read_words(" ".join(self.body))


@dataclass(frozen=True, slots=True)
class TrueIssue:
    """A made-up issue. `label` is as printed, so under some troubles it is wrong; year, number and date are right."""

    era: str
    seed: int
    label: str | None
    year: int
    number: int | None
    date: date
    subject: str
    articles: tuple[TrueArticle, ...]
    entries: tuple[str, ...]  # the contents' texts, without numbers
    trouble: tuple[str, ...]
    pieces: tuple[Piece, ...] = field(repr=False)
    wrapping: Wrapping = field(repr=False)
    html: str = "plain"
    yearly: bool = False  # labels are 2008-#86, not 2500

    @property
    def ref(self) -> str:
        """How the issue is cited: 7131, 2011-175; its date when it has no number."""
        if self.number is None:
            return f"{self.date:%Y%m%d}"
        return f"{self.year}-{self.number}" if self.yearly else f"{self.year - 1996}{self.number:03}"

    @property
    def text(self) -> str:
        """The issue as plain text; lines end in a line feed."""
        return show_pieces(self.pieces, self.wrapping)

    def find_lost(self, text: str) -> str | None:
        """The first paragraph of a body that is not in `text`, unbroken and in order, as said by its article."""
        words, at = f" {' '.join(read_words(text))} ", 0
        for article in self.articles:
            for paragraph in article.body:
                run = "".join(f"{word} " for word in read_words(paragraph))
                at = words.find(f" {run}", at)
                if at < 0:
                    return f"{self.era}: article {article.position}: {paragraph}"
                at += len(run)
        return None
