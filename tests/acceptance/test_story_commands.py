"""`jrld why`, `jrld story`, `jrld diff` as persons and scripts use them, on an archive in which texts come back."""

import getpass
import json
import os
import pty
import re
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from daemon_process import PROGRAM, Setting, write_config
from jrld.store.publish import publish
from store_fixtures import keep_one, make_issue, make_mail, prose

A, B, C, D = (prose(seed, 200) for seed in range(4))
NEAR_A = A.replace("harbour", "port")
LONGER_A = f"{NEAR_A} Corrected by the editor."
HEAD_B = ". ".join(B.split(". ")[: B.count(". ") // 2]) + "."
WHO = getpass.getuser()


@pytest.fixture
def setting(tmp_path: Path, store_url: str) -> Setting:
    return write_config(tmp_path, [], store_url)


def send(
    engine: Engine,
    day: int,
    *bodies: str,
    title: str = "News of the harvest",
    sent: int = 0,
    last: str = "",
    **fields: Any,
) -> None:
    """Issue 7100 + day; `sent`: the day of its mail, if another; `last`: a title for its last item, as number 9."""
    issue = make_issue(bodies, str(7100 + day), title=title, number=100 + day, date=date(2003, 4, day), **fields)
    if last:
        item = replace(issue.articles[-1], title=last, label="9", ref=f"{issue.ref}-9")
        issue = replace(issue, articles=(*issue.articles[:-1], item))
    mail = keep_one(engine, repr((day, sent, title, bodies, fields)).encode())
    publish(engine, mail, make_mail(sent or day), [issue])


@pytest.fixture
def archive(engine: Engine) -> Engine:
    """7101: A, B, C. 7102: A corrected, half of B, D. 7103: C again, and C and D in one."""
    send(engine, 1, A, B, C)
    send(engine, 2, NEAR_A, HEAD_B, D, title="Winter on a river")
    send(engine, 3, C, f"{C}\n\n{D}", title="Two pieces from elsewhere")
    return engine


def read_ok(setting: Setting, *arguments: str) -> str:
    done = setting.run(*arguments)
    assert (done.returncode, done.stderr) == (0, ""), arguments
    assert "\x1b" not in done.stdout
    return done.stdout


def read_error(setting: Setting, *arguments: str) -> str:
    done = setting.run(*arguments)
    assert (done.returncode, done.stdout) == (1, ""), arguments
    assert done.stderr.startswith("jrld: ")
    assert "Traceback" not in done.stderr
    return done.stderr


# --- why ----------------------------------------------------------------------------------------


def test_why_of_one(archive: Engine, setting: Setting) -> None:
    """Its story, each link with the evidence and the rule, and where it stands."""
    said = read_ok(setting, "why", "7102-2")
    assert said.startswith("7102-2  Winter on a river 2  Sample Times, 2003-04-04, ")
    assert re.search(r"^7101-2 .* stands for the story *$", said, re.MULTILINE)
    assert re.search(r"^7102-2 .* this one *$", said, re.MULTILINE)
    for sentence in (
        "7102-2 is an excerpt of 7101-2.",
        "7101-2 holds 100.0% of 7102-2; 7102-2 holds ",
        "Numbers: too few to compare.",
        "First seen 1 day apart.",
        "Rule excerpt (rules version 1): 80% or more (70% within a day) of one are in the other",
    ):
        assert sentence in said
    assert "7102-1 and 7101-1 are one text but for small things." in read_ok(setting, "why", "7102-1")


def test_why_of_what_a_cut_was_missed_in(archive: Engine, setting: Setting) -> None:
    """From either side; and where an article stands word for word."""
    said = read_ok(setting, "why", "7103-2")
    assert (
        "7103-2 holds several articles; a cut was probably missed in it:\n  7101-3, 7103-1  News of the harvest 3"
        in said
    )
    assert "And yet they are not in one story." in said
    part = read_ok(setting, "why", "7103-1")
    [holder] = re.findall(r"^7103-1 is one of several articles in this one; .*\n  (\S+) ", part, re.MULTILINE)
    assert holder == "7103-2"
    assert "Stands word for word in 2 places" in part
    assert re.search(r"^7101-3 +jrl 7101 +2003-04-01 +1 +News of the harvest 3", part, re.MULTILINE)


def test_why_of_two(archive: Engine, setting: Setting) -> None:
    """What was decided of them; of two that have no link, what would be now; of one article under two refs."""
    said = read_ok(setting, "why", "7101-1", "7102-1")
    assert "Decided when they met:\n  7101-1 and 7102-1 are one text but for small things." in said
    assert "They are in one story, " in said
    apart = read_ok(setting, "why", "7101-1", "7101-2")
    assert "They have no link. What is found of the two texts now:" in apart
    assert "have nothing to do with each other." in apart
    assert "Fingerprints in common: 0, of which 0 propose a pair" in apart
    assert "They are in different stories." in apart
    assert "They are one article: the same words in the same order." in read_ok(setting, "why", "7101-3", "7103-1")
    held = read_ok(setting, "why", "7102-3", "7103-2")
    assert "7103-2 holds several articles, and makes no story with what it holds." in held


def test_why_of_boilerplate(engine: Engine, setting: Setting) -> None:
    """A frame that more than eight articles have is named."""
    frame = prose(99, 90)
    for day in range(1, 11):
        send(engine, day, f"{frame} {prose(100 + day, 60)}")
    said = read_ok(setting, "why", "7101-1", "7102-1")
    found = re.search(r"Fingerprints in common: (\d+), of which 0 propose a pair .* and (\d+) are boilerplate", said)
    assert found
    assert found[1] == found[2] != "0"
    [words] = re.findall(r"Boilerplate: “(\w+(?: \w+){4})”", said)
    assert words in re.sub(r"[^\w ]", "", frame).lower()


def test_why_as_json(archive: Engine, setting: Setting) -> None:
    """The shape that scripts read, of one article and of two."""
    one = json.loads(read_ok(setting, "why", "7102-2", "--json"))
    assert set(one) == {
        *("ref", "digest", "article_id", "story", "members", "rulings"),
        *("links", "occurrences", "holds", "held_by"),
    }
    [link] = one["links"]
    assert (link["relation"], link["is_excerpt"], link["other_refs"], link["rules"]) == ("excerpt", True, ["7101-2"], 1)
    assert [member["refs"] for member in one["members"]] == [["7101-2"], ["7102-2"]]
    two = json.loads(read_ok(setting, "why", "7101-1", "7101-2", "--json"))
    assert set(two) == {"articles", "is_one_article", "link", "now", "shared_fingerprints", "rulings"}
    assert (two["link"], two["now"]["relation"], two["is_one_article"]) == (None, "none", False)


# --- story --------------------------------------------------------------------------------------


def test_story_by_hand(archive: Engine, setting: Setting) -> None:
    """Shown, merged, split, the log of it, and all taken back."""
    assert "Story " in read_ok(setting, "story", "7101-1")
    assert read_ok(setting, "story", "show", "7101-1") == read_ok(setting, "story", "7101-1")
    assert "A story by itself" in read_ok(setting, "story", "7101-3")
    merged = read_ok(setting, "story", "merge", "7101-1", "7102-3", "--why", "one speech, translated twice")
    assert re.search(r"^Story \d+: 3 articles$", merged, re.MULTILINE)
    assert re.search(
        rf"^7101-1 and 7102-3 are one story +{WHO} +\S+ \S+ +one speech, translated twice", merged, re.MULTILINE
    )
    assert "leads from one to the other: a ruling joins them." in read_ok(setting, "why", "7102-1", "7102-3")
    split = read_ok(setting, "story", "split", "7102-1")
    assert "7101-1 and 7102-1 are two stories" in split
    assert json.loads(read_ok(setting, "story", "--json", "7102-1"))["members"][0]["refs"] == ["7102-1"]
    log = read_ok(setting, "story", "log", "7101-1")
    assert re.search(rf"split +7101-1, 7102-3 +{WHO}: split 7102-1", log)
    assert re.search(rf"merge +7101-1, 7102-1, 7102-3 +{WHO}: merge 7101-1 7102-3 \(one speech", log)
    assert "published" in read_ok(setting, "story", "log")
    assert "And yet they are not in one story." in read_ok(setting, "why", "7101-1")
    assert "A ruling keeps them, or others of their stories, apart." in read_ok(setting, "why", "7101-1", "7102-1")
    gone = read_ok(setting, "story", "forget", "7101-1", "7102-1")
    assert "7101-1 and 7102-1 are two stories" in gone
    assert "nobody has ruled on 7101-1 and 7102-1" in read_error(setting, "story", "forget", "7101-1", "7102-1")
    read_ok(setting, "story", "forget", "7102-3")
    assert "Story 1: 2 articles" in read_ok(setting, "story", "7101-1")
    assert "nothing was merged or split" in read_ok(setting, "story", "log", "7101-3")


def test_what_cannot_be_ruled(archive: Engine, setting: Setting) -> None:
    """Unknown refs, an issue's, one article twice; and a ref of two digests, until it is said of which."""
    assert "there is no article '9999-1'; `jrld search` finds" in read_error(setting, "story", "9999-1")
    assert "there is no article '9999-1'" in read_error(setting, "why", "7101-1", "9999-1")
    assert "'7101' is an issue; its articles are cited as 7101-1, " in read_error(setting, "story", "7101")
    assert "one article, word for word" in read_error(setting, "story", "merge", "7101-3", "7103-1")
    assert "nothing to split it from" in read_error(setting, "story", "split", "7101-3")
    send(archive, 1, prose(50, 200), digest="other")
    assert "of jrl and of other: say of which by --digest" in read_error(setting, "why", "7101-1")
    assert "News of the harvest 1" in read_ok(setting, "why", "7101-1", "--digest", "other")
    merged = read_ok(setting, "story", "merge", "7101-1", "7101-1", "--digest", "jrl", "--digest", "other")
    assert "7101-1 (jrl) and 7101-1 (other) are one story" in merged
    for usage in (("story", "merge", "7101-1"), ("why", "7101-1", "--digest", "a", "--digest", "b"), ("story",)):
        done = setting.run(*usage)
        assert (done.returncode, done.stdout if usage != ("story",) else "") == (2, "")


# --- diff ---------------------------------------------------------------------------------------


@pytest.fixture
def corrected(engine: Engine) -> Engine:
    """Issue 7101, sent three times: A is corrected, C goes, D comes; then the titles change."""
    send(engine, 1, A, B, C)
    send(engine, 1, LONGER_A, B, D, sent=2, last="Snow on a glacier")
    send(engine, 1, LONGER_A, B, D, sent=3, title="Headline", last="Snow on a glacier")
    return engine


def test_diff_of_an_issue(corrected: Engine, setting: Setting) -> None:
    """Items added, removed and changed, the last two revisions or those asked for, marked as git does."""
    newest = read_ok(setting, "diff", "7101")
    assert "from revision 2 (sent 2003-04-02 12:00, complete) to 3 (sent 2003-04-03 12:00, complete): " in newest
    assert ": 2 changed, 0 added, 0 removed, 1 the same\n" in newest
    assert "title: [-News of the harvest-]{+Headline+} 1" in newest
    first = read_ok(setting, "diff", "7101", "--revision", "1", "--revision", "2")
    assert first == read_ok(setting, "diff", "7101", "--revision", "2")
    assert ": 1 changed, 1 added, 1 removed, 1 the same" in first
    changed, added, removed = first.split("\n\n7101-")[1:]
    assert changed.startswith("1 changed  News of the harvest 1\n")
    assert re.search(r"\[-[Hh]arbour\.?-\]\{\+port\.?\+\}", changed)
    assert " […]" in changed
    assert added.startswith("9 added  Snow on a glacier\n{+")
    assert removed.startswith("3 removed  News of the harvest 3\n[-")
    assert "7101-2 the same" in read_ok(setting, "diff", "7101", "--revision", "2", "--full")


def test_diff_of_articles(archive: Engine, setting: Setting) -> None:
    """Against the one that stands for the story, or any other one."""
    excerpt = read_ok(setting, "diff", "7102-2")
    assert excerpt.startswith(
        "From 7101-2, which stands for the story, to 7102-2:\ntitle: [-News of the harvest-]{+Winter on a river+} 2\n"
    )
    assert "[-" in excerpt.split("\n", 2)[2]
    assert "{+" not in excerpt.split("\n", 2)[2]
    assert re.search(r"\[-[Hh]arbour\.?-\]\{\+port\.?\+\}", read_ok(setting, "diff", "7101-1", "7102-1"))
    assert "one article, word for word" in read_ok(setting, "diff", "7101-3", "7103-1")


def test_diff_of_an_article_with_its_own_version(corrected: Engine, setting: Setting) -> None:
    """The one that stands for its story is compared with what it was a revision before."""
    said = read_ok(setting, "diff", "7101-1")
    assert said.startswith("From revision 2 (sent 2003-04-02 12:00, complete) of jrl 7101 to 3:\n7101-1 changed")


def test_diff_in_colour(archive: Engine, setting: Setting) -> None:
    """On a terminal no marks are needed; with NO_COLOR they are there."""
    environ = {**setting.environ, "JRLD_CONFIG": str(setting.file), "TERM": "xterm-256color"}
    for colour in (True, False):
        if colour:
            environ.pop("NO_COLOR")
        else:
            environ["NO_COLOR"] = "1"
        ours, theirs = pty.openpty()
        done = subprocess.run([PROGRAM, "diff", "7101-1", "7102-1"], env=environ, stdout=theirs, stderr=subprocess.PIPE)
        os.close(theirs)
        said = os.read(ours, 65536).decode()
        os.close(ours)
        assert done.returncode == 0, done.stderr
        assert ("[-" in said, "\x1b[" in said and "31" in said) == (not colour, colour)


def test_what_cannot_be_compared(archive: Engine, setting: Setting) -> None:
    """One revision, a revision that is not there, an article that has no other version, usage."""
    assert "7101 has one revision: it came once" in read_error(setting, "diff", "7101")
    send(archive, 1, A, B, sent=5)
    assert "7101 has the revisions 1 to 2, and no 7" in read_error(setting, "diff", "7101", "--revision", "7")
    assert "there is nothing to compare 7102-3 with" in read_error(setting, "diff", "7102-3")
    assert "there is no article '9999'" in read_error(setting, "diff", "9999")
    assert "only issues have revisions" in read_error(setting, "diff", "7101-1", "--revision", "1")
    assert setting.run("diff", "7101-1", "7102-1", "--revision", "1").returncode == 2


# --- status -------------------------------------------------------------------------------------


def test_status(archive: Engine, setting: Setting) -> None:
    """Stories of several articles, and what was probably cut too late."""
    shown = read_ok(setting, "status")
    assert "Stories of several articles: 2, with 4 articles\n" in shown
    table = shown.split("Articles that hold several others, probably by missed cuts\n")[1].split("\n\n")[0]
    assert re.search(r"^7103-2 +Two pieces from elsewhere 2 +7101-3, 7102-3 *$", table, re.MULTILINE)
