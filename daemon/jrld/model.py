"""Every noun that crosses a module. Frozen, pure, and imported by all.

Offsets are in characters (Unicode code points) of the text named; spans are half-open.
Times are aware and in UTC; dates have day precision.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

# --- the mailbox --------------------------------------------------------------------------------


class Span(NamedTuple):
    """Half-open range of characters in a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


class Media(StrEnum):
    """What the raw bytes are: an RFC 5322 message, or a page that somebody saved."""

    MESSAGE = "message/rfc822"
    HTML = "text/html"
    TEXT = "text/plain"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message was seen. For a file the UID is derived (see `jrld.mailbox`)."""

    mailbox: str
    folder: str
    uidvalidity: int
    uid: int


@dataclass(frozen=True, slots=True)
class RawMessage:
    """A message exactly as its mailbox gave it."""

    place: Place
    content: bytes
    received: datetime | None = None  # IMAP INTERNALDATE, or the file's time
    media: Media = Media.MESSAGE

    @property
    def sha256(self) -> bytes:
        """Identity of the content, 32 bytes."""
        return sha256(self.content).digest()


# --- the mail -----------------------------------------------------------------------------------


class Address(NamedTuple):
    name: str
    email: str  # as written, lower case domain not enforced


class Mark(NamedTuple):
    """Something that a reading's carrier showed at a place, and its text does not."""

    offset: int
    # "anchor" (value: its name or id), "heading" (h1..h6), "link" (value: href); of a digest: "message" (value: its
    # subject) and "end", where no more of them follow
    kind: str
    value: str
    end: int = 0  # for "link", "heading" and "message": where its text ends; 0 = a point


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a mail as text: its text/plain part, its HTML as text, or the messages of its digest in a row.

    Lines end in `\\n`; no NUL, no lone surrogates, no carriage returns.
    """

    carrier: str  # "plain", "html" or "digest"
    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Mail:
    """A message, parsed. `readings` come in the order of preference; `inner` are attached messages."""

    message_id: str | None = None
    subject: str = ""
    senders: tuple[Address, ...] = ()
    sent_on: date | None = None  # the Date header's day, on the sender's clock; there whenever `date` is
    date: datetime | None = None  # the Date header, UTC; None when absent or absurd
    list_id: str | None = None
    readings: tuple[Reading, ...] = ()
    inner: tuple["Mail", ...] = ()
    defects: tuple[str, ...] = ()  # what had to be repaired or guessed, in words


# --- the issue ----------------------------------------------------------------------------------


class Verdict(StrEnum):
    """What the splitter says of an issue: the two readings agree, or not, or nothing was found."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    UNRECOGNISED = "unrecognised"


class Kind(StrEnum):
    """What an article is."""

    PRESS = "press"
    WIRE = "wire"
    LETTER = "letter"
    TRANSCRIPT = "transcript"
    OTHER = "other"


class Part(StrEnum):
    """What a segment of an issue's text is."""

    MASTHEAD = "masthead"
    CONTENTS = "contents"
    NOTE = "note"
    SEPARATOR = "separator"
    ARTICLE = "article"
    TRAILER = "trailer"
    FURNITURE = "furniture"  # of the carrier: forward headers, "Return to Contents", page navigation
    OTHER = "other"  # text that nothing claims: kept, and warned about


@dataclass(frozen=True, slots=True)
class Segment:
    part: Part
    span: Span
    position: int | None = None  # of the article, for articles (from 1)


@dataclass(frozen=True, slots=True)
class IssueWarning:
    """Machine-readable disagreement: a stable code, a sentence, and where."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the contents, as printed."""

    label: str  # "6a" of "6a."
    text: str  # unwrapped, without its number
    span: Span
    source: str | None = None  # canonical name, of a known one
    authors: tuple[str, ...] = ()
    title: str | None = None
    remark: str | None = None
    url: str | None = None
    source_printed: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article as one issue shows it."""

    position: int  # 1, 2, …: its place in this issue
    label: str  # its number as printed ("6a"; of one printed twice, its entry's), or its position
    ref: str  # how it is cited: "7131-16"
    title: str | None
    authors: tuple[str, ...]
    source: str | None  # canonical name
    published: date | None  # as printed, never invented
    url: str | None
    kind: Kind
    body: str  # paragraphs joined; a view on `body_span`
    span: Span  # of the whole section in the issue's text
    body_span: Span  # of the body in the issue's text
    source_printed: str | None = None
    language: str | None = None
    excerpt: bool = False
    notes: tuple[str, ...] = ()  # the editor's (`DJ:`), kept apart from the body
    rights: str | None = None
    origins: dict[str, str] = field(default_factory=dict)  # field -> head, contents, dateline, …
    entry: int | None = None  # its entry in the contents: an index of the issue's `entries`


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue as one message shows it. The segments cover `text` exactly once, in order."""

    digest: str
    format: str
    ref: str  # "7131", "2011-175", "20091231" (un-numbered), "x" + 12 hex digits (neither)
    label: str | None  # as printed: "7131", "2021-#15"
    year: int | None
    number: int | None  # within its year
    date: date | None
    verdict: Verdict
    warnings: tuple[IssueWarning, ...]
    text: str
    segments: tuple[Segment, ...]
    articles: tuple[Article, ...]
    entries: tuple[Entry, ...] = ()
    carrier: str = "plain"

    @property
    def coverage(self) -> float:
        """Share of the text's characters that lie in exactly one segment, 0 to 1."""
        if not self.text:
            return 1.0
        covered = at = 0
        for segment in self.segments:
            covered += max(0, segment.span.end - max(segment.span.start, at))
            at = max(at, segment.span.end)
        return covered / len(self.text)


# --- duplicates ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The versioned digest of an article's normal form: equal digests, equal articles."""

    version: int
    exact: bytes  # 16 bytes
    tokens: int  # words of the normal form
    sketch: tuple[int, ...] = ()  # by which near texts find each other: see `jrld.shingles`


class Relation(StrEnum):
    """What two texts are to each other. The first four make them one story."""

    EXACT = "exact"  # the same normal form
    REPRINT = "reprint"  # the same text but for small things
    REVISION = "revision"  # one was made from the other: an update
    EXCERPT = "excerpt"  # one holds nearly all of the other
    RELATED = "related"  # they have passages in common
    SERIES = "series"  # alike as the pieces of a column or a table of numbers are: not one story
    NONE = "none"

    @property
    def is_strong(self) -> bool:
        return self in _STRONG


_STRONG = frozenset((Relation.EXACT, Relation.REPRINT, Relation.REVISION, Relation.EXCERPT))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a relation was concluded; shares are 0 to 1. `first` and `second` are the two texts in the order asked."""

    resemblance: float  # shingles of both, of those of either
    in_first: float  # share of the first text that the second holds
    in_second: float
    numbers: float | None  # share of the numbers that agree; None where there are too few
    run: float  # words of the passages in common, weighted by their length
    longest: float  # share of what is in common that lies in the longest passage
    days: int  # between their first appearances
    first_words: int
    second_words: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What dedupe concluded of two texts, and by which rule."""

    relation: Relation
    rule: str
    evidence: Evidence
    excerpt: str | None = None  # "first" or "second": which of them is the excerpt


# --- outcomes -----------------------------------------------------------------------------------


class State(StrEnum):
    """What became of a message. KEPT is the only one that is not an end."""

    KEPT = "kept"
    PUBLISHED = "published"
    IGNORED = "ignored"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one ingest did with one message."""

    message_id: int
    state: State
    code: str | None = None  # of the reason, when ignored or quarantined
    reason: str | None = None
    issues: tuple[str, ...] = ()  # refs
    articles: int = 0  # occurrences published
    new_articles: int = 0  # of which never seen before
