"""`jrld split --html` in a real browser: what is asked for, what runs, what the keyboard reaches, what fits."""

import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from chromium import Chromium, find_chromium
from corpus import make_issue, make_mail
from daemon_process import jrld
from jrld.mime import parse
from jrld.split import split

GOLDEN = Path(__file__).parents[1] / "golden" / "jrl"
HOSTILE = """\
From: "<script>said=1</script>" <davidjohnson@erols.example>
Subject: 2008-#86-Johnson's Russia List
Date: Fri, 2 May 2008 10:00:00 -0400
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Johnson's Russia List
2008-#86
2 May 2008

1. The Gazette: <script>document.title='owned'</script> Takes Office.
2. The Herald: "><img src="https://evil.example/x.png" onerror="document.title='owned'"> Found.
3. The Tribune: Ann Other, \u202eesrever ni\u202c a Harbour.

*******

#1
The Gazette
May 1, 2008
<script>document.title='owned'</script> Takes Office
By Tom Writer

The office </div></details></article></style><style>@import "https://evil.example/a.css"; body { display: none }</style>
was <iframe src="https://evil.example/"></iframe> taken. <a href="javascript:document.title='owned'">Read on</a>.

*******

#2
The Herald
May 1, 2008
"><img src="https://evil.example/x.png" onerror="document.title='owned'"> Found
javascript:document.title='owned'

It was found <svg onload="document.title='owned'"> where it had been lost.

*******

#3
The Tribune
May 1, 2008
\u202eesrever ni\u202c a Harbour
By Ann Other
https://tribune.example/harbour

The harbour is \u202edesolc\u202c at night.\u200b
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    """One browser for all tests. Without Chromium they are skipped, where they must not be, they fail."""
    if find_chromium() is None:
        reason = "there is no Chromium on this machine (make setup installs it): the page is NOT tested in a browser"
        if os.environ.get("CI") or os.environ.get("JRLD_REQUIRE_SERVERS"):
            pytest.fail(reason)
        pytest.skip(reason)
    with Chromium() as browser:
        yield browser


def write(folder: Path, *mails: bytes) -> Path:
    """The page of some mails, written by the program itself."""
    names = [f"{k}.eml" for k in range(len(mails))]
    for name, raw in zip(names, mails, strict=True):
        (folder / name).write_bytes(raw)
    done = jrld("split", *names, "--html", "page.html", cwd=folder)
    plural = "issue" if len(mails) == 1 else "issues"
    assert (done.returncode, done.stdout, done.stderr) == (0, f"wrote page.html: {len(mails)} {plural}\n", "")
    return folder / "page.html"


def read_golden(case: str) -> bytes:
    return (GOLDEN / case / "message.eml").read_bytes()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An issue with a verdict `partial`: an entry without a section, and a section without an entry."""
    return write(tmp_path_factory.mktemp("page"), read_golden("entry-without-section"))


def test_hostile_mail_is_only_shown(browser: Chromium, tmp_path: Path) -> None:
    """Guards the reader: no script of a mail runs, nothing is asked of anybody, nothing hides or leaves its place."""
    page = write(tmp_path, HOSTILE.encode())
    browser.open(page)
    assert browser.requests == [page.as_uri()]
    assert browser.said == []
    assert browser.ask("document.title") == "jrl 2008-86, split by jrld"
    assert browser.ask("document.querySelectorAll('script, img, iframe, [onerror], [onload]').length") == 0
    text = browser.ask("[...document.querySelectorAll('.text')].map(e => e.textContent).join('')")
    assert [text] == [issue.text for issue in split(parse(HOSTILE.encode()))]
    links = browser.ask("[...document.links].map(a => a.href).filter(h => !h.startsWith('file:'))")
    assert links == ["https://tribune.example/harbour"]
    assert browser.ask("[...document.querySelectorAll('.block')].every(e => e.checkVisibility())")
    shown = browser.ask("[...document.querySelectorAll('bdi[data-is]')].map(e => e.dataset.is).join(' ')")
    assert shown == "U+202E U+202C U+202E U+202C U+202E U+202C U+200B"


def test_policy_holds_by_itself(browser: Chromium, page: Path) -> None:
    """Guards the second line: even markup that got into the page could neither run nor ask."""
    browser.open(page)
    browser.ask("""{
        const host = document.createElement('div');
        host.innerHTML = `<img src="https://evil.example/x.png" onerror="document.title = 'owned'">
            <p style="position: fixed">x</p>`;
        document.body.append(host);
        const script = document.createElement('script');
        script.textContent = "document.title = 'owned'";
        document.body.append(script);
    }""")
    assert browser.ask("new Promise(done => requestAnimationFrame(() => done(document.title)))") != "owned"
    assert browser.ask("getComputedStyle(document.querySelector('body > div > p')).position") == "static"
    assert sum("Content Security Policy" in line for line in browser.said) >= 3


def test_keyboard_reaches_entries_and_articles(browser: Chromium, page: Path) -> None:
    """Guards the way without a mouse: skip link, entry to article, article to entry; nothing traps, all is seen."""
    browser.show(1280)
    browser.open(page)
    reached: list[str] = []
    for _ in range(200):
        browser.press("Tab", 9)
        link = browser.ask("document.activeElement.getAttribute('href') || document.activeElement.tagName")
        if link == "BODY":
            break
        reached.append(link)
        assert browser.ask("getComputedStyle(document.activeElement).outlineStyle") == "solid", link
    assert reached[0] == "#i1-text"
    assert {f"#i1-a{k}" for k in range(1, 6)} <= set(reached)
    assert {"#i1-w0", "#i1-l0", "#i1-r0", "#i1-e0", "#i1-e2", "SUMMARY"} <= set(reached)
    for link, leads_to in (("#i1-a2", "A field guide to deputies"), ("#i1-r1", "A field guide to deputies")):
        browser.ask(f"document.querySelector('a[href=\"{link}\"]:not([tabindex])').focus()")
        browser.press("Enter", 13)
        assert browser.ask("location.hash") == link
        assert leads_to in browser.ask("document.querySelector(':target').textContent")
        assert 0 <= browser.ask("document.querySelector(':target').getBoundingClientRect().top") < 900


def test_page_can_be_heard(browser: Chromium, page: Path) -> None:
    """Guards screen readers: landmarks, headings in order, a name for every link, and no drawing that repeats them."""
    browser.open(page)
    levels = browser.ask("[...document.querySelectorAll('h1, h2, h3, h4')].map(e => +e.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    nodes = browser.call("Accessibility.getFullAXTree")["nodes"]
    roles = [
        (node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node.get("ignored")
    ]
    assert [name for role, name in roles if role == "link" and not name] == []
    assert {("navigation", "Contents, and where they are"), ("region", "The text")} <= set(roles)
    assert [role for role, _ in roles].count("main") == 1
    assert [role for role, _ in roles].count("article") == 5
    assert (
        browser.ask("document.querySelectorAll('svg:not([aria-hidden=true]), svg a:not([tabindex=\"-1\"])').length")
        == 0
    )


@pytest.mark.parametrize("width", [320, 800, 1088, 1600])
def test_page_fits(browser: Chromium, tmp_path: Path, width: int) -> None:
    """Guards every width from a telephone's on: nothing is to be scrolled sideways, nothing lies over another."""
    raw = make_mail(make_issue(2020, "2020-links", ["lettered"])).replace(b"\n\n", b"\n\n" + b"x" * 500 + b"\n\n", 3)
    page = write(tmp_path, raw, read_golden("entry-without-section"))
    browser.show(width)
    browser.open(page)
    assert browser.ask("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    wide = "e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX != 'hidden' && e.clientWidth"
    assert browser.ask(f"[...document.querySelectorAll('.block, .text, .fields, dd')].filter({wide}).length") == 0
    rows = "[...document.querySelectorAll('#i1 .row')].map(e => e.getBoundingClientRect())"
    assert browser.ask(f"{rows}.every((r, k, all) => !k || r.top >= all[k - 1].bottom - 1)")


def test_lines_begin_at_their_rows(browser: Chromium, page: Path) -> None:
    """Guards the drawing: each line begins beside its entry and ends on the bar where its article is."""
    browser.show(1280)
    browser.open(page)
    offsets = browser.ask("""[...document.querySelectorAll('.row')].filter(e => e.querySelector('path')).map(e => {
        const path = e.querySelector('path'), row = e.getBoundingClientRect(), at = path.getScreenCTM();
        const first = path.getPointAtLength(0).matrixTransform(at);
        return [first.y - row.top - row.height / 2, first.x - e.querySelector('a').getBoundingClientRect().right];
    })""")
    assert len(offsets) == 5
    assert all(abs(down + 7) < 2 and 0 <= right < 12 for down, right in offsets), offsets


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_schemes(browser: Chromium, page: Path, scheme: str) -> None:
    """Guards that the page follows the reader's light or dark, and that a picture of it is not empty."""
    browser.show(1280, scheme=scheme)
    browser.open(page)
    ground, ink = browser.ask(
        "(s => [s.backgroundColor, s.color].map(c => +c.match(/\\d+/)))(getComputedStyle(document.body))"
    )
    assert (ground > ink) == (scheme == "light")
    assert len(browser.take_picture()) > 30_000


def test_print(browser: Chromium, page: Path) -> None:
    """Guards paper: the contents stand above the text, whole, and the text is all there."""
    browser.show(800, media="print")
    browser.open(page)
    assert browser.ask("getComputedStyle(document.querySelector('.beside')).position") == "static"
    assert browser.ask("[...document.querySelectorAll('.text')].every(e => e.checkVisibility())")
    browser.show(800)


def test_several_issues(browser: Chromium, tmp_path: Path) -> None:
    """Guards one page for several files: a list on top that leads to each."""
    page = write(tmp_path, read_golden("truncated"), read_golden("2022-printed-2021"), read_golden("no-contents"))
    browser.open(page)
    assert browser.ask("document.querySelector('h1').textContent") == "3 issues"
    assert browser.ask("[...document.querySelectorAll('.issues a')].map(a => a.hash)") == ["#i1", "#i2", "#i3"]
    assert browser.ask("document.querySelectorAll('.issues .partial').length") == 2
    assert browser.ask("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size") == browser.ask(
        "document.querySelectorAll('[id]').length"
    )


def test_what_cannot_be_written(tmp_path: Path) -> None:
    """Guards exit codes: 1 and a word for each that cannot be read or written, 2 for what contradicts itself."""
    (tmp_path / "issue.eml").write_bytes(read_golden("truncated"))
    (tmp_path / "letter.txt").write_text("A letter to nobody.\n")
    for arguments, code, said in (
        (("issue.eml", "--html", "no/page.html"), 1, "jrld: no/page.html cannot be written: No such file or directory"),
        (("issue.eml", "--html", "."), 1, "jrld: . cannot be written: there is something else of this name"),
        (("letter.txt", "--html", "issue.eml"), 1, "jrld: letter.txt: no format recognises an issue in it"),
        (("issue.eml", "--html", "letter.txt"), 1, "jrld: letter.txt cannot be written: there is something else"),
        (("issue.eml", "--html", "page.html", "--json"), 2, "either --json or --html"),
    ):
        done = jrld("split", *arguments, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (code, "")
        assert said in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["issue.eml", "letter.txt"]
    done = jrld("split", "letter.txt", "issue.eml", "--html", "page.html", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "wrote page.html: 1 issue\n")


def test_terminal_marks_the_place(tmp_path: Path) -> None:
    """Guards `jrld split` without a page: ten warnings with their place quoted and marked, and how many more."""
    issue = make_issue(1998, "1998-brace", count=14)
    raw = make_mail(issue)
    (tmp_path / "issue.eml").write_bytes(raw[: raw.index(b"\n#2\n")])
    lines = jrld("split", "issue.eml", cwd=tmp_path).stdout.splitlines()
    warnings = [k for k, line in enumerate(lines) if line.startswith("! entry-without-section: ")]
    assert len(warnings) == 10
    for k in warnings:
        number, quoted = lines[k + 2].split(" | ")
        assert int(number) > 1
        assert quoted.strip()
        assert lines[k + 3].split(" | ")[1].startswith("^^^")
    assert lines[-2] == "! and 3 more, in --html and --json"
