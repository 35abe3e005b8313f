"""One mailbox: poll each of its folders, then ingest what is kept; once or for ever."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock

from jrld.config import DigestConfig, Mailbox
from jrld.errors import MailboxError, MessageError
from jrld.ingest import ingest_pending
from jrld.log import get_logger
from jrld.mailbox import Mailbox as OpenMailbox
from jrld.mailbox import make_mailbox
from jrld.model import Outcome
from jrld.poll import poll
from jrld.store.engine import Engine
from jrld.store.messages import record_poll
from jrld.store.relink import link_pending

log = get_logger(__name__)


class Visits:
    """The mailboxes that are being read now, so that they can be told to stop."""

    def __init__(self, is_stopping: Callable[[], bool]) -> None:
        self.is_stopping = is_stopping
        self._lock = Lock()
        self._open: set[OpenMailbox] = set()
        self._ingesting = Lock()  # two at once would do the same work twice, to the same end
        self._wanted = False  # somebody has kept something since the last look
        self._is_linked = False  # whoever publishes links, so what an older version left is looked for once

    def poll(self, engine: Engine, config: Mailbox) -> list[str]:
        """Poll each folder of a mailbox. Returns its failures, in words; raises StoreUnavailable.

        A connection for each folder: one in trouble never spoils the next.
        """
        failures = []
        for folder in config.folders:
            if self.is_stopping():
                break
            try:
                with self._register(make_mailbox(config)) as mailbox, mailbox:
                    poll(engine, mailbox, folder, self.is_stopping)
            except (MailboxError, MessageError) as error:  # or: the database takes no such number, no such name
                if self.is_stopping():  # the stop itself may have cut it off
                    break
                log.warning("mailbox failed", mailbox=config.name, folder=folder, reason=str(error))
                record_poll(engine, config.name, folder, None, 0, str(error))
                failures.append(str(error))
        return failures

    def ingest(self, engine: Engine, digests: Sequence[DigestConfig]) -> list[Outcome]:
        """Ingest what is kept, and link what an older version of jrld left. Raises StoreUnavailable.

        One thread does it; to another one it leaves what that has kept, and looks again before it ends.
        """
        outcomes: list[Outcome] = []
        self._wanted = True
        while self._wanted and not self.is_stopping() and self._ingesting.acquire(blocking=False):
            try:
                self._wanted = False
                outcomes += ingest_pending(engine, digests, self.is_stopping)
                self._link(engine)
            finally:
                self._ingesting.release()
        return outcomes

    def _link(self, engine: Engine) -> None:
        if self._is_linked:
            return
        linked = sum(link_pending(engine, self.is_stopping))
        self._is_linked = not self.is_stopping()
        if linked:
            log.info("linked", articles=linked)

    def abort(self) -> None:
        """End what waits on the network."""
        with self._lock:
            for mailbox in self._open:
                mailbox.abort()

    @contextmanager
    def _register(self, mailbox: OpenMailbox) -> Iterator[OpenMailbox]:
        with self._lock:
            self._open.add(mailbox)
        try:
            yield mailbox
        finally:
            with self._lock:
                self._open.discard(mailbox)
