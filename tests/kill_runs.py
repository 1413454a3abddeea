"""Kill `getcontact recommend` at random moments and look at what it leaves.

    python tests/kill_runs.py --tries 200

A folder with its seal (manifest.json) holds every file the seal names, whole; the
inputs stay as they were; the next run works. Prints how the tries ended.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
INPUTS = ("calls.csv", "contacts.csv")
LINES = 400  # of each input: a run is mostly starting and writing then


def run(folder: Path) -> subprocess.Popen[bytes]:
    """Start the main job over and into the same folder."""
    command = [sys.executable, "-m", "toolkit", "recommend", *INPUTS]
    return subprocess.Popen(
        [*command, "--out", "report", "--overwrite", "--quiet"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def check(folder: Path, inputs: dict[str, str]) -> str:
    """Raise if a half result looks whole; say what is there."""
    for name, before in inputs.items():
        assert digest(folder / name) == before, f"{name} was changed"
    report = folder / "report"
    if not report.exists():
        return "nothing yet"
    seal = report / "manifest.json"
    if not seal.exists():
        return "files without their seal"
    for output in json.loads(seal.read_text())["outputs"]:
        path = report / output["name"]
        assert digest(path) == output["sha256"], f"{output['name']} is not whole"
    return "complete"


def kill_runs(tries: int, seed: int) -> Counter[str]:
    """Kill so many runs; count what was there after each."""
    rng = random.Random(seed)
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name in INPUTS:
            lines = (SAMPLE / name).read_bytes().splitlines(keepends=True)
            (folder / name).write_bytes(b"".join(lines[:LINES]))
        inputs = {name: digest(folder / name) for name in INPUTS}
        start = time.monotonic()
        assert run(folder).wait() == 0
        whole = time.monotonic() - start
        for _ in range(tries):
            process = run(folder)
            time.sleep(rng.uniform(0.5, 1.05) * whole)  # reading, then writing
            process.kill()
            process.wait()
            found[check(folder, inputs)] += 1
        assert run(folder).wait() == 0, "the next run does not work"
        assert check(folder, inputs) == "complete"
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for state, count in kill_runs(options.tries, options.seed).items():
        print(f"{count:4} {state}")


if __name__ == "__main__":
    main()
