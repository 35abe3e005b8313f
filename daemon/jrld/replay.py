"""What a message would show if it were derived again, compared with what it shows. Pure.

An item is the same item if it is cited the same way, or else has the same text. Where it stands in its issue and in the
issue's text is no part of what it says: an item that only moved is no other version of itself.
"""

import difflib
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from jrld.fingerprint import VERSION, read_fingerprint
from jrld.model import Article, Issue

ITEM_FIELDS = (
    *("label", "title", "authors", "source", "source_printed", "published", "url", "kind", "language"),
    *("excerpt", "notes", "rights", "origins"),
)
ISSUE_FIELDS = ("digest", "format", "ref", "label", "year", "number", "date", "verdict", "carrier", "text")
MOST_PARAGRAPHS = 2000  # of a text that is compared: the comparison may take the square of them

Old = TypeVar("Old")
New = TypeVar("New")


# --- what is stored -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Version:
    """What an item says. The fields are plain: no tuples, dates as text, as JSON has them."""

    ref: str
    fields: Mapping[str, Any]
    body: str


@dataclass(frozen=True, slots=True)
class StoredItem:
    """An item as a message shows it now."""

    id: int  # of the occurrence
    place: tuple[int, ...]  # position, then section and body in the issue's text
    version: Version
    fp_version: int
    exact: bytes
    is_own: bool  # False where its text is shown as an earlier message has it, equal but for its form


@dataclass(frozen=True, slots=True)
class StoredIssue:
    id: int
    part: int
    fields: Mapping[str, Any]  # ISSUE_FIELDS, warnings, segments
    items: tuple[StoredItem, ...]


@dataclass(frozen=True, slots=True)
class Stored:
    """A message, what became of it, and what it shows now."""

    id: int
    dated_on: date
    fields: Mapping[str, Any]  # state, code, reason, and the headers that are kept
    issues: tuple[StoredIssue, ...]


# --- what would change --------------------------------------------------------------------------


class FieldChange(NamedTuple):
    name: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item added (no `old`), removed (no `new`), or changed."""

    old: Version | None
    new: Version | None
    fields: tuple[FieldChange, ...] = ()
    is_visible: bool = True  # False where only the way changed in which texts are compared

    @property
    def has_new_body(self) -> bool:
        return bool(self.old and self.new and self.old.body != self.new.body)


@dataclass(frozen=True, slots=True)
class IssueChange:
    """An issue added (no `old`), removed (no `new`), or changed; `old` and `new` are its fields."""

    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None
    fields: tuple[FieldChange, ...]
    items: tuple[ItemChange, ...]
    moved: int  # items that stand elsewhere

    @property
    def is_none(self) -> bool:
        stays = self.old is not None and self.new is not None
        return stays and not (self.fields or self.items or self.moved)


@dataclass(frozen=True, slots=True)
class MessageChange:
    message_id: int
    dated_on: date
    subject: str | None
    fields: tuple[FieldChange, ...]
    issues: tuple[IssueChange, ...]


def compare(stored: Stored, fields: Mapping[str, Any], issues: Sequence[Issue]) -> MessageChange | None:
    """What would change if the message ended with these fields and issues; None: nothing."""
    changed = compare_fields(stored.fields, fields)
    issue_changes = compare_issues(stored.issues, issues)
    if not changed and not issue_changes:
        return None
    subject = fields.get("subject", stored.fields.get("subject"))
    return MessageChange(stored.id, stored.dated_on, subject, changed, issue_changes)


def compare_issues(stored: Sequence[StoredIssue], issues: Sequence[Issue]) -> tuple[IssueChange, ...]:
    """The issues that would not stay as they are."""
    texts = _Texts(issues)
    changes = (_compare_issue(old, new, texts) for old, new in pair_issues(stored, issues))
    return tuple(change for change in changes if not change.is_none)


def compare_versions(old: Version, new: Version) -> tuple[FieldChange, ...]:
    """The fields in which two versions differ; the body is none of them."""
    return compare_fields({"ref": old.ref, **old.fields}, {"ref": new.ref, **new.fields})


def compare_fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    return tuple(FieldChange(name, old.get(name), value) for name, value in new.items() if old.get(name) != value)


def describe_item(thing: Any) -> dict[str, Any]:
    """The fields of an article, or of a row with columns of the same names."""
    return {name: _make_plain(getattr(thing, name)) for name in ITEM_FIELDS}


def describe_issue(issue: Issue) -> dict[str, Any]:
    """The fields of an issue, in the order in which they matter."""
    fields = {name: _make_plain(getattr(issue, name)) for name in ISSUE_FIELDS}
    fields["warnings"] = [
        {"code": one.code, "message": one.message, "span": _make_plain(one.span)} for one in issue.warnings
    ]
    fields["segments"] = [[one.part.value, *one.span, one.position] for one in issue.segments]
    return fields


def _make_plain(value: Any) -> Any:
    match value:
        case StrEnum():
            return value.value
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
        case _:
            return value


# --- which is which -----------------------------------------------------------------------------


def pair_issues(
    stored: Sequence[StoredIssue], issues: Sequence[Issue]
) -> list[tuple[StoredIssue | None, Issue | None]]:
    """Issues by their names, the others in their order."""
    return _pair(
        stored,
        issues,
        (lambda old: (old.fields["digest"], old.fields["ref"]), lambda new: (new.digest, new.ref)),
        (lambda old: None, lambda new: None),
    )


def pair_items(
    stored: Sequence[StoredItem], articles: Sequence[Article]
) -> list[tuple[StoredItem | None, Article | None]]:
    """Items by how they are cited, the others by their texts."""
    return _pair(
        stored,
        articles,
        (lambda old: old.version.ref, lambda new: new.ref),
        (lambda old: old.version.body, lambda new: new.body),
    )


def _pair(
    old: Sequence[Old], new: Sequence[New], *keys: tuple[Callable[[Old], Hashable], Callable[[New], Hashable]]
) -> list[tuple[Old | None, New | None]]:
    """Each thing with its like, in the order of the new ones; then those that are gone."""
    left: dict[int, Old] = dict(enumerate(old))
    found: dict[int, Old] = {}
    for old_key, new_key in keys:
        waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        for number, one in left.items():
            waiting[old_key(one)].append(number)
        for number, other in enumerate(new):
            if number not in found and (queue := waiting.get(new_key(other))):
                found[number] = left.pop(queue.popleft())
    pairs: list[tuple[Old | None, New | None]] = [(found.get(number), other) for number, other in enumerate(new)]
    return pairs + [(one, None) for one in left.values()]


# --- issues and items ---------------------------------------------------------------------------


class _Texts:
    """Which body stands for a text that several articles of the message have: the first one's."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        self._issues = issues
        self._firsts: dict[bytes, str] | None = None

    def find_first(self, exact: bytes) -> str | None:
        if self._firsts is None:
            self._firsts = {}
            for issue in self._issues:
                for article in issue.articles:
                    self._firsts.setdefault(read_fingerprint(article, issue).exact, article.body)
        return self._firsts.get(exact)


def _compare_issue(old: StoredIssue | None, new: Issue | None, texts: _Texts) -> IssueChange:
    before, after = (old.fields if old else None), (describe_issue(new) if new else None)
    pairs = pair_items(old.items if old else (), new.articles if new else ())
    items = (_compare_item(item, article, new, texts) for item, article in pairs)
    moved = sum(item is not None and article is not None and item.place != _place(article) for item, article in pairs)
    fields = compare_fields(before, after) if before and after else ()
    return IssueChange(before, after, fields, tuple(change for change in items if change), moved)


def _place(article: Article) -> tuple[int, ...]:
    return article.position, *article.span, *article.body_span


def _compare_item(
    old: StoredItem | None, article: Article | None, issue: Issue | None, texts: _Texts
) -> ItemChange | None:
    if article is None or issue is None:
        return ItemChange(old.version, None) if old else None
    if old is None:
        return ItemChange(None, Version(article.ref, describe_item(article), article.body))
    new = Version(article.ref, describe_item(article), _show_body(old, article, issue, texts))
    fields = compare_versions(old.version, new)
    if fields or old.version.body != new.body:
        return ItemChange(old.version, new, fields)
    if old.fp_version != VERSION:
        return ItemChange(old.version, new, (FieldChange("fingerprint", old.fp_version, VERSION),), is_visible=False)
    return None


def _show_body(old: StoredItem, article: Article, issue: Issue, texts: _Texts) -> str:
    """The body as it would be shown: a text that stays equal keeps its form, or takes that of its first article."""
    if old.version.body == article.body or old.fp_version != VERSION:
        return article.body
    if read_fingerprint(article, issue).exact != old.exact:
        return article.body
    return (texts.find_first(old.exact) or article.body) if old.is_own else old.version.body


# --- the text -----------------------------------------------------------------------------------


def list_differences(old: str, new: str) -> Iterator[str]:
    """Paragraphs gone (`- `), come (`+ `) and next to those (two blanks), in order."""
    before, after = ([line for line in text.split("\n") if line.strip()][:MOST_PARAGRAPHS] for text in (old, new))
    for group in difflib.SequenceMatcher(None, before, after).get_grouped_opcodes(1):
        for kind, first, last, start, end in group:
            if kind == "equal":
                yield from (f"  {line}" for line in before[first:last])
            else:
                yield from (f"- {line}" for line in before[first:last])
                yield from (f"+ {line}" for line in after[start:end])
