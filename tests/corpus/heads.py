"""Which layout a story's head has: by its form, its year and its source."""

from collections.abc import Callable

from . import papers, wires
from .heading import Head, Setting
from .stories import Form

Layout = tuple[Callable[[Setting], Head], int, int, int]  # function, share, first and last year
_PAPER_LAYOUTS: tuple[Layout, ...] = (
    (papers.print_paper, 10, 1997, 2012),
    (papers.print_from_in, 2, 1997, 2003),
    (papers.print_staff, 2, 1997, 2012),
    (papers.print_modern, 20, 2010, 2022),
)
LAYOUTS: dict[Form, tuple[Layout, ...]] = {
    Form.PAPER: _PAPER_LAYOUTS,
    Form.BOOK_REVIEW: _PAPER_LAYOUTS,
    Form.OPINION: (
        (papers.print_paper, 6, 1997, 2012),
        (papers.print_blurb, 4, 1997, 2012),
        (papers.print_modern, 20, 2010, 2022),
    ),
    Form.EDITORIAL: ((papers.print_editorial, 1, 1997, 2022),),
    Form.INTERVIEW: ((papers.print_interview, 3, 1997, 2022), (papers.print_modern, 3, 2010, 2022)),
    Form.WIRE: (
        (wires.print_wire_dated, 2, 1997, 2003),
        (wires.print_wire_prefixed, 5, 1997, 2010),
        (wires.print_wire_long, 1, 1997, 2003),
        (wires.print_wire_split, 1, 1999, 2005),
        (wires.print_wire_capitals, 1, 2000, 2002),
        (wires.print_wire_headed, 4, 2001, 2022),
        (papers.print_modern, 4, 2012, 2022),
    ),
    Form.LETTER: ((wires.print_letter, 1, 1997, 2022),),
    Form.REPRINTED_LETTER: ((wires.print_reprint, 1, 1997, 2022),),
    Form.TRANSCRIPT: ((wires.print_transcript, 1, 1997, 2022),),
    Form.PRESS_REVIEW: ((wires.print_reprint, 3, 1997, 2022),),
    Form.BLOG: ((papers.print_modern, 1, 1997, 2022),),
    Form.NOTICE: ((wires.print_bare, 1, 1997, 2022),),
}
_WEEKLIES = frozenset(("The Nation", "Newsweek", "Business Week"))


def print_head(setting: Setting) -> Head:
    """The head of `setting.story`, in a layout that its form had in that year."""
    rng, story, year = setting.rng, setting.story, setting.when.year
    if story.source is None and story.form is Form.PRESS_REVIEW:
        return wires.print_bare(setting)
    if year < 2010 and story.form is Form.PAPER and story.source is not None:
        if story.source.name in _WEEKLIES:
            return papers.print_cover(setting)
        if story.source.russian and year < 2000 and rng.random() < 0.3:
            return papers.print_summary(setting)
        if story.standfirst and year < 2003 and rng.random() < 0.25:
            return papers.print_reports(setting)
    fit = [layout for layout in LAYOUTS[story.form] if layout[2] <= year <= layout[3]]
    mark = rng.random() * sum(layout[1] for layout in fit)
    for show, share, _, _ in fit:
        mark -= share
        if mark < 0:
            return show(setting)
    return fit[-1][0](setting)
