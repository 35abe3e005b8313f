"""One event a line, as text or JSON, on standard error. Secrets masked, bodies cut, control characters escaped."""

import logging
import math
import re
import sys
from datetime import date
from pathlib import PurePath
from typing import Any, Final, Literal, TextIO

import structlog
from structlog.stdlib import BoundLogger, ProcessorFormatter
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import EventDict, Processor, WrappedLogger

MAX_LENGTH: Final = 1_000  # characters of one value: an event is never a message's body
MAX_TRACEBACK: Final = 20_000
MAX_ITEMS: Final = 50  # of a list or mapping
MAX_DEPTH: Final = 10  # a traceback's frames lie at 4

_HANDLER = "jrld"
_SECRET_KEY = re.compile(r"passw|passphrase|secret|credential|authorization|(?:^|_)token$|api_?key", re.IGNORECASE)
_URL_PASSWORD = re.compile(r"(://[^\s/:@]*):[^\s/]*@")
_ASSIGNMENT = re.compile(r"\b(password|passwd|secret|token)=[^\s&]+", re.IGNORECASE)

_ENRICH: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def get_logger(name: str) -> BoundLogger:
    """The logger of a module: `get_logger(__name__)`; `log.info("polled", mailbox="jrl", new=3)`."""
    logger: BoundLogger = structlog.wrap_logger(
        logging.getLogger(name),
        processors=[
            structlog.stdlib.filter_by_level,
            *_ENRICH,
            structlog.stdlib.PositionalArgumentsFormatter(),
            ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=BoundLogger,
        cache_logger_on_first_use=True,
    )
    return logger


def configure(
    level: Literal["debug", "info", "warning", "error"] = "info",
    format: Literal["auto", "text", "json"] = "auto",
    stream: TextIO | None = None,
    *,
    colour: bool = True,
) -> None:
    """Sends every log event to `stream` (standard error). Called again, it replaces what it set before.

    `level` is for jrld's own events; of other packages WARNING and up are shown. `format`: auto is text on a terminal
    and JSON elsewhere. `colour`: on a terminal; pass config.is_colour_wanted().
    """
    stream = stream or sys.stderr
    terminal = stream.isatty()
    as_text = format == "text" or (format == "auto" and terminal)
    handler = logging.StreamHandler(stream)
    handler.set_name(_HANDLER)
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=[*_ENRICH, structlog.stdlib.ExtraAdder()],
            processors=_write_text(colour and terminal) if as_text else _write_json(),
        )
    )
    root = logging.getLogger()
    for old in [old for old in root.handlers if old.get_name() == _HANDLER]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger("imapclient.imaplib").setLevel(logging.WARNING)  # at DEBUG it logs what goes over the wire
    logging.getLogger("jrld").setLevel(level.upper())
    logging.captureWarnings(capture=True)


def hush(*names: str) -> None:
    """Have those loggers log errors only."""
    for name in names:
        logging.getLogger(name).setLevel(logging.ERROR)


def _write_text(colours: bool) -> list[Processor]:
    return [
        ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        clean,
        _escape,
        structlog.dev.ConsoleRenderer(colors=colours, exception_formatter=structlog.dev.plain_traceback),
    ]


def _write_json() -> list[Processor]:
    """The traceback as data, without the variables of its frames: they hold messages and passwords."""
    transform = ExceptionDictTransformer(show_locals=False, max_frames=30)
    return [
        ProcessorFormatter.remove_processors_meta,
        structlog.processors.ExceptionRenderer(transform),
        clean,
        structlog.processors.JSONRenderer(sort_keys=True),
    ]


def clean(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The event with secrets masked and every value cut to size."""
    return {key: _clean_item(key, value, 0) for key, value in event.items()}


def _clean_item(key: object, value: Any, depth: int) -> Any:
    if isinstance(key, str) and _SECRET_KEY.search(key) and value is not None and not isinstance(value, bool):
        return "***"
    if key == "exception" and isinstance(value, str):
        return _clean_text(value, MAX_TRACEBACK)
    return _clean_value(value, depth)


def _clean_value(value: Any, depth: int) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)  # JSON has no NaN
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str | date | PurePath):
        return _clean_text(str(value), MAX_LENGTH)
    if isinstance(value, bytes | bytearray | memoryview):
        return f"{len(value)} bytes"
    if depth < MAX_DEPTH and isinstance(value, dict):
        items = list(value.items())[:MAX_ITEMS]
        return {str(key)[:MAX_LENGTH]: _clean_item(key, item, depth + 1) for key, item in items}
    if depth < MAX_DEPTH and isinstance(value, list | tuple | set | frozenset):
        return [_clean_value(item, depth + 1) for item in list(value)[:MAX_ITEMS]]
    return _clean_text(repr(value), MAX_LENGTH)


def _clean_text(text: str, longest: int) -> str:
    """Masked before it is cut, so that the cut leaves no half of a password; bounded before either."""
    masked = _URL_PASSWORD.sub(r"\1:***@", text[: 2 * longest])
    masked = _ASSIGNMENT.sub(r"\1=***", masked)
    return masked if len(text) <= longest else f"{masked[:longest]}… ({len(text):,} characters)"


def _escape(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Line breaks, escape sequences and direction marks as escapes: a subject cannot write lines of its own."""
    escaped = {
        _make_printable(key): _make_printable(value if isinstance(value, str) else repr(value))
        for key, value in event.items()
    }
    if isinstance(traceback := event.get("exception"), str):
        escaped["exception"] = "\n".join(f"    {_make_printable(line)}" for line in traceback.split("\n"))
    return escaped


def _make_printable(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
