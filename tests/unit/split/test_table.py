"""The contents of 2003 as a table (jrl-formats.md 3.3)."""

from jrld.split.contents import find_contents

TABLE = (
    "JRL #7133 Simple Text - Entire Issue\n\n"
    "Iraq War\t6\tThere is only one lamp\tThe Guardian (UK) John Sutherland\n"
    "News\t7\tTV1 Review\tLyuba Petrova\n"
    "Hostage Crisis\n8\nThe voice of the people\nNezavisimoe Voennoe Obozrenie: Igor Petrov\n\n"
    "Books\t10\tSubject: The long queue\tMoscow Times\tbook review\n"
    "\n*******\n\n#6\nThe Guardian (UK)\n"
)


def test_rows() -> None:
    """On one line with tabs, or a line a cell; source and author in any form; a number may be missing."""
    text = (
        TABLE.replace("\t6\t", "\t1\t").replace("\t7\t", "\t2\t").replace("\n8\n", "\n3\n").replace("\t10\t", "\t5\t")
    )
    contents = find_contents(text)
    assert contents is not None
    assert [(e.label, e.title, e.source, e.authors) for e in contents.entries] == [
        ("1", "There is only one lamp", "The Guardian (UK)", ("John Sutherland",)),
        ("2", "TV1 Review", None, ("Lyuba Petrova",)),
        ("3", "The voice of the people", "Nezavisimoe Voennoe Obozrenie", ("Igor Petrov",)),
        ("5", "The long queue", "Moscow Times", ()),
    ]
    assert contents.entries[3].remark == "book review"
    assert contents.span.of(text).startswith("Iraq War")
    assert contents.span.of(text).endswith("book review")


def test_what_is_no_table() -> None:
    """Numbers that begin late, or few rows, or columns of figures are none."""
    assert find_contents(TABLE) is None
    assert find_contents("a\t1\tb\nc\t2\td\n") is None
    assert find_contents("1996\t17\n1997\t19\n1998\t4\n1999\t2\n") is None


def test_credits() -> None:
    """A source that nobody knows with its author, a review between them, a remark behind the title."""
    rows = [
        "Boats\t1\tOne boat. (Ladoga)\tLower Volga Gazette Ivan Petrov",
        "Rain\t2\tTwo boats\tLos Angeles Times book review David Whitlock",
        "Ice\t3\tThree boats\tNobody's Herald: Anna Hale",
        "Snow\t4\tFour boats\tNobody's Herald",
    ]
    contents = find_contents("\n".join(rows) + "\n")
    assert contents is not None
    assert [(e.title, e.source, e.authors, e.remark) for e in contents.entries] == [
        ("One boat", "Lower Volga Gazette", ("Ivan Petrov",), "Ladoga"),
        ("Two boats", "Los Angeles Times", ("David Whitlock",), "book review"),
        ("Three boats", "Nobody's Herald", ("Anna Hale",), None),
        ("Four boats", "Nobody's Herald", (), None),
    ]
