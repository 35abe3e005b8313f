"""What publishing an issue of 30 articles costs beside a small archive and beside a large one, and where the time goes.

Both archives are in one Postgres (jrld's own, in a folder of its own), made of Zipf-distributed words; issues are
published into the one and the other by turns. Every fourth article of an issue is an update of one in the archive. The
exit code is 1 when the large one costs more than 1.5 times the small one.
"""

import argparse
import random
import re
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

import numpy as np  # noqa: E402
from rich.text import Text  # noqa: E402
from sqlalchemy import Engine, event  # noqa: E402

from benchmarks.progress import track  # noqa: E402
from jrld.cli.console import make_table, open_console  # noqa: E402
from jrld.dedupe import RULES  # noqa: E402
from jrld.fingerprint import VERSION, normalise, read_sketch  # noqa: E402
from jrld.model import Issue  # noqa: E402
from jrld.postgres import EmbeddedServer  # noqa: E402
from jrld.shingles import VERSION as SKETCHES  # noqa: E402
from jrld.store.engine import open_engine  # noqa: E402
from jrld.store.publish import publish  # noqa: E402
from jrld.store.schema import migrate  # noqa: E402
from store_fixtures import keep_one, make_issue, make_mail, open_server, rename_database  # noqa: E402

RATIO = 1.5  # the large archive's time to the small one's, at most
PER_ISSUE = 30
CHUNK = 1_000  # articles made at once
_START = datetime(1996, 1, 1, tzinfo=UTC)
EXAMPLE = "example:\n  python tests/benchmarks/dedupe_scale.py --large 25000 --issues 20"
# What a statement is for, by the first of these that is in it
STEPS = {
    "look up what is known": r"article\.exact = ANY",
    "articles and their index of words": r"INSERT INTO jrld\.article|UPDATE jrld\.article",
    "issue and occurrences": r"jrld\.(?:issue|occurrence) |jrld\.message SET",
    "candidates": r"jrld\.posting WHERE posting\.hash|FROM jrld\.sketch WHERE",
    "write fingerprints": r"INTO jrld\.(?:posting|sketch)|FROM jrld\.posting",
    "texts of candidates": r"SELECT id, exact, first_seen, body",
    "links": r"jrld\.link",
    "stories": r"jrld\.(?:story|member|container|ruled)",
    "editions": r"jrld\.(?:twin|edition)|mine",
}


def main() -> int:
    args = read_arguments()
    console = open_console()
    place = Path(tempfile.mkdtemp(prefix="jrld-bench-", dir=args.place))
    place.chmod(0o755)
    try:
        with EmbeddedServer(place / "postgres") as server:
            engines = {size: make_archive(server.url, size) for size in (args.small, args.large)}
            times, steps = measure(engines, args.issues)
            for engine in engines.values():
                engine.dispose()
    finally:
        shutil.rmtree(place, ignore_errors=True)
    middle = {size: 1_000 * median(found) for size, found in times.items()}
    rows = [
        (f"{size:,}", f"{middle[size]:.1f}", f"{1_000 * sorted(found)[int(0.95 * len(found))]:.1f}")
        for size, found in times.items()
    ]
    console.print(make_table(f"An issue of {PER_ISSUE} articles", ("articles in the archive", "ms#", "ms, p95#"), rows))
    console.print(make_table("Where the time goes", ("step", *(f"{size:,}#" for size in times)), show_steps(steps)))
    ratio = middle[args.large] / middle[args.small]
    console.print(Text(f"the large archive costs {ratio:.2f} times the small one, at most {RATIO:g}"))
    return int(ratio > RATIO)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--small", type=int, default=2_500, metavar="N", help="articles in the small archive (2,500)")
    parser.add_argument("--large", type=int, default=250_000, metavar="N", help="in the large one (250,000)")
    parser.add_argument("--issues", type=int, default=60, metavar="N", help="issues into each (60)")
    parser.add_argument("--place", type=Path, help="where the database is made and removed")
    return parser.parse_args()


# --- the archives -------------------------------------------------------------------------------

_SYLLABLES = ("ka", "mo", "ri", "ta", "ne", "su", "lo", "vi", "sha", "do", "pe", "ru", "zi", "go", "ly", "chu", "fa")
_VOCABULARY = 60_000
_FRAME = " ".join(f"frame{k} of the daily column" for k in range(12))


def make_words() -> list[str]:
    chooser = random.Random(1)
    found: dict[str, None] = {}
    while len(found) < _VOCABULARY:
        found["".join(chooser.choices(_SYLLABLES, k=chooser.randint(2, 5)))] = None
    return list(found)


_WORDS = make_words()
_ODDS = np.cumsum(1.0 / (np.arange(_VOCABULARY) + 2.7))
_ODDS /= _ODDS[-1]


def make_body(number: int) -> str:
    """The article of this number: about 800 words, in paragraphs; every tenth in the frame of a column."""
    dice = np.random.default_rng(number)
    count = int(np.clip(dice.lognormal(6.55, 0.55), 60, 4_000))
    words = [_WORDS[k] for k in np.searchsorted(_ODDS, dice.random(count))]
    paragraphs = [" ".join(words[at : at + 60]).capitalize() + "." for at in range(0, count, 60)]
    return "\n".join([*paragraphs, _FRAME] if number % 10 == 0 else paragraphs)


def make_rows(first: int) -> list[tuple[Any, ...]]:
    """What is stored of CHUNK articles: (body, exact, words, sketch)."""
    found = []
    for number in range(first, first + CHUNK):
        body = make_body(number)
        words = normalise(body)
        found.append((body, number.to_bytes(16, "big"), len(words), list(read_sketch(words))))
    return found


def make_archive(server: str, size: int) -> Engine:
    """A database with so many articles, an occurrence each, indexed as jrld would have done."""
    name = f"archive_{size}"
    with open_server(server) as run:
        run(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    engine = open_engine(rename_database(server, name))
    migrate(engine)
    connection: Any = engine.raw_connection().driver_connection
    connection.execute("SET statement_timeout = 0")
    connection.execute("DROP INDEX jrld.article_tsv_idx")
    with ProcessPoolExecutor(2) as pool:
        chunks = pool.map(make_rows, range(0, size, CHUNK))
        for k, rows in enumerate(track(f"{size:,} articles", chunks, -(-size // CHUNK))):
            copy_rows(connection, k * CHUNK, rows[: size - k * CHUNK])
    connection.execute("CREATE INDEX article_tsv_idx ON jrld.article USING gin (tsv)")
    for table in ("article", "occurrence", "issue", "message", "sketch"):
        identity = "" if table == "sketch" else f"ALTER TABLE jrld.{table} ALTER id RESTART WITH 10000000"
        connection.execute(identity or "SELECT 1")
    connection.commit()
    connection.autocommit = True
    connection.execute("VACUUM ANALYZE")
    connection.close()
    engine.dispose()
    return engine


def copy_rows(connection: Any, first: int, rows: Sequence[tuple[Any, ...]]) -> None:
    cursor = connection.cursor()

    def copy(table: str, columns: str, found: Iterator[tuple[Any, ...]]) -> None:
        with cursor.copy(f"COPY jrld.{table} ({columns}) FROM STDIN") as target:
            for row in found:
                target.write_row(row)

    numbered = list(enumerate(rows, start=first + 1))
    days = {number: _START + timedelta(hours=number) for number, _ in numbered}
    issues = range(first // PER_ISSUE + 1 + (first % PER_ISSUE > 0), (first + len(rows) - 1) // PER_ISSUE + 2)
    copy(
        "message",
        "id, sha256, raw, raw_encoding, size, media, state, sent_at",
        (
            (k, k.to_bytes(32, "big"), b"", "identity", 0, "message/rfc822", "published", days[first + 1])
            for k in issues
        ),
    )
    copy(
        "issue",
        "id, message_id, part, digest, format, ref, label, year, number, verdict, warnings, text, carrier, segments,"
        " coverage",
        ((k, k, 1, "jrl", "jrl", str(k), str(k), 1996, k, "complete", "[]", "", "plain", "[]", 1.0) for k in issues),
    )
    copy("edition", "issue_id, same_as, revision, current", ((k, k, 1, True) for k in issues))
    copy(
        "article",
        "id, fp_version, exact, title, authors, kind, body, words, first_seen, origin",
        (
            (number, VERSION, exact, f"Title {number}", [], "press", body, words, days[number], b"")
            for number, (body, exact, words, _) in numbered
        ),
    )
    copy(
        "occurrence",
        "issue_id, position, label, ref, authors, kind, span_start, span_end, body_start, body_end, excerpt, notes,"
        " origins, article_id",
        (
            ((number - 1) // PER_ISSUE + 1, number % PER_ISSUE + 1, "1", f"a-{number}", [], "press", 0, 0, 0, 0, False,
             [], "{}", number)
            for number, _ in numbered
        ),
    )  # fmt: skip
    copy(
        "sketch",
        "article_id, version, rules, hashes, form",
        ((number, SKETCHES, RULES, sketch, "") for number, (*_, sketch) in numbered),
    )
    copy("posting", "hash, article_id", ((hash_, number) for number, (*_, sketch) in numbered for hash_ in sketch))


# --- the issues ---------------------------------------------------------------------------------


def make_issue_of(number: int, size: int) -> Issue:
    """An issue that the archive has not seen, in which every fourth article is an update of one that it has."""
    bodies = []
    for k in range(PER_ISSUE):
        body = make_body(50_000_000 + number * PER_ISSUE + k)
        if k % 4 == 0:
            old = make_body(random.Random(number * 100 + k).randrange(size)).split("\n")
            body = "\n".join([body.split("\n")[0], *old[1:]])
        bodies.append(body)
    return make_issue(bodies, ref=f"2026-{number}", year=2026, number=number)


def measure(engines: dict[int, Engine], issues: int) -> tuple[dict[int, list[float]], dict[str, dict[int, float]]]:
    """(seconds of each issue by size of the archive, seconds of each step by size)."""
    times: dict[int, list[float]] = defaultdict(list)
    steps: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for size, engine in engines.items():
        watch(engine, size, steps)
    for number in track("issues", range(-5, issues), issues + 5):
        for size, engine in engines.items():
            issue = make_issue_of(number + 10, size)
            message = keep_one(engine, f"{number}".encode())
            began = time.perf_counter()
            publish(engine, message, make_mail(number % 28 + 1), [issue])
            took = time.perf_counter() - began
            if number >= 0:
                times[size].append(took)
            else:  # warms caches on both sides
                steps.clear()
    for size, found in times.items():
        steps["Python, and the commit"][size] = sum(found) - sum(step[size] for step in steps.values())
    return times, steps


def watch(engine: Engine, size: int, steps: dict[str, dict[int, float]]) -> None:
    """Count the time of each statement to its step."""
    began = [0.0]

    def before(*_: Any) -> None:
        began[0] = time.perf_counter()

    def after(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        step = next((name for name, pattern in STEPS.items() if re.search(pattern, statement)), "locks and the rest")
        steps[step][size] += time.perf_counter() - began[0]

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)


def show_steps(steps: dict[str, dict[int, float]]) -> list[tuple[str, ...]]:
    sizes = list(next(iter(steps.values())))
    total = {size: sum(step[size] for step in steps.values()) for size in sizes}
    ordered = sorted(steps.items(), key=lambda item: -sum(item[1].values()))
    return [(name, *(f"{step[size] / total[size]:.0%}" for size in sizes)) for name, step in ordered]


if __name__ == "__main__":
    sys.exit(main())
