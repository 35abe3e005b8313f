"""What two texts are to each other: concludes and explains, carries nothing out. Pure.

The answer is a function of the two texts and of the days on which they first appeared, the same in either order; so
stories do not depend on the order in which an archive is read. A false merge is worse than a missed duplicate: alike
texts whose numbers differ, or that share words but no passages, are pieces of a series.
"""

from datetime import date
from typing import NamedTuple

from jrld.fingerprint import SHORT
from jrld.model import Decision, Evidence, Relation
from jrld.shingles import Overlap, Shingles, compare

RULES = 1  # version of the rules below; stored with each link

_NEAR = 0.20  # resemblance, or
_HELD = 0.50  # share of one text that the other holds: less is nothing
_REPRINT = 0.75  # resemblance
_EXCERPT = 0.80  # share of one text that the other holds,
_LONGER = 1.25  # and how many times its shingles the other has
_UPDATE, _SOON = 0.30, 3  # resemblance, and days within which an update comes
_LATE_UPDATE, _LATER = 0.50, 10
_AGREE = 0.5  # share of the numbers that must agree
_PASSAGE = 20  # words of the passages that a text shares with one it was made from
_BRIEF = 100  # words; a brief text that comes back later must be the same nearly word by word:
_BRIEF_REPRINT = 0.90
_BRIEF_EXCERPT, _BRIEF_LONGER = 0.95, 2.0


class Text(NamedTuple):
    """One article's text, as it is compared."""

    exact: bytes  # digest of its normal form
    day: date  # of its first appearance
    shingles: Shingles


def decide(first: Text, second: Text) -> Decision:
    """What the two texts are to each other, and why."""
    overlap = compare(first.shingles, second.shingles)
    evidence = Evidence(*overlap, abs((first.day - second.day).days), first.shingles.words, second.shingles.words)
    relation, rule = _conclude(first.exact == second.exact, overlap, evidence, _measure_ratio(first, second))
    if relation is not Relation.EXCERPT:
        return Decision(relation, rule, evidence)
    return Decision(relation, rule, evidence, "first" if overlap.in_first > overlap.in_second else "second")


def _conclude(is_equal: bool, overlap: Overlap, evidence: Evidence, ratio: float) -> tuple[Relation, str]:
    """(relation, the rule that said so); `ratio`: how many times the shingles of the shorter text the longer has."""
    alike, held = overlap.resemblance, max(overlap.in_first, overlap.in_second)
    words = min(evidence.first_words, evidence.second_words)
    if is_equal:
        return Relation.EXACT, "same-words"
    if words < SHORT:
        return Relation.NONE, "short"
    if alike < _NEAR and held < _HELD:
        return Relation.NONE, "apart"
    if overlap.numbers is not None and overlap.numbers < _AGREE:
        return Relation.SERIES, "other-numbers"
    if alike < _REPRINT and overlap.run < _PASSAGE:
        return Relation.SERIES, "no-passages"
    if words < _BRIEF and evidence.days > _SOON:
        return _conclude_brief(alike, held, ratio)
    if alike >= _REPRINT:
        return Relation.REPRINT, "reprint"
    if held >= _EXCERPT and ratio >= _LONGER:
        return Relation.EXCERPT, "excerpt"
    if alike >= _UPDATE and evidence.days <= _SOON:
        return Relation.REVISION, "update"
    if alike >= _LATE_UPDATE and evidence.days <= _LATER:
        return Relation.REVISION, "late-update"
    return Relation.RELATED, "shared-passages"


def _conclude_brief(alike: float, held: float, ratio: float) -> tuple[Relation, str]:
    """Of two texts of which one is brief, and that are days apart: rates and greetings come back in other words."""
    if alike >= _BRIEF_REPRINT:
        return Relation.REPRINT, "brief-reprint"
    if held >= _BRIEF_EXCERPT and ratio >= _BRIEF_LONGER:
        return Relation.EXCERPT, "brief-excerpt"
    return Relation.RELATED, "brief"


def _measure_ratio(first: Text, second: Text) -> float:
    sizes = sorted((len(first.shingles.distinct), len(second.shingles.distinct)))
    return sizes[1] / sizes[0] if sizes[0] else 1.0
