"""The user of the system that the server runs as, and running programs as that user.

Postgres refuses to run as root. Root's server therefore runs as a user that is there already: the owner of the
cluster if there is one, else `postgres`, else `nobody`. No user is ever made. Everyone else's runs as themselves.
"""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from jrld.errors import JrldError
from jrld.postgres.problems import ProgramFailed

_UNPRIVILEGED = ("postgres", "nobody")
# All that the programs see of our environment: no PG* that would change what they do, no secret of jrld's.
_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


@dataclass(frozen=True, slots=True)
class Account:
    """`uid` and `gid`: of the user to become; None to stay who we are."""

    name: str
    uid: int | None = None
    gid: int | None = None

    def run(self, arguments: Sequence[str | Path], *, input: str = "", seconds: float = 120, keep: int = -1) -> str:
        """Run a program to its end, its standard input being `input`. Returns what it wrote.

        `keep`: a descriptor that it inherits. Raises ProgramFailed for an exit code other than 0, and OSError when
        it cannot be run at all.
        """
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        with self._open(arguments, keep, **pipes) as process:
            try:
                output, _ = process.communicate(input, timeout=seconds)
            except BaseException as error:
                process.kill()
                if isinstance(error, subprocess.TimeoutExpired):
                    raise ProgramFailed(f"{Path(arguments[0]).name} did not end in {seconds:.0f} s") from None
                raise
        if process.returncode != 0:
            raise ProgramFailed(output)
        return output

    def launch(self, arguments: Sequence[str | Path], log: IO[bytes], keep: int) -> None:
        """Start a program that outlives us, writing to `log` and inheriting `keep`.

        A shell starts it and ends: it is nobody's child but init's, in a session of its own, so that neither Ctrl-C
        in the terminal nor our end reaches it.
        """
        command = ["/bin/sh", "-c", '"$@" &', "sh", *arguments]
        with self._open(command, keep, stdin=subprocess.DEVNULL, stdout=log, stderr=log):
            pass

    def _open(self, arguments: Sequence[str | Path], keep: int, **files: Any) -> subprocess.Popen[str]:
        privileges: dict[str, Any] = {}
        if self.uid is not None:
            privileges = {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.Popen(  # noqa: S603 - our own programs, as a list
            list(map(str, arguments)),
            text=True,
            errors="replace",
            cwd="/",  # ours may be closed to that user
            env={name: os.environ[name] for name in _KEPT if name in os.environ} | {"LC_ALL": "C"},
            umask=0o077,
            start_new_session=True,
            pass_fds=() if keep < 0 else (keep,),
            **privileges,
            **files,
        )

    def give(self, path: Path) -> None:
        """Hand over what we have just made ourselves."""
        if self.uid is not None:
            os.chown(path, self.uid, self.gid or 0, follow_symlinks=False)

    def find_closed(self, path: Path) -> Path | None:
        """The first folder on the way down to this one that the user may not enter; None if there is none."""
        way = [*reversed(path.parents), path]
        try:
            self.run(["/bin/sh", "-c", 'for f; do [ -x "$f" ] || { printf %s "$f"; exit 1; }; done', "sh", *way])
        except ProgramFailed as closed:
            return Path(closed.output)
        return None

    def can_run(self, program: Path, *files: Path) -> bool:
        """Whether the user may execute the program and read the files."""
        try:
            self.run(["/bin/sh", "-c", 'test -x "$1" && for f; do test -r "$f" || exit; done', "sh", program, *files])
        except ProgramFailed:
            return False
        return True


def choose_account(cluster: Path) -> Account:
    """Who runs the server whose cluster is, or will be, in this folder."""
    if os.geteuid() != 0:
        return Account("this user")
    try:
        owner = pwd.getpwuid(cluster.stat().st_uid)
        if owner.pw_uid != 0:
            return Account(owner.pw_name, owner.pw_uid, owner.pw_gid)
    except (FileNotFoundError, KeyError):
        pass
    for name in _UNPRIVILEGED:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, user.pw_uid, user.pw_gid)
    raise JrldError(
        "Postgres refuses to run as root, and this system has neither a user `postgres` nor `nobody` to run it as; "
        "run jrld as another user"
    )
