"""Where a style begins and ends, in pages whose tags do not match."""

import pytest

from jrld.text.markup import Tag
from jrld.text.styles import Style, Styles

HIDE = {"style": "display:none"}
SHOWN = Style()


def start(styles: Styles, *names: str, **attributes: str) -> None:
    for name in names:
        styles.start(Tag(name, False, attributes))


def end(styles: Styles, *names: str) -> None:
    for name in names:
        styles.end(name)


@pytest.mark.parametrize(
    ("css", "style"),
    [
        ("display:none", Style(hidden=True)),
        ("color:red; DISPLAY : None ;", Style(hidden=True)),
        ("visibility:hidden", Style(hidden=True)),
        ("font-size:0", Style(tiny=True)),
        ("font-size: 0.0px !important", Style(tiny=True)),
        ("font-size:10px", SHOWN),
        ("font-size:0.8em", SHOWN),
        ("font-size:", SHOWN),
        ("xdisplay:none", SHOWN),
        ("background:url(display:none)", SHOWN),
        ("white-space:pre-line", Style(preformatted=True)),
        ("white-space:nowrap", SHOWN),
    ],
)
def test_css(css: str, style: Style) -> None:
    """What of a style attribute matters to the text."""
    styles = Styles()
    start(styles, "p", style=css)
    assert styles.now == style


def test_matching_end() -> None:
    """Elements of the same name inside do not end the style; the element's own end does."""
    styles = Styles()
    start(styles, "div", **HIDE)
    start(styles, "div", "p", "div")
    end(styles, "div", "p", "div")
    assert styles.now.hides
    end(styles, "div")
    assert styles.now == SHOWN


def test_end_of_a_container() -> None:
    """The end of what is around ends a style that was left open; the stray end of a phrase does not."""
    styles = Styles()
    start(styles, "td")
    start(styles, "span", **HIDE)
    end(styles, "b")
    assert styles.now.hides
    end(styles, "td")
    assert styles.now == SHOWN


@pytest.mark.parametrize(
    ("name", "inside", "following", "ends"),
    [
        ("p", (), "p", True),
        ("p", (), "div", True),
        ("p", (), "span", False),
        ("li", (), "li", True),
        ("li", ("ul",), "li", False),
        ("td", (), "td", True),
        ("td", ("table",), "td", False),
        ("tr", ("td",), "tr", True),
        ("dd", (), "dt", True),
        ("div", (), "div", False),
    ],
)
def test_missing_end(name: str, inside: tuple[str, ...], following: str, ends: bool) -> None:
    """Paragraphs, items and cells need no end tag: the next one ends them, unless it is in a list or table inside."""
    styles = Styles()
    start(styles, name, **HIDE)
    start(styles, *inside)
    start(styles, following)
    assert styles.now.hides is not ends


def test_void_elements_change_nothing() -> None:
    """`<br style="display:none">` has no inside, and no end."""
    styles = Styles()
    start(styles, "br", "img", "hr", **HIDE)
    assert styles.now == SHOWN


def test_size_is_set_again() -> None:
    """A font of size 0 hides until something inside has a size; what is not displayed stays hidden."""
    styles = Styles()
    start(styles, "td", style="font-size:0")
    start(styles, "span", style="font-size:12px")
    assert not styles.now.hides
    styles = Styles()
    start(styles, "td", style="display:none")
    start(styles, "span", style="display:block")
    assert styles.now.hides


def test_everything_can_be_shown() -> None:
    """For pages that hide all they have."""
    styles = Styles(shows_hidden=True)
    start(styles, "div", **HIDE)
    assert styles.now == SHOWN


def test_depth_is_bounded() -> None:
    """A hundred thousand elements that each change the style are not a hundred thousand levels."""
    styles = Styles()
    for k in range(100_000):
        start(styles, "div", style=f"white-space:{'pre' if k % 2 else 'normal'}")
    end(styles, *["div"] * 100_000)
    assert styles.now == SHOWN
