"""Which issue a digest of postings is: volume, number and date, of its masthead, its subject or its last line.

`RISKS-LIST: Risks-Forum Digest  Friday 4 April 2003  Volume 22 : Issue 67`, `Foo Digest, Vol 3, Issue 12`,
`Foo digest, Vol 1 #2 - 5 msgs`, `foo-digest V2 #144`, `FOO Digest - 3 Jan 1995 (#1995-3)`.
"""

import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from jrld.model import IssueWarning, Mail
from jrld.split.dates import find_date
from jrld.split.lines import read_line

_DIGEST = re.compile(r"digest\b", re.IGNORECASE)
_VOLUME = re.compile(
    r"\bvol(?:ume)?\b\.?[ \t]*(\d{1,4})[ \t]*[:,;-]?[ \t]*(?:issue|number|num|no|#)\.?[ \t]*(\d{1,5})"
    r"|\bv(\d{1,4})[ \t]*#[ \t]*(\d{1,5})"
    r"|\bdigest,?[ \t]+(\d{1,3})\.(\d{1,4})\b",
    re.IGNORECASE,
)
_OF_YEAR = re.compile(r"\(#(?P<year>(?:19|20)\d\d)-(?P<number>\d{1,4})\)")
_MOST_LINES = 200  # of the preamble


@dataclass(frozen=True, slots=True)
class Identity:
    """Who an issue is. `number` is that within `year`: a volume's issues are not counted by years, and have none."""

    ref: str
    label: str | None
    year: int | None
    number: int | None
    date: date | None
    is_named: bool  # a masthead or a subject says that this is a digest
    warnings: tuple[IssueWarning, ...]


@dataclass(frozen=True, slots=True)
class _Label:
    printed: str
    ref: str
    year: int | None = None
    number: int | None = None


def is_masthead(line: str) -> bool:
    """Whether a line names a digest and its date, and ends in its number: sentences that name one go on."""
    match = _VOLUME.search(line)
    return match is not None and match.end() == len(line) and bool(_DIGEST.search(line)) and find_date(line) is not None


def read_identity(mail: Mail, text: str, preamble: int, closing: str | None) -> Identity:
    """The identity printed in `text[:preamble]`, in the subject or in the last line; what date is not printed is the
    mail's."""
    mastheads = sorted(_find_named(text[:preamble]), key=is_masthead, reverse=True)
    printed = next((label for line in mastheads if (label := _find_label(line))), None)
    subject = _find_label(mail.subject)
    label = printed or subject or _find_label(closing or "")
    dated = next((day for line in mastheads if (day := find_date(line))), None)
    day = dated or mail.sent_on
    warnings = []
    if printed and subject and printed.ref != subject.ref:
        message = f"the masthead prints {printed.printed}, the subject {subject.printed}: the masthead is taken"
        warnings.append(IssueWarning("number-conflict", message))
    if label is None:
        warnings.append(IssueWarning("no-number", "the digest prints no number"))
    if day is None:
        warnings.append(IssueWarning("no-date", "neither the digest nor its mail carries a date"))
    return Identity(
        ref=label.ref if label else _name_by_date(day, text),
        label=label.printed if label else None,
        year=(label and label.year) or (day.year if day else None),
        number=label.number if label else None,
        date=day,
        is_named=bool(label or dated or (_DIGEST.search(mail.subject) and find_date(mail.subject))),
        warnings=tuple(warnings),
    )


def _find_named(preamble: str) -> list[str]:
    """The lines with the word in them."""
    top = preamble.split("\n", _MOST_LINES)[:_MOST_LINES]
    lines = (read_line(line, 0).text for line in top if "digest" in line.casefold())
    return [line for line in lines if _DIGEST.search(line)]


def _find_label(line: str) -> _Label | None:
    """`Volume 22 : Issue 67` is 22-67; `(#1995-3)` is the third of 1995."""
    if not _DIGEST.search(line):
        return None
    if match := _OF_YEAR.search(line):
        year, number = int(match["year"]), int(match["number"])
        return _Label(f"{year}-{number}", f"{year}-{number}", year, number)
    match = _VOLUME.search(line)
    if match is None:
        return None
    volume, number = [int(group) for group in match.groups() if group]
    return _Label(" ".join(_DIGEST.sub("", match[0]).split()).strip(" ,"), f"{volume}-{number}")


def _name_by_date(day: date | None, text: str) -> str:
    return day.strftime("%Y%m%d") if day else "x" + sha256(text.encode()).hexdigest()[:12]
