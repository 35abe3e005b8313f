"""Two articles' texts as they are decided on now, whether or not they ever met; and by what they could have met."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text

from jrld.dedupe import Text, decide
from jrld.errors import JrldError
from jrld.fingerprint import normalise, read_sketch
from jrld.model import Decision
from jrld.shingles import WIDTH, Shingles, read_shingles
from jrld.store.engine import Engine, transaction
from jrld.store.links import MOST

_BODIES = text("SELECT id, exact, first_seen, body FROM jrld.article WHERE id = ANY(:ids)")
_POSTINGS = text("""
    SELECT hash, (SELECT count(*) FROM (SELECT FROM jrld.posting WHERE posting.hash = wanted.hash LIMIT :limit) AS few)
    FROM unnest(CAST(:hashes AS integer[])) AS wanted (hash)
""")
_UPPER, _SIGN = 32, 1 << 31  # a fingerprint is the upper half of a shingle's hash, as a signed number


@dataclass(frozen=True, slots=True)
class Shared:
    """A fingerprint that two texts have."""

    words: str  # the five words that it stands for, in normal form
    articles: int  # with it in the archive; none are counted beyond those that make it boilerplate
    is_boilerplate: bool  # so it proposes no pairs


@dataclass(frozen=True, slots=True)
class Comparison:
    decision: Decision
    shared: list[Shared]


def compare_now(engine: Engine, first: int, second: int) -> Comparison:
    """Raises JrldError when one of the articles is no more."""
    texts: dict[int, Text] = {}
    words: dict[int, list[str]] = {}
    with transaction(engine) as connection:
        for row in connection.execute(_BODIES, {"ids": [first, second]}):
            words[row.id] = normalise(row.body)
            texts[row.id] = Text(bytes(row.exact), row.first_seen.date(), read_shingles(words[row.id]))
        if len(texts) < 2:
            raise JrldError("one of the two articles was withdrawn meanwhile")
        hashes = set(read_sketch(words[first])).intersection(read_sketch(words[second]))
        counts = {row[0]: row[1] for row in connection.execute(_POSTINGS, {"hashes": [*hashes], "limit": MOST + 1})}
    passages = _find_passages(words[first], texts[first].shingles, hashes)
    shared = [Shared(passage, counts[hash_], counts[hash_] > MOST) for hash_, passage in passages.items()]
    return Comparison(decide(texts[first], texts[second]), shared)


def _find_passages(words: Sequence[str], shingles: Shingles, hashes: set[int]) -> dict[int, str]:
    """The words that each of these fingerprints stands for, where they occur first."""
    found: dict[int, str] = {}
    for place, shingle in enumerate(shingles.places.tolist()):
        hash_ = shingle >> _UPPER
        hash_ -= 2 * _SIGN * (hash_ >= _SIGN)
        if hash_ in hashes:
            found.setdefault(hash_, " ".join(words[place : place + WIDTH]))
    return found
