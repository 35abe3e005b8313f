"""One text -> one Issue: contents, sections, articles, segments, warnings, verdict."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from jrld.model import Article, Entry, Issue, Mail, Reading
from jrld.split.article import read_article
from jrld.split.check import compare, find_unclaimed, judge
from jrld.split.closing import drop_refrain
from jrld.split.contents import Contents, find_contents
from jrld.split.doubts import find_doubts
from jrld.split.lines import read_line
from jrld.split.masthead import Identity, find_head, read_identity
from jrld.split.pointers import Pointers
from jrld.split.sections import Section, find_sections
from jrld.split.segments import lay_out
from jrld.split.trailer import find_trailer

_MASTHEAD = 300  # characters below the masthead's own line, where nothing shows its end


def dissect(digest: str, form: str, mail: Mail, reading: Reading) -> Issue:
    """Read `reading.text` as one issue. Never raises: what is not found lowers the verdict."""
    text, pointers = reading.text, Pointers(reading.marks, mail.readings)
    contents = find_contents(text)
    begin = _body_begins(text, contents)
    entries = contents.entries if contents else ()
    sections = _drop_farewell(text, find_sections(text, begin, entries, pointers))
    trailer = find_trailer(text, sections[-1].start.at if sections else begin)
    if sections and trailer is not None:
        sections[-1] = replace(sections[-1], end=max(trailer, sections[-1].start.at))
    sections = drop_refrain(text, sections)
    top = contents.span.start if contents else sections[0].start.cut if sections else begin + _MASTHEAD
    identity = read_identity(text, mail, top)
    articles = _read_articles(text, sections, identity, entries, pointers)
    segments = lay_out(text, identity.head, contents, sections, articles, trailer)
    warnings = (
        *identity.warnings,
        *compare(contents, sections, articles),
        *find_doubts(text, entries, articles),
        *find_unclaimed(segments),
    )
    return Issue(
        digest=digest,
        format=form,
        ref=identity.ref(text),
        label=identity.label,
        year=identity.year,
        number=identity.number,
        date=identity.date,
        verdict=judge(warnings, articles),
        warnings=warnings,
        text=text,
        segments=segments,
        articles=articles,
        entries=entries,
        carrier=reading.carrier,
    )


def _drop_farewell(text: str, sections: list[Section]) -> list[Section]:
    """The sections without a last one, neither numbered nor announced, that is the trailer behind a separator."""
    if len(sections) > 1 and sections[-1].entry is None and sections[-1].number is None:
        trailer = find_trailer(text, sections[-2].start.at)
        if trailer is not None and trailer <= sections[-1].start.at:
            return [*sections[:-2], replace(sections[-2], end=len(text))]
    return sections


def _body_begins(text: str, contents: Contents | None) -> int:
    """Below the contents, or, without any, below the masthead's own line."""
    if contents:
        return min(read_line(text, contents.span.end).end + 1, len(text))
    head = find_head(text)
    return 0 if head is None else min(read_line(text, head).end + 1, len(text))


def _read_articles(
    text: str, sections: Sequence[Section], identity: Identity, entries: Sequence[Entry], pointers: Pointers
) -> tuple[Article, ...]:
    labels = name_labels(sections)
    refs = name_refs(identity.ref(text), sections, labels)
    index = {entry.span: k for k, entry in enumerate(entries)}
    articles: list[Article] = []
    for section, label, ref in zip(sections, labels, refs, strict=True):
        entry, position = section.entry, len(articles) + 1
        k = index[entry.span] if entry else None
        article = read_article(
            text,
            section.span,
            position,
            label,
            entry,
            ref,
            identity.date,
            pointers=pointers,
            index=k,
            lines=section.lines,
        )
        articles.append(article)
    return tuple(articles)


def name_labels(sections: Sequence[Section]) -> list[str]:
    """The number of each section as printed, else as its entry has it, else its place; of a number that is printed
    twice, the section whose entry has another takes that."""
    right = {section.number for section in sections if section.entry and section.entry.label == section.number}
    return [
        section.entry.label
        if section.entry
        and (section.number is None or (section.number != section.entry.label and section.number in right))
        else section.number or str(position)
        for position, section in enumerate(sections, start=1)
    ]


def name_refs(base: str, sections: Sequence[Section], labels: Sequence[str]) -> list[str]:
    """How each article is cited: `7131-16`. No two share a ref.

    Where a number was printed twice, the article that the contents know by it keeps it, the other takes its entry's; a
    third gets `7131-16.2`, in order of place: stable, and never a label that could be printed.
    """
    is_sure = [section.entry is None or section.entry.label == labels[i] for i, section in enumerate(sections)]
    names: dict[int, str] = {}
    taken: set[str] = set()
    count: Counter[str] = Counter()
    for i in sorted(range(len(sections)), key=lambda i: (not is_sure[i], i)):
        entry = sections[i].entry
        name = labels[i]
        if name in taken and entry:
            name = entry.label
        while name in taken:
            count[labels[i]] += 1
            name = f"{labels[i]}.{1 + count[labels[i]]}"
        taken.add(name)
        names[i] = name
    return [f"{base}-{names[i]}" for i in range(len(sections))]
