"""A process of its own that uses the embedded server: `python embedded_user.py DATA BINARIES [USER]`.

DATA and BINARIES may be empty, for the defaults. With USER, a name or a number, it becomes that user first. It
enters the server when a line comes in, writes {"pid", "url"} or {"error", "words"} as a line of JSON, and leaves the
server when its standard input ends.
"""

import encodings.idna  # noqa: F401 - for sockets, which ask for it late
import json
import os
import pwd
import sys
from pathlib import Path

from jrld.errors import JrldError
from jrld.postgres import EmbeddedServer


def become(name: str) -> None:
    """From root, for good. What is to be imported has to be by now: our own Python may lie in root's home."""
    uid = int(name) if name.isdigit() else pwd.getpwnam(name).pw_uid
    gid = int(name) if name.isdigit() else pwd.getpwnam(name).pw_gid
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)


def read_postmaster(server: EmbeddedServer) -> int:
    """The server's process id."""
    lines = (server.data / server.version.split(".")[0] / "postmaster.pid").read_text().split("\n")
    return int(lines[0])


def main(data: str, binaries: str, user: str = "") -> None:
    if user:
        become(user)
    print("up", flush=True)
    sys.stdin.readline()
    try:
        with EmbeddedServer(Path(data) if data else None, Path(binaries) if binaries else None) as server:
            print(json.dumps({"pid": read_postmaster(server), "url": server.url, "data": str(server.data)}), flush=True)
            sys.stdin.read()
    except JrldError as error:
        print(json.dumps({"error": type(error).__name__, "words": str(error)}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
