"""Other editions of an article: excerpts, updates, and the two that a missed boundary made one."""

from collections.abc import Callable, Mapping, Sequence

from .damage import replace_words
from .writing import Sentences, Text, Writer

Edition = Callable[[Writer, Text], Text]

SHORTEST_EXCERPT = 50  # words
_EDITED = 0.08  # of the sentences that an update keeps
_NEW_LEAD = 0.6  # of all updates


def count_words(sentences: Sequence[str]) -> int:
    return sum(sentence.count(" ") + 1 for sentence in sentences)


def _cut(text: Text, start: int, words: int) -> Text:
    """The sentences from `start` on until there are so many words."""
    taken: Sentences = []
    count = 0
    for sentence in text.sentences[start:]:
        if count >= words:
            break
        taken.append(sentence)
        count += sentence.count(" ") + 1
    return text._replace(paragraphs=[taken[at : at + 2] for at in range(0, len(taken), 2)])


def take_head(writer: Writer, text: Text) -> Text:
    """The first 15 to 60 %."""
    words = int(count_words(text.sentences) * writer.rng.uniform(0.15, 0.6))
    return _cut(text, 0, max(words, SHORTEST_EXCERPT))


def take_middle(writer: Writer, text: Text) -> Text:
    """20 to 50 % in one to three passages, with the marks of what was left out."""
    rng, sentences = writer.rng, text.sentences
    passages = rng.randint(1, 3)
    words = max(int(count_words(sentences) * rng.uniform(0.2, 0.5)), SHORTEST_EXCERPT)
    paragraphs: list[Sentences] = []
    step = len(sentences) // passages
    for number in range(passages):
        start = number * step + rng.randint(0, step // 2)
        passage = _cut(text, start, words // passages).sentences[: step - step // 2 if number < passages - 1 else None]
        paragraphs += [["[...]"], passage] if start else [passage]
    return text._replace(paragraphs=paragraphs)


def take_lead(writer: Writer, text: Text) -> Text:
    """The first 50 to 90 words, cut where a sentence ends or not."""
    words = " ".join(text.sentences).split(" ")[: writer.rng.randint(SHORTEST_EXCERPT, 90)]
    return text._replace(paragraphs=[[" ".join(words)]])


def update(least: float, most: float) -> Edition:
    """A later edition that keeps so much of the sentences; some of the kept are edited, the lead is often new."""

    def make(writer: Writer, text: Text) -> Text:
        rng, sentences = writer.rng, text.sentences
        dropped = round(len(sentences) * (1 - rng.uniform(least, most)))
        places = rng.sample(range(1, len(sentences)), min(dropped, len(sentences) - 1))
        has_new_lead = bool(places) and rng.random() < _NEW_LEAD
        if has_new_lead:
            places[0] = 0
        kept = [_edit(writer, s) for at, s in enumerate(sentences) if at not in places]
        words = count_words([sentences[at] for at in places])
        for new in writer.write(int(words * rng.uniform(0.5, 1.2)), text.cast):
            kept.insert(0 if has_new_lead else rng.randint(1, len(kept)), new)
            has_new_lead = False
        title = writer.write_title(text.cast) if rng.random() < 0.5 else text.title
        return writer.set_text(title, text.source, text.cast, kept)

    return make


def _edit(writer: Writer, sentence: str) -> str:
    if writer.rng.random() >= _EDITED:
        return sentence
    return replace_words(writer, sentence, writer.rng.randint(1, 4))


def merge(writer: Writer, first: Text, second: Text) -> Text:
    """Two articles in one item, the second one's head between them: the boundary was missed."""
    head = [[second.title], [second.source], [f"By {second.cast[0]}"]]
    return first._replace(paragraphs=[*first.paragraphs, *head, *second.paragraphs])


EDITIONS: Mapping[str, Edition] = {
    "excerpt_head": take_head,
    "excerpt_mid": take_middle,
    "lede": take_lead,
    "update90": update(0.85, 0.95),
    "update70": update(0.70, 0.85),
    "update50": update(0.50, 0.70),
    "chain": update(0.75, 0.95),
}
EXCERPTS = frozenset({"excerpt_head", "excerpt_mid", "lede"})
