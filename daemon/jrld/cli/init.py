"""`jrld init`: a few questions, a trial, a commented configuration."""

import shlex
import sys
import tempfile
from dataclasses import dataclass, fields, replace
from pathlib import Path

import typer
from platformdirs import user_config_path

from jrld.cli import FAILED
from jrld.cli.checking import try_out
from jrld.cli.console import complain, make_table, open_console
from jrld.config import load
from jrld.errors import ConfigError
from jrld.formats import find_formats


@dataclass(frozen=True, slots=True)
class Answers:
    """What was given by options, then completed by asking. None: not given."""

    database: str | None = None
    database_password: str | None = None  # where it is kept: env:NAME, file:PATH, command:…
    maildir: str | None = None
    host: str | None = None
    port: int | None = None
    tls: str | None = None
    tls_ca: str | None = None
    username: str | None = None
    password: str | None = None  # where it is kept
    folders: tuple[str, ...] = ()


def init(answers: Answers, output: Path | None, try_it: bool, force: bool) -> int:
    """Write the configuration. Raises ConfigError with what is wrong in the answers; nothing is written then.

    A trial that fails is shown, and the file written all the same: the server may be away just now.
    """
    output = output or user_config_path("jrld") / "jrld.yaml"
    if output.exists() and not force:
        complain(f"{output} is there already; say --force to replace it, or --output FILE")
        return FAILED
    text = write_config(_ask(answers))
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        rows = _try(text, output) if try_it else []
        if rows:
            open_console().print(make_table("", ("", "state", ""), rows))
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        complain(f"{output} cannot be written: {error.strerror or type(error).__name__}")
        return FAILED
    print(f"wrote {output}")
    print(f"next: jrld once -c {shlex.quote(str(output))}")
    return FAILED if any(row[1] == "failed" for row in rows) else 0


def _try(text: str, output: Path) -> list[tuple[str, str, str]]:
    """Load the configuration from where it will stand (paths in it are relative to that), and reach everything."""
    with tempfile.NamedTemporaryFile("w", dir=output.parent, suffix=".yaml", encoding="utf-8") as draft:
        draft.write(text)
        draft.flush()
        try:
            config = load(Path(draft.name), formats={form.digest for form in find_formats()})
        except ConfigError as error:
            raise ConfigError([problem.replace(draft.name, str(output)) for problem in error.problems]) from None
    return try_out(config)


# --- asking -------------------------------------------------------------------------------------


def _ask(answers: Answers) -> Answers:
    """Complete the answers on a terminal; elsewhere what is not given takes its default, or is missed."""
    if answers.maildir is None and answers.host is None:
        kind = _prompt("Where is the mail: an IMAP server, or a Maildir on this machine? [imap/maildir]", "imap")
        if kind.strip().lower().startswith("m"):
            answers = replace(answers, maildir=_prompt("The Maildir (the folder with cur and new in it)", None))
        else:
            answers = replace(answers, host=_prompt("The IMAP server", None))
    if answers.maildir is None:
        answers = replace(
            answers,
            username=answers.username or _prompt("Who logs in", None),
            password=answers.password
            or _prompt("Where its password is kept (env:NAME, file:PATH or command:…)", "env:JRLD_IMAP_PASSWORD"),
        )
    if not answers.folders:
        given = _prompt("Folders, separated by commas", "INBOX")
        answers = replace(answers, folders=tuple(folder.strip() for folder in given.split(",") if folder.strip()))
    if answers.database is None:
        answers = replace(
            answers, database=_prompt("Database: embedded, or postgresql://user@host/database", "embedded")
        )
    return answers


def _prompt(question: str, default: str | None) -> str:
    """An answer, or the default where nobody can be asked. Raises ConfigError where there is none."""
    if sys.stdin.isatty():
        return str(typer.prompt(question, default=default, err=True))
    if default is None:
        options = ", ".join(f"--{field.name.replace('_', '-')}" for field in fields(Answers))
        raise ConfigError([f"init: {question}? There is no terminal to ask on; the options are: {options}"])
    return default


# --- writing ------------------------------------------------------------------------------------


def write_config(answers: Answers) -> str:
    """The configuration, commented; every option is explained in jrld.example.yaml."""
    lines = [
        "# The configuration of jrld, written by `jrld init`. Try it: jrld check --connect",
        "# Every option: config/jrld.example.yaml in jrld's sources.",
        "",
        "# `embedded` is a private Postgres of jrld's own; any other one by its address, without the password.",
        "database:",
        f"  url: {_quote(answers.database or 'embedded')}",
        *([f"  password: {_secret(answers.database_password)}"] if answers.database_password else []),
        "",
        "# Mailboxes are only ever read: nothing is flagged, moved or deleted there.",
        "mailboxes:",
        "  - name: jrl                     # in logs and tables; renamed, it is a new mailbox",
        *(f"    {line}" for line in _write_mailbox(answers)),
        '    poll: {every: 5m}             # 30s, 5m, 2h, 1d; or {cron: "*/10 6-22 * * *"}, in UTC',
        "",
        "# What counts as an issue. Senders are addresses, with * for any characters.",
        "digests:",
        "  - name: jrl",
        "    format: jrl",
        '    senders: ["*"]                # stricter: ["davidjohnson@*"]; forwards are from others then',
        "",
        "log: {level: info, format: auto}  # text on a terminal, JSON elsewhere",
    ]
    return "\n".join(lines) + "\n"


def _write_mailbox(answers: Answers) -> list[str]:
    folders = f"folders: [{', '.join(_quote(folder) for folder in answers.folders)}]"
    if answers.maildir is not None:
        return [f"maildir: {_quote(_make_absolute(answers.maildir))}", folders]
    authority = answers.tls_ca and _make_absolute(answers.tls_ca)
    given = (("tls", answers.tls), ("port", answers.port), ("tls_ca", authority))
    return [
        f"host: {_quote(answers.host or '')}",
        *(f"{key}: {value if isinstance(value, int) else _quote(value)}" for key, value in given if value is not None),
        f"username: {_quote(answers.username or '')}",
        f"password: {_secret(answers.password or '')}  # only where it is kept, never the password itself",
        folders,
    ]


def _quote(text: str) -> str:
    """A YAML scalar in double quotes (YAML 1.2, 7.3.1), for any text."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'


def _secret(where: str) -> str:
    """`env:NAME` as `{env: "NAME"}`. Raises ConfigError for anything else, without repeating it."""
    kind, colon, value = where.partition(":")
    if not colon or kind not in ("env", "file", "command") or not value.strip():
        raise ConfigError(["init: a password is not given itself; say env:NAME, file:PATH or command:…"])
    value = _make_absolute(value.strip()) if kind == "file" else value.strip()
    return f"{{{kind}: {_quote(value)}}}"


def _make_absolute(path: str) -> str:
    """A path as typed here; in the configuration it would be relative to that file's folder."""
    return path if path.startswith("~") else str(Path(path).absolute())
