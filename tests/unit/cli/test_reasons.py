"""Decisions in words: every rule has its sentence, with the thresholds by which it decides."""

import ast
import inspect
from datetime import date

import pytest

from jrld import dedupe
from jrld.cli.reasons import DEMANDS, Reason, read_decision, say_evidence, say_relation, say_rule
from jrld.fingerprint import normalise
from jrld.model import Relation
from jrld.shingles import read_shingles
from store_fixtures import prose


def test_every_rule_has_a_sentence() -> None:
    """Guards a rule that is added, or gets another name: each is a pair (relation, name) in the source."""
    pairs = [node.elts for node in ast.walk(ast.parse(inspect.getsource(dedupe))) if isinstance(node, ast.Tuple)]
    rules = {
        pair[1].value
        for pair in pairs
        if len(pair) == 2 and ast.unparse(pair[0]).startswith("Relation.") and isinstance(pair[1], ast.Constant)
    }
    assert rules == set(DEMANDS)


def make_text(body: str, day: int = 1) -> dedupe.Text:
    words = normalise(body)
    return dedupe.Text(repr(words).encode(), date(2003, 4, day), read_shingles(words))


def test_of_two_texts() -> None:
    """The whole account, of an excerpt."""
    body = prose(1, 300)
    reason = read_decision(dedupe.decide(make_text(body), make_text(body[: len(body) // 2], day=3)))
    assert say_relation(reason, "7101-1", "7103-2", False) == "7103-2 is an excerpt of 7101-1."
    said = list(say_evidence(reason, "7101-1", "7103-2"))
    assert said[1] == f"7103-2 holds {reason.held:.1%} of 7101-1; 7101-1 holds {reason.holds:.1%} of 7103-2."
    assert said[2:] == [
        "Numbers: too few to compare.",
        f"Passages in common: {reason.run:.0f} words long, the long ones counting more; 100% in the longest.",
        "First seen 2 days apart.",
    ]
    assert say_rule(reason) == (
        f"Rule excerpt (rules version {dedupe.RULES}): {dedupe.EXCERPT:.0%} or more ({dedupe.SOON_EXCERPT:.0%} within a"
        f" day) of one are in the other, which is at least {dedupe.LONGER:g} times as long."
    )


@pytest.mark.parametrize("relation", list(Relation))
def test_every_relation_has_a_sentence(relation: Relation) -> None:
    """Guards a relation that is added; and that the later of two is called the update."""
    reason = Reason(
        relation, True if relation is Relation.EXCERPT else None, 0.5, 0.5, 0.5, None, 30.0, 0.5, 1, "brief", 0
    )
    said = [say_relation(reason, "one", "other", is_later) for is_later in (True, False, None)]
    assert all("one" in sentence and "other" in sentence and sentence.endswith(".") for sentence in said)
    if relation is Relation.REVISION:
        assert said[:2] == ["one is an update of other.", "other is an update of one."]


def test_rule_of_another_version() -> None:
    """A link that was not decided again yet says so."""
    reason = Reason(Relation.RELATED, None, 0.5, 0.5, 0.5, None, 30.0, 0.5, 1, "unknown", 0)
    assert say_rule(reason).startswith("Rule unknown (rules version 0; today's are version ")
    assert say_rule(reason).endswith("which today's rules do not know.")
