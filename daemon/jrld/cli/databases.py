"""`jrld migrate`, `jrld psql`, `jrld db url`, `jrld db stop`."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from jrld.cli import FAILED
from jrld.cli.console import complain, load_config
from jrld.database import Database, connect, prepare
from jrld.postgres import EmbeddedServer, find_psql
from jrld.store.engine import split_password
from jrld.store.schema import HEAD
from jrld.store.schema import migrate as migrate_schema


def migrate(path: Path | None) -> int:
    config = load_config(path)
    with connect(config.database) as database:
        steps = migrate_schema(database.engine)
    for step in steps:
        print(f"migrated to {step}")
    if not steps:
        print(f"the schema is up to date ({HEAD})")
    return 0


def psql(path: Path | None, arguments: list[str]) -> int:
    """psql on the database, with the terminal's signals its own: Ctrl-C is for the query. Returns its exit code."""
    config = load_config(path)
    with connect(config.database) as database:
        if database.server:
            prepare(database)
        program = _find_psql(database)
        address, password = split_password(database.engine)
        environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
        handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            # The user's own arguments for the user's own psql, without a shell; the password never among them.
            done = subprocess.run([program, address, *arguments], env=environment, check=False)  # noqa: S603
        finally:
            signal.signal(signal.SIGINT, handler)
    return done.returncode


def _find_psql(database: Database) -> str | Path:
    """The embedded server's own; for another one the system's if there is one, which can do TLS."""
    if database.server:
        return find_psql(database.server.binaries)
    return shutil.which("psql") or find_psql()


def print_url(path: Path | None) -> int:
    config = load_config(path)
    with connect(config.database) as database:
        if database.server:
            prepare(database)
            database.server.stay()
            if sys.stdout.isatty():
                print("(the server stays up until: jrld db stop)", file=sys.stderr)
        print(database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False))
    return 0


def stop(path: Path | None) -> int:
    config = load_config(path)
    if config.database.address() is not None:
        complain("the database is not the embedded one: only its owner can stop it")
        return FAILED
    stopped = EmbeddedServer(config.database.data, config.database.binaries).stop()
    print("stopped" if stopped else "it was not running")
    return 0
