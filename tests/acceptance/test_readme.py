"""The README's commands, run as they stand there, in order, by somebody who has nothing but a folder of mails."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from corpus import demo_mails, make_issue, make_mail
from daemon_process import PROGRAM, make_environ
from jrld.postgres import EmbeddedServer

TOP = Path(__file__).parents[2]
README = (TOP / "README.md").read_text("utf-8")
CONSOLE = [
    line.removeprefix("$ ")
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("$ ")
]
TARGETS = re.findall(r"^make ([a-z -]+?) *(?:#.*)?$", README, re.MULTILINE)


@pytest.fixture
def reader(place: Path) -> Path:
    """A folder with mails and the shipped configuration in it."""
    (place / "mails").mkdir()
    for name, raw in demo_mails():
        if name not in ("nested.eml", "newsletter.eml"):
            (place / "mails" / name).write_bytes(raw)
    (place / "mails" / "2003-plain.eml").write_bytes(make_mail(make_issue(2003, "2003-contents")))
    (place / "config").symlink_to(TOP / "config")
    return place


def test_commands_run_as_printed(reader: Path) -> None:
    """Guards that whoever copies the README's lines sees each of them succeed, and say something."""
    assert len(CONSOLE) >= 10
    path = f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"
    environ = make_environ(reader, PATH=path, JRLD_IMAP_PASSWORD="secret")
    try:
        for command in CONSOLE:
            done = subprocess.run(
                ["bash", "-c", command], cwd=reader, env=environ, capture_output=True, text=True, timeout=120
            )
            assert (done.returncode, done.stderr) == (0, ""), f"{command}\n{done.stdout}{done.stderr}"
            assert done.stdout, command
    finally:
        EmbeddedServer(reader / "data" / "jrld" / "postgres").stop()


def test_targets_exist() -> None:
    """Guards that each `make …` of the README is a target of the Makefile."""
    makefile = (TOP / "Makefile").read_text("utf-8")
    known = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = {target for line in TARGETS for target in line.split()}
    assert {"demo", "test"} <= named <= known


def test_links_lead_somewhere() -> None:
    """Guards the README's and the map's links to files."""
    for page in (TOP / "README.md", TOP / "daemon" / "README.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
