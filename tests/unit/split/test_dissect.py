"""One text -> one issue: sections, refs, segments, warnings, verdict."""

from jrld.model import Issue, Mail, Part, Reading, Verdict
from jrld.split.dissect import dissect

HEAD = "Johnson's Russia List\n#7131\n4 April 2003\n\n"
CONTENTS = "[Contents:\n1. AP: A bear is woken.\n2. AFP: A lamp is lit.\n3. Ivan Petrov: on samovars.]\n\n"
BEAR = "A bear is woken\n\nKAZAN (AP) - A bear was woken.\n\n"
LAMP = "A lamp is lit\n\nOMSK (AFP) - A lamp was lit.\n\n"
LETTER = "From: Ivan Petrov <>\nSubject: on samovars\nDate: Thu, 3 Apr 2003\n\nThey hum.\n\n"


def read(*parts: str) -> Issue:
    return dissect("jrl", "jrl", Mail(), Reading("plain", "".join(parts)))


def number(*sections: str, first: int = 1) -> str:
    return "".join(f"*******\n\n#{k}\n{section}" for k, section in enumerate(sections, start=first))


def show(issue: Issue) -> list[tuple[str, str | None]]:
    return [(article.label, article.title) for article in issue.articles]


def codes(issue: Issue) -> list[str]:
    return [warning.code for warning in issue.warnings]


def test_a_whole_issue() -> None:
    """Contents and sections agree: complete, nothing to say, each article cited by issue and number."""
    issue = read(HEAD, CONTENTS, number(BEAR, LAMP, LETTER))
    assert show(issue) == [("1", "A bear is woken"), ("2", "A lamp is lit"), ("3", "on samovars")]
    assert (issue.verdict, codes(issue)) == (Verdict.COMPLETE, [])
    assert [article.ref for article in issue.articles] == ["7131-1", "7131-2", "7131-3"]
    parts = [segment.part for segment in issue.segments]
    assert parts == [Part.MASTHEAD, Part.CONTENTS, *[Part.SEPARATOR, Part.ARTICLE] * 3, Part.SEPARATOR]


def test_an_article_is_missing() -> None:
    """The entry is named; no junk behind a rule is taken for its section."""
    issue = read(HEAD, CONTENTS, number(BEAR, LAMP), "*******\n\nSome words that are no letter.\n")
    assert codes(issue) == ["entry-without-section"]
    assert issue.verdict is Verdict.PARTIAL


def test_an_article_is_not_announced() -> None:
    """It is kept, and said."""
    issue = read(HEAD, CONTENTS, number(BEAR, LAMP, LETTER, "Moscow Times\nApril 3, 2003\nThe lift\n\nText.\n\n"))
    assert show(issue)[-1] == ("4", "The lift")
    assert codes(issue) == ["section-without-entry"]


def test_the_same_number_twice() -> None:
    """A misprint: of a number that is printed twice, the section whose entry has another takes that."""
    text = number(BEAR, LAMP, LETTER).replace("#3", "#2")
    issue = read(HEAD, CONTENTS, text)
    assert [article.label for article in issue.articles] == ["1", "2", "3"]
    assert [article.ref for article in issue.articles] == ["7131-1", "7131-2", "7131-3"]
    assert codes(issue) == ["number-mismatch"]


def test_refs_without_contents() -> None:
    """Without contents the printed numbers count; what has none of its own gets one that is never printed."""
    article = "Moscow Times\nApril 3, 2003\nThe lift\nBy Ivan Petrov\n\nText.\n\n"
    issue = read(HEAD, number(article), number(article), number(article))
    assert [article.ref for article in issue.articles] == ["7131-1", "7131-1.2", "7131-1.3"]


def test_no_signs_between_the_articles() -> None:
    """Titles of the contents, and a letter's header, are enough to cut by (jrl-formats.md 1)."""
    issue = read(HEAD, CONTENTS, BEAR, LAMP, LETTER)
    assert show(issue) == [("1", "A bear is woken"), ("2", "A lamp is lit"), ("3", "on samovars")]
    assert issue.verdict is Verdict.COMPLETE


def test_the_trailer_is_the_last_sections_only() -> None:
    """A footer's words inside an earlier article do not swallow the later ones."""
    issue = read(
        HEAD, CONTENTS, number(BEAR + "Unsubscribe, said the bear.\n\n", LAMP, LETTER), "-------\nForward email\n"
    )
    assert len(issue.articles) == 3
    assert issue.articles[0].body.endswith("Unsubscribe, said the bear.")
    assert issue.segments[-1].part is Part.TRAILER


def test_what_a_forwarder_wrote_above() -> None:
    """It is the carrier's furniture, not the masthead's."""
    issue = read("Item 2 may be of use.\n\n", HEAD, CONTENTS, number(BEAR, LAMP, LETTER))
    assert (issue.segments[0].part, issue.segments[1].part) == (Part.FURNITURE, Part.MASTHEAD)


def test_nothing_to_read() -> None:
    """An empty text and one without articles are unrecognised, whole."""
    for text in ("", HEAD, "Only words.\n"):
        issue = read(text)
        assert (issue.verdict, issue.articles, issue.coverage) == (Verdict.UNRECOGNISED, (), 1.0)
