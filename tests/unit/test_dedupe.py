"""What dedupe concludes, and how it says so."""

from hypothesis import given
from hypothesis import strategies as st

from jrld.dedupe import decide
from jrld.model import Fingerprint


def fingerprint(letter: str, tokens: int = 100) -> Fingerprint:
    return Fingerprint(1, letter.encode() * 16, tokens)


def test_new_text() -> None:
    """Guards that a text nobody knows is new, and says so in words."""
    [decision] = decide([fingerprint("a")], {})
    assert (decision.position, decision.relation, decision.article_id) == (1, "new", None)
    assert decision.reason == "no article has this normal form of 100 words"


def test_known_text() -> None:
    """Guards that a known text names the article that it repeats."""
    new, known = decide([fingerprint("a"), fingerprint("b")], {b"b" * 16: 7})
    assert (new.relation, known.position, known.relation, known.article_id) == ("new", 2, "exact", 7)
    assert known.reason == "the same 100 words in normal form as article 7"


def test_text_twice_in_one_issue() -> None:
    """Guards that the second of two equal texts is no second article."""
    decisions = decide([fingerprint("a"), fingerprint("b"), fingerprint("a")], {})
    assert [decision.relation for decision in decisions] == ["new", "new", "exact"]
    assert decisions[2].article_id is None
    assert decisions[2].reason == "the same 100 words in normal form as item 1 of this issue"


def test_short_text_says_why() -> None:
    """Guards that a short item's reason names what else had to agree."""
    [decision] = decide([fingerprint("a", tokens=2)], {b"a" * 16: 7})
    assert decision.reason == "the same title and 2 words in the same issue as article 7"


@given(st.lists(st.sampled_from("abcde")), st.dictionaries(st.sampled_from("abcde"), st.integers(1)))
def test_one_decision_each(letters: list[str], known: dict[str, int]) -> None:
    """Guards that every item is decided once, in order, and each unknown text is new exactly once."""
    decisions = decide([fingerprint(x) for x in letters], {x.encode() * 16: n for x, n in known.items()})
    assert [decision.position for decision in decisions] == list(range(1, len(letters) + 1))
    new = [letters[decision.position - 1] for decision in decisions if decision.relation == "new"]
    assert sorted(new) == sorted(set(letters) - set(known))
    assert all(decision.reason for decision in decisions)
