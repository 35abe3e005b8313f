"""Which articles of an issue are known already: concludes and explains, carries nothing out. Pure."""

from collections.abc import Mapping, Sequence

from jrld.fingerprint import SHORT
from jrld.model import Decision, Fingerprint


def decide(fingerprints: Sequence[Fingerprint], known: Mapping[bytes, int]) -> list[Decision]:
    """One decision for each fingerprint, in order; its `position` counts from 1.

    `known`: exact digest -> article id, of the articles stored under the same fingerprint version.
    A text that stands twice in the issue itself is "exact" the second time; while the first is new, and so has
    no id yet, its `article_id` is None and the reason names the first's position.
    """
    first: dict[bytes, int] = {}
    decisions = []
    for position, fingerprint in enumerate(fingerprints, start=1):
        article_id = known.get(fingerprint.exact)
        earlier = first.setdefault(fingerprint.exact, position)
        if article_id is not None:
            decisions.append(Decision(position, "exact", article_id, f"{_equal(fingerprint)} article {article_id}"))
        elif earlier != position:
            decisions.append(Decision(position, "exact", None, f"{_equal(fingerprint)} item {earlier} of this issue"))
        else:
            reason = f"no article has this normal form of {fingerprint.tokens} words"
            decisions.append(Decision(position, "new", None, reason))
    return decisions


def _equal(fingerprint: Fingerprint) -> str:
    if fingerprint.tokens >= SHORT:
        return f"the same {fingerprint.tokens} words in normal form as"
    return f"the same title and {fingerprint.tokens} words in the same issue as"
