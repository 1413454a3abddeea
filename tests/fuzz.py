"""Run one fuzz target under coverage guidance (atheris, the extra ``fuzz``).

    .venv/bin/pip install -q -e ".[test,fuzz]"
    .venv/bin/python tests/fuzz.py cells --runs 2000000

Prints the executions; stops with the input that broke something, which then goes into
tests/corpus/TARGET and is run by the suite ever after.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
MOST_BYTES = 96  # of one input
N_SEEDS = 300  # inputs to begin with, short and long


def main() -> None:
    import atheris  # not among the test tools: only this command needs it

    with atheris.instrument_imports(include=["toolkit"]):
        from fuzz_targets import TARGETS

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--artifacts", default=tempfile.gettempdir(), help="where a bad input goes"
    )
    options = parser.parse_args()
    arguments = [
        sys.argv[0],
        f"-runs={options.runs}",
        f"-seed={options.seed}",
        f"-max_len={MOST_BYTES}",
        # Without these, a target with few branches is only ever fed a few bytes.
        "-len_control=0",
        "-keep_seed=1",
        "-timeout=20",
        "-rss_limit_mb=4096",
        "-print_final_stats=1",
        "-verbosity=0",
        f"-artifact_prefix={options.artifacts}/{options.target}-",
    ]
    with tempfile.TemporaryDirectory() as new:
        write_seeds(Path(new), options.seed)
        known = CORPUS / options.target
        folders = [new, *([str(known)] if known.is_dir() else [])]
        atheris.Setup([*arguments, *folders], TARGETS[options.target])
        atheris.Fuzz()


def write_seeds(folder: Path, seed: int) -> None:
    """Write the inputs to begin with; new ones are added to the same folder."""
    rng = random.Random(seed)
    for i in range(N_SEEDS):
        (folder / f"{i}").write_bytes(rng.randbytes(rng.randrange(MOST_BYTES + 1)))


if __name__ == "__main__":
    main()
