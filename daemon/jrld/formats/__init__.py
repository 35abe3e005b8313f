"""The digest formats, one file each: found, not listed. A file here is a format; there is nothing to register."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from jrld.model import Issue, Mail, Reading


@dataclass(frozen=True, slots=True)
class Format:
    """A declaration: how sure one is of a reading (0: not of this format, 1: certain), and how it is read.

    `most` is the surest that one can be, told at a glance: of a reading of which another format is as sure, this one
    is not asked.
    """

    name: str
    digest: str
    recognise: Callable[[Mail, Reading], float]
    dissect: Callable[[Mail, Reading], Issue]
    most: Callable[[Reading], float] = lambda _: 1.0


@cache
def find_formats() -> tuple[Format, ...]:
    """Every format in this folder, by name. Each module declares `FORMAT`."""
    names = sorted(module.name for module in iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}").FORMAT for name in names)
