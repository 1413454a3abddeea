"""A set is beaten exactly where brute force finds a better one."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.analysis.rivals import Field, Rivals, Set


def totals(field: Field, order: Set, column: int) -> tuple[float, float, float]:
    """Walk through the classes one by one: score beside the start, false, correct."""
    score = false = correct = 0.0
    for each, weight in enumerate(field.weight[:, column]):
        hits = [f for f in order if field.right[f, each] or field.wrong[f, each]]
        if field.stop_at_first:
            hits = hits[:1]
        is_correct = any(field.right[f, each] for f in hits)
        is_false = not is_correct and (bool(hits) or bool(field.is_false[each]))
        score += field.unit * is_correct * weight
        score -= field.cost * (float(is_false) - field.is_false[each]) * weight
        false += is_false * weight
        correct += is_correct * weight
    return score, false, correct


def rank(field: Field, formats: Set, column: int) -> tuple[float, float, int] | None:
    """Give the rank of a set in its best order, the lowest first; None: infeasible."""
    best = max(
        (totals(field, order, column) for order in itertools.permutations(formats)),
        key=lambda found: (found[0], -found[1]),
    )
    everything = Field(  # what leaving a format out loses does not depend on the order
        field.right, field.wrong & False, field.is_false, field.empty, field.weight
    )
    whole = totals(everything, formats, column)[2]
    for left_out in formats:
        rest = tuple(f for f in formats if f != left_out)
        if whole - totals(everything, rest, column)[2] < field.min_gain:
            return None
    return -best[0], best[1], len(formats)


def is_lost(field: Field, formats: Set, max_size: int, column: int) -> bool:
    empty = float(field.empty @ field.weight[:, column])
    own = rank(field, formats, column) if formats else (-empty, -1.0, 0)
    if own is None or (formats and empty >= -own[0]):
        return True
    rows = range(len(field.right))
    rivals = [
        rank(field, rival, column)
        for size in range(1, max_size + 1)
        for rival in itertools.combinations(rows, size)
    ]
    if not formats:
        return any(rival is not None and -rival[0] > empty for rival in rivals)
    return any(rival is not None and rival < own for rival in rivals)


def random_field(seed: int) -> Field:
    rng = np.random.default_rng(seed)
    shape = (int(rng.integers(1, 6)), int(rng.integers(1, 9)))
    hit = rng.random(shape) < rng.choice([0.3, 0.6])
    wrong = hit & (rng.random(shape) < rng.choice([0.0, 0.2]))
    stop_at_first = bool(rng.integers(2))
    is_false = (rng.random(shape[1]) < 0.2) & (not stop_at_first)
    return Field(
        right=hit & ~wrong,
        wrong=wrong,
        is_false=is_false,
        empty=np.where(rng.random(shape[1]) < 0.2, 1.0, 0.0),
        weight=rng.integers(0, 6, (shape[1], 7)).astype(float),
        cost=int(rng.choice([0, 1, 3])),
        min_gain=int(rng.choice([0, 1, 3])),
        stop_at_first=stop_at_first,
    )


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 100_000), st.integers(0, 3), st.integers(1, 3))
def test_equals_brute_force(seed: int, size: int, max_size: int) -> None:
    field = random_field(seed)
    formats = tuple(range(min(size, max_size, len(field.right))))
    lost = Rivals(field, formats, max_size=max_size).lost
    expected = [is_lost(field, formats, max_size, column) for column in range(7)]
    assert lost.tolist() == expected


@pytest.mark.parametrize(("weight", "lost"), [((3.0, 2.0), False), ((2.0, 3.0), True)])
def test_order_that_suits_a_resample_is_taken(
    weight: tuple[float, float], lost: bool
) -> None:
    """Both hit both classes, each is right about one; a third gets the second only."""
    field = Field(
        right=np.array([[True, False], [False, True]]),
        wrong=np.array([[False, True], [True, False]]),
        is_false=np.zeros(2, bool),
        empty=np.zeros(2),
        weight=np.array([[weight[0]], [weight[1]]]),
        cost=1,
        stop_at_first=True,
    )
    assert Rivals(field, (0,), max_size=1).lost.tolist() == [lost]
