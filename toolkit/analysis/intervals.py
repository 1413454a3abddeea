"""Intervals for shares of calls in which a few numbers may call most.

Calls of one number stand and fall together, so the sample is the numbers, and a number
that makes a third of the calls is not a third of the sample. The *effective numbers*
are how many numbers calling equally often would tell as much. The interval is
Clopper and Pearson's for so many (Korn and Graubard's interval for survey data, 1998):
unlike percentiles of resampled numbers it knows that a share of 100 % among few numbers
is no certainty.

What later calls will show scatters for two reasons: the calls measured come from some
numbers only, and so do the later ones. `effective_for_later` counts both.

>>> even, heavy = np.ones(100, int), np.array([100] + [1] * 99)
>>> hit = np.arange(100) < 90
>>> round(effective_numbers(even)), round(effective_numbers(heavy))
(100, 4)
>>> share_interval(0.9, 100, seed=1).rounded(2)
(0.82, 0.95)
>>> share_interval(0.9, 4, seed=1).rounded(2)
(0.3, 1.0)
"""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

TAIL = 0.025  # left out on either side of a 95 % interval
DRAWS = 10_000  # from the Beta distributions behind the bounds


class Interval(NamedTuple):
    """Lower and upper bound of a 95 % interval."""

    low: float
    high: float

    def rounded(self, digits: int) -> tuple[float, float]:
        """Give the bounds with a few digits."""
        return round(self.low, digits), round(self.high, digits)

    @classmethod
    def joining(cls, intervals: Iterable[Interval]) -> Interval:
        """Give the interval that holds all of some."""
        lows, highs = zip(*intervals, strict=True)
        return cls(min(lows), max(highs))


def effective_numbers(weight: Ints, hit: Flags | None = None) -> float:
    """Give the numbers calling equally often that would tell as much.

    Parameters
    ----------
    weight
        One row per number: its calls.
    hit
        Whether the number's calls count as hits. With it the variance that resampling
        the numbers has in the limit is looked at too, and the smaller figure given.

    Returns
    -------
    float
        From 1 to the count of numbers that call; 0 if none does.
    """
    total, squares = float(weight.sum()), float((weight.astype(float) ** 2).sum())
    if not total:
        return 0.0
    evenly = total**2 / squares
    if hit is None:
        return evenly
    share = float(weight[hit].sum()) / total
    off = weight * (hit - share)
    variance = float((off**2).sum()) / total**2
    if not variance or not 0 < share < 1:
        return evenly
    return min(evenly, share * (1 - share) / variance)


def effective_for_later(measured: float, period: float) -> float:
    """Give the effective numbers of what is measured and of the later period together.

    The two scatter independently at worst, when the later period has callers of its
    own: their variances add up.

    >>> effective_for_later(100, 100)
    50.0
    """
    return 1 / (1 / measured + 1 / period) if measured and period else 0.0


def share_interval(share: float, numbers: float, *, seed: int) -> Interval:
    """Give Clopper and Pearson's interval of a share of some effective numbers."""
    hits, misses = share * numbers, (1 - share) * numbers
    rng = np.random.default_rng(seed)
    low = _quantile(rng, TAIL, hits, misses + 1) if hits > 0 else 0.0
    high = _quantile(rng, 1 - TAIL, hits + 1, misses) if misses > 0 else 1.0
    return Interval(min(low, share), max(high, share))


def difference_interval(
    gained: float, lost: float | None, numbers: float, *, seed: int
) -> Interval:
    """Give the interval of gained − lost, two shares of the same numbers.

    Joined from the intervals of both as Newcombe does (1998), with the correlation of
    shares that exclude each other. `lost` is None if nothing can be lost.

    >>> difference_interval(0.5, None, 40, seed=1) == share_interval(0.5, 40, seed=1)
    True
    >>> difference_interval(0.5, 0.1, 40, seed=1).rounded(1)
    (0.2, 0.6)
    """
    of_gained = share_interval(gained, numbers, seed=seed)
    if lost is None:
        return of_gained
    of_lost = share_interval(lost, numbers, seed=seed)
    others = (1 - gained) * (1 - lost)
    tied = sqrt(gained * lost / others) if others else 1.0
    down = _joined(gained - of_gained.low, of_lost.high - lost, tied)
    up = _joined(of_gained.high - gained, lost - of_lost.low, tied)
    return Interval(max(gained - lost - down, -1.0), min(gained - lost + up, 1.0))


def _joined(first: float, second: float, tied: float) -> float:
    return sqrt(first**2 + second**2 + 2 * tied * first * second)


def _quantile(rng: np.random.Generator, level: float, a: float, b: float) -> float:
    return float(np.quantile(rng.beta(a, b, DRAWS), level))
