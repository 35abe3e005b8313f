"""Pieces that look alike and are none: columns, tables, one event in three papers, one speech in five.

A kit is what the members of one series share.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from .editions import count_words
from .writing import Sentences, Text, Writer

_OWN_TITLE = frozenset({"sameevent", "speech", "quote"})


class Kit(NamedTuple):
    """What the members of a series share; a member takes from it what its kind takes."""

    title: str
    source: str
    cast: Sequence[str]
    front: Sequence[str] = ()
    back: Sequence[str] = ()
    words: Sequence[str] = ()
    slots: Sequence[int] = ()  # those of `words` that are others in every member
    own: tuple[int, int] = (0, 0)  # words of a member's own, from … to


def make_kit(writer: Writer, kind: str) -> Kit:
    cast = writer.make_cast()
    return _KITS[kind](writer, Kit(writer.write_title(cast), writer.choose_source(), cast))


def make_member(writer: Writer, kind: str, kit: Kit) -> Text:
    """One more piece of the series."""
    text = writer.set_text(kit.title, kit.source, kit.cast, _MEMBERS[kind](writer, kit))
    if kind in _OWN_TITLE:
        return text._replace(title=writer.write_title(kit.cast), source=writer.choose_source())
    return text


def quote_block(writer: Writer, quoted: Text) -> Text:
    """An article of its own, of which 15 to 45 % is a block of another."""
    rng, text = writer.rng, writer.write_text(writer.choose_length(120))
    share = rng.uniform(0.15, 0.45)
    wanted = min(count_words(text.sentences) / (1 / share - 1), count_words(quoted.sentences) * 0.45)
    start = rng.randrange(max(len(quoted.sentences) // 2, 1))
    block: Sentences = []
    for sentence in quoted.sentences[start:]:
        if block and count_words([*block, sentence]) > wanted:
            break
        block.append(sentence)
    at = rng.randint(0, len(text.paragraphs))
    return text._replace(paragraphs=[*text.paragraphs[:at], block, *text.paragraphs[at:]])


# --- what a series shares ------------------------------------------------------------------------


def _plan_column(writer: Writer, kit: Kit) -> Kit:
    """The same intro and footer around a new text, every week."""
    rng = writer.rng
    front, back = writer.write(rng.randint(30, 130), kit.cast), writer.write(rng.randint(30, 170), kit.cast)
    return kit._replace(front=front, back=back, own=(150, 700))


def _plan_boilerplate(writer: Writer, kit: Kit) -> Kit:
    """60 to 85 % of each is the same."""
    rng = writer.rng
    front, back = writer.write(rng.randint(80, 300), kit.cast), writer.write(rng.randint(100, 400), kit.cast)
    shared = count_words(front) + count_words(back)
    return kit._replace(front=front, back=back, own=(int(shared * 0.28), int(shared * 0.66)))


def _plan_template(writer: Writer, kit: Kit) -> Kit:
    """A text with gaps: 16 to 42 % of its words are others each time."""
    words = " ".join(writer.write(writer.rng.randint(120, 500), kit.cast)).split(" ")
    return kit._replace(words=words, slots=_choose_slots(writer, len(words), 0.16, 0.42))


def _plan_table(writer: Writer, kit: Kit) -> Kit:
    """Rates, weather: all words stay; 3 to 10 % are numbers, and every one of them changes."""
    words = " ".join(writer.write(writer.rng.randint(120, 500), kit.cast)).split(" ")
    printed = {at for at, word in enumerate(words) if word[0].isdigit()}
    return kit._replace(words=words, slots=sorted(printed.union(_choose_slots(writer, len(words), 0.01, 0.08))))


def _plan_event(writer: Writer, kit: Kit) -> Kit:
    """The sentences of an agency that all papers print some of."""
    return kit._replace(front=writer.write(110, kit.cast))


def _plan_speech(writer: Writer, kit: Kit) -> Kit:
    return kit._replace(front=writer.write(writer.rng.randint(300, 700), kit.cast))


def _plan_parts(writer: Writer, kit: Kit) -> Kit:
    """The parts of one long article: a short word in front of each, all else its own."""
    return kit._replace(front=writer.write(writer.rng.randint(15, 40), kit.cast), own=(500, 1_500))


def _plan_repeat(writer: Writer, kit: Kit) -> Kit:
    return kit._replace(front=writer.write(writer.rng.randint(12, 35), kit.cast))


def _choose_slots(writer: Writer, words: int, least: float, most: float) -> list[int]:
    share = writer.rng.uniform(least, most)
    return sorted(writer.rng.sample(range(words), max(int(words * share), 3)))


# --- what one of its members is ------------------------------------------------------------------


def _surround(writer: Writer, kit: Kit) -> Sentences:
    return [*kit.front, *writer.write(writer.rng.randint(*kit.own), kit.cast), *kit.back]


def _fill_gaps(writer: Writer, kit: Kit) -> Sentences:
    return _fill(kit, writer.choose_word)


def _fill_numbers(writer: Writer, kit: Kit) -> Sentences:
    return _fill(kit, lambda: writer.write_rate() if writer.rng.random() < 0.5 else writer.write_number())


def _fill(kit: Kit, write: Callable[[], str]) -> Sentences:
    words = list(kit.words)
    for slot in kit.slots:
        words[slot] = write() + ("." if words[slot].endswith(".") else "")
    return [sentence for sentence in " ".join(words).replace(". ", ".\n").split("\n") if sentence]


def _report_event(writer: Writer, kit: Kit) -> Sentences:
    """A text of its own with two to five of the shared sentences, here and there."""
    rng = writer.rng
    sentences = writer.write(rng.randint(150, 700), kit.cast)
    for shared in rng.sample(list(kit.front), min(rng.randint(2, 5), len(kit.front))):
        sentences.insert(rng.randint(0, len(sentences)), shared)
    return sentences


def _report_speech(writer: Writer, kit: Kit) -> Sentences:
    """40 to 60 % is a passage of the speech."""
    rng = writer.rng
    start = rng.randint(0, len(kit.front) // 2)
    passage = kit.front[start : start + rng.randint(len(kit.front) // 4, len(kit.front) * 3 // 5)]
    own = writer.write(int(count_words(passage) * (1 / rng.uniform(0.4, 0.6) - 1)), kit.cast)
    at = rng.randint(0, len(own))
    return [*own[:at], *passage, *own[at:]]


def _repeat(writer: Writer, kit: Kit) -> Sentences:
    return list(kit.front)


def write_short(writer: Writer) -> Text:
    return writer.write_text(writer.rng.randint(10, 55))


_KITS: Mapping[str, Callable[[Writer, Kit], Kit]] = {
    "column": _plan_column,
    "heavyboiler": _plan_boilerplate,
    "template": _plan_template,
    "numtable": _plan_table,
    "sameevent": _plan_event,
    "speech": _plan_speech,
    "multipart": _plan_parts,
    "shortrepeat": _plan_repeat,
}
_MEMBERS: Mapping[str, Callable[[Writer, Kit], Sentences]] = {
    "column": _surround,
    "heavyboiler": _surround,
    "template": _fill_gaps,
    "numtable": _fill_numbers,
    "sameevent": _report_event,
    "speech": _report_speech,
    "multipart": _surround,
    "shortrepeat": _repeat,
}
SERIES = tuple(_KITS)
