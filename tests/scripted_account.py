"""Accounts at scripted servers, whole sessions with them, and how those fail."""

import traceback
from typing import Any

import pytest

from jrld.config import Secret
from jrld.config.models import ImapMailbox
from jrld.errors import MailboxError
from jrld.mailbox.imap import ImapAccount
from jrld.model import RawMessage
from scripted_server import ANSWERS, Answer, ScriptedServer, make_fetch

PASSWORD = "s3cret-s3cret"
BODIES = {uid: b"Subject: %d\r\n\r\nx\r\n" % uid for uid in (1, 2, 3)}
PLAIN: dict[str, Answer] = {"CAPABILITY": b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n{tag} OK done\r\n"}


def configure(port: int, **changed: Any) -> ImapMailbox:
    options = {"tls": "none", "host": "127.0.0.1", "port": port, "username": "ann", "password": Secret(PASSWORD)}
    return ImapMailbox(name="jrl", **{**options, **changed})


def make_account(server: ScriptedServer, seconds: float = 5.0, **changed: Any) -> ImapAccount:
    return ImapAccount(configure(server.port, **changed), connect_seconds=seconds, read_seconds=seconds)


def answers(**changed: Answer) -> dict[str, Answer]:
    """What a plain server with BODIES says, but for what is changed; `_` in a name stands for a space."""
    plain = {**ANSWERS, "UID FETCH": make_fetch(BODIES, {})}
    return {**plain, **{name.replace("_", " "): answer for name, answer in changed.items()}}


def read(account: ImapAccount) -> list[RawMessage]:
    """A whole session."""
    with account:
        account.examine("INBOX")
        uids = [uid for window in account.list_uids() for uid in window]
        return [message for batch in account.fetch(uids) for message in batch]


def fail_to_read(account: ImapAccount) -> str:
    """What the session says; and nothing in the whole traceback tells the password."""
    with pytest.raises(MailboxError) as caught:
        read(account)
    shown = "".join(traceback.format_exception(caught.value))
    assert PASSWORD not in shown
    assert "During handling of the above exception" not in shown
    return str(caught.value)
