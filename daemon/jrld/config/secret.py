"""Secrets: where they are taken from, and that they are never shown."""

import re
import shlex
import stat
import subprocess
from pathlib import Path
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from jrld.config.source import Source, refuse

MAX_BYTES = 64 * 1024

# Mounted there for one service only: Docker's are 0444 by default.
_MOUNTS = tuple(Path(folder) for folder in ("/run/secrets", "/var/run/secrets", "/run/credentials"))
_HOW = "write {env: NAME}, {file: PATH} or {command: …}"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,199}")


class Secret:
    """A password. Shown by `reveal()` and by nothing else."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(
            lambda value, info: _resolve(value, info.context),
            serialization=core_schema.plain_serializer_function_ser_schema(repr),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        text = {"type": "string", "minLength": 1}
        words = {"type": "array", "items": text, "minItems": 1}
        return {
            "type": "object",
            "additionalProperties": False,
            "minProperties": 1,
            "maxProperties": 1,
            "properties": {
                "env": text | {"description": "Name of the environment variable that holds it"},
                "file": text | {"description": "File that holds it, not readable by everybody; one line"},
                "command": {
                    "anyOf": [text, words],
                    "description": "Program that prints it as its first line; run without a shell, 30 s at most",
                },
            },
        }


def _resolve(given: object, source: Source | None) -> Secret:
    """The secret behind `{env: …}`, `{file: …}` or `{command: …}`. Never repeats what was given instead."""
    if isinstance(given, Secret):
        return given
    source = source or Source()
    if not isinstance(given, dict):
        raise refuse(f"a secret is not written into the configuration; {_HOW}")
    if len(given) != 1 or (kind := next(iter(given))) not in _READERS:
        raise refuse(f"{_HOW}, one of them and nothing else")
    try:
        value = _READERS[kind](given[kind], source)
    except ValueError as error:
        raise refuse(str(error), kind) from None
    if not value:
        raise refuse("the secret is empty", kind)
    if any(character < " " or character == "\x7f" for character in value):
        raise refuse("the secret has a line break or another control character in it", kind)
    return Secret(value)


def _read_variable(name: object, source: Source) -> str:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise ValueError("is not the name of an environment variable; write for example {env: JRLD_IMAP_PASSWORD}")
    value = source.environ.get(name)
    if value is None:
        shown = name if name.isupper() else "named here"  # a password in its place is seldom in capitals
        raise ValueError(f"the environment variable {shown} is not set")
    return value


def _read_file(name: object, source: Source) -> str:
    """The file's only line. Refuses a file that everybody may read, as ssh does with keys.

    Its group may (0640 is how a service gets one); files mounted for one service may be 0444.
    """
    if not isinstance(name, str) or not name:
        raise ValueError("is not a path; write for example {file: /etc/jrld/imap-password}")
    path = source.find_path(name)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ValueError(f"{path} is not a file")
        mounted = any(path.resolve().is_relative_to(folder) for folder in _MOUNTS)
        if status.st_mode & 0o006 and not mounted:
            raise ValueError(f"everybody on this machine may read {path}; do: chmod 600 {shlex.quote(str(path))}")
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror or type(error).__name__}") from None
    if len(raw) > MAX_BYTES:
        raise ValueError(f"{path} is over {MAX_BYTES // 1024} KiB")
    return _decode(raw, str(path)).removesuffix("\n").removesuffix("\r")


def _read_output(command: object, source: Source) -> str:
    """The first line of what the program prints; no shell, no standard input."""
    words = _split(command)
    program = Path(words[0]).name
    try:
        done = subprocess.run(  # noqa: S603 - the user's own command, from the user's own file, without a shell
            words,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=source.command_seconds,
            check=False,
            env=dict(source.environ),
            cwd=source.folder,
        )
    except subprocess.TimeoutExpired:
        raise ValueError(f"{program} did not end within {source.command_seconds:g} s") from None
    except OSError as error:
        raise ValueError(f"{program} cannot be run: {error.strerror or type(error).__name__}") from None
    if done.returncode:
        said = " ".join(done.stderr.decode(errors="replace").split())[-200:]
        raise ValueError(f"{program} ended with exit code {done.returncode}: {said or 'it said nothing'}")
    return _decode(done.stdout, program).split("\n", 1)[0].removesuffix("\r")


def _split(command: object) -> list[str]:
    if isinstance(command, list) and command and all(isinstance(word, str) and word for word in command):
        return command
    try:
        words = shlex.split(command) if isinstance(command, str) else []
    except ValueError:
        words = []
    if not words:
        raise ValueError("is not a command; write for example {command: pass show jrl} or {command: [pass, show, jrl]}")
    return words


def _decode(raw: bytes, what: str) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise ValueError(f"what {what} gives is not UTF-8") from None


_READERS = {"env": _read_variable, "file": _read_file, "command": _read_output}
