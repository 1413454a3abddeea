"""Resampled histories: the same population, with other numbers calling.

A resample draws as many numbers as there are, with all their calls, each any number of
times (a Poisson count of mean 1). What counts for choosing is only the weight of each
class of numbers. The heaviest numbers are drawn one by one, because a resample with or
without one of them is another history; the many others of a class are drawn together,
their sum being as good as normal.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

DRAWN_SINGLY = 1_000  # heaviest numbers


def resampled_weights(
    class_of: Ints,
    weight: Ints,
    *,
    n_classes: int,
    n_resamples: int,
    rng: np.random.Generator,
) -> Floats:
    """Give the weight of each class in each resample.

    Parameters
    ----------
    class_of, weight
        One row per number that can be drawn.
    n_classes, n_resamples
        Shape of the result: rows and columns.
    rng
        Where the draws come from.

    Returns
    -------
    array of whole numbers as float64

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> weight = np.array([5, 1, 1])
    >>> resampled_weights(
    ...     np.array([0, 1, 1]), weight, n_classes=2, n_resamples=3, rng=rng)
    array([[10.,  5.,  5.],
           [ 2.,  1.,  3.]])
    """
    heavy = _heaviest(weight)
    drawn = _drawn_singly(class_of[heavy], weight[heavy], n_classes, n_resamples, rng)
    light = np.ones(len(weight), bool)
    light[heavy] = False
    if light.any():
        of, calls = class_of[light], weight[light].astype(float)
        mean = np.bincount(of, weights=calls, minlength=n_classes)[:, None]
        spread = np.sqrt(np.bincount(of, weights=calls**2, minlength=n_classes))
        noise = rng.standard_normal((n_classes, n_resamples))
        drawn += np.maximum(np.rint(mean + spread[:, None] * noise), 0)
    return drawn


def _heaviest(weight: Ints) -> Ints:
    if len(weight) <= DRAWN_SINGLY:
        return np.arange(len(weight))
    return np.argpartition(weight, -DRAWN_SINGLY)[-DRAWN_SINGLY:]


def _drawn_singly(
    class_of: Ints,
    weight: Ints,
    n_classes: int,
    n_resamples: int,
    rng: np.random.Generator,
) -> Floats:
    total = np.zeros((n_classes, n_resamples))
    if not len(weight):
        return total
    order = np.argsort(class_of, kind="stable")
    class_of, weight = class_of[order], weight[order]
    times = rng.poisson(1.0, (len(weight), n_resamples))
    first = np.flatnonzero(np.diff(class_of, prepend=-1))
    total[class_of[first]] = np.add.reduceat(times * weight[:, None], first, axis=0)
    return total
