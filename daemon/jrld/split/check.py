"""Two readings must agree: the contents announce, the sections are there. Where they differ, it is said."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from jrld.model import Article, Entry, IssueWarning, Part, Segment, Verdict
from jrld.split.blurb import is_blurb
from jrld.split.contents import Contents
from jrld.split.resemble import contain, read_words
from jrld.split.sections import Section

_HARMLESS = frozenset(
    {"year-conflict", "date-conflict", "number-conflict", "no-number", "no-date", "title-mismatch", "number-gap"}
)
# Characters; the longest seen are about half, of text that nothing claims a bracket or a stray word.
_MOST = {Part.MASTHEAD: 2_500, Part.FURNITURE: 2_500, Part.TRAILER: 2_500, Part.OTHER: 40}
_WHERE = {
    Part.MASTHEAD: "the masthead",
    Part.FURNITURE: "what stands before the masthead",
    Part.TRAILER: "the trailer",
    Part.OTHER: "text between the contents and the first article",
}
_ALIKE = 0.5  # share of one title's words that the other holds


def compare(
    contents: Contents | None, sections: Sequence[Section], articles: Sequence[Article]
) -> tuple[IssueWarning, ...]:
    """Where contents and sections do not agree, as warnings."""
    return (
        *_compare_entries(contents, sections),
        *(
            warning
            for section, article in zip(sections, articles, strict=True)
            for warning in _compare_section(contents, section, article)
        ),
        *_compare_order(sections),
    )


def find_unclaimed(segments: Sequence[Segment]) -> tuple[IssueWarning, ...]:
    """Text that no article holds and that is more than a masthead or a trailer is, as warnings."""
    return tuple(
        IssueWarning("unclaimed-text", f"{size:,} characters of {where} belong to no article", segment.span)
        for segment in segments
        if (size := segment.span.end - segment.span.start) > _MOST.get(segment.part, size)
        for where in [_WHERE[segment.part]]
    )


def judge(warnings: Sequence[IssueWarning], articles: Sequence[Article]) -> Verdict:
    """`complete`: contents and sections agree. `partial`: articles were found, and something is amiss."""
    if not articles:
        return Verdict.UNRECOGNISED
    return Verdict.COMPLETE if all(warning.code in _HARMLESS for warning in warnings) else Verdict.PARTIAL


def _compare_entries(contents: Contents | None, sections: Sequence[Section]) -> Iterator[IssueWarning]:
    if contents is None:
        if sections:
            yield IssueWarning("no-contents", "no contents list was found")
        return
    present = {section.entry.span for section in sections if section.entry}
    for entry in contents.entries:
        if entry.span not in present:
            message = f"the contents announce {entry.label}. {entry.text[:80]!r}, and no section was found"
            yield IssueWarning("entry-without-section", message, entry.span)


def _compare_section(contents: Contents | None, section: Section, article: Article) -> Iterator[IssueWarning]:
    title, entry = (article.title or "")[:80], section.entry
    if contents is not None and entry is None:
        yield IssueWarning("section-without-entry", f"a section titled {title!r} is not in the contents", article.span)
    if entry and section.number and section.number != entry.label:
        message = f"the section is numbered {section.number}, its entry {entry.label}"
        yield IssueWarning("number-mismatch", message, article.span)
    if entry and article.origins.get("title") in ("head", "letter") and not _is_alike(article, entry):
        message = f"the section is titled {title!r}, its entry {(entry.title or '')[:80]!r}"
        yield IssueWarning("title-mismatch", message, article.span)
    if entry and not section.number and section.likeness < _ALIKE:
        message = f"neither a number nor its title shows that {title!r} is {entry.label}. {entry.text[:80]!r}"
        yield IssueWarning("unsure-section", message, article.span)
    if not article.body.strip() or is_blurb(article.body, article.authors):
        yield IssueWarning("empty-body", f"article {article.label} has no text of its own", article.span)


def _compare_order(sections: Sequence[Section]) -> Iterator[IssueWarning]:
    for before, after in pairwise(sections):
        if before.entry and after.entry and before.entry.span.start > after.entry.span.start:
            yield IssueWarning("order", "sections stand in another order than the contents", after.span)


def _is_alike(article: Article, entry: Entry) -> bool:
    """Most words of the printed title are the entry's, or the other way round."""
    words, announced = read_words(article.title or ""), read_words(entry.title or "")
    if words and words == announced:  # as of most
        return True
    return contain(words, frozenset(read_words(entry.text))) >= _ALIKE or contain(announced, frozenset(words)) >= _ALIKE
