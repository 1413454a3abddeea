"""How fast the toolkit is, as ratios measured side by side.

Every whole job is a process of its own, run in turn with what it is compared with;
medians of several runs count. Elapsed and processor time are both shown: on a busy
machine the second is the steadier one. Nothing is asserted. The files are generated
once (`tests/benchmark_data.py`) and kept in the temporary folder.

    python tests/benchmark.py                        2,000,000 calls x 200,000 contacts
    python tests/benchmark.py --calls 200000 --contacts 20000 --runs 3
    python tests/benchmark.py --large                20,000,000 calls x 1,000,000
    python tests/benchmark.py --only files parsing   some rows of the table
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import phonenumbers
import pyarrow as pa
from benchmark_data import Exports, exports, numbers, write_cells

from toolkit.analysis.choice import Chooser
from toolkit.analysis.hits import classify
from toolkit.analysis.situation import Situation
from toolkit.columns.matcher import ColumnMatcher, search_cells
from toolkit.columns.numbers import parse_cells
from toolkit.exports.calls import read_calls
from toolkit.exports.contacts import read_contacts

FORMATS = ("(###) ###-####", "###-###-####", "##########")
EDITED = ("###.###.####", "### ### ####", "1-###-###-####", "+1 ###-###-####")
OPEN = "import sys, pandas\nfor path in sys.argv[1:]: pandas.read_csv(path)"
SCRIPT = Path(__file__).with_name("plain_script.py")
N_CANDIDATES, N_NUMBERS = 2_000, 100_000
N_CELLS, N_ONE_BY_ONE = 200_000, 10_000

Command = Sequence[str]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds elapsed, seconds of processor time, peak memory in bytes."""

    elapsed: float
    processor: float
    memory: int

    def __str__(self) -> str:
        megabytes = self.memory >> 20
        return f"{self.elapsed:.2f} s, {self.processor:.2f} s CPU, {megabytes:,} MB"


def run(command: Command) -> Cost:
    """Run a process to its end."""
    started = time.perf_counter()
    compiled = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=compiled)
    _, status, used = os.wait4(process.pid, 0)
    elapsed = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        msg = f"failed: {' '.join(command)}"
        raise SystemExit(msg)
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(elapsed, used.ru_utime + used.ru_stime, used.ru_maxrss * unit)


def side_by_side(runs: int, *commands: Command) -> list[Cost]:
    """Run commands in turn, several times; give the median cost of each."""
    costs = [[run(command) for command in commands] for _ in range(runs)]
    return [median(each) for each in zip(*costs, strict=True)]


def median(costs: Sequence[Cost]) -> Cost:
    return Cost(
        statistics.median(cost.elapsed for cost in costs),
        statistics.median(cost.processor for cost in costs),
        int(statistics.median(cost.memory for cost in costs)),
    )


def ratio(one: Cost, other: Cost) -> str:
    elapsed, cpu = one.elapsed / other.elapsed, one.processor / other.processor
    return f"{elapsed:.2f} ({cpu:.2f} by CPU)"


def processor_time(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def show(what: str, target: str, measured: str, detail: str = "") -> None:
    print(f"| {what} | {target} | {measured} | {detail} |", flush=True)


class Benchmark:
    """One run of the table, over one pair of files."""

    def __init__(self, files: Exports, runs: int) -> None:
        self.files, self.runs = files, runs
        self.paths = [str(files.calls), str(files.contacts)]
        self.job = 0.0  # processor time of the main job, once measured

    def opening(self) -> Command:
        return [sys.executable, "-c", OPEN, *self.paths]

    def recommending(self, *options: str) -> Command:
        job = [sys.executable, "-m", "toolkit", "recommend", *self.paths]
        return [*job, "--connector", "clio", "--quiet", *options]

    def recommend(self) -> None:
        opened, ours = side_by_side(
            self.runs, self.opening(), self.recommending("--json")
        )
        self.job = ours.processor
        detail = f"{ours} / {opened}"
        show("recommend --json / opening the files", "1.5", ratio(ours, opened), detail)

    def reports(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            to_files = self.recommending("--overwrite", "--out", folder)
            opened, ours = side_by_side(self.runs, self.opening(), to_files)
        what = "recommend with all files and report.html / opening the files"
        show(what, "3", ratio(ours, opened), f"{ours} / {opened}")

    def script(self) -> None:
        plain = [sys.executable, str(SCRIPT), *self.paths]
        for name, target, options in (
            ("", "70", ()),
            (" with a cache", "18", ("--cache",)),
        ):
            ours, theirs = side_by_side(
                1, self.recommending("--json"), [*plain, *options]
            )
            what = f"plain script{name} / recommend --json"
            show(what, f"at least {target}", ratio(theirs, ours), f"{theirs} / {ours}")

    def lookups(self) -> None:
        calls, contacts = read_calls(self.paths[0]), read_contacts(self.paths[1])
        record = Situation(calls, contacts, "clio").record

        def answer() -> None:
            cells = search_cells(
                contacts.cells, record, n_contacts=len(contacts.contacts)
            )
            ColumnMatcher(calls.numbers, cells, record).lookups(FORMATS)

        took = statistics.median(processor_time(answer) for _ in range(self.runs))
        n_calls, n_numbers = len(calls.events), len(calls.numbers)
        measured = f"{n_calls / took:,.0f} calls, {n_numbers / took:,.0f} numbers"
        detail = f"{took:.2f} s CPU, the cells indexed anew"
        show(
            "offline lookups per second, clio, three formats",
            "1,000,000",
            measured,
            detail,
        )

    def parsing(self) -> None:
        rng = np.random.default_rng(2)
        cells = pa.array(
            write_cells(rng, numbers(rng, N_CELLS), awkward=0), pa.string()
        )
        sample = cells.slice(0, N_ONE_BY_ONE).to_pylist()
        parse_cells(cells, "US")  # the tables of the numbering plans are built once
        ours = statistics.median(
            processor_time(lambda: parse_cells(cells, "US")) for _ in range(self.runs)
        )
        theirs = processor_time(lambda: [parse_one(cell) for cell in sample])
        each, one = ours / len(cells), theirs / len(sample)
        found = parse_cells(cells, "US").numbers.take(np.arange(len(sample)))
        both = zip(found.e164().to_pylist(), found.is_valid.tolist(), strict=True)
        wrong = sum(
            pair != parse_one(cell) for pair, cell in zip(both, sample, strict=True)
        )
        what = "parsing in columns / phonenumbers one at a time, clean cells"
        detail = (
            f"{each * 1e6:.2f} / {one * 1e6:.1f} microseconds; {wrong} answers differ"
        )
        show(what, "1/20", f"1/{one / each:.0f}", detail)

    def choosing(self) -> None:
        rng = np.random.default_rng(3)
        number = np.repeat(np.arange(N_NUMBERS), 2)
        format = (N_CANDIDATES * rng.random(len(number)) ** 4).astype(np.int64)
        pairs = np.unique(np.stack([number, format]), axis=1)
        weight = rng.integers(1, 50, N_NUMBERS)
        right = np.asarray(rng.random(pairs.shape[1]) < 0.99)
        names = [f"#{place:04}" for place in range(N_CANDIDATES)]

        def choose() -> None:
            base = (rng.random(N_NUMBERS) < 0.3) * 2
            hits = classify(
                weight, base=base, number=pairs[0], format=pairs[1], right=right,
                n_formats=N_CANDIDATES,
            )  # fmt: skip
            chooser = Chooser(hits, names)
            proven = [chooser.best(size).is_proven for size in (1, 2, 3)]
            assert all(proven)

        took = statistics.median(processor_time(choose) for _ in range(self.runs))
        what = f"best list, {N_CANDIDATES:,} candidates x {N_NUMBERS:,} numbers / job"
        show(what, "5 %", self._share(took), f"{took:.2f} s CPU, proven")

    def tuning(self) -> None:
        calls, contacts = read_calls(self.paths[0]), read_contacts(self.paths[1])
        situation = Situation(calls, contacts, "clio")
        situation.outcome(FORMATS).counts(situation.weight)
        took = statistics.median(
            processor_time(partial(_answer, situation, (*FORMATS[:2], last)))
            for last in EDITED
        )
        what = f"answer after a format is edited, {len(calls.events):,} calls / job"
        show(what, "1 %", self._share(took), f"{took * 1000:.0f} ms CPU")

    def imports(self) -> None:
        python = [sys.executable, "-c"]
        pandas, ours = side_by_side(
            2 * self.runs + 1, [*python, "import pandas"], [*python, "import toolkit"]
        )
        show("import toolkit / import pandas", "1.1", ratio(ours, pandas))

    def _share(self, took: float) -> str:
        if not self.job:
            self.job = run(self.recommending("--json")).processor
        return f"{took / self.job:.1%}"


def growth(runs: int, small: Exports, large: Exports) -> None:
    """Show what ten times as much costs, and how much memory it takes."""
    one, ten = Benchmark(small, runs), Benchmark(large, runs)
    first, tenfold, opened = side_by_side(
        runs, one.recommending("--json"), ten.recommending("--json"), ten.opening()
    )
    size = f"{large.n_calls:,} x {large.n_contacts:,}"
    what = f"{size} / a tenth of it"
    show(what, "10.5", ratio(tenfold, first), f"{tenfold} / {first}")
    show(f"{size} / opening the files", "1.5", ratio(tenfold, opened), str(opened))
    show(f"peak memory at {size}", "2 GiB", f"{tenfold.memory / 2**30:.2f} GiB")
    with tempfile.TemporaryDirectory() as folder:
        whole = run(ten.recommending("--overwrite", "--out", folder))
    show(f"all files and report.html at {size}", "", str(whole))


def _answer(situation: Situation, formats: Sequence[str]) -> None:
    situation.outcome(formats).counts(situation.weight)


def parse_one(cell: str) -> tuple[str | None, bool]:
    try:
        number = phonenumbers.parse(cell, "US")
    except phonenumbers.NumberParseException:
        return None, False
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return e164, phonenumbers.is_valid_number(number)


ROWS = {
    "json": Benchmark.recommend,
    "files": Benchmark.reports,
    "script": Benchmark.script,
    "lookups": Benchmark.lookups,
    "parsing": Benchmark.parsing,
    "choosing": Benchmark.choosing,
    "tuning": Benchmark.tuning,
    "imports": Benchmark.imports,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--calls", type=int, default=2_000_000)
    parser.add_argument("--contacts", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=ROWS, default=list(ROWS))
    parser.add_argument("--large", action="store_true")
    options = parser.parse_args()
    print("| what | target | measured | |\n|---|---|---|---|")
    if options.large:
        growth(1, exports(2_000_000, 100_000), exports(20_000_000, 1_000_000))
        return
    benchmark = Benchmark(exports(options.calls, options.contacts), options.runs)
    for name in options.only:
        ROWS[name](benchmark)


if __name__ == "__main__":
    main()
