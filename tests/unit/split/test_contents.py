"""Finding the contents list and its entries."""

from jrld.split.contents import find_contents

HEAD = "Johnson's Russia List\n#2500\n2 December 1998\n\n"


def labels(text: str) -> list[str]:
    contents = find_contents(text)
    return [entry.label for entry in contents.entries] if contents else []


def test_wrapped_entries_of_the_nineties() -> None:
    """After a wrapped entry an empty line stands, after a one-line entry none; the last ends in a bracket."""
    text = (
        HEAD
        + "[Note from David Johnson:\n1. Moscow Times: Ivan Petrov, A title that runs over two \nlines of text.\n\n"
        "2. Interfax: Cabinet Changes.\n3. Reuters: Plans.]\n\n******\n\n#1\nMoscow Times\n"
    )
    contents = find_contents(text)
    assert contents is not None
    assert [entry.title for entry in contents.entries] == [
        "A title that runs over two lines of text",
        "Cabinet Changes",
        "Plans",
    ]
    assert contents.span.of(text).startswith("[Note from")
    assert contents.span.of(text).endswith("Plans.]")


def test_the_editors_note_before_the_first_entry() -> None:
    """Text between the opening mark and entry 1 is the editor's note."""
    text = HEAD + "{Note from David Johnson:\nWe are moving house\nthis weekend.\n1. AP: One.\n2. AP: Two.}\n"
    contents = find_contents(text)
    assert contents is not None
    assert contents.note is not None
    assert contents.note.of(text) == "We are moving house\nthis weekend.\n"


def test_numbers_that_do_not_belong() -> None:
    """A street number above the list and a wrapped line that begins with a number start no entry."""
    text = (
        "1779 Example Avenue, N.W.\nIn this issue\n1. Interfax: One.\n2. Gaidar: The year\n1991. A memoir of reform.\n"
        "3. AP: Three, and then\n12. more lines.\n4. AP: Four.\n"
    )
    assert labels(text) == ["1", "2", "3", "4"]


def test_letters_and_gaps() -> None:
    """`1a` after 1, `6a` without 6, and a number that is missing."""
    text = (
        "In this issue\n1. AP: One.\n1a. AP: One more.\n3. AP: Three.\n4. AP: Four.\n5. AP: Five.\n"
        "6a. RFE/RL: Six.\n7. AP: Seven.\n"
    )
    assert labels(text) == ["1", "1a", "3", "4", "5", "6a", "7"]


def test_titles_that_begin_with_a_number() -> None:
    """`4. 2 more register` is entry 4."""
    text = "Contents:\n3. AP: Three.\n4. 2 more register.\n5. 77% are happy.\n"
    contents = find_contents(text)
    assert contents is not None
    assert [entry.title for entry in contents.entries] == ["Three", "2 more register", "77% are happy"]


def test_no_contents() -> None:
    """A text without a list has none; a numbered list behind `#1` is an article's."""
    assert find_contents("Johnson's Russia List\n\n#1\nAP\n1. One\n2. Two\n3. Three\n") is None
    assert find_contents("") is None


def test_hostile_lists_are_bounded() -> None:
    """A hundred thousand entries and one endless line are read in bounded time."""
    contents = find_contents("Contents:\n" + "".join(f"{n}. AP: T{n}.\n" for n in range(1, 1000)) * 50)
    assert contents is not None
    assert len(contents.entries) <= 400
    assert find_contents("1. " * 2_000_000) is None


def titles(text: str) -> list[str | None]:
    contents = find_contents(text)
    return [entry.title for entry in contents.entries] if contents else []


def test_a_list_that_begins_late() -> None:
    """Beneath the last lines of a masthead a list may begin with any small number, as captures show (2013-#138)."""
    text = "Johnson’s Russia List :: 2013-#138 :: 31 July 2013\nSupport JRL:\n\n7. AP: Seven.\n8. AP: Eight.\n"
    assert labels(text) == ["7", "8"]
    assert labels(text.replace("Support JRL:", "Text").replace("::", "-")) == []


def test_titles_in_capitals_that_are_wrapped() -> None:
    """Guards a wrapped title, which was cut where a line of it looked like a supplement's heading."""
    text = "Contents:\n1. Trud: Ivan Petrov, TEST. MOST BOATMEN\nDISTRUST THE RIVER\nPOLICE.\n2. AP: Two.\n"
    assert titles(text) == ["TEST. MOST BOATMEN DISTRUST THE RIVER POLICE", "Two"]


def test_headings_of_a_supplement() -> None:
    """Headings in capitals between entries belong to none (2006-45)."""
    text = "POLITICS\n1. The court\n2. The affair and the thesis\nFOLLOW-UP\n3. The curse\n"
    assert titles(text) == ["The court", "The affair and the thesis", "The curse"]


def test_lines_between_entries() -> None:
    """A remark on its own line is the entry's; the editor's line is not, nor is a title that stands there twice."""
    text = (
        "Contents:\n1. Sputnik: The lord of the rain.\n[Russian text with Q&A]\n2. AP: Two.\n[DJ: See also three]\n"
        "3. Gil Doctorov, The Rest Home and Boats\\\nThe Rest Home and Boats\n4. AP: Four.\n"
    )
    contents = find_contents(text)
    assert contents is not None
    assert [(entry.title, entry.remark) for entry in contents.entries] == [
        ("The lord of the rain", "Russian text with Q&A"),
        ("Two", None),
        ("The Rest Home and Boats", None),
        ("Four", None),
    ]


def test_entries_that_changed_places() -> None:
    """`4`, `3` where 3, 4 belong: both are entries; a wrapped line that begins with a number is none."""
    entries = "1. AP: One.\n2. AP: Two.\n4. AP: Four.\n3. AP: Three.\n5. AP: Five.\n"
    assert labels(HEAD + entries) == ["1", "2", "4", "3", "5"]
    wrapped = "1. AP: One.\n2. AP: A title of many words with\n4. of them below.\n3. AP: Three.\n4. AP: Four.\n"
    assert labels(HEAD + wrapped) == ["1", "2", "3", "4"]
