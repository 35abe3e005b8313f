"""The corpus of duplicates, its tally and its rival: the yardstick itself is measured."""

import time
from collections import Counter
from datetime import date

import pytest

from benchmarks.duplicates import NEGATIVES, POSITIVES, SINGLE, Piece, make_pieces
from benchmarks.duplicates.rival import find_candidates_datasketch
from benchmarks.duplicates.statistics import Statistics, measure
from benchmarks.duplicates.tally import CONTAINER, Link, compare_clusters, count, join, show, show_stories
from jrld.fingerprint import normalise

SCALE = 0.008


@pytest.fixture(scope="module")
def pieces() -> list[Piece]:
    return list(make_pieces(3, SCALE))


@pytest.fixture(scope="module")
def statistics(pieces: list[Piece]) -> Statistics:
    return measure(pieces, normalise)


# --- the corpus ----------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_pieces() -> None:
    """And another seed others: one to tune on, one held out."""
    small = list(make_pieces(3, 0.002))
    assert list(make_pieces(3, 0.002)) == small
    held_out = list(make_pieces(4, 0.002))
    assert not {piece.body for piece in held_out} & {piece.body for piece in small}


def test_kinds_are_in_proportion(pieces: list[Piece]) -> None:
    """A scale is a share of 250,000; singles make up the number."""
    counts = Counter(piece.kind for piece in pieces)
    expected = {kind: round(1_200 * SCALE) for kind in POSITIVES}
    expected |= {kind: round(number * SCALE) for kind, number in NEGATIVES.items()}
    expected[SINGLE] = 2_000 - sum(expected.values())
    assert counts == expected


@pytest.mark.parametrize("one_day", [False, True])
def test_pieces_arrive_in_order(one_day: bool) -> None:
    """Numbers follow days, and a piece is made of earlier ones only; updates come within three days."""
    pieces = list(make_pieces(5, 0.004, one_day))
    assert [piece.number for piece in pieces] == list(range(len(pieces)))
    assert [piece.day for piece in pieces] == sorted(piece.day for piece in pieces)
    for piece in pieces:
        assert all(parent < piece.number for parent in piece.of)
        assert (piece.kind in POSITIVES) <= bool(piece.of)
        if piece.kind.startswith("update"):
            assert (piece.day - pieces[piece.of[0]].day).days <= 3


def test_a_series_comes_out_on_one_day_when_asked() -> None:
    """The worst case: no rule about days helps. Its equal two-liners are one story then."""
    days: dict[int, set[date]] = {}
    for piece in make_pieces(5, 0.004, one_day=True):
        if piece.series is not None:
            days.setdefault(piece.series, set()).add(piece.day)
            assert (piece.story is not None) == (piece.kind == "shortrepeat")
    assert {len(some) for some in days.values()} == {1}


def test_equal_two_liners_are_a_story_for_three_days_only(pieces: list[Piece]) -> None:
    """Guards the truth of `shortrepeat`."""
    repeats = [piece for piece in pieces if piece.kind == "shortrepeat" and piece.of]
    assert repeats
    for piece in repeats:
        before = pieces[piece.of[0]]
        assert normalise(piece.body) == normalise(before.body)
        assert (piece.story == before.story) == ((piece.day - before.day).days <= 3)


def test_kinds_resemble_what_they_are_made_of(statistics: Statistics) -> None:
    """The medians of the study's table, roughly: resemblance, then containment."""
    medians = {kind: statistics.percentiles(kind)[1::3] for kind in statistics.resemblance}
    bounds = {
        "exact": (1, 1),
        "rewrap": (0.97, 1),
        "typog": (0.97, 1),
        "html": (0.94, 1),
        "headline": (0.9, 1),
        "correction": (0.88, 0.99),
        "noise": (0.8, 0.97),
        "combo": (0.8, 0.99),
        "update90": (0.6, 0.85),
        "update70": (0.42, 0.7),
        "update50": (0.25, 0.5),
        "excerpt_head": (0.2, 0.6),
        "excerpt_mid": (0.2, 0.6),
        "lede": (0.03, 0.3),
        "column": (0.08, 0.35),
        "heavyboiler": (0.4, 0.65),
        "template": (0.03, 0.25),
        "numtable": (0.38, 0.7),
        "sameevent": (0.01, 0.1),
    }
    missed = {kind: medians[kind] for kind, (low, high) in bounds.items() if not low <= medians[kind][0] <= high}
    assert missed == {}
    assert all(medians[kind][1] > 0.95 for kind in ("excerpt_head", "excerpt_mid", "lede", "merged"))


def test_phrases_recur_as_in_news(statistics: Statistics) -> None:
    """Unrelated pieces share runs of five words; articles are as long as articles are."""
    assert 0.03 < statistics.recurring < 0.15
    assert 650 < sum(statistics.words) / len(statistics.words) < 900


def test_pieces_are_made_fast() -> None:
    """20,000 in a minute, with a margin of four."""
    began = time.process_time()
    assert sum(1 for _ in make_pieces(6, 0.004)) == 1_000
    assert time.process_time() - began < 12


# --- the rival -----------------------------------------------------------------------------------


def test_the_rival_sees_copies_and_no_short_excerpts(pieces: list[Piece]) -> None:
    """Datasketch as the study knew it: all copies, few lead paragraphs; candidates are earlier texts."""
    pytest.importorskip("datasketch", reason="a test-only extra")
    later = [piece for piece in pieces if piece.kind in ("exact", "lede")]
    wanted = {piece.number for piece in later}.union(*(piece.of for piece in later), range(0, len(pieces), 20))
    some = [piece for piece in pieces if piece.number in wanted]
    rivalry = find_candidates_datasketch([piece.body for piece in some], normalise)
    assert min(rivalry.searching, rivalry.normalising) > 0
    candidates = {
        piece.number: [some[place].number for place in places]
        for piece, places in zip(some, rivalry.candidates, strict=True)
    }
    assert all(other < number for number, others in candidates.items() for other in others)
    tally = count(pieces, candidates=candidates)
    assert tally.rows["exact"].candidate_recall == 1
    assert (tally.rows["lede"].candidate_recall or 0) < 0.5
    assert tally.rows[SINGLE].false_candidates == 0


# --- the tally -----------------------------------------------------------------------------------


def make_piece(number: int, kind: str, story: int | None = None, *of: int, series: int | None = None) -> Piece:
    return Piece(number, kind, story, of, "A title", None, "A body.", date(2001, 2, 3), series)


SMALL = [
    make_piece(0, SINGLE, 1),
    make_piece(1, "update90", 1, 0),
    make_piece(2, SINGLE, 2),
    make_piece(3, "merged", None, 0, 2),
    make_piece(4, "column", series=1),
    make_piece(5, "column", series=1),
    make_piece(6, "quote", None, 0),
    make_piece(7, SINGLE),
]


def test_links_are_counted_for_the_later_piece() -> None:
    """A strong link between two stories is wrong, whichever way round; a weak one is none."""
    links = [Link(0, 1, "revision"), Link(4, 5, "reprint"), Link(6, 0, "related"), Link(7, 4, "excerpt")]
    tally = count(SMALL, links)
    column = tally.rows["column"]
    assert (tally.rows["update90"].recall, tally.rows["update90"].precision) == (1, 1)
    assert (column.wrong, column.wrong_pieces, column.wrong_share) == (1, 1, 0.5)
    assert (tally.rows["quote"].links, tally.rows[SINGLE].wrong) == (0, 1)
    assert (tally.all.links, tally.all.wrong, tally.all.asked, tally.all.linked) == (3, 2, 2, 1)


def test_candidates_are_right_false_or_strangers() -> None:
    """A column's last week's and a quoted article are false, but no strangers."""
    tally = count(SMALL, candidates={1: [0], 3: [2], 5: [4], 6: [0], 7: [5]})
    assert tally.rows["update90"].candidate_recall == tally.rows["merged"].candidate_recall == 1
    assert (tally.all.candidates, tally.all.false_candidates, tally.all.strangers) == (5, 3, 1)


def test_a_container_is_linked_to_both_and_joins_nothing() -> None:
    """Its articles stay two stories; strong links in its place make one of them, which is counted."""
    kept = count(SMALL, [Link(0, 1, "revision"), Link(3, 0, CONTAINER), Link(2, 3, CONTAINER), Link(3, 1, CONTAINER)])
    assert (kept.containers, kept.linked_twice, kept.joined, kept.all.wrong) == (1, 1, 0, 0)
    assert kept.clusters is not None
    assert (kept.clusters.precision, kept.clusters.recall, kept.clusters.ari) == (1, 1, 1)
    mixed = count(SMALL, [Link(0, 1, "revision"), Link(3, 0, "excerpt"), Link(2, 3, "excerpt")])
    assert (mixed.linked_twice, mixed.joined) == (1, 1)
    assert mixed.clusters is not None
    assert mixed.clusters.precision == pytest.approx(1 / 3)


def test_stories_are_compared_by_pairs() -> None:
    """Nothing joined has no recall; a story that was handed in counts instead of the links."""
    none = compare_clusters(SMALL, {})
    assert (none.precision, none.recall, none.ari, none.largest) == (1, 0, 0, 1)
    assert join([1, 2, 3], [Link(3, 2, "exact"), Link(1, 2, "related")]) == {1: 1, 2: 2, 3: 2}
    tally = count(SMALL, stories={0: 9, 1: 9, 7: 9})
    assert tally.clusters is not None
    assert (tally.clusters.recall, tally.clusters.largest) == (1, 3)


def test_tables_have_a_row_for_each_kind() -> None:
    """And one for all, the rival's figures beside."""
    tally = count(SMALL, [Link(0, 1, "revision")], {1: [0]})
    assert show(tally).row_count == 5 + 1
    assert show(tally, count(SMALL)).row_count == 5 + 1
    assert show_stories(tally).row_count == 1
