"""How alike two printed titles are."""

from jrld.split.resemble import contain, read_words


def test_typography_does_not_count() -> None:
    """Case, quotes and lost apostrophes: `Kremlin’s`, `Kremlin's`, `Kremlins` are one word (7268, 5613)."""
    assert read_words("The Kremlin’s “Plan”") == read_words("THE KREMLINS PLAN") == ("the", "kremlins", "plan")


def test_words_of_grammar_count_little() -> None:
    """Titles that share only `for`, `the`, `a` are not alike."""
    others = frozenset(read_words("A ferry for the lake"))
    assert contain(read_words("A shift for the miners"), others) < 0.4
    assert contain(read_words("The ferry"), others) == 1.0
    assert contain((), others) == 0.0
