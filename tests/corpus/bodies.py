"""The insides of articles: news, interviews, transcripts, press reviews, letters; poems, tables, lists."""

import random
from collections.abc import Callable, Iterator

from .layout import Block
from .names import invent_westerner, pick
from .prose import MONTHS, Writer
from .words import RUSSIAN

Body = tuple[Block, ...]


def draw_length(rng: random.Random) -> int:
    """Words of an article: mostly some hundreds, now and then 25, now and then 2,500."""
    chance = rng.random()
    if chance < 0.1:
        return 25
    if chance > 0.985:
        return 2500
    return min(2500, int(90 + rng.lognormvariate(5.3, 0.6)))


def _fill(writer: Writer, words: int) -> list[Block]:
    blocks: list[Block] = []
    while words > 0:
        text = writer.write_paragraph()
        words -= text.count(" ") + 1
        blocks.append(Block(text))
    return blocks


def write_news(writer: Writer, words: int) -> Body:
    """Paragraphs; sometimes with a table, a poem or an address in between, or under sub-headings."""
    blocks = _fill(writer, words)
    dice = random.Random(f"headings {blocks[0].text}")  # of their own: the rest of the issue does not depend on them
    if len(blocks) > _LONG and dice.random() < 0.15:
        return tuple(_head(Writer(dice, writer.topic, writer.when), blocks))
    if len(blocks) > 4 and writer.rng.random() < 0.12:
        extra = pick(writer.rng, (write_table, write_poem, write_reference))
        blocks.insert(2 + int(writer.rng.random() * (len(blocks) - 3)), extra(writer))
    return tuple(blocks)


_LONG = 8  # paragraphs


def _head(writer: Writer, blocks: list[Block]) -> Iterator[Block]:
    """A few words above every third paragraph or so."""
    for k, block in enumerate(blocks):
        if k and k % 3 == 0 and k < len(blocks) - 1:
            yield Block(writer.write_remark().capitalize())
        yield block


def write_interview(writer: Writer, words: int) -> Body:
    asker, answerer = pick(
        writer.rng,
        (("Q:", "A:"), ("Question:", "Answer:"), ("[Q]", f"[{writer.cast[0].rsplit(' ', 1)[1]}]"), ("–", "–")),
    )
    blocks = [Block(writer.write_paragraph(2))]
    while words > 0:
        question = f"{asker} {writer.write_sentence().strip('“.”!')}?"
        answer = f"{answerer} {writer.write_paragraph()}"
        words -= (question + answer).count(" ") + 2
        blocks += [Block(question), Block(answer)]
    return tuple(blocks)


def write_transcript(writer: Writer, words: int) -> Body:
    """Speakers with labels in capitals, and asides in brackets."""
    blocks: list[Block] = []
    speakers = [name.upper() for name in writer.cast]
    at = 0
    while words > 0:
        blocks.append(Block(f"{speakers[at % len(speakers)]}: {writer.write_paragraph()}"))
        words -= blocks[-1].text.count(" ") + 1
        at += 1 + (writer.rng.random() < 0.3)
        if writer.rng.random() < 0.12:
            blocks.append(Block(pick(writer.rng, ("(Applause)", "(Laughter)", "<…>", "[Break]"))))
    return tuple(blocks)


def write_press_review(writer: Writer, words: int) -> Body:
    """Short pieces, each under a heading of its own: a newspaper's name, or a headline."""
    blocks: list[Block] = []
    while words > 0:
        heading = writer.write_title()
        blocks.append(Block(heading.upper() if writer.rng.random() < 0.5 else heading))
        blocks.append(Block(writer.write_paragraph(4)))
        words -= blocks[-1].text.count(" ") + 1
    return tuple(blocks)


def write_letter(writer: Writer, words: int, author: str) -> Body:
    blocks = [Block(pick(writer.rng, ("Dear David:", "David,", "Dear David,", "David-")))] if words > 60 else []
    blocks += _fill(writer, words)
    if writer.rng.random() < 0.7:
        blocks.append(Block(f"{author}\n{pick(writer.rng, AFFILIATIONS)}", verbatim=True))
    return tuple(blocks)


_DATE_LINE = "Date: Mon, 7 Jul 1997 22:26:05 +0200"
AFFILIATIONS = (
    "Professor of Political Science",
    "Moscow",
    "University of Ellingford",
    "Independent researcher",
    "Graduate student, Department of History",
    "St. Petersburg",
    "Former correspondent in Moscow",
)

# --- what may stand inside -------------------------------------------------------------------------


def write_table(writer: Writer) -> Block:
    rng = writer.rng
    head = f"{'':14}" + "".join(f"{month[:3]:>9}" for month in MONTHS[:4])
    rows = [
        f"{writer.places[i % 3][:13]:14}" + "".join(f"{rng.random() * 100:9.1f}" for _ in range(4)) for i in range(4)
    ]
    return Block("\n".join([head, *rows]), verbatim=True)


def write_poem(writer: Writer) -> Block:
    lines = [writer.write_sentence().rstrip(".”!?").lstrip("“")[:38].rsplit(" ", 1)[0].rstrip(",") for _ in range(4)]
    return Block("\n".join(f"    {line}," for line in lines), verbatim=True)


def write_reference(writer: Writer) -> Block:
    return Block(
        f"The full report is at http://www.{writer.company.lower()}.example/{writer.when.year}/report.html for now."
    )


def write_numbered_list(writer: Writer) -> list[Block]:
    """`1. …` to `5. …`, each a paragraph: looks like a contents list, is none."""
    return [Block(f"{k}. {writer.write_sentence()}") for k in range(1, 6)]


def write_inner_headers(writer: Writer) -> list[Block]:
    """A mail quoted inside an article: neither a letter to JRL nor a forwarded issue."""
    name = invent_westerner(writer.rng)
    lines = (
        f"From: {name} <{name.split()[0].lower()}@example.org>\nSubject: {writer.write_remark()}\nDate: Mon, 7 Jul 1997"
    )
    return [Block(lines, verbatim=True), Block(writer.write_paragraph(2))]


def write_hash_lines(writer: Writer) -> list[Block]:
    return [
        Block(f"##The {writer.write_remark()} {writer.write_sentence()}"),
        Block(f"#{writer.places[0]} {writer.write_sentence()}"),
        Block(f"#{writer.topic.upper()} #RUSSIA #{writer.company.upper()}"),
    ]


def write_mention(writer: Writer) -> list[Block]:
    number = int(writer.rng.random() * 400) + 1
    return [
        Block("Johnson's Russia List"),
        Block(f"As a reader of Johnson’s Russia List (JRL #{number}, item 3) put it: {writer.write_sentence()}"),
    ]


def write_russian(writer: Writer) -> list[Block]:
    return [Block(" ".join(pick(writer.rng, RUSSIAN) for _ in range(3))) for _ in range(2)]


def _lines(*lines: str) -> Callable[[Writer], list[Block]]:
    return lambda writer: [block for line in lines for block in (Block(line), Block(writer.write_paragraph(2)))]


write_stars = _lines("* * *", "*****", "*******")
write_dashes = _lines("-------", "---", "-" * 40)
