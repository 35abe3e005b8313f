"""How to fetch many messages from a server that will not give some of them. Pure but for what it is told to call.

A message can be broken on the server: the server answers NO to the whole command, sends no content, sends what cannot
be parsed, or hangs up (Dovecot does, where the size in a file's name is not the file's). Which one of a batch it was is
not said. So the batch is put back behind all others and halved, until the broken message is alone.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence

from jrld.errors import MailboxError
from jrld.mailbox.bounds import cut
from jrld.model import RawMessage

MAX_IDS = 1_000  # of one command; Dovecot refuses 20,000 scattered ones as a line that is too long
MAX_FAILURES = 25  # of one fetch; to find one broken message among 1,000 takes at most 12


class Refused(MailboxError):
    """The server did not do one thing that was asked. `hung_up`: and the connection is gone."""

    def __init__(self, where: str, reason: str, hung_up: bool = False) -> None:
        super().__init__(f"{where}: {reason}")
        self.reason = reason
        self.hung_up = hung_up


def salvage(
    uids: Sequence[int],
    plan: Callable[[list[int]], list[list[int]]],
    fetch: Callable[[list[int]], list[RawMessage]],
    reconnect: Callable[[], None],
    missing: dict[int, str],
) -> Iterator[list[RawMessage]]:
    """Every message that can be had, in batches; those that exist and cannot are put into `missing`, with the reason.

    `plan` cuts at most MAX_IDS UIDs into batches, without those that are gone; `fetch` gives the messages of one batch,
    all or some. Both may raise Refused; after one that hung up, `reconnect` is called. Once MAX_FAILURES answers had
    not a single message it is the server, not the messages: raises the last Refused, or puts what has no content into
    `missing` without looking closer. Raises MailboxError as the callables do.
    """
    waiting: deque[tuple[list[int], bool]] = deque((ids, False) for ids in cut(sorted(set(uids)), MAX_IDS))
    failures = 0
    while waiting:
        ids, is_planned = waiting.popleft()
        messages: list[RawMessage] = []
        error = None
        try:
            if not is_planned:
                waiting.extendleft((batch, True) for batch in reversed(plan(ids)))
                continue
            messages = fetch(ids)
        except Refused as refused:
            error = refused
        failures += not messages
        if error and failures > MAX_FAILURES:
            raise error
        if error and error.hung_up:
            reconnect()
        if messages:
            yield messages
        left = sorted(set(ids).difference(message.place.uid for message in messages))
        if left == ids and (len(ids) == 1 or failures > MAX_FAILURES):
            missing.update(dict.fromkeys(ids, error.reason if error else "the server gives it no content"))
        else:  # planned anew, which tells what is gone from what is refused
            waiting.extend((half, False) for half in cut(left, (len(left) + 1) // 2))
