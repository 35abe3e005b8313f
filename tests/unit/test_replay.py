"""What would change: found in what is stored and what is derived, and nothing found where nothing is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from jrld.fingerprint import VERSION, read_fingerprint
from jrld.model import Article, Issue, Verdict
from jrld.replay import (
    FieldChange,
    Stored,
    StoredIssue,
    StoredItem,
    Version,
    compare,
    compare_issues,
    describe_issue,
    describe_item,
    list_differences,
    pair_items,
)
from store_fixtures import make_issue, prose

A, B, C, D = (prose(seed) for seed in range(4))
ENDED: dict[str, Any] = {"state": "published", "code": None, "reason": None, "subject": "JRL 7131"}


def store(*issues: Issue, is_own: bool = True, fp_version: int = VERSION) -> tuple[StoredIssue, ...]:
    """What would be read from the store if these issues had been published."""
    number = 0
    stored = []
    for part, issue in enumerate(issues, start=1):
        items = []
        for article in issue.articles:
            number += 1
            place = (article.position, *article.span, *article.body_span)
            version = Version(article.ref, describe_item(article), article.body)
            exact = read_fingerprint(article, issue).exact
            items.append(StoredItem(number, place, version, fp_version, exact, is_own))
        stored.append(StoredIssue(part, part, describe_issue(issue), tuple(items)))
    return tuple(stored)


def put(issue: Issue, position: int, **fields: Any) -> Issue:
    """The issue with other fields of one of its articles."""
    articles = [replace(one, **fields) if one.position == position else one for one in issue.articles]
    return replace(issue, articles=tuple(articles))


def keep(issue: Issue, articles: Sequence[Article]) -> Issue:
    """The issue with these articles, in this order."""
    numbered = (replace(one, position=position) for position, one in enumerate(articles, start=1))
    return replace(issue, articles=tuple(numbered))


def test_nothing_changes() -> None:
    """Guards quiet replays: the same issue, also one with a text twice and one without articles, is no change."""
    issues = (make_issue([A, B, A]), make_issue([], "7132"))
    stored = Stored(1, date(2003, 4, 4), ENDED, store(*issues))
    assert compare(stored, ENDED, issues) is None
    assert compare_issues(store(*issues, is_own=False), issues) == ()


@pytest.mark.parametrize(
    ("field", "value", "old", "new"),
    [
        ("title", "Other", "Title 2", "Other"),
        ("authors", ("Cy Cipher",), ["Ann Author", "Bob Byline"], ["Cy Cipher"]),
        ("published", None, "2003-04-04", None),
        ("label", "2a", "2", "2a"),
        ("excerpt", True, False, True),
        ("notes", ("[DJ: see below]",), [], ["[DJ: see below]"]),
        ("origins", {"title": "contents"}, {"title": "head"}, {"title": "contents"}),
    ],
)
def test_field_changes(field: str, value: Any, old: Any, new: Any) -> None:
    """Guards every kind of value that a field has: as it is stored, it equals what it was derived from."""
    issue = make_issue([A, B])
    [change] = compare_issues(store(issue), [put(issue, 2, **{field: value})])
    assert (change.fields, change.moved) == ((), 0)
    [item] = change.items
    assert item.fields == (FieldChange(field, old, new),)
    assert not item.has_new_body


def test_item_inserted_changes_no_other() -> None:
    """Guards the reader of a diff: those behind it have only moved."""
    issue = make_issue([A, B, C])
    first, second, third = issue.articles
    new = replace(first, ref="7131-x", body=D)
    [change] = compare_issues(store(issue), [keep(issue, [first, new, second, third])])
    [item] = change.items
    assert (item.old, item.new and item.new.ref) == (None, "7131-x")
    assert change.moved == 2


def test_item_removed() -> None:
    """Guards that what goes is shown whole."""
    issue = make_issue([A, B])
    [change] = compare_issues(store(issue), [keep(issue, issue.articles[:1])])
    [item] = change.items
    assert (item.old and item.old.body, item.new) == (B, None)


def test_item_cited_otherwise_is_the_same_item() -> None:
    """Guards against an item gone and another come where only its number was read otherwise."""
    issue = make_issue([A, B])
    [change] = compare_issues(store(issue), [put(issue, 2, ref="7131-2a")])
    [item] = change.items
    assert item.fields == (FieldChange("ref", "7131-2", "7131-2a"),)


def test_text_in_another_form() -> None:
    """A text that stays equal keeps the form in which an earlier message has it; its own message may change it."""
    issue = make_issue([A, B])
    shouted = put(issue, 1, body=A.upper())
    assert compare_issues(store(issue, is_own=False), [shouted]) == ()
    [change] = compare_issues(store(issue), [shouted])
    assert change.items[0].has_new_body


def test_text_twice_in_a_message_is_shown_as_the_first_has_it() -> None:
    """Guards that what is published can be found unchanged: the second has no form of its own."""
    issue = make_issue([A, A.upper(), B])
    first = make_issue([A, A, B])
    stored = store(put(first, 2, span=issue.articles[1].span))
    [change] = compare_issues(stored, [replace(issue, text=f"{issue.text} ")])
    assert change.items == ()


def test_other_text() -> None:
    """Guards the usual change: the body was cut otherwise."""
    issue = make_issue([A, B])
    [change] = compare_issues(store(issue, is_own=False), [put(issue, 2, body=C)])
    [item] = change.items
    assert item.fields == ()
    assert (item.old and item.old.body, item.new and item.new.body) == (B, C)


def test_other_fingerprints_are_a_change_that_nobody_sees() -> None:
    """Guards a new version of the fingerprints: all is to be published anew, and nothing is superseded."""
    issue = make_issue([A])
    [change] = compare_issues(store(issue, fp_version=VERSION - 1), [issue])
    assert [item.is_visible for item in change.items] == [False]


def test_issue_changes() -> None:
    """Guards what is no item's: verdict, text, warnings; of an issue that changed its name all the items go along."""
    issue = make_issue([A, B])
    [change] = compare_issues(store(issue), [replace(issue, verdict=Verdict.PARTIAL)])
    assert (change.fields, change.items) == ((FieldChange("verdict", "complete", "partial"),), ())
    articles = [replace(article, ref=f"x1-{article.position}") for article in issue.articles]
    [change] = compare_issues(store(issue), [replace(keep(issue, articles), ref="x1")])
    assert [field.name for field in change.fields] == ["ref"]
    assert [[field.name for field in item.fields] for item in change.items] == [["ref"], ["ref"]]


def test_issues_come_and_go() -> None:
    """Guards mails with several issues: each is compared with its like, whatever their order; a stub may go, too."""
    one, other, stub = make_issue([A], "7131"), make_issue([B], "7132"), make_issue([], "7133")
    assert compare_issues(store(one, other), [other, one]) == ()
    [gone] = compare_issues(store(one, stub), [one])
    assert (gone.old and gone.old["ref"], gone.new, gone.items) == ("7133", None, ())
    [come] = compare_issues(store(one), [one, other])
    assert (come.old, [item.new and item.new.body for item in come.items]) == (None, [B])


def test_end_changes() -> None:
    """Guards a message that is an issue after all, and one that is none any more."""
    issue = make_issue([A])
    ignored = {**ENDED, "state": "ignored", "code": "no-issue"}
    change = compare(Stored(1, date(2003, 4, 4), ignored, ()), ENDED, [issue])
    assert change is not None
    assert change.fields == (FieldChange("state", "ignored", "published"), FieldChange("code", "no-issue", None))
    assert len(change.issues[0].items) == 1
    change = compare(Stored(1, date(2003, 4, 4), ENDED, store(issue)), ignored, [])
    assert change is not None
    assert change.issues[0].new is None


def test_pairs_stand_in_the_new_order() -> None:
    """Guards the rows' places: by ref, then by text, then what is gone."""
    issue = make_issue([A, B, C])
    first, second, third = issue.articles
    [stored] = store(issue)
    pairs = pair_items(stored.items, [third, replace(first, ref="7131-x"), replace(second, ref="7131-y", body=D)])
    assert [(old and old.id, new and new.ref) for old, new in pairs] == [
        (3, "7131-3"),
        (1, "7131-x"),
        (None, "7131-y"),
        (2, None),
    ]


def test_differences_of_texts() -> None:
    """Guards the diff: what differs with a line around it, nothing of what is equal; of a text that is new, all."""
    old = "one\n\ntwo\nthree\nfour\nfive"
    assert list(list_differences(old, old.replace("four", "4"))) == ["  three", "- four", "+ 4", "  five"]
    assert list(list_differences("", "one\ntwo")) == ["+ one", "+ two"]
    assert list(list_differences("one", "")) == ["- one"]
    assert list(list_differences(old, old)) == []
    assert list(list_differences("--- a\n+++ b", "@@ c")) == ["- --- a", "- +++ b", "+ @@ c"]
