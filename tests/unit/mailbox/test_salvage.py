"""Getting every message out of a server that will not give some of them, and cutting what is fetched into batches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jrld.errors import MailboxError
from jrld.mailbox.bounds import cut, make_batches, read_time
from jrld.mailbox.salvage import MAX_FAILURES, MAX_IDS, Refused, salvage
from jrld.model import Place, RawMessage


class BrokenFolder:
    """A folder of which some messages are gone, some given without content, and some end the whole command."""

    def __init__(self, gone: set[int], silent: set[int], broken: set[int], hung_up: bool = False) -> None:
        self.gone, self.silent, self.broken, self.hung_up = gone, silent, broken, hung_up
        self.reconnects = self.fetches = 0
        self.largest = 0

    def plan(self, uids: list[int]) -> list[list[int]]:
        self.largest = max(self.largest, len(uids))
        return list(make_batches({uid: 10 for uid in uids if uid not in self.gone}))

    def fetch(self, uids: list[int]) -> list[RawMessage]:
        self.fetches += 1
        if self.broken.intersection(uids):
            raise Refused("here", "broken", self.hung_up)
        return [RawMessage(Place("m", "f", 1, uid), b"x") for uid in uids if uid not in self.silent]

    def reconnect(self) -> None:
        self.reconnects += 1

    def salvage(self, uids: list[int], missing: dict[int, str]) -> list[int]:
        batches = salvage(uids, self.plan, self.fetch, self.reconnect, missing)
        return [message.place.uid for batch in batches for message in batch]


uids_of_a_folder = st.sets(st.integers(1, 300), max_size=200)


@given(uids_of_a_folder, st.data())
def test_gives_every_message_that_can_be_had(uids: set[int], data: st.DataObject) -> None:
    """Whichever are gone, silent or broken: all others are given once, and exactly those that are there are missing."""
    some = st.sets(st.sampled_from(sorted(uids)), max_size=2) if uids else st.just(set[int]())
    gone, silent, broken = data.draw(some), data.draw(some), data.draw(some)
    folder = BrokenFolder(gone, silent, broken, data.draw(st.booleans()))
    missing: dict[int, str] = {}
    given_ = folder.salvage(sorted(uids), missing)
    assert sorted(given_) == sorted(uids - gone - silent - broken)
    assert set(missing) == (silent | broken) - gone


def test_gives_the_sound_batches_first() -> None:
    """One broken message at the head of the folder does not delay what is behind it."""
    missing: dict[int, str] = {}
    given_ = BrokenFolder(set(), set(), {1}).salvage(list(range(1, 201)), missing)
    assert given_[:150] == list(range(51, 201))
    assert missing == {1: "broken"}


def test_reconnects_after_each_hang_up() -> None:
    """A server that hangs up is called again, as often as the search for the culprit takes: log2 of a batch."""
    folder = BrokenFolder(set(), set(), {30}, hung_up=True)
    assert len(folder.salvage(list(range(1, 51)), {})) == 49
    assert 5 <= folder.reconnects <= 7


def test_gives_up_on_a_server_that_refuses_everything() -> None:
    """A server in trouble is not asked for each message of thousands: the poll ends, and is tried again later."""
    folder = BrokenFolder(set(), set(), set(range(1, 5001)))
    with pytest.raises(MailboxError, match="here: broken"):
        folder.salvage(list(range(1, 5001)), {})


def test_gives_up_on_a_server_that_gives_no_content() -> None:
    """The same for one that answers, and to every command with nothing."""
    folder = BrokenFolder(set(), set(range(1, 5001)), set())
    missing: dict[int, str] = {}
    assert folder.salvage(list(range(1, 5001)), missing) == []
    assert set(missing.values()) == {"the server gives it no content"}
    assert folder.fetches < 200


def test_an_error_of_the_size_command_is_halved_as_well() -> None:
    """A message whose very size cannot be told breaks the first command: the others are still given."""

    class Sizeless(BrokenFolder):
        def plan(self, uids: list[int]) -> list[list[int]]:
            if 700 in uids:
                raise Refused("here", "no size")
            return super().plan(uids)

    missing: dict[int, str] = {}
    given_ = Sizeless(set(), set(), set()).salvage(list(range(1, 1001)), missing)
    assert (len(given_), missing) == (999, {700: "no size"})


def test_asks_for_at_most_a_thousand_at_once() -> None:
    """Dovecot refuses a command of 20,000 scattered UIDs."""
    folder = BrokenFolder(set(), set(), set())
    assert len(folder.salvage(list(range(1, 2 * MAX_IDS + 2)), {})) == 2 * MAX_IDS + 1
    assert folder.largest == MAX_IDS


def test_finding_one_in_a_thousand_is_within_the_limit() -> None:
    """The limit on failures ends a general failure, not the search for one message."""
    missing: dict[int, str] = {}
    BrokenFolder(set(), set(), {999}).salvage(list(range(1, 1001)), missing)
    assert missing == {999: "broken"}
    assert MAX_FAILURES > 12


@given(st.dictionaries(st.integers(1), st.integers(0, 40), max_size=60), st.integers(1, 7), st.integers(1, 60))
def test_batches_are_bounded_and_whole(sizes: dict[int, int], count: int, in_bytes: int) -> None:
    """Every UID is in one batch, in order; no batch is over its bounds but for a message that is so alone."""
    batches = list(make_batches(sizes, count, in_bytes))
    assert [uid for batch in batches for uid in batch] == list(sizes)
    for batch in batches:
        assert 1 <= len(batch) <= count
        assert len(batch) == 1 or sum(sizes[uid] for uid in batch) <= in_bytes


@given(st.lists(st.integers(), max_size=50), st.integers(1, 9))
def test_cut_loses_nothing(items: list[int], count: int) -> None:
    """Pieces are of the length asked for, but for the last, and joined are the whole."""
    pieces = list(cut(items, count))
    assert [item for piece in pieces for item in piece] == items
    assert all(len(piece) == count for piece in pieces[:-1])


@pytest.mark.parametrize("seconds", [0.0, -1.0, 1.0, 1e18, float("inf")])
def test_absurd_times_are_no_times(seconds: float) -> None:
    """A file of 1970 or of the far future says nothing of when its message came."""
    assert read_time(seconds) is None
