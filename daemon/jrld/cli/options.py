"""What the commands have in common."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "-c",
        "--config",
        metavar="FILE",
        help="The configuration. Default: JRLD_CONFIG, ./config/jrld.yaml, ~/.config/jrld/jrld.yaml,"
        " /etc/jrld/jrld.yaml, or none: the embedded database and no mailboxes.",
    ),
]


def add_command(
    group: typer.Typer, example: str, name: str | None = None, **settings: Any
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A command of the group, whose help ends in an example."""
    return group.command(name, epilog=f"Example: {example}", **settings)


def end(code: int) -> None:
    if code:
        raise typer.Exit(code)
