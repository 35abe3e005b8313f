"""Scores added up by era, transport and trouble, and held against the bounds."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.yardstick import FIELDS, Score
from jrld.model import Verdict

BOUNDS = {
    "recall": 0.995,
    "precision": 0.995,
    "title": 0.99,
    "source": 0.98,
    "authors": 0.98,
    "published": 0.98,
    "url": 0.98,
    "exact issues": 0.95,
}
SHARES = (*BOUNDS, "kind", "label", "identity", "complete")
NONE = "none"  # an issue without trouble


@dataclass(slots=True)
class Tally:
    """Many scores as one."""

    issues: int = 0
    true: int = 0
    found: int = 0
    exact: int = 0
    exact_issues: int = 0
    identified: int = 0
    complete: int = 0
    false_complete: int = 0  # `complete` with a wrong cut
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)

    def add(self, score: Score) -> None:
        self.issues += 1
        self.true += score.true
        self.found += score.found
        self.exact += score.exact
        self.exact_issues += score.is_exact
        self.identified += score.is_identified
        self.right += score.right
        self.asked += score.asked
        if score.verdict == Verdict.COMPLETE:
            self.complete += 1
            self.false_complete += not score.is_cut_right

    def shares(self) -> dict[str, float]:
        """Each of SHARES, from 0 to 1; nothing asked is all right."""
        parts = {
            "recall": (self.exact, self.true),
            "precision": (self.exact, self.found),
            **{name: (self.right[name], self.asked[name]) for name in FIELDS},
            "exact issues": (self.exact_issues, self.issues),
            "identity": (self.identified, self.issues),
            "complete": (self.complete, self.issues),
        }
        return {name: part / whole if whole else 1.0 for name, (part, whole) in parts.items()}

    def misses(self) -> list[str]:
        """The bounds that are missed, in words."""
        shares = self.shares()
        missed = [
            f"{name}: {shares[name]:.4f}, at least {bound}" for name, bound in BOUNDS.items() if shares[name] < bound
        ]
        if self.false_complete:
            missed.append(f"complete with a wrong cut: {self.false_complete}, never")
        return missed


@dataclass(frozen=True, slots=True)
class Tallies:
    """All scores, and those of each group: `by["era"]["1997-note"]`."""

    all: Tally
    by: dict[str, dict[str, Tally]]


def add_up(scores: Iterable[Score]) -> Tallies:
    tallies = Tallies(Tally(), {"era": {}, "transport": {}, "trouble": {}})
    for score in scores:
        tallies.all.add(score)
        groups = [("era", score.era), ("transport", score.transport)]
        groups += [("trouble", name) for name in score.trouble or (NONE,)]
        for kind, name in groups:
            tallies.by[kind].setdefault(name, Tally()).add(score)
    return tallies
