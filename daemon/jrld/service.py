"""The daemon: each mailbox polled on its schedule until it is told to stop. The only use of apscheduler."""

import logging
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from threading import Condition

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MAX_INSTANCES, JobExecutionEvent
from apscheduler.executors.pool import ThreadPoolExecutor as JobExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from jrld.config import Config, Mailbox, PollConfig
from jrld.database import Database, open_database
from jrld.errors import JrldError, StoreUnavailable
from jrld.log import get_logger
from jrld.signals import StopSignals
from jrld.visit import Visits

log = get_logger(__name__)
logging.getLogger("apscheduler").setLevel(logging.ERROR)  # what it warns of, `_report` says in our words

RETRY = timedelta(seconds=5)  # after the database was away
LOOK = 0.1  # seconds between two looks at whether the database is open
GRACE = 2.0  # seconds for work to stop between two messages, and again after connections were cut


def run(config: Config) -> int:
    """Poll until SIGTERM or SIGINT; then stop within 5 seconds. Returns the exit code.

    An absent database is waited for. Raises SchemaOutOfDate and JrldError when a person has to act first.
    """
    with ExitStack() as stack:
        stack.callback(log.info, "stopped")
        signals = stack.enter_context(StopSignals())
        database = _open_when_there(config, signals, stack)
        if database is not None and not Service(config, database, signals).run():
            log.warning("work did not stop in time: the process ends without it; nothing that was stored is lost")
            stack.close()  # the embedded database is left in order all the same
            os._exit(0)
        return 0


def _open_when_there(config: Config, signals: StopSignals, stack: ExitStack) -> Database | None:
    """The open database, or None when asked to stop before it was there.

    It is opened in a thread of its own: a server that takes the connection and says nothing must not hold up the end.
    """
    with ThreadPoolExecutor(1) as executor:
        while not signals.wait(0):
            opening = executor.submit(stack.enter_context, open_database(config.database))
            while not opening.done() and not signals.wait(LOOK):
                continue
            if not wait_for([opening], 2 * GRACE).done:
                log.warning("the database was still being opened: the process ends without it")
                os._exit(0)
            try:
                return opening.result()
            except StoreUnavailable as error:
                log.warning("waiting for the database", reason=str(error), seconds=RETRY.total_seconds())
                signals.wait(RETRY.total_seconds())
    return None


class Service:
    """A scheduler with a job for each mailbox, and how many of them are at work."""

    def __init__(self, config: Config, database: Database, signals: StopSignals) -> None:
        self.config = config
        self.database = database
        self.signals = signals
        self.visits = Visits(signals.stopping.is_set)
        self._working = 0
        self._changed = Condition()
        self.scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": JobExecutor(len(config.mailboxes) + 1)},
            # Late is better than never; of several missed runs one is enough; one at a time.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self.scheduler.add_listener(_report, EVENT_JOB_ERROR | EVENT_JOB_MAX_INSTANCES)

    def run(self) -> bool:
        """Work until asked to stop. Returns whether everything came to its end in time."""
        self._schedule("tend", IntervalTrigger(seconds=60, timezone=UTC), self._tend)
        for mailbox in self.config.mailboxes:
            self._schedule(f"mailbox {mailbox.name}", make_trigger(mailbox.poll), self._visit, mailbox)
        self.scheduler.start()
        log.info("started", mailboxes=[mailbox.name for mailbox in self.config.mailboxes])
        while not self.signals.wait():  # some other signal
            continue
        log.info("stopping")
        self.scheduler.shutdown(wait=False)
        if not self._wait_for_work():
            self.visits.abort()
            return self._wait_for_work()
        return True

    def _schedule(
        self, name: str, trigger: IntervalTrigger | CronTrigger, function: Callable[..., None], *arguments: Mailbox
    ) -> None:
        """A job; at an interval it also runs now, by cron only when its time has come."""
        first = {} if isinstance(trigger, CronTrigger) else {"next_run_time": datetime.now(UTC)}
        self.scheduler.add_job(self._work, trigger, (name, function, *arguments), id=name, name=name, **first)

    def _work(self, name: str, function: Callable[..., None], *arguments: Mailbox) -> None:
        """One run of a job, counted while it lasts. A database that is away is looked for again soon."""
        with self._changed:
            self._working += 1
        try:
            function(*arguments)
        except StoreUnavailable as error:
            if not self.signals.stopping.is_set():
                self._wait_for_database(name, error)
        finally:
            with self._changed:
                self._working -= 1
                self._changed.notify_all()

    def _visit(self, mailbox: Mailbox) -> None:
        self.visits.poll(self.database.engine, mailbox)
        self._ingest()

    def _tend(self) -> None:
        """The embedded server; and what a visit kept and could not ingest, because the database went away."""
        self.database.tend()
        self._ingest()

    def _ingest(self) -> None:
        self.visits.ingest(self.database.engine, self.config.digests)

    def _wait_for_database(self, name: str, error: StoreUnavailable) -> None:
        log.warning("the database is away", job=name, reason=str(error), seconds=RETRY.total_seconds())
        try:
            self.database.tend()  # which may take a while: a crash is recovered from
        except JrldError as problem:
            log.warning("the embedded database does not start", reason=str(problem))
        with suppress(JobLookupError):  # told to stop meanwhile
            self.scheduler.modify_job(name, next_run_time=datetime.now(UTC) + RETRY)

    def _wait_for_work(self) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self._working == 0, GRACE)


def make_trigger(poll: PollConfig) -> IntervalTrigger | CronTrigger:
    """When to poll, in UTC."""
    if poll.cron:
        return CronTrigger.from_crontab(poll.cron, timezone=UTC)
    assert poll.every is not None  # the configuration has one of the two
    return IntervalTrigger(seconds=int(poll.every.total_seconds()), timezone=UTC)


def _report(event: JobExecutionEvent) -> None:
    """What must not happen, happened: a bug in a job, or one that never ends."""
    failure = getattr(event, "exception", None)
    if failure is not None:
        log.error("bug", job=event.job_id, exc_info=failure)
    else:
        log.warning("still at work when it was due again", job=event.job_id)
