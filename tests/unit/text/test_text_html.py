"""HTML as a browser would show it: lines, spaces, lists, tables, what is hidden, and marks."""

import time

import pytest

from jrld.model import Mark
from jrld.text import find_title, read_html


def show(html: str) -> str:
    return read_html(html).text


# --- lines and spaces ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("one", "one"),
        ("one<br>two<br/>three</br>four", "one\ntwo\nthree\nfour"),
        ("one<br><br>two", "one\n\ntwo"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<p>one<p>two", "one\n\ntwo"),
        ("<p>one</p>\n\n  <p></p><p> </p>\n<p>two</p>", "one\n\ntwo"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("<div>one<div><div>two</div></div>three</div>", "one\ntwo\nthree"),
        ("one<div>two</div>three", "one\ntwo\nthree"),
        ("<h1>one</h1>two<h2>three</h2>", "one\n\ntwo\n\nthree"),
        ("<blockquote>one</blockquote>two", "one\n\ntwo"),
        ("<p>one<br></p><p>two", "one\n\ntwo"),
        ("<center>one</center><p>two", "one\n\ntwo"),
        ("one<hr>two", "one\n\n" + "-" * 20 + "\ntwo"),
        ("<span>o</span><b>n</b>e <i> two</i> ", "one two"),
        ("one\n  two\t\tthree", "one two three"),
        ("one <b> two </b> three", "one two three"),
        ("one<b> two</b>", "one two"),
        ("<b>one</b> <i>two</i>", "one two"),
        ("one&nbsp;&nbsp;two", "one  two"),
        ("<p>&nbsp;</p><p>one</p><p>&nbsp;</p><p>two</p>", "one\n\n\n\ntwo"),
        ("one&shy;two\u200bthree&zwnj;", "onetwothree"),
        ("\ufeff one", "one"),
    ],
)
def test_lines(html: str, text: str) -> None:
    """Blocks end lines, paragraphs have an empty line around, white space collapses, and nothing is at the ends."""
    assert show(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<pre>one\n  two\n\nthree</pre>four", "one\n  two\n\nthree\n\nfour"),
        ("<pre>\none</pre>", "one"),
        ("<pre>one <b>two\n three</b></pre>", "one two\n three"),
        ('<div style="white-space: pre-wrap">one\n two</div>', "one\n two"),
        ('<div style="white-space:pre">one\n<p style="white-space: normal">two\n three</p></div>', "one\n\ntwo three"),
        ("<pre>tabs\there</pre>", "tabs\there"),
    ],
)
def test_preformatted(html: str, text: str) -> None:
    """In `<pre>`, and where the style says so, white space stays."""
    assert show(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Putin&rsquo;s &ldquo;so&rdquo; &#8211; &#x2026; &amp;c.", "Putin’s “so” – … &c."),
        ("It&#146;s &#147;so&#148;", "It’s “so”"),
        ("It\x92s", "It’s"),
        ("Itâ€™s", "It’s"),
        ("&amp;lt;b&amp;gt; &lt;b&gt;", "&lt;b&gt; <b>"),
        ("AT&T and R&D; &unknown; &", "AT&T and R&D; &unknown; &"),
        ("&#0;&#xD800;&#99999999999999;x", "\ufffd\ufffd\ufffdx"),
        ("a&#13;b&#10;c", "a b c"),
        ("&Ouml;sterreich &euro;5", "Österreich €5"),
    ],
)
def test_characters(html: str, text: str) -> None:
    """References, those of windows-1252 too; what is none stays as it is written."""
    assert show(html) == text


# --- lists and tables ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<ol><li>one<li>two</ol>three", "1. one\n2. two\n\nthree"),
        ('<ol start="5"><li>five<li value=9>nine<li>ten</ol>', "5. five\n9. nine\n10. ten"),
        ('<ol start="x"><li>one</ol>', "1. one"),
        ("<ol><li><p>one</p></li><li><b>two</b></li></ol>", "1. one\n\n2. two"),
        ("<ol><li>one<ul><li>in</ul><li>two</ol>", "1. one\nin\n2. two"),
        ("<ol><li></li><li>two</ol>", "2. two"),
        ("<li>one<li>two", "one\ntwo"),
        ("<dl><dt>term<dd>what it is</dl>", "term\nwhat it is"),
    ],
)
def test_lists(html: str, text: str) -> None:
    """A numbered list shows its numbers, as contents lists of JRL need them; bullets are not shown."""
    assert show(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<table><tr><td>1</td><td>Reuters</td></tr><tr><td>2<td>AP</table>", "1\tReuters\n2\tAP"),
        ("<table><tr><td>one</td></tr><tr><td>two</td></tr></table>", "one\ntwo"),
        ("<table><tr><td></td><td>one</td><td>&nbsp;</td></tr></table>", "one"),
        ("<table><tr><td><p>left</p></td><td><p>right</p></td></tr></table>after", "left\t right\n\nafter"),
        (
            "<table><tr><td><p>one</p><p>two</p></td><td>three</td></tr></table>",
            "one\n\ntwo\n\nthree",
        ),
        ("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>", "a\tb"),
        ("<tr><td>one</td><td>two</td></tr>", "one\ntwo"),
        ("</table></tr></td>one", "one"),
    ],
)
def test_tables(html: str, text: str) -> None:
    """The short cells of a data row are one line; what a layout table holds is text beneath text."""
    assert show(html) == text


def test_layout_table() -> None:
    """A row that holds whole articles is not joined: its columns follow each other."""
    left, right = "left word " * 40, "right word " * 40
    assert show(f"<table><tr><td>{left}</td><td>{right}</td></tr></table>") == f"{left.strip()}\n{right.strip()}"


# --- what is not shown -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- comment -->",
        "<!-- a > b -- c -->",
        "<!DOCTYPE html>",
        "<?xml version='1.0'?>",
        "<script>if (a < b) document.write('<p>x</p>')</script>",
        "<style>p { color: red }</style>",
        "<title>x</title>",
        "<textarea>x</textarea>",
        "<SCRIPT>x</ScRiPt >",
        "<template><p>x</p></template>",
        '<div style="display:none">x</div>',
        '<div style="DISPLAY : NONE !important">x<p>y<p>z</div>',
        '<span style="font-size:0px">x</span>',
        '<p style="visibility:hidden">x</p>',
        "<p hidden>x</p>",
        '<div style="display:none"><table><tr><td>x</table></div>',
        '<p style="display:none">x',
        "<img src='x' alt='x'>",
        "<o:p></o:p>",
    ],
)
def test_not_shown(hidden: str) -> None:
    """What a browser does not show: comments, scripts, styles, and preview texts that campaigns hide."""
    assert show(f"<p>one</p>{hidden}<p>two</p>") == "one\n\ntwo"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<span style="font-size:0">a<span style="font-size:12px">b</span>c</span>d', "bd"),
        ('<div style="font-size:0.9em">a</div>', "a"),
        ('<div style="display:none;x">a<div>b</div>c</div>d', "d"),
        ('<b style="display:none">a</i></b>b', "b"),
        ('<p style="display:none">a<div>b</div>', "b"),
        ('<div style="display:none"><br>a<img>b</div>c', "c"),
        ('<div style="display:block">a</div>', "a"),
        ('<table><tr style="display:none"><td>a<tr><td>b</table>', "b"),
    ],
)
def test_where_hiding_ends(html: str, text: str) -> None:
    """At the element's end, also where end tags are missing or wrong, and where a size is set again."""
    assert show(html) == text


def test_all_is_hidden() -> None:
    """A page that hides everything is read: better too much than nothing."""
    assert show('<div style="display:none"><p>one</p><script>x</script></div>') == "one"


# --- tag soup --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a < b and c > d", "a < b and c > d"),
        ("Write to <someone@example.org> now", "Write to <someone@example.org> now"),
        ("See <http://a.example/x> now", "See <http://a.example/x> now"),
        ("a <3 b", "a <3 b"),
        ("one<p", "one<p"),
        ("one<p ", "one"),
        ("one<b class='x>two</b> three", "onetwo three"),
        ("one<!-- never closed <p>two", "onetwo"),
        ("one<!-- never closed", "one<!-- never closed"),
        ("one<script>never closed", "onenever closed"),
        ("one<a href='x>y'>two</a>", "onetwo"),
        ("one</>two</ >three", "onetwothree"),
        ("<p/>one<br/ >two", "one\ntwo"),
        ("<P CLASS=MsoNormal>one<O:P></O:P></P>", "one"),
        ("</p></div>one", "one"),
    ],
)
def test_soup(html: str, text: str) -> None:
    """Addresses between angle brackets, signs, and what is opened and never closed: no text is swallowed."""
    assert show(html) == text


# --- marks -----------------------------------------------------------------------------------------


def test_marks() -> None:
    """Anchors are points before what follows them; headings and links have their text."""
    reading = read_html(
        '<a name="top"></a><h2 id=h>One</h2>\n<p>See <a href="#x">item 1</a> or '
        '<a href="http://a.example/?a=1&amp;b=2&copy=3">there</a>.</p><a name="x"><p>Item'
    )
    assert reading.text == "One\n\nSee item 1 or there.\n\nItem"
    assert set(reading.marks) == {
        Mark(0, "anchor", "top"),
        Mark(0, "anchor", "h"),
        Mark(0, "heading", "h2", 3),
        Mark(9, "link", "#x", 15),
        Mark(19, "link", "http://a.example/?a=1&b=2&copy=3", 24),
        Mark(27, "anchor", "x"),
    }
    assert [mark.offset for mark in reading.marks] == sorted(mark.offset for mark in reading.marks)


@pytest.mark.parametrize(
    ("html", "marks"),
    [
        ("one<a name=x></a>", [Mark(3, "anchor", "x")]),
        ("one<a name=' '></a><a name=''>", []),
        ("<a href='javascript:x()'>one</a>", []),
        ("<a href='  '>one</a><a href>two</a>", []),
        ("<a href='#x'></a>one", []),
        ("<a href=x>one<a href=y>two", [Mark(0, "link", "x", 3), Mark(3, "link", "y", 6)]),
        ("<a href='mailto:\na@b.example'>one</a>", [Mark(0, "link", "mailto:a@b.example", 3)]),
        ("<h1>one<h2>two</h1>", [Mark(0, "heading", "h1", 3), Mark(5, "heading", "h2", 8)]),
        ('<div style="display:none"><a name=x>one</a></div>two', []),
        (f"<a name='{'x' * 300}'>one</a>", []),
    ],
)
def test_marks_of_soup(html: str, marks: list[Mark]) -> None:
    """What is empty, hidden, overlong or not an address is no mark; what is not closed ends with the next."""
    assert list(read_html(html).marks) == marks


# --- title -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>JRL 7131</title>", "JRL 7131"),
        ("<TITLE id=x>\n Johnson&#146;s \n Russia&nbsp;List</TITLE>", "Johnson’s Russia List"),
        ("<title></title>", None),
        ("<p>none</p>", None),
        ("<title>never closed", "never closed"),
    ],
)
def test_title(html: str, title: str | None) -> None:
    """On one line, with its references resolved."""
    assert find_title(html) == title


# --- cost ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fragment",
    ["<", "<a", "<a ", "<a href=", "<a href='", "</", "</b>", "<b>", "<!--", "<!", "<script>", "<title>", "<div><p>",
     "<p style='display:none'>", "<table><tr><td>", "</td></tr></table>", "<ol><li>", "<pre>\n", "<br>", "&amp;", "&",
     "&#", " ", "&nbsp;", "\n", "x<a name=x>", "<h1>x", "<span style='font-size:0'>x", "</div>x"],
)  # fmt: skip
def test_hostile(fragment: str) -> None:
    """Two hundred thousand characters of it: a browser's tree, and Python's parser, take minutes of some."""
    start = time.process_time()
    read_html("x" + fragment * (200_000 // len(fragment)) + "y")
    assert time.process_time() - start < 10
