"""How well issues are split whose answers are known: made by this repository's corpus, or by another generator.

Prints recall and precision of exact articles, the fields, the issues and the verdicts, by era, transport and trouble.
The exit code is 1 when a bound is missed; bounds hold for all issues together, those in trouble included.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from multiprocessing import Pool
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from rich.console import Console  # noqa: E402
from rich.text import Text  # noqa: E402

from benchmarks.answers import Made, Stored, find_made, find_stored  # noqa: E402
from benchmarks.progress import track  # noqa: E402
from benchmarks.tally import BOUNDS, SHARES, Tallies, Tally, add_up  # noqa: E402
from benchmarks.yardstick import Failure, Score, score_issue  # noqa: E402
from jrld.cli.console import make_table, open_console  # noqa: E402
from jrld.errors import MessageError  # noqa: E402
from jrld.mime import parse  # noqa: E402
from jrld.split import split  # noqa: E402

ISSUES = 1_020  # four rounds of every era in every transport
SEED = 500_000  # far from the seeds of the tests
EXAMPLE = """examples:
  python tests/benchmarks/split_quality.py --issues 255 --show 20
  python tests/benchmarks/split_quality.py --folder DIR --json     # NNNN.eml and NNNN.json of another generator
"""
COLUMNS = ("articles#", *(f"{name}#" for name in SHARES), "false complete#")


def main() -> int:
    args = read_arguments()
    sources: Sequence[Made | Stored] = (
        find_stored(args.folder) if args.folder else list(find_made(args.seed, args.issues))
    )
    if not sources:
        print(f"no NNNN.eml with an NNNN.json in {args.folder}", file=sys.stderr)
        return 2
    scores = list(score_all(sources, args.processes))
    tallies = add_up(scores)
    failures = [failure for score in scores for failure in score.failures]
    if args.field:
        failures = [failure for failure in failures if failure.field in args.field]
    if args.json:
        print(json.dumps(show_json(tallies, failures[: args.show]), indent=2, ensure_ascii=False))
    else:
        report(open_console(), tallies, failures, args.show)
    return 1 if tallies.all.misses() else 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--issues", type=int, default=ISSUES, metavar="N", help=f"how many are made ({ISSUES:,})")
    parser.add_argument("--seed", type=int, default=SEED, metavar="S", help=f"of the first of them ({SEED:,})")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="measure the mails of this folder instead")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="list the first N failures")
    parser.add_argument("--field", action="append", help="of this field only: body, title, authors, … (repeatable)")
    parser.add_argument("--json", action="store_true", help="all figures as JSON")
    parser.add_argument("--processes", type=int, default=2, metavar="N", help="2")
    return parser.parse_args()


# --- measuring -----------------------------------------------------------------------------------


def measure(source: Made | Stored) -> Score:
    """The score of one mail. What cannot be read, or raises, has nothing found in it."""
    specimen = source.read()
    try:
        issues = split(parse(specimen.raw))
    except MessageError as error:
        issues, trouble = (), f"{error.code}: {error}"
    except Exception as error:  # noqa: BLE001 - a bug in the splitter is a failure like others here, and named
        issues, trouble = (), f"{type(error).__name__}: {error}"
    else:
        trouble = "" if issues else "no issue recognised"
    score = score_issue(specimen, issues)
    if trouble:
        score.failures.insert(0, Failure(specimen.name, "", "issue", "an issue", trouble))
    return score


def score_all(sources: Sequence[Made | Stored], processes: int) -> Iterator[Score]:
    """Every score, in order; progress on a terminal."""
    with Pool(processes) as pool:
        yield from track("splitting", pool.imap(measure, sources, chunksize=4), len(sources))


# --- reporting -----------------------------------------------------------------------------------


def report(console: Console, tallies: Tallies, failures: Sequence[Failure], show: int) -> None:
    for kind, groups in tallies.by.items():
        console.print(make_table(f"by {kind}", (kind, *COLUMNS), (show_row(n, t) for n, t in sorted(groups.items()))))
        console.print()
    console.print(make_table("all", ("issues", *COLUMNS), [show_row(f"{tallies.all.issues:,}", tallies.all)]))
    if show:
        console.print()
        console.print(make_table("failures", Failure._fields, failures[:show]))
        console.print(f"{len(failures):,} in all; {show_kinds(failures)}")
    missed = tallies.all.misses()
    console.print()
    console.print(Text("\n".join(missed), style="red") if missed else Text("every bound is kept", style="green"))


def show_row(name: str, tally: Tally) -> list[str | int | Text]:
    shares = tally.shares()
    cells = [Text(f"{shares[key]:.2%}", style="red" if shares[key] < BOUNDS.get(key, 0) else "") for key in SHARES]
    return [name, tally.true, *cells, Text(str(tally.false_complete), style="red" if tally.false_complete else "")]


def show_kinds(failures: Iterable[Failure]) -> str:
    counts: dict[str, int] = {}
    for failure in failures:
        kind = failure.field
        if kind == "body":
            kinds = [word for word in ("missing", "foreign") if f"{word}:" in failure.found]
            kind = f"body ({' and '.join(kinds) or failure.found})"
        counts[kind] = counts.get(kind, 0) + 1
    return ", ".join(f"{name}: {count:,}" for name, count in sorted(counts.items()))


def show_json(tallies: Tallies, failures: Iterable[Failure]) -> dict[str, object]:
    return {
        "all": show_tally(tallies.all),
        "by": {kind: {name: show_tally(t) for name, t in sorted(g.items())} for kind, g in tallies.by.items()},
        "missed": tallies.all.misses(),
        "failures": [failure._asdict() for failure in failures],
    }


def show_tally(tally: Tally) -> dict[str, float]:
    counts = {"issues": tally.issues, "articles": tally.true, "found": tally.found, "exact": tally.exact}
    shares = {name: round(share, 5) for name, share in tally.shares().items()}
    return counts | shares | {"false complete": tally.false_complete}


if __name__ == "__main__":
    sys.exit(main())
