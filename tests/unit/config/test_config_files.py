"""The configurations that ship with jrld, and the JSON schema for editors."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from config_cases import ENVIRON, MODELS, SHIPPED, load, write_secret
from jrld import config
from jrld.config import (
    ImapMailbox,
    MaildirMailbox,
)


def test_example_loads() -> None:
    """Guards that the example is right, and shows both kinds of mailbox."""
    loaded = config.load(SHIPPED / "jrld.example.yaml", ENVIRON)
    assert [type(mailbox) for mailbox in loaded.mailboxes] == [ImapMailbox, MaildirMailbox]


def test_example_shows_every_option() -> None:
    """Guards that an option is not added without a line for it in the example."""
    lines = (SHIPPED / "jrld.example.yaml").read_text("utf-8")
    shown = set(re.findall(r"(?:^|[{,#-]) *([a-z_]+):(?= |$)", lines, re.MULTILINE))
    assert {key for model in MODELS for key in model.model_fields} <= shown
    assert {"env", "file", "command"} <= shown


def test_alternatives_in_the_example_are_right(file: Path) -> None:
    """Guards what is commented out in the example: each, put in for what it stands beside, still loads."""
    lines = (SHIPPED / "jrld.example.yaml").read_text("utf-8").splitlines()
    commented = [n for n, line in enumerate(lines) if re.match(r" +# [a-z_]+: [^ ]", line)]
    assert len(commented) == 8
    write_secret(file.parent / "password", "another")
    (file.parent / "ca.pem").write_text("")
    for n in commented:
        indent, key = lines[n].split("# ")[0], lines[n].split("# ")[1].split(":")[0]
        changed = [line for line in lines if not line.startswith(f"{indent}{key}:")]
        changed.insert(changed.index(lines[n]), lines[n].replace("# ", "", 1))
        text = "\n".join(changed)
        if "JRLD_DATABASE_PASSWORD" in lines[n]:
            text = text.replace("url: embedded", "url: postgresql://jrld@db/jrld")
        text = text.replace("/etc/jrld/imap-password", "password").replace("pass show mail/jrl", "printf another")
        assert load(file, text, ENVIRON | {"JRLD_DATABASE_PASSWORD": "x"}) != load(file, "\n".join(lines)), lines[n]


def test_container_configuration_loads(file: Path) -> None:
    """Guards the configuration that docker-compose.yml gives to the daemon; its secrets are files."""
    for name in ("database_password", "imap_password"):
        write_secret(file.parent / name, "hunter2\n")
    text = (SHIPPED / "jrld.docker.yaml").read_text("utf-8").replace("/run/secrets/", f"{file.parent}/")
    loaded = load(file, text, {})
    assert loaded.database.address() == "postgresql://jrld:hunter2@database:5432/jrld"
    assert loaded.log.format == "json"


def test_schema_is_current() -> None:
    """Guards editors' help: after a change of the models, `python -m jrld.config > config/jrld.schema.json`."""
    assert (SHIPPED / "jrld.schema.json").read_text("utf-8") == config.write_schema()


def test_schema_describes_every_field() -> None:
    """Guards that an editor, and a message about a missing key, can say what a field is."""
    for model in MODELS:
        assert model.__doc__
        for key, field in model.model_fields.items():
            assert (field.description or "").endswith("."), f"{model.__name__}.{key}"


@pytest.mark.parametrize("name", ["jrld.example.yaml", "jrld.docker.yaml"])
def test_shipped_files_agree_with_the_schema(name: str) -> None:
    """Guards that the schema allows what the loader does: names, required keys, types, enumerations, patterns."""
    text = (SHIPPED / name).read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=./jrld.schema.json\n")
    schema = config.schema()
    assert list(find_violations(YAML(typ="safe", pure=True).load(text), schema, schema["$defs"])) == []


def test_schema_refuses_what_the_loader_refuses() -> None:
    """Guards the check above against seeing nothing."""
    schema = config.schema()
    data = {"mailboxes": [{"name": "x", "maildir": "m", "poll": {"every": "5 m"}}], "log": {"level": "loud"}, "lgo": 1}
    assert len(list(find_violations(data, schema, schema["$defs"]))) == 3


def find_violations(value: Any, schema: dict[str, Any], definitions: dict[str, Any], at: str = "") -> Iterator[str]:
    """As far as this schema goes: $ref, anyOf, oneOf, type, enum, pattern, properties, required, items."""
    if "$ref" in schema:
        schema = definitions[schema["$ref"].rsplit("/", 1)[1]]
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        if all(list(find_violations(value, choice, definitions, at)) for choice in choices):
            yield f"{at}: none of the choices"
        return
    types = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}
    if not isinstance(value, types[schema["type"]]):
        yield f"{at}: not {schema['type']}"
    elif ("enum" in schema and value not in schema["enum"]) or not re.search(schema.get("pattern", ""), str(value)):
        yield f"{at}: not allowed"
    elif isinstance(value, dict):
        yield from (f"{at}.{key}: missing" for key in schema.get("required", []) if key not in value)
        for key, inner in value.items():
            known = schema["properties"].get(key)
            yield from find_violations(inner, known, definitions, f"{at}.{key}") if known else [f"{at}.{key}: unknown"]
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from find_violations(inner, schema["items"], definitions, f"{at}[{n}]")


def test_schema_by_command() -> None:
    """Guards the way to renew the schema."""
    done = subprocess.run([sys.executable, "-m", "jrld.config"], capture_output=True, check=True, text=True)
    assert json.loads(done.stdout) == config.schema()
