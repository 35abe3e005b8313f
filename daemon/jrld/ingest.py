"""One message through the flow: raw -> Mail -> issues -> published, ignored or quarantined. Repeatable for ever."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jrld.config import DigestConfig
from jrld.errors import (
    ConfigError,
    JrldError,
    MessageError,
    NotAnIssue,
    SchemaOutOfDate,
    StoreTooSlow,
    StoreUnavailable,
)
from jrld.log import get_logger
from jrld.mime import parse, parse_head
from jrld.model import Issue, Mail, Media, Outcome, State
from jrld.replay import MessageChange, compare
from jrld.split import split
from jrld.store.again import find_heirs, find_own_articles
from jrld.store.engine import Engine
from jrld.store.history import read_stored
from jrld.store.messages import find_pending, read_raw, set_aside
from jrld.store.publish import publish
from jrld.store.values import headers, scrub

log = get_logger(__name__)


def ingest_pending(
    engine: Engine, digests: Sequence[DigestConfig], is_stopping: Callable[[], bool]
) -> Iterator[Outcome]:
    """Give each message that is kept and has no end yet its end, oldest first; `is_stopping` is asked before each.

    Raises StoreUnavailable; what was ingested until then stays. A message that cannot even be set aside is passed over
    until the next time: none may stand in the way of the others.
    """
    last = 0
    while pending := find_pending(engine, after=last):
        for message_id in pending:
            if is_stopping():
                return
            last = message_id
            try:
                outcome = ingest(engine, message_id, digests)
            except (StoreUnavailable, SchemaOutOfDate, ConfigError):  # no message can be ingested
                raise
            except Exception:
                log.exception("bug", message=message_id)
                continue
            yield outcome


def ingest(engine: Engine, message_id: int, digests: Sequence[DigestConfig]) -> Outcome:
    """Give a kept message its end. Raises StoreUnavailable, and JrldError if there is no such message."""
    derived = derive(engine, message_id, digests)
    if derived.mail is None or derived.why:
        return _set_aside(engine, message_id, derived)
    try:
        outcome = publish(engine, message_id, derived.mail, derived.issues)
    except MessageError as why:
        return _set_aside(engine, message_id, replace(derived, why=why))
    except StoreTooSlow as error:  # tried again, it would hold everything up again
        return _set_aside(engine, message_id, replace(derived, why=MessageError("too-slow", str(error))))
    except JrldError:
        raise
    except Exception as error:
        log.exception("bug", message=message_id)
        return _set_aside(engine, message_id, replace(derived, why=_explain_bug(error)))
    for issue in derived.issues:
        log.info(
            "published",
            message=message_id,
            issue=issue.ref,
            verdict=issue.verdict.value,
            articles=len(issue.articles),
            warnings=[warning.code for warning in issue.warnings],
        )
    return outcome


def ingest_again(engine: Engine, ids: Iterable[int], digests: Sequence[DigestConfig]) -> Iterator[Outcome]:
    """Give messages their ends anew, each in a transaction of its own. Raises as `ingest`.

    A text that one of them loses may be shown by others, and in their form from then on: these are ingested as well.
    """
    queue = deque(ids)
    while queue:
        message_id = queue.popleft()
        own = find_own_articles(engine, message_id)
        yield ingest(engine, message_id, digests)
        for heir in find_heirs(engine, own, message_id):
            if heir not in queue and foresee(engine, heir, digests):
                queue.append(heir)


def foresee(engine: Engine, message_id: int, digests: Sequence[DigestConfig]) -> MessageChange | None:
    """What `ingest` would change of a message that has its end; None: nothing. Writes nothing. Raises as `ingest`."""
    derived = derive(engine, message_id, digests)
    return compare(read_stored(engine, message_id), derived.columns, derived.issues)


@dataclass(frozen=True, slots=True)
class Derived:
    """What a message shows: its mail as far as it can be read, and its issues, or why there are none."""

    mail: Mail | None = None
    issues: tuple[Issue, ...] = ()
    why: MessageError | None = None

    @property
    def state(self) -> State:
        if self.why is None:
            return State.PUBLISHED
        return State.IGNORED if isinstance(self.why, NotAnIssue) else State.QUARANTINED

    @property
    def columns(self) -> dict[str, Any]:
        """As they are stored of the message."""
        code, reason = (scrub(self.why.code), scrub(self.why.reason)) if self.why else (None, None)
        return {"state": self.state.value, "code": code, "reason": reason, **headers(self.mail)}


def derive(engine: Engine, message_id: int, digests: Sequence[DigestConfig]) -> Derived:
    """What a message shows by today's code. Raises StoreUnavailable, and JrldError if there is no such message."""
    mail: Mail | None = None
    try:
        raw = read_raw(engine, message_id)
        mail = parse_head(raw.content, raw.media)  # for naming it, should the rest be unreadable
        mail = parse(raw.content, raw.media)
        return Derived(mail, find_issues(mail, raw.media, digests))
    except MessageError as why:
        return Derived(mail, why=why)
    except JrldError:
        raise
    except Exception as error:
        log.exception("bug", message=message_id)
        return Derived(mail, why=_explain_bug(error))


def _explain_bug(error: Exception) -> MessageError:
    """A bug of ours is loud, and sets this one message aside."""
    return MessageError("bug", f"jrld failed on it: {type(error).__name__}: {error}"[:500])


def find_issues(mail: Mail, media: Media, digests: Sequence[DigestConfig]) -> tuple[Issue, ...]:
    """The issues in a mail, each under its digest's configured name; at least one.

    Raises NotAnIssue. A page that somebody saved has no sender, so `senders` is asked of messages only.
    """
    senders = [sender.email for sender in mail.senders] or [""]
    allowed = [digest for digest in digests if media is not Media.MESSAGE or any(map(digest.is_from, senders))]
    if not allowed:
        raise NotAnIssue("sender", f"no digest has {senders[0][:200] or 'a mail without From'} among its senders")
    names = {digest.format: digest.name for digest in reversed(allowed)}
    found = split(mail)
    issues = tuple(replace(issue, digest=names[issue.digest]) for issue in found if issue.digest in names)
    if not found:
        raise NotAnIssue("no-issue", "no format recognises an issue in it")
    if not issues:
        raise NotAnIssue("digest", f"an issue of {found[0].digest}, for which no digest is configured")
    return issues


def _set_aside(engine: Engine, message_id: int, derived: Derived) -> Outcome:
    assert derived.why is not None
    state, code, reason = derived.state, derived.why.code, derived.why.reason
    set_aside(engine, message_id, state, code, reason, derived.mail)
    say = log.info if state is State.IGNORED else log.warning
    say(state.value, message=message_id, code=code, reason=reason)
    return Outcome(message_id, state, code, reason)
