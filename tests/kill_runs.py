"""Kill runs with `kill -9` at random moments and look at what they leave.

::

    python tests/kill_runs.py --tries 200

takes turns in killing `recommend`, `match`, `match --dask` and `verify`, and prints how
the tries ended. The inputs stay as they were. A folder with its seal (manifest.json)
holds every file the seal names, whole; `matches.csv` is whole or not there. The journal
of `verify` has whole lines only, but for the last one, and no answer twice. The next
run works, and says that it begins again or resumes.
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
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from toolkit.crm.sandbox import SandboxServer
from toolkit.crm.sandbox_faults import Faults
from toolkit.exports.contacts import read_contacts

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
INPUTS = ("calls.csv", "contacts.csv")
LINES = 400  # of each input: a run is mostly starting and writing then
JOURNAL = "verify.jsonl"
N_ASKED = 25  # numbers of a verification
DELAY = 0.02  # seconds that the sandbox takes for an answer


@dataclass(frozen=True)
class Job:
    """A command to be killed.

    `check` names what a killed run has left, and raises where a half looks whole;
    `is_begun` tells that a half is there, `is_left` that something has to be cleared
    up, be it an empty folder; `says` is what the next run says then.
    """

    arguments: tuple[str, ...]
    check: Callable[[Path], str]
    is_begun: Callable[[Path], bool]
    is_left: Callable[[Path], bool]
    says: str

    def start(self, folder: Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "toolkit", *self.arguments],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def finish(self, folder: Path) -> str:
        """Run to the end; give what it said."""
        run = self.start(folder)
        said = run.communicate()[0].decode()
        assert run.returncode == 0, f"the run does not work: {said}"
        return said

    def kill(self, folder: Path, is_time: Callable[[], bool]) -> str:
        """Run until it is time, or to the end; say what is left."""
        run = self.start(folder)
        while not is_time() and run.poll() is None:
            time.sleep(0.001)
        run.kill()
        run.communicate()
        return self.check(folder)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def check_report(folder: Path) -> str:
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


def check_matches(folder: Path) -> str:
    found = list((folder / "found").glob("matches*.csv"))  # on Dask: matches-00001.csv
    for path in found:
        whole = (folder / "first/matches.csv").read_bytes()
        assert path.read_bytes() == whole, f"{path.name} is not whole"
    return "complete" if found else "nothing yet"


def check_journal(folder: Path) -> str:
    journal = folder / JOURNAL
    if not journal.exists():
        return "nothing yet"
    whole = journal.read_bytes().rpartition(b"\n")[0].splitlines()
    positions = [json.loads(line)["position"] for line in whole[1:]]
    assert len(set(positions)) == len(positions), "an answer stands there twice"
    if len(positions) < N_ASKED:
        return "some answers" if positions else "nothing yet"
    journal.unlink()  # the next try begins anew
    return "complete"


def has_parts(folder: Path) -> bool:
    return any(folder.rglob(".*.partial-*/*"))


def has_folder(folder: Path) -> bool:
    return any(folder.rglob(".*.partial-*"))


def has_answers(folder: Path) -> bool:
    return (folder / JOURNAL).exists() and check_journal(folder) == "some answers"


def jobs(host: str) -> dict[str, Job]:
    """Give the commands; the sandbox that `verify` asks is at `host`."""
    formats = ("--formats", "(###) ###-####")
    recommend = ("recommend", *INPUTS, "--overwrite", "--out", "report")
    match = ("match", *INPUTS, *formats, "--overwrite", "--out", "found")
    live = ("--crm", "clio", "--host", host, "--sample", str(N_ASKED), "--yes")
    verify = ("verify", *INPUTS, *formats, *live, "--journal", JOURNAL)
    again = "killed before its end; beginning again"
    return {
        "recommend": Job(recommend, check_report, has_parts, has_folder, again),
        "match": Job(match, check_matches, has_parts, has_folder, again),
        "match --dask": Job(
            (*match, "--dask", "local"), check_matches, has_parts, has_folder, again
        ),
        "verify": Job(verify, check_journal, has_answers, has_answers, "Resumed: "),
    }


@contextmanager
def small_exports() -> Iterator[Path]:
    """Give a folder with the first lines of the sample."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name in INPUTS:
            lines = (SAMPLE / name).read_bytes().splitlines(keepends=True)
            (folder / name).write_bytes(b"".join(lines[:LINES]))
        yield folder


def kill_runs(
    tries: int, seed: int, names: Sequence[str] = ("recommend", "match", "verify")
) -> Counter[tuple[str, str]]:
    """Kill so many runs, taking turns; count what was there after each.

    At last each command is killed when it has left a half, and run to its end.
    """
    rng = random.Random(seed)
    found: Counter[tuple[str, str]] = Counter()
    with small_exports() as folder:
        people = read_contacts(folder / "contacts.csv").people
        inputs = {name: digest(folder / name) for name in INPUTS}
        with SandboxServer(people, kind="clio", faults=Faults(delay=DELAY)) as box:
            ready = {name: jobs(box.host)[name] for name in names}
            whole = {name: _seconds(job, folder) for name, job in ready.items()}
            for name in islice(cycle(names), tries):
                end = time.monotonic() + rng.uniform(0.3, 1.05) * whole[name]
                left = ready[name].kill(folder, lambda end=end: time.monotonic() > end)  # type: ignore[misc]
                found[name, left] += 1
            for job in ready.values():
                job.kill(folder, partial(job.is_begun, folder))
                is_left = job.is_left(folder)
                assert (job.says in job.finish(folder)) == is_left
                assert job.check(folder) == "complete"
        assert inputs == {each: digest(folder / each) for each in INPUTS}
    return found


def _seconds(job: Job, folder: Path) -> float:
    """Run to the end, so that it is known what whole is and how long it takes."""
    began = time.monotonic()
    job.finish(folder)
    first = folder / "first"
    if job.check is check_matches and not first.exists():
        (folder / "found").rename(first)
    return time.monotonic() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("::")[0])
    parser.add_argument("--tries", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    names = ("recommend", "match", "match --dask", "verify")
    found = kill_runs(options.tries, options.seed, names)
    for (name, state), count in sorted(found.items()):
        print(f"{count:4} {name}: {state}")


if __name__ == "__main__":
    main()
