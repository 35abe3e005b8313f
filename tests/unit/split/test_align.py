"""The alignment, on scores given by hand."""

from jrld.split.align import align


def table(rows: list[list[float]], extra: float = -1.0) -> list[tuple[int, int | None]]:
    return align([(row, extra) for row in rows], len(rows[0]))


def test_the_diagonal() -> None:
    """Each candidate its entry."""
    assert table([[5, 0], [0, 5]]) == [(0, 0), (1, 1)]


def test_an_inner_start_is_skipped() -> None:
    """An inner `#1` behind section 1 looks like entry 1 again: order forbids it."""
    assert table([[5, -3], [4, -3], [-3, 5]]) == [(0, 0), (2, 1)]


def test_an_entry_without_a_section() -> None:
    """Entry 2 of 3 has none: it costs less than a wrong match."""
    assert table([[5, -3, -3], [-3, -3, 5]]) == [(0, 0), (1, 2)]


def test_an_unannounced_section() -> None:
    """A candidate that fits no entry is a section by itself when it looks like one."""
    assert align([([5.0], 0.0), ([-3.0], 1.0)], 1) == [(0, 0), (1, None)]


def test_nothing_at_all() -> None:
    """No candidates, no entries."""
    assert align([], 0) == []
    assert align([], 3) == []
