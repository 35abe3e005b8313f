"""`make demo`: a made-up mailbox on a real IMAP server, polled by the daemon into the embedded Postgres.

Everything is real but the mail: the server is Dovecot (or, where that cannot be had, pymap), the daemon is `jrld run`,
the queries are psql's. The database is one of the demo's own and stays, to be queried; the mail server goes.
"""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[1]
TOP = TESTS.parent
sys.path.insert(0, str(TESTS))

from rich.console import Console  # noqa: E402
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: E402

from corpus import demo_mails  # noqa: E402
from dovecot_server import DovecotServer, find_dovecot  # noqa: E402
from jrld.cli.console import make_table, open_console  # noqa: E402
from jrld.model import State  # noqa: E402
from jrld.postgres import EmbeddedServer  # noqa: E402
from jrld.postgres.folder import find_default  # noqa: E402
from jrld.store import queries  # noqa: E402
from jrld.store.engine import Engine, open_engine  # noqa: E402
from pymap_server import PymapServer  # noqa: E402

JRLD = Path(sys.executable).with_name("jrld")
USER = "demo"
WITHIN = 120  # seconds for the daemon to take everything in; it takes about five
QUERIES = (
    (
        "Whose articles are they?",
        "select source, count(*), min(published), max(published) from jrl.articles"
        " where source is not null group by source order by count(*) desc, source limit 8",
    ),
    (
        "Which articles appeared more than once?",
        "select a.id, a.title, array_agg(o.ref order by o.ref) as refs from jrl.articles a"
        " join jrl.occurrences o on o.article_id = a.id where o.current group by a.id, a.title having count(*) > 1",
    ),
    (
        "Full-text search: gas or a parliament, and no railway",
        "select ref, title, round(rank::numeric, 3) as rank from jrl.search('gas OR parliament -railway', 8)",
    ),
)


def main() -> int:
    console = open_console()
    place = find_default().parent / "demo"
    with ExitStack() as stack:
        server = start_mail_server(stack)
        mails = demo_mails()
        server.append_all(USER, [raw for _, raw in mails])
        console.print(f"A real IMAP server ({type(server).__name__}) on 127.0.0.1 holds {len(mails)} made-up mails.")
        config = write_config(place, server)
        postgres = stack.enter_context(EmbeddedServer(place / "postgres"))
        run_daemon(console, config, postgres, len(mails))
        engine = open_engine(postgres.url)
        stack.callback(engine.dispose)
        show_what_arrived(console, engine)
        for question, statement in QUERIES:
            console.print(f"\n{question}", style="bold")
            console.print(f"  {statement};", style="dim")
            sys.stdout.flush()
            subprocess.run([JRLD, "psql", "-c", config, "--", "-c", statement], check=True)
    jrld = shlex.quote(os.path.relpath(JRLD))
    console.print("The database stays. Go on with:", style="bold")
    console.print(f"  {jrld} psql -c {shlex.quote(str(config))}")
    console.print(f"  {jrld} show 2008-86 -c {shlex.quote(str(config))}")
    return 0


def start_mail_server(stack: ExitStack) -> Any:
    """Dovecot, else pymap, which `make demo` has put into an environment of its own."""
    if find_dovecot():
        return stack.enter_context(DovecotServer())
    return stack.enter_context(PymapServer(TOP / ".pymap" / "bin" / "python"))


def write_config(place: Path, server: Any) -> Path:
    """A new place for the demo's database, and a configuration for it."""
    if place.exists():
        EmbeddedServer(place / "postgres").stop()
        shutil.rmtree(place)
    place.mkdir(parents=True)
    place.chmod(0o755)
    secret = place / "password"
    secret.touch(0o600)
    secret.write_text(server.password)
    config = place / "jrld.yaml"
    config.write_text(
        f"database: {{url: embedded, data: {place / 'postgres'}}}\n"
        "mailboxes:\n"
        f"  - {{name: demo, host: 127.0.0.1, port: {server.port}, tls: none, username: {USER},"
        f" password: {{file: {secret}}}, poll: {{every: 1m}}}}\n"
        "log: {level: warning, format: text}\n",
        encoding="utf-8",
    )
    return config


def run_daemon(console: Console, config: Path, postgres: EmbeddedServer, mails: int) -> None:
    """`jrld run`, until each mail has come to its end; then SIGTERM, as systemd does it."""
    started = time.monotonic()
    daemon = subprocess.Popen([JRLD, "run", "-c", config])
    try:
        engine = open_engine(postgres.url)
        watch(console, daemon, engine, mails)
        engine.dispose()
    finally:
        daemon.send_signal(signal.SIGTERM)
        code = daemon.wait(10)
    console.print(
        f"The daemon took them in and stopped on SIGTERM (exit code {code}), {time.monotonic() - started:.1f} s."
    )


def watch(console: Console, daemon: "subprocess.Popen[bytes]", engine: Engine, mails: int) -> None:
    """A progress bar of the messages that came to an end."""
    columns = (TextColumn("jrld run"), BarColumn(), MofNCompleteColumn(), TextColumn("messages"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=mails)
        deadline = time.monotonic() + WITHIN
        done = 0
        while done < mails:
            if daemon.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"demo: {done} of {mails} messages came to their end; see above")
            time.sleep(0.1)
            done = count_ended(engine)
            progress.update(task, completed=done)


def count_ended(engine: Engine) -> int:
    try:
        states = queries.count_states(engine)
    except Exception as error:
        if "does not exist" not in str(error):
            raise
        return 0
    return sum(states.values()) - states[State.KEPT]


def show_what_arrived(console: Console, engine: Engine) -> None:
    issues = [
        (i.ref, i.date, i.verdict, i.articles, i.revision, sorted({w["code"] for w in i.warnings}), i.subject)
        for i in reversed(queries.list_issues(engine))
    ]
    columns = ("issue", "date", "verdict", "articles#", "revision#", "warnings", "subject")
    console.print(make_table("\nIssues", columns, issues))
    articles = [
        (a.refs, a.title, a.authors, a.source, a.published, a.kind, a.words)
        for a in queries.list_articles(engine, limit=12)
    ]
    total = queries.describe_database(engine).articles
    columns = ("appeared as", "title", "authors", "source", "published", "kind", "words#")
    console.print(make_table(f"\nArticles, the newest {len(articles)} of {total}", columns, articles))
    for state in (State.QUARANTINED, State.IGNORED):
        aside = [(a.id, a.code, a.reason, a.subject) for a in queries.list_set_aside(engine, state)]
        title = f"\n{state.value.capitalize()}: kept whole, with the reason"
        console.print(make_table(title, ("message#", "code", "why", "subject"), aside))


if __name__ == "__main__":
    sys.exit(main())
