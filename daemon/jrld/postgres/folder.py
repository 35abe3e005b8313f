"""Where the embedded database lives. Everything that jrld makes for it is in this one folder.

    18/          the cluster (PGDATA), named by Postgres' major; 18.new while it is being made
    password     of the role jrld; for its owner only
    port         on 127.0.0.1, remembered so that addresses stay valid over a restart
    log, log.1   what the server says, bounded
    sockets/     its Unix socket
    programs/    the server's programs, where its user cannot reach those that pip installed
    lock         held while the server is started or stopped
    users        held, shared, by every process that uses the server
    alive        held by the server's own processes: the proof that it runs
    stay         there while the server stays up without users

Root's folder is root's; the cluster and the sockets in it belong to the user that the server runs as. Nothing outside
it is changed: folders on the way to it are made if they are missing, and otherwise used as they are.
"""

import os
import pwd
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from platformdirs import user_data_path

from jrld.errors import ConfigError
from jrld.postgres.account import Account
from jrld.postgres.problems import refuse_place

_SYSTEM = Path("/var/lib/jrld/postgres")  # root's: the home of root is closed to the user that the server runs as
_SOCKET = 107 if sys.platform == "linux" else 103  # bytes in the path of a Unix socket (sys/un.h), less the NUL
_LOG_MAX = 4_000_000  # bytes; of a longer log the end is kept
_LOG_KEPT = 400_000


def find_default() -> Path:
    """The folder when none is configured: in the user's data folder (XDG_DATA_HOME), root's in /var/lib.

    Raises ConfigError for a user without a home.
    """
    if os.geteuid() == 0 and not os.environ.get("XDG_DATA_HOME"):
        return _SYSTEM
    try:
        return user_data_path("jrld") / "postgres"
    except RuntimeError as error:
        no_home = "database.data: this user has no home folder; name the folder of the embedded database"
        raise ConfigError([no_home]) from error


@dataclass(frozen=True, slots=True)
class Folder:
    """`root` is absolute; `asked`: somebody configured it, so that its parent has to be there."""

    root: Path
    asked: bool

    @property
    def lock(self) -> Path:
        return self.root / "lock"

    @property
    def users(self) -> Path:
        return self.root / "users"

    @property
    def alive(self) -> Path:
        return self.root / "alive"

    @property
    def stay(self) -> Path:
        return self.root / "stay"

    @property
    def log(self) -> Path:
        return self.root / "log"

    @property
    def programs(self) -> Path:
        return self.root / "programs"

    @property
    def sockets(self) -> Path:
        return self.root / "sockets"

    def find_cluster(self, major: str) -> Path:
        """Where the cluster of that major is. Raises ConfigError when only one of another major is there."""
        cluster = self.root / major
        others = [made.parent.name for made in self.root.glob("*/PG_VERSION") if made.parent.name.isdigit()]
        if major not in others and others:
            old = max(others, key=int)
            raise refuse_place(
                self.root,
                f"was made by Postgres {old}, and these programs are Postgres {major}, which cannot read it. "
                f"Take it over by a dump with the old programs (README, Upgrade the embedded database), or set "
                f"database.binaries to those of Postgres {old}",
            )
        return cluster

    def prepare(self) -> None:
        """Make the folder if it is not there. Raises ConfigError when it is not one for us."""
        if not self.root.exists():
            self._make()
        self._check()
        self.lock.touch(0o600)

    def is_there(self) -> bool:
        """Whether it was ever prepared. Raises ConfigError when it is not one for us."""
        if not self.root.exists():
            return False
        self._check()
        return self.lock.exists()

    def _make(self) -> None:
        parent = self.root.parent
        if self.asked and not parent.is_dir():
            raise refuse_place(self.root, f"cannot be made: there is no folder {parent}; make it (or mount it) first")
        root = os.geteuid() == 0
        for folder in reversed([folder for folder in self.root.parents if not folder.exists()]):
            folder.mkdir(exist_ok=True)
            if root:  # to be passed through by the server's user, whatever the umask
                folder.chmod(0o755)
        self.root.mkdir(mode=0o711 if root else 0o700, exist_ok=True)
        if root:
            self.root.chmod(0o711)

    def _check(self) -> None:
        about = self.root.stat()
        if not stat.S_ISDIR(about.st_mode):
            raise refuse_place(self.root, "is not a folder")
        if about.st_uid != os.geteuid():
            owner = _name(about.st_uid)
            raise refuse_place(self.root, f"belongs to {owner}; run jrld as {owner}, or name a folder of your own")
        if about.st_mode & stat.S_IWOTH:
            raise refuse_place(self.root, "may be written by everybody; name one that only you can write")
        names = {entry.name for entry in self.root.iterdir()} - {"lost+found"}
        if names and "lock" not in names:
            raise refuse_place(self.root, "holds other things already; name an empty folder, or a new one")

    def require_reachable(self, account: Account) -> None:
        """Raises ConfigError when the user that the server runs as cannot come to the folder."""
        if account.uid is None:
            return
        closed = account.find_closed(self.root)
        if closed is not None:
            raise refuse_place(
                self.root,
                f"cannot be reached by the user {account.name}, who runs Postgres when jrld runs as root: "
                f"{closed} is closed to others. Name a folder elsewhere, like {_SYSTEM}, or run jrld as another user",
            )

    def find_socket_folder(self, account: Account) -> Path | None:
        """The folder of the Unix socket, made if need be; None where the path is too long for one."""
        longest = os.fsencode(self.sockets / ".s.PGSQL.65535.lock")
        if len(longest) > _SOCKET or b'"' in longest:
            return None
        if not self.sockets.exists():
            self.sockets.mkdir(mode=0o700)
            account.give(self.sockets)
        return self.sockets

    def read_password(self) -> str | None:
        """The password of the role jrld; None when there is none yet."""
        try:
            return (self.root / "password").read_text("utf-8").strip() or None
        except FileNotFoundError:
            return None

    def keep_password(self, password: str) -> None:
        self._write("password", password)

    def read_port(self) -> int | None:
        """The port that the server had last."""
        try:
            port = int((self.root / "port").read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        return port if 1024 <= port <= 65535 else None

    def keep_port(self, port: int) -> None:
        if port != self.read_port():
            self._write("port", f"{port}\n")

    def open_log(self) -> IO[bytes]:
        """The log, to be appended to."""
        return open(self.log, "ab", opener=_open_private)

    def trim_log(self) -> None:
        """Of a log that has grown too long keep the end, as log.1. The server writes on: it appends."""
        if not self.log.exists() or self.log.stat().st_size <= _LOG_MAX:
            return
        with self.log.open("rb") as log:
            log.seek(-_LOG_KEPT, os.SEEK_END)
            end = log.read()
        os.truncate(self.log, 0)
        with open(self.root / "log.1", "wb", opener=_open_private) as kept:
            kept.write(end)

    def _write(self, name: str, content: str) -> None:
        """A file for its owner only, there whole or not at all, also after a power cut."""
        new = self.root / f"{name}.new"
        with open(new, "w", encoding="utf-8", opener=_open_private) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.root / name)
        sync_folder(self.root)


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, 0o600)


def sync_folder(folder: Path) -> None:
    """Have the disk know what is in the folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


def refuse_missing_password(data: Path) -> ConfigError:
    return refuse_place(data, "has lost its file `password`; run: jrld db stop; the next start makes a new one")
