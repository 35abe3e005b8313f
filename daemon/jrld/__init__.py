"""jrld: from a mailbox of Johnson's Russia List issues to articles in Postgres."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("jrld")
except PackageNotFoundError:  # a checkout that was never installed (`python daemon`)
    __version__ = "0+checkout"
