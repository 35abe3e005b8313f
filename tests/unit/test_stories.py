"""Which articles are one story: canonical order, constrained merging, containers; whatever the order of the input."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jrld.model import Relation
from jrld.stories import Link, Member, Ruling, Stories, tell_stories

DAY, NEXT = date(2003, 4, 4), date(2003, 4, 5)
EXACT, REPRINT, EXCERPT, REVISION = Relation.EXACT, Relation.REPRINT, Relation.EXCERPT, Relation.REVISION


def make(id_: int, day: date = DAY, words: int = 100, scars: int = 0, title: str = "") -> Member:
    return Member(id_, f"{id_:03}".encode(), day, words, scars, frozenset(title.split()))


def link(first: int, second: int, relation: Relation = REPRINT, resemblance: float = 0.9) -> Link:
    """Two like each other; of an excerpt the second is it."""
    held = (0.4, 1.0) if relation is EXCERPT else (resemblance, resemblance)
    return Link(first, second, relation, resemblance, *held)


def tell(members: list[Member], links: list[Link], rulings: list[Ruling] | None = None) -> Stories:
    return tell_stories({member.id: member for member in members}, links, rulings or [])


def show(stories: Stories) -> list[tuple[int, ...]]:
    return [story.members for story in stories.stories]


def find_canonical(members: list[Member], links: list[Link]) -> int:
    [story] = tell(members, links).stories
    return story.canonical


# --- the one that stands for a story ------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        (make(1, DAY), make(2, NEXT), REVISION),  # the later version
        (make(1, NEXT, 100), make(2, DAY, 101), REPRINT),  # of one version the longer
        (make(1, DAY, 100, 1), make(2, NEXT, 100, 0), REPRINT),  # then the one with fewer scars
        (make(1, NEXT), make(2, DAY), REPRINT),  # then the earlier
        (make(3, DAY), make(2, DAY), REPRINT),  # then by their texts
        (make(1, DAY, 100), make(2, DAY, 101), REVISION),  # versions of one day
    ],
)
def test_canonical(one: Member, other: Member, relation: Relation) -> None:
    """Guards each step of the order; the second is the one, whichever comes first."""
    near = link(min(one.id, other.id), max(one.id, other.id), relation)
    for members in ([one, other], [other, one]):
        assert find_canonical(members, [near]) == other.id


def test_an_excerpt_never_stands_for_its_text() -> None:
    """Guards the full text, though the excerpt is later and its reprint longer."""
    members = [make(1, DAY, 300), make(2, NEXT, 120), make(3, NEXT, 130)]
    links = [link(1, 2, EXCERPT), link(1, 3, EXCERPT), link(2, 3)]
    assert find_canonical(members, links) == 1


def test_reprint_of_a_new_version_is_one_with_it() -> None:
    """Guards the date of a version: that of its first appearance, not of its last reprint."""
    old, new, late = make(1, DAY, 100), make(2, NEXT, 90), make(3, date(2003, 4, 9), 110)
    assert find_canonical([old, new, late], [link(1, 2, REVISION), link(1, 3)]) == 2


# --- what is one --------------------------------------------------------------------------------


def test_the_stronger_link_wins() -> None:
    """Guards constrained merging: two that are to be apart, and a third that is like both, goes to the nearer."""
    members = [make(1), make(2), make(3)]
    for near, far in ((0.9, 0.8), (0.8, 0.9)):
        links = [link(1, 2, REPRINT, near), link(2, 3, REPRINT, far)]
        wanted = [(1, 2), (3,)] if near > far else [(1,), (2, 3)]
        assert show(tell(members, links, [Ruling(1, 3, False)])) == wanted
    links = [link(1, 2, REVISION, 0.9), link(2, 3, EXCERPT, 0.4)]
    assert show(tell(members, links, [Ruling(3, 1, False)])) == [(1,), (2, 3)]


def test_rulings() -> None:
    """Guards that they win: to part wins over to join, the later join over the earlier, and strangers are no bother."""
    members = [make(1), make(2), make(3)]
    assert show(tell(members, [], [Ruling(1, 2, True)])) == [(1, 2), (3,)]
    assert show(tell(members, [link(1, 2)], [Ruling(1, 2, False)])) == [(1,), (2,), (3,)]
    rulings = [Ruling(1, 3, False, 9), Ruling(1, 2, True, 1), Ruling(2, 3, True, 2)]
    assert show(tell(members, [], rulings)) == [(1,), (2, 3)]
    assert show(tell(members, [link(1, 9)], [Ruling(2, 9, True), Ruling(9, 8, False)])) == [(1,), (2,), (3,)]


# --- articles that hold several -----------------------------------------------------------------

WHOLE = make(1, words=200, title="on roads")
PARTS = [make(2, words=100, title="on roads"), make(3, words=90, title="the harbour of the north")]
HOLDS = [link(1, 2, EXCERPT), link(1, 3, EXCERPT)]


def test_container() -> None:
    """Guards two strangers that one text holds: the three stay apart, and it is said what it holds."""
    told = tell([WHOLE, *PARTS], HOLDS)
    assert show(told) == [(1,), (2,), (3,)]
    assert told.containers == {1: (2, 3)}


@pytest.mark.parametrize(
    ("parts", "links"),
    [
        (PARTS, [*HOLDS, link(2, 3, REVISION)]),  # they have to do with each other
        ([PARTS[0], make(3, words=90, title="of roads")], HOLDS),  # two excerpts under one title
        ([PARTS[0], make(3, words=90)], HOLDS),  # no title to tell
        ([PARTS[0], make(3, words=15, title="the harbour")], HOLDS),  # much of it is in neither
        (PARTS, [HOLDS[0], link(1, 3, REVISION, 0.5)]),  # not held
    ],
)
def test_no_container(parts: list[Member], links: list[Link]) -> None:
    """Guards excerpts of one text against being taken for articles that a cut has missed."""
    told = tell([WHOLE, *parts], links)
    assert (show(told), told.containers) == ([(1, 2, 3)], {})


def test_containers_of_the_same_are_one() -> None:
    """Guards a missed cut that is sent again: the two are one story, beside those of what they hold."""
    again = make(4, words=201, title="on roads")
    told = tell([WHOLE, *PARTS, again], [*HOLDS, link(1, 4), link(2, 4, EXCERPT)._replace(in_first=1, in_second=0.4),
                                         link(3, 4, EXCERPT)._replace(in_first=1, in_second=0.4)])  # fmt: skip
    assert show(told) == [(1, 4), (2,), (3,)]
    assert told.stories[0].canonical == 4


def test_of_two_that_hold_each_other_the_longer_is_the_whole() -> None:
    """Guards the order: as many distinct shingles on either side, and yet one repeats itself and is longer."""
    long, short, third = make(1, words=540, title="a"), make(2, words=484, title="b c"), make(3, words=80, title="d")
    found = []
    for turned in (False, True):
        pair = Link(1, 2, REPRINT, 0.7, 0.825, 0.825)
        members = {9 - one.id if turned else one.id: one for one in (long, short, third)}
        members = {id_: one._replace(id=id_) for id_, one in members.items()}
        links = [pair, link(1, 3, EXCERPT)]
        if turned:
            links = [Link(7, 8, REPRINT, 0.7, 0.825, 0.825), Link(6, 8, EXCERPT, 0.4, 1.0, 0.2)]
        told = tell_stories(members, links)
        found.append(sorted((members[whole].exact, len(parts)) for whole, parts in told.containers.items()))
    assert found == [[(b"001", 2)], [(b"001", 2)]]


# --- whatever the order -------------------------------------------------------------------------

IDS = st.integers(1, 8)
PAIRS = st.tuples(IDS, IDS).filter(lambda pair: pair[0] < pair[1])
STEPS = st.sampled_from([0.3, 0.5, 0.8, 0.9, 1.0])


@given(
    st.lists(st.builds(make, st.just(0), st.sampled_from([DAY, NEXT]), st.sampled_from([50, 100, 160]),
                       st.integers(0, 1), st.sampled_from(["", "a b", "c", "d e f"])), min_size=8, max_size=8),
    st.dictionaries(PAIRS, st.tuples(st.sampled_from([REPRINT, EXCERPT, REVISION]), STEPS, STEPS, STEPS), max_size=14),
    st.dictionaries(PAIRS, st.booleans(), max_size=4),
    st.integers(0, 99),
)  # fmt: skip
def test_numbers_and_order_do_not_matter(
    kinds: list[Member],
    pairs: dict[tuple[int, int], tuple[Relation, float, float, float]],
    ruled: dict[tuple[int, int], bool],
    seed: int,
) -> None:
    """Guards stories against the order in which articles came: other ids, other order, each end of a link turned."""
    texts = {n: kind._replace(id=n, exact=bytes([n])) for n, kind in enumerate(kinds, start=1)}
    ranks = {pair: rank for rank, pair in enumerate(ruled)}
    found = []
    for turn in (None, seed):
        chooser = random.Random(turn)
        numbers = list(texts) if turn is None else chooser.sample(range(100), 8)
        new = dict(zip(texts, numbers, strict=True))
        links = [_number(new, pair, *evidence) for pair, evidence in pairs.items()]
        rulings = [Ruling(new[a], new[b], same, ranks[a, b]) for (a, b), same in ruled.items()]
        members = {new[n]: text._replace(id=new[n]) for n, text in texts.items()}
        if turn is not None:
            chooser.shuffle(links)
            chooser.shuffle(rulings)
            members = dict(chooser.sample([*members.items()], len(members)))
        told = tell_stories(members, links, rulings)
        name = {id_: member.exact for id_, member in members.items()}
        stories = sorted((sorted(name[id_] for id_ in one.members), name[one.canonical]) for one in told.stories)
        held = {name[whole]: sorted(name[part] for part in parts) for whole, parts in told.containers.items()}
        found.append((stories, held))
        for (a, b), same in ruled.items():
            one = next(story for story in told.stories if new[a] in story.members)
            assert same or new[b] not in one.members
        assert sorted(id_ for story in told.stories for id_ in story.members) == sorted(members)
        assert all(story.canonical in story.members for story in told.stories)
    assert found[0] == found[1]


def _number(new: dict[int, int], pair: tuple[int, int], relation: Relation, alike: float, *held: float) -> Link:
    """The link between two texts by their ids; the smaller first, as it is stored."""
    if relation is EXCERPT and held[0] == held[1]:  # an excerpt is much shorter
        held = (held[0], 0.2)
    a, b = new[pair[0]], new[pair[1]]
    return Link(b, a, relation, alike, held[1], held[0]) if a > b else Link(a, b, relation, alike, held[0], held[1])
