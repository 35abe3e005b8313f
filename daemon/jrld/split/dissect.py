"""One text -> one Issue: contents, starts, alignment, heads, segments, warnings, verdict."""

from dataclasses import dataclass
from itertools import pairwise

from jrld.model import Article, Entry, Issue, IssueWarning, Mail, Part, Reading, Segment, Span, Verdict
from jrld.split.align import align
from jrld.split.article import read_article
from jrld.split.contents import Contents, find_contents
from jrld.split.lines import RETURN, read_line
from jrld.split.masthead import Identity, read_identity
from jrld.split.resemble import contain, read_words
from jrld.split.starts import Scores, Start, find_starts, find_title_starts
from jrld.split.trailer import find_trailer

MOST_PAIRS = 600_000  # candidates × entries in one alignment


@dataclass(frozen=True, slots=True)
class Section:
    """What lies between one start and the next separator."""

    start: Start
    entry: Entry | None
    end: int


def dissect(digest: str, form: str, mail: Mail, reading: Reading) -> Issue:
    """Read `reading.text` as one issue. Never raises: what is not found lowers the verdict."""
    text = reading.text
    contents = find_contents(text)
    begin = _body_begins(text, contents)
    identity = read_identity(text, mail, contents.span.start if contents else begin)
    entries = contents.entries if contents else ()
    trailer = find_trailer(text, begin)
    sections = _find_sections(text, begin, entries, len(text) if trailer is None else trailer)
    ref = identity.ref(text)
    articles = tuple(
        read_article(
            text, Span(section.start.at, section.end), position, section.start.number, section.entry, ref, identity
        )
        for position, section in enumerate(sections, start=1)
    )
    warnings = (*identity.warnings, *_compare(contents, sections, articles))
    segments = _lay_out(text, contents, sections, articles, trailer)
    return Issue(
        digest=digest,
        format=form,
        ref=ref,
        label=identity.label,
        year=identity.year,
        number=identity.number,
        date=identity.date,
        verdict=_judge(warnings, articles, identity),
        warnings=warnings,
        text=text,
        segments=segments,
        articles=articles,
        entries=entries,
        carrier=reading.carrier,
    )


def _body_begins(text: str, contents: Contents | None) -> int:
    if contents is None:
        return 0
    return min(read_line(text, contents.span.end).end + 1, len(text))


def _find_sections(text: str, begin: int, entries: tuple[Entry, ...], end: int) -> list[Section]:
    starts = [start for start in find_starts(text, begin) if start.at < end]
    if not entries:
        entries = _number_entries(starts)
    chosen = _choose(starts, entries)
    found = {k for _, k in chosen if k is not None}
    if len(found) < len(entries):
        more = _find_by_title(text, begin, end, entries, chosen, starts)
        if more:
            known = {start.at for start in starts}
            starts = sorted([*starts, *(s for s in more if s.at not in known)], key=lambda start: start.at)
            chosen = _choose(starts, entries)
    picked = [(starts[i], entries[k] if k is not None and entries[k].text else None) for i, k in chosen]
    ends = [*(start.cut for start, _ in picked[1:]), end][: len(picked)]
    return [Section(start, entry, max(stop, start.at)) for (start, entry), stop in zip(picked, ends, strict=True)]


def _number_entries(starts: list[Start]) -> tuple[Entry, ...]:
    """No contents: the printed numbers stand in for it, as entries of which only the number is known."""
    numbers = sorted({int(start.number) for start in starts if start.number and start.number.isdigit()})
    if not numbers or numbers[-1] > 400:
        return ()
    return tuple(Entry(str(n), "", Span(0, 0)) for n in range(1, numbers[-1] + 1))


def _choose(starts: list[Start], entries: tuple[Entry, ...]) -> list[tuple[int, int | None]]:
    if entries and len(starts) * len(entries) > MOST_PAIRS:
        keep = MOST_PAIRS // len(entries)
        ranked = sorted(range(len(starts)), key=lambda i: (starts[i].number is None, not starts[i].rule, i))
        kept = sorted(ranked[:keep])
        chosen = _choose([starts[i] for i in kept], entries)
        return [(kept[i], k) for i, k in chosen]
    scores = Scores(entries, starts)
    return align(starts, len(entries), scores.match, scores.extra)


def _find_by_title(
    text: str,
    begin: int,
    end: int,
    entries: tuple[Entry, ...],
    chosen: list[tuple[int, int | None]],
    starts: list[Start],
) -> list[Start]:
    """Look for the titles of entries without a section, between the sections of their neighbours."""
    at = {k: starts[i].at for i, k in chosen if k is not None}
    found: list[Start] = []
    low = begin
    for k, entry in enumerate(entries):
        if k in at:
            low = at[k]
            continue
        high = next((at[later] for later in range(k + 1, len(entries)) if later in at), end)
        if low < high:
            found.extend(find_title_starts(text, low, high, entry))
    return found


def _compare(
    contents: Contents | None, sections: list[Section], articles: tuple[Article, ...]
) -> tuple[IssueWarning, ...]:
    """Where the two readings, contents and sections, do not agree."""
    warnings: list[IssueWarning] = []
    if contents is None:
        if articles:
            warnings.append(IssueWarning("no-contents", "no contents list was found"))
    else:
        present = {id(section.entry) for section in sections}
        for entry in contents.entries:
            if id(entry) not in present:
                message = f"the contents announce {entry.label}. {entry.text[:80]!r}, and no section was found"
                warnings.append(IssueWarning("entry-without-section", message, entry.span))
    for section, article in zip(sections, articles, strict=True):
        if contents is not None and section.entry is None:
            message = f"a section titled {(article.title or '')[:80]!r} is not in the contents"
            warnings.append(IssueWarning("section-without-entry", message, article.span))
        if section.entry and section.start.number and section.start.number != section.entry.label:
            message = f"the section is numbered {section.start.number}, its entry {section.entry.label}"
            warnings.append(IssueWarning("number-mismatch", message, article.span))
        if section.entry and article.origins.get("title") == "head" and not _is_alike(article, section.entry):
            message = (
                f"the section is titled {(article.title or '')[:80]!r}, its entry {(section.entry.title or '')[:80]!r}"
            )
            warnings.append(IssueWarning("title-mismatch", message, article.span))
        if not article.body.strip():
            warnings.append(IssueWarning("empty-body", f"article {article.label} has no text", article.span))
    for before, after in pairwise(sections):
        if before.entry and after.entry and before.entry.span.start > after.entry.span.start:
            warnings.append(IssueWarning("order", "sections stand in another order than the contents"))
    return tuple(warnings)


def _is_alike(article: Article, entry: Entry) -> bool:
    words = read_words(article.title or "")
    entry_words = read_words(entry.text)
    return (
        contain(words, frozenset(entry_words)) >= 0.5 or contain(read_words(entry.title or ""), frozenset(words)) >= 0.5
    )


_HARMLESS = frozenset({"year-conflict", "date-conflict", "number-conflict", "no-number", "no-date", "title-mismatch"})


def _judge(warnings: tuple[IssueWarning, ...], articles: tuple[Article, ...], identity: Identity) -> Verdict:
    """`complete`: contents and sections agree. `partial`: articles were found, and something is amiss."""
    if not articles:
        return Verdict.UNRECOGNISED
    amiss = [warning for warning in warnings if warning.code not in _HARMLESS]
    return Verdict.PARTIAL if amiss else Verdict.COMPLETE


def _lay_out(
    text: str, contents: Contents | None, sections: list[Section], articles: tuple[Article, ...], trailer: int | None
) -> tuple[Segment, ...]:
    """Segments that cover `text` exactly once."""
    marks: list[tuple[int, Part, int | None]] = [(0, Part.MASTHEAD, None)]
    if contents:
        marks.append((contents.span.start, Part.CONTENTS, None))
        if contents.note:
            marks.append((contents.note.start, Part.NOTE, None))
            marks.append((contents.note.end, Part.CONTENTS, None))
        marks.append(
            (contents.span.end, Part.OTHER if _is_text(text, contents.span.end, sections) else Part.SEPARATOR, None)
        )
    for section, article in zip(sections, articles, strict=True):
        marks.append((section.start.cut, Part.SEPARATOR, None))
        marks.append((article.span.start, Part.ARTICLE, article.position))
        marks.extend(_close(text, article.span.end, section.end))
    if trailer is not None:
        marks.append((trailer, Part.TRAILER, None))
    return _segment(marks, len(text))


def _is_text(text: str, begin: int, sections: list[Section]) -> bool:
    """Whether text that nothing claims stands between contents and the first section."""
    end = sections[0].start.cut if sections else len(text)
    return bool(text[begin:end].strip(" \t\n\r\xa0]}*-_"))


def _close(text: str, end: int, stop: int) -> list[tuple[int, Part, int | None]]:
    """What stands behind an article's text before the next separator: blank lines, and the carrier's furniture."""
    match = RETURN.search(text, end, stop)
    marks: list[tuple[int, Part, int | None]] = [(end, Part.SEPARATOR, None)]
    if match:
        marks += [(match.start(), Part.FURNITURE, None), (match.end(), Part.SEPARATOR, None)]
    return marks


def _segment(marks: list[tuple[int, Part, int | None]], length: int) -> tuple[Segment, ...]:
    """Marks in order of their offsets become spans; those that hold nothing vanish, equal neighbours are joined."""
    segments: list[Segment] = []
    for (start, part, position), (end, _, _) in pairwise([*marks, (length, Part.OTHER, None)]):
        if start >= end:
            continue
        if segments and segments[-1].part is part and segments[-1].position == position:
            segments[-1] = Segment(part, Span(segments[-1].span.start, end), position)
        else:
            segments.append(Segment(part, Span(start, end), position))
    return tuple(segments)
