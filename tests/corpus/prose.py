"""Made-up English news prose: sentences, paragraphs and titles from templates and word lists.

A `Writer` is one author on one topic with one cast, so that an article keeps to its subject and two articles
differ as real ones do. Text is written with curly quotes and en dashes; `set_quotes` gives the other ways in which JRL
shows them.
"""

import random
import re
from bisect import bisect
from collections.abc import Callable, Sequence
from datetime import date
from itertools import accumulate

from .names import (
    BODIES,
    CAPITALS,
    COMPANIES,
    COUNTRIES,
    PLACES,
    THINK_TANKS,
    invent_russian,
    invent_westerner,
    pick,
)
from .templates import PHRASES, SENTENCES, TITLES
from .words import ABSTRACT, ADJECTIVES, ADVERBS, NOUNS, SAID, TOPICS, VERBS, split_words

Compiled = tuple[tuple[str, str], ...]  # (literal, slot), …; the last slot may be empty
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = split_words("January February March April May June July August September October November December")
TOPIC_NAMES = tuple(TOPICS)
_SMALL = frozenset(split_words("a an and as at by for from in of on or over the to with"))
_ARTICLE = re.compile(r"\b([Aa]) (?=[aeioAEIO]|un[^i])")
_OPENED = re.compile("“([a-z])")
_SLOT = re.compile(r"([^{}]*)(?:\{(\w+)\})?")
_QUOTES = {
    "smart": None,
    "plain": str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-"}),
    "tex": str.maketrans({"“": "``", "”": "''", "‘": "`", "’": "'", "–": "--"}),
    "doubled": str.maketrans({"“": "''", "”": "''", "‘": "'", "’": "'", "–": "-"}),
}
QUOTES = tuple(_QUOTES)


def set_quotes(text: str, style: str) -> str:
    """`text` with its quotes and dashes as `style` shows them: smart, plain, tex (``x'') or doubled (''x'')."""
    table = _QUOTES[style]
    return text if table is None else text.translate(table)


def _compile(templates: tuple[str, ...]) -> tuple[Compiled, ...]:
    return tuple(tuple((lit, slot) for lit, slot in _SLOT.findall(t) if lit or slot) for t in templates)


_SENTENCES = _compile(SENTENCES)
_PHRASES = {name: _compile(templates) for name, templates in PHRASES.items()}
_TITLES = {topic: _compile(templates) for topic, templates in TITLES.items()}


def _hyphen(word: str) -> str:
    return word.replace("-", " ")


def pluralise(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith("man"):
        return noun[:-3] + "men"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


_DOUBLED = frozenset(split_words("admit prefer transfer control"))


def _inflect(verb: str, ending: str) -> str:
    """`ending` is ed or ing; the lists hold regular verbs only, some with a particle (`comment_on`)."""
    base, _, particle = verb.partition("_")
    if base.endswith("y") and ending == "ed" and base[-2] not in "aeiou":
        base = base[:-1] + "i"
    elif base.endswith("e") and not (base.endswith("ee") and ending == "ing"):
        base = base[:-1]
    elif base in _DOUBLED:
        base += base[-1]
    return f"{base}{ending} {particle}".rstrip()


_PAST = tuple(_inflect(verb, "ed") for verb in VERBS)
_GERUND = tuple(_inflect(verb, "ing") for verb in VERBS)
_BASE = tuple(verb.replace("_", " ") for verb in VERBS)
_PLURAL = tuple(pluralise(noun) for noun in NOUNS)
_SAID = tuple(word.replace("_", " ") for word in SAID)
_TOPIC_NOUNS = {name: tuple(_hyphen(word) for word in words) for name, words in TOPICS.items()}
_TOPIC_PLURALS = {name: tuple(pluralise(word) for word in words) for name, words in _TOPIC_NOUNS.items()}


_FLATTENED = 6  # ranks by which the commonest words are less common than Zipf's


def _rank(count: int) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Which of `count` words is how common, after Zipf and Mandelbrot: places in the list, and heaped-up shares."""
    places = list(range(count))
    random.Random(f"ranks of {count}").shuffle(places)
    shares = list(accumulate(1 / (rank + _FLATTENED) for rank in range(count)))
    return tuple(places), tuple(share / shares[-1] for share in shares)


_RANKS = {len(words): _rank(len(words)) for words in (NOUNS, VERBS, ADJECTIVES, ADVERBS)}
_FAVOURITES = 9  # words of each list that an author likes,
_LIKING = 0.3  # and the share of his words that are such


class Writer:
    """Writes on one topic, with a cast of a few people and places; every word comes from `rng`."""

    def __init__(self, rng: random.Random, topic: str | None = None, when: date = date(2003, 4, 4)) -> None:
        self.rng = rng
        self.topic = topic or pick(rng, TOPIC_NAMES)
        self.when = when
        self.cast = [invent_russian(rng) for _ in range(3)] + [invent_westerner(rng)]
        self.places = [pick(rng, PLACES), pick(rng, PLACES), pick(rng, CAPITALS)]
        self.company = pick(rng, COMPANIES)
        self._start = sum(map(ord, "".join(self.cast)))  # where in each list his favourite words begin
        self._nouns = _TOPIC_NOUNS[self.topic]
        self._plurals = _TOPIC_PLURALS[self.topic]
        self._slots: dict[str, Callable[[], str]] = {
            name[1:-5]: getattr(self, name) for name in dir(self) if name.endswith("_slot")
        }

    def _choose(self, words: Sequence[str]) -> str:
        """A word of a list: one of the author's favourites, or any, the commoner ones more often."""
        chance = self.rng.random()
        if chance < _LIKING:
            return words[(self._start + 37 * int(chance / _LIKING * _FAVOURITES)) % len(words)]
        places, shares = _RANKS[len(words)]
        return words[places[bisect(shares, (chance - _LIKING) / (1 - _LIKING), hi=len(words) - 1)]]

    def fill(self, template: Compiled) -> str:
        out = []
        for literal, slot in template:
            out.append(literal)
            if slot in _PHRASES:
                out.append(self.fill(pick(self.rng, _PHRASES[slot])))
            elif slot:
                out.append(self._slots[slot]())
        return _ARTICLE.sub(r"\1n ", "".join(out))

    def write_sentence(self) -> str:
        text = self.fill(pick(self.rng, _SENTENCES))
        text = _OPENED.sub(lambda quote: quote[0].upper(), text.replace("?,”", "?”").replace("?.”", "?”"))
        at = 1 if text[0] in "“‘" else 0
        return text[:at] + text[at].upper() + text[at + 1 :]

    def write_paragraph(self, sentences: int | None = None) -> str:
        count = sentences or 1 + int(self.rng.random() * 4)
        return " ".join(self.write_sentence() for _ in range(count))

    def write_title(self) -> str:
        """A headline without a full stop, in title case."""
        first, *rest = self.fill(pick(self.rng, _TITLES[self.topic])).split()
        return " ".join([first[0].upper() + first[1:], *(w if w in _SMALL else w[0].upper() + w[1:] for w in rest)])

    def fill_phrase(self, name: str) -> str:
        """One of the phrases of that name (`templates.PHRASES`)."""
        return self.fill(pick(self.rng, _PHRASES[name]))

    def write_remark(self) -> str:
        """A short noun phrase: what a letter is about, or a section's name."""
        return f"{self._adj_slot()} {self._topic_slot()}"

    # --- slots: what a {name} in a template stands for --------------------------------------------

    def _adj_slot(self) -> str:
        return self._choose(ADJECTIVES)

    def _topic_slot(self) -> str:
        return pick(self.rng, self._nouns)

    def _topics_slot(self) -> str:
        return pick(self.rng, self._plurals)

    def _noun_slot(self) -> str:
        return pick(self.rng, self._nouns) if self.rng.random() < 0.35 else self._choose(NOUNS)

    def _nouns_slot(self) -> str:
        return pick(self.rng, self._plurals) if self.rng.random() < 0.35 else self._choose(_PLURAL)

    def _abstract_slot(self) -> str:
        return pick(self.rng, ABSTRACT)

    def _past_slot(self) -> str:
        return self._choose(_PAST)

    def _verb_slot(self) -> str:
        return self._choose(_BASE)

    def _ing_slot(self) -> str:
        return self._choose(_GERUND)

    def _adv_slot(self) -> str:
        return self._choose(ADVERBS)

    def _said_slot(self) -> str:
        return pick(self.rng, _SAID)

    def _person_slot(self) -> str:
        return pick(self.rng, self.cast) if self.rng.random() < 0.8 else invent_russian(self.rng)

    def _surname_slot(self) -> str:
        return pick(self.rng, self.cast).rsplit(" ", 1)[1]

    def _place_slot(self) -> str:
        return pick(self.rng, self.places) if self.rng.random() < 0.8 else pick(self.rng, PLACES)

    def _country_slot(self) -> str:
        return pick(self.rng, COUNTRIES)

    def _body_slot(self) -> str:
        return pick(self.rng, BODIES)

    def _tank_slot(self) -> str:
        return pick(self.rng, THINK_TANKS)

    def _company_slot(self) -> str:
        return self.company if self.rng.random() < 0.7 else pick(self.rng, COMPANIES)

    def _day_slot(self) -> str:
        return pick(self.rng, DAYS)

    def _month_slot(self) -> str:
        return pick(self.rng, MONTHS)

    def _year_slot(self) -> str:
        return str(self.when.year - int(self.rng.random() * 15))

    def _number_slot(self) -> str:
        return f"{int(2 + 10 ** (self.rng.random() * 5)):,}"

    def _small_slot(self) -> str:
        return pick(self.rng, ("two", "three", "four", "five", "six", "seven", "eight", "nine", "10", "11", "12", "20"))

    def _percent_slot(self) -> str:
        return f"{self.rng.random() * 90:.1f} percent" if self.rng.random() < 0.6 else f"{int(self.rng.random() * 95)}%"

    def _money_slot(self) -> str:
        sign = pick(self.rng, ("$", "$", "$", "£"))
        return f"{sign}{1 + self.rng.random() * 90:.1f} {pick(self.rng, ('million', 'billion'))}"
