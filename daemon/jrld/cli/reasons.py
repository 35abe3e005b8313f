"""Decisions of `dedupe` in sentences. Pure.

The thresholds are read from there, so that no sentence can name another one than the rules know.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jrld import dedupe
from jrld.fingerprint import SHORT
from jrld.model import Decision, Relation
from jrld.store.relations import LinkRow

_BRIEF = f"of a text below {dedupe.BRIEF} words that comes back after more than {dedupe.NEXT_DAY} day"
# What each rule demands. The rules are asked in this order, and the first that fits says what the two are.
DEMANDS: Mapping[str, str] = {
    "same-words": "every word of the normal form is the same, in order",
    "short": f"one of the texts has fewer than {SHORT} words: equal words there mean nothing, and near ones less",
    "apart": f"resemblance below {dedupe.NEAR:.0%}, and neither holds {dedupe.HELD:.0%} of the other",
    "other-numbers": f"alike, but fewer than {dedupe.AGREE:.0%} of the numbers agree"
    f" ({dedupe.SOME_AGREE:.0%} where passages of {dedupe.PROSE} words are the same): two pieces of a series",
    "no-passages": f"resemblance below {dedupe.REPRINT:.0%}, and what is shared is scattered, in passages shorter than"
    f" {dedupe.PASSAGE} words: two pieces of a series",
    "brief-reprint": f"{_BRIEF}, resemblance of {dedupe.BRIEF_REPRINT:.0%} or more",
    "brief-excerpt": f"{_BRIEF}, {dedupe.BRIEF_EXCERPT:.0%} or more of it are in the other, which is at least"
    f" {dedupe.BRIEF_LONGER:g} times as long ({dedupe.LONGER:g} times, if it is there in one passage)",
    "brief": f"{_BRIEF}, too little is the same to call it one piece",
    "reprint": f"resemblance of {dedupe.REPRINT:.0%} or more",
    "near-reprint": f"resemblance of {dedupe.NEAR_REPRINT:.0%} or more, nearly the same length, and"
    f" {dedupe.NEARLY_ALL:.0%} or more of the numbers agree",
    "excerpt": f"{dedupe.EXCERPT:.0%} or more ({dedupe.SOON_EXCERPT:.0%} within a day) of one are in the other, which"
    f" is at least {dedupe.LONGER:g} times as long",
    "update": f"resemblance of {dedupe.UPDATE:.0%} or more, within {dedupe.SOON} days, and below"
    f" {dedupe.PLAIN_UPDATE:.0%} not in just one passage",
    "free-update": f"resemblance of {dedupe.FREE_UPDATE:.0%} or more, within {dedupe.SOON} days, in many passages of"
    f" {dedupe.LONG_PASSAGE} words and more",
    "other-numbers-later": f"one holds most of the other, but after more than {dedupe.SOON} days, and fewer than"
    f" {dedupe.SAME_NUMBERS:.0%} of the numbers agree: two pieces of a series",
    "shared-passages": "passages in common, but too few for an excerpt or an update, or too many days apart",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A decision on two articles, seen from one of them."""

    relation: Relation
    is_excerpt: bool | None  # of an excerpt: whether it is this one
    resemblance: float
    held: float  # share of this one that the other holds
    holds: float  # share of the other one that this holds
    numbers: float | None
    run: float
    longest: float
    days: int
    rule: str
    rules: int


def read_link(link: LinkRow) -> Reason:
    return Reason(
        Relation(link.relation),
        link.is_excerpt,
        link.resemblance,
        link.held,
        link.holds,
        link.numbers,
        link.run,
        link.longest,
        link.days,
        link.rule,
        link.rules,
    )


def read_decision(decision: Decision) -> Reason:
    """As today's rules decide it; "this" is the first of the two."""
    evidence = decision.evidence
    return Reason(
        decision.relation,
        decision.excerpt == "first" if decision.excerpt else None,
        evidence.resemblance,
        evidence.in_first,
        evidence.in_second,
        evidence.numbers,
        evidence.run,
        evidence.longest,
        evidence.days,
        decision.rule,
        dedupe.RULES,
    )


def say_relation(reason: Reason, this: str, other: str, is_later: bool | None) -> str:
    """What the two are to each other. `is_later`: whether this one came after the other; None on one day."""
    match reason.relation:
        case Relation.EXACT:
            return f"{this} and {other} are the same text, word for word."
        case Relation.REPRINT:
            return f"{this} and {other} are one text but for small things."
        case Relation.EXCERPT:
            part, whole = (this, other) if reason.is_excerpt else (other, this)
            return f"{part} is an excerpt of {whole}."
        case Relation.REVISION if is_later is None:
            return f"One of {this} and {other} is an update of the other; both came on one day."
        case Relation.REVISION:
            later, earlier = (this, other) if is_later else (other, this)
            return f"{later} is an update of {earlier}."
        case Relation.RELATED:
            return f"{this} and {other} have passages in common, and are two stories."
        case Relation.SERIES:
            return f"{this} and {other} are alike as the pieces of a column or tables of numbers are: two stories."
        case Relation.NONE:
            return f"{this} and {other} have nothing to do with each other."


def say_evidence(reason: Reason, this: str, other: str) -> Iterator[str]:
    """What it was decided by, a sentence each."""
    yield f"Resemblance {reason.resemblance:.1%}: runs of five words in both, of those in either."
    yield f"{other} holds {reason.held:.1%} of {this}; {this} holds {reason.holds:.1%} of {other}."
    if reason.numbers is None:
        yield "Numbers: too few to compare."
    else:
        yield f"Numbers: {reason.numbers:.1%} agree."
    shared = f"{reason.run:.0f} words long, the long ones counting more; {reason.longest:.0%} in the longest"
    yield f"Passages in common: {shared}."
    yield f"First seen {_count(reason.days, 'day')} apart." if reason.days else "First seen on one day."


def say_rule(reason: Reason) -> str:
    """The rule that decided, and what it demands."""
    demand = DEMANDS.get(reason.rule, "which today's rules do not know")
    if reason.rules == dedupe.RULES:
        return f"Rule {reason.rule} (rules version {reason.rules}): {demand}."
    now = f"today's are version {dedupe.RULES}, and will decide anew"
    return f"Rule {reason.rule} (rules version {reason.rules}; {now}): {demand}."


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
