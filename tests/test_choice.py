"""The chosen list equals brute force, and is better than greedy where greedy fails."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction

import numpy as np
import pytest

from toolkit.analysis.choice import Chooser
from toolkit.analysis.hits import CORRECT, FALSE, UNMATCHED, Hits, classify

CASES = 600  # a seed each; whole recommendations: `python tests/brute_force.py`


class Case:
    """One generated problem, solvable by trying every list."""

    def __init__(self, seed: int) -> None:
        rng = random.Random(seed)
        self.n_formats = rng.randint(1, 6)
        n_numbers = rng.randint(1, 12)
        self.size = rng.randint(0, min(4, self.n_formats + 1))
        self.stops = rng.random() < 0.5
        density, share_false = rng.choice([0.1, 0.3, 0.6]), rng.choice([0, 0, 0.2, 0.5])
        pairs = [
            (number, format, rng.random() >= share_false)
            for number in range(n_numbers)
            for format in range(self.n_formats)
            if rng.random() < density
        ]
        most = rng.choice([1, 1, 3, 8])
        weight = np.array([rng.randint(1, most) for _ in range(n_numbers)])
        base = np.array([rng.choice([0, 0, 0, 0, 1, 2]) for _ in range(n_numbers)])
        self.cost = rng.choice([0, 1, 3, Fraction(1, 2)])
        self.min_gain = rng.choice([0, 1, 1, 2])
        self.texts = [
            "".join(rng.choices("#-(", k=5)) + str(i) for i in range(self.n_formats)
        ]
        self.hits = _classified(weight, base, pairs, self.n_formats)
        self.term_requests = np.array([rng.choice([1, 2]) for _ in self.texts])
        self.returned, self.per_contact = None, 0
        if not self.stops and rng.random() < 0.5:
            self.per_contact = 2
            returned = sorted({(n * 2 + (rng.random() < 0.3), f) for n, f, _ in pairs})
            self.returned = _classified(
                np.repeat(weight, 2),
                np.where(np.repeat(base, 2) > 0, CORRECT, UNMATCHED),
                [(pair, format, True) for pair, format in returned],
                self.n_formats,
            )

    def chooser(self) -> Chooser:
        return Chooser(
            self.hits,
            self.texts,
            false_match_cost=self.cost,
            min_gain=self.min_gain,
            stop_at_first=self.stops,
            term_requests=self.term_requests,
            returned=self.returned,
            requests_per_contact=self.per_contact,
        )

    def brute_force(self) -> tuple[int, ...] | None:
        lists = [
            order
            for members in itertools.combinations(range(self.n_formats), self.size)
            for order in self._orders(members)
            if self._is_feasible(order)
        ]
        return min(lists, key=self._key, default=None)

    def outcome(self, formats: tuple[int, ...]) -> tuple[int, int, int]:
        """Count correct calls, false calls and terms asked, class by class."""
        correct = false = asked = 0
        for member in range(self.hits.n_classes):
            state, terms = self._lookup(member, formats)
            weight = int(self.hits.weight[member])
            correct += weight * (state == CORRECT)
            false += weight * (state == FALSE)
            asked += weight * terms
        if not self.stops:
            asked = int(self.term_requests[list(formats)].sum())
        return correct, false, asked + self._follow_ups(formats)

    def _lookup(self, member: int, formats: tuple[int, ...]) -> tuple[int, int]:
        hit = {
            int(f): CORRECT if right else FALSE
            for m, f, right in zip(
                self.hits.member, self.hits.format, self.hits.right, strict=True
            )
            if m == member
        }
        state, terms = int(self.hits.base[member]), 0
        for format in formats:
            if self.stops and state != UNMATCHED:
                break
            terms += 1
            state = max(state, hit.get(format, UNMATCHED))
        return state, terms

    def _follow_ups(self, formats: tuple[int, ...]) -> int:
        if self.returned is None:
            return 0
        found = {
            int(member)
            for member, format in zip(
                self.returned.member, self.returned.format, strict=True
            )
            if format in formats
        } | set(np.flatnonzero(self.returned.base == CORRECT).tolist())
        return self.per_contact * sum(int(self.returned.weight[i]) for i in found)

    def _orders(self, members: tuple[int, ...]) -> list[tuple[int, ...]]:
        if self.stops:
            return list(itertools.permutations(members))
        left, order = set(members), ()
        while left:
            best = min(
                left,
                key=lambda f: (-self.outcome((*order, f))[0], self.texts[f]),  # noqa: B023
            )
            order = (*order, best)
            left.remove(best)
        return [order]

    def _is_feasible(self, order: tuple[int, ...]) -> bool:
        correct = self.outcome(order)[0]
        return all(
            correct - self.outcome(order[:i] + order[i + 1 :])[0] >= self.min_gain
            for i in range(len(order))
        )

    def _key(self, order: tuple[int, ...]) -> tuple[object, ...]:
        correct, false, asked = self.outcome(order)
        added = [self.outcome(order[:n])[0] for n in range(len(order) + 1)]
        return (
            self.cost * false - correct,
            false,
            asked,
            tuple((-np.diff(added)).tolist()),
            tuple(self.texts[format] for format in order),
        )


def _classified(
    weight: np.ndarray,
    base: np.ndarray,
    pairs: list[tuple[int, int, bool]],
    n_formats: int,
) -> Hits:
    return classify(
        weight,
        base=base,
        number=np.array([pair[0] for pair in pairs], np.int64),
        format=np.array([pair[1] for pair in pairs], np.int64),
        right=np.array([pair[2] for pair in pairs], bool),
        n_formats=n_formats,
    )


@pytest.mark.parametrize("start", range(0, CASES, 100))
def test_equals_brute_force(start: int) -> None:
    for seed in range(start, start + 100):
        case = Case(seed)
        assert case.chooser().best(case.size).formats == case.brute_force(), seed


def test_counts_are_those_of_the_list() -> None:
    for seed in range(200):
        case = Case(seed)
        best = case.chooser().best(case.size)
        if best.formats is not None:
            correct, false, _ = case.outcome(best.formats)
            assert (best.correct, best.false) == (correct, false)
            assert best.score == correct - case.cost * false


def test_greedy_is_wrong_and_the_choice_is_right() -> None:
    # Format 0 finds most alone, but 1 and 2 together find everything.
    pairs = [(n, 0, True) for n in (1, 2, 3, 4)]
    pairs += [(n, 1, True) for n in (0, 1, 2)] + [(n, 2, True) for n in (3, 4, 5)]
    hits = _classified(np.ones(6, np.int64), np.zeros(6, np.int64), pairs, 3)
    best = Chooser(hits, ["a", "b", "c"]).best(2)
    assert best.formats == (1, 2)
    assert best.correct == 6


def test_a_false_match_outweighs_three_correct_ones() -> None:
    pairs = [(0, 0, True), (1, 0, False), (2, 1, True)]
    hits = _classified(np.array([3, 1, 1]), np.zeros(3, np.int64), pairs, 2)
    assert Chooser(hits, ["a", "b"]).best(1).formats == (1,)
    assert Chooser(hits, ["a", "b"], false_match_cost=1).best(1).formats == (0,)
    assert Chooser(hits, ["a", "b"], false_match_cost=0).best(1).formats == (0,)


def test_no_feasible_list_of_a_size() -> None:
    hits = _classified(np.array([3]), np.zeros(1, np.int64), [(0, 0, True)], 1)
    assert Chooser(hits, ["a"]).best(2).formats is None
    assert Chooser(hits, ["a"], min_gain=4).best(1).formats is None
    assert Chooser(hits, ["a"], min_gain=3).best(1).formats == (0,)


def test_two_thousand_candidates_are_proven() -> None:
    rng = np.random.default_rng(1)
    n, n_formats = 20_000, 2_000
    popular = 1 / np.arange(1, n_formats + 1)
    format = rng.choice(n_formats, n, p=popular / popular.sum())
    hits = classify(
        np.minimum(rng.pareto(1, n).astype(np.int64) + 1, 1000),
        base=np.zeros(n, np.int64),
        number=np.arange(n),
        format=format,
        right=rng.random(n) > 0.01,
        n_formats=n_formats,
    )
    best = Chooser(hits, [f"{i:04}" for i in range(n_formats)]).best(3)
    assert best.is_proven
    assert best.considered < best.possible / 1000


def test_a_search_that_is_cut_short_says_so() -> None:
    pairs = [(n, f, True) for n in range(8) for f in range(8) if (n * 3 + f) % 3]
    hits = _classified(np.ones(8, np.int64), np.zeros(8, np.int64), pairs, 8)
    best = Chooser(hits, list("abcdefgh"), min_gain=0).best(3, max_lists=1)
    assert not best.is_proven
