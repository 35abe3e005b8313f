"""When two issues are one: each rule, its bounds, and that the order of the two does not matter."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jrld.editions import Shown, find_sameness

DAY, NEXT, WEEK, LATER = (date(2003, 4, day) for day in (4, 5, 11, 12))


def numbered(articles: int = 10, day: date | None = DAY, number: int = 131, year: int = 2003) -> Shown:
    return Shown("jrl", str(7000 + number), f"#{number}", year, number, day, articles, 1, "text")


def unnumbered(articles: int = 10, ref: str = "20030404", opening: int | None = 2, text: str = "text") -> Shown:
    return Shown("jrl", ref, None, None, None, DAY, articles, opening, text)


@pytest.mark.parametrize(
    ("one", "other", "shared", "why"),
    [
        (numbered(), numbered(), 0, "the same number and date"),
        (numbered(), numbered(day=None), 0, "the same number"),
        (numbered(), numbered(day=NEXT), 5, "the same number, 5 of 10 articles the same"),
        (numbered(), numbered(day=NEXT), 4, None),
        (numbered(), numbered(4, NEXT), 2, "the same number, 2 of 4 articles the same"),
        (numbered(), numbered(0, WEEK), 0, "the same number, and no article in one of them"),
        (numbered(), numbered(0, LATER), 0, None),
        (numbered(), numbered(number=132), 9, "other numbers, but 9 of 10 articles the same"),
        (numbered(), numbered(number=132), 8, None),
        (numbered(), numbered(3, number=132), 3, None),  # of the larger one
        (numbered(2), numbered(2, number=132), 2, None),
        (numbered(), unnumbered(), 7, "7 of 10 articles the same"),
        (numbered(), unnumbered(), 6, None),
        (numbered(), unnumbered(3), 3, "3 of 3 articles the same"),
        (numbered(), unnumbered(2), 2, None),
        (unnumbered(), unnumbered(opening=3), 7, "no number, the same date, 7 of 10 articles the same"),
        (unnumbered(), unnumbered(opening=3), 6, None),
        (unnumbered(), unnumbered(), 1, "no number, the same date and first article"),
        (unnumbered(1), unnumbered(1, opening=3), 1, "no number, the same date, 1 of 1 articles the same"),
        (unnumbered(0, opening=None), unnumbered(0, opening=None), 0, "no number, the same date and text"),
        (unnumbered(0, opening=None), unnumbered(0, opening=None, text="x"), 0, None),
        (unnumbered(0, opening=None), unnumbered(), 0, None),
        (unnumbered(), unnumbered(ref="20030405"), 7, "7 of 10 articles the same"),  # on its way for a night
        (unnumbered(), unnumbered(ref="20030405"), 1, None),
        (numbered(), numbered()._replace(digest="other"), 10, None),
        (numbered(), numbered(year=1998), 8, None),  # a page of 1998 may be cited like an issue of 2003
    ],
)
def test_sameness(one: Shown, other: Shown, shared: int, why: str | None) -> None:
    """Guards each rule on both sides of its bound."""
    assert find_sameness(one, other, shared) == find_sameness(other, one, shared) == why


SHOWN = st.builds(
    Shown,
    digest=st.sampled_from(["jrl", "other"]),
    ref=st.sampled_from(["7131", "20030404"]),
    label=st.sampled_from([None, "#131"]),
    year=st.sampled_from([None, 2003]),
    number=st.sampled_from([None, 131, 132]),
    date=st.sampled_from([None, DAY, NEXT, LATER]),
    articles=st.integers(0, 5),
    opening=st.sampled_from([None, 1, 2]),
    text=st.sampled_from(["a", "b"]),
)


@given(SHOWN, SHOWN, st.integers(0, 5))
def test_order_does_not_matter(one: Shown, other: Shown, shared: int) -> None:
    """Guards revisions against the order in which issues came."""
    assert find_sameness(one, other, shared) == find_sameness(other, one, shared)
