"""The command line: a contract, for others script against it.

Exit codes: 0 fine, 1 something could not be done (said on stderr), 2 usage, 78 wrong configuration (sysexits.h
EX_CONFIG), 130 and 143 by SIGINT and SIGTERM.
"""

import os
import signal
import sys
from types import FrameType

from jrld.errors import ConfigError, JrldError

FAILED, MISCONFIGURED, INTERRUPTED, TERMINATED = 1, 78, 130, 143
_asked_to_end: list[int] = []  # by which signals


def main() -> None:
    """The entry point of `jrld`."""
    from jrld.cli.app import app

    # SIGTERM unwinds as Ctrl-C does, so that the embedded database is left in order; `run` has its own way. Not as
    # SystemExit: the database's driver ends the statement that it is in only for a KeyboardInterrupt.
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        app(prog_name="jrld")
    except SystemExit as end:  # typer has made one of the interrupt
        sys.exit(TERMINATED if _asked_to_end else end.code)
    except ConfigError as error:
        print(error, file=sys.stderr)
        sys.exit(MISCONFIGURED)
    except JrldError as error:
        print(f"jrld: {error}", file=sys.stderr)
        sys.exit(FAILED)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader left (`jrld search … | head`). Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)


def _interrupt(number: int, frame: FrameType | None) -> None:
    _asked_to_end.append(number)
    raise KeyboardInterrupt
