"""Heads of agency stories, whose source is in the dateline, and of letters, which have a mail header."""

from .heading import Head, Setting, show_date
from .names import pick
from .prose import DAYS, MONTHS


def _agency(s: Setting) -> str:
    assert s.story.source is not None
    name = s.story.source.printed[0]
    return "Agence France Presse" if name == "AFP" else name


def print_wire_dated(s: Setting) -> Head:
    """Title, date, and the agency in the dateline only."""
    agency, city = _agency(s), s.story.city.upper()
    lines = (s.story.title, show_date(s.story.published, "eu"), "")
    return Head("wire-dated", lines, s.story.title, agency, s.story.published, dateline=f"{city} ({agency}) - ")


def print_wire_prefixed(s: Setting) -> Head:
    """`ANALYSIS-Title`, byline, and a dateline with the day but not the year."""
    title = pick(s.rng, ("ANALYSIS-", "INTERVIEW-", "FEATURE-", "UPDATE 1-", "", "", "")) + s.story.title
    agency, day = _agency(s), show_date(s.story.published, pick(s.rng, ("wire", "short")))
    dateline = f"{s.story.city.upper()}, {day} ({agency}) - "
    return Head("wire-prefixed", (title, *s.by, ""), title, agency, s.story.published, dateline=dateline)


def print_wire_long(s: Setting) -> Head:
    agency, day = _agency(s), show_date(s.story.published, "short")
    dateline = f"{s.story.city.upper()}, {day}, {s.story.published.year} -- ({agency}) "
    return Head("wire-long", (s.story.title, ""), s.story.title, agency, s.story.published, dateline=dateline)


def print_wire_split(s: Setting) -> Head:
    """The dateline has a line of its own, the text starts with `--` on the next."""
    agency, day = _agency(s), show_date(s.story.published, "short")
    lines = (s.story.title, *s.by, "", f"{s.story.city}, {day} ({agency})")
    return Head("wire-split", lines, s.story.title, agency, s.story.published, dateline="-- ")


def print_wire_capitals(s: Setting) -> Head:
    agency = _agency(s)
    lines = (show_date(s.story.published, "caps"), s.story.title, "")
    return Head(
        "wire-capitals",
        lines,
        s.story.title,
        agency,
        s.story.published,
        dateline=f"{s.story.city.upper()} ({agency}) - ",
    )


def print_wire_headed(s: Setting) -> Head:
    """With a source line, as newspapers have, and a dateline besides."""
    source, story = s.source, s.story
    dateline = f"{story.city.upper()}. {show_date(story.published, 'wire')} ({source}) - "
    lines = (source, s.date, story.title, *s.by, "")
    return Head("wire-headed", lines, story.title, source, story.published, dateline=dateline)


def print_letter(s: Setting) -> Head:
    """A pasted mail header, in one of its orders; the address is mostly gone."""
    story, rng, name = s.story, s.rng, s.story.authors[0]
    mailbox = pick(rng, ("<>", "<>", f"<{name.split()[0].lower()}@example.org>", f"({name})"))
    shown = name if rng.random() < 0.5 else f'"{name}"'
    sender = f"From: {mailbox}" if mailbox.startswith("(") else f"From: {shown} {mailbox}"
    day = f"{DAYS[story.published.weekday()][:3]}, {story.published.day} {MONTHS[story.published.month - 1][:3]} "
    clock = f" {int(rng.random() * 24):02}:{int(rng.random() * 60):02}:05 +0{int(rng.random() * 5)}00"
    when = f"Date: {day}{story.published.year}{clock if rng.random() < 0.7 else ''}"
    subject = f"Subject: {story.title}"
    order = pick(rng, ((sender, subject, when), (when, sender, subject), (sender, when, subject)))
    extra = pick(rng, ((), (), (), ("For the Hindustan Times", f"From: {name} in Moscow")))
    source = "Hindustan Times" if extra else None
    return Head("letter", (*order, *extra, ""), story.title, source, story.published)


def print_reprint(s: Setting) -> Head:
    source = s.source
    return Head("reprint", (source, s.date, s.story.title, ""), s.story.title, source, s.story.published)


def print_transcript(s: Setting) -> Head:
    source, story = s.source, s.story
    lines = (story.title, source, s.date) if s.rng.random() < 0.4 else (source, s.date, story.title)
    return Head("transcript", (*lines, ""), story.title, source, story.published)


def print_bare(s: Setting) -> Head:
    """Title, and a byline when there is an author; no source, no date."""
    return Head("bare", (s.story.title, *s.by), s.story.title)
