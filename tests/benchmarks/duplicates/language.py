"""A made-up language that repeats itself as news does: words by Zipf's law, habits of what follows what, stock phrases.

A text is a walk: from each unit (a word, a slot for a name or a number, a whole phrase) mostly to one of the units that
tend to follow it, sometimes to any other. All walks of a block advance together, so that numpy does the work.
"""

from functools import cache
from itertools import product
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int32]

_FUNCTION_WORDS = """
the of to and in a that for on is was said with he it as by at his from has be have not but are an were who they will
which had their this would been its or more one about we after also when there new than between up out over into all
could other some if no last two because what only years so under first she told while since during most can our people
time against many before where should even now such being through both you her any those these may made do just them
him still three well much how did then according however my me like own us does until very although within same
without around another among despite already whether here yet every four five few might several too earlier once never
later often less toward must next isn't don't doesn't it's won't didn't can't wasn't percent million billion
government president minister officials year week month country state world power
"""
_ONSETS = "b c d f g h l m n p r s t v w br cl cr dr fl fr gr pl pr sc sl sp st tr"
_ENDS = "al an ar at ed el en er es ic id il in ion is it od ol on or ul un us"
FUNCTION_WORDS = tuple(_FUNCTION_WORDS.split())
WORDS = 61_000
NAME_SLOTS = 8
NUMBER_SLOTS = 1
FIRST_SLOT = WORDS
FIRST_NUMBER = FIRST_SLOT + NAME_SLOTS
FIRST_PHRASE = FIRST_NUMBER + NUMBER_SLOTS
PHRASES = 30_000
UNITS = FIRST_PHRASE + PHRASES

_NAME_SHARE, _NUMBER_SHARE, _PHRASE_SHARE = 0.045, 0.022, 0.015  # of all units drawn
_NAME_WEIGHTS = (8, 12, 4, 6, 5, 3, 4, 2)
_FOLLOWERS = 64  # units that tend to follow one
_HABIT = 0.7  # how often one of them does
_DRAWS = 1 << 21  # the commonest units stand in a table of draws often, the rarest twice or so
_WALKS, _STEPS = 1024, 256


class Language(NamedTuple):
    """What a walk needs. `draws`: units, each as often as it is common; row u of `followers`: what tends to follow u;
    unit u is written as `flat[starts[u] : starts[u] + lengths[u]]`."""

    words: npt.NDArray[np.object_]
    draws: Ids
    followers: Ids
    starts: Ids
    lengths: Ids
    flat: Ids


@cache
def read_language() -> Language:
    """The language of every corpus: as English is one, whatever the seed of a text. Takes half a second, once."""
    rng = np.random.default_rng(1998)
    word_draws = _draw_table(_weigh(WORDS, 1.0, 1.5))
    lengths = np.minimum(rng.geometric(0.2, PHRASES) + 3, 26).astype(np.int32)  # 4 words and more, 8 in the mean
    flat = np.concatenate([np.arange(FIRST_PHRASE, dtype=np.int32), rng.choice(word_draws, int(lengths.sum()))])
    starts = np.concatenate([np.arange(FIRST_PHRASE), FIRST_PHRASE + np.cumsum(lengths) - lengths])
    names = np.array(_NAME_WEIGHTS) / sum(_NAME_WEIGHTS)
    words = 1 - _NAME_SHARE - _NUMBER_SHARE - _PHRASE_SHARE
    weights = (
        _weigh(WORDS, 1.0, 1.5) * words,
        names * _NAME_SHARE,
        np.full(NUMBER_SLOTS, _NUMBER_SHARE / NUMBER_SLOTS),
        _weigh(PHRASES, 0.8, 10.0) * _PHRASE_SHARE,
    )
    draws = _draw_table(np.concatenate(weights))
    return Language(
        words=np.array(_invent_words(rng), dtype=object),
        draws=draws,
        followers=draws[rng.integers(0, _DRAWS, (UNITS, _FOLLOWERS))],
        starts=starts.astype(np.int32),
        lengths=np.concatenate([np.ones(FIRST_PHRASE, dtype=np.int32), lengths]),
        flat=flat.astype(np.int32),
    )


class Walk:
    """An endless text as ids: below WORDS words, from there slots for names, from FIRST_NUMBER slots for numbers."""

    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self._language = read_language()
        self._ranks = _draw_table(_weigh(_FOLLOWERS, 1.0, 1.0))[:: _DRAWS >> 12]
        self._ids: Ids = np.empty(0, dtype=np.int32)

    def take(self, count: int) -> Ids:
        """The next `count` ids."""
        while len(self._ids) < count:
            self._ids = np.concatenate([self._ids, self._walk()])
        taken, self._ids = self._ids[:count], self._ids[count:]
        return taken

    def _walk(self) -> Ids:
        language, shape = self._language, (_STEPS, _WALKS)
        ranks = self._ranks[self._rng.integers(0, len(self._ranks), shape)]
        fresh = language.draws[self._rng.integers(0, _DRAWS, shape)]
        is_habit = self._rng.random(shape, dtype=np.float32) < _HABIT
        units = fresh
        for step in range(1, _STEPS):
            habitual = language.followers[units[step - 1], ranks[step]]
            units[step] = np.where(is_habit[step], habitual, fresh[step])
        path = units.T.ravel()
        lengths = language.lengths[path]
        ends = np.cumsum(lengths)
        offsets = np.repeat(language.starts[path] - (ends - lengths), lengths)
        return language.flat[offsets + np.arange(len(offsets))]


def _weigh(count: int, exponent: float, shift: float) -> npt.NDArray[np.float64]:
    """Zipf's law with Mandelbrot's shift; the sum is 1."""
    weights = (np.arange(1, count + 1) + shift) ** -exponent
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def _draw_table(weights: npt.NDArray[np.float64]) -> Ids:
    quantiles = (np.arange(_DRAWS) + 0.5) / _DRAWS
    places = np.searchsorted(np.cumsum(weights), quantiles)
    return np.minimum(places, len(weights) - 1).astype(np.int32)


def _invent_words(rng: np.random.Generator) -> list[str]:
    """The function words, then others: the commoner, the shorter."""
    ends = _ENDS.split()
    syllables = [onset + vowel for onset, vowel in product(_ONSETS.split(), "aeiou")]
    short = [first + end for first, end in product(syllables, ends)]
    long = [first + second + end for first, second, end in product(syllables, syllables, ends)]
    known = set(FUNCTION_WORDS)
    common = [word for word in short if word not in known]
    rng.shuffle(common)
    others = [long[at] for at in rng.permutation(len(long))[: WORDS * 2]]
    words = list(dict.fromkeys((*FUNCTION_WORDS, *common, *others)))
    return words[:WORDS]
