"""Texts that are made to cost time: what a splitter looks for, without end. Each is a function of its size."""

import random
from collections.abc import Callable
from datetime import date
from functools import cache
from itertools import count, cycle

from .names import invent_westerner
from .prose import Writer

Maker = Callable[[int], str]  # about so many characters

HEAD = "Johnson's Russia List\n#2500\n2 December 1998\n\n"
_CONTENTS = (
    "[Note from David Johnson:\n" + "".join(f"{n}. AP: Title {n} of the party.\n" for n in range(1, 401)) + "]\n\n"
)
_LETTER = "From: a@example.org (A Reader)\nSubject: On roads\nDate: Fri, 4 Apr 1999\n\nText.\n\n"
_FORWARD = "---------- Forwarded message ----------\nFrom: A Reader\nDate: Fri, 4 Apr 1999\nSubject: x\n\n"
_RULE = "-" * 30


def _fill(unit: str, before: str = "") -> Maker:
    return lambda size: before + unit * (size // len(unit))


def _number(line: str, before: str = "") -> Maker:
    """Lines that take the numbers 1, 2, … as `{0}`."""

    def make(size: int) -> str:
        made, left, numbers = [before], size, count(1)
        while left > 0:
            made.append(line.format(next(numbers)))
            left -= len(made[-1])
        return "".join(made)

    return make


def _quote_deeper(size: int) -> str:
    """Every line a level deeper than the one before, until 1,000; then again."""
    made, left, levels = [], size, cycle(range(1, 1_000))
    while left > 0:
        made.append("> " * next(levels) + "Text.\n")
        left -= len(made[-1])
    return "".join(made)


@cache
def _write_paragraphs() -> tuple[str, ...]:
    writer = Writer(random.Random("hostile"), when=date(1998, 12, 2))
    return tuple(writer.write_paragraph(3) for _ in range(500))


@cache
def _write_titles() -> tuple[str, ...]:
    rng = random.Random("titles")
    return tuple(Writer(rng, when=date(1998, 12, 2)).write_title() for _ in range(3_000))


def print_long_issue(size: int) -> str:
    """An issue without any trouble, as long as asked: contents, rows of stars, numbers, heads, bodies."""
    rng, paragraphs, titles = random.Random(size), cycle(_write_paragraphs()), _write_titles()
    entries: list[str] = []
    articles: list[str] = []
    left = size
    while left > 0:
        k = len(articles) + 1
        title, author = f"{titles[k % len(titles)]} ({k})", invent_westerner(rng)
        entries.append(f"{k}. Moscow Times: {author}, {title}\n")
        body = "\n\n".join(next(paragraphs) for _ in range(12))
        articles.append(f"*******\n\n#{k}\nMoscow Times\nDecember 1, 1998\n{title}\nBy {author}\n\n{body}\n\n")
        left -= len(entries[-1]) + len(articles[-1])
    return "".join(["[Note from David Johnson:\n", *entries, "]\n\n", *articles])


HOSTILE: dict[str, Maker] = {
    "an issue": print_long_issue,
    "#1": _fill("#1\n"),
    "#1, #2, …": _number("#{0}\n"),
    "#k and a head": _number("#{0}\nAP\nJune 1, 1999\nTitle {0}\n\n"),
    "rows of stars": _fill("*******\n"),
    "one row of stars": _fill("* "),
    "rules": _fill(f"{_RULE}\n"),
    "1. x": _fill("1. x\n"),
    "entries": _number("{0}. AP: Ivan Petrov, Title {0} of the party.\n", "Contents:\n"),
    "entries of commas": _number(f"{{0}}. {'A.b, ' * 600}\n", "Contents:\n"),
    "one entry of commas": _fill("A. B, ", "Contents:\n1. "),
    "one entry of colons": _fill("Ab: ", "Contents:\n1. "),
    "lettered entries": _fill("7a. AP: Title.\n7b. AP: Title.\n", "Contents:\n7. AP: Title.\n"),
    "rows of a table": _number("Topic\t{0}\tTitle {0}\tAP\n"),
    "topics": _number("   {0}. On roads (A Reader)\n", "Today's Topics:\n\n"),
    "one line": _fill("word "),
    "one word": _fill("A"),
    "one row of underscores": _fill("_"),
    "one address": _fill("a/", "http://example.org/"),
    "addresses": _fill("http://example.org/a?b=c\n"),
    "From: a": _fill("From: a\n"),
    "letters": _fill(_LETTER),
    "letters between rules": _fill(f"{_RULE}\n\n{_LETTER}"),
    "forwards": _fill(_FORWARD),
    "quotes": _quote_deeper,
    "quoted lines": _fill("> #1\n> Text.\n"),
    "spaces": _fill(" "),
    "tabs": _fill("\t"),
    "no-break spaces": _fill("\xa0"),
    "empty lines": _fill("\n"),
    "lines of spaces": _fill("  \n"),
    "brackets": _fill("["),
    "notes that never end": _fill("[DJ: a note\n"),
    "quotation marks": _fill("“"),
    "capitals and commas": _fill("MOSCOW, "),
    "datelines": _fill("MOSCOW, June 1 (AP) - Text.\n\n"),
    "dates": _fill("June 1, 1999\n"),
    "bylines": _fill("By Ivan Petrov\n"),
    "one byline": _fill("Ivan Petrov, ", "#1\nAP\nTitle\nBy "),
    "headings in capitals": _fill("7. TITLE IN CAPITALS\n\nx\n"),
    "names of the list": _fill("Johnson's Russia List\n"),
    "labels": _fill("JRL 2011-#175\n"),
    "returns": _fill("[return to Contents]\n"),
    "farewells": _fill("unsubscribe\n\n"),
    "speakers": _fill("MR. PETROV: x\n\n"),
    "undecoded": _fill("=92s =20"),
    "400 entries, then #1": _fill("#1\n", _CONTENTS),
    "400 entries, then their titles": _fill("Title 7 of the party\n\n", _CONTENTS),
    "400 entries, then rules": _fill("******\nAP\nJune 1, 1999\nTitle of the party\n\nText.\n\n", _CONTENTS),
    "400 entries, then words of titles": _fill("the party of Title\n", _CONTENTS),
}


def make_hostile(name: str, size: int) -> str:
    """The text of that name under the masthead of an issue; about `size` characters."""
    return HEAD + HOSTILE[name](size)
