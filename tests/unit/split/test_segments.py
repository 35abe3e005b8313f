"""The cut is lossless, whatever the sections are (design: rule 4)."""

import pytest

from jrld.model import Issue, Mail, Part, Reading
from jrld.split.dissect import dissect


def read(text: str) -> Issue:
    return dissect("jrl", "jrl", Mail(), Reading("plain", text))


@pytest.mark.parametrize(
    "text",
    [
        "1. TITLE IN CAPITALS\n[Note from David Johnson:\n#1\n***\n#1\n\n\n1. TITLE IN CAPITALS\n1. TITLE IN CAPITALS",
        "Contents:\n1. a\n2. b\n\n#1\n\n#2\n\n******\n\n#1\n",
        "#1\n#2\n#3",
        "#1\n",
        "******",
        "\n\n",
    ],
)
def test_sections_without_text_lose_nothing(text: str) -> None:
    """Sections that are empty, or begin where another does (the first is a shrunk example of a property test)."""
    issue = read(text)
    assert "".join(segment.span.of(text) for segment in issue.segments) == text
    assert issue.coverage == 1.0


def test_parts_in_order() -> None:
    """Editor's note, link back and what nothing claims are parts of their own."""
    issue = read(
        "Johnson's Russia List\n#7131\n\n[Note from David Johnson:\nThe office moves.\n1. AP: A bear is woken.\n"
        "2. AFP: A lamp is lit.]\n\nNobody knows what this is.\n\n******\n\n#1\nA bear is woken\n\nText.\n\n"
        "[return to Contents]\n\n******\n\n#2\nA lamp is lit\n\nText.\n"
    )
    assert [segment.part for segment in issue.segments] == [
        Part.MASTHEAD,
        Part.CONTENTS,
        Part.NOTE,
        Part.CONTENTS,
        Part.OTHER,
        Part.SEPARATOR,
        Part.ARTICLE,
        Part.SEPARATOR,
        Part.FURNITURE,
        Part.SEPARATOR,
        Part.ARTICLE,
        Part.SEPARATOR,
    ]
