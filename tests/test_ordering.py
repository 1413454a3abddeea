"""The best order of a set equals trying every order."""

from __future__ import annotations

import itertools
import random

import numpy as np

from toolkit.analysis.ordering import best_order, signatures


def outcome(weight: np.ndarray, order: tuple[int, ...]) -> tuple[object, ...]:
    correct = false = asked = 0
    added = []
    for code, calls in enumerate(weight.tolist()):
        for place, format in enumerate(order):
            asked += calls
            state = code // 3**format % 3
            if state:
                correct += calls * (state == 1)
                false += calls * (state == 2)
                added += [place] * calls * (state == 1)
                break
    return correct, false, asked, tuple(-added.count(i) for i in range(len(order)))


def test_equals_trying_every_order() -> None:
    rng = random.Random(1)
    for _ in range(60):
        n = rng.randint(1, 4)
        weight = np.array([rng.choice([0, 0, 1, 2]) for _ in range(3**n)])
        texts = [rng.choice("ab") + str(i) for i in range(n)]

        def key(order: tuple[int, ...]) -> tuple[object, ...]:
            correct, false, asked, added = outcome(weight, order)  # noqa: B023
            names = tuple(texts[i] for i in order)  # noqa: B023
            return 3 * false - correct, false, asked, added, names  # type: ignore[operator]

        expected = min(itertools.permutations(range(n)), key=key)
        assert best_order(weight, texts, unit=1, cost=3) == expected


def test_signatures_add_up() -> None:
    hit = [(np.array([0, 1]), np.array([2])), (np.array([1]), np.array([0]))]
    total = signatures(hit, np.array([5, 3, 2, 1]))
    assert total.sum() == 11
    assert total[1 + 3 * 2] == 5
    assert total[1 + 3 * 1] == 3
