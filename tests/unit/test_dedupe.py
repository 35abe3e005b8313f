"""What dedupe concludes of two texts, and that it does not depend on which comes first."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jrld.dedupe import Text, decide
from jrld.fingerprint import SHORT
from jrld.model import Relation
from jrld.shingles import read_shingles
from store_fixtures import prose

DAY = date(2003, 4, 4)


def words(seed: int, count: int = 400) -> list[str]:
    return prose(seed, count).lower().replace(".", "").split()


def make(of: list[str], days: int = 0) -> Text:
    return Text(" ".join(of).encode(), DAY + timedelta(days), read_shingles(of))


def update(of: list[str], kept: float, seed: int = 1) -> list[str]:
    """About this share of the text's passages of 40 words, others between them."""
    dice, found = random.Random(seed), list[str]()
    for k in range(0, len(of), 40):
        found += of[k : k + 40] if dice.random() < kept else words(1_000_000 + seed * 1_000 + k, 40)
    return found


A, B = words(1), words(2)
NUMBERS = [str(number) for number in range(1_000, 1_020)]
OTHERS = [str(number) for number in range(2_000, 2_020)]


def mix(of: list[str], numbers: list[str]) -> list[str]:
    """The text with a number behind each twenty words."""
    return [word for k, one in enumerate(of) for word in ([one, numbers[k // 20]] if k % 20 == 19 else [one])]


@pytest.mark.parametrize(
    ("first", "second", "days", "relation", "rule"),
    [
        (A, A, 400, "exact", "same-words"),
        (A, B, 0, "none", "apart"),
        (A[: SHORT - 1], A[: SHORT - 2], 0, "none", "short"),
        (A, [*A[:200], "word", *A[201:]], 400, "reprint", "reprint"),
        (A[:160], [*A[:60], "x", *A[61:110], "y", *A[111:160]], 50, "reprint", "reprint"),
        (A, A[100:250], 400, "excerpt", "excerpt"),
        (A, A[:70], 400, "excerpt", "brief-excerpt"),
        (A[:120], A[10:96], 50, "excerpt", "brief-excerpt"),
        (A[:99], [*A[:30], *B[:69]], 10, "none", "apart"),
        (A[:90], [*A[:60], *B[:30]], 10, "related", "brief"),
        (A, update(A, 0.6), 2, "revision", "update"),
        (A, [*A[:270], *B[:130]], 3, "revision", "update"),
        (A, update(A, 0.75), 4, "related", "shared-passages"),
        (A, [*A[:150], *B[:50]], 1, "excerpt", "excerpt"),
        (A, [*A[:150], *B[:50]], 2, "related", "shared-passages"),
        (mix(A, NUMBERS), [*mix(A, NUMBERS)[:150], "77"], 20, "series", "other-numbers-later"),
        (A, update(A, 0.6), 11, "related", "shared-passages"),
        (A, [*A[:200], *B[:200]], 1, "related", "shared-passages"),  # one passage: a quotation
        (mix(A, NUMBERS), mix(A, OTHERS), 0, "series", "other-numbers"),
        (A, [w if k % 16 else f"x{k}" for k, w in enumerate(A)], 0, "series", "no-passages"),
    ],
)
def test_relation(first: list[str], second: list[str], days: int, relation: str, rule: str) -> None:
    """Guards each rule by a case of its own."""
    decision = decide(make(first), make(second, days))
    assert (decision.relation.value, decision.rule) == (relation, rule), decision.evidence
    assert decision.evidence.days == days
    assert (decision.evidence.first_words, decision.evidence.second_words) == (len(first), len(second))


def test_update_that_keeps_little() -> None:
    """Many passages of a text are an update of it, and as much in one piece is not."""
    kept = [*words(7, 90), *(word for k in range(0, 400, 80) for word in (*A[k : k + 40], *words(50 + k, 30)))]
    decision = decide(make(A), make(kept, 2))
    assert (decision.relation, decision.rule) == (Relation.REVISION, "free-update"), decision.evidence
    assert decide(make(A), make([*A[:200], *words(8, 310)], 2)).relation is Relation.RELATED


def test_excerpt_says_which() -> None:
    """The direction decides which of the two stands for the story."""
    assert decide(make(A), make(A[:200])).excerpt == "second"
    assert decide(make(A[:200]), make(A)).excerpt == "first"
    assert decide(make(A), make(B)).excerpt is None


@given(st.integers(0, 5_000), st.sampled_from([0.2, 0.4, 0.6, 0.9, 1.0]), st.integers(0, 12), st.integers(0, 300))
def test_order_of_the_two_does_not_matter(seed: int, kept: float, days: int, start: int) -> None:
    """Guards links that depend on which article came first into the archive."""
    one = words(seed, 350)
    other = update(one, kept, seed)[start % 200 :]
    here, there = decide(make(one), make(other, days)), decide(make(other, days), make(one))
    assert (here.relation, here.rule) == (there.relation, there.rule)
    assert (here.evidence.in_first, here.evidence.in_second) == (there.evidence.in_second, there.evidence.in_first)
    assert (here.evidence.resemblance, here.evidence.run) == (there.evidence.resemblance, there.evidence.run)
    assert {here.excerpt, there.excerpt} in ({None}, {"first", "second"})
