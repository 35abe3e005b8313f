"""From issues to the file: the template filled in, and put where it is wanted in one move."""

import os
from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from jrld import __version__
from jrld.cli.page.characters import is_address, mark, reveal
from jrld.cli.page.lines import MOST_LINES
from jrld.cli.page.view import READ, Shown

MOST_ISSUES = 100  # in one page: some 10 MB
_BEGIN = '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<meta name="generator" content="jrld'


class PageRefused(Exception):
    """The page cannot be written there."""


def write_page(out: Path, shown: Sequence[Shown]) -> None:
    """Write the page, whole or not at all. Raises PageRefused, with the reason in words.

    A file that is there is replaced only if it is empty or such a page: `--html` before the name of a mail must not
    cost the mail.
    """
    if len(shown) > MOST_ISSUES:
        raise PageRefused(f"{len(shown)} issues are too many for one page; at most {MOST_ISSUES}")
    out = out.resolve()
    try:
        if out.exists() and not _is_ours(out):
            raise PageRefused("there is something else of this name, and it stays")
        draft = out.with_name(f".{out.name[:200]}.{os.getpid()}")
        try:
            with draft.open("x", encoding="utf-8", newline="\n") as file:
                file.writelines(render(shown))
            draft.replace(out)
        finally:
            draft.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise PageRefused(getattr(error, "strerror", None) or type(error).__name__) from error


def _is_ours(out: Path) -> bool:
    if not out.is_file():
        return False
    with out.open("rb") as file:
        return file.read(len(_BEGIN)) in (b"", _BEGIN.encode())


def render(shown: Sequence[Shown]) -> Iterator[str]:
    """The page, in pieces of some size."""
    style = files(__package__).joinpath("page.css").read_text("utf-8")
    stream = _compile().stream(
        begin=Markup(_BEGIN),  # noqa: S704  ours
        version=__version__,
        style=Markup(style),  # noqa: S704  ours
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
        shown=shown,
        origins=READ,
        most_lines=MOST_LINES,
    )
    stream.enable_buffering(200)
    return stream


@cache
def _compile() -> Template:
    """The template; whatever is printed in it is escaped, and a name that is not there is an error."""
    environment = Environment(
        autoescape=True,
        finalize=reveal,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["mark"] = mark
    environment.tests["address"] = is_address
    return environment.from_string(files(__package__).joinpath("page.html.jinja").read_text("utf-8"))
