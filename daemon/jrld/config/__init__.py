"""YAML + environment → Config; the only reader of either.

yaml        the text as plain values, with the line of each
models      what a configuration is
schedule    durations and cron lines
address     of a Postgres
secret      passwords: from where, and never shown
source      what values are relative to
problems    what is wrong, one line each
"""

import json
import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from platformdirs import user_config_path
from pydantic import ValidationError
from pydantic.json_schema import GenerateJsonSchema

from jrld.config.models import (
    Config,
    DatabaseConfig,
    DigestConfig,
    ImapMailbox,
    LogConfig,
    Mailbox,
    MaildirMailbox,
    PollConfig,
)
from jrld.config.problems import MAX_PROBLEMS, describe, write_line
from jrld.config.secret import Secret
from jrld.config.source import Source
from jrld.config.yaml import MAX_BYTES, Document, read_yaml
from jrld.errors import ConfigError

__all__ = [
    "Config",
    "DatabaseConfig",
    "DigestConfig",
    "ImapMailbox",
    "LogConfig",
    "Mailbox",
    "MaildirMailbox",
    "PollConfig",
    "Secret",
    "default",
    "find_config",
    "is_colour_wanted",
    "load",
    "schema",
]

SYSTEM = Path("/etc/jrld/jrld.yaml")


def default() -> Config:
    """Nothing configured: the embedded database, no mailboxes, JRL from any sender."""
    return Config()


def load(
    path: Path | None = None,
    environ: Mapping[str, str] | None = None,
    formats: Collection[str] | None = None,
    reaches_mailboxes: bool = True,
) -> Config:
    """The configuration in `path`, or in the file that find_config finds, or default().

    `formats`: the digest formats there are; None leaves them unchecked. Paths in the file are relative to its folder;
    secrets are read now, those of the mailboxes only if somebody `reaches_mailboxes`. Raises ConfigError with every
    problem there is.
    """
    environ = os.environ if environ is None else environ
    path = path or find_config(environ)
    if path is None:
        return default()
    document = read_yaml(_read(path))
    source = Source(environ, path.absolute().parent, formats=formats, reaches_mailboxes=reaches_mailboxes)
    config, error = _validate(document, source)
    problems = describe(document, error)
    if config is None or problems:
        lines = [write_line(str(path), problem) for problem in problems]
        more = [f"{path}: and {len(lines) - MAX_PROBLEMS} more"] if len(lines) > MAX_PROBLEMS else []
        raise ConfigError(lines[:MAX_PROBLEMS] + more)
    return config


def _validate(document: Document, source: Source) -> tuple[Config | None, ValidationError | None]:
    """Pydantic's error is returned, not chained: its text repeats what was given."""
    try:
        return Config.model_validate(document.data, context=source), None
    except ValidationError as error:
        return None, error


def _read(path: Path) -> bytes:
    """The file, or a little more of it than is allowed."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ConfigError([f"{path}: cannot be read: {error.strerror or type(error).__name__}"]) from None


def find_config(environ: Mapping[str, str] | None = None) -> Path | None:
    """The first there is of: JRLD_CONFIG, ./config/jrld.yaml, the XDG place, /etc/jrld/jrld.yaml.

    JRLD_CONFIG counts even when there is no such file: what somebody asked for is not passed over in silence.
    """
    environ = os.environ if environ is None else environ
    if asked := environ.get("JRLD_CONFIG"):
        return Path(asked)
    home = Path(environ.get("XDG_CONFIG_HOME", ""))  # a relative one is to be ignored, says the XDG specification
    user = home / "jrld" if home.is_absolute() else user_config_path("jrld")
    places = (Path("config/jrld.yaml"), user / "jrld.yaml", SYSTEM)
    return next((place for place in places if os.path.isfile(place)), None)  # noqa: PTH113 - False where it may not look


def is_colour_wanted(environ: Mapping[str, str] | None = None) -> bool:
    """False when NO_COLOR (https://no-color.org) is set to anything, or the terminal is a dumb one."""
    environ = os.environ if environ is None else environ
    return not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


class _Schema(GenerateJsonSchema):
    """Without a title on every field that only repeats its name."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schema() -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of the configuration, for editors."""
    return {"$schema": _Schema.schema_dialect} | Config.model_json_schema(schema_generator=_Schema)


def write_schema() -> str:
    """What config/jrld.schema.json holds: `python -m jrld.config > config/jrld.schema.json`."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
