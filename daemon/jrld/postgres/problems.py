"""What went wrong, in a sentence for a person: what, where, and what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jrld.errors import ConfigError, JrldError, StoreUnavailable

_FULL = {errno.ENOSPC, errno.EDQUOT}
_FULL_WORDS = ("No space left on device", "Disk quota exceeded")
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS}
_LINES = 12


class ProgramFailed(Exception):
    """A program ended with an error; `output` is all that it wrote."""

    def __init__(self, output: str) -> None:
        super().__init__(output)
        self.output = output


def refuse_place(data: Path, why: str) -> ConfigError:
    """The folder cannot be used; `why` ends the sentence that begins with the folder."""
    return ConfigError([f"database.data: {data} {why}"])


def explain_output(data: Path, what: str, output: str) -> JrldError:
    """The error for a program of Postgres that failed: the last lines that it wrote."""
    if any(words in output for words in _FULL_WORDS):
        return no_space(data)
    if "could not look up effective user ID" in output:
        return JrldError(
            f"{what}: this user has no name (no line in /etc/passwd), which Postgres asks for; "
            "give it one, or write the address of another database as database.url"
        )
    lines = [line for line in output.strip().split("\n") if line.strip()][-_LINES:]
    said = "\n".join(f"  {line.rstrip()}" for line in lines) or "  (nothing)"
    return JrldError(f"{what}; data: {data}; it said:\n{said}")


def no_space(data: Path) -> StoreUnavailable:
    return StoreUnavailable(f"the embedded database has no space left on the disk of {data}: make room there")


@contextmanager
def explained(data: Path) -> Iterator[None]:
    """Errors of the system about our folder become errors of jrld."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        if error.errno in _FULL:
            raise no_space(data) from error
        where = error.filename or data
        if error.errno in _REFUSED:
            raise refuse_place(
                data, f"cannot be used by this user ({where}: {reason}); name a folder of yours as database.data"
            ) from error
        if error.errno in _NO_LOCKS:
            raise refuse_place(data, f"is on a file system without locks ({reason}); name one on a disk") from error
        raise JrldError(f"the embedded database in {data} failed: {where}: {reason}") from error
