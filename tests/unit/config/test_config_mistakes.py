"""Every mistake at once, each with its place and what would be right."""

from pathlib import Path

import pytest

from config_cases import MAILBOX, find_problems, load
from jrld import config
from jrld.errors import ConfigError


def test_five_mistakes_at_once(file: Path) -> None:
    """Guards that every mistake is reported in one go, each with path and line, in the order of the file."""
    assert find_problems(
        file,
        """\
database: {urll: embedded}
mailboxes:
  - name: jrl
    host: imap.example.org
    prot: 993
    username: reader
    password: {env: JRLD_NOT_SET}
    poll:
      every: 5 minutes
log: {level: loud}
""",
    ) == [
        '1: database.urll: unknown key; did you mean "url"?',
        '5: mailboxes[0].prot: unknown key; did you mean "port"?',
        "7: mailboxes[0].password.env: the environment variable JRLD_NOT_SET is not set",
        '9: mailboxes[0].poll.every: "5 minutes" is not a duration; write for example 30s, 5m, 2h or 1d',
        '10: log.level: "loud" is not one of debug, info, warning, error',
    ]


# Each: what is added to MAILBOX (lines 1 to 5), and the problem
MISTAKES = [
    ("    port: '993'", '6: mailboxes[0].port: "993" is not a whole number'),
    ("    port: 993.5", "6: mailboxes[0].port: the number 993.5 is not a whole number"),
    ("    port: true", "6: mailboxes[0].port: true is not a whole number"),
    ("    port: 65536", "6: mailboxes[0].port: the number 65536 is out of range; from 1 to 65535"),
    ("    folders: INBOX", '6: mailboxes[0].folders: "INBOX" is not a list; write [ ] around it, or - before each'),
    ("    folders: []", "6: mailboxes[0].folders: is empty; take it out for the default, or write at least one"),
    ("    folders:\n    - 5", "7: mailboxes[0].folders[0]: the number 5 is not text; write it in quotes"),
    ("    tls: ssl", '6: mailboxes[0].tls: "ssl" is not one of implicit, starttls, none'),
    (
        "    tls: none",
        '6: mailboxes[0].tls: "none" would send the password readable to imap.example.org; write implicit or starttls',
    ),
    ("    tls_ca: absent.pem", "6: mailboxes[0].tls_ca: there is no file {folder}/absent.pem"),
    ("    tls_ca: 5", "6: mailboxes[0].tls_ca: the number 5 is not a path"),
    (
        "    maildir: ~/Mail",
        "3: mailboxes[0].host: is for IMAP mailboxes, and this one has `maildir`; keep one of the two",
    ),
    ("    poll: 5m", '6: mailboxes[0].poll: "5m" stands where keys with values should'),
    (
        "    poll: {every: 300}",
        "6: mailboxes[0].poll.every: the number 300 is not a duration; write for example 30s, 5m, 2h or 1d",
    ),
    ("    poll: {every: 8d}", '6: mailboxes[0].poll.every: "8d" is out of range; from 1s to 7d'),
    (
        "    poll: {every: 5m, cron: '* * * * *'}",
        "6: mailboxes[0].poll.every: there is `cron` as well; keep one of them",
    ),
    (
        "    poll: {cron: '* * * *'}",
        '6: mailboxes[0].poll.cron: "* * * *" has 4 fields, not five; write for example "*/10 6-22 * * *"',
    ),
    ("    name: jrl", "6: mailboxes[0].name: is given twice, first in line 2; keep one"),
    ("    colour: red", "6: mailboxes[0].colour: unknown key; there are: name, host, tls, port, tls_ca, username, "),
    ("  - {name: jrl, maildir: x}", '6: mailboxes[1].name: "jrl" is the name of another one already; names are unique'),
    ("  - name: b", "6: mailboxes[1].host: missing; write `host` for an IMAP server, or `maildir` for a folder"),
    ("  - {name: b, maildir: }", "6: mailboxes[1].host: missing; write `host` for an IMAP server, or `maildir` for a"),
    ("  - jrl", '6: mailboxes[1]: "jrl" stands where keys with values should'),
    ('  - {name: " b", maildir: x}', '6: mailboxes[1].name: " b" does not fit. What the mailbox is called in logs'),
    ("database: embedded", '6: database: "embedded" stands where keys with values should'),
    ("database: {url: mysql://h/d}", "6: database.url: is neither `embedded` nor an address like postgresql://"),
    ("database: {url: 'postgresql+psycopg://h/d'}", "6: database.url: is neither `embedded` nor an address like"),
    ("database: {url: 'postgresql://u:s3@h/d'}", "6: database.url: has a password in it; take it out, and write"),
    ("database: {url: 'postgresql://h/d?password=s3'}", "6: database.url: has a password in it; take it out, and"),
    ("database: {url: 'postgresql://h:x/d'}", "6: database.url: is not an address; like postgresql://user@host:5432"),
    ("database: {url: 'postgresql://a@b@h/d'}", "6: database.url: has an @ or # in a name; write %40 or %23"),
    ("database: {url: 'postgresql://h/a b'}", "6: database.url: has a blank or a control character in it"),
    (
        "database: {password: {env: JRLD_IMAP_PASSWORD}}",
        "6: database.password: the embedded database makes its own password; take it out",
    ),
    (
        "database: {url: 'postgresql://h/d', password: {env: JRLD_IMAP_PASSWORD}}",
        "6: database.password: there is no user in database.url; write for example postgresql://user@host:5432",
    ),
    (
        "database: {url: 'postgresql://h/d', data: x}",
        "6: database.data: is for the embedded database only; take it out, or write url: embedded",
    ),
    ("digests: []", "6: digests: is empty; take it out for the default, or write at least one"),
    ("digests: [{name: jrl}]", "6: digests[0].format: missing. The format that its issues are written in."),
    ("digests: [{name: JRL, format: jrl}]", '6: digests[0].name: "JRL" does not fit. What the digest is called in the'),
    ("lgo: {level: info}", '6: lgo: unknown key; did you mean "log"?'),
    ("5: x", "6: 5: unknown key; there are: database, mailboxes, digests, log"),
    ("log: *other", "6: log: anchors (&) and aliases (*) are not used here; text with them needs quotes"),
    ("log: !!map {}", "6: log: tags (!) are not used here; text that begins with ! needs quotes"),
    ("log: {{level}: info}", "6: log: has something that is no word for a key; text with { or [ needs quotes"),
    ("---\nlog: {}", "6: a second document (`---`); write one"),
    ("log: {level: info", "7: is not YAML: "),
    ("  log: x", "6: is not YAML: "),
    ('log: "\\q"', "6: is not YAML: "),
    ("log: \x07", "6: is not YAML: a control character"),
]


@pytest.mark.parametrize(("added", "problem"), MISTAKES, ids=[added.strip() for added, _ in MISTAKES])
def test_one_mistake(file: Path, added: str, problem: str) -> None:
    """Guards the place and the words of each kind of mistake, and that one mistake is one problem."""
    found = find_problems(file, f"{MAILBOX}{added}\n")
    assert len(found) == 1, found
    assert found[0].startswith(problem.replace("{folder}", str(file.parent)))


def test_misspelt_required_key_is_one_problem(file: Path) -> None:
    """Guards that a misspelt `host` is not reported as missing as well."""
    assert find_problems(file, MAILBOX.replace("host:", "hots:")) == [
        '3: mailboxes[0].hots: unknown key; did you mean "host"?'
    ]


def test_repeated_name_beside_other_mistakes(file: Path) -> None:
    """Guards that a rule over all mailboxes is checked when one mailbox is wrong."""
    found = find_problems(file, f"{MAILBOX}    port: x\n  - {{name: jrl, maildir: x}}\n")
    assert [line.split(": ")[1] for line in found] == ["mailboxes[0].port", "mailboxes[1].name"]


def test_unknown_format_names_those_there_are(file: Path) -> None:
    """Guards that the formats can be checked by whoever knows them."""
    text = "digests: [{name: jrl, format: jlr}]\n"
    assert load(file, text).digests[0].format == "jlr"
    assert find_problems(file, text, formats=["jrl-page", "jrl"]) == [
        '1: digests[0].format: "jlr" is not a format; there are: jrl, jrl-page'
    ]


def test_file_that_cannot_be_read(tmp_path: Path) -> None:
    """Guards that an absent file, or a folder, is a problem with its name, not a default."""
    for place, why in ((tmp_path / "absent.yaml", "No such file or directory"), (tmp_path, "Is a directory")):
        with pytest.raises(ConfigError) as caught:
            config.load(place, {})
        assert caught.value.problems == [f"{place}: cannot be read: {why}"]


def test_not_utf8(file: Path) -> None:
    """Guards that a wrong encoding is reported with its line."""
    file.write_bytes(b"log:\n  level: caf\xe9\n")
    with pytest.raises(ConfigError, match=r":2: byte 0xe9 is not UTF-8"):
        config.load(file, {})


def test_many_problems_are_cut(file: Path) -> None:
    """Guards the terminal of somebody who names the wrong file."""
    found = find_problems(file, "".join(f"key{n}: x\n" for n in range(500)) + "log: {}\n")
    assert len(found) == 101
    assert found[-1] == " and 400 more"
