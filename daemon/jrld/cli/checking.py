"""`jrld check`: is the configuration right, and can everything in it be reached?"""

from pathlib import Path

from jrld.cli import FAILED
from jrld.cli.console import load_config, make_table, open_console
from jrld.config import Config, DatabaseConfig, Mailbox, find_config
from jrld.database import connect
from jrld.errors import JrldError, MailboxError
from jrld.mailbox import make_mailbox
from jrld.store.queries import describe_server
from jrld.store.schema import is_behind, require_head

Row = tuple[str, str, str]  # what, "ok" or "failed", more


def check(path: Path | None, connect: bool) -> int:
    """Raises ConfigError when the configuration is wrong."""
    config = load_config(path, reaches_mailboxes=True)
    console = open_console()
    shown = path or find_config()
    digests = ", ".join(digest.name for digest in config.digests)
    mailboxes = ", ".join(mailbox.name for mailbox in config.mailboxes) or "none"
    console.print(f"{shown or 'no configuration, so the defaults'}: right; mailboxes: {mailboxes}; digests: {digests}")
    if not connect:
        return 0
    rows = try_out(config)
    console.print(make_table("", ("", "state", ""), rows))
    return FAILED if any(row[1] == "failed" for row in rows) else 0


def try_out(config: Config) -> list[Row]:
    """Reach the database, and each folder of each mailbox. Nothing is changed in either."""
    return [try_database(config.database), *(row for mailbox in config.mailboxes for row in try_mailbox(mailbox))]


def try_database(config: DatabaseConfig) -> Row:
    try:
        with connect(config) as database:
            server = describe_server(database.engine)
            if database.server:
                is_behind(database.engine)  # and ahead is refused; behind, it is migrated when it is used
                return "database", "ok", f"Postgres {server}, embedded"
            require_head(database.engine)
    except JrldError as error:
        return "database", "failed", str(error)
    return "database", "ok", f"Postgres {server}"


def try_mailbox(config: Mailbox) -> list[Row]:
    """A row for each folder."""
    rows = []
    for folder in config.folders:
        name = f"{config.name}/{folder}"
        try:
            with make_mailbox(config) as mailbox:
                mailbox.examine(folder)
                messages = sum(len(uids) for uids in mailbox.list_uids())
            rows.append((name, "ok", f"{messages:,} messages"))
        except MailboxError as error:
            rows.append((name, "failed", str(error)))
    return rows
