"""Maildirs (https://cr.yp.to/proto/maildir.html), made as the programs make them that fill them."""

from pathlib import Path


def make_maildir(path: Path) -> Path:
    """An empty Maildir."""
    for part in ("cur", "new", "tmp"):
        (path / part).mkdir(parents=True)
    return path
