"""From a Mail to the issues in it: recognise, dissect, read, check against the contents.

A mail offers several readings (its text, its HTML); each format says how sure it is of each; the best verdict wins, of
equals the one with most articles, then the first reading. Attached messages are looked into as well: a copy of the
mail's own issue is passed over, another issue is one more.
"""

from collections.abc import Iterator

from jrld.formats import Format, find_formats
from jrld.model import Issue, Mail, Reading, Verdict
from jrld.split.lines import find_numbers

STRONG = 0.5  # sureness from which a text is an issue even if no article can be found in it

_RANK = {Verdict.COMPLETE: 0, Verdict.PARTIAL: 1, Verdict.UNRECOGNISED: 2}
_LONGER = 1.25  # a reading of HTML may have more blank lines
_DEPTH = 8  # messages within messages


def split(mail: Mail, depth: int = _DEPTH) -> tuple[Issue, ...]:
    """Every issue that the mail holds, its own first; empty when no format recognises it."""
    own = _split_own(mail)
    attached = tuple(issue for inner in mail.inner for issue in split(inner, depth - 1)) if depth else ()
    if own is not None and own.verdict is not Verdict.UNRECOGNISED:
        others = (issue for issue in attached if issue.verdict is not Verdict.UNRECOGNISED)
        return (own, *(issue for issue in others if (issue.digest, issue.ref) != (own.digest, own.ref)))
    if any(issue.verdict is not Verdict.UNRECOGNISED for issue in attached):
        return attached
    return (own,) if own is not None else ()


def _split_own(mail: Mail) -> Issue | None:
    """The best issue that any format makes of any reading."""
    best: Issue | None = None
    for sure, reading, form in _recognise(mail):
        if best is not None and _is_whole(best, reading):
            continue
        issue = form.dissect(mail, reading)
        if sure < STRONG and not _is_built(issue):
            continue
        if best is None or _merit(issue) < _merit(best):
            best = issue
    return best


def _is_whole(issue: Issue, other: Reading) -> bool:
    """Whether another reading cannot hold more than a complete issue: it is hardly longer, and numbers no more."""
    if issue.verdict is not Verdict.COMPLETE or len(other.text) > _LONGER * len(issue.text):
        return False
    return sum(1 for _ in find_numbers(other.text)) <= len(issue.articles)


def _merit(issue: Issue) -> tuple[int, int]:
    return _RANK[issue.verdict], -len(issue.articles)


def _is_built(issue: Issue) -> bool:
    """Whether contents and sections show an issue where subject and masthead do not: a mention alone makes none."""
    announced = {entry.label for entry in issue.entries}
    found = sum(article.label in announced for article in issue.articles)
    return found >= 2 and 2 * found >= len(announced)


def _recognise(mail: Mail) -> Iterator[tuple[float, Reading, Format]]:
    """Readings in their order, each with the format that is surest of it."""
    for reading in mail.readings:
        best, surest = 0.0, None
        for form in find_formats():
            if form.most(reading) > best and (sure := form.recognise(mail, reading)) > best:
                best, surest = sure, form
        if surest:
            yield best, reading, surest
