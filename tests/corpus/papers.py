"""Heads of what newspapers, magazines and sites print, in each layout that JRL shows."""

from datetime import timedelta

from .heading import Head, Setting, join_names, show_date
from .names import pick
from .prose import MONTHS


def print_paper(s: Setting) -> Head:
    story, source = s.story, s.source
    lines = [source, s.date, *s.rights, story.title]
    if story.standfirst and s.rng.random() < 0.6:
        lines.append(story.standfirst)
    return Head("paper", (*lines, *s.by), story.title, source, story.published)


def print_from_in(s: Setting) -> Head:
    source, names = s.source, join_names(s.story.authors).upper()
    lines = (source, s.date, *s.rights, s.story.title, f"FROM {names} IN {s.story.city.upper()}")
    return Head("from-in", lines, s.story.title, source, s.story.published)


def print_staff(s: Setting) -> Head:
    source = s.source
    by = f"By {join_names(s.story.authors)}, {source.split(' (')[0].split()[-1]} {pick(s.rng, _STAFF)}"
    return Head("staff", (source, s.date, *s.rights, s.story.title, by), s.story.title, source, s.story.published)


_STAFF = ("Foreign Correspondent.", "Staff Writer", "Staff", "Foreign Service", "staff writer in Moscow")


def print_blurb(s: Setting) -> Head:
    """A word on the author stands where the byline would."""
    source = s.source
    lines = (source, s.date, *s.rights, s.story.title, s.story.blurb or "")
    return Head("blurb", lines, s.story.title, source, s.story.published)


def print_reports(s: Setting) -> Head:
    """The byline is inside the stand-first; the date has no comma."""
    source = s.source
    standfirst = f"{s.story.standfirst} {join_names(s.story.authors)} reports from {s.story.city}"
    lines = (source, show_date(s.story.published, "bare"), s.story.title, standfirst)
    return Head("reports", lines, s.story.title, source, s.story.published)


def print_cover(s: Setting) -> Head:
    """A weekly's cover date: later than the issue, and two days at once."""
    source = s.source
    first = s.when + timedelta(days=3 + int(s.rng.random() * 12))
    day = f"{MONTHS[first.month - 1]} {first.day}/{(first + timedelta(days=7)).day}, {first.year}"
    return Head("cover", (source, day, s.story.title, *s.by), s.story.title, source, first)


def print_summary(s: Setting) -> Head:
    source = s.source
    lines = (
        ">From Russia Today press summaries",
        "",
        source,
        show_date(s.story.published, "eu"),
        "Lead story",
        s.story.title,
    )
    return Head("summary", lines, s.story.title, source, s.story.published)


def print_modern(s: Setting) -> Head:
    """The 2010s: source, link, date, title (often in capitals), stand-first, byline, a word on the author."""
    story = s.story
    source = s.source if story.source else None
    title = story.title.upper() if s.rng.random() < 0.35 else story.title
    url = story.url if s.rng.random() < 0.75 else None
    lines = [*([source] if source else []), *([url] if url else []), s.date, title]
    if story.standfirst:
        lines.append(story.standfirst)
    lines += s.by
    if story.blurb:
        lines.append(story.blurb)
    return Head("modern", tuple(lines), title, source, story.published, url)


def print_editorial(s: Setting) -> Head:
    source, title = s.source, s.story.title
    lines = (f"EDITORIAL: {title}",) if s.rng.random() < 0.5 else ("Editorial", title)
    return Head("editorial", (source, s.date, *lines), title, source, s.story.published)


def print_interview(s: Setting) -> Head:
    source = s.source
    lines = (source, s.date, *s.rights, s.story.title, f"Interview by {join_names(s.story.authors)}")
    return Head("interview", lines, s.story.title, source, s.story.published)
