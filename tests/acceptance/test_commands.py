"""The command line as scripts and people use it: exit codes, what goes where, and that everything is said."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import make_url

from corpus import demo_mails, make_issue, make_mail, make_mbox
from corpus.demo import make_nested_mail
from daemon_process import PROGRAM, Setting, jrld, make_environ, write_config
from dovecot_server import DovecotServer
from jrld.store.engine import open_engine
from jrld.store.schema import migrate

TOP = Path(__file__).parents[2]
ISSUE = make_issue(3, "2008-mail", count=6)
COMMANDS = (
    *("run", "once", "import", "split", "init", "check", "status", "show", "search", "why", "diff", "story", "history"),
    *("replay", "migrate", "psql", "db"),
)
GROUPS = {"db": ("url", "stop"), "story": ("show", "merge", "split", "forget", "log")}
FIVE_MISTAKES = """\
database: {url: mysql://localhost/jrld}
mailboxes:
  - name: jrl
    host: imap.example.org
    port: 70000
    username: reader
    password: hunter2
    poll: {every: often}
digest: [{name: jrl, format: jrl}]
"""


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    """A folder with two issues, a mail that is none, and one that nobody can read."""
    folder = tmp_path / "mails"
    folder.mkdir()
    wanted = {"7131.eml", "2013-80.eml", "newsletter.eml", "nested.eml"}
    for name, raw in demo_mails():
        if name in wanted:
            (folder / name).write_bytes(raw)
    return folder


@pytest.fixture
def setting(tmp_path: Path, store_url: str) -> Setting:
    return write_config(tmp_path, [], store_url)


# --- help and usage -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        *((name,) for name in COMMANDS if name not in GROUPS),
        *((group, name) for group, names in GROUPS.items() for name in names),
        ("story",),
    ],
)
def test_every_command_has_help_with_an_example(command: tuple[str, ...]) -> None:
    """Guards that help is there, short, plain in a pipe, and ends in an example."""
    done = jrld(*command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Usage: jrld {' '.join(command)}" in done.stdout
    assert "Example: " in done.stdout.splitlines()[-1]
    assert "\x1b" not in done.stdout


def test_help_names_every_command() -> None:
    """Guards the first thing that anybody sees, and that no command is described by half a sentence."""
    done = jrld("--help")
    for name in COMMANDS:
        assert re.search(rf"^  {name}\s+\S.*\.$", done.stdout, re.MULTILINE), name
    assert "..." not in done.stdout.split("Commands:")[1]


def test_version() -> None:
    """Guards `--version`."""
    done = jrld("--version")
    assert done.returncode == 0
    assert re.fullmatch(r"jrld \d+\.\d+\.\d+\n", done.stdout)


@pytest.mark.parametrize("arguments", [("nonsense",), ("split",), ("import",), ("search",), ("run", "--wrong")])
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    """Guards exit code 2, with the reason on stderr and nothing on stdout."""
    done = jrld(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage: jrld" in done.stderr


def test_from_a_checkout() -> None:
    """Guards `python daemon`, for who has not installed anything."""
    done = subprocess.run([sys.executable, "daemon", "--version"], capture_output=True, text=True, cwd=TOP)
    assert done.stdout.startswith("jrld ")


# --- configuration ------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [("run",), ("once",), ("check",)])
def test_wrong_configuration(tmp_path: Path, command: tuple[str, ...]) -> None:
    """Guards that a wrong configuration never starts: five mistakes, five lines with path and line, exit code 78."""
    file = tmp_path / "jrld.yaml"
    file.write_text(FIVE_MISTAKES)
    done = jrld(*command, "-c", file)
    assert (done.returncode, done.stdout) == (78, "")
    lines = [line.removeprefix(f"{file}:") for line in done.stderr.splitlines()]
    assert [line.split(": ")[:2] for line in lines] == [
        ["1", "database.url"],
        ["5", "mailboxes[0].port"],
        ["7", "mailboxes[0].password"],
        ["8", "mailboxes[0].poll.every"],
        ["9", "digest"],
    ]
    assert "hunter2" not in done.stderr


def test_nothing_to_poll(setting: Setting) -> None:
    """Guards against a daemon that would idle for ever without a word."""
    for command in ("run", "once"):
        done = setting.run(command)
        assert done.returncode == 78
        assert "mailboxes" in done.stderr


def test_missing_configuration(tmp_path: Path) -> None:
    """Guards that a file that was asked for is not passed over."""
    done = jrld("status", "-c", tmp_path / "no.yaml")
    assert done.returncode == 78
    assert "no.yaml" in done.stderr


def test_check(tmp_path: Path, dovecot_server: DovecotServer, imap_user: str, store_url: str) -> None:
    """Guards `check --connect`: every folder and the database are tried, each with its result."""
    dovecot_server.append(imap_user, make_mail(ISSUE, crlf=True))
    section = {
        "name": "main",
        "host": "127.0.0.1",
        "port": dovecot_server.port,
        "tls": "none",
        "username": imap_user,
        "password": {"env": "JRLD_TEST_IMAP"},
        "folders": ["INBOX", "Elsewhere"],
    }
    setting = write_config(tmp_path, [section], store_url)
    setting.environ["JRLD_TEST_IMAP"] = dovecot_server.password
    assert setting.run("check").returncode == 0
    done = setting.run("check", "--connect")
    assert done.returncode == 1
    rows = [line.split(None, 2) for line in done.stdout.splitlines()]
    assert ["main/INBOX", "ok", "1 messages"] in [[word.strip() for word in row] for row in rows]
    assert any(row[:2] == ["database", "ok"] for row in rows)
    assert any(row[:2] == ["main/Elsewhere", "failed"] for row in rows)


# --- a database that does not fit ---------------------------------------------------------------


def test_database_that_is_behind(tmp_path: Path, store_url: str) -> None:
    """Guards an external database: one that is behind is refused with the command that helps, and that helps."""
    engine = open_engine(store_url)
    migrate(engine, "base")
    setting = write_config(tmp_path, [{"name": "m", "maildir": "/nowhere"}], store_url)
    for command in (("run",), ("once",), ("status",), ("search", "gas")):
        done = setting.run(*command)
        assert (done.returncode, done.stdout) == (1, ""), command
        assert "jrld migrate" in done.stderr
    assert "migrated to" in setting.run("migrate").stdout
    assert "up to date" in setting.run("migrate").stdout
    assert setting.run("status").returncode == 0
    engine.dispose()


def test_database_that_is_ahead(tmp_path: Path, store_url: str) -> None:
    """Guards a database that a newer jrld has migrated: refused, and not touched."""
    engine = open_engine(store_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE jrld.alembic_version SET version_num = '2999_01_01_0000'")
    setting = write_config(tmp_path, [{"name": "m", "maildir": "/nowhere"}], store_url)
    for command in ("run", "once", "status", "migrate"):
        done = setting.run(command)
        assert (done.returncode, done.stdout) == (1, ""), command
        assert "upgrade jrld" in done.stderr
    engine.dispose()


def test_database_that_is_not_there(tmp_path: Path) -> None:
    """Guards commands for people: they say at once that it is away, without a traceback or the password."""
    setting = write_config(tmp_path, [], "postgresql://someone:sesame@127.0.0.1:1/nothing")
    done = setting.run("status")
    assert (done.returncode, done.stdout) == (1, "")
    assert "127.0.0.1:1" in done.stderr
    assert "Traceback" not in done.stderr
    assert "sesame" not in done.stderr


# --- import and looking -------------------------------------------------------------------------


def test_import_twice(setting: Setting, mails: Path) -> None:
    """Guards `import`: what came of it, the unreadable one on stderr and exit code 1; a second time changes nothing."""
    done = setting.run("import", mails)
    assert done.returncode == 1
    assert "4 messages found, 0 known already" in done.stdout
    assert "2 published with 22 articles, 22 of them new; 1 ignored, 1 quarantined" in done.stdout
    assert "quarantined (nesting)" in done.stderr
    again = setting.run("import", mails)
    assert (again.returncode, again.stderr) == (0, "")
    assert "4 messages found, 4 known already" in again.stdout
    assert "0 published with 0 articles" in again.stdout


def test_import_of_an_mbox_and_of_nothing(setting: Setting, tmp_path: Path) -> None:
    """Guards an mbox of several issues, and that a path that is not there is said and spoils nothing."""
    mbox = tmp_path / "archive"
    mbox.write_bytes(
        make_mbox([make_mail(make_issue(seed, "1999-note", number=seed + 1, count=3)) for seed in range(5)])
    )
    done = setting.run("import", tmp_path / "not there", mbox)
    assert done.returncode == 1
    assert "not there" in done.stderr
    assert "5 published with 15 articles" in done.stdout


def test_looking(setting: Setting, mails: Path) -> None:
    """Guards `status` and `show`: states, verdicts and reasons; an issue with its items; an item with its body."""
    setting.run("import", mails)
    status = setting.run("status")
    assert (status.returncode, status.stderr) == (0, "")
    for line in (r"published +2", r"ignored +1", r"complete +2", r"no-issue +\S.*20% off", r"nesting +\S"):
        assert re.search(line, status.stdout), line
    issue = setting.run("show", "7131")
    assert issue.returncode == 0
    refs = re.findall(r"^(7131-\w+) ", issue.stdout, re.MULTILINE)
    assert len(refs) == 11
    article = setting.run("show", refs[2])
    assert article.returncode == 0
    assert f"Item: {refs[2]}, number" in article.stdout
    assert "\x1b" not in status.stdout + issue.stdout + article.stdout
    nothing = setting.run("show", "1234-5")
    assert (nothing.returncode, nothing.stdout) == (1, "")
    assert "1234-5" in nothing.stderr


def test_search(setting: Setting, tmp_path: Path) -> None:
    """Guards `search`: hits with a snippet, and any text as a query."""
    file = tmp_path / "issue.eml"
    file.write_bytes(make_mail(ISSUE))
    setting.run("import", file)
    word = max(re.findall(r"[a-z]+", ISSUE.articles[0].body[0]), key=len)
    done = setting.run("search", word)
    assert done.returncode == 0
    assert f"{ISSUE.ref}-1 " in done.stdout
    assert "**" in done.stdout
    assert setting.run("search", "a & | ! '\" \\ %s OR").returncode == 0


def test_reader_that_leaves(tmp_path: Path) -> None:
    """Guards `jrld … | head -1`: no traceback when the pipe is closed."""
    for number in range(40):
        (tmp_path / f"{number}.eml").write_bytes(make_mail(ISSUE))
    command = f"'{PROGRAM}' split *.eml --json | head -1"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, env=make_environ(), capture_output=True, text=True)
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


# --- split --------------------------------------------------------------------------------------


def test_split_json(tmp_path: Path) -> None:
    """Guards the shape that scripts read: one object a line, dates in ISO 8601 or null, spans of the issue's text."""
    file, other = tmp_path / "issue.eml", tmp_path / "letter.txt"
    file.write_bytes(make_mail(ISSUE))
    other.write_text("A letter to nobody.\n")
    done = jrld("split", file, other, "--json")
    assert done.returncode == 1
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert set(first) == set(second) == {"file", "format", "issue", "coverage", "articles"}
    assert (first["file"], first["format"], first["coverage"]) == (str(file), "jrl", 1.0)
    issue = first["issue"]
    parts = {"ref", "entries", "segments"}
    assert set(issue) == {"digest", "label", "year", "number", "date", "verdict", "warnings"} | parts
    assert (issue["date"], issue["number"]) == (ISSUE.date.isoformat(), ISSUE.number)
    keys = {"position", "label", "title", "authors", "source", "published", "url", "kind", "body", "span"}
    keys |= {"ref", "entry", "source_printed", "language", "excerpt", "notes", "rights", "origins", "body_span"}
    assert all(set(article) == keys for article in first["articles"])
    assert [article["position"] for article in first["articles"]] == [1, 2, 3, 4, 5, 6]
    assert (second["format"], second["issue"], second["articles"]) == (None, None, [])
    assert "letter.txt" in done.stderr


def test_split_of_a_folder_names_the_files(tmp_path: Path, mails: Path) -> None:
    """Guards who splits a whole folder: each line and each complaint says which file it is about."""
    done = jrld("split", mails, "--json")
    shown = {json.loads(line)["file"] for line in done.stdout.splitlines()}
    assert shown == {str(file) for file in mails.iterdir()}
    assert f"jrld: {mails / 'nested.eml'}: " in done.stderr
    (tmp_path / "empty").mkdir()
    nothing = jrld("split", tmp_path / "empty")
    assert (nothing.returncode, nothing.stdout) == (1, "")
    assert "nothing in it" in nothing.stderr


def test_split_of_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    """Guards the JSON's own encoding."""
    file = os.fsencode(tmp_path) + b"/\xff.eml"
    Path(os.fsdecode(file)).write_bytes(make_mail(ISSUE))
    done = subprocess.run([PROGRAM, "split", file, "--json"], capture_output=True, env=make_environ())
    assert json.loads(done.stdout.decode("utf-8"))["file"].endswith("\\xff.eml")


def test_split_needs_neither_database_nor_configuration(tmp_path: Path) -> None:
    """Guards that `split` touches nothing: a broken configuration and a home that is not there do not hinder it."""
    file = tmp_path / "issue.eml"
    file.write_bytes(make_mail(ISSUE))
    environ = make_environ(tmp_path / "nowhere", JRLD_CONFIG="/not/there.yaml")
    done = jrld("split", file, env=environ)
    assert (done.returncode, done.stderr) == (0, "")
    assert ISSUE.ref in done.stdout
    assert "complete" in done.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["issue.eml"]


def test_hostile_title_cannot_command_a_terminal(tmp_path: Path) -> None:
    """Guards people's terminals: escape sequences and markup of a mail are shown, not obeyed."""
    file = tmp_path / "issue.eml"
    raw = make_mail(ISSUE, "utf8-8bit")
    file.write_bytes(raw.replace(b"\n1. ", b"\n1. \x1b[31m[bold]\x9b2J ", 1))
    done = jrld("split", file)
    assert "\x1b" not in done.stdout
    assert "\x9b" not in done.stdout


# --- once ---------------------------------------------------------------------------------------


def test_once_says_what_went_wrong(tmp_path: Path, store_url: str) -> None:
    """Guards cron: exit code 1 and one line each for a folder that is away and for a message that cannot be read."""
    maildir = tmp_path / "Mail"
    (maildir / "cur").mkdir(parents=True)
    (maildir / "new").mkdir()
    (maildir / "new" / "1.2.host").write_bytes(make_nested_mail())
    (maildir / "new" / "1.3.host").write_bytes(make_mail(ISSUE))
    mailboxes = [{"name": "there", "maildir": str(maildir)}, {"name": "away", "maildir": str(tmp_path / "away")}]
    setting = write_config(tmp_path, mailboxes, store_url)
    done = setting.run("once")
    assert (done.returncode, done.stdout) == (1, "")
    away, quarantined = done.stderr.splitlines()
    assert away.startswith("jrld: ")
    assert "away" in away
    assert "quarantined (nesting)" in quarantined
    assert setting.run("show", ISSUE.ref).returncode == 0
    status = setting.run("status")
    assert status.returncode == 1
    assert re.search(r"^away +INBOX +failed +never .*is away", status.stdout, re.MULTILINE)
    config = json.loads(setting.file.read_text())
    setting.file.write_text(json.dumps({**config, "mailboxes": mailboxes[:1]}))
    later = setting.run("status")
    assert later.returncode == 0
    assert "no longer configured" in later.stdout


# --- init ---------------------------------------------------------------------------------------


@pytest.fixture
def account(dovecot_server: DovecotServer, imap_user: str, tmp_path: Path) -> dict[str, str]:
    """An account with one issue in it, as options of `init`."""
    dovecot_server.append(imap_user, make_mail(ISSUE, crlf=True))
    secret = tmp_path / "imap password"
    secret.touch(0o600)
    secret.write_text(dovecot_server.password)
    return {
        "--host": dovecot_server.host,
        "--port": str(dovecot_server.tls_port),
        "--tls-ca": str(dovecot_server.ca),
        "--username": imap_user,
        "--password": f"file:{secret}",
    }


def flatten(options: dict[str, str]) -> list[str]:
    return [word for pair in options.items() for word in pair]


def test_init_writes_what_once_can_use(tmp_path: Path, account: dict[str, str], store_url: str) -> None:
    """Guards the way in: `init` by options tries both, writes a commented file, and `once` works with it at once."""
    url = make_url(store_url)
    database = url._replace(password=None).render_as_string(hide_password=False)
    environ = make_environ(tmp_path, JRLD_TEST_DATABASE=str(url.password))
    file = tmp_path / "new" / "jrld.yaml"
    options = {**account, "--database": database, "--database-password": "env:JRLD_TEST_DATABASE", "-o": str(file)}
    done = jrld("init", *flatten(options), env=environ, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    assert re.search(r"^jrl/INBOX +ok +1 messages", done.stdout, re.MULTILINE)
    assert re.search(r"^database +ok ", done.stdout, re.MULTILINE)
    assert file.read_text().count("#") > 5
    once = jrld("once", "-c", file, env=environ)
    assert (once.returncode, once.stdout, once.stderr) == (0, "", "")  # nothing for cron to send by mail
    assert ISSUE.ref in jrld("show", ISSUE.ref, "-c", file, env=environ).stdout


def test_init_means_the_paths_that_were_typed(tmp_path: Path) -> None:
    """Guards relative paths: typed here, and not relative to the configuration that they end up in."""
    arguments = ("init", "--maildir", "Mail", "--no-try", "-o", "far/away/jrld.yaml")
    done = jrld(*arguments, env=make_environ(tmp_path), cwd=tmp_path, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    assert f'maildir: "{tmp_path / "Mail"}"' in (tmp_path / "far" / "away" / "jrld.yaml").read_text()


def test_init_where_nothing_can_be_written() -> None:
    """Guards a sentence instead of a traceback."""
    done = jrld("init", "--maildir", "Mail", "--no-try", "-o", "/proc/nothing/jrld.yaml", stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("jrld: /proc/nothing/jrld.yaml cannot be written: ")


def test_init_replaces_nothing_unasked(tmp_path: Path) -> None:
    """Guards a configuration that is there."""
    file = tmp_path / "jrld.yaml"
    file.write_text("mine")
    arguments = ("init", "--maildir", "/nowhere", "--no-try", "-o", file)
    done = jrld(*arguments, env=make_environ(tmp_path), stdin=subprocess.DEVNULL)
    assert (done.returncode, file.read_text()) == (1, "mine")
    assert jrld(*arguments, "--force", env=make_environ(tmp_path), stdin=subprocess.DEVNULL).returncode == 0
    assert "/nowhere" in file.read_text()


def test_init_takes_no_password_itself(tmp_path: Path, account: dict[str, str]) -> None:
    """Guards against a password in a shell's history and in a configuration: refused, not repeated, nothing written."""
    file = tmp_path / "jrld.yaml"
    options = {**account, "--password": "hunter2", "-o": str(file)}
    done = jrld("init", *flatten(options), env=make_environ(tmp_path), stdin=subprocess.DEVNULL)
    assert done.returncode == 78
    assert "hunter2" not in done.stdout + done.stderr
    assert not file.exists()


def test_init_asks_on_a_terminal(tmp_path: Path) -> None:
    """Guards the questions: answered on a real terminal, they give the configuration that the answers say."""
    file = tmp_path / "jrld.yaml"
    maildir = tmp_path / "Mail"
    (maildir / "cur").mkdir(parents=True)
    (maildir / "new").mkdir()
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(PROGRAM, ["jrld", "init", "--no-try", "-o", str(file)], make_environ(tmp_path))
    for answer in ("maildir", str(maildir), "", ""):
        os.write(terminal, f"{answer}\n".encode())
    said = b""
    try:
        while piece := os.read(terminal, 4096):
            said += piece
    except OSError:  # the other end is closed
        os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0, said
    written = file.read_text()
    assert str(maildir) in written
    assert "embedded" in written
    assert jrld("check", "-c", file, env=make_environ(tmp_path)).returncode == 0


# --- the embedded database ----------------------------------------------------------------------


def test_embedded_database_by_its_commands(tmp_path: Path, data: Path, mails: Path) -> None:
    """Guards psql, db url and db stop on the default database: it starts by itself, stays when asked, and stops."""
    setting = write_config(tmp_path, [], data)
    setting.run("import", mails)
    done = setting.run("psql", "--", "-Atc", "select count(*) from jrl.articles")
    assert (done.returncode, done.stdout) == (0, "22\n"), done.stderr
    assert setting.run("psql", "--", "-Atc", "select nonsense").returncode == 1
    url = setting.run("db", "url").stdout.strip()
    assert re.fullmatch(r"postgresql://jrld:\S+@127\.0\.0\.1:\d+/jrld", url)
    engine = open_engine(url)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM jrl.occurrences").scalar() == 22
    engine.dispose()
    assert setting.run("db", "stop").stdout == "stopped\n"
    assert setting.run("db", "stop").stdout == "it was not running\n"


def test_stop_is_for_the_embedded_database(setting: Setting) -> None:
    """Guards somebody else's server."""
    done = setting.run("db", "stop")
    assert (done.returncode, done.stdout) == (1, "")
