"""`jrld split`: what the splitter makes of a file, for looking at and for scripts."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from jrld.cli import FAILED
from jrld.cli.console import STYLES, complain, make_table, open_console, to_line
from jrld.cli.excerpt import quote_place
from jrld.errors import MessageError
from jrld.mailbox.files import Problem, find_messages
from jrld.mime import parse
from jrld.model import Article, Entry, Issue, IssueWarning
from jrld.split import split

NO_ISSUE = "no format recognises an issue in it"
MOST_WARNINGS = 10  # of an issue, on a terminal; a page and the JSON have them all


def split_files(files: list[Path], as_json: bool) -> int:
    """Show each issue of each file. Exit code 1 when a file cannot be read or has no issue."""
    console = open_console()
    code = 0
    for file, found in _read(files):
        if isinstance(found, str):
            complain(f"{file}: {found}")
            code = FAILED
        if as_json:
            line = json.dumps(to_json(file, None if isinstance(found, str) else found), ensure_ascii=False)
            sys.stdout.write(f"{line}\n")
        elif isinstance(found, Issue):
            _show(console, file, found)
    return code


def split_to_page(files: list[Path], out: Path) -> int:
    """Write one page with each issue of each file. Exit code 1 as for `split_files`, or when nothing was written."""
    from jrld.cli.page import PageRefused, Shown, write_page  # it brings a library that is needed for nothing else

    shown: list[Shown] = []
    code = 0
    for file, found in _read(files):
        if isinstance(found, Issue):
            shown.append(Shown(str(file), found))
        else:
            complain(f"{file}: {found}")
            code = FAILED
    if not shown:
        return FAILED
    try:
        write_page(out, shown)
    except PageRefused as error:
        complain(f"{out} cannot be written: {error}")
        return FAILED
    print(f"wrote {to_line(str(out))}: {len(shown)} {'issue' if len(shown) == 1 else 'issues'}")
    return code


def _read(files: list[Path]) -> Iterator[tuple[Path, Issue | str]]:
    """Each issue with the file that it is from; in the place of one, why there is none."""
    for given in files:
        is_folder, found = given.is_dir(), False
        for message in find_messages([given]):
            found = True
            if isinstance(message, Problem):
                yield message.path, message.reason
                continue
            file = Path(message.place.folder) if is_folder else given
            try:
                issues = split(parse(message.content, message.media))
            except MessageError as error:
                yield file, error.reason
                continue
            yield from ((file, issue) for issue in issues)
            if not issues:
                yield file, NO_ISSUE
        if not found:
            yield given, "there is nothing in it"


# --- for scripts --------------------------------------------------------------------------------


def to_json(file: Path, issue: Issue | None) -> dict[str, Any]:
    """The object that the command line promises; without an issue, `format` and `issue` are null."""
    name = os.fsencode(file).decode("utf-8", "backslashreplace")  # what is not UTF-8 in it, JSON cannot hold
    shown: dict[str, Any] = {"file": name, "format": None, "issue": None, "coverage": 0.0, "articles": []}
    if issue is not None:
        shown["format"] = issue.format
        shown["issue"] = {
            "digest": issue.digest,
            "ref": issue.ref,
            "label": issue.label,
            "year": issue.year,
            "number": issue.number,
            "date": issue.date.isoformat() if issue.date else None,
            "verdict": issue.verdict.value,
            "warnings": [_warning_to_json(warning) for warning in issue.warnings],
            "entries": [_entry_to_json(entry) for entry in issue.entries],
            "segments": [
                {"part": segment.part.value, "span": list(segment.span), "position": segment.position}
                for segment in issue.segments
            ],
        }
        shown["coverage"] = issue.coverage
        shown["articles"] = [_article_to_json(article) for article in issue.articles]
    return shown


def _warning_to_json(warning: IssueWarning) -> dict[str, Any]:
    return {
        "code": warning.code,
        "message": warning.message,
        "span": list(warning.span) if warning.span else None,
    }


def _entry_to_json(entry: Entry) -> dict[str, Any]:
    return {
        "label": entry.label,
        "text": entry.text,
        "title": entry.title,
        "authors": list(entry.authors),
        "source": entry.source,
        "remark": entry.remark,
        "url": entry.url,
        "span": list(entry.span),
    }


def _article_to_json(article: Article) -> dict[str, Any]:
    return {
        "position": article.position,
        "label": article.label,
        "ref": article.ref,
        "entry": article.entry,
        "title": article.title,
        "authors": list(article.authors),
        "source": article.source,
        "source_printed": article.source_printed,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "kind": article.kind.value,
        "language": article.language,
        "excerpt": article.excerpt,
        "notes": list(article.notes),
        "rights": article.rights,
        "origins": article.origins,
        "body": article.body,
        "span": list(article.span),
        "body_span": list(article.body_span),
    }


# --- for people ---------------------------------------------------------------------------------


def _show(console: Console, file: Path, issue: Issue) -> None:
    verdict = Text(issue.verdict.value, style=STYLES[issue.verdict.value])
    when = f", {issue.date:%d %B %Y}".replace(" 0", " ") if issue.date else ""
    console.print(Text(to_line(str(file)), style="bold"))
    console.print(
        Text(f"{issue.digest} {issue.ref}{when}, format {issue.format}: "),
        verdict,
        Text(f", {len(issue.articles)} articles, {issue.coverage:.1%} of {len(issue.text):,} characters covered"),
        sep="",
    )
    rows = [
        (
            article.label,
            article.title,
            article.authors,
            article.source,
            article.published,
            article.kind.value,
            len(article.body.split()),
            f"{article.span.start}–{article.span.end}",
        )
        for article in issue.articles
    ]
    console.print(make_table("", ("label", "title", "authors", "source", "published", "kind", "words#", "span"), rows))
    _show_warnings(console, issue)
    console.print()


def _show_warnings(console: Console, issue: Issue) -> None:
    """Each with its place quoted, as compilers do."""
    for warning in issue.warnings[:MOST_WARNINGS]:
        where = f" (characters {warning.span.start}–{warning.span.end})" if warning.span else ""
        console.print(Text(f"! {warning.code}", style="yellow"), Text(f": {to_line(warning.message)}{where}"), sep="")
        for line in quote_place(issue.text, warning.span, console.width) if warning.span else ():
            console.print(line, soft_wrap=True)
    if (more := len(issue.warnings) - MOST_WARNINGS) > 0:
        console.print(Text(f"! and {more:,} more, in --html and --json", style="yellow"))
