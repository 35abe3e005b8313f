"""Shingles and fingerprints: the published vectors, what winnowing guarantees, and how near two texts are."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jrld.fingerprint import normalise
from jrld.shingles import VERSION, WIDTH, WINDOW, Shingles, compare, read_shingles, winnow
from store_fixtures import prose

# The vector published with the study (test_fingerprint.py has its normal form).
VECTOR = ("MOSCOW (AP) -- The Kremlin isn?t “ready” to sign the 1,250-page treaty, a spokes-\nman said Tuesday.  ") * 6
REACH = WINDOW + WIDTH - 1  # words that two texts must have in a row
WORDS = st.sampled_from("gas harbour winter treaty 1250 a the of in and chess opera".split())  # noqa: SIM905 - reads as text
MANY = st.sampled_from([f"word{n}" for n in range(500)])


def test_published_vectors() -> None:
    """Guards the stored fingerprints: another hash or another mix would find nothing that is known."""
    words = normalise(VECTOR)
    shingles = read_shingles(words)
    assert VERSION == 1
    assert f"{int(shingles.distinct[0]):016x}" == "11c25c6ac549818b"
    assert shingles.numbers == {"1", "250"}
    assert (shingles.words, len(shingles.places), len(shingles.distinct)) == (102, 98, 17)
    assert winnow(shingles) == [0x11C25C6A]


def test_published_word_hashes() -> None:
    """Guards the words' hashes: of one word repeated, a shingle is mixed of nothing else."""
    mask, mix = (1 << 64) - 1, (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53)
    for word, hash_ in (("moscow", 0xE3FA15D285AD8EC3), ("ap", 0xFB2E7791FB9765C0)):
        value = 0
        for _ in range(WIDTH):
            value = (value * 0x9E3779B97F4A7C15 + hash_) & mask
        for multiplier in mix:
            value = ((value ^ value >> 33) * multiplier) & mask
        assert read_shingles([word] * WIDTH).places.tolist() == [value ^ value >> 33]


@pytest.mark.parametrize("count", range(WIDTH))
def test_too_short_for_a_shingle(count: int) -> None:
    """Guards the bounds: a text without a shingle has no fingerprint, and nothing in common with any."""
    short = read_shingles(["1"] * count)
    assert (len(short.places), winnow(short)) == (0, [])
    for other in (short, read_shingles(["1"] * 9)):
        assert compare(short, other)[:3] == compare(other, short)[:3] == (0, 0, 0)


@given(st.lists(MANY, max_size=80), st.lists(MANY, max_size=80), st.lists(MANY, min_size=REACH, max_size=60))
def test_texts_with_a_passage_in_common_share_a_fingerprint(
    before: list[str], after: list[str], passage: list[str]
) -> None:
    """Guards winnowing's guarantee, on which all candidates rest: 28 words in a row, wherever they stand."""
    one = winnow(read_shingles([*before, *passage, *after]))
    assert not set(one).isdisjoint(winnow(read_shingles([*after, *passage, *before])))
    assert not set(one).isdisjoint(winnow(read_shingles(passage)))


@given(st.lists(WORDS | MANY, max_size=120))
def test_fingerprints_are_the_smallest_of_each_window(words: list[str]) -> None:
    """Guards the doubling of windows against off-by-one: the same as by its definition."""
    places = read_shingles(words).places.tolist()
    window = min(WINDOW, len(places))
    least = {min(places[at : at + window]) >> 32 for at in range(len(places) - window + 1)} if places else set()
    assert winnow(read_shingles(words)) == sorted(value - (value >> 31 << 32) for value in least)


@given(st.lists(WORDS, max_size=60), st.lists(WORDS, max_size=60))
def test_overlap_is_that_of_sets(first: list[str], second: list[str]) -> None:
    """Guards the arithmetic on arrays: the same as with sets of five words; and the same in either order."""
    one, other = read_shingles(first), read_shingles(second)
    found, turned = compare(one, other), compare(other, one)
    a, b = ({tuple(of[at : at + WIDTH]) for at in range(len(of) - WIDTH + 1)} for of in (first, second))
    both = len(a & b)
    assert found[:3] == ((both / len(a | b), both / len(a), both / len(b)) if both else (0, 0, 0))
    assert turned == (found.resemblance, found.in_second, found.in_first, *found[3:])


def test_runs() -> None:
    """Guards what a passage is: its length in words, weighted by itself, in the smaller text."""
    words = [f"word{n}" for n in range(100)]
    whole = read_shingles(words)
    assert compare(whole, read_shingles(words[10:50]))[4:] == (40, 1)
    broken = compare(whole, read_shingles([*words[10:50], "x", *words[60:70]]))
    assert broken[4:] == pytest.approx(((36 * 40 + 6 * 10) / 42, 36 / 42))


def test_numbers_agree() -> None:
    """Guards the share of numbers: of the text with fewer, and none where there are fewer than three."""
    one, other = read_shingles("1 2 3 4 x".split()), read_shingles("2 3 5 x x".split())  # noqa: SIM905
    assert compare(one, other).numbers == compare(other, one).numbers == 2 / 3
    assert compare(one, read_shingles(["1", "2", *"xyz"])).numbers is None


def test_an_excerpt_of_a_long_text_is_compared_quickly() -> None:
    """Guards the cost of thousands of excerpts of one text: it goes by the excerpt's length, not by the text's."""
    words = prose(1, 100_000).split()
    whole, part = read_shingles(words), read_shingles(words[500:600])
    start = time.process_time()
    for _ in range(200):
        assert compare(whole, part).in_second == 1
    assert time.process_time() - start < 0.4  # with all of the text it takes a second and more


def test_one_phrase_a_million_times() -> None:
    """Guards the memory and time of hostile texts: what repeats itself has five shingles."""
    start = time.process_time()
    shingles = read_shingles(["no", "comment", "at", "all", "today"] * 200_000)
    assert isinstance(shingles, Shingles)
    assert len(shingles.distinct) == 5
    assert len(winnow(shingles)) == 1
    assert compare(shingles, shingles).resemblance == 1
    assert time.process_time() - start < 5
    assert shingles.places.dtype == np.uint64
