"""jrld as its users run it: a process, told by a configuration file, that says on stderr what it does."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import make_url

PROGRAM = Path(sys.executable).with_name("jrld")
WITHIN = 60.0  # seconds for any one thing to happen; only a failure takes that long


def jrld(
    *arguments: str | Path, env: Mapping[str, str] | None = None, cwd: Path | None = None, **more: Any
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    command = [str(PROGRAM), *map(str, arguments)]
    return subprocess.run(
        command, env=dict(env or make_environ()), cwd=cwd, capture_output=True, text=True, timeout=120, **more
    )


def make_environ(home: Path | None = None, **more: str) -> dict[str, str]:
    """A user's environment without anything of jrld's or Postgres's in it; `home` for all that it keeps."""
    environ = {key: value for key, value in os.environ.items() if not key.startswith(("JRLD_", "PG", "XDG_"))}
    environ |= {"NO_COLOR": "1", **more}
    if home is not None:
        environ |= {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "XDG_CONFIG_HOME": str(home / "config")}
    return environ


@dataclass
class Setting:
    """A configuration in a file, and the environment that its secrets are in."""

    file: Path
    environ: dict[str, str]

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command with this configuration to its end."""
        return jrld(*arguments, env={**self.environ, "JRLD_CONFIG": str(self.file)})


def write_config(folder: Path, mailboxes: Sequence[Mapping[str, Any]], database: str | Path, **more: Any) -> Setting:
    """A configuration file. `database`: the address, password included, or the folder of an embedded one."""
    environ = make_environ(folder, JRLD_TEST_IMAP="secret")
    section: dict[str, Any] = {"url": "embedded", "data": str(database)}
    if isinstance(database, str):
        url = make_url(database)
        environ["JRLD_TEST_DATABASE"] = str(url.password)
        bare = url._replace(password=None).render_as_string(hide_password=False)
        section = {"url": bare, "password": {"env": "JRLD_TEST_DATABASE"}}
    config = {"database": section, "mailboxes": list(mailboxes), "log": {"level": "debug", "format": "json"}, **more}
    file = folder / "jrld.yaml"
    file.write_text(json.dumps(config), encoding="utf-8")  # JSON is YAML
    return Setting(file, environ)


@dataclass
class Daemon:
    """`jrld run`, and the events that it logs."""

    setting: Setting
    events: list[dict[str, Any]] = field(default_factory=list)

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            [str(PROGRAM), "run", "-c", str(self.setting.file)],
            env=self.setting.environ,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        return self

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self._lines.put(line)
        self._lines.put(None)

    def wait_for(self, event: str, seconds: float = WITHIN, **fields: Any) -> dict[str, Any]:
        """The next event of that name with those fields; fails when the process ends before."""
        for logged in self._follow(seconds):
            if logged.get("event") == event and all(logged.get(key) == value for key, value in fields.items()):
                return logged
        raise AssertionError(f"jrld ended before it logged {event!r} {fields}: {self.events[-5:]}")

    def _follow(self, seconds: float) -> Iterator[dict[str, Any]]:
        while (line := self._lines.get(timeout=seconds)) is not None:
            logged = json.loads(line)
            self.events.append(logged)
            yield logged

    def stop(self, number: int = signal.SIGTERM, seconds: float = WITHIN) -> int:
        """Send a signal, and wait for the end. Returns the exit code."""
        self.process.send_signal(number)
        code = self.process.wait(seconds)
        list(self._follow(seconds))
        return code

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(WITHIN)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.kill()
        self._reader.join(WITHIN)
        assert self.process.stderr is not None
        self.process.stderr.close()
