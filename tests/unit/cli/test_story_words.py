"""The pure parts of `jrld why`, `story` and `diff`: chains of links, digests of refs, marks of changes."""

from datetime import UTC, datetime
from typing import Any

import pytest

from jrld.cli.relating import find_chain
from jrld.cli.telling import match_digests
from jrld.cli.worddiff import render
from jrld.differences import compare_texts
from jrld.store.relations import LinkRow


def link(one: int, other: int, relation: str = "reprint") -> list[LinkRow]:
    """The row from either side."""
    rest: tuple[Any, ...] = (relation, None, 1.0, 1.0, 1.0, None, 9.0, 0.5, 0, "reprint", 1, datetime.now(UTC))
    return [LinkRow(one, other, *rest), LinkRow(other, one, *rest)]


def test_chain() -> None:
    """The shortest, by links that make a story only."""
    links = [*link(1, 2), *link(2, 3), *link(3, 4), *link(1, 5), *link(5, 4), *link(1, 4, "related")]
    assert find_chain(1, 4, links) == [1, 5, 4]
    assert find_chain(4, 1, links) == [4, 5, 1]
    assert find_chain(1, 6, links) == []


def test_digests_of_refs() -> None:
    """None, one for all, one for each; anything else is refused."""
    assert match_digests(["a", "b"], []) == [("a", None), ("b", None)]
    assert match_digests(["a", "b"], ["x"]) == [("a", "x"), ("b", "x")]
    assert match_digests(["a", "b"], ["x", "y"]) == [("a", "x"), ("b", "y")]
    with pytest.raises(ValueError, match="once for all refs"):
        match_digests(["a", "b", "c"], ["x", "y"])


def show(old: str, new: str, is_plain: bool = True) -> str:
    return "".join(text for text, _ in render(compare_texts(old, new), is_plain))


def test_marks() -> None:
    """As git's word-diff; white space stays outside."""
    assert show("gas for winter\n\n", "oil for winter\n\n") == "[-gas-]{+oil+} for winter\n\n"
    assert show("gas\nfor winter", "gas\nfor all winter, then") == "gas\nfor [-winter-]{+all winter, then+}"
    assert show("gas for winter", "gas", is_plain=False) == "gas for winter"
    assert show("a gas b", "a oil b", is_plain=False) == "a gas oil b"


def test_nothing_that_a_terminal_obeys() -> None:
    """Guards people's terminals: escape sequences are shown as damage, lines stay."""
    assert show("a \x1b[31m\tb\nc", "a\x9b b\nc") == "[-a \ufffd[31m-]{+a\ufffd+} b\nc"
