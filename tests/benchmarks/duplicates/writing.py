"""News of a made-up language: sentences with a cast of names, numbers and quotations, in paragraphs under a title."""

import random
from collections.abc import Sequence
from typing import NamedTuple

from .language import FIRST_NUMBER, FIRST_SLOT, FUNCTION_WORDS, NAME_SLOTS, Walk, read_language

_MEAN_LOG, _SPREAD_LOG = 6.42, 0.75  # of an article's words: 800 in the mean
SHORTEST, LONGEST = 60, 4_000
_QUOTED = 0.2  # of all sentences
_SAYING = ("said", "told reporters", "added", "argued", "noted", "explained")
_ENDS = ("ov", "in", "sky", "enko", "ich", "son", "man", "er", "ton", "ley")
_PAPERS = ("Herald", "Gazette", "Courier", "Observer", "Chronicle", "Dispatch", "Monitor", "Review", "Wire")
_COMMA_EVERY = 15  # words
_SIGNS = (",", ",", ",", ",", " --")
_POSSESSIVE = 0.12  # of the names
_COMPOUND_EVERY = 80  # words
Sentences = list[str]


class Text(NamedTuple):
    """An article as written. `paragraphs` are of whole sentences."""

    title: str
    source: str
    cast: Sequence[str]
    paragraphs: list[Sentences]

    @property
    def sentences(self) -> Sentences:
        return [sentence for paragraph in self.paragraphs for sentence in paragraph]

    @property
    def body(self) -> str:
        """As the splitter gives it: an empty line between paragraphs."""
        return "\n\n".join(" ".join(paragraph) for paragraph in self.paragraphs)


class Writer:
    """Writes one text after another; the same seed, the same texts."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self._walk = Walk(seed)
        self._words = read_language().words
        self._names = self._invent_names(6_000)

    def write_text(self, words: int | None = None, cast: Sequence[str] | None = None) -> Text:
        """An article; as long as articles are, unless told."""
        cast = cast or self.make_cast()
        sentences = self.write(words or self.choose_length(), cast)
        return self.set_text(self.write_title(cast), self.choose_source(), cast, sentences)

    def set_text(self, title: str, source: str, cast: Sequence[str], sentences: Sentences) -> Text:
        """The sentences as an article, in paragraphs of one to four."""
        paragraphs, at = [], 0
        while at < len(sentences):
            size = self.rng.randint(1, 4)
            paragraphs.append(sentences[at : at + size])
            at += size
        return Text(title, source, cast, paragraphs)

    def choose_length(self, shortest: int = SHORTEST) -> int:
        """Words of an article: log-normal."""
        while True:
            length = int(self.rng.lognormvariate(_MEAN_LOG, _SPREAD_LOG))
            if shortest <= length <= LONGEST:
                return length

    def choose_source(self) -> str:
        return f"The {self._choose_name()} {self.rng.choice(_PAPERS)}"

    def make_cast(self) -> list[str]:
        """Who and what an article is about, one for each slot: two people with their surnames, places, bodies."""
        first, second, *others = (self._choose_name() for _ in range(NAME_SLOTS - 2))
        given, other = self._choose_name(), self._choose_name()
        return [f"{given} {first}", first, f"{other} {second}", second, *others]

    def choose_word(self) -> str:
        """Any word, as often as it is common, but none that every text is full of."""
        ids = self._walk.take(40)
        return str(next((self._words[i] for i in ids if len(FUNCTION_WORDS) <= i < FIRST_SLOT), "nowhere"))

    def write_title(self, cast: Sequence[str]) -> str:
        words = self._read(self.rng.randint(4, 9), cast)
        return " ".join(word if word[0].isupper() else word.capitalize() for word in words)

    def write_number(self) -> str:
        rng, kind = self.rng, self.rng.random()
        if kind < 0.25:
            return str(rng.randint(1985, 2015))
        if kind < 0.55:
            return str(rng.randint(2, 99))
        if kind < 0.75:
            return f"{rng.randint(1, 99)}.{rng.randint(0, 9)}"
        return f"{rng.randint(1, 999)},{rng.randint(0, 999):03}" if kind < 0.9 else str(rng.randint(100, 999))

    def write_rate(self) -> str:
        """`28.4532`: as tables have it."""
        return f"{self.rng.randint(1, 999)}.{self.rng.randint(0, 9999):04}"

    def write(self, count: int, cast: Sequence[str]) -> Sentences:
        """`count` words or a few more as sentences of 8 to 35 words; fewer than 8 are one sentence."""
        sentences, words, at = [], self._read(count, cast), 0
        while at < count:
            end = at + min(max(int(self.rng.gauss(20, 6)), 8), 35)
            end = count if count - end < 8 else end
            sentences.append(self._write_sentence(words[at:end], cast))
            at = end
        return sentences

    def _read(self, count: int, cast: Sequence[str]) -> list[str]:
        """Words of the walk, names and numbers put in."""
        ids = self._walk.take(count)
        slots = (ids >= FIRST_SLOT).nonzero()[0].tolist()
        named = ids[slots].tolist()
        ids = ids.copy()
        ids[slots] = 0
        words: list[str] = self._words[ids].tolist()
        for at, slot in zip(slots, named, strict=True):
            words[at] = self._write_name(cast[slot - FIRST_SLOT]) if slot < FIRST_NUMBER else self.write_number()
        return words

    def _write_name(self, name: str) -> str:
        return f"{name}'s" if self.rng.random() < _POSSESSIVE else name

    def _write_sentence(self, words: list[str], cast: Sequence[str]) -> str:
        for _ in range(int(len(words) / _COMMA_EVERY + self.rng.random())):
            at = self.rng.randrange(len(words))
            if at < len(words) - 1 and words[at].isalpha():
                words[at] += self.rng.choice(_SIGNS)
        if len(words) > 9 and self.rng.random() < len(words) / _COMPOUND_EVERY:
            at = self.rng.randrange(1, len(words) - 3)
            words[at : at + 2] = [f"{words[at]}-{words[at + 1]}"]
        words[0] = words[0][0].upper() + words[0][1:]
        sentence = " ".join(words)
        if self.rng.random() < _QUOTED:
            return f'"{sentence}," {self.rng.choice(_SAYING)} {self.rng.choice(cast)}.'
        return f"{sentence}."

    def _invent_names(self, count: int) -> list[str]:
        ids = [self.rng.randrange(len(FUNCTION_WORDS), FIRST_SLOT) for _ in range(count)]
        return [self._words[i].capitalize()[:6] + self.rng.choice(_ENDS) for i in ids]

    def _choose_name(self) -> str:
        """Some are in the news every day, most are not."""
        return self._names[int(len(self._names) * self.rng.random() ** 3)]
