"""`make demo`, as it is run after the set-up."""

import re
import subprocess
import sys
from pathlib import Path

from daemon_process import jrld, make_environ
from dovecot_fixtures import require_dovecot

TOP = Path(__file__).parents[2]


def test_demo_ends_by_itself_and_leaves_a_database(place: Path) -> None:
    """Guards the first thing that anybody runs: tables, the one unreadable message, queries; then it can be queried."""
    require_dovecot()
    environ = make_environ(place)
    command = [sys.executable, str(TOP / "tests" / "demo" / "demo.py")]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=180, cwd=TOP)
    assert done.returncode == 0, done.stderr
    assert len(re.findall(r" complete +11 ", done.stdout)) >= 13
    assert len(re.findall(r" nesting +\S", done.stdout)) == 1
    assert len(re.findall(r"^\(\d+ rows?\)$", done.stdout, re.MULTILINE)) == 3
    [config] = re.findall(r"jrld psql -c (\S+)$", done.stdout, re.MULTILINE)
    listed = jrld("psql", "-c", config, "--", "-Atc", "select title from jrl.articles", env=environ)
    assert (listed.returncode, len(listed.stdout.splitlines())) == (0, 153), listed.stderr
