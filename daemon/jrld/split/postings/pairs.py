"""Topics and postings, paired and compared: what the contents announce and what is there must agree."""

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence

from jrld.model import Article, Entry, IssueWarning
from jrld.split.postings.topics import Topics, find_count
from jrld.split.resemble import contain, read_words

_PREFIXES = re.compile(r"(?:[ \t]*(?:re|fwd?|aw|sv|antw)(?:\[\d{1,3}\])?:|[ \t]*\[[^\[\]]{1,60}\])+", re.IGNORECASE)
_ALIKE = 0.5  # share of one title's words that the other holds
_ABRIDGED = 0.8  # the same for titles that a moderator shortened


def pair(labels: Sequence[str], titles: Sequence[str | None], entries: Sequence[Entry]) -> list[int | None]:
    """For each posting the index of its entry: by its title; by number and place, where titles do not tell.

    An entry is found as often as it says (`Title (2)`); where it says nothing, once for each of those that share its
    title: a moderator names two answers to one question in one line. Time is linear.
    """
    left = [find_count(entry) or 1 for entry in entries]
    found: list[int | None] = [None] * len(titles)
    known: defaultdict[tuple[str, ...], deque[int]] = defaultdict(deque)
    for k, entry in enumerate(entries):
        known[_read_key(entry.title)].append(k)
    for i, title in enumerate(titles):
        queue = known.get(_read_key(title))
        if queue:
            k = queue[0]
            found[i], left[k] = k, max(0, left[k] - 1)
            if left[k] == 0 and (len(queue) > 1 or not _is_open(title, entries[k])):
                queue.popleft()
    numbers = {entry.label: k for k, entry in enumerate(entries)}
    for i, label in enumerate(labels):
        named = numbers.get(label)
        if found[i] is None and named is not None and left[named] and _may_be(titles[i], entries[named]):
            found[i], left[named] = named, left[named] - 1
    _fill(found, titles, entries, left)
    return found


def _fill(found: list[int | None], titles: Sequence[str | None], entries: Sequence[Entry], left: list[int]) -> None:
    """Pair in order what is left between two pairs, where the titles may be the same."""
    at = 0
    for i, title in enumerate(titles):
        paired = found[i]
        if paired is not None:
            at = max(at, paired + 1)
            continue
        for k in (at, at - 1):
            if 0 <= k < len(entries) and (left[k] or _is_open(title, entries[k])) and _may_be(title, entries[k]):
                found[i], left[k], at = k, max(0, left[k] - 1), k + 1
                break


def _is_open(title: str | None, entry: Entry) -> bool:
    """Whether an entry that was found may be found again: by its title only, and where it prints no count."""
    return title is not None and find_count(entry) is None


def compare(topics: Topics | None, articles: Sequence[Article]) -> Iterator[IssueWarning]:
    """Where contents and postings do not agree, as warnings."""
    if topics is None:
        return
    counts = [0] * len(topics.entries)
    for article in articles:
        if article.entry is None:
            message = f"a posting titled {(article.title or '')[:80]!r} is not in the contents"
            yield IssueWarning("section-without-entry", message, article.span)
            continue
        counts[article.entry] += 1
        entry = topics.entries[article.entry]
        if article.origins.get("title") == "letter" and not _is_alike(article.title, entry, _ALIKE):
            message = f"the posting is titled {(article.title or '')[:80]!r}, its entry {(entry.title or '')[:80]!r}"
            yield IssueWarning("title-mismatch", message, article.span)
    for entry, count in zip(topics.entries, counts, strict=True):
        if count < (find_count(entry) or 1):
            message = f"the contents announce {entry.label}. {entry.text[:80]!r}, and no posting was found"
            yield IssueWarning("entry-without-section", message, entry.span)


def _read_key(title: str | None) -> tuple[str, ...]:
    """The words of a title, without `Re:` and a list's prefix."""
    title = title or ""
    prefixes = _PREFIXES.match(title)
    return read_words(title[prefixes.end() :] if prefixes else title)


def _may_be(title: str | None, entry: Entry) -> bool:
    return title is None or _is_alike(title, entry, _ABRIDGED)


def _is_alike(title: str | None, entry: Entry, share: float) -> bool:
    words, announced = _read_key(title), _read_key(entry.title)
    if not words or not announced:
        return True  # nothing to compare
    return contain(words, frozenset(announced)) >= share or contain(announced, frozenset(words)) >= share
