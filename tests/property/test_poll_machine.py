"""A folder that changes, and a poll that is cut off anywhere: whatever was there at a finished poll is kept, once."""

import contextlib
import uuid
from collections.abc import Callable
from functools import partial
from hashlib import sha256

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import Engine, text

from fake_mailbox import FakeMailbox
from jrld.errors import MailboxError
from jrld.poll import Poll, poll

_KEPT = text("""
    SELECT uidvalidity, uid, sha256 FROM jrld.sighting JOIN jrld.message ON message.id = sighting.message_id
    WHERE mailbox = :mailbox
""")


class Crash(Exception):
    """The process is gone: nothing behind this place was done."""


class PollMachine(RuleBasedStateMachine):
    """Deliveries, expunges, new UIDVALIDITYs, failures, crashes and stops, in any order."""

    uids: Bundle[int] = Bundle("uids")

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.engine = engine
        self.mailbox = FakeMailbox(uuid.uuid4().hex, max_uids=4, max_batch=2)
        self.ever: set[tuple[int, int, bytes]] = set()  # what the folder ever showed: UIDVALIDITY, UID, SHA-256
        self.must: set[tuple[int, int, bytes]] = set()  # of that, what was there at the end of a poll
        self.delivered = 0

    def list_folder(self) -> set[tuple[int, int, bytes]]:
        folder = self.mailbox.folders["INBOX"]
        return {(folder.uidvalidity, uid, sha256(raw).digest()) for uid, (raw, _) in folder.messages.items()}

    def look(self, is_stopping: Callable[[], bool]) -> Poll:
        with self.mailbox:
            return poll(self.engine, self.mailbox, "INBOX", is_stopping)

    @rule(target=uids)
    def deliver(self) -> int:
        """A new message; every third has the content of the one before."""
        self.delivered += 1
        number = self.delivered - (self.delivered % 3 == 0)
        uid = self.mailbox.add(f"Subject: {self.mailbox.name} {number}\r\n\r\nText\r\n".encode())
        self.ever |= self.list_folder()
        return uid

    @rule(uid=uids)
    def expunge(self, uid: int) -> None:
        if uid in self.mailbox.folders["INBOX"].messages:
            self.mailbox.expunge(uid)

    @rule()
    def renew(self) -> None:
        self.mailbox.renew()
        self.ever |= self.list_folder()

    @rule()
    def poll_to_the_end(self) -> None:
        assert self.look(lambda: False).finished
        self.must |= self.list_folder()

    @rule(operation=st.integers(1, 8), error=st.sampled_from([Crash, MailboxError]))
    def poll_and_fail(self, operation: int, error: type[Exception]) -> None:
        """The server fails, or this process is killed, before the n-th answer."""
        last = len(self.mailbox.operations) + operation

        def fail(_: str, number: int) -> None:
            if number == last:
                raise error("now")

        self.mailbox.before = fail
        with contextlib.suppress(Crash, MailboxError):
            self.look(lambda: False)
        self.mailbox.before = None

    @rule(times=st.integers(0, 3))
    def poll_and_stop(self, times: int) -> None:
        """A request to stop, seen when it is looked for after some batches."""
        answers = iter([False] * times)
        self.look(lambda: next(answers, True))

    @invariant()
    def kept_is_what_was_there(self) -> None:
        """Nothing lost, nothing invented, and no place or content twice (places are a key, contents are compared)."""
        with self.engine.connect() as connection:
            rows = connection.execute(_KEPT, {"mailbox": self.mailbox.name}).all()
        kept = [(row.uidvalidity, row.uid, bytes(row.sha256)) for row in rows]
        assert len(kept) == len(set(kept))
        assert self.must <= set(kept) <= self.ever

    def teardown(self) -> None:
        """One more poll heals whatever happened."""
        self.poll_to_the_end()
        self.kept_is_what_was_there()


def test_polls_lose_nothing(engine: Engine) -> None:
    """Guards rule 2 of the design: the difference of UID sets finds what crashes and failures left out."""
    run_state_machine_as_test(  # takes anything that makes a machine
        partial(PollMachine, engine),  # type: ignore[arg-type]
        settings=settings(
            max_examples=40,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
