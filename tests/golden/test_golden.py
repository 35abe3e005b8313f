"""The golden corpus: `<format>/<case>/` holds a message, what a careful person says of it, and why it is there.

`message.eml` (or `page.txt`, `page.html`), `answer.yaml`, the body of each article as `1.txt`, `2.txt`, … and `why.md`.
Answers are written by hand from JRL's layouts, never recorded from the splitter: where the two differ, one is wrong.
"""

import re
from functools import cache
from itertools import takewhile, zip_longest
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from jrld.formats import find_formats
from jrld.mime import parse
from jrld.model import Article, Issue, Media
from jrld.split import split

HERE = Path(__file__).parent
MEDIA = {"message.eml": Media.MESSAGE, "page.txt": Media.TEXT, "page.html": Media.HTML}
ISSUE_FIELDS = ("format", "ref", "label", "year", "number", "date", "verdict", "warnings")
ARTICLE_FIELDS = ("label", "title", "authors", "source", "published", "url", "kind")
UNUSUAL = {"excerpt": False, "notes": []}  # fields that an answer leaves out where they say nothing
HASHED = re.compile(r"^x[0-9a-f]{12}(?![0-9a-f])")  # the ref of what has neither number nor date; an answer has `x`
CASES = sorted(path for path in HERE.glob("*/*") if path.is_dir())

cases = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")


# --- reading ------------------------------------------------------------------------------------


def read_raw(case: Path) -> tuple[bytes, Media]:
    """The message of a case, and what its bytes are."""
    file = next(case / name for name in MEDIA if (case / name).exists())
    return file.read_bytes(), MEDIA[file.name]


def read_answer(case: Path) -> dict[str, Any]:
    answer = YAML(typ="safe", pure=True).load((case / "answer.yaml").read_text(encoding="utf-8"))
    assert isinstance(answer, dict)
    return answer


def read_bodies(case: Path) -> list[str]:
    """`1.txt`, `2.txt`, … in order."""
    files = sorted((file for file in case.glob("*.txt") if file.stem.isdigit()), key=lambda file: int(file.stem))
    return [file.read_text(encoding="utf-8").removesuffix("\n") for file in files]


@cache
def split_case(case: Path) -> tuple[Issue, ...]:
    raw, media = read_raw(case)
    return split(parse(raw, media))


def read_issue(case: Path) -> Issue:
    """The one issue of a case."""
    issues = split_case(case)
    if len(issues) != 1:
        pytest.fail(f"{len(issues)} issues in {case.name}, where one is", pytrace=False)
    return issues[0]


# --- comparing ----------------------------------------------------------------------------------


def show_issue(issue: Issue) -> dict[str, Any]:
    """The fields of an issue, as answers write them."""
    shown: dict[str, Any] = {name: getattr(issue, name) for name in ISSUE_FIELDS}
    shown["ref"] = HASHED.sub("x", issue.ref)
    shown["verdict"] = str(issue.verdict)
    shown["warnings"] = sorted(warning.code for warning in issue.warnings)
    return shown


def show_article(article: Article) -> dict[str, Any]:
    """The fields of an article, as answers write them."""
    shown: dict[str, Any] = {name: getattr(article, name) for name in (*ARTICLE_FIELDS, *UNUSUAL)}
    shown["authors"], shown["notes"] = list(article.authors), list(article.notes)
    shown["kind"] = str(article.kind)
    return shown


def compare_fields(where: str, expected: dict[str, Any], found: dict[str, Any]) -> list[str]:
    return [
        f"{where}.{name}\n    answer: {expected.get(name)!r}\n    jrld:   {found[name]!r}"
        for name in found
        if expected.get(name) != found[name]
    ]


def compare_bodies(where: str, expected: str, found: str) -> list[str]:
    """The first line that differs, from shortly before the place where it does."""
    pairs = zip_longest(expected.split("\n"), found.split("\n"))
    for number, (left, right) in enumerate(pairs, start=1):
        if left == right:
            continue
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left or "", right or "", strict=False)))
        shown = [None if line is None else line[max(0, same - 30) : same + 70] for line in (left, right)]
        place = f"{where}.body, line {number}, character {same + 1}"
        return [f"{place}\n    answer: {shown[0]!r}\n    jrld:   {shown[1]!r}"]
    return []


def compare_counts(expected: list[dict[str, Any]], found: tuple[Article, ...]) -> list[str]:
    if len(expected) == len(found):
        return []
    rows = [f"{len(found)} articles, where {len(expected)} are"]
    for left, right in zip_longest(expected, found):
        rows.append(f"    {left and (left['label'], left['title'])!r:60} | {right and (right.label, right.title)!r}")
    return ["\n".join(rows)]


# --- the tests ----------------------------------------------------------------------------------


@cases
def test_case_is_read_as_its_answer_says(case: Path) -> None:
    """The issue, and each article with its body, are what a careful person says they are."""
    answer, bodies, issue = read_answer(case), read_bodies(case), read_issue(case)
    expected = {**answer["issue"], "warnings": sorted(answer["issue"]["warnings"])}
    differences = compare_fields("issue", expected, show_issue(issue))
    differences += compare_counts(answer["articles"], issue.articles)
    for fields, body, article in zip(answer["articles"], bodies, issue.articles, strict=False):
        where = f"article {fields['label']}"
        differences += compare_fields(where, {**UNUSUAL, **fields}, show_article(article))
        differences += compare_bodies(where, body, article.body)
    if differences:
        pytest.fail("\n".join([f"{case.relative_to(HERE)}:", *differences]), pytrace=False)


@cases
def test_articles_are_cited_by_issue_and_label(case: Path) -> None:
    """A ref is the issue's and the printed number (`7131-16`), and no two articles of an issue share one."""
    issue = read_issue(case)
    base = issue.ref.rpartition("-")[0] if issue.format == "jrl_page" else issue.ref
    assert [article.ref for article in issue.articles] == [f"{base}-{article.label}" for article in issue.articles]
    assert len({article.ref for article in issue.articles}) == len(issue.articles)


@cases
def test_segments_cover_the_text_once(case: Path) -> None:
    """The cut is lossless: segments joined in order are the text, and each article has its own."""
    issue = read_issue(case)
    assert "".join(segment.span.of(issue.text) for segment in issue.segments) == issue.text
    ends = [0, *(segment.span.end for segment in issue.segments)]
    assert [segment.span.start for segment in issue.segments] == ends[:-1]
    assert issue.coverage == 1.0
    positions = [segment.position for segment in issue.segments if segment.position is not None]
    assert positions == [article.position for article in issue.articles]


@cases
def test_bodies_are_views_on_their_spans(case: Path) -> None:
    """The words of a body stand in its article's span, in the same order: none is invented or moved."""
    issue = read_issue(case)
    for article in issue.articles:
        words = re.findall(r"\w+", article.body)
        printed = iter(re.findall(r"\w+", article.span.of(issue.text)))
        assert [word for word in words if word not in printed] == [], f"article {article.label}"


@cases
def test_line_ends_change_nothing(case: Path) -> None:
    """The same message with CRLF for LF, or LF for CRLF, gives the same articles."""
    raw, media = read_raw(case)
    bare = raw.replace(b"\r\n", b"\n")
    twin = bare if bare != raw else raw.replace(b"\n", b"\r\n")
    assert twin != raw
    (issue,) = split(parse(twin, media))
    assert issue.articles == read_issue(case).articles


@cases
def test_case_is_whole(case: Path) -> None:
    """One message, an answer with every field and no unknown one, a body for each article, and a reason."""
    names = {file.name for file in case.iterdir()}
    answer = read_answer(case)
    bodies = {f"{number}.txt" for number in range(1, len(answer["articles"]) + 1)}
    assert len(names & set(MEDIA)) == 1
    assert names - set(MEDIA) == {"answer.yaml", "why.md", *bodies}
    assert set(answer) == {"issue", "articles"}
    assert set(answer["issue"]) == set(ISSUE_FIELDS)
    assert answer["issue"]["format"] == case.parent.name
    for fields in answer["articles"]:
        assert set(ARTICLE_FIELDS) <= set(fields) <= {*ARTICLE_FIELDS, *UNUSUAL}
    reason = (case / "why.md").read_text(encoding="utf-8").splitlines()
    assert 1 <= len(reason) <= 3
    assert all(reason)


def test_formats_and_folders_are_the_same() -> None:
    """A format without a golden case fails, and so does a folder that names no format."""
    folders = {case.parent.name for case in CASES}
    assert folders == {form.name for form in find_formats()}
    assert folders == {path.name for path in HERE.iterdir() if path.is_dir() and path.name != "__pycache__"}
