"""The contents entries of real issues, as transcripts of their layout show them, are read as a person would.

The transcripts elide prose and most titles as `[...]`; what is left is judged. The answers were judged by hand, entry
by entry, and lie in `transcripts.yaml`: of a title they hold its first and last two words and the count of its words.
"""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from jrld.model import Entry
from jrld.split.contents import find_contents

LAYOUTS = Path(__file__).parents[3] / "shared" / "jrl-layouts"
ANSWERS = YAML(typ="safe", pure=True).load((Path(__file__).parent / "transcripts.yaml").read_text(encoding="utf-8"))
UNLIKE = ANSWERS.pop("unlike")  # transcript -> label -> why that entry is not read as a person would read it
_REMARK = re.compile(r"^\[\.\.\. [^\n]* \.\.\.\]$", re.MULTILINE)  # the transcriber's, on a line of its own


def read_transcript(path: Path) -> str:
    """A transcript's text without what its transcriber put in: the heading, remarks, and the note at the end."""
    text = path.read_text(encoding="utf-8").partition("-----8<-----\n")[2].partition("\n# NOTE:")[0]
    return _REMARK.sub("", text)


def show_title(title: str | None) -> str | None:
    words = title.split() if title else []
    return f"{' '.join(words[:2])} … {' '.join(words[-2:])} ({len(words)})" if len(words) > 4 else title


def show_entry(entry: Entry) -> dict[str, object]:
    """An entry as the answers show it: fields that are empty are left out."""
    fields = {
        "label": entry.label,
        "source": entry.source,
        "authors": list(entry.authors),
        "title": show_title(entry.title),
        "remark": entry.remark,
        "url": entry.url,
    }
    return {name: value for name, value in fields.items() if value}


@pytest.fixture(scope="module")
def layouts() -> dict[str, Path]:
    if not LAYOUTS.is_dir():
        pytest.skip(f"THE TRANSCRIPTS ARE NOT HERE, and no real contents list is tested: {LAYOUTS}")
    return {path.stem: path for path in sorted(LAYOUTS.glob("*.txt"))}


def test_every_transcript_was_judged(layouts: dict[str, Path]) -> None:
    """A transcript that is new has no answer, and must be judged by a person."""
    assert set(layouts) == set(ANSWERS)


@pytest.mark.parametrize("name", ANSWERS)
def test_entries(layouts: dict[str, Path], name: str) -> None:
    """Each entry's label, source, authors, title, remark and address; article pages have no contents."""
    contents = find_contents(read_transcript(layouts[name]))
    entries = {entry.label: show_entry(entry) for entry in (contents.entries if contents else ())}
    answers = {answer["label"]: answer for answer in ANSWERS[name]}
    assert list(entries) == list(answers)
    odd = {label for label, entry in entries.items() if entry != answers[label]}
    assert odd == set(UNLIKE.get(name, ())), {label: entries[label] for label in odd}


def test_few_entries_are_not_read_as_a_person_would() -> None:
    """At most one in a hundred, each with its reason."""
    count = sum(len(answers) for answers in ANSWERS.values())
    reasons = [reason for entries in UNLIKE.values() for reason in entries.values()]
    assert all(reasons)
    assert len(reasons) <= 0.01 * count
