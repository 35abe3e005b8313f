"""Any two texts: both can be rebuilt from what was said of them, and it never takes long to say it."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jrld.differences import Piece, abridge, compare_texts

WORDS = st.sampled_from(
    ["the", "of", "gas", "Gas", "“gas”", '"gas"', "snow", "river", "1,250", "\u00a0", "isn't", "isn’t"]
)
GAPS = st.sampled_from([" ", "\n", "  ", "\n\n", "\n \n", "\t"])
TEXTS = st.lists(st.tuples(WORDS, GAPS), max_size=60).map(lambda pairs: "".join(word + gap for word, gap in pairs))
SECONDS = 40.0  # of CPU time, for 10 MB of the worst; it takes a quarter of that


def words(text: str) -> list[str]:
    """What has to be the same in both."""
    for printed, plain in (("“", '"'), ("”", '"'), ("’", "'")):
        text = text.replace(printed, plain)
    return text.split()


def check(old: str, new: str) -> list[Piece]:
    pieces = compare_texts(old, new)
    assert "".join(piece.old for piece in pieces) == old
    assert "".join(piece.new for piece in pieces) == new
    for piece in pieces:
        assert piece.old or piece.new
        if piece.is_same:
            assert words(piece.old) == words(piece.new)
    assert all(one.is_same != other.is_same for one, other in pairwise(pieces))
    return pieces


@settings(max_examples=400, deadline=None)
@given(TEXTS, TEXTS)
def test_two_texts_of_few_words(old: str, new: str) -> None:
    """Few words, so that much is the same, in every order."""
    check(old, new)


@settings(max_examples=200, deadline=None)
@given(st.text(), st.text())
def test_any_two_texts(old: str, new: str) -> None:
    """Whatever characters there are."""
    check(old, new)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.data())
def test_what_was_not_touched_is_the_same(text: str, data: st.DataObject) -> None:
    """One word added: no other is shown as changed, wherever the lines end."""
    parts = text.split()
    at = data.draw(st.integers(0, len(parts)))
    pieces = check(text, "\n".join([*parts[:at], "ADDED", *parts[at:]]))
    changed = [piece for piece in pieces if not piece.is_same]
    assert [(piece.old.strip(), piece.new.strip()) for piece in changed] == [("", "ADDED")]


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, st.integers(1, 5))
def test_abridged(old: str, new: str, around: int) -> None:
    """What changed is shown whole, and of what did not no more than was asked for."""
    pieces = compare_texts(old, new)
    short = abridge(pieces, around)
    assert [piece for piece in short if not piece.is_same] == [piece for piece in pieces if not piece.is_same]
    assert all(len(piece.new.split()) <= 2 * around + 1 for piece in short if piece.is_same)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("a " * 5_000_000, "a " * 4_999_990, id="one word"),
        pytest.param("a b " * 2_500_000, "b a c " * 1_600_000, id="two words in turn"),
        pytest.param("a\n\n" * 3_000_000, "b\n\na\n\n" * 1_500_000, id="paragraphs of a word"),
        pytest.param("a\n\nb\n\n" * 24_000, "b\n\na\n\nc\n\n" * 16_000, id="paragraphs that come back"),
        pytest.param(" ".join(map(str, range(49_000))), " ".join(map(str, range(49_000, 0, -1))), id="backwards"),
        pytest.param(
            "".join(f"{'x y ' * 200}{n}\n\n" for n in range(12_000)),
            "".join(f"{'y x z ' * 150}{n}\n\n" for n in range(12_000)),
            id="every paragraph changed",
        ),
        pytest.param("\n" * 10_000_000, " \n" * 5_000_000, id="empty lines"),
        pytest.param("a" * 10_000_000, "a" * 9_999_999, id="one long word"),
    ],
)
def test_hostile_texts_take_no_time(old: str, new: str) -> None:
    """Guards against a comparison that is quadratic."""
    start = time.process_time()
    check(old, new)
    assert time.process_time() - start < SECONDS
