"""The entries of the contents: one line's worth of text for each story, in JRL's grammar."""

import random
from dataclasses import dataclass

from .heading import Head, join_names
from .names import pick
from .stories import Form, Story

NO_SOURCE_AUTHORS = (Form.BLOG, Form.LETTER)


@dataclass(frozen=True, slots=True)
class Entry:
    """`text` as the contents print it, without its number; `title` is the part of it that is a title."""

    text: str
    title: str


def _letter(rng: random.Random, story: Story) -> tuple[str, str]:
    author, title = story.authors[0], story.title
    chance = rng.random()
    if chance < 0.6 or title.startswith("Re"):
        return f"{author}: {title}.", title
    if chance < 0.75:
        return f"{author} on {title}.", title
    if chance < 0.85:
        return f"{author} Re {title}.", title
    return f"{author} (University of Ellingford): {title}.", title


def _show_source(story: Story, head: Head, year: int) -> str:
    if head.source is not None:
        return head.source if head.source != "Agence France Presse" else "AFP"
    assert story.source is not None
    return story.source.printed[year == 1997 and story.source.name == "Reuters"]


def _press(rng: random.Random, story: Story, source: str) -> tuple[str, str]:
    title, names = story.title, join_names(story.authors)
    if story.form is Form.EDITORIAL:
        return f"{source} editorial: {title}.", title
    if story.form is Form.REPRINTED_LETTER:
        forms = (f"{source} letter: {names}, {title}.", f"{source}: Letter from {names}, {title}.")
        return pick(rng, forms), title
    if story.form is Form.BOOK_REVIEW:
        return f"{source} book review: {names}, {title}. (re THE {story.remark.upper()} by X. Zimmerholt)", title
    if story.interviewee and rng.random() < 0.5:
        return f'{source}: Interview with {story.interviewee}. "{title}"', title
    if names and (story.form is not Form.WIRE or rng.random() < 0.4):
        return f"{source}: {names}, {title}.", title
    return f"{source}: {title}.", title


def _remark(rng: random.Random, story: Story, year: int) -> str:
    remarks = [f" (re {story.remark})", f" ({story.city})", " (excerpt)", " (with comment by Zimmerholt)"]
    if year > 2010:
        remarks += [" [PDF]", " [Text with links]", " (VIDEO)"]
    return pick(rng, remarks)


def print_entry(rng: random.Random, story: Story, head: Head, year: int) -> Entry:
    """The entry of a story that is printed under `head`."""
    if story.form is Form.LETTER:
        text, title = _letter(rng, story)
    elif story.form is Form.NOTICE:
        text, title = f"{story.title}.", story.title
    elif story.form is Form.BLOG and story.source is None:
        text, title = f"{story.authors[0]}, {story.title}.", story.title
    elif story.source is None:  # the recurring review: Lyuba Shvartsova: ORT Review.
        text, title = f"{story.authors[0]}: {story.title}.", story.title
    else:
        text, title = _press(rng, story, _show_source(story, head, year))
    if story.standfirst and rng.random() < 0.3:  # TITLE. SUBTITLE.
        text = f"{text} {story.standfirst}"
    if rng.random() < 0.12 and story.form not in (Form.LETTER, Form.BOOK_REVIEW):
        text += _remark(rng, story, year)
    if year >= 2019 and story.url and rng.random() < 0.7:
        text = f"{text.removesuffix('.')} – {story.url.removeprefix('https://www.')}"
    return Entry(text, title)
