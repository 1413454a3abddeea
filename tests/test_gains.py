"""Each next piece adds most, whatever they share."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from toolkit.analysis.gains import order_by_gain

PIECES = st.lists(st.sets(st.integers(0, 7), max_size=4), min_size=1, max_size=8)
WEIGHTS = st.lists(st.integers(0, 9), min_size=8, max_size=8)


@given(pieces=PIECES, weights=WEIGHTS)
def test_every_next_piece_adds_most(pieces: list[set[int]], weights: list[int]) -> None:
    pairs = [(place, n) for place, numbers in enumerate(pieces) for n in numbers]
    piece, number = np.array(pairs, np.int64).reshape(-1, 2).T
    gains = order_by_gain(piece, number, np.array(weights), n_pieces=len(pieces))
    assert sorted(gains.order) == list(range(len(pieces)))
    opened: set[int] = set()
    left = set(range(len(pieces)))
    for place in gains.order.tolist():
        added = {p: sum(weights[n] for n in pieces[p] - opened) for p in left}
        assert gains.gain[place] == added[place] == max(added.values())
        opened |= pieces[place]
        left.remove(place)


def test_a_pair_given_twice_counts_once() -> None:
    twice = np.array([0, 0]), np.array([1, 1])
    gains = order_by_gain(*twice, np.array([0, 4]), n_pieces=2)
    assert gains.gain.tolist() == [4, 0]


def test_no_pieces() -> None:
    none = np.empty(0, np.int64)
    gains = order_by_gain(none, none, none, n_pieces=0)
    assert gains.order.tolist() == []
