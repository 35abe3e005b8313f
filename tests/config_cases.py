"""What the tests of the configuration share: a short one that is right, and how it is loaded."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from jrld import config
from jrld.config import (
    Config,
    DatabaseConfig,
    DigestConfig,
    ImapMailbox,
    LogConfig,
    MaildirMailbox,
    PollConfig,
)
from jrld.errors import ConfigError

SHIPPED = Path(__file__).parents[1] / "config"
ENVIRON = {"JRLD_IMAP_PASSWORD": "hunter2", "HOME": "/home/reader", "PATH": "/usr/bin:/bin"}
MODELS: tuple[type[BaseModel], ...] = (
    Config,
    DatabaseConfig,
    ImapMailbox,
    MaildirMailbox,
    PollConfig,
    DigestConfig,
    LogConfig,
)
MAILBOX = """\
mailboxes:
  - name: jrl
    host: imap.example.org
    username: reader
    password: {env: JRLD_IMAP_PASSWORD}
"""


def load(file: Path, text: str, environ: dict[str, str] | None = None, **more: Any) -> Config:
    file.write_text(text, encoding="utf-8")
    return config.load(file, ENVIRON if environ is None else environ, **more)


def find_problems(file: Path, text: str, **more: Any) -> list[str]:
    """The problems without the file's name."""
    with pytest.raises(ConfigError) as caught:
        load(file, text, **more)
    assert all(problem.startswith(f"{file}:") for problem in caught.value.problems)
    return [problem.removeprefix(f"{file}:") for problem in caught.value.problems]


def find_imap(loaded: Config) -> ImapMailbox:
    mailbox = loaded.mailboxes[0]
    assert isinstance(mailbox, ImapMailbox)
    return mailbox


def with_password(password: str) -> str:
    return MAILBOX.replace("{env: JRLD_IMAP_PASSWORD}", password)


def write_secret(path: Path, text: str, mode: int = 0o600) -> Path:
    path.write_bytes(text.encode())
    path.chmod(mode)
    return path
