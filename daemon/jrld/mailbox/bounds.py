"""How much of a mailbox is held in memory at once, and which times in it are believed. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import TypeVar

MAX_MESSAGE_BYTES = 100 * 1024 * 1024
"""The largest message that is read, from wherever. An issue of a digest has less than 1 MB."""

MAX_UIDS = 20_000  # of one listing: their answer in one line stays far under imaplib's limit of 1 MB
MAX_BATCH = 50  # messages of one fetch
MAX_BATCH_BYTES = 16 * 1024 * 1024  # of one fetch; a larger message comes alone

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC).timestamp()  # archives have files and separators of 1970
_LATEST = datetime(2200, 1, 1, tzinfo=UTC).timestamp()

Item = TypeVar("Item")


def cut(items: Iterable[Item], count: int) -> Iterator[list[Item]]:
    """Cut into lists of at most `count`, in order (itertools.batched is of Python 3.12)."""
    rest = iter(items)
    while piece := list(islice(rest, count)):
        yield piece


def make_batches(
    sizes: Mapping[int, int], count: int = MAX_BATCH, in_bytes: int = MAX_BATCH_BYTES
) -> Iterator[list[int]]:
    """Group UIDs, in the order given, so that no group has more than `count` messages or `in_bytes` bytes.

    `sizes`: bytes by UID. A message that is larger than `in_bytes` is a group of its own.
    """
    batch: list[int] = []
    held = 0
    for uid, size in sizes.items():
        if batch and (len(batch) == count or held + size > in_bytes):
            yield batch
            batch, held = [], 0
        batch.append(uid)
        held += size
    if batch:
        yield batch


def read_time(seconds: float) -> datetime | None:
    """Seconds since 1970 as UTC; None for what no message's time can be."""
    return datetime.fromtimestamp(seconds, UTC) if _EARLIEST < seconds < _LATEST else None
