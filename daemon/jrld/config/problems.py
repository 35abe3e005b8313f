"""What pydantic found wrong → one line a problem, with its line in the file and what would be right."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from jrld.config.models import (
    Config,
    DatabaseConfig,
    DigestConfig,
    ImapMailbox,
    LogConfig,
    MaildirMailbox,
    PollConfig,
    find_repeated,
)
from jrld.config.source import show
from jrld.config.yaml import Document, KeyPath, Problem

MAX_PROBLEMS = 100
MAX_LENGTH = 500  # characters of a problem

# The model that reads what stands under this key; "imap" and "maildir" are the tags in pydantic's paths.
_MODELS: dict[str | int, type[BaseModel]] = {
    "database": DatabaseConfig,
    "imap": ImapMailbox,
    "maildir": MaildirMailbox,
    "poll": PollConfig,
    "digests": DigestConfig,
    "log": LogConfig,
}


def describe(document: Document, error: ValidationError | None) -> list[Problem]:
    """Every problem once, by line. One that lies within a value which is no YAML already is left out."""
    broken = {path for _, path, _ in document.problems if path}
    found = list(document.problems)
    for path, problem in [*_find_invalid(error), *_find_repeated_names(document.data)]:
        if not any(path[:end] in broken for end in range(1, len(path) + 1)):
            found.append((_find_line(document, path), path, problem))
    return sorted(dict.fromkeys(found), key=lambda problem: problem[0] or 0)


def write_line(file: str, problem: Problem) -> str:
    """`jrld.yaml:3: mailboxes[0].port: …`, without control characters."""
    line, path, what = problem
    where = f"{write_path(path)}: " if path else ""
    text = f"{file}:{line}: {where}{what}"
    text = "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in text)
    return text if len(text) <= MAX_LENGTH else f"{text[:MAX_LENGTH]}…"


def write_path(path: KeyPath) -> str:
    """`mailboxes[0].poll.every`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def _find_invalid(error: ValidationError | None) -> Iterator[tuple[KeyPath, str]]:
    """Each of pydantic's errors, but those that follow from another."""
    details = error.errors(include_url=False) if error else []
    unknown = {detail["loc"] for detail in details if detail["type"] == "extra_forbidden"}
    missing = {detail["loc"] for detail in details if detail["type"] == "missing"}
    missing -= {(*place[:-1], _find_near(place)) for place in unknown}  # it is there, misspelt
    for detail in details:
        place = detail["loc"]
        if not _is_consequence(detail, unknown, missing):
            path = place[:2] + place[3:] if place[0] == "mailboxes" else place  # without the tag
            yield (*path, *detail.get("ctx", {}).get("below", ())), _say(detail, place)


def _is_consequence(detail: ErrorDetails, unknown: set[KeyPath], missing: set[KeyPath]) -> bool:
    """Whether the error goes away with another one."""
    place = detail["loc"]
    host = (*place[:-1], "host")
    match detail["type"]:
        case "default_factory_not_called":  # the field that it depends on is wrong
            return True
        case "too_short":  # its items are wrong: pydantic counts those that are right
            return bool(detail["input"])
        case "missing":  # without a host, nobody knows that it is to be IMAP
            return place not in missing or (place[-1] in ("username", "password") and host in missing)
        case "extra_forbidden":  # a mailbox of both kinds
            return place != host and host in unknown and place[-1] in ImapMailbox.model_fields
    return False


def _find_repeated_names(data: dict[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    """Also when something else is wrong, so that pydantic's own look at the names is not reached."""
    for key in ("mailboxes", "digests"):
        sections = data.get(key)
        items = sections if isinstance(sections, list) else []
        names = [item.get("name") if isinstance(item, dict) else None for item in items]
        for index, problem in find_repeated(names):
            yield (key, index, "name"), problem


def _find_line(document: Document, path: KeyPath) -> int | None:
    """Of the path, or of the nearest that holds it."""
    while path and path not in document.lines:
        path = path[:-1]
    return document.lines.get(path, 1)


def _say(detail: ErrorDetails, place: KeyPath) -> str:
    """What is wrong, and what would be right."""
    given = show(detail["input"])
    context = detail.get("ctx", {})
    match detail["type"]:
        case "refused":
            return str(context["problem"])
        case "missing":
            return _say_missing(place)
        case "extra_forbidden":
            return _say_unknown(place)
        case "literal_error":
            return f"{given} is not one of {str(context['expected']).replace(chr(39), '').replace(' or ', ', ')}"
        case "string_type":
            quotes = "; write it in quotes" if isinstance(detail["input"], bool | int | float) else ""
            return f"{given} is not text{quotes}"
        case "string_too_long":
            return "is over 1,000 characters"
        case "is_instance_of":  # of Path
            return f"{given} is not a path"
        case "int_type" | "int_from_float":
            return f"{given} is not a whole number"
        case "tuple_type":
            return f"{given} is not a list; write [ ] around it, or - before each"
        case "model_type" | "model_attributes_type":
            return f"{given} stands where keys with values should"
        case "string_pattern_mismatch":
            return f"{given} does not fit. {_find_description(place)}"
        case "string_too_short" | "too_short":
            return "is empty; take it out for the default, or write at least one"
        case "greater_than_equal" | "less_than_equal":
            return f"{given} is out of range; from 1 to 65535"
        case _:
            return f"{given}: {detail['msg']}"


def _find_model(place: KeyPath) -> type[BaseModel]:
    """The model that has the last part of a pydantic path as its key."""
    parents = [_MODELS[part] for part in place[:-1] if part in _MODELS]
    return parents[-1] if parents else Config


def _find_description(place: KeyPath) -> str:
    words = [part for part in place if isinstance(part, str)]
    field = _find_model(place).model_fields.get(words[-1])
    return (field.description if field else None) or "it needs a value"


def _say_missing(place: KeyPath) -> str:
    if place[-1] == "host":
        return "missing; write `host` for an IMAP server, or `maildir` for a folder"
    return f"missing. {_find_description(place)}"


def _find_near(place: KeyPath) -> str | None:
    """The key that is meant by a misspelt one."""
    near = get_close_matches(str(place[-1])[:60], _find_model(place).model_fields, n=1)
    return near[0] if near else None


def _say_unknown(place: KeyPath) -> str:
    model = _find_model(place)
    if model is MaildirMailbox and place[-1] in ImapMailbox.model_fields:
        return "is for IMAP mailboxes, and this one has `maildir`; keep one of the two"
    near = _find_near(place)
    return (
        f'unknown key; did you mean "{near}"?' if near else f"unknown key; there are: {', '.join(model.model_fields)}"
    )
