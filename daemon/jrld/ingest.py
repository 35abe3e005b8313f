"""One message through the flow: raw -> Mail -> issues -> published, ignored or quarantined. Repeatable for ever."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

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
from jrld.split import split
from jrld.store.engine import Engine
from jrld.store.messages import find_pending, read_raw, set_aside
from jrld.store.publish import publish

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
    mail: Mail | None = None
    try:
        raw = read_raw(engine, message_id)
        mail = parse_head(raw.content, raw.media)  # for naming it, should the rest be unreadable
        mail = parse(raw.content, raw.media)
        issues = find_issues(mail, raw.media, digests)
        outcome = publish(engine, message_id, mail, issues)
    except MessageError as why:
        return _set_aside(engine, message_id, why, mail)
    except StoreTooSlow as error:  # tried again, it would hold everything up again
        return _set_aside(engine, message_id, MessageError("too-slow", str(error)), mail)
    except JrldError:
        raise
    except Exception as error:  # a bug of ours is loud, and sets this one message aside
        log.exception("bug", message=message_id)
        reason = f"jrld failed on it: {type(error).__name__}: {error}"[:500]
        return _set_aside(engine, message_id, MessageError("bug", reason), mail)
    for issue in issues:
        log.info(
            "published",
            message=message_id,
            issue=issue.ref,
            verdict=issue.verdict.value,
            articles=len(issue.articles),
            warnings=[warning.code for warning in issue.warnings],
        )
    return outcome


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


def _set_aside(engine: Engine, message_id: int, why: MessageError, mail: Mail | None) -> Outcome:
    state = State.IGNORED if isinstance(why, NotAnIssue) else State.QUARANTINED
    set_aside(engine, message_id, state, why.code, why.reason, mail)
    say = log.info if state is State.IGNORED else log.warning
    say(state.value, message=message_id, code=why.code, reason=why.reason)
    return Outcome(message_id, state, why.code, why.reason)
