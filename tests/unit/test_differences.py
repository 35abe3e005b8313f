"""What changed between two texts, on examples; properties of any two are in tests/property."""

from jrld.differences import Piece, abridge, compare_texts

OLD = """The minister said on Friday that the harbour would close for the winter. He gave no reason.

Fishermen met in the town hall and voted against it, by 12 to 3."""


def changes(old: str, new: str) -> list[tuple[str, str]]:
    return [(piece.old.strip(), piece.new.strip()) for piece in compare_texts(old, new) if not piece.is_same]


def test_words() -> None:
    """Each word that changed, and no other, wherever the lines end and whatever the quotes look like."""
    new = OLD.replace("Friday", "Saturday").replace("the harbour", "the old\nharbour").replace("12", "13")
    assert changes(OLD, new) == [("Friday", "Saturday"), ("", "old"), ("12", "13")]
    assert changes('He said "no" -- twice. It\'s late.', "He said\n“no” -- twice. It’s late.") == []
    assert changes("1990-1995", "1990–1995") == []


def test_paragraphs() -> None:
    """One added, one removed, one cut in two."""
    first, second = OLD.split("\n\n")
    assert changes(OLD, f"{first}\n\nNobody else came.\n\n{second}") == [("", "Nobody else came.")]
    assert changes(OLD, first) == [(second, "")]
    assert changes(OLD, OLD.replace(". He", ".\n\nHe")) == []


def test_islands() -> None:
    """Where nearly all is new, a lonely "the" does not tear it apart; a word between two single words stays."""
    assert changes("one two the three four", "five six the seven eight") == [
        ("one two the three four", "five six the seven eight")
    ]
    assert changes("one the two", "three the four") == [("one", "three"), ("two", "four")]


def test_nothing() -> None:
    """Empty texts."""
    assert compare_texts("", "") == []
    assert compare_texts("", "word") == [Piece("", "word", False)]
    assert compare_texts("word", "") == [Piece("word", "", False)]


def test_abridged() -> None:
    """Before the first change and behind the last one, too."""
    old = " ".join(map(str, range(40)))
    short = abridge(compare_texts(old, old.replace("20", "twenty")), 2)
    assert "".join(piece.new for piece in short) == " […] 18 19 twenty 21 22 […]"


def test_ceilings() -> None:
    """Beyond them what changed is shown whole, and what did not is still known."""
    long = " ".join(map(str, range(60_000)))
    assert changes(f"Head.\n\n{long}\n\nTail.", f"Head.\n\n{long} more\n\nTail.") == [(long, f"{long} more")]
    many = "\n\n".join(map(str, range(100_500)))
    assert changes(many, f"{many}\n\nmore") == [(many, f"{many}\n\nmore")]
