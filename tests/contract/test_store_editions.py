"""Which issues are one by what they hold: told of all whom it concerns, in whatever order they come, change and go."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, text

from jrld.model import Issue, State, Verdict
from jrld.store.editions import _COMMON
from jrld.store.messages import find_pending, keep, set_aside
from jrld.store.publish import publish
from jrld.store.relink import link_pending
from jrld.store.schema import migrate
from store_content import find_faults, read_conclusions
from store_fixtures import keep_one, make_issue, make_mail, make_raw, prose

A, B, C, D, E, F = (prose(seed, 100) for seed in range(6))
# What a reprint of A is linked to A by; gone, the two are strangers.
NEAR_A, NEAR_B = (f"{body} and so on and on" for body in (A, B))
BEFORE_LINKS = "2026_11_24_1740"  # the last schema that knew no links


def numbered(number: int, bodies: Sequence[str], day: int = 4, **fields: Any) -> Issue:
    when: dict[str, Any] = {"ref": str(7000 + number), "number": number, "date": date(2003, 4, day)}
    return make_issue(bodies, **(when | fields))


def unnumbered(bodies: Sequence[str], ref: str = "20030430", **fields: Any) -> Issue:
    return make_issue(bodies, ref, **({"label": None, "number": None, "date": None} | fields))


def send(engine: Engine, *issues: Issue, day: int = 4) -> int:
    message_id = keep_one(engine, repr((issues, day)).encode())
    publish(engine, message_id, make_mail(day), issues)
    return message_id


def look(engine: Engine) -> list[list[str]]:
    """The issues, each as the refs of its revisions; the current one first, then by age."""
    question = """
        SELECT array_agg(ref ORDER BY edition.current DESC, edition.revision) FROM jrld.edition
        JOIN jrld.issue ON issue.id = issue_id GROUP BY same_as ORDER BY 1
    """
    with engine.connect() as connection:
        return list(connection.scalars(text(question)))


@pytest.fixture(autouse=True)
def _no_faults(engine: Engine) -> Any:
    yield
    assert find_faults(engine) == {}


# --- what is one --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("other", "is_one"),
    [
        (numbered(131, [D, E, F]), True),  # the same number and date
        (numbered(131, [A, B, D], 6), True),
        (numbered(131, [A, D, E], 6), False),
        (numbered(131, [], 11, verdict=Verdict.UNRECOGNISED), True),
        (numbered(131, [], 12, verdict=Verdict.UNRECOGNISED), False),
        (numbered(131, [D], date=None), True),
        (numbered(131, [A, B, D], year=2004), False),  # the ref is no number
        (numbered(132, [A, B, C]), True),
        (numbered(132, [A, B, C, D]), False),
        (numbered(132, [A, B]), False),  # two are too few to go by
        (unnumbered([A, B, C, D]), True),
        (unnumbered([NEAR_A, NEAR_B, C]), True),
        (unnumbered([A, B, D]), False),
        (unnumbered([A, B]), False),
        (numbered(131, [A, B, C], digest="other"), False),
        (numbered(131, [A, B, C], 6, format="jrl_page", carrier="html"), True),  # the page of the issue
    ],
)
def test_two_issues(engine: Engine, other: Issue, is_one: bool) -> None:
    """Guards each rule by a case of its own, and that it is the same in either order."""
    send(engine, numbered(131, [A, B, C]))
    message_id = send(engine, other, day=7)
    assert (len(look(engine)) == 1) is is_one
    set_aside(engine, message_id, State.IGNORED, "test", "for a while", None)
    assert look(engine) == [["7131"]]
    publish(engine, message_id, make_mail(2), [other])
    assert (len(look(engine)) == 1) is is_one


def test_forwarded_and_corrected(engine: Engine) -> None:
    """Two that have nothing to do with each other are one by a third, and two again without it."""
    send(engine, numbered(131, [A, B, C]), day=1)
    third = send(engine, unnumbered([A, B, C, D, E, F]), day=2)
    send(engine, unnumbered([D, E, F], "20030501"), day=3)
    assert look(engine) == [["20030501", "7131", "20030430"]]
    set_aside(engine, third, State.IGNORED, "test", "no issue", None)
    assert look(engine) == [["20030501"], ["7131"]]


def test_read_again_it_leaves_its_group(engine: Engine) -> None:
    """Guards those that stay behind: the issue in between was read wrongly, and holds the two no longer together."""
    send(engine, numbered(131, [A, B, C]), day=1)
    between = send(engine, unnumbered([A, B, C, D, E, F]), day=2)
    send(engine, unnumbered([D, E, F], "20030501"), day=3)
    publish(engine, between, make_mail(2), [unnumbered([D, E, F])])
    assert look(engine) == [["20030501", "20030430"], ["7131"]]
    publish(engine, between, make_mail(2), [unnumbered([prose(9, 100)])])
    assert look(engine) == [["20030430"], ["20030501"], ["7131"]]


def test_read_again_it_is_no_more(engine: Engine) -> None:
    """Guards those that stay behind when the message of the one in between shows fewer issues than before."""
    beside = numbered(150, [prose(9, 100)])
    send(engine, numbered(131, [A, B, C]), day=1)
    between = send(engine, beside, unnumbered([A, B, C, D, E, F]), day=9)
    send(engine, unnumbered([D, E, F], "20030501"), day=3)
    assert look(engine) == [["20030430", "7131", "20030501"], ["7150"]]
    publish(engine, between, make_mail(9), [beside])
    assert look(engine) == [["20030501"], ["7131"], ["7150"]]


# --- by what others publish ---------------------------------------------------------------------


def strangers_but_for(shared: Sequence[tuple[str, str]]) -> tuple[Issue, Issue]:
    """A numbered issue and one without a number; of three articles they have A, B and this text in common."""
    [(one, other)] = shared
    return numbered(131, [A, B, one]), unnumbered([A, B, other])


def test_reprints_come_to_be_unlinked(engine: Engine) -> None:
    """Guards two issues of which none is published, nor any of their articles: what they have in common becomes
    boilerplate by a third, their articles are no reprints any more, and they are two. Without it they are one again.
    """
    text_of_both = prose(50, 60)
    one, other = f"{text_of_both} {prose(51, 6)}", f"{text_of_both} {prose(52, 6)}"
    send(engine, *strangers_but_for([(one, other)]))
    assert len(look(engine)) == 1
    columns = [numbered(140 + n, [f"{text_of_both} {prose(60 + n, 90)}"]) for n in range(7)]
    message_id = send(engine, *columns)
    assert len(look(engine)) == 2 + len(columns)
    set_aside(engine, message_id, State.IGNORED, "test", "no issue", None)
    assert len(look(engine)) == 1
    publish(engine, message_id, make_mail(4), columns)
    assert len(look(engine)) == 2 + len(columns)
    publish(engine, message_id, make_mail(4), columns[:1])
    assert len(look(engine)) == 2


@pytest.mark.parametrize("is_same", [True, False])
def test_text_that_comes_to_be_in_every_issue(new_store: Callable[[], Engine], is_same: bool) -> None:
    """Guards the order: what fifty issues print, two are not one by, whether they came before the fifty or after."""
    greeting = prose(50, 60)
    two = strangers_but_for([(greeting, greeting if is_same else f"{greeting} Yours")])
    many = [numbered(200 + n, [greeting, prose(100 + n, 40)]) for n in range(_COMMON)]
    found = []
    for issues in ([*two, *many], [*many, *two[::-1]], [*many, *two]):
        engine = new_store()
        ids = {issue.ref: send(engine, issue) for issue in issues}
        found.append(read_conclusions(engine)["editions"])
        assert [two[0].ref] in look(engine)
        assert find_faults(engine) == {}
        for issue in many[:3]:
            set_aside(engine, ids[issue.ref], State.IGNORED, "test", "no issue", None)
        assert [two[1].ref, two[0].ref] in look(engine) or [two[0].ref, two[1].ref] in look(engine)
    assert found == found[:1] * len(found)


# --- dates --------------------------------------------------------------------------------------


def test_message_found_to_be_older(new_store: Callable[[], Engine]) -> None:
    """A copy with an earlier INTERNALDATE and no Date header: it is read again, and nothing tells when it was found."""
    undated, near = make_mail(1, date=None), f"{A} and so on and on"
    found = []
    for days in ((20, 2), (2, 20)):
        engine = new_store()
        [message_id] = keep(engine, [make_raw(b"undated", received=make_mail(days[0]).date)])
        publish(engine, message_id, undated, [numbered(131, [A, B])])
        send(engine, numbered(131, [near, B]), day=10)
        assert keep(engine, [make_raw(b"undated", "Archive", received=make_mail(days[1]).date)]) == []
        for pending in find_pending(engine):
            publish(engine, pending, undated, [numbered(131, [A, B])])
        found.append(read_conclusions(engine))
        assert find_faults(engine) == {}
    assert found[0] == found[1]


def test_dated_message_is_not_read_again(engine: Engine) -> None:
    """Guards against work for nothing: its Date header says when it was sent, wherever it is found."""
    [message_id] = keep(engine, [make_raw(b"dated", received=make_mail(20).date)])
    publish(engine, message_id, make_mail(1), [numbered(131, [A, B])])
    keep(engine, [make_raw(b"dated", "Archive", received=make_mail(2).date)])
    assert find_pending(engine) == []


# --- an upgrade ---------------------------------------------------------------------------------


def test_stubs_of_an_older_archive(engine: Engine) -> None:
    """Guards issues without an article, which nothing links: they are told again when the rest is linked."""
    stub: dict[str, Any] = {"bodies": [], "verdict": Verdict.UNRECOGNISED}
    send(engine, numbered(131, [A, B, C]), day=1)
    send(engine, numbered(131, day=20, **stub), day=20)
    send(engine, numbered(131, day=20, **stub), day=21)
    send(engine, numbered(132, day=1, **stub), day=1)
    send(engine, numbered(132, day=20, **stub), day=20)
    wanted = read_conclusions(engine)["editions"]
    migrate(engine, BEFORE_LINKS)
    migrate(engine)
    assert read_conclusions(engine)["editions"] != wanted
    list(link_pending(engine, lambda: False))
    assert read_conclusions(engine)["editions"] == wanted
