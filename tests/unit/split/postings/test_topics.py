"""The contents of a digest of postings."""

from jrld.split.postings.topics import Topics, find_count, find_topics

RULE = "-" * 70


def read(text: str) -> Topics:
    topics = find_topics(text, len(text))
    assert topics is not None
    return topics


def show(topics: Topics) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [(entry.label, entry.title, entry.authors) for entry in topics.entries]


def test_mailman() -> None:
    """Numbered, wrapped, the author in brackets; a title may hold brackets, and begin with a number."""
    entries = "   1. Re: Roads (and\n      2) bridges (A Reader)\n   2. 3 roads (B)\n"
    topics = read(f"Preamble.\n\nToday's Topics:\n\n{entries}\n\n{RULE}\n")
    assert show(topics) == [("1", "Re: Roads (and 2) bridges", ("A Reader",)), ("2", "3 roads", ("B",))]
    assert topics.announced == 2


def test_listserv_counts() -> None:
    """`Title (2)` speaks of two postings, and names nobody."""
    topics = read("Topics of the day:\n\n  1. Looms (2)\n  2. Looms for two (11)\n  3. Looms\n\n" + RULE)
    assert [find_count(entry) for entry in topics.entries] == [2, 11, None]
    assert show(topics)[0] == ("1", "Looms", ())
    assert topics.announced == 14


def test_centred_titles() -> None:
    """RFC 1153 centres them: no line goes on in the next."""
    topics = read("Today's Topics:\n          On roads\n      A longer title\n   Gulls (2 msgs)\n\nSend money.\n")
    assert [entry.title for entry in topics.entries] == ["On roads", "A longer title", "Gulls"]
    assert topics.announced == 4


def test_titles_at_the_margin() -> None:
    """A moderator's list: long titles go on in indented lines, an author may have a line to himself."""
    topics = read(
        " Contents: [late again]\nKettles (A. N. Ostrow)\nMore on the\n  vicar (Tobias Fenn)\nSteam\n  (PGN)\n\nInfo.\n"
    )
    assert show(topics) == [
        ("1", "Kettles", ("A. N. Ostrow",)),
        ("2", "More on the vicar", ("Tobias Fenn",)),
        ("3", "Steam", ("PGN",)),
    ]


def test_the_span_holds_heading_and_entries() -> None:
    """What is below the list is none of it."""
    text = "Masthead\nToday's Topics:\n\n  1. Roads (A)\n\nSend money.\n"
    topics = read(text)
    assert topics.span.of(text) == "Today's Topics:\n\n  1. Roads (A)"


def test_no_contents() -> None:
    """A heading without entries, an entry without a heading, a heading within a sentence."""
    for text in ("Contents:\n\n" + RULE, "1. Roads (A)\n", "The contents are good.\n\nRoads\n", ""):
        assert find_topics(text, len(text)) is None
