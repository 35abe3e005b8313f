"""A mail and what is true of it: from our own corpus, or from a folder that another generator wrote.

Such a folder holds `NNNN.eml` and `NNNN.json`, where the second has `era`, `transport`, `trouble`, `year`, `number`,
`date` and `articles`, each with `label`, `title`, `titles`, `authors`, `source` (every accepted name), `published`,
`url`, `kind`, `body` (paragraphs), `notes`, `optional` (texts that a body may hold or not), and `unsure`: the fields
that no careful reader could decide.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from corpus import ERAS, TRANSPORTS, TROUBLES, TrueArticle, TrueIssue, make_issue, make_mail
from corpus.sources import BY_NAME


@dataclass(frozen=True, slots=True)
class Answer:
    """What is true of one article. A field of `unsure` is not asked for."""

    label: str
    titles: tuple[str, ...]  # every form accepted; none: there is no title
    authors: tuple[str, ...]
    sources: tuple[str, ...]  # every name accepted; none: there is no source
    published: date | None
    url: str | None
    kind: str
    body: tuple[str, ...]  # paragraphs
    notes: tuple[str, ...] = ()
    unsure: frozenset[str] = frozenset()
    optional: tuple[str, ...] = ()  # a stand-first, a signature: what a body may hold or not


@dataclass(frozen=True, slots=True)
class Specimen:
    """One mail with its answers."""

    name: str
    raw: bytes
    era: str
    transport: str
    trouble: tuple[str, ...]
    year: int | None
    number: int | None
    date: date | None
    articles: tuple[Answer, ...]


# --- our own ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Made:
    """Where an issue of the corpus comes from: every era meets every transport, every third issue is in trouble."""

    seed: int
    k: int

    def read(self) -> Specimen:
        era = ERAS[self.k % len(ERAS)]
        transport = TRANSPORTS[(self.k // len(ERAS) + self.k) % len(TRANSPORTS)]
        trouble = (TROUBLES[self.k // 3 % len(TROUBLES)],) if self.k % 3 == 2 else ()
        number = self.seed + self.k
        issue = make_issue(number, era, trouble)
        return _know(issue, transport, make_mail(issue, transport, number), f"seed {number}")


def _know(issue: TrueIssue, transport: str, raw: bytes, name: str) -> Specimen:
    articles = tuple(_answer(article) for article in issue.articles)
    where = f"{name} {issue.era} {transport}"
    return Specimen(where, raw, issue.era, transport, issue.trouble, issue.year, issue.number, issue.date, articles)


def _answer(article: TrueArticle) -> Answer:
    known = BY_NAME.get(article.source or "")
    names = (article.source, article.source_printed, *(known.printed if known else ()))
    return Answer(
        label=article.label,
        titles=tuple(dict.fromkeys((*article.titles, article.title))) if article.title else (),
        authors=article.authors,
        sources=tuple(dict.fromkeys(name for name in names if name)),
        published=article.published,
        url=article.url,
        kind=str(article.kind),
        body=article.body,
        notes=article.notes,
    )


# --- others' ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stored:
    """A mail of another generator, its answers beside it."""

    file: Path

    def read(self) -> Specimen:
        """Raises OSError, ValueError or KeyError when the answers are missing or not as described above."""
        told = json.loads(self.file.with_suffix(".json").read_text("utf-8"))
        return Specimen(
            name=self.file.name,
            raw=self.file.read_bytes(),
            era=told["era"],
            transport=told["transport"],
            trouble=tuple(told.get("trouble") or ()),
            year=told.get("year"),
            number=told.get("number"),
            date=_read_date(told.get("date")),
            articles=tuple(_read_answer(article) for article in told["articles"]),
        )


def find_stored(folder: Path) -> list[Stored]:
    """Every mail of the folder that has answers, by name."""
    return [Stored(file) for file in sorted(folder.glob("*.eml")) if file.with_suffix(".json").exists()]


def find_made(seed: int, issues: int) -> Iterator[Made]:
    return (Made(seed, k) for k in range(issues))


def _read_date(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def _read_names(told: str | list[str] | None) -> tuple[str, ...]:
    return (told,) if isinstance(told, str) else tuple(name for name in told or () if name)


def _read_answer(told: dict[str, Any]) -> Answer:
    titles = (*_read_names(told.get("titles")), *_read_names(told.get("title")))
    return Answer(
        label=str(told["label"]),
        titles=tuple(dict.fromkeys(titles)),
        authors=_read_names(told.get("authors")),
        sources=_read_names(told.get("source")),
        optional=_read_names(told.get("optional")),
        published=_read_date(told.get("published")),
        url=told.get("url"),
        kind=told.get("kind") or "",
        body=tuple(told["body"]),
        notes=_read_names(told.get("notes")),
        unsure=frozenset(told.get("unsure") or ()),
    )
