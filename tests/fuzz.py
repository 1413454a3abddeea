"""Run one fuzz target under coverage guidance (atheris, from the package index).

    pip install atheris
    python tests/fuzz.py cells --runs 2000000

Prints the executions; stops with the input that broke something.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"


def main() -> None:
    import atheris  # not among the test tools: only this command needs it

    with atheris.instrument_imports(include=["toolkit"]):
        from fuzz_targets import TARGETS

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    arguments = [
        sys.argv[0],
        f"-runs={options.runs}",
        f"-seed={options.seed}",
        "-max_len=96",
        "-timeout=20",
        "-rss_limit_mb=4096",
        "-print_final_stats=1",
        "-verbosity=0",
        f"-artifact_prefix={tempfile.gettempdir()}/{options.target}-",
    ]
    corpus = CORPUS / options.target
    if corpus.is_dir():
        arguments.append(str(corpus))
    atheris.Setup(arguments, TARGETS[options.target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
