"""Where the time of `recommend --json` goes: its phases, one behind the other.

The command reads both files at once, and loads pandas meanwhile; here each phase is by
itself, in a fresh process, so that its processor time is its own. Medians of several
runs. The files are those of `benchmark.py`.

    python tests/benchmark_phases.py
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

MODULES = ("exports.contacts", "exports.joins", "analysis.recommend")


def one_run(calls_path: str, contacts_path: str) -> dict[str, tuple[float, float]]:
    """Give seconds elapsed and seconds of processor time of each phase."""
    found: dict[str, tuple[float, float]] = {}

    def phase(name: str, work: Callable[[], Any]) -> Any:
        before = time.perf_counter(), time.process_time()
        result = work()
        found[name] = (
            time.perf_counter() - before[0],
            time.process_time() - before[1],
        )
        return result

    def load() -> None:
        for module in MODULES:
            import_module(f"toolkit.{module}")

    phase("loading numpy, Arrow, pandas and the toolkit", load)
    from toolkit.analysis.recommend import recommend
    from toolkit.exports.calls import read_calls
    from toolkit.exports.contacts import read_contacts

    calls = phase("reading calls", lambda: read_calls(calls_path))
    contacts = phase("reading contacts", lambda: read_contacts(contacts_path))
    recommended = recommend(calls, contacts, connector="clio")
    phase("analysing", lambda: json.dumps(recommended.to_dict()))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=2_000_000)
    parser.add_argument("--contacts", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--once", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.once:
        print(json.dumps(one_run(*options.once)))
        return
    from benchmark_data import exports  # and numpy: not in a run that is measured

    files = exports(options.calls, options.contacts)
    command = [sys.executable, str(Path(__file__)), "--once"]
    command += [str(files.calls), str(files.contacts)]
    runs = [json.loads(subprocess.check_output(command)) for _ in range(options.runs)]
    for name in runs[0]:
        elapsed, processor = (
            statistics.median(values)
            for values in zip(*(run[name] for run in runs), strict=True)
        )
        print(f"{elapsed:6.2f} s, {processor:6.2f} s of processor  {name}")


if __name__ == "__main__":
    main()
