"""One folder: what is new in it, each message kept, stopped when asked.

What is new is the difference of UID sets (RFC 9051, 2.3.1.1: a message is its UIDVALIDITY and UID), never a high-water
mark: a message that a crash or an expunge left out is found at the next poll.
"""

from collections.abc import Callable
from dataclasses import dataclass

from jrld.errors import MailboxError
from jrld.log import get_logger
from jrld.mailbox import Mailbox
from jrld.store.engine import Engine
from jrld.store.messages import find_seen, keep, record_poll

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Poll:
    """How one look at one folder went."""

    mailbox: str
    folder: str
    uidvalidity: int
    messages: int  # in the folder, as far as it was listed
    new: int  # of which kept now
    finished: bool  # False: it was asked to stop before the end


def poll(engine: Engine, mailbox: Mailbox, folder: str, is_stopping: Callable[[], bool]) -> Poll:
    """Keep every message of the folder that is not kept yet, a transaction a batch; note how it went.

    `is_stopping` is asked between two batches. Raises MailboxError and StoreUnavailable; what was kept until then
    stays, and the next poll goes on from there.
    """
    result = _look(engine, mailbox, folder, is_stopping)
    if result.finished:
        record_poll(engine, mailbox.name, folder, result.uidvalidity, result.new, None)
    log.info("polled", mailbox=mailbox.name, folder=folder, messages=result.messages, new=result.new)
    return result


def _look(engine: Engine, mailbox: Mailbox, folder: str, is_stopping: Callable[[], bool]) -> Poll:
    """A message that the server will not give fails the poll, but only after all others were asked for."""
    uidvalidity = mailbox.examine(folder)
    messages = new = 0
    refused: MailboxError | None = None
    for uids in mailbox.list_uids():
        messages += len(uids)
        seen = find_seen(engine, mailbox.name, folder, uidvalidity, uids)
        try:
            for batch in mailbox.fetch([uid for uid in uids if uid not in seen]):
                keep(engine, batch)
                new += len(batch)
                if is_stopping():
                    return Poll(mailbox.name, folder, uidvalidity, messages, new, finished=False)
        except MailboxError as error:
            refused = refused or error
    if refused:
        raise refused
    return Poll(mailbox.name, folder, uidvalidity, messages, new, finished=True)
