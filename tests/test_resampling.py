"""Resampled weights scatter as resampled numbers do."""

from __future__ import annotations

import numpy as np
import pytest

from toolkit.analysis.resampling import DRAWN_SINGLY, resampled_weights


def resample(weight: np.ndarray, n_resamples: int = 4000, seed: int = 1) -> np.ndarray:
    return resampled_weights(
        np.zeros(len(weight), np.int64),
        weight,
        n_classes=2,
        n_resamples=n_resamples,
        rng=np.random.default_rng(seed),
    )


def test_heavy_numbers_come_whole_or_not_at_all() -> None:
    drawn = resample(np.array([1000]))[0]
    assert set(drawn.tolist()) <= {1000.0 * times for times in range(12)}
    assert (drawn == 0).mean() == pytest.approx(np.exp(-1), abs=0.03)


@pytest.mark.parametrize("count", [20, DRAWN_SINGLY, DRAWN_SINGLY * 3])
def test_mean_and_spread_are_those_of_resampled_numbers(count: int) -> None:
    weight = np.ceil(np.random.default_rng(2).pareto(2, count) + 1).astype(np.int64)
    drawn = resample(weight)[0]
    spread = np.sqrt((weight.astype(float) ** 2).sum())
    assert drawn.mean() == pytest.approx(weight.sum(), abs=4 * spread / 60)
    assert drawn.std() == pytest.approx(spread, rel=0.06)


def test_whole_numbers_and_none_below_zero() -> None:
    drawn = resample(np.ones(DRAWN_SINGLY * 2, np.int64), 50)
    assert (drawn == np.rint(drawn)).all()
    assert (drawn >= 0).all()


def test_a_class_without_numbers_weighs_nothing() -> None:
    assert not resample(np.array([3, 4]), 10)[1].any()
    assert not resample(np.empty(0, np.int64), 10).any()


def test_the_same_seed_gives_the_same_resamples() -> None:
    weight = np.arange(1, 30)
    assert (resample(weight, 9, seed=3) == resample(weight, 9, seed=3)).all()
    assert (resample(weight, 9, seed=3) != resample(weight, 9, seed=4)).any()
