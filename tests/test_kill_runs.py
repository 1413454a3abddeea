"""A killed run leaves nothing half-written that looks whole."""

from __future__ import annotations

import os

import pytest
from kill_runs import kill_runs


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_ten_kills() -> None:
    assert sum(kill_runs(10, seed=2).values()) == 10
