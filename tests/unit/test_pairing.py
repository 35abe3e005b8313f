"""Which item of one revision is which of another."""

from jrld.pairing import Item, Pair, pair_items


def items(*given: tuple[int, str, str]) -> list[Item]:
    return [Item(article, label, tuple(title.split())) for article, label, title in given]


def pair(old: tuple[tuple[int, str, str], ...], new: tuple[tuple[int, str, str], ...], **near: float) -> list[Pair]:
    links = {(int(name[1]), int(name[2])): value for name, value in near.items()}
    return pair_items(items(*old), items(*new), links)


def test_by_article() -> None:
    """Whatever number and title it has; twice in either, the first with the first."""
    assert pair(((1, "1", "a"), (2, "2", "b")), ((2, "1", "c"), (1, "2", "d"))) == [(1, 0), (0, 1)]
    assert pair(((1, "1", "a"), (1, "2", "b")), ((1, "1", "c"), (3, "2", "d"), (1, "3", "e"))) == [
        (0, 0),
        (None, 1),
        (1, 2),
    ]


def test_by_link() -> None:
    """The nearest first, either way round; only where no article is the same."""
    old = ((1, "1", "a"), (2, "2", "b"))
    assert pair(old, ((3, "8", "x"), (4, "9", "y")), n14=0.9, n13=0.8, n32=0.3) == [(1, 0), (0, 1)]
    assert pair(old, ((1, "8", "x"), (4, "9", "y")), n14=0.9) == [(0, 0), (None, 1), (1, None)]


def test_by_title_and_label() -> None:
    """A title is enough; a label only if the titles do not speak against it, since numbers move up."""
    old = ((1, "1", "gas in winter"), (2, "2", "snow"), (3, "3", ""))
    new = ((4, "1", "letters"), (5, "2", "gas in winter"), (6, "3", "snow again"))
    assert pair(old, new) == [(None, 0), (0, 1), (2, 2), (1, None)]
    assert pair(((1, "1", "gas in winter"),), ((4, "1", "gas in the winter"),)) == [(0, 0)]


def test_nothing() -> None:
    """All removed, all added."""
    assert pair(((1, "1", "a"),), ()) == [(0, None)]
    assert pair((), ((1, "1", "a"),)) == [(None, 0)]
    assert pair_items([], [], {}) == []
