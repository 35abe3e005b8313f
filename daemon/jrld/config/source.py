"""Where a configuration is read from: what its values are relative to, and how a value is refused."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic_core import PydanticCustomError


@dataclass(frozen=True, slots=True)
class Source:
    """The surroundings of one configuration; pydantic's context while it is validated."""

    environ: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None  # of the file; None for models that are made in code
    command_seconds: float = 30.0  # how long a command may take to print a secret
    formats: Collection[str] | None = None  # the digest formats there are; None: not checked
    reaches_mailboxes: bool = True  # False: their secrets are not read, for what only asks the database

    def find_path(self, written: str) -> Path:
        """The path as written, `~` expanded, relative to the configuration's folder."""
        path = Path(written)
        if written == "~" or written.startswith("~/"):
            path = Path(self.environ.get("HOME") or Path.home()) / written[2:]
        return path if self.folder is None else self.folder / path


def refuse(problem: str, *below: str | int) -> PydanticCustomError:
    """The error to raise in a validator; `below` leads from the field to the part that is wrong."""
    return PydanticCustomError("refused", "{problem}", {"problem": problem, "below": below})


def show(value: object) -> str:
    """The value in a message: one short line."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{value}"' if len(value) <= 60 else f'"{value[:60]}…"'
        case int() | float():
            return f"the number {value}"
        case list() | tuple():
            return "a list"
        case dict():
            return "keys with values"
        case _:
            return f"a {type(value).__name__}"
