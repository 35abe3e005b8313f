"""A new cluster, made whole or not at all: under another name first, with its role and database, then renamed.

The role `jrld` owns the database `jrld`, may make roles and databases and see what the server does, and is no
superuser. The superuser `postgres` has no password, and pg_hba.conf lets nobody in without one: nobody is it over a
connection.
"""

import base64
import hashlib
import hmac
import secrets
import shutil
from collections.abc import Sequence
from pathlib import Path

from jrld.errors import JrldError
from jrld.postgres.account import Account
from jrld.postgres.folder import Folder, sync_folder
from jrld.postgres.problems import ProgramFailed, explain_output
from jrld.postgres.programs import Programs

USER = "jrld"
DATABASE = "jrld"
_SUPERUSER = "postgres"

_ACCESS = """\
# Written by jrld when it made this cluster. From this machine only, and never without a password.
# TYPE  DATABASE  USER  ADDRESS         METHOD
local   all       all                   scram-sha-256
host    all       all   127.0.0.1/32    scram-sha-256
"""

# To be changed by whoever likes; what must hold (fsync, addresses) is said at every start, see process.py.
_SETTINGS = """\
# Written by jrld when it made this cluster; changes stay, and hold from the next start.
# Port, addresses, socket, fsync and log are set by jrld at every start and cannot be changed here.
shared_buffers = 64MB
max_connections = 50
max_wal_size = 512MB
dynamic_shared_memory_type = posix
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
datestyle = 'iso, ymd'
default_text_search_config = 'pg_catalog.english'
password_encryption = 'scram-sha-256'
log_checkpoints = off
log_autovacuum_min_duration = -1
log_line_prefix = '%m [%p] '
"""

# Order and case are the same on every system: by code point, from Postgres itself where it can (17). Full-text search
# asks the system's library what a letter is. With the locale C every character beyond ASCII counts as one, and the
# word in “Kremlin” is not found; so this needs a UTF-8 locale: the first there is.
_CHARACTERS = ("C.UTF-8", "en_US.UTF-8", "UTF-8")
_NO_LOCALE = "invalid locale name"


def make_cluster(folder: Folder, programs: Programs, account: Account, alive: int) -> None:
    """Make the cluster. `alive`: the lock that says something works on it, for the programs to inherit.

    Raises JrldError (StoreUnavailable for a full disk); nothing is there then that the next try stumbles over.
    """
    cluster = folder.root / programs.major
    new = folder.root / f"{programs.major}.new"
    if new.exists():  # of a try that was killed
        shutil.rmtree(new)
    new.mkdir(mode=0o700)
    account.give(new)
    try:
        _initialise(new, programs, account, alive)
        for name, content in (("pg_hba.conf", _ACCESS), ("postgresql.conf", _SETTINGS)):
            # As the server's user: root writes into no folder that another user could lay links in.
            account.run(["/bin/sh", "-c", 'cat > "$1"', "sh", new / name], input=content, keep=alive)
        password = folder.read_password() or secrets.token_urlsafe(24)
        role = f"CREATE ROLE {USER} LOGIN CREATEDB CREATEROLE PASSWORD '{write_verifier(password)}'"
        statements = (role, f"GRANT pg_monitor TO {USER}", f"CREATE DATABASE {DATABASE} OWNER {USER}")
        run_alone(new, programs, account, alive, statements)
        account.run([programs.find("initdb"), "--sync-only", "-D", new], keep=alive)
    except ProgramFailed as error:
        shutil.rmtree(new)
        raise explain_output(folder.root, "the embedded database could not be made", error.output) from error
    folder.keep_password(password)
    new.rename(cluster)
    sync_folder(folder.root)


def _initialise(new: Path, programs: Programs, account: Account, alive: int) -> None:
    arguments: list[str | Path] = [
        programs.find("initdb"),
        *("-D", new, "--username", _SUPERUSER, "--auth", "reject", "--encoding", "UTF8", "--locale", "C"),
        *("--data-checksums", "--no-sync", "--no-instructions"),
    ]
    if int(programs.major) >= 17:
        arguments += ["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
    for locale in _CHARACTERS:
        try:
            account.run([*arguments, "--lc-ctype", locale], keep=alive)
        except ProgramFailed as error:
            if _NO_LOCALE not in error.output:
                raise
        else:
            return
    raise JrldError(
        f"this system has none of the locales {', '.join(_CHARACTERS)}, which the embedded database needs to tell "
        "letters from quotes; install one"
    )


def change_password(folder: Folder, programs: Programs, account: Account, alive: int) -> None:
    """A new password, for a cluster whose own was lost."""
    password = secrets.token_urlsafe(24)
    try:
        statement = f"ALTER ROLE {USER} PASSWORD '{write_verifier(password)}'"
        run_alone(folder.root / programs.major, programs, account, alive, [statement])
    except ProgramFailed as error:
        raise explain_output(folder.root, "the embedded database got no new password", error.output) from error
    folder.keep_password(password)


def run_alone(cluster: Path, programs: Programs, account: Account, alive: int, statements: Sequence[str]) -> None:
    """Run SQL as the superuser, without a server (Postgres' single-user mode)."""
    command: list[str | Path] = [programs.find("postgres"), "--single", "-D", cluster, "-c", "exit_on_error=on"]
    account.run([*command, "postgres"], input="\n".join(statements) + "\n", keep=alive)


def write_verifier(password: str, iterations: int = 4096) -> str:
    """What Postgres stores of a password (RFC 5803, SCRAM-SHA-256): it cannot be turned back.

    Handed over instead of the password, so that no failing statement brings that into a log.
    """
    salt = secrets.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, iterations)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    texts = [base64.b64encode(part).decode() for part in (salt, stored, server)]
    return f"SCRAM-SHA-256${iterations}:{texts[0]}${texts[1]}:{texts[2]}"
