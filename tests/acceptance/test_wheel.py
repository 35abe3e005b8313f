"""The built wheel, installed alone in an empty environment, away from the checkout: it brings all that it needs."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import make_issue, make_mail
from daemon_process import make_environ
from jrld.postgres import EmbeddedServer
from maildirs import make_maildir
from postgres_server import make_place

TOP = Path(__file__).parents[2]
ISSUE = make_issue(5, "2013-list", count=4)


def call(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, TOP, cwd=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Iterator[Path]:
    """A folder with `env`, an environment that holds the wheel and what it asks for, in the versions of the lock."""
    place = make_place()
    uv = TOP / ".uv" / "bin" / "uv"
    pins = re.findall(r"^(\S+==[^\\\n]+?) *\\?$", (TOP / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    (place / "pins").write_text("\n".join(pins))
    call(uv, "venv", "--quiet", "--python", sys.executable, place / "env", cwd=place)
    python = place / "env" / "bin" / "python"
    call(uv, "pip", "install", "--quiet", "--python", python, "--constraint", place / "pins", wheel, cwd=place)
    yield place
    EmbeddedServer(place / "data" / "jrld" / "postgres").stop()


def test_wheel_holds_what_it_needs_and_nothing_private(wheel: Path) -> None:
    """Guards the contents: migrations, data files and the example configuration travel; tests and one's own do not."""
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "jrld/migrations/env.py",
        "jrld/config/jrld.example.yaml",
        "jrld/config/jrld.schema.json",
        "jrld/split/sources.toml",
        "jrld/cli/page/page.html.jinja",
        "jrld/cli/page/page.css",
        "jrld/py.typed",
    } <= names
    versions = {f"jrld/migrations/versions/{path.name}" for path in (TOP / "migrations" / "versions").glob("*.py")}
    assert versions <= names
    assert "jrld/config/jrld.yaml" not in names
    assert {name.split("/")[0] for name in names} == {"jrld", f"jrld-{wheel.name.split('-')[1]}.dist-info"}


def test_wheel_runs_import_and_once_from_nothing(installed: Path) -> None:
    """Guards the installed program: without a configuration it makes its database and imports; with one it polls."""
    environ = make_environ(installed)
    jrld = installed / "env" / "bin" / "jrld"
    (installed / "issue.eml").write_bytes(make_mail(ISSUE))
    assert "1 published with 4 articles" in call(jrld, "import", "issue.eml", cwd=installed, env=environ)
    maildir = make_maildir(installed / "Mail")
    (maildir / "new" / "1.2.host").write_bytes(make_mail(make_issue(6, "2008-mail", count=3)))
    (installed / "jrld.yaml").write_text("mailboxes: [{name: files, maildir: Mail}]\n")
    call(jrld, "once", "-c", "jrld.yaml", cwd=installed, env=environ)
    count = "select count(*) from jrl.articles"
    assert call(jrld, "psql", "--", "-Atc", count, cwd=installed, env=environ) == "7\n"
    assert "from" not in call(jrld, "--version", cwd=installed, env=environ)
