"""The commands, their options and help. Each is carried out by a module of its own, loaded when it is asked for."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from jrld import __version__
from jrld.cli import story_commands
from jrld.cli.options import ConfigFile, add_command
from jrld.cli.options import end as _end

app = typer.Typer(
    name="jrld",
    help="From a mailbox of Johnson's Russia List issues to articles in Postgres.",
    epilog="Start with: jrld init, or without any configuration: jrld import FOLDER",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
db = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(db, name="db", help="The database's address; stop the embedded one.")


def command(
    example: str, name: str | None = None, group: typer.Typer = app, **settings: Any
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return add_command(group, example, name, **settings)


def _day(help: str) -> Any:
    return typer.Option(metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], help=help)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"jrld {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version, and end.")
    ] = False,
) -> None:
    pass


@command("jrld run -c /etc/jrld/jrld.yaml")
def run(config: ConfigFile = None) -> None:
    """Be the daemon: poll every mailbox on its schedule.

    Until SIGTERM or SIGINT; then it stops between two messages, within 5 seconds.
    """
    from jrld.cli.polling import run

    _end(run(config))


@command("jrld once || echo 'something is wrong'")
def once(config: ConfigFile = None) -> None:
    """Poll every mailbox once, and end.

    Exit code 0 only if all went well: every folder was read, and no message was quarantined.
    """
    from jrld.cli.polling import once

    _end(once(config))


@command("jrld import ~/Mail/jrl old-issues.mbox saved-pages/", name="import")
def import_(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Files, mboxes, Maildirs, folders of them.")],
    config: ConfigFile = None,
) -> None:
    """Take in files and folders of mail.

    .eml files, mboxes, Maildirs, saved .html and .txt pages, and folders of them, the same way as from a mailbox; a
    second time it changes nothing.
    """
    from jrld.cli.archive import import_paths

    _end(import_paths(config, paths))


@command("jrld split issue.eml --html issue.html")
def split(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Messages, or saved .html and .txt pages.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, for each issue.")] = False,
    html: Annotated[
        Path | None,
        typer.Option(metavar="OUT.html", help="Write one page with all issues, their text coloured, for any browser."),
    ] = None,
) -> None:
    """Show how a message is split into articles.

    Without any database or configuration. Where something is amiss, its place in the text is shown.
    """
    from jrld.cli.splitting import split_files, split_to_page

    if html and as_json:
        raise typer.BadParameter("either --json or --html")
    _end(split_to_page(files, html) if html else split_files(files, as_json))


@command("jrld init --maildir ~/Mail/jrl --output ~/.config/jrld/jrld.yaml")
def init(
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write. Default: the user's place.")
    ] = None,
    database: Annotated[
        str | None, typer.Option(metavar="URL", help="`embedded`, or postgresql://user@host/database.")
    ] = None,
    database_password: Annotated[
        str | None, typer.Option(metavar="WHERE", help="env:NAME, file:PATH or command:….")
    ] = None,
    maildir: Annotated[str | None, typer.Option(metavar="FOLDER", help="A Maildir instead of an IMAP server.")] = None,
    host: Annotated[str | None, typer.Option(metavar="NAME", help="The IMAP server.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Its port.")] = None,
    tls: Annotated[str | None, typer.Option(metavar="HOW", help="implicit, starttls, or none (loopback only).")] = None,
    tls_ca: Annotated[str | None, typer.Option(metavar="FILE", help="PEM file of its authority.")] = None,
    username: Annotated[str | None, typer.Option(help="Who logs in.")] = None,
    password: Annotated[str | None, typer.Option(metavar="WHERE", help="env:NAME, file:PATH or command:….")] = None,
    folder: Annotated[list[str] | None, typer.Option(help="Folder to poll; may be given again.")] = None,
    try_out: Annotated[bool, typer.Option("--try/--no-try", help="Try mailbox and database first.")] = True,
    force: Annotated[bool, typer.Option("--force", help="Replace a configuration that is there.")] = False,
) -> None:
    """Write a configuration, after a few questions.

    Asks for a mailbox and a database, and tries both. What is given by options is not asked; a password is never asked
    for, only where it is kept.
    """
    from jrld.cli.init import Answers, init

    answers = Answers(
        database=database,
        database_password=database_password,
        maildir=maildir,
        host=host,
        port=port,
        tls=tls,
        tls_ca=tls_ca,
        username=username,
        password=password,
        folders=tuple(folder or ()),
    )
    _end(init(answers, output, try_out, force))


@command("jrld check --connect -c config/jrld.yaml")
def check(
    config: ConfigFile = None,
    connect: Annotated[bool, typer.Option("--connect", help="Also log in at every mailbox and the database.")] = False,
) -> None:
    """Check the configuration, and with --connect all in it.

    Every mistake is named at once, each with its line.
    """
    from jrld.cli.checking import check

    _end(check(config, connect))


@command("jrld status")
def status(config: ConfigFile = None) -> None:
    """Show how polls, messages and issues stand.

    The last poll of each folder, messages by state, issues by verdict, and what is amiss: a digest that is overdue,
    issues that are not complete, numbers never seen, what was set aside and why. Exit code 1 when the last poll of a
    folder failed.
    """
    from jrld.cli.status import show_status

    _end(show_status(config))


@command("jrld show 7131-16")
def show(
    ref: Annotated[str, typer.Argument(help="An issue (7131, 2011-175) or an item of one (7131-16).")],
    config: ConfigFile = None,
) -> None:
    """Show an issue with its items, or one article."""
    from jrld.cli.looking import show_ref

    _end(show_ref(config, ref))


@command("jrld search 'gas OR \"pipeline to the north\" -Ukraine'")
def search(
    query: Annotated[str, typer.Argument(help='Words, "phrases", OR, -without.')],
    config: ConfigFile = None,
    limit: Annotated[int, typer.Option("-n", "--limit", min=1, max=1000, help="At most so many articles.")] = 20,
) -> None:
    """Search the articles, best first."""
    from jrld.cli.looking import show_hits

    _end(show_hits(config, query, limit))


story_commands.register(app)


@command("jrld history 7131-16")
def history(
    ref: Annotated[str, typer.Argument(help="An item of an issue (7131-16).")],
    config: ConfigFile = None,
    full: Annotated[bool, typer.Option("--full", help="Every line that differs.")] = False,
) -> None:
    """Show an item's versions, the newest first.

    What it says now, and what it said until it was derived anew, each with what changed.
    """
    from jrld.cli.versions import show_history

    _end(show_history(config, ref, full))


@command("jrld replay --since 2001-01-01 --dry-run")
def replay(
    refs: Annotated[list[str] | None, typer.Argument(metavar="REF", help="Issues: 7131, 2011-175.")] = None,
    config: ConfigFile = None,
    since: Annotated[datetime | None, _day("Messages of this day and later.")] = None,
    until: Annotated[datetime | None, _day("Messages of this day and earlier.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="All messages; so it is without any choice.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Show all changes, and all of each.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Derive issues and articles again from the raw mail.

    With the code of this version: what would change is shown first, and then asked. What stays the same keeps its ref
    and its id, what it replaces is kept (`jrld history`). Stopped in the middle, run it again for the rest.
    """
    from jrld.cli.replaying import Choice, replay

    if sum(map(bool, (refs, since or until, all_))) > 1:
        raise typer.BadParameter("either REF, or --since and --until, or --all")
    choice = Choice(tuple(refs or ()), since and since.date(), until and until.date())
    _end(replay(config, choice, is_dry=dry_run, is_full=full, is_agreed=yes))


@command("jrld migrate -c /etc/jrld/jrld.yaml")
def migrate(config: ConfigFile = None) -> None:
    """Bring the database's schema up to date.

    The embedded database does it by itself.
    """
    from jrld.cli.databases import migrate

    _end(migrate(config))


@command(
    "jrld psql -- -c 'select ref, title from jrl.occurrences limit 5'",
    context_settings={"ignore_unknown_options": True},
)
def psql(
    arguments: Annotated[list[str] | None, typer.Argument(metavar="ARGUMENT", help="For psql itself.")] = None,
    config: ConfigFile = None,
) -> None:
    """Open psql on the database.

    What is for psql itself goes behind `--`, since -c is jrld's configuration.
    """
    from jrld.cli.databases import psql

    _end(psql(config, arguments or []))


@command("psql \"$(jrld db url)\" -c 'select count(*) from jrl.articles'", name="url", group=db)
def db_url(config: ConfigFile = None) -> None:
    """Print the database's address, password included.

    For psql, DBeaver, pandas. The embedded server is started, and stays up until `jrld db stop`.
    """
    from jrld.cli.databases import print_url

    _end(print_url(config))


@command("jrld db stop", name="stop", group=db)
def db_stop(config: ConfigFile = None) -> None:
    """Stop the embedded server.

    A daemon that runs would start it again within a minute: stop that first.
    """
    from jrld.cli.databases import stop

    _end(stop(config))
