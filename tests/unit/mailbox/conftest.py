"""A Maildir for the tests of this folder."""

from pathlib import Path

import pytest

from maildirs import make_maildir


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty Maildir."""
    return make_maildir(tmp_path / "Maildir")
