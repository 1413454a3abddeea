"""A short seeded run of every fuzz target, and every input that once broke one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from fuzz_targets import TARGETS

RUNS = {"csv": 150, "number-columns": 150, "configs": 500}
CORPUS = sorted((Path(__file__).parent / "corpus").glob("*/*"))


@pytest.mark.parametrize("name", TARGETS)
def test_seeded_inputs(name: str) -> None:
    rng = random.Random(name)
    for _ in range(RUNS.get(name, 1500)):
        TARGETS[name](rng.randbytes(rng.choice([0, 1, 8, 30, 90])))


@pytest.mark.parametrize(
    "path", CORPUS, ids=lambda path: f"{path.parent.name}-{path.name}"
)
def test_inputs_that_broke_something(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())
