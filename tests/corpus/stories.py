"""Stories: what somebody wrote, before any issue prints it."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from jrld.model import Kind

from . import bodies
from .layout import Block
from .names import invent_russian, invent_westerner, pick
from .prose import TOPIC_NAMES, Writer, set_quotes
from .sources import AGENCIES, BROADCASTERS, FACEBOOK, NEWSPAPERS, Source, pick_source


class Form(StrEnum):
    """What shape a story has; the layouts of its head and its contents entry follow from it."""

    PAPER = "paper"
    EDITORIAL = "editorial"
    OPINION = "opinion"  # a column, with a word on its author
    INTERVIEW = "interview"
    WIRE = "wire"
    LETTER = "letter"  # to JRL
    REPRINTED_LETTER = "reprinted letter"  # to a newspaper
    TRANSCRIPT = "transcript"
    PRESS_REVIEW = "press review"
    BOOK_REVIEW = "book review"
    BLOG = "blog"  # an author without a newspaper
    NOTICE = "notice"  # neither source nor author


_KINDS = {
    Form.WIRE: Kind.WIRE,
    Form.LETTER: Kind.LETTER,
    Form.REPRINTED_LETTER: Kind.LETTER,
    Form.TRANSCRIPT: Kind.TRANSCRIPT,
    Form.NOTICE: Kind.OTHER,
    Form.BLOG: Kind.OTHER,
}


@dataclass(frozen=True, slots=True)
class Story:
    """One piece of writing. `blocks` are its body and nothing else."""

    form: Form
    title: str
    authors: tuple[str, ...]
    source: Source | None
    published: date
    blocks: tuple[Block, ...]
    city: str  # of the dateline
    remark: str  # a noun phrase on what it is about
    url: str | None = None
    standfirst: str | None = None
    blurb: str | None = None  # on its author
    interviewee: str | None = None

    @property
    def kind(self) -> Kind:
        """What nobody published is no press."""
        return _KINDS.get(self.form, Kind.PRESS if self.source else Kind.OTHER)


_FORMS: dict[str, tuple[tuple[Form, int], ...]] = {  # shares of each form, by time
    "letters": (  # to 2001
        (Form.PAPER, 30),
        (Form.WIRE, 24),
        (Form.LETTER, 24),
        (Form.EDITORIAL, 5),
        (Form.INTERVIEW, 5),
        (Form.REPRINTED_LETTER, 4),
        (Form.PRESS_REVIEW, 3),
        (Form.BOOK_REVIEW, 3),
        (Form.NOTICE, 2),
    ),
    "press": (  # to 2010
        (Form.PAPER, 36),
        (Form.WIRE, 24),
        (Form.OPINION, 10),
        (Form.LETTER, 7),
        (Form.EDITORIAL, 6),
        (Form.INTERVIEW, 6),
        (Form.TRANSCRIPT, 4),
        (Form.PRESS_REVIEW, 4),
        (Form.BOOK_REVIEW, 2),
        (Form.NOTICE, 1),
    ),
    "web": (
        (Form.PAPER, 30),
        (Form.WIRE, 20),
        (Form.OPINION, 20),
        (Form.BLOG, 10),
        (Form.TRANSCRIPT, 7),
        (Form.INTERVIEW, 5),
        (Form.PRESS_REVIEW, 4),
        (Form.EDITORIAL, 3),
        (Form.LETTER, 1),
    ),
}


def draw_form(rng: random.Random, year: int) -> Form:
    shares = _FORMS["letters" if year <= 2001 else "press" if year <= 2010 else "web"]
    mark = rng.random() * sum(share for _, share in shares)
    for form, share in shares:
        mark -= share
        if mark < 0:
            return form
    return shares[0][0]


def _draw_source(rng: random.Random, form: Form, year: int) -> Source | None:
    if form is Form.BLOG and year >= 2016 and rng.random() < 0.3:
        return FACEBOOK
    if form in (Form.LETTER, Form.BLOG, Form.NOTICE):
        return None
    if form is Form.WIRE:
        return pick_source(rng, AGENCIES, year)
    if form is Form.TRANSCRIPT:
        return pick_source(rng, BROADCASTERS, year)
    return pick_source(rng, NEWSPAPERS, year, russian=False if form in (Form.EDITORIAL, Form.BOOK_REVIEW) else None)


def _draw_authors(rng: random.Random, form: Form, source: Source | None) -> tuple[str, ...]:
    if form in (Form.EDITORIAL, Form.NOTICE, Form.TRANSCRIPT, Form.PRESS_REVIEW):
        return ()
    if form is Form.WIRE and rng.random() < 0.4:
        return ()
    russian = source.russian if source else rng.random() < 0.3
    invent = invent_russian if russian else invent_westerner
    return tuple(invent(rng) for _ in range(2 if form is Form.PAPER and rng.random() < 0.12 else 1))


def _write_body(writer: Writer, form: Form, words: int, authors: tuple[str, ...]) -> tuple[Block, ...]:
    if form is Form.LETTER:
        return bodies.write_letter(writer, words, authors[0])
    if form is Form.REPRINTED_LETTER:
        body = (Block("To the Editor:"), *bodies.write_news(writer, min(words, 200)))
        return (*body, Block(f"{authors[0]}\n{pick(writer.rng, bodies.AFFILIATIONS)}", verbatim=True))
    write = {
        Form.INTERVIEW: bodies.write_interview,
        Form.TRANSCRIPT: bodies.write_transcript,
        Form.PRESS_REVIEW: bodies.write_press_review,
    }.get(form, bodies.write_news)
    return write(writer, words)


def set_story_quotes(story: Story, style: str) -> Story:
    """The story with the quotes of its text in `style`, its title's too."""
    return replace(
        story,
        title=set_quotes(story.title, "plain" if style in ("tex", "doubled") else style),
        blocks=tuple(Block(set_quotes(block.text, style), block.verbatim) for block in story.blocks),
        standfirst=story.standfirst and set_quotes(story.standfirst, style),
        blurb=story.blurb and set_quotes(story.blurb, style),
    )


def _make_url(source: Source, when: date, title: str) -> str:
    words = "".join(c if c.isalnum() or c == " " else "" for c in title.lower()).split()
    return f"https://www.{source.host}/{when:%Y/%m/%d}/{'-'.join(words[:6])}.html"


def _title_letter(writer: Writer, year: int) -> str:
    """A subject: a topic in a few small words, or an answer to an earlier issue's item."""
    if writer.rng.random() < 0.5:
        return writer.write_remark()
    number = 1 + int(writer.rng.random() * 300)
    issue = f"{year - 1996}{number:03}" if year < 2006 else f"{year}-#{number}"
    return f"Re {issue}-{writer.cast[3].rsplit(' ', 1)[1]}/{writer.write_remark().title()}"


def make_story(rng: random.Random, when: date, form: Form | None = None, words: int | None = None) -> Story:
    """A story for an issue of the day `when`, printed on that day or a little before; smart quotes."""
    form = form or draw_form(rng, when.year)
    published = when - timedelta(days=int(rng.random() * 3))
    writer = Writer(rng, pick(rng, TOPIC_NAMES), published)
    source = _draw_source(rng, form, when.year)
    authors = _draw_authors(rng, form, source)
    title = _title_letter(writer, when.year) if form is Form.LETTER else writer.write_title()
    blurb = f"{authors[0]} is {writer.fill_phrase('post')}." if authors else None
    return Story(
        form=form,
        title=title,
        authors=authors,
        source=source,
        published=published,
        blocks=_write_body(writer, form, words or bodies.draw_length(rng), authors),
        city=pick(rng, writer.places),
        interviewee=writer.cast[0] if form is Form.INTERVIEW else None,
        remark=writer.write_remark(),
        url=_make_url(source, published, title) if source else None,
        standfirst=writer.write_sentence() if form in (Form.PAPER, Form.OPINION) and rng.random() < 0.4 else None,
        blurb=blurb if form is Form.OPINION or rng.random() < 0.1 else None,
    )


def make_recurring(rng: random.Random, when: date) -> Story:
    """The daily review of the television news: always the same title and author, never the same text."""
    story = make_story(rng, when, Form.PRESS_REVIEW, 350)
    title = "ORT Review" if when.year < 2003 else "TV1 Review"
    return replace(
        story, title=title, authors=("Lyuba Shvartsova",), source=None, url=None, standfirst=None, blurb=None
    )
