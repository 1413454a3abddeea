"""What reading a large log costs on one machine and on a Dask cluster of it.

Each way is a process of its own. Of the cluster's workers the processor time and the
peak memory are asked when all is read. The files are those of `benchmark.py --large`.

    python tests/benchmark_dask.py                      20,000,000 calls
    python tests/benchmark_dask.py --calls 2000000 --contacts 200000
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmark_data import exports

from toolkit.cluster import connect
from toolkit.exports.calls import Calls, read_calls
from toolkit.scale import PARTITION, read_calls_on

UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss


def used() -> tuple[float, int]:
    """Give the processor time and the peak memory of this process."""
    cost = resource.getrusage(resource.RUSAGE_SELF)
    return cost.ru_utime + cost.ru_stime, cost.ru_maxrss * UNIT


def show(who: str, cost: tuple[float, int]) -> None:
    print(f"  {who:<14} {cost[0]:6.1f} s of processor, {cost[1] >> 20:6,} MB at most")


def timed(title: str, read: Callable[[], Calls]) -> None:
    started = time.perf_counter()
    calls = read()
    took = time.perf_counter() - started
    print(f"{title}: {calls!r}, {took:.1f} s elapsed")


def here(path: Path) -> None:
    timed("One machine", lambda: read_calls(path))
    show("process", used())


def there(path: Path) -> None:
    with connect("local") as client:
        timed(f"Dask, {PARTITION >> 20} MB", lambda: read_calls_on(client, path))
        show("client", used())
        for place, cost in enumerate(client.run(used).values(), 1):
            show(f"worker {place}", cost)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=20_000_000)
    parser.add_argument("--contacts", type=int, default=1_000_000)
    options = parser.parse_args()
    path = exports(options.calls, options.contacts).calls
    print(f"{path.stat().st_size / 1e9:.2f} GB")
    start = multiprocessing.get_context("spawn")
    for work in (here, there):
        process = start.Process(target=work, args=(path,))
        process.start()
        process.join()


if __name__ == "__main__":
    main()
