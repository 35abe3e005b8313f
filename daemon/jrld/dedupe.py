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

NEAR = 0.20  # resemblance, or
HELD = 0.50  # share of one text that the other holds: less is nothing
REPRINT = 0.75  # resemblance,
NEAR_REPRINT = 0.65  # or this, where nearly all numbers agree: a changed word costs five shingles
NEARLY_ALL = 0.8  # share of the numbers
EXCERPT = 0.80  # share of one text that the other holds,
SOON_EXCERPT, NEXT_DAY = 0.70, 1  # or this, within so many days: what is cut for the next day is also edited
SAME_NUMBERS = (
    0.95  # share of the numbers that agree in an excerpt after SOON: a table of the month is none of the last
)
LONGER = 1.25  # and how many times its shingles the other has
UPDATE, SOON = 0.30, 3  # resemblance, and days within which an update comes
FREE_UPDATE = 0.20  # resemblance of an update that keeps little, but that in many places
ONE_PASSAGE = 0.75  # share of what is in common: more of it in one passage is a quotation, such as of a speech
MANY_PASSAGES = 0.40  # the same; with less in the longest one, there are many,
LONG_PASSAGE = 24  # of so many words: what the pieces of a series have in common is shorter
PLAIN_UPDATE = 0.50  # the same, wherever the common passages are
AGREE = 0.5  # share of the numbers that must agree;
PROSE, SOME_AGREE = 40, 0.25  # where passages of so many words are the same, so few: tables have no such passages
PASSAGE = 20  # words of the passages that a text shares with one it was made from
BRIEF = 100  # words; a brief text that comes back later must be the same nearly word by word:
BRIEF_REPRINT = 0.90
BRIEF_EXCERPT, BRIEF_LONGER = 0.90, 2.0
UNBROKEN = 0.9  # share of what is in common that lies in one passage: then LONGER is enough


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
    if alike < NEAR and held < HELD:
        return Relation.NONE, "apart"
    if overlap.numbers is not None and overlap.numbers < (AGREE if overlap.run < PROSE else SOME_AGREE):
        return Relation.SERIES, "other-numbers"
    if alike < REPRINT and overlap.run < PASSAGE:
        return Relation.SERIES, "no-passages"
    if words < BRIEF and evidence.days > NEXT_DAY:
        return _conclude_brief(overlap, held, ratio)
    if alike >= REPRINT:
        return Relation.REPRINT, "reprint"
    if alike >= NEAR_REPRINT and (overlap.numbers is None or overlap.numbers >= NEARLY_ALL) and ratio < LONGER:
        return Relation.REPRINT, "near-reprint"
    if ratio >= LONGER and held >= (EXCERPT if evidence.days > NEXT_DAY else SOON_EXCERPT):
        is_same = overlap.numbers is None or overlap.numbers >= SAME_NUMBERS or evidence.days <= SOON
        return (Relation.EXCERPT, "excerpt") if is_same else (Relation.SERIES, "other-numbers-later")
    return _conclude_update(overlap, evidence.days)


def _conclude_update(overlap: Overlap, days: int) -> tuple[Relation, str]:
    """Of texts of which neither holds nearly all of the other."""
    alike = overlap.resemblance
    if days > SOON:
        return Relation.RELATED, "shared-passages"
    if alike >= PLAIN_UPDATE or (alike >= UPDATE and overlap.longest <= ONE_PASSAGE):
        return Relation.REVISION, "update"
    is_kept = overlap.longest <= MANY_PASSAGES and overlap.run >= LONG_PASSAGE
    if alike >= FREE_UPDATE and is_kept:
        return Relation.REVISION, "free-update"
    return Relation.RELATED, "shared-passages"


def _conclude_brief(overlap: Overlap, held: float, ratio: float) -> tuple[Relation, str]:
    """Of two texts of which one is brief, and that are days apart: rates and greetings come back in other words."""
    longer = LONGER if overlap.longest >= UNBROKEN else BRIEF_LONGER
    if overlap.resemblance >= BRIEF_REPRINT:
        return Relation.REPRINT, "brief-reprint"
    if held >= BRIEF_EXCERPT and ratio >= longer:
        return Relation.EXCERPT, "brief-excerpt"
    return Relation.RELATED, "brief"


def _measure_ratio(first: Text, second: Text) -> float:
    sizes = sorted((len(first.shingles.distinct), len(second.shingles.distinct)))
    return sizes[1] / sizes[0] if sizes[0] else 1.0
