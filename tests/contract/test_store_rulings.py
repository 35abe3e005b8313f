"""Persons' rulings: they win over what the rules say, survive a replay and whatever arrives, and can be taken back."""

from datetime import date

import pytest
from sqlalchemy import Engine, text

from jrld.errors import JrldError
from jrld.model import State
from jrld.store.messages import set_aside
from jrld.store.publish import publish
from jrld.store.relations import list_changes, list_links, list_members, list_rulings, read_cited
from jrld.store.rulings import Cite, forget, merge, split
from store_fixtures import keep_one, make_issue, make_mail, prose

A, B, C, D = (prose(seed, 200) for seed in range(4))
NEAR_A, NEARER_A = A.replace("harbour", "port"), A.replace("winter", "spring").replace("snow", "rain")
WHO = "ann"


def show(engine: Engine, message_id: int, day: int, *bodies: str, digest: str = "jrl") -> None:
    """Publish issue 7100 + day, with these items."""
    issue = make_issue(bodies, str(7100 + day), digest=digest, number=100 + day, date=date(2003, 4, day))
    publish(engine, message_id, make_mail(day), [issue])


def send(engine: Engine, day: int, *bodies: str, digest: str = "jrl") -> int:
    message_id = keep_one(engine, f"{digest} {day} {bodies}".encode())
    show(engine, message_id, day, *bodies, digest=digest)
    return message_id


def cite(ref: str, digest: str = "jrl") -> Cite:
    return Cite(digest, ref)


def look(engine: Engine) -> list[list[str]]:
    """The stories, each as the refs of its articles; those of one article, too."""
    question = """
        SELECT array_agg(DISTINCT occurrences.ref ORDER BY occurrences.ref) FROM jrl.articles
        JOIN jrl.occurrences ON article_id = articles.id GROUP BY story ORDER BY 1
    """
    with engine.connect() as connection:
        return list(connection.scalars(text(question)))


def list_ids(engine: Engine, ref: str) -> list[int]:
    return [read_cited(engine, ref).article_id]


# --- merge --------------------------------------------------------------------------------------


def test_merge(engine: Engine) -> None:
    """Two texts with nothing in common are one story because a person says so; the log says who and why."""
    send(engine, 1, A, B)
    send(engine, 2, C)
    assert merge(engine, [cite("7101-1"), cite("7102-1")], WHO, "one speech, two translations") == 1
    assert look(engine) == [["7101-1", "7102-1"], ["7101-2"]]
    [change] = list_changes(engine)
    assert (change.change, change.cause) == ("merge", "ann: merge 7101-1 7102-1 (one speech, two translations)")
    [ruling] = list_rulings(engine, list_ids(engine, "7102-1"))
    assert (ruling.ref, ruling.other_ref, ruling.same, ruling.who) == ("7101-1", "7102-1", True, WHO)


def test_merge_of_three_and_split_of_one(engine: Engine) -> None:
    """Each was ruled one with each, so the other two stay together."""
    send(engine, 1, A, B, C)
    assert merge(engine, [cite(f"7101-{n}") for n in (3, 1, 2)], WHO) == 3
    assert look(engine) == [["7101-1", "7101-2", "7101-3"]]
    assert split(engine, cite("7101-2"), None, WHO) == 2
    assert look(engine) == [["7101-1", "7101-3"], ["7101-2"]]


def test_merge_brings_what_is_linked(engine: Engine) -> None:
    """What the rules hold together with either is in the story, too."""
    send(engine, 1, A, B)
    send(engine, 2, NEAR_A)
    merge(engine, [cite("7101-2"), cite("7102-1")], WHO)
    assert look(engine) == [["7101-1", "7101-2", "7102-1"]]


def test_merge_survives_a_replay(engine: Engine) -> None:
    """Read otherwise, the items are other articles, with other numbers; what is cited was ruled on."""
    first = send(engine, 1, A, B)
    send(engine, 2, C)
    merge(engine, [cite("7101-1"), cite("7102-1")], WHO)
    before = list_ids(engine, "7101-1")
    show(engine, first, 1, D, B)
    assert list_ids(engine, "7101-1") != before
    assert look(engine) == [["7101-1", "7102-1"], ["7101-2"]]
    assert {member.refs[0] for member in list_members(engine, list_ids(engine, "7102-1")[0])} == {"7101-1", "7102-1"}


def test_merge_outlives_what_it_is_about(engine: Engine) -> None:
    """A message that is set aside takes its articles with it, and the ruling waits until they are back."""
    first = send(engine, 1, A)
    send(engine, 2, C)
    merge(engine, [cite("7101-1"), cite("7102-1")], WHO)
    set_aside(engine, first, State.QUARANTINED, "test", "withdrawn", None)
    assert look(engine) == [["7102-1"]]
    show(engine, first, 1, A)
    assert look(engine) == [["7101-1", "7102-1"]]


def test_ruling_follows_the_ref(engine: Engine) -> None:
    """The same articles, numbered otherwise: none of them changed, and yet another one is what was ruled on."""
    first = send(engine, 1, A, B)
    send(engine, 2, C)
    send(engine, 3, NEAR_A)
    merge(engine, [cite("7101-1"), cite("7102-1")], WHO)
    split(engine, cite("7101-1"), cite("7103-1"), WHO)
    assert look(engine) == [["7101-1", "7102-1"], ["7101-2"], ["7103-1"]]
    show(engine, first, 1, B, A)
    assert look(engine) == [["7101-1", "7102-1"], ["7101-2", "7103-1"]]
    assert [change.cause for change in list_changes(engine, list_ids(engine, "7101-1"))][:1] == ["published"]


# --- split --------------------------------------------------------------------------------------


def test_split_wins_over_a_link(engine: Engine) -> None:
    """The rules still say that they are a reprint; they are two stories."""
    send(engine, 1, A)
    send(engine, 2, NEAR_A)
    assert look(engine) == [["7101-1", "7102-1"]]
    assert split(engine, cite("7102-1"), None, WHO, "another harbour") == 1
    assert look(engine) == [["7101-1"], ["7102-1"]]
    assert [link.relation for link in list_links(engine, list_ids(engine, "7101-1"))] == ["reprint"]
    changes = list_changes(engine, [*list_ids(engine, "7101-1"), *list_ids(engine, "7102-1")])
    assert [change.change for change in changes] == ["split", "split", "merge"]  # one for each story there is now


def test_later_arrivals_do_not_undo_a_split(engine: Engine) -> None:
    """One that is near to both goes with one of them; they stay apart."""
    send(engine, 1, A)
    send(engine, 2, NEAR_A)
    split(engine, cite("7102-1"), None, WHO)
    send(engine, 3, NEARER_A)
    stories = look(engine)
    assert len(stories) == 2
    assert not any({"7101-1", "7102-1"} <= set(story) for story in stories)
    send(engine, 4, A)  # word for word: one more occurrence
    assert len(look(engine)) == 2


def test_split_survives_a_replay(engine: Engine) -> None:
    """Both sides read otherwise, so that both have other numbers; they are linked anew, and apart."""
    first, second = send(engine, 1, A), send(engine, 2, NEAR_A)
    split(engine, cite("7101-1"), cite("7102-1"), WHO)
    show(engine, second, 2, NEARER_A)
    assert look(engine) == [["7101-1"], ["7102-1"]]
    show(engine, first, 1, f"{A} Corrected.")
    assert look(engine) == [["7101-1"], ["7102-1"]]
    assert [link.relation for link in list_links(engine, list_ids(engine, "7101-1"))] == ["reprint"]


def test_split_from_what_is_no_story_with_it_yet(engine: Engine) -> None:
    """Ruled beforehand."""
    send(engine, 1, A, B)
    split(engine, cite("7101-1"), cite("7101-2"), WHO)
    assert list_changes(engine) == []
    assert [ruling.same for ruling in list_rulings(engine, list_ids(engine, "7101-2"))] == [False]


# --- one after the other ------------------------------------------------------------------------


def test_later_ruling_replaces_the_earlier(engine: Engine) -> None:
    """Also when the articles are cited otherwise: A stands in two issues."""
    send(engine, 1, A, B)
    send(engine, 2, A)
    merge(engine, [cite("7101-1"), cite("7101-2")], WHO)
    split(engine, cite("7101-2"), cite("7102-1"), WHO)
    assert look(engine) == [["7101-1", "7102-1"], ["7101-2"]]
    assert [ruling.same for ruling in list_rulings(engine, list_ids(engine, "7101-1"))] == [False]
    merge(engine, [cite("7101-1"), cite("7101-2")], "bob")
    assert look(engine) == [["7101-1", "7101-2", "7102-1"]]
    assert [(ruling.same, ruling.who) for ruling in list_rulings(engine, list_ids(engine, "7101-1"))] == [(True, "bob")]


def test_of_rulings_that_cannot_all_hold_the_later_does(engine: Engine) -> None:
    """A is not B, and yet both are C: C goes with the one that was named last."""
    send(engine, 1, A, B, C)
    split(engine, cite("7101-1"), cite("7101-2"), WHO)
    merge(engine, [cite("7101-1"), cite("7101-3")], WHO)
    merge(engine, [cite("7101-2"), cite("7101-3")], WHO)
    assert look(engine) == [["7101-1"], ["7101-2", "7101-3"]]
    merge(engine, [cite("7101-1"), cite("7101-3")], WHO)
    assert look(engine) == [["7101-1", "7101-3"], ["7101-2"]]


def test_forget(engine: Engine) -> None:
    """The rules decide again, as if nobody had said anything."""
    send(engine, 1, A, B, C)
    send(engine, 2, NEAR_A)
    merge(engine, [cite("7101-1"), cite("7101-2"), cite("7101-3")], WHO)
    split(engine, cite("7102-1"), None, WHO)
    assert look(engine) == [["7101-1", "7101-2", "7101-3"], ["7102-1"]]
    [gone] = forget(engine, cite("7101-1"), cite("7101-3"), WHO)
    assert (gone.ref, gone.other_ref) == ("7101-1", "7101-3")
    assert look(engine) == [["7101-1", "7101-2", "7101-3"], ["7102-1"]]  # by the others
    assert len(forget(engine, cite("7101-1"), None, WHO)) == 2
    assert look(engine) == [["7101-1", "7102-1"], ["7101-2", "7101-3"]]
    assert len(forget(engine, cite("7102-1"), None, WHO)) == 2  # that it is neither of the others
    assert forget(engine, cite("7102-1"), None, WHO) == []
    assert len(forget(engine, cite("7101-2"), None, WHO)) == 1
    assert look(engine) == [["7101-1", "7102-1"], ["7101-2"], ["7101-3"]]


def test_forget_what_is_no_longer_there(engine: Engine) -> None:
    """The refs are enough."""
    first = send(engine, 1, A)
    send(engine, 2, C)
    merge(engine, [cite("7101-1"), cite("7102-1")], WHO)
    set_aside(engine, first, State.QUARANTINED, "test", "withdrawn", None)
    assert len(forget(engine, cite("7101-1"), None, WHO)) == 1
    show(engine, first, 1, A)
    assert look(engine) == [["7101-1"], ["7102-1"]]


# --- what is refused ----------------------------------------------------------------------------


def test_all_or_nothing(engine: Engine) -> None:
    """One ref that does not exist, and no ruling is written."""
    send(engine, 1, A, B)
    with pytest.raises(JrldError, match="there is no article '7109-1' of jrl"):
        merge(engine, [cite("7101-1"), cite("7101-2"), cite("7109-1")], WHO)
    assert list_rulings(engine, list_ids(engine, "7101-1")) == []
    assert look(engine) == [["7101-1"], ["7101-2"]]


def test_one_text_cannot_be_two_stories(engine: Engine) -> None:
    """Word for word the same is one article."""
    send(engine, 1, A)
    send(engine, 2, A)
    with pytest.raises(JrldError, match="are one article, word for word"):
        split(engine, cite("7101-1"), cite("7102-1"), WHO)
    with pytest.raises(JrldError, match="nothing to split it from"):
        split(engine, cite("7101-1"), None, WHO)


def test_ref_of_two_digests(engine: Engine) -> None:
    """The digest belongs to the ruling: the article that another one cites so is left alone."""
    send(engine, 1, A, B)
    send(engine, 1, C, D, digest="other")
    merge(engine, [cite("7101-1", "other"), cite("7101-2")], WHO)
    [_, _] = list_members(engine, read_cited(engine, "7101-1", "other").article_id)
    [_] = list_members(engine, read_cited(engine, "7101-1", "jrl").article_id)
    with pytest.raises(JrldError, match="'7101-1' is an article of jrl and of other: say of which by --digest"):
        read_cited(engine, "7101-1")
    with pytest.raises(JrldError, match="nobody has no article '7101-1', but jrl and other has"):
        read_cited(engine, "7101-1", "nobody")
    with pytest.raises(JrldError, match="'7101' is an issue; its articles are cited as 7101-1, 7101-2, …"):
        read_cited(engine, "7101")
    with pytest.raises(JrldError, match="there is no article '7109-1'"):
        read_cited(engine, "7109-1")
