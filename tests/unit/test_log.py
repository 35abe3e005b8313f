"""The log: one event a line that a machine can read, without secrets, bodies or the wire."""

import io
import json
import logging
import time
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jrld.config import Secret
from jrld.log import MAX_LENGTH, clean, configure, get_logger


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    """What configure() sets is the process's, and other tests' too."""
    root, ours = logging.getLogger(), logging.getLogger("jrld")
    before = (root.level, ours.level, list(root.handlers))
    yield
    logging.captureWarnings(capture=False)
    root.setLevel(before[0])
    ours.setLevel(before[1])
    root.handlers[:] = before[2]


@pytest.fixture
def stream() -> io.StringIO:
    """A stream to which events go as JSON."""
    stream = io.StringIO()
    configure("debug", "json", stream)
    return stream


def read(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


log = get_logger("jrld.test")


def test_event_as_json(stream: io.StringIO) -> None:
    """Guards the fields that whoever collects the log relies on, the time in UTC among them."""
    log.info("polled", mailbox="jrl", new=3, share=0.5, path=Path("/x"), empty=None)
    (event,) = read(stream)
    at = datetime.fromisoformat(event.pop("timestamp"))
    assert at.tzinfo == UTC
    assert abs((datetime.now(UTC) - at).total_seconds()) < 60
    assert event == {
        "event": "polled",
        "level": "info",
        "logger": "jrld.test",
        "mailbox": "jrl",
        "new": 3,
        "share": 0.5,
        "path": "/x",
        "empty": None,
    }


def test_auto_is_text_on_a_terminal_and_json_elsewhere() -> None:
    """Guards `auto`, and that colours are for terminals and only when wanted."""
    shown = {}
    for name, stream, format_, colour in (
        ("pipe", io.StringIO(), "auto", True),
        ("terminal", Terminal(), "auto", True),
        ("no colour", Terminal(), "auto", False),
        ("text in a pipe", io.StringIO(), "text", True),
        ("json on a terminal", Terminal(), "json", True),
    ):
        configure("info", format_, stream, colour=colour)  # type: ignore[arg-type] # the literals, from a table
        log.info("polled", new=3)
        shown[name] = stream.getvalue()
    assert [name for name, text in shown.items() if text.startswith("{")] == ["pipe", "json on a terminal"]
    assert [name for name, text in shown.items() if "\x1b[" in text] == ["terminal"]
    assert all(text.count("\n") == 1 for text in shown.values())
    assert "new=3" in shown["no colour"]


def test_level_is_for_jrld_and_others_are_quiet() -> None:
    """Guards that debugging jrld does not open other packages' floodgates: imapclient records the wire."""
    stream = io.StringIO()
    logging.getLogger("imapclient.imaplib").setLevel(logging.DEBUG)
    configure("debug", "json", stream)
    log.debug("seen")
    for name in ("imapclient.imaplib", "imapclient.imapclient", "apscheduler.scheduler", "sqlalchemy.engine"):
        logging.getLogger(name).info("hidden")
        logging.getLogger(name).warning("told %s", name)
    configure("warning", "json", stream)
    log.info("hidden")
    log.warning("seen")
    assert [event["event"] for event in read(stream)] == [
        "seen",
        "told imapclient.imaplib",
        "told imapclient.imapclient",
        "told apscheduler.scheduler",
        "told sqlalchemy.engine",
        "seen",
    ]


def test_configured_twice_logs_once(stream: io.StringIO) -> None:
    """Guards against doubled lines, and that other handlers (a test's, an embedder's) stay."""
    other = logging.NullHandler()
    logging.getLogger().addHandler(other)
    configure("info", "json", stream)
    log.info("once")
    assert len(read(stream)) == 1
    assert other in logging.getLogger().handlers


def test_warnings_are_events(stream: io.StringIO) -> None:
    """Guards that Python's own warnings do not break into the log as bare text."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        configure("info", "json", stream)
        warnings.warn("something is old", stacklevel=1)
        (event,) = read(stream)
        logging.captureWarnings(capture=False)
    assert event["logger"] == "py.warnings"
    assert "something is old" in event["event"]


@pytest.mark.parametrize("format_", ["text", "json"])
def test_secrets_are_masked(format_: str) -> None:
    """Guards passwords under a telling key, in an address, in an assignment, nested, and in a traceback."""
    stream = io.StringIO()
    configure("info", format_, stream)  # type: ignore[arg-type] # the literals, from a table
    log.info(
        "connected to postgresql://me:hunter2@db/jrl",
        password="hunter2",
        imap_password=b"hunter2",
        Authorization="hunter2",
        access_token="hunter2",
        options={"client_secret": "hunter2", "urls": ["imaps://me:hunter2@host", "x?password=hunter2&a=b"]},
        secret_object=Secret("hunter2"),
        given=Secret("hunter2"),
        key_value="host=db password=hunter2 user=me",
        long="x" * (MAX_LENGTH - 25) + " postgresql://me:hunter2-hunter2@db",
    )
    try:
        raise ConnectionError("cannot reach postgresql://me:hunter2@db")
    except ConnectionError:
        log.exception("failed")
        logging.getLogger("elsewhere").exception("failed at %s", "imap://u:hunter2@h", extra={"token": "hunter2"})
    assert "hunter2" not in stream.getvalue()
    assert "postgresql://me:***@db" in stream.getvalue()


def test_what_looks_like_a_secret_but_is_none(stream: io.StringIO) -> None:
    """Guards the figures and addresses that one does want to read."""
    log.info("x", tokens=12, url="http://example.org:8080/a@b", has_password=True, mail="me@example.org", password=None)
    (event,) = read(stream)
    assert (event["tokens"], event["has_password"], event["password"]) == (12, True, None)
    assert (event["url"], event["mail"]) == ("http://example.org:8080/a@b", "me@example.org")


def test_bodies_are_cut(stream: io.StringIO) -> None:
    """Guards that no event carries a message, whatever it is handed."""
    log.info("y" * 5000, body="z" * 10**6, raw=b"z" * 10**6, lines=["z" * 2000] * 1000, nested={"a": {"b": "z" * 5000}})
    (event,) = read(stream)
    assert event["body"] == "z" * MAX_LENGTH + "… (1,000,000 characters)"
    assert event["raw"] == "1000000 bytes"
    assert len(event["event"]) < MAX_LENGTH + 50
    assert len(event["nested"]["a"]["b"]) < MAX_LENGTH + 50
    assert len(stream.getvalue()) < 60_000


def test_traceback_is_one_line_of_json_without_variables(stream: io.StringIO) -> None:
    """Guards that a bug is one event, with its chain and its frames, and without what the frames held."""
    held = "the body of a letter"
    try:
        try:
            raise KeyError("inner")
        except KeyError as error:
            raise ValueError("outer\nof two lines") from error
    except ValueError:
        log.exception("failed", length=len(held))
    (event,) = read(stream)
    assert [each["exc_type"] for each in event["exception"]] == ["ValueError", "KeyError"]
    assert event["exception"][0]["frames"][0]["name"] == "test_traceback_is_one_line_of_json_without_variables"
    assert held not in stream.getvalue()


def test_text_cannot_be_forged() -> None:
    """Guards against a mail that writes log lines, colours or right-to-left marks by its subject or its error."""
    stream = io.StringIO()
    configure("info", "text", stream)
    log.info("a\nb", subject="x\n2026-01-01 [info] forged \x1b[31m \u202e \x85")
    try:
        raise ValueError("x\n2026-01-01 [info] forged \x1b[31m")
    except ValueError:
        log.exception("failed")
    lines = stream.getvalue().splitlines()
    assert [line for line in lines if line.startswith("2026-01-01")] == []
    assert sum(not line.startswith("    ") for line in lines) == 2
    assert not any(mark in stream.getvalue() for mark in "\x1b\u202e\x85")


_ANY = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(), st.text(), st.binary(), st.datetimes()
    ),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner) | st.tuples(inner),
    max_leaves=20,
)


@settings(deadline=None)
@given(event=st.text(), values=st.dictionaries(st.text(min_size=1, max_size=10).map("x_{}".format), _ANY, max_size=5))
def test_anything_is_one_line(event: str, values: dict[str, Any]) -> None:
    """Guards both formats: any value, lone surrogates and NaN among them, is one line, and JSON is JSON."""
    for format_ in ("json", "text"):
        stream = io.StringIO()
        configure("info", format_, stream)
        log.info(event.replace("%", ""), **values)
        (line,) = stream.getvalue().splitlines()
        if format_ == "json":
            assert json.loads(line, parse_constant=pytest.fail)["level"] == "info"


@pytest.mark.parametrize("unit", ["://", "://a:", "password=", "password", "a:@", "://:@", "://u:p"])
def test_masking_is_linear(unit: str) -> None:
    """Guards against a text that makes the masking slow."""
    began = time.process_time()
    clean(None, "info", {"event": unit * 10**6, "exception": unit * 10**6})
    assert time.process_time() - began < 2


def test_logger_without_configuration(capsys: pytest.CaptureFixture[str]) -> None:
    """Guards standard output, which is data: a library's caller who configures nothing finds no log there."""
    log.warning("told")
    assert capsys.readouterr().out == ""
