"""A digest of postings as one issue; a layout is all that a new kind of digest has to declare."""

import re

from jrld.model import Issue, Mail, Mark, Part, Reading, Verdict
from jrld.split.postings import Layout, dissect, recognise

LAYOUT = Layout(separators=(re.compile(r"^={5}$", re.MULTILINE),), closing=re.compile(r"^That is all\.$", re.MULTILINE))
LETTER = "From: a@example.org (A Reader)\nSubject: {0}\nDate: Fri, 4 Apr 2003\n\n{1}\n\n"


def make(*titles: str, before: str = "The Roads Digest\n\n", after: str = "=====\n\nThat is all.\n") -> str:
    postings = (f"=====\n\n{LETTER.format(title, 'Text of ' + title + '.')}" for title in titles)
    return before + "".join(postings) + after


def read(text: str, layout: Layout = LAYOUT) -> Issue:
    return dissect("roads", "roads", layout, Mail(subject="Roads Digest, Vol 1, Issue 2"), Reading("plain", text))


def show(issue: Issue) -> list[tuple[str, str | None]]:
    return [(article.ref, article.title) for article in issue.articles]


def codes(issue: Issue) -> list[str]:
    return [warning.code for warning in issue.warnings if warning.code != "no-date"]


def test_a_new_layout_is_a_declaration() -> None:
    """Another separator and another last line: nothing else has to be told."""
    text = make("Roads", "Bridges")
    issue = read(text)
    assert show(issue) == [("1-2-1", "Roads"), ("1-2-2", "Bridges")]
    assert [article.body for article in issue.articles] == ["Text of Roads.", "Text of Bridges."]
    assert issue.verdict is Verdict.COMPLETE
    assert recognise(LAYOUT, Mail(), Reading("plain", text)) == (2, False, False, True)


def test_parts() -> None:
    """Preamble, contents, postings, what separates them, and the last line."""
    issue = read(make("Roads", before="Roads Digest\n\nContents:\nRoads (A Reader)\n\nSend money.\n\n"))
    assert [(segment.part, segment.span.of(issue.text).strip()[:14]) for segment in issue.segments] == [
        (Part.MASTHEAD, "Roads Digest"),
        (Part.CONTENTS, "Contents:\nRoad"),
        (Part.MASTHEAD, "Send money."),
        (Part.SEPARATOR, "====="),
        (Part.ARTICLE, "From: a@exampl"),
        (Part.SEPARATOR, ""),
        (Part.TRAILER, "=====\n\nThat is"),
    ]


def test_disagreement_is_said() -> None:
    """An entry without a posting, a posting without an entry, a missing end: partial, and no text is lost."""
    issue = read(make("Roads", "Gulls", before="Contents:\nRoads (A)\nTurnips (B)\n\n", after=""))
    assert codes(issue) == ["section-without-entry", "entry-without-section", "truncated"]
    assert issue.verdict is Verdict.PARTIAL
    assert len(issue.articles) == 2
    assert issue.coverage == 1.0


def test_the_contents_decide_which_rows_count() -> None:
    """Where the surest separator finds fewer than are announced, the next one that finds them is taken."""
    layout = Layout(separators=(re.compile(r"^={9}$", re.M), re.compile(r"^=+$", re.M)), has_closing=False)
    text = make("Roads", "Gulls", before="Contents:\nRoads (A)\nGulls (B)\n\n", after="").replace("=====", "=" * 9, 1)
    assert [title for _, title in show(read(text, layout))] == ["Roads", "Gulls"]
    assert [title for _, title in show(read(text.replace("Gulls (B)\n", ""), layout))] == ["Roads"]


def test_numbers_that_do_not_ascend_are_no_labels() -> None:
    """A quoted digest brings its own numbers: no two postings may share a ref."""
    numbered = make("Roads", "Gulls").replace("From:", "Message: 7\nFrom:")
    assert [ref for ref, _ in show(read(numbered))] == ["1-2-1", "1-2-2"]
    assert [ref for ref, _ in show(read(numbered.replace("7", "4", 1)))] == ["1-2-4", "1-2-7"]


def test_two_digests_in_one_text() -> None:
    """Somebody sends two on in one mail: all postings are there, and it is said that a second one begins."""
    head = (
        "=====\n\nFrom: moderator@example.org\nDate: 4 Apr 2003\n\nRoads Digest  4 April 2003  Volume 1 : Issue {0}\n\n"
    )
    text = make("Roads", before="News.\n\n" + head.format(2)) + "\n" + make("Gulls", before=head.format(3))
    issue = read(text)
    assert [title for _, title in show(issue)] == ["Roads", "Gulls"]
    assert codes(issue) == ["second-masthead"]
    assert issue.coverage == 1.0


def test_marks_tell_the_places() -> None:
    """Where the carrier shows where messages begin, nothing in their text does."""
    first, second = LETTER.format("Roads", "=====\n\nFrom: x\nSubject: y\n\nText."), "No header here.\n\n"
    top = "Contents:\n1. Roads (A)\n2. Gulls (B)\n\n"
    places = [len(top), len(top + first), len(top + first + second)]
    marks = (Mark(places[0], "message", "Roads", places[1]), Mark(places[1], "message", "", places[2]))
    reading = Reading("digest", top + first + second + "Footer.\n", (*marks, Mark(places[2], "end", "")))
    issue = dissect("roads", "roads", Layout(), Mail(), reading)
    assert [(article.title, article.origins.get("title")) for article in issue.articles] == [
        ("Roads", "letter"),
        ("Gulls", "contents"),
    ]
    assert issue.articles[1].body == "No header here."
    assert issue.segments[-1].part is Part.TRAILER
    assert issue.verdict is Verdict.COMPLETE
