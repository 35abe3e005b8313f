"""Web pages of JRL's archive, as somebody saved them: a whole issue, or one article of it."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from jrld.model import Part

from .eras import ERAS_BY_NAME, draw_date, draw_number, show_label
from .heading import Head, Setting, join_names, show_date
from .heads import print_head
from .issue import make_issue
from .layout import Piece, Style, Wrapping
from .stories import Form, Story, make_story, set_story_quotes
from .truth import TrueArticle, TrueIssue

_BANNER = (
    "Old Saint Basil's Cathedral in MoscowJohnson's Russia List title and scenes of Saint Petersburg",
    "Excerpts from the JRL E-Mail Community :: Founded and Edited by David Johnson",
)
_MENU = "| JRL HOME | SUPPORT | SUBSCRIBE | RESEARCH & ANALYTICAL SUPPLEMENT | |"
_LIBRARY = ("Center for Defense Information", "Research Topics", "CDI Library", "What's New")


@dataclass(frozen=True, slots=True)
class Page:
    """What an article's page shows around it. `number` takes the item and the issue."""

    era: str
    top: tuple[str, ...]
    number: str | None
    bottom: str
    show_head: Callable[[Setting, str], Head]


def _usual_head(setting: Setting, item: str) -> Head:
    return print_head(setting)


def _reduced_head(setting: Setting, item: str) -> Head:
    """What the capture of 7131-16 kept of a wire story's head: title and date."""
    story = setting.story
    return Head("reduced", (story.title, show_date(story.published, "us")), story.title, None, story.published)


def _piped_head(setting: Setting, item: str) -> Head:
    story, source = setting.story, setting.source
    who = join_names(story.authors)
    cells = (who, source, show_date(story.published, "us"), f"JRL {item}", "JRL Home")
    line = " | ".join(cell for cell in cells if cell)
    return Head("piped", (story.title, line), story.title, source, story.published)


def _posted_head(setting: Setting, item: str) -> Head:
    """WordPress, 2017 on: source, host, authors and date in brackets at the start of the text."""
    story, source = setting.story, setting.source
    assert story.source is not None
    cells = (source, story.source.host, ", ".join(story.authors), show_date(story.published, "us"))
    dateline = f"({' – '.join(cell for cell in cells if cell)}) "
    return Head("posted", (story.title, ""), story.title, source, story.published, dateline=dateline)


_PAGES = {
    "2001-article": Page("2001-contents", (*_BANNER, ""), None, "Back to the Top    Next Article", _usual_head),
    "2003-article": Page("2003-contents", (*_BANNER, ""), "#{} - JRL {}", "Top    Next", _usual_head),
    "2003-reduced": Page("2003-contents", (*_BANNER, ""), None, "Top    Next", _reduced_head),
    "2006-article": Page("2006-mail", (_MENU, *_BANNER), "#{} - JRL {} - JRL Home", "Top    Next", _usual_head),
    "2011-article": Page("2011-campaign", (_MENU, *_BANNER, ""), None, "", _piped_head),
    "2018-article": Page("2018-list", ("JRL NEWSWATCH & NEWSLETTER", ""), None, "» Read more", _posted_head),
}
ARTICLE_PAGES = tuple(_PAGES)
ISSUE_PAGES = ("1997-note", "1999-note", "2000-note", "2001-contents", "2003-table")


def make_issue_page(seed: int, era: str = "1999-note") -> TrueIssue:
    """An issue with the site's navigation above it; until 2000 that names the day's other issues. See `show_html`."""
    issue = make_issue(seed, era)
    lines: tuple[str, ...] = (*_BANNER, "")
    if issue.year < 2001:
        lines = (*_LIBRARY, "CDI Library > Johnson's Russia List", "", "Johnson's Russia List", "")
        lines += (show_date(issue.date, "us"), f"This Date's Issues:   {issue.ref} • {int(issue.ref) + 1}", "")
    return replace(issue, pieces=(*(Piece(Part.FURNITURE, line) for line in lines), *issue.pieces))


def _know(story: Story, head: Head, label: str) -> TrueArticle:
    seen = "\n".join((*head.lines, head.dateline, story.blocks[-1].text)).casefold()
    return TrueArticle(
        position=1,
        label=label,
        title=story.title,
        titles=(head.title,) if head.title else (),
        authors=tuple(name for name in story.authors if name.casefold() in seen),
        source=story.source.name if story.source and head.source else None,
        source_printed=head.source,
        published=head.published,
        url=head.url,
        kind=story.kind,
        body=tuple(block.text for block in story.blocks),
        head=head.lines,
        in_contents=False,
        layout=head.layout,
    )


def _print(page: Page, story: Story, head: Head, number: str | None) -> tuple[Piece, ...]:
    pieces = [Piece(Part.FURNITURE, line) for line in page.top]
    if number:
        pieces.append(Piece(Part.SEPARATOR, number, position=1))
    pieces += [Piece(Part.ARTICLE, line, position=1) for line in (*head.lines, "") if line or head.lines[-1]]
    for k, block in enumerate(story.blocks):
        text = block.text if k else head.dateline + block.text
        style = Style.VERBATIM if block.verbatim else Style.PARAGRAPH
        pieces.append(Piece(Part.ARTICLE, text, style, gap=1, position=1))
    return (*pieces, Piece(Part.FURNITURE, page.bottom))


def _draw(rng: random.Random, page: Page) -> tuple[date, int, str]:
    era = ERAS_BY_NAME[page.era]
    day = draw_date(rng, era)
    number = draw_number(rng, era, day)
    return day, number, show_label(era, day.year, number).replace("#", "")


def make_article_page(seed: int, style: str = "2003-article") -> TrueIssue:
    """The page of one article; `style` is one of ARTICLE_PAGES.

    Where the page does not name its issue, label and number are None, and nothing in it tells the issue's date.
    """
    rng, page = random.Random(f"page {seed} {style}"), _PAGES[style]
    day, number, label = _draw(rng, page)
    item = str(1 + int(rng.random() * 18))
    form = Form.WIRE if style == "2003-reduced" else Form.PAPER
    quotes = ERAS_BY_NAME[page.era].quotes[0]
    story = set_story_quotes(make_story(rng, day, form), quotes)
    head = page.show_head(Setting(rng, story, day), f"{label}-{item}")
    line = page.number.format(item, label) if page.number else None
    is_numbered = line is not None or head.layout == "piped"
    return TrueIssue(
        era=page.era,
        seed=seed,
        label=label if is_numbered else None,
        year=day.year,
        number=number if is_numbered else None,
        date=day,
        subject=story.title,
        articles=(_know(story, head, item if is_numbered else "1"),),
        entries=(),
        trouble=(),
        pieces=_print(page, story, head, line),
        wrapping=Wrapping(None, None),
        yearly=ERAS_BY_NAME[page.era].yearly_label,
    )
