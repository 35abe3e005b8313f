"""How fast issues are split: as a ratio to mail-parser's parsing of the same mails, and by size up to 50 MB.

The ratio is of CPU times taken in turns in one run, so a busy machine does not change it; 2 is the bound. Sizes are
measured on a long issue and on hostile texts, each in a process of its own: what a megabyte costs at each size, and
the peak memory as a multiple of the text, which is itself in it. The exit code is 1 when a bound is missed.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import NamedTuple

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

import mailparser  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.text import Text  # noqa: E402

from benchmarks.progress import track  # noqa: E402
from corpus import ERAS, TRANSPORTS, make_issue, make_mail  # noqa: E402
from corpus.hostile import HOSTILE, make_hostile  # noqa: E402
from jrld.cli.console import make_table, open_console  # noqa: E402
from jrld.formats import find_formats  # noqa: E402
from jrld.mime import parse  # noqa: E402
from jrld.model import Mail, Reading  # noqa: E402
from jrld.split import split  # noqa: E402

RATIO = 2.0  # split to mail-parser, at most
GROWTH = 2.0  # what a megabyte costs in the largest text, to what it costs in one of a megabyte
MEMORY = 20.0  # peak, as a multiple of the text
SEED = 700_000
LARGE = ("utf8-qp", "alternative", "html", "8bit-mislabelled")  # how the issues of 100 KB travel
SIZES = (10_000, 100_000, 1_000_000, 10_000_000, 50_000_000)  # characters
MEGABYTE = 1_000_000
PATIENCE = 900  # seconds for one text
EXAMPLE = """examples:
  python tests/benchmarks/split_speed.py --only ratio --issues 200
  python tests/benchmarks/split_speed.py --only size --largest 5 --text "#1" --text quotes
"""


def main() -> int:
    args = read_arguments()
    if args.measure:
        print(json.dumps(measure_size(args.measure, args.size)))
        return 0
    console, missed = open_console(), []
    if args.only != "size":
        missed += report_ratios(console, args.issues)
    if args.only != "ratio":
        missed += report_sizes(console, args.text or list(HOSTILE), int(args.largest * MEGABYTE), args.processes)
    console.print(Text("\n".join(missed), style="red") if missed else Text("every bound is kept", style="green"))
    return 1 if missed else 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=("ratio", "size"), help="one half of it")
    parser.add_argument("--issues", type=int, default=1_000, metavar="N", help="mails for the ratio (1,000)")
    parser.add_argument("--largest", type=float, default=50, metavar="MB", help="text for the sizes (50)")
    parser.add_argument("--text", action="append", choices=HOSTILE, help="only this one (repeatable)")
    parser.add_argument("--processes", type=int, default=2, metavar="N", help="2")
    parser.add_argument("--measure", choices=HOSTILE, help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


# --- the ratio -------------------------------------------------------------------------------------


class Times(NamedTuple):
    """CPU seconds that one mail took."""

    size: int  # bytes
    mail_parser: float
    parse: float
    split: float


def time_call(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began


def time_mail(raw: bytes) -> Times:
    mail = parse(raw)
    return Times(
        len(raw),
        time_call(lambda: mailparser.parse_from_bytes(raw)),
        time_call(lambda: parse(raw)),
        time_call(lambda: split(mail)),
    )


def time_median(raw: bytes, rounds: int) -> Times:
    """The median of each time; all are taken in turns."""
    rows = [time_mail(raw) for _ in range(rounds)]
    return Times(len(raw), *(median(row[k] for row in rows) for k in range(1, 4)))


def make_sample(k: int) -> bytes:
    """Every era in every transport, in turn."""
    issue = make_issue(SEED + k, ERAS[k % len(ERAS)])
    return make_mail(issue, TRANSPORTS[(k // len(ERAS) + k) % len(TRANSPORTS)], k)


def make_large(transport: str, size: int = 100_000) -> bytes:
    """An issue of about `size` characters: as many articles as it takes."""
    era = "2011-campaign" if transport in ("html", "alternative") else "2003-contents"
    found = (make_issue(SEED, era, count=count) for count in range(20, 200, 2))
    return make_mail(next(issue for issue in found if len(issue.text) >= size), transport, SEED)


def report_ratios(console: Console, issues: int) -> list[str]:
    """Prints the table of ratios. Returns the bounds that are missed, in words."""
    for k in range(len(ERAS)):
        time_mail(make_sample(k))  # warms what is compiled and cached once
    found = {}
    for transport in LARGE:
        raw = make_large(transport)
        found[f"100 KB, {transport}"] = [time_median(raw, 15)]
    samples = (time_mail(make_sample(k)) for k in range(issues))
    found[f"{issues:,} issues"] = list(track("timing", samples, issues))
    rows = [(name, *show_times(times)) for name, times in found.items()]
    columns = ("mails", "bytes#", "mail-parser ms#", "parse ms#", "split ms#", "parse ratio#", "split ratio#")
    console.print(make_table("CPU time of a mail: medians, and ratios to mail-parser's", columns, rows))
    console.print()
    return [
        f"{name}: split takes {ratio:.1f} times mail-parser's time, at most {RATIO:g}"
        for name, times in found.items()
        if (ratio := find_ratio(times, "split")) > RATIO
    ]


def find_ratio(times: Sequence[Times], what: str) -> float:
    """All of it to all of mail-parser's."""
    spent: float = sum(getattr(t, what) for t in times)
    return spent / sum(t.mail_parser for t in times)


def show_times(times: Sequence[Times]) -> tuple[int | float | Text, ...]:
    middle = [1000 * median(getattr(t, name) for t in times) for name in ("mail_parser", "parse", "split")]
    ratio = find_ratio(times, "split")
    shown = Text(f"{ratio:.2f}", style="red" if ratio > RATIO else "")
    return (int(median(t.size for t in times)), *middle, find_ratio(times, "parse"), shown)


# --- the sizes -------------------------------------------------------------------------------------


def measure_size(name: str, size: int) -> dict[str, float]:
    """CPU seconds and peak memory of reading one text in every format; small texts are read until it can be timed."""
    read_everywhere(Reading("plain", make_hostile("an issue", 5_000)))  # warms what is compiled and cached once
    before = find_peak()
    reading = Reading("plain", make_hostile(name, size))
    rounds, began = 0, time.process_time()
    while not rounds or time.process_time() - began < 0.2:
        read_everywhere(reading)
        rounds += 1
    spent = (time.process_time() - began) / rounds
    return {"seconds": spent, "memory": (find_peak() - before) / len(reading.text)}


def read_everywhere(reading: Reading) -> None:
    """The splitter's way, and every format's, whether or not it recognises the text."""
    mail = Mail(subject="#2500-Johnson's Russia List", readings=(reading,))
    split(mail)
    for form in find_formats():
        form.recognise(mail, reading)
        form.dissect(mail, reading)


def find_peak() -> int:
    """Bytes of the most memory that this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def run_measure(name: str, size: int) -> dict[str, float]:
    """`measure_size` in a process of its own, whose peak is that of this text alone. Empty when that failed."""
    command = [sys.executable, __file__, "--measure", name, "--size", str(size)]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=PATIENCE)
    except subprocess.SubprocessError:
        return {}
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def report_sizes(console: Console, names: Sequence[str], largest: int, processes: int) -> list[str]:
    """Prints the table of sizes. Returns the bounds that are missed, in words."""
    sizes = [size for size in SIZES if size < largest] + [largest]
    work = [(name, size) for name in names for size in reversed(sizes)]
    with ThreadPoolExecutor(processes) as pool:
        figures = pool.map(lambda job: run_measure(*job), work)
        found = dict(zip(work, track("measuring", figures, len(work)), strict=True))
    rows, missed = [], []
    for name in names:
        costs = [show_cost(found[name, size], size) for size in sizes]
        memory = found[name, largest].get("memory")
        growth = find_growth(costs, sizes)
        rows.append((name, *costs, growth, memory))
        missed += [f"{name}: failed, or took longer than {PATIENCE} s"] if None in costs else []
        missed += [f"{name}: a megabyte costs {growth:.1f} times as much"] if growth and growth > GROWTH else []
        missed += [f"{name}: {memory:.0f} times the text in memory"] if memory and memory > MEMORY else []
    columns = ("text", *(f"{size / MEGABYTE:g} MB#" for size in sizes), "growth#", "memory#")
    console.print(make_table("CPU seconds for a megabyte, by the size of the text", columns, rows))
    console.print()
    return missed


def show_cost(figures: dict[str, float], size: int) -> float | None:
    return figures["seconds"] / size * MEGABYTE if figures else None


def find_growth(costs: Sequence[float | None], sizes: Sequence[int]) -> float | None:
    """What a megabyte costs in the largest text, to what it costs in a text of that size."""
    small = costs[sizes.index(MEGABYTE)] if MEGABYTE in sizes else None
    return costs[-1] / small if small and costs[-1] is not None else None


if __name__ == "__main__":
    sys.exit(main())
