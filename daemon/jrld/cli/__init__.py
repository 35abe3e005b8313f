"""The command line: a contract, for others script against it.

Exit codes: 0 fine, 1 something could not be done (said on stderr), 2 usage, 78 wrong configuration (sysexits.h
EX_CONFIG), 130 and 143 by SIGINT and SIGTERM.
"""

import os
import signal
import sys

from jrld.errors import ConfigError, JrldError

FAILED, MISCONFIGURED, INTERRUPTED, TERMINATED = 1, 78, 130, 143


def main() -> None:
    """The entry point of `jrld`."""
    from jrld.cli.app import app

    # SIGTERM unwinds as an exception, so that the embedded database is left in order; `run` has its own way.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(TERMINATED))
    try:
        app(prog_name="jrld")
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
