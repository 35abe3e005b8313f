"""Which articles are near which: found by the index of fingerprints, decided by `dedupe`, written as links.

Two articles are compared if they share two fingerprints that no more than eight articles have: what is in more is
boilerplate, and proposes nothing. That is a property of the archive, so when a fingerprint comes to its ninth article,
or falls back to eight, the articles with it are looked at again, at once. So the links are a function of the articles
that are there, whatever the order in which they came; and the cost of an issue does not grow with the archive, for no
more than nine postings of a fingerprint are ever read.

Whoever links holds an advisory lock until the transaction ends (`lock_links`): two articles that are near each other
cannot be published past one another.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from jrld.dedupe import RULES, Text, decide
from jrld.fingerprint import normalise, read_sketch
from jrld.model import Decision, Relation
from jrld.shingles import VERSION, read_shingles
from jrld.store.schema import LOCKS

MOST = 8  # articles with a fingerprint that proposes pairs
LEAST = 2  # such fingerprints of a pair that is compared,
BRIEF = 4  # or all that one of them has, if it has no more fingerprints than these
_LINKING = 3  # advisory lock

# The form: what may change of an article, and decides on links and stories.
_STALE = text("""
    SELECT article.id, its.form, sketch.hashes IS NOT NULL AS is_indexed,
           CASE WHEN sketch.version = :version THEN sketch.hashes END AS hashes
    FROM jrld.article
    CROSS JOIN LATERAL (SELECT md5((first_seen, title, body)::text) AS form) AS its
    LEFT JOIN jrld.sketch ON sketch.article_id = article.id
    WHERE article.id = ANY(:ids)
      AND (sketch.version, sketch.rules, sketch.form) IS DISTINCT FROM (:version, :rules, its.form)
    ORDER BY article.id
""")
_BODIES = text("SELECT id, exact, first_seen, body FROM jrld.article WHERE id = ANY(:ids)")
_POSTINGS = text("""
    SELECT wanted.hash, array_agg(posting.article_id) AS ids
    FROM unnest(CAST(:hashes AS integer[])) AS wanted (hash)
    CROSS JOIN LATERAL (SELECT article_id FROM jrld.posting WHERE posting.hash = wanted.hash LIMIT :limit) AS posting
    GROUP BY wanted.hash
""")
# A brief text may have but one fingerprint that is no boilerplate; then that one is enough.
_SINGLE = text("""
    SELECT article_id FROM jrld.sketch CROSS JOIN LATERAL (
        SELECT count(*) AS telling FROM unnest(hashes) AS its (hash)
        WHERE :limit > (SELECT count(*) FROM (
            SELECT FROM jrld.posting WHERE posting.hash = its.hash LIMIT :limit
        ) AS few)
    ) AS counted
    WHERE article_id = ANY(:ids) AND cardinality(hashes) <= :brief AND telling = 1
""")
_INSERT_POSTINGS = text("""
    INSERT INTO jrld.posting (hash, article_id)
    SELECT * FROM unnest(CAST(:hashes AS integer[]), CAST(:ids AS bigint[]))
""")
_SKETCHES = text("SELECT article_id, hashes FROM jrld.sketch WHERE article_id = ANY(:ids)")
_UPSERT_SKETCH = text("""
    INSERT INTO jrld.sketch (article_id, version, rules, hashes, form)
    VALUES (:id, :version, :rules, :hashes, :form)
    ON CONFLICT (article_id) DO UPDATE SET
        version = excluded.version, rules = excluded.rules, hashes = excluded.hashes, form = excluded.form
""")
_LINKS = text("SELECT * FROM jrld.link WHERE first = ANY(:ids) OR second = ANY(:ids)")
_DROP_LINK = text("DELETE FROM jrld.link WHERE (first, second) = (:first, :second)")
_UPSERT_LINK = text("""
    INSERT INTO jrld.link (first, second, relation, excerpt, resemblance, in_first, in_second, numbers, run, longest,
                           days, rule, rules)
    VALUES (:first, :second, :relation, :excerpt, :resemblance, :in_first, :in_second, :numbers, :run, :longest, :days,
            :rule, :rules)
    ON CONFLICT (first, second) DO UPDATE SET
        relation = excluded.relation, excerpt = excluded.excerpt, resemblance = excluded.resemblance,
        in_first = excluded.in_first, in_second = excluded.in_second, numbers = excluded.numbers, run = excluded.run,
        longest = excluded.longest, days = excluded.days, rule = excluded.rule, rules = excluded.rules,
        decided_at = now()
""")
_REMOVE_POSTINGS = text("""
    DELETE FROM jrld.posting USING jrld.sketch
    WHERE sketch.article_id = ANY(:ids) AND posting.article_id = sketch.article_id
      AND posting.hash = ANY(sketch.hashes)
    RETURNING posting.hash
""")
_PENDING = text("""
    SELECT article.id FROM jrld.article
    LEFT JOIN jrld.sketch ON sketch.article_id = article.id
    WHERE article.id > :after AND (sketch.version, sketch.rules) IS DISTINCT FROM (:version, :rules)
    ORDER BY article.id LIMIT :limit
""")

Pair = tuple[int, int]  # article ids, the smaller first
Sketch = tuple[int, ...]


class _Row(NamedTuple):
    """What a link says, as it stands in the table."""

    first: int
    second: int
    relation: str
    excerpt: int | None
    resemblance: float
    in_first: float
    in_second: float
    numbers: float | None
    run: float
    longest: float
    days: int
    rule: str
    rules: int


def lock_links(connection: Connection) -> None:
    """Until the transaction ends, nobody else links. Taken last of all locks, so nobody waits in a circle."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:jrld, :what)"), {"jrld": LOCKS, "what": _LINKING})


def link_articles(
    connection: Connection, ids: Iterable[int], again: Iterable[int] = (), known: Mapping[int, Sketch] | None = None
) -> set[int]:
    """Bring the links of these articles up to date, and of whomever that concerns.

    `again`: articles to be decided anew; `known`: sketches that need not be read from the texts. Returns the
    articles whose links or whose part in a story may have changed.
    """
    stale = {row.id: row for row in connection.execute(_STALE, {"ids": list(ids), "version": VERSION, "rules": RULES})}
    texts = _Texts(connection)
    todo = {*stale, *again, *(_index(connection, stale, texts, known or {}) if stale else ())}
    return todo | _decide(connection, todo, texts) if todo else todo


def forget_articles(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Take articles that will be removed out of the index. Returns those that must be decided anew."""
    removed = Counter(connection.scalars(_REMOVE_POSTINGS, {"ids": ids}))
    left = _find_postings(connection, removed)
    alive = (found for hash_, found in left.items() if len(found) <= MOST < len(found) + removed[hash_])
    return {id_ for found in alive for id_ in found}.difference(ids)


def find_unlinked(connection: Connection, after: int = 0, limit: int = 200) -> list[int]:
    """Articles above `after` that were never linked, or by other rules than today's."""
    wanted = {"after": after, "limit": limit, "version": VERSION, "rules": RULES}
    return list(connection.scalars(_PENDING, wanted))


# --- the index ----------------------------------------------------------------------------------


class _Texts:
    """The texts of articles, read once each."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._texts: dict[int, Text] = {}
        self.sketches: dict[int, Sketch] = {}

    def load(self, ids: Iterable[int]) -> None:
        wanted = [id_ for id_ in ids if id_ not in self._texts]
        if not wanted:
            return
        for row in self._connection.execute(_BODIES, {"ids": wanted}):
            words = normalise(row.body)
            self._texts[row.id] = Text(bytes(row.exact), _day(row), read_shingles(words))
            self.sketches[row.id] = read_sketch(words)

    def __getitem__(self, id_: int) -> Text:
        return self._texts[id_]


def _day(row: Any) -> date:
    day: date = row.first_seen.date()
    return day


def _index(connection: Connection, stale: Mapping[int, Any], texts: _Texts, known: Mapping[int, Sketch]) -> set[int]:
    """Write sketches and postings of stale articles. Returns the others that must be decided anew."""
    sketches = {id_: tuple(row.hashes) for id_, row in stale.items() if row.hashes is not None}
    sketches |= {id_: known[id_] for id_ in stale if id_ in known}
    texts.load(stale.keys() - sketches.keys())
    sketches |= texts.sketches
    again = forget_articles(connection, [id_ for id_, row in stale.items() if row.is_indexed and row.hashes is None])
    new = {id_ for id_, row in stale.items() if row.hashes is None}
    again |= _find_crossed(connection, new, sketches)
    rows = [
        {
            "id": id_,
            "version": VERSION,
            "rules": RULES,
            "hashes": list(sketches[id_]),
            "form": row.form,
        }
        for id_, row in stale.items()
    ]
    connection.execute(_UPSERT_SKETCH, rows)
    postings = sorted((hash_, id_) for id_ in new for hash_ in sketches[id_])
    both = {"hashes": [hash_ for hash_, _ in postings], "ids": [id_ for _, id_ in postings]}
    connection.execute(_INSERT_POSTINGS, both)
    return again


def _find_crossed(connection: Connection, new: set[int], sketches: Mapping[int, tuple[int, ...]]) -> set[int]:
    """Articles with a fingerprint that becomes boilerplate by the new ones."""
    coming = Counter(hash_ for id_ in new for hash_ in sketches[id_])
    there = _find_postings(connection, coming)
    return {id_ for hash_, ids in there.items() if len(ids) <= MOST < len(ids) + coming[hash_] for id_ in ids}


def _find_postings(connection: Connection, hashes: Iterable[int]) -> dict[int, list[int]]:
    """The articles with each fingerprint, up to one more than propose pairs."""
    rows = connection.execute(_POSTINGS, {"hashes": list(hashes), "limit": MOST + 1})
    return {row.hash: row.ids for row in rows}


# --- the decisions ------------------------------------------------------------------------------


def _decide(connection: Connection, todo: set[int], texts: _Texts) -> set[int]:
    """Decide anew what the articles are to others. Returns those at the other end of a link that came or went."""
    pairs = _find_pairs(connection, todo)
    texts.load({end for pair in pairs for end in pair})
    decided = (_show(pair, decide(texts[pair[0]], texts[pair[1]])) for pair in sorted(pairs))
    now = {row[:2]: row for row in decided if row is not None}
    before = {row[:2]: row for row in map(_read_link, connection.execute(_LINKS, {"ids": list(todo)}))}
    gone = [{"first": first, "second": second} for first, second in sorted(before.keys() - now.keys())]
    changed = [row for pair, row in now.items() if before.get(pair) != row]
    if gone:
        connection.execute(_DROP_LINK, gone)
    if changed:
        connection.execute(_UPSERT_LINK, [row._asdict() for row in changed])
    return {end for pair in (*before.keys() - now.keys(), *(row[:2] for row in changed)) for end in pair}


def _find_pairs(connection: Connection, todo: set[int]) -> set[Pair]:
    """The pairs that share fingerprints enough to be compared, each with one of these articles in it."""
    sketches = {row.article_id: row.hashes for row in connection.execute(_SKETCHES, {"ids": list(todo)})}
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for id_, hashes in sketches.items():
        for hash_ in hashes:
            holders[hash_].append(id_)
    shared: Counter[Pair] = Counter()
    for hash_, ids in _find_postings(connection, holders).items():
        if len(ids) <= MOST:
            mine = set(holders[hash_])
            shared.update({(min(a, b), max(a, b)) for a in mine for b in ids if a != b})
    once = {pair for pair, count in shared.items() if count < LEAST}
    wanted = {"ids": list({end for pair in once for end in pair}), "limit": MOST + 1, "brief": BRIEF}
    single = set(connection.scalars(_SINGLE, wanted)) if once else set()
    return {pair for pair in shared if pair not in once or not single.isdisjoint(pair)}


def _show(pair: Pair, decision: Decision) -> _Row | None:
    if decision.relation in (Relation.NONE, Relation.EXACT):
        return None
    evidence = decision.evidence
    excerpt = {"first": pair[0], "second": pair[1]}.get(decision.excerpt or "")
    return _Row(
        *pair,
        decision.relation.value,
        excerpt,
        evidence.resemblance,
        evidence.in_first,
        evidence.in_second,
        evidence.numbers,
        evidence.run,
        evidence.longest,
        evidence.days,
        decision.rule,
        RULES,
    )


def _read_link(row: Any) -> _Row:
    return _Row(*islice(row, len(_Row._fields)))
