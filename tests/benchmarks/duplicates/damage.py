"""What carriers, editors and typists do to an article that stays the same article: body in, body out."""

import random
import re
import textwrap
from collections.abc import Callable, Mapping

from .writing import Writer

Damage = Callable[[Writer, str], str]

_WORD = re.compile(r"\S+")
_OPENING = re.compile(r'(?<!\S)"')
_SMART = {"dash": "—", "open": "“", "close": "”", "apostrophe": "’"}
_C1 = {"dash": "\x97", "open": "\x93", "close": "\x94", "apostrophe": "\x92"}
_MOJIBAKE = {"dash": "â€”", "open": "â€œ", "close": "â€\x9d", "apostrophe": "â€™"}
_ENTITIES = {"dash": " &#8212; ", "open": "&ldquo;", "close": "&rdquo;", "apostrophe": "&#8217;"}
_QUOT = {"dash": " &mdash; ", "open": "&quot;", "close": "&quot;", "apostrophe": "&#39;"}
_LOST = {"dash": " ? ", "open": "?", "close": "?", "apostrophe": "?"}
_TEX = {"dash": "---", "open": "``", "close": "''", "apostrophe": "`"}
_NAVIGATION = (
    "Home | News | Business | Opinion | Archive",
    "Print this page | E-mail this page | Text size",
    "Top stories | World | Politics | Culture | Sport | Weather",
    "Search | Site map | Subscribe | About us",
)
_RIGHTS = (
    "Copyright {year} {source}. All rights reserved.",
    "(c) {year} {source}",
    "No part of this text may be published or sold without the written consent of {source}.",
    "This article first appeared in {source} and is posted here by permission of the author.",
)
_NOTES = (
    "[{source} posted this text to the list.]",
    "[The charts that go with it are not shown here.]",
    "[With thanks to {name} for sending it.]",
)


def leave(writer: Writer, body: str) -> str:
    """An exact copy."""
    return body


def rewrap(writer: Writer, body: str) -> str:
    """Another width; lines quoted with "> ", quoted-printable left over, words broken at the end of a line."""
    rng = writer.rng
    lines: list[str] = []
    wrapper = textwrap.TextWrapper(rng.randint(58, 78), break_long_words=False, break_on_hyphens=rng.random() < 0.3)
    hyphenates = rng.random() < 0.4
    for paragraph in body.split("\n\n"):
        lines += [*wrapper.wrap(paragraph), ""]
    if hyphenates:
        lines = _hyphenate(rng, lines)
    style = rng.choice(("plain", "quoted", "blanks", "spaces", "dos", "soft"))
    if style == "quoted":
        return "\n".join(f"> {line}" for line in lines)
    if style == "soft":
        return "\n\n".join("=\n".join(_cut(paragraph, 73)) for paragraph in body.split("\n\n"))
    if style == "blanks":
        return "\n".join(f"{line}=20" if line and rng.random() < 0.4 else line for line in lines)
    if style == "spaces":
        return "\n".join(f"   {line}  " for line in lines)
    return ("\r\n" if style == "dos" else "\n").join(lines)


def _cut(paragraph: str, width: int) -> list[str]:
    return [paragraph[at : at + width] for at in range(0, len(paragraph), width)]


def _hyphenate(rng: random.Random, lines: list[str]) -> list[str]:
    """Some lines end within the word that began the next one."""
    lines = list(lines)
    for at in range(len(lines) - 1):
        first, _, rest = lines[at + 1].partition(" ")
        if lines[at] and rest and len(first) > 6 and first.isalpha() and rng.random() < 0.5:
            lines[at] += f" {first[:4]}-"
            lines[at + 1] = f"{first[4:]} {rest}"
    return lines


def spoil_quotes(writer: Writer, body: str) -> str:
    """Quotes and apostrophes as another program shows them, or lost; ligatures."""
    style = writer.rng.choice((_SMART, _C1, _MOJIBAKE, _ENTITIES, _QUOT, _LOST, _TEX))
    body = _OPENING.sub(lambda _: style["open"], body)
    body = body.replace('"', style["close"]).replace("'", style["apostrophe"]).replace(" -- ", style["dash"])
    if writer.rng.random() < 0.3:
        body = body.replace("fi", "ﬁ").replace("fl", "ﬂ")
    return body


def dress(writer: Writer, body: str) -> str:
    """A web page's body: tags, links, entities, and lines for getting about."""
    rng = writer.rng
    paragraphs = body.replace("&", "&amp;").replace('"', rng.choice(('"', "&quot;"))).split("\n\n")
    for at, paragraph in enumerate(paragraphs):
        words = paragraph.split(" ")
        for _ in range(rng.randint(0, 2)):
            place, tag = rng.randrange(len(words)), rng.choice(("b", "i", "a", "font"))
            opening = f'a href="http://www.{writer.choose_word()}.com/{rng.randint(1, 9999)}"' if tag == "a" else tag
            words[place] = f"<{opening}>{words[place]}</{tag}>"
        paragraphs[at] = f"<p>{' '.join(words)}</p>"
    shown = [f"<div>{line}</div>" for line in rng.sample(_NAVIGATION, rng.randint(0, 2))]
    related = [f"<li>{writer.write_title(writer.make_cast())}</li>" for _ in range(rng.randint(0, 2))]
    return "\n".join([*shown, *paragraphs, "<br><br>", *related])


def reframe(writer: Writer, body: str) -> str:
    """Another headline, byline, date, notice of rights and note around the same text."""
    rng, source, name = writer.rng, writer.choose_source(), " ".join(writer.make_cast()[:2])
    day = f"{rng.randint(1, 28)}/{rng.randint(1, 12)}"
    front = [writer.write_title(writer.make_cast()), f"By {name}", f"{source}, {day}"]
    back = [rng.choice(_RIGHTS).format(year=rng.randint(1996, 2015), source=source)]
    note = rng.choice(_NOTES).format(source=source, name=name)
    (front if rng.random() < 0.5 else back).append(note)
    kept = [line for line in front if rng.random() < 0.6]
    return "\n\n".join([*kept, body, *(line for line in back if rng.random() < 0.7)])


def correct(writer: Writer, body: str) -> str:
    """One to six words are others."""
    return replace_words(writer, body, writer.rng.randint(1, 6))


def garble(writer: Writer, body: str) -> str:
    """1 to 3 % of the words lost, doubled, misspelt; a third of the scars harmless (capitals, signs)."""
    rng, words = writer.rng, body.split(" ")
    for at in rng.sample(range(len(words)), int(len(words) * rng.uniform(0.01, 0.03))):
        word = words[at]
        place = rng.randrange(len(word)) if word else 0
        words[at] = rng.choice(
            (
                word.upper(),
                f"*{word}*",
                f"{word} {word}",
                "",
                word[:place] + rng.choice("aeioutn") + word[place + 1 :],
                word[:place] + word[place + 1 :],
            )
        )
    return " ".join(words)


def damage_all(writer: Writer, body: str) -> str:
    """Several of the others at once."""
    rng = writer.rng
    edits = rng.sample((correct, garble, reframe), rng.randint(1, 2))
    carriers = rng.sample((spoil_quotes, rewrap), rng.randint(1, 2))
    for change in (*edits, *sorted(carriers, key=(spoil_quotes, rewrap).index)):
        body = change(writer, body)
    return body


def replace_words(writer: Writer, text: str, count: int) -> str:
    """The text with `count` of its words (fewer in a shorter text) replaced; a number by a number."""
    found = list(_WORD.finditer(text))
    parts, at = [], 0
    for word in sorted(writer.rng.sample(found, min(count, len(found))), key=re.Match.start):
        new = writer.write_number() if word[0][0].isdigit() else writer.choose_word()
        parts += [text[at : word.start()], new]
        at = word.end()
    return "".join([*parts, text[at:]])


DAMAGES: Mapping[str, Damage] = {
    "exact": leave,
    "rewrap": rewrap,
    "typog": spoil_quotes,
    "html": dress,
    "headline": reframe,
    "correction": correct,
    "noise": garble,
    "combo": damage_all,
}
