"""A real IMAP server (Dovecot 2.3) of one's own, for tests and the demo: as root or as any user, in a second at most.

Every user name is an account, empty at first; the password is one and the same.
"""

import contextlib
import grp
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from certificates import make_certificates
from ports import find_free_ports, is_greeting, is_listening
from postman import Postman

HOST = "localhost"  # the only name in the certificate
PASSWORD = "correct-horse-7"
OTHER_PASSWORD = "pässwört-ж-7"  # every account opens with this one as well
START_SECONDS = 15.0

_CONFIG = """\
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
ssl = yes
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.key
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
mail_location = maildir:~/Maildir
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
first_valid_gid = 1
mail_fsync = never
default_internal_user = {internal_user}
default_internal_group = {internal_group}
default_login_user = {login_user}
passdb {{
  driver = static
  args = password={password}
}}
passdb {{
  driver = static
  args = password={other_password}
}}
userdb {{
  driver = static
  args = home={folder}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  {chroot}
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  {chroot}
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  {chroot}
}}
"""


def find_dovecot() -> str | None:
    """The server's program, which is often not on the PATH of a user."""
    return shutil.which("dovecot", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"]))


class DovecotServer(Postman):
    """A Dovecot on two free ports of 127.0.0.1: `port` (plain, STARTTLS) and `tls_port` (TLS at once).

    Use as a context manager, or `start` and `stop`. Mail survives a `stop` or `kill`, not the `close`.
    """

    host = HOST
    user = "demo"  # one of them; any name will do
    password = PASSWORD
    other_password = OTHER_PASSWORD

    def __init__(self) -> None:
        """Writes configuration and certificates into a folder of its own. Raises FileNotFoundError without Dovecot."""
        program = find_dovecot()
        if program is None:
            raise FileNotFoundError("there is no dovecot on this machine; on Debian: apt-get install dovecot-imapd")
        self.program = program
        self.folder = Path(tempfile.mkdtemp(prefix="jrld-dovecot-"))
        self.folder.chmod(0o755)  # as root the mail is another user's
        (self.folder / "mail").mkdir()
        (self.folder / "mail").chmod(0o777)
        self.port, self.tls_port = find_free_ports(2)
        self.ca = make_certificates(self.folder, HOST)
        self.config = self.folder / "dovecot.conf"
        self._process: subprocess.Popen[bytes] | None = None
        self.config.write_text(self._make_config(), encoding="utf-8")

    def __enter__(self) -> "DovecotServer":
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- life -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Start, and wait until it greets. Raises RuntimeError with its log when it does not."""
        shutil.rmtree(self.folder / "run", ignore_errors=True)  # its stale sockets would cost five seconds
        self._process = subprocess.Popen(
            [self.program, "-F", "-c", str(self.config)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        give_up = time.monotonic() + START_SECONDS
        while not (is_greeting(self.port) and is_listening(self.tls_port)):
            if self._process.poll() is not None or time.monotonic() > give_up:
                self.kill()
                raise RuntimeError(f"dovecot did not start:\n{self.read_log()}")
            time.sleep(0.01)

    def stop(self) -> None:
        """Stop as an administrator does."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Stop as a power cut does, with every process of it."""
        self._end(signal.SIGKILL)

    def close(self) -> None:
        """Stop, and remove everything."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def read_log(self) -> str:
        log = self.folder / "dovecot.log"
        return log.read_text(errors="replace")[-4000:] if log.exists() else "(no log)"

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            if how is signal.SIGKILL:
                os.killpg(self._process.pid, how)
            else:
                self._process.send_signal(how)
        self._process.wait(timeout=START_SECONDS)
        self._process = None

    def _make_config(self) -> str:
        me = pwd.getpwuid(os.getuid())
        if me.pw_uid == 0:  # Dovecot's own users, and mail that is not root's
            mail_user, internal, login, chroot = pwd.getpwnam("nobody"), "dovecot", "dovenull", ""
        else:
            mail_user, internal, login, chroot = me, me.pw_name, me.pw_name, "chroot ="
        return _CONFIG.format(
            folder=self.folder,
            user=mail_user.pw_uid,
            group=mail_user.pw_gid,
            internal_user=internal,
            internal_group=grp.getgrgid(pwd.getpwnam(internal).pw_gid).gr_name,
            login_user=login,
            chroot=chroot,
            password=self.password,
            other_password=self.other_password,
            port=self.port,
            tls_port=self.tls_port,
        )

    # --- mail that only its administrator can touch ---------------------------------------------

    def renew_uidvalidity(self, user: str, folder: str, uidvalidity: int) -> None:
        """Give a folder another UIDVALIDITY; messages and UIDs stay, as after a restore from a backup."""
        doveadm = Path(self.program).parent.parent / "bin" / "doveadm"
        command = ["mailbox", "update", "--uid-validity", str(uidvalidity), "-u", user, folder]
        subprocess.run([str(doveadm), "-c", str(self.config), *command], check=True, capture_output=True, timeout=30)

    def find_maildir(self, user: str) -> Path:
        """Where the messages of a user's INBOX lie."""
        return self.folder / "mail" / user / "Maildir"
