"""Locks that the kernel releases when their holder ends, even by SIGKILL (flock).

A lock belongs to an open file: who inherits the file's descriptor holds the lock with it, and it is free when the
last of them has closed it or is gone.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jrld.errors import StoreUnavailable

PAUSE = 0.01  # seconds between two looks at something that only looking tells


def open_lock(path: Path) -> int:
    """A descriptor to lock with, not inherited by other programs. The file is made if it is not there."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)


def try_lock(descriptor: int, *, shared: bool = False) -> bool:
    """Lock, or change the lock, if it can be done at once."""
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def wait_lock(descriptor: int, seconds: float) -> bool:
    """Lock alone, waiting for the others at most that long."""
    deadline = time.monotonic() + seconds
    while not try_lock(descriptor):
        if time.monotonic() > deadline:
            return False
        time.sleep(PAUSE)
    return True


def is_locked(path: Path) -> bool:
    """Whether somebody holds it alone. Makes no file."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return False
    try:
        return not try_lock(descriptor, shared=True)
    finally:
        os.close(descriptor)


@contextmanager
def held(path: Path, seconds: float) -> Iterator[None]:
    """Hold a lock alone. Raises StoreUnavailable when another holds it for longer than `seconds`."""
    descriptor = open_lock(path)
    try:
        if not wait_lock(descriptor, seconds):
            raise StoreUnavailable(
                f"another jrld has been starting or stopping the embedded database for {seconds:.0f} s"
            )
        yield
    finally:
        os.close(descriptor)
