"""An IMAP server in Python (pymap), in memory, for the demo on machines without Dovecot.

It is no dependency of jrld: `pip install "pymap==0.36.7"` anywhere (with pysasl, proxy-protocol and typing-extensions,
all of them pure Python), and give that Python. One account, no TLS, UIDs from 101; enough to be polled.
"""

import subprocess
import sys
import time
from pathlib import Path

from ports import find_free_ports, is_greeting
from postman import Postman

REQUIREMENT = "pymap==0.36.7"
START_SECONDS = 30.0
_MAIN = "import sys; from pymap.main import main; sys.exit(main())"  # it has no `python -m`


class PymapServer(Postman):
    """A pymap on a free port of 127.0.0.1 with the account `user`. Use as a context manager, or `start` and `close`.

    The mail is gone when it stops.
    """

    host = "127.0.0.1"
    user = "demo"
    password = "correct-horse-7"

    def __init__(self, python: Path | str = sys.executable) -> None:
        """`python`: an interpreter that has pymap."""
        self.python = str(python)
        (self.port,) = find_free_ports(1)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "PymapServer":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Start, and wait until it greets. Raises RuntimeError when it does not."""
        where = ["--host", self.host, "--port", str(self.port), "--no-tls"]
        account = ["--demo-user", self.user, "--demo-password", self.password]
        self._process = subprocess.Popen(
            [self.python, "-c", _MAIN, *where, "dict", *account],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        give_up = time.monotonic() + START_SECONDS
        while not is_greeting(self.port):
            if self._process.poll() is not None or time.monotonic() > give_up:
                self.close()
                raise RuntimeError(f"pymap did not start; does {self.python} have it? pip install '{REQUIREMENT}'")
            time.sleep(0.02)

    def close(self) -> None:
        """Stop."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(timeout=START_SECONDS)
            self._process = None
