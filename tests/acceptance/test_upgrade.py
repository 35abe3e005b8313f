"""The way from one major version of Postgres to the next, as the README describes it."""

import subprocess
from pathlib import Path

import pytest

from corpus import make_issue, make_mail
from daemon_process import Setting, write_config
from jrld.postgres import EmbeddedServer, find_psql
from postgres_server import DEBIAN

EVERYTHING = (
    "select string_agg(ref || md5(articles.body), ' ' order by ref)"
    " from jrl.occurrences join jrl.articles on articles.id = article_id"
)


@pytest.mark.skipif(DEBIAN is None or DEBIAN.name == "18", reason="there is no Postgres of another major version here")
def test_dump_of_the_old_is_restored_into_the_new(place: Path) -> None:
    """Guards the README's three steps, word for word but for the paths: nothing is lost, and the schema is in order."""
    mail = place / "issue.eml"
    mail.write_bytes(make_mail(make_issue(11, "2008-mail", count=5)))
    (place / "a").mkdir()
    (place / "b").mkdir()
    old = write_config(place / "a", [], place / "old")
    old.file.write_text(old.file.read_text().replace('"data"', f'"binaries": "{DEBIAN}", "data"'))
    new = write_config(place / "b", [], place / "new")
    assert old.run("import", mail).returncode == 0
    before = ask(old)
    programs = Path(find_psql(None)).parent
    dump = str(place / "jrld.dump")
    call(programs / "pg_dump", "--format=custom", f"--file={dump}", read_url(old))
    assert old.run("db", "stop").returncode == 0
    call(programs / "pg_restore", "--clean", "--if-exists", "--no-owner", f"--dbname={read_url(new)}", dump)
    assert ask(new) == before
    assert "1 messages found, 1 known already" in new.run("import", mail).stdout
    assert new.run("search", "the OR of OR in").returncode == 0
    assert EmbeddedServer(place / "new").stop()


def read_url(setting: Setting) -> str:
    return setting.run("db", "url").stdout.strip()


def ask(setting: Setting) -> str:
    done = setting.run("psql", "--", "-Atc", EVERYTHING)
    assert done.returncode == 0, done.stderr
    return done.stdout


def call(*command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
