"""The grammar of a contents entry, line by line (jrl-formats.md 3.2): the cases of `entries.txt`.

There a `#` opens a group and says what it guards. A case is two lines: the entry as printed; then, indented, its
source | authors | title | remark. Titles and most names are made up.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from jrld.model import Span
from jrld.split.entry import read_entry


class Case(NamedTuple):
    group: str
    printed: str
    answer: list[str]


def read_cases() -> Iterator[Case]:
    group = printed = ""
    for line in (Path(__file__).parent / "entries.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            group = line.strip("# ").partition(":")[0]
        elif line.startswith(" "):
            yield Case(group, printed, [cell.strip() for cell in line.split("|")])
        else:
            printed = line


@pytest.mark.parametrize("case", list(read_cases()), ids=lambda case: f"{case.group}: {case.printed[:50]}")
def test_entries(case: Case) -> None:
    """Source, authors, title and remark as a person would say."""
    entry = read_entry("1", case.printed, Span(0, len(case.printed)))
    assert [entry.source or "", "; ".join(entry.authors), entry.title, entry.remark or ""] == case.answer
