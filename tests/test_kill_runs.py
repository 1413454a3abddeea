"""A killed run leaves nothing half-written that looks whole."""

from __future__ import annotations

from kill_runs import kill_runs


def test_ten_kills() -> None:
    assert sum(kill_runs(10, seed=2).values()) == 10
