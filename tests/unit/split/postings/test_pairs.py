"""Topics and postings, paired."""

from collections.abc import Sequence
from time import process_time

from jrld.model import Entry, Span
from jrld.split.postings.pairs import pair


def make_entries(*titles: str) -> list[Entry]:
    return [Entry(str(k), title, Span(k, k), title=title.partition(" (")[0]) for k, title in enumerate(titles, start=1)]


def show(titles: Sequence[str | None], *entries: str) -> list[int | None]:
    return pair([str(k) for k in range(1, len(titles) + 1)], titles, make_entries(*entries))


def test_by_title_whatever_its_prefixes() -> None:
    """`Re: [List] Title` is `Title`, and order does not matter."""
    assert show(["[Weirs] Roads", "Re: [Weirs] Gulls", "Fwd: roads!"], "Gulls", "Roads", "Re: Roads") == [1, 0, 2]


def test_an_entry_that_speaks_of_two_is_found_twice() -> None:
    """LISTSERV's contents are by subject, the messages by time."""
    assert show(["Looms", "Heddles", "Re: Looms", "Re: Looms"], "Looms (2)", "Heddles") == [0, 1, 0, None]


def test_two_answers_in_one_line() -> None:
    """RISKS names two writers of one title in one entry; its titles are shortened, too."""
    assert show(["Re: Roads", "Re: Roads", "Gulls"], "Roads (A, B)", "Gulls") == [0, 0, 1]
    titles = ["Re: Roads of the north (22.1)", "Re: Roads of the north", "Gulls"]
    assert show(titles, "Roads of the north? (A, B)", "Gulls") == [0, 0, 1]


def test_abridged_titles_pair_by_place() -> None:
    """A moderator shortens a title in the one place or in the other."""
    titles = ["More on the kettle", "Steam, and how to fight it (22.65)", "Info"]
    assert show(titles, "More on the kettle that answered", "Steam, and how to fight it", "Info") == [0, 1, 2]


def test_a_posting_without_subject_takes_the_entry_at_its_place() -> None:
    """Mailman announces `(no subject)` or the thread's title."""
    assert show(["Roads", None, "Gulls"], "Roads", "Buoys", "Gulls") == [0, 1, 2]


def test_strangers_are_not_paired() -> None:
    """Another title at the same place is another posting."""
    assert show(["Roads", "Turnips"], "Roads", "Gulls") == [0, None]
    assert show(["Roads"]) == [None]


def test_time_is_linear() -> None:
    """Fifty thousand postings, none of which fits its entry; entries that speak of millions."""
    began = process_time()
    assert show(["a"] * 5_000, *["a (9999)"] * 5_000)[-1] == 0
    found = show([f"a{k}" for k in range(50_000)], *(f"b{k}" for k in range(50_000)))
    assert set(found) == {None}
    assert process_time() - began < 10
