"""Secrets: where they come from, what is said when they do not, and that nothing shows them."""

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from config_cases import ENVIRON, MAILBOX, find_imap, find_problems, load, with_password, write_secret
from jrld.config import Config, DatabaseConfig, Secret
from jrld.config.source import Source


@pytest.mark.parametrize(
    ("content", "secret"),
    [("hunter2", "hunter2"), ("hunter2\n", "hunter2"), ("a b\r\n", "a b"), ("pässwörd \n", "pässwörd ")],
)
def test_secret_in_a_file(file: Path, content: str, secret: str) -> None:
    """Guards that a file's one line break goes, and nothing else of it."""
    write_secret(file.parent / "password", content)
    assert find_imap(load(file, with_password("{file: password}"))).password.reveal() == secret


@pytest.mark.parametrize(("mode", "fine"), [(0o400, True), (0o640, True), (0o644, False), (0o602, False)])
def test_secret_that_everybody_may_read(file: Path, mode: int, fine: bool) -> None:
    """Guards against a password that every user of the machine can read; a group is how a service gets one."""
    path = write_secret(file.parent / "password", "hunter2", mode)
    text = with_password("{file: password}")
    if fine:
        assert find_imap(load(file, text)).password.reveal() == "hunter2"
    else:
        assert find_problems(file, text) == [
            f"5: mailboxes[0].password.file: everybody on this machine may read {path}; do: chmod 600 {path}"
        ]


@pytest.mark.parametrize(
    ("command", "secret"),
    [
        ("printf 'hunter2'", "hunter2"),
        ("[printf, '%s\\nuser: reader\\n', hunter 2]", "hunter 2"),
        ("printf '%s' '$HOME;x'", "$HOME;x"),
        ("printenv HOME", "/home/reader"),
        ("./secret.sh", "from here"),
    ],
)
def test_secret_from_a_command(file: Path, command: str, secret: str) -> None:
    """Guards that the first line counts, that no shell reads the command, and where and with what it runs."""
    (file.parent / "secret.sh").write_text("#!/bin/sh\necho from here\n")
    (file.parent / "secret.sh").chmod(0o700)
    quoted = command if command.startswith("[") else json.dumps(command)
    assert find_imap(load(file, with_password(f"{{command: {quoted}}}"))).password.reveal() == secret


SECRET_MISTAKES = [
    ("hunter2", "password: a secret is not written into the configuration; write {env: NAME}, {file: PATH} or"),
    ("12345678", "password: a secret is not written into the configuration; write {env: NAME}"),
    ("[hunter2]", "password: a secret is not written into the configuration; write {env: NAME}"),
    ("{value: hunter2}", "password: write {env: NAME}, {file: PATH} or {command: …}, one of them and nothing else"),
    ("{hunter2: x}", "password: write {env: NAME}, {file: PATH} or {command: …}, one of them and nothing else"),
    ("{env: A, file: b}", "password: write {env: NAME}, {file: PATH} or {command: …}, one of them and nothing else"),
    ("{}", "password: write {env: NAME}, {file: PATH} or {command: …}, one of them and nothing else"),
    ("{env: hunter2!}", "password.env: is not the name of an environment variable; write for example"),
    ("{env: hunter2}", "password.env: the environment variable named here is not set"),
    ("{env: EMPTY}", "password.env: the secret is empty"),
    ("{env: CONTROL}", "password.env: the secret has a line break or another control character in it"),
    ("{file: absent}", "password.file: {folder}/absent cannot be read: No such file or directory"),
    ("{file: .}", "password.file: {folder} is not a file"),
    ("{file: two-lines}", "password.file: the secret has a line break or another control character in it"),
    ("{file: latin-1}", "password.file: what {folder}/latin-1 gives is not UTF-8"),
    ("{file: big}", "password.file: {folder}/big is over 64 KiB"),
    ("{file: 5}", "password.file: is not a path; write for example"),
    ("{command: absent-program hunter2}", "password.command: absent-program cannot be run: No such file or directory"),
    (
        "{command: 'sh -c ''echo hunter2; echo locked >&2; exit 3'''}",
        "password.command: sh ended with exit code 3: locked",
    ),
    ("{command: 'unbalanced \"hunter2'}", "password.command: is not a command; write for example"),
    ("{command: []}", "password.command: is not a command; write for example"),
    ("{command: 'true'}", "password.command: the secret is empty"),
    ("!hunter2", "password: tags (!) are not used here; text that begins with ! needs quotes"),
    ("*hunter2", "password: anchors (&) and aliases (*) are not used here; text with them needs quotes"),
    ("&hunter2", "password: anchors (&) and aliases (*) are not used here; text with them needs quotes"),
    ("{{ hunter2 }}", "password: has something that is no word for a key; text with { or [ needs quotes"),
]


@pytest.mark.parametrize(("password", "problem"), SECRET_MISTAKES, ids=[password for password, _ in SECRET_MISTAKES])
def test_secret_that_cannot_be_had(file: Path, password: str, problem: str) -> None:
    """Guards the words for each way in which a secret is missing, and that none of them repeats it."""
    write_secret(file.parent / "two-lines", "hunter2\nhunter2\n")
    write_secret(file.parent / "big", "hunter2" * 10_000)
    (file.parent / "latin-1").write_bytes(b"hunter2\xe9")
    (file.parent / "latin-1").chmod(0o600)
    environ = {"EMPTY": "", "CONTROL": "hunter2\n", "PATH": ENVIRON["PATH"]}
    (found,) = find_problems(file, with_password(password), environ=environ)
    assert found.startswith(f"5: mailboxes[0].{problem.replace('{folder}', str(file.parent))}")
    assert "hunter2" not in found


def test_command_that_does_not_end() -> None:
    """Guards that a program which waits for ever does not keep the daemon from saying so."""
    source = Source({"PATH": ENVIRON["PATH"]}, command_seconds=0.2)
    began = time.monotonic()
    with pytest.raises(ValidationError, match=r"sleep did not end within 0.2 s"):
        DatabaseConfig.model_validate(
            {"url": "postgresql://u@h/d", "password": {"command": "sleep 60"}}, context=source
        )
    assert time.monotonic() - began < 10


@given(
    password=st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=8, max_size=40).filter(
        lambda text: len(text.strip()) >= 8 and not text.isalpha() and not re.fullmatch("[A-Z0-9_]+", text)
    ),
    place=st.sampled_from(
        ["{}", "[{}]", "{{value: {}}}", "{{env: {}}}", "{{env: X, file: {}}}", "{{command: [{}, 5]}}"]
    ),
    quoted=st.booleans(),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_message_repeats_a_secret(file: Path, password: str, place: str, quoted: bool) -> None:
    """Guards logs and terminals: whatever is written for a password, in or out of quotes, is not repeated.

    But for the name of a variable in capitals, which is told when it is not set.
    """
    value = place.replace("{{", "{").replace("}}", "}").replace("{}", json.dumps(password) if quoted else password)
    problems = find_problems(file, with_password(value), environ={})
    assert not any(password in problem.replace(str(file), "") for problem in problems)


def test_no_representation_shows_a_secret(file: Path) -> None:
    """Guards repr, str, dumps and tracebacks of a configuration."""
    loaded = load(file, MAILBOX + "database: {url: 'postgresql://me@db/jrl', password: {env: JRLD_IMAP_PASSWORD}}\n")
    shown = f"{loaded} {loaded!r} {loaded.model_dump()} {loaded.model_dump_json()} {loaded.database.password}"
    assert "hunter2" not in shown
    with pytest.raises(ValidationError) as caught:
        Config.model_validate({"mailboxes": [{"name": "x", "password": "hunter2"}]})
    assert "hunter2" not in str(caught.value)


def test_mailbox_secrets_are_left_alone_by_who_only_asks_the_database(file: Path) -> None:
    """Guards `jrld status` beside a service whose credentials are its own: a secret out of reach is no mistake then."""
    text = with_password("{file: /run/credentials/jrld.service/imap-password}")
    assert find_problems(file, text) != []
    assert find_imap(load(file, text, reaches_mailboxes=False)).password == Secret("")
    assert find_problems(file, with_password("hunter2"), reaches_mailboxes=False) != []
