"""The embedded server as the rest of jrld sees it: entered, used by its address, left."""

import os
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from jrld.errors import JrldError, StoreUnavailable
from jrld.log import get_logger
from jrld.postgres import process
from jrld.postgres.account import choose_account
from jrld.postgres.cluster import DATABASE, USER, change_password, make_cluster
from jrld.postgres.folder import Folder, find_default, refuse_missing_password
from jrld.postgres.locks import held, open_lock, try_lock
from jrld.postgres.problems import explained
from jrld.postgres.programs import Programs, find_programs, make_reachable

_LOCK_SECONDS = 90.0  # longer than one start or stop may take
_log = get_logger(__name__)


class EmbeddedServer:
    """A private Postgres, shared by all processes of one user; used within `with`.

    The first user starts it, the others attach to it, the last one to leave stops it. Who is killed leaves it running,
    and the next one attaches. One object for one `with` at a time; its methods may be called from several threads.

    Its errors: ConfigError for a folder or programs that cannot be used, StoreUnavailable for what passes by itself (a
    full disk, a recovery that takes long), JrldError with the end of the server's log for the rest.
    """

    def __init__(self, data: Path | None = None, binaries: Path | None = None) -> None:
        """`data`: its folder, by default find_default's; `binaries`: the folder of `bin/postgres`, by default pip's.

        Raises ConfigError when there is no default. Nothing is made or started yet.
        """
        root = find_default() if data is None else Path(os.path.abspath(data))  # noqa: PTH100 - symlinks stay as named
        self._folder = Folder(root, asked=data is not None)
        self._binaries = binaries
        self._programs: Programs | None = None
        self._users: int | None = None  # the descriptor whose lock says that we use it
        self._port: int | None = None

    @property
    def data(self) -> Path:
        return self._folder.root

    @property
    def binaries(self) -> Path:
        """The folder of `bin/postgres`. Raises ConfigError when there are none."""
        return self._find_programs().home

    @property
    def version(self) -> str:
        """Of the programs, like "18.6". Raises ConfigError when there are none."""
        return self._find_programs().version

    @property
    def url(self) -> str:
        """postgresql://jrld:PASSWORD@127.0.0.1:PORT/jrld: for connecting, not for showing.

        Valid while the server runs; read it again after `ensure`. Raises StoreUnavailable when it does not run.
        """
        with explained(self.data):
            password = self._folder.read_password()
        if self._port is None or password is None:
            raise StoreUnavailable(f"the embedded database in {self.data} is not running")
        return f"postgresql://{USER}:{password}@127.0.0.1:{self._port}/{DATABASE}"

    def __enter__(self) -> Self:
        """Make the cluster if there is none, start the server or attach to it, and register as its user."""
        if self._users is not None:
            raise RuntimeError("entered twice")
        self._find_programs()  # before anything is made
        with explained(self.data):
            self._folder.prepare()
            with self._held():
                self._users = open_lock(self._folder.users)
                try_lock(self._users, shared=True)  # nobody holds it alone without `lock`
                try:
                    self._start()
                except BaseException as error:
                    self._leave(stop=not isinstance(error, JrldError))  # a server that recovers shall go on with that
                    raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Leave. The last user stops the server, unless it was told to stay. Never raises."""
        try:
            with explained(self.data), self._held():
                self._leave(stop=not self._folder.stay.exists())
        except JrldError as problem:
            _log.warning("embedded database not stopped", data=self.data, reason=str(problem))
        finally:
            self._forget()

    def ensure(self) -> bool:
        """Start the server again if it died; it recovers what was committed. Returns whether that was needed.

        `url` may have changed then, and also when another process did it.
        """
        with explained(self.data):
            self._folder.trim_log()
            running = process.find_ready(self._folder, self._find_cluster())
            if running is not None:
                self._port = running.port
                return False
            with self._held():
                if self._users is None:  # left meanwhile, by another thread: nobody would stop it
                    raise StoreUnavailable(f"the embedded database in {self.data} is not used any more")
                return self._start()

    def stay(self) -> None:
        """Have the server stay up when the last user has left, until `stop`."""
        with explained(self.data), self._held():
            self._folder.stay.touch(0o600)

    def stop(self) -> bool:
        """Stop the server although others may use it. Returns False when it was not running.

        Who uses it starts it again by `ensure`. Nothing needs to be entered for this, and nothing is made.
        """
        with explained(self.data):
            if not self._folder.is_there():
                return False
            with self._held():
                self._folder.stay.unlink(missing_ok=True)
                cluster = self._find_cluster()
                return process.stop(self._folder, cluster, choose_account(cluster))

    def is_running(self) -> bool:
        """Whether the server accepts connections. Starts and makes nothing."""
        with explained(self.data):
            return self._folder.is_there() and process.find_ready(self._folder, self._find_cluster()) is not None

    def _start(self) -> bool:
        """Attach to the server, or start it; with `lock` held. Returns whether it was started."""
        cluster = self._find_cluster()
        account = choose_account(cluster)
        running = process.settle(self._folder, cluster, account)
        started = running is None
        if running is None:
            self._folder.require_reachable(account)
            self._folder.trim_log()
            programs = make_reachable(self._find_programs(), account, self._folder)
            self._prepare_cluster(cluster, programs)
            running = process.start(self._folder, cluster, programs, account)
        if self._folder.read_password() is None:
            raise refuse_missing_password(self.data)
        self._folder.keep_port(running.port)
        self._port = running.port
        return started

    def _prepare_cluster(self, cluster: Path, programs: Programs) -> None:
        account = choose_account(cluster)
        alive = process.take_alive(self._folder)
        try:
            if not cluster.exists():
                make_cluster(self._folder, programs, account, alive)
            elif self._folder.read_password() is None:
                change_password(self._folder, programs, account, alive)
        finally:
            os.close(alive)

    def _leave(self, stop: bool) -> None:
        """Stop the server if it may be and nobody else uses it; with `lock` held."""
        try:
            if stop and self._users is not None and try_lock(self._users):  # alone
                cluster = self._find_cluster()
                process.stop(self._folder, cluster, choose_account(cluster))
        finally:
            self._forget()

    def _forget(self) -> None:
        users, self._users, self._port = self._users, None, None
        if users is not None:
            os.close(users)

    def _held(self) -> AbstractContextManager[None]:
        return held(self._folder.lock, _LOCK_SECONDS)

    def _find_cluster(self) -> Path:
        return self._folder.find_cluster(self._find_programs().major)

    def _find_programs(self) -> Programs:
        if self._programs is None:
            self._programs = find_programs(self._binaries)
        return self._programs
