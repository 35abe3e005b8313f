"""When two issues are one: sent again, corrected, forwarded. Pure.

A number is not enough: JRL has printed one twice, on issues that have nothing in common. Nor is it needed: an issue
that somebody forwarded may have lost it.
"""

from datetime import date
from typing import NamedTuple

_MOST = 0.7  # share of the smaller issue's articles that the other has too
_NEARLY_ALL = 0.9  # the same, of issues that have different numbers
_HALF = 0.5  # the same, of issues with one number and different dates
_LEAST = 3  # articles of an issue that is known by them alone
_DAYS = 7  # between the dates of an issue and of a copy of it in which no article was found


class Shown(NamedTuple):
    """An issue as one message shows it, so far as it matters here."""

    digest: str
    ref: str
    label: str | None
    year: int | None
    number: int | None
    date: date | None
    articles: int
    opening: int | None  # its first article
    text: str  # or a digest of it

    @property
    def name(self) -> tuple[int | None, int | None, str] | None:
        """What it is numbered, None if it is not."""
        return (self.year, self.number, self.ref) if self.label is not None else None


def find_sameness(one: Shown, other: Shown, shared: int) -> str | None:
    """Why two issues are one, in words; None if they are two.

    `shared`: how many articles of the one are in the other too, or a reprint of them.
    """
    if one.digest != other.digest:
        return None
    fewer = min(one.articles, other.articles)
    share = shared / fewer if fewer else 0.0
    many = f"{shared} of {fewer} articles the same"
    if one.name and one.name == other.name:
        return _compare_numbered(one, other, share, many)
    if not one.name and not other.name and one.ref == other.ref:
        return _compare_unnumbered(one, other, share, many)
    if fewer < _LEAST:
        return None
    if one.name and other.name:
        is_copy = shared >= _NEARLY_ALL * max(one.articles, other.articles)
        return f"other numbers, but {many}" if is_copy else None
    return many if share >= _MOST else None


def _compare_unnumbered(one: Shown, other: Shown, share: float, many: str) -> str | None:
    """Two issues of one date, without a number: they may be two all the same, and a false merge would hide one."""
    if one.opening is not None and one.opening == other.opening:
        return "no number, the same date and first article"
    if not one.articles and not other.articles and one.text == other.text:
        return "no number, the same date and text"
    return f"no number, the same date, {many}" if share >= _MOST else None


def _compare_numbered(one: Shown, other: Shown, share: float, many: str) -> str | None:
    """Two issues with one number: of one date, or with articles in common, or one of them shows none."""
    if one.date == other.date or not one.date or not other.date:
        return "the same number and date" if one.date == other.date else "the same number"
    if share >= _HALF:
        return f"the same number, {many}"
    if not min(one.articles, other.articles) and abs((one.date - other.date).days) <= _DAYS:
        return "the same number, and no article in one of them"
    return None
