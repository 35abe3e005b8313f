"""Lines as they are laid out, and places in them that stay true."""

from jrld.text.layout import Layout
from jrld.text.markup import Tag, read_tokens


def test_nothing_is_owed_at_the_ends() -> None:
    """Line breaks and spaces before the first and after the last visible character are none."""
    layout = Layout()
    layout.end_block(2)
    layout.write("  one  ")
    layout.break_line()
    layout.end_block(2)
    assert layout.finish() == "one"


def test_the_larger_gap_counts() -> None:
    """Blocks that end together owe the widest gap of theirs, not the sum; breaks add up."""
    layout = Layout()
    for feeds in (1, 2):
        layout.write("x")
        layout.end_block(feeds)
        layout.end_block(1)
    layout.write("y")
    layout.break_line()
    layout.break_line()
    layout.break_line()
    layout.write("z")
    assert layout.finish() == "x\nx\n\ny\n\n\nz"


def test_places() -> None:
    """A place is where the next visible character is; at the end of the text where none comes."""
    layout = Layout()
    first = layout.mark()
    layout.write(" one ")
    second, third = layout.mark(), layout.mark()
    layout.end_block(2)
    layout.label("2. ")
    layout.write("two")
    last = layout.mark()
    text = layout.finish()
    assert text == "one\n\n2. two"
    assert [place.offset for place in (first, second, third, last)] == [0, 8, 8, 11]


def test_places_in_a_row_of_cells() -> None:
    """Joining the cells of a row moves nothing: offsets taken before stay true."""
    layout = Layout()
    layout.start_table()
    layout.start_row()
    layout.write("left")
    layout.end_block(2)
    layout.end_cell()
    place = layout.mark()
    layout.write("right")
    layout.end_block(2)
    layout.end_cell()
    layout.end_table()
    text = layout.finish()
    assert text.split() == ["left", "right"]
    assert "\n" not in text
    assert place.offset == text.index("right")


def test_rows_without_a_table() -> None:
    """Ends of rows and tables that never began are nothing."""
    layout = Layout()
    layout.end_cell()
    layout.end_row()
    layout.end_table()
    layout.start_row()
    layout.write("one")
    layout.end_row()
    assert layout.finish() == "one"


# --- the tokens beneath ----------------------------------------------------------------------------


def test_tokens() -> None:
    """Names in lower case, the attributes that are wanted, references in them resolved, the first of two."""
    page = "a<P Class=x ID=one id=two>b</P ><br/><a HREF='?a=1&amp;b=2&copy=3' name = \"n\" hidden>c"
    assert list(read_tokens(page)) == [
        "a",
        Tag("p", False, {"id": "one"}),
        "b",
        Tag("p", True, {}),
        Tag("br", False, {}),
        Tag("a", False, {"href": "?a=1&b=2&copy=3", "name": "n", "hidden": ""}),
        "c",
    ]


def test_tokens_lose_no_text() -> None:
    """Outside of markup, every character is yielded."""
    for page in ("a < b", "<", "<3", "x <someone@example.org> y", "<!", "</", "a<!-- b", "&amp;"):
        assert "".join(str(token) for token in read_tokens(page)) == page
