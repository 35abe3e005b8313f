"""The page of `jrld split --html`: the text to the character, nothing of a mail obeyed, colours that can be read."""

import re
import sys
import time
import unicodedata
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from itertools import product
from pathlib import Path

import pytest

from corpus import TROUBLES, make_issue, make_mail
from jrld.cli.page import PageRefused, Shown, write_page
from jrld.cli.page.characters import is_address, mark, reveal
from jrld.cli.page.lines import MOST_LINES
from jrld.cli.page.pieces import find_place
from jrld.cli.page.write import MOST_ISSUES, render
from jrld.mime import parse
from jrld.model import Article, Entry, Issue, IssueWarning, Kind, Media, Part, Segment, Span, Verdict
from jrld.split import split

STYLE = files("jrld.cli.page").joinpath("page.css").read_text("utf-8")
TEXT = "Contents\n1. One\n\n#1\nOne\nby Somebody\n\nText \u202etxet\u202c & <b>.\n\nThe end.\n"
ARTICLE = Article(
    position=1,
    label="1",
    ref="7-1",
    title="One",
    authors=("Somebody",),
    source=None,
    published=None,
    url=None,
    kind=Kind.OTHER,
    body="Text",
    span=Span(20, len(TEXT) - 11),
    body_span=Span(36, len(TEXT) - 11),
    origins={"title": "head"},
    entry=0,
)
ISSUE = Issue(
    digest="jrl",
    format="jrl",
    ref="7",
    label="7",
    year=2003,
    number=7,
    date=None,
    verdict=Verdict.PARTIAL,
    warnings=(IssueWarning("title-mismatch", "not <i>so</i>", Span(9, 15)), IssueWarning("no-date", "none")),
    text=TEXT,
    segments=(
        Segment(Part.CONTENTS, Span(0, 17)),
        Segment(Part.SEPARATOR, Span(17, 20)),
        Segment(Part.ARTICLE, ARTICLE.span, 1),
        Segment(Part.TRAILER, Span(ARTICLE.span.end, len(TEXT))),
    ),
    articles=(ARTICLE,),
    entries=(Entry("1", "One", Span(9, 15), title="One"),),
)
VOID = {"meta", "path", "rect"}


class Reader(HTMLParser):
    """What a page says: its elements, and the text in those of class `text`."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.issue_text = ""
        self._depth = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if self._depth or dict(attrs).get("class") == "text":
            self._depth += tag not in VOID

    def handle_endtag(self, tag: str) -> None:
        if self._depth:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.issue_text += data

    def find(self, attribute: str) -> list[str]:
        return [value for _, attributes in self.elements if (value := attributes.get(attribute)) is not None]


def read_page(issue: Issue, file: str = "issue.eml") -> Reader:
    return Reader("".join(render([Shown(file, issue)])))


# --- the text -----------------------------------------------------------------------------------


@pytest.mark.parametrize("trouble", TROUBLES)
def test_text_is_the_issues_own(trouble: str) -> None:
    """Guards the page's promise: its text is the issue's, to the character, whatever is marked in it."""
    for issue in split(parse(make_mail(make_issue(11, None, [trouble], count=5)), Media.MESSAGE)):
        assert read_page(issue).issue_text == issue.text


def test_links_lead_somewhere_and_names_are_used_once() -> None:
    """Guards entry to article to entry, and warnings to their places and back, in every kind of trouble."""
    for seed, trouble in enumerate(TROUBLES):
        for issue in split(parse(make_mail(make_issue(seed, None, [trouble], count=4)), Media.MESSAGE)):
            reader = read_page(issue)
            names = reader.find("id")
            assert len(names) == len(set(names))
            assert {link[1:] for link in reader.find("href") if link.startswith("#")} <= set(names)
            assert {f"i1-a{article.position}" for article in issue.articles} <= {h[1:] for h in reader.find("href")}


def test_article_in_several_segments() -> None:
    """Guards the names in the page where a note stands inside an article: its fields are shown once."""
    start, end = ARTICLE.span
    note = Segment(Part.NOTE, Span(start + 10, start + 12))
    first, second = (Segment(Part.ARTICLE, Span(a, b), 1) for a, b in ((start, note.span.start), (note.span.end, end)))
    reader = read_page(replace(ISSUE, segments=(*ISSUE.segments[:2], first, note, second, ISSUE.segments[3])))
    assert reader.issue_text == TEXT
    assert reader.find("id").count("i1-a1") == 1


def test_warnings_are_at_their_place() -> None:
    """Guards the mark in the text: its flag leads back to the list, and the place itself is marked."""
    page = "".join(render([Shown("issue.eml", ISSUE)]))
    assert '<a class="flag" id="i1-w0" href="#i1-l0" aria-label="warning 1" data-is="1"></a>' in page
    assert '<a class="entry" id="i1-e0" href="#i1-a1"><mark>1. One</mark></a>' in page
    assert "i1-w1" not in page  # it is of the whole issue


@pytest.mark.parametrize(
    ("span", "place"),
    [
        (Span(9, 15), "1. One"),
        (Span(15, 20), "#1"),
        (Span(15, 17), ""),
        (Span(0, 10**9), TEXT.strip()),
        (Span(10**9, 10**9), ""),
    ],
)
def test_place_of_a_warning(span: Span, place: str) -> None:
    """Guards spans with blank lines around them, and those that are not within the text."""
    assert find_place(TEXT, span).of(TEXT) == place


def test_place_of_a_long_warning_is_its_first_line() -> None:
    """Guards against an article that is underlined from its head to its end."""
    assert find_place("\n\nTitle\n" + "word " * 200, Span(0, 1000)).of("\n\nTitle\n") == "Title"


# --- a hostile mail -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "bait",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' onmouseover='alert(1)",
        "</style></title><svg onload=alert(1)>",
        "{{ 7 * 7 }}{% include '/etc/passwd' %}",
    ],
)
def test_everything_from_a_mail_is_escaped(bait: str) -> None:
    """Guards each string of an issue: it makes no element and no attribute that the page does not have without it."""
    article = replace(
        ARTICLE,
        title=bait,
        authors=(bait,),
        source=bait,
        source_printed=f"{bait}!",
        url=f"https://example.org/{bait}",
        label=bait,
        ref=bait,
        notes=(bait,),
        rights=bait,
        language=bait,
        origins={"title": bait},
    )
    entry = Entry(bait, bait, Span(9, 15), bait, (bait,), bait, bait, bait)
    warnings = tuple(IssueWarning(bait, bait, warning.span) for warning in ISSUE.warnings)
    hostile = replace(
        ISSUE, articles=(article,), entries=(entry,), warnings=warnings, ref=bait, label=bait, digest=bait, format=bait
    )
    kind = replace(
        ARTICLE, source="S", source_printed="T", url="https://a.org/", notes=("n",), rights="r", language="en"
    )
    tame = replace(ISSUE, articles=(kind,), entries=(replace(ISSUE.entries[0], source="S", authors=("A",)),))
    # An address with a blank in it is no link, so links are left out; that they are harmless has a test of its own.
    assert list_shapes(hostile, bait) == list_shapes(tame, "issue.eml")


def list_shapes(issue: Issue, file: str) -> list[tuple[str, ...]]:
    shapes = [(tag, *sorted(attributes)) for tag, attributes in read_page(issue, file).elements]
    return [shape for shape in shapes if shape != ("a", "href", "rel")]


@pytest.mark.parametrize(
    ("url", "may_be_followed"),
    [
        ("https://example.org/a?b=c#d", True),
        ("HTTP://EXAMPLE.ORG/", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("file:///etc/passwd", False),
        ("//example.org/", False),
        ("https:example.org", False),
        ("https://exam\u202eple.org/", False),
        ("https://[", False),
    ],
)
def test_only_the_web_is_linked(url: str, may_be_followed: bool) -> None:
    """Guards the one place where a mail's words become an address: any other scheme is shown as text."""
    assert is_address(url) is may_be_followed
    links = read_page(replace(ISSUE, articles=(replace(ARTICLE, url=url),))).find("href")
    assert [link for link in links if not link.startswith("#")] == ([url] if may_be_followed else [])


def test_nothing_is_invisible() -> None:
    """Guards against text that is hidden or turned round: every character without a shape is shown by its number."""
    for character in map(chr, range(sys.maxunicode + 1)):
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in "\n\t":
            assert reveal(f"a{character}") == f"a‹U+{ord(character):04X}›"
    assert reveal("plain ё 中 é\n") == "plain ё 中 é\n"
    assert 'data-is="U+202E">\u202e</bdi>x' in mark("\u202ex")


def test_policy_forbids_all_but_the_style() -> None:
    """Guards the second line of defence, and that no script, image or style attribute is there to need more."""
    reader = read_page(ISSUE)
    (policy,) = (a["content"] for _, a in reader.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'none'", policy
    )
    assert not {"script", "img", "link", "iframe", "object", "base", "form"} & {tag for tag, _ in reader.elements}
    assert not [name for _, attributes in reader.elements for name in attributes if name.startswith(("on", "style"))]
    assert "url(" not in STYLE
    assert "@import" not in STYLE


# --- size ---------------------------------------------------------------------------------------


def test_large_text_is_written_in_seconds(tmp_path: Path) -> None:
    """Guards linear time: 5 MB of text, and as many hidden characters as would stand in it."""
    text = ("word " * 14 + "\u200b\n") * 70_000
    began = time.process_time()
    write_page(tmp_path / "page.html", [Shown("x", replace(ISSUE, text=text, segments=_fill(text, 1), articles=()))])
    assert time.process_time() - began < 15


def test_thousands_of_entries_do_not_explode_the_chart() -> None:
    """Guards the drawing: so many lines and no more, a bar for what can be seen; every entry keeps its link."""
    count, text = 1000, "One\n" * 12_000
    segments = _fill(text, count)
    articles = tuple(
        replace(ARTICLE, position=k + 1, span=s.span, body_span=s.span, entry=k) for k, s in enumerate(segments)
    )
    entries = tuple(Entry(str(k), "One", Span(4 * k, 4 * k + 3)) for k in range(count))
    warnings = tuple(IssueWarning("order", "so", Span(k, k + 2000)) for k in range(count))
    began = time.process_time()
    reader = read_page(
        replace(ISSUE, text=text, segments=segments, articles=articles, entries=entries, warnings=warnings)
    )
    assert time.process_time() - began < 30
    tags = [tag for tag, _ in reader.elements]
    assert tags.count("path") == MOST_LINES
    assert tags.count("rect") <= count
    assert {f"#i1-a{k}" for k in range(1, count + 1)} <= set(reader.find("href"))
    assert reader.issue_text == text


def _fill(text: str, count: int) -> tuple[Segment, ...]:
    size = len(text) // count
    part = Part.OTHER if count == 1 else Part.ARTICLE
    return tuple(Segment(part, Span(k * size, (k + 1) * size), None if count == 1 else k + 1) for k in range(count))


# --- the file -----------------------------------------------------------------------------------


def test_page_replaces_only_a_page(tmp_path: Path) -> None:
    """Guards mails: `jrld split --html issue.eml other.eml` must not write over the first."""
    mail, page, empty = tmp_path / "issue.eml", tmp_path / "page.html", tmp_path / "empty.html"
    mail.write_text("From: somebody\n\n")
    empty.touch()
    for out in (page, page, empty):
        write_page(out, [Shown("x", ISSUE)])
        assert out.read_text("utf-8").endswith("</footer>\n")
    for out in (mail, tmp_path, tmp_path / "not" / "there.html"):
        with pytest.raises(PageRefused):
            write_page(out, [Shown("x", ISSUE)])
    assert mail.read_text() == "From: somebody\n\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty.html", "issue.eml", "page.html"]


def test_too_many_issues_are_refused(tmp_path: Path) -> None:
    """Guards browsers, and the memory that a whole archive in one page would take."""
    with pytest.raises(PageRefused, match="too many"):
        write_page(tmp_path / "page.html", [Shown("x", ISSUE)] * (MOST_ISSUES + 1))
    assert not list(tmp_path.iterdir())


# --- colours ------------------------------------------------------------------------------------


def read_colours(style: str) -> dict[str, tuple[float, float, float]]:
    found = re.findall(r"--([\w-]+): #([0-9a-f]{6});", style)
    return {name: tuple(int(value[k : k + 2], 16) / 255 for k in (0, 2, 4)) for name, value in found}  # type: ignore[misc]


def measure_contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """WCAG 2.2, "contrast ratio": 1 to 21."""
    lights = [
        sum(
            share * (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4)
            for share, c in zip((0.2126, 0.7152, 0.0722), colour, strict=True)
        )
        for colour in (one, other)
    ]
    return (max(lights) + 0.05) / (min(lights) + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read(scheme: str) -> None:
    """Guards a contrast of 4.5 (WCAG AA) for every colour of letters on every ground that they stand on."""
    light, dark = (read_colours(half) for half in STYLE.split("@media (prefers-color-scheme: dark)"))
    assert set(light) == set(dark)
    colours = light if scheme == "light" else dark
    tints = {name for name in colours if name.endswith("-tint")}
    parts = {name.removesuffix("-tint") for name in tints}
    grounds = {"paper", "panel"}
    pairs = {
        *product(["ink", "quiet"], grounds | tints),
        *product(["link"], grounds | {"amiss-tint"}),
        *product(parts | {"focus"}, grounds),
        *((part, f"{part}-tint") for part in parts),
    }
    assert len(parts) == 15
    low = {pair: measure_contrast(*(colours[name] for name in pair)) for pair in sorted(pairs)}
    assert {pair: round(ratio, 2) for pair, ratio in low.items() if ratio < 4.5} == {}
