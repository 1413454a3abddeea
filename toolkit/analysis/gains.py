"""Ordering pieces of work by what each adds when the ones before it are done.

A piece opens some numbers; a number counts once, for the first piece that opens it. The
next piece is always one that adds most.

>>> gains = order_by_gain(np.array([0, 0, 1, 1, 2]), np.array([0, 1, 1, 2, 3]),
...                       np.array([5, 4, 1, 3]), n_pieces=3)
>>> gains.order.tolist(), gains.gain.tolist()
([0, 2, 1], [9, 1, 3])
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.columns.grouping import distinct

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Gains:
    """Pieces in order, best first, and what each adds (one row per piece)."""

    order: Ints
    gain: Ints


def order_by_gain(piece: Ints, number: Ints, weight: Ints, *, n_pieces: int) -> Gains:
    """Order pieces by what they add.

    Parameters
    ----------
    piece, number
        Pairs: the piece opens the number. A pair may stand twice.
    weight
        What each number counts.
    n_pieces
        How many pieces there are; those that add nothing come last.
    """
    n_numbers = max(len(weight), 1)
    codes = distinct(piece * n_numbers + number)
    piece, number = codes // n_numbers, codes % n_numbers
    alone = np.bincount(piece, weight[number], minlength=n_pieces).astype(np.int64)
    gain, turn = alone.copy(), np.zeros(n_pieces, np.int64)
    is_shared = np.bincount(number, minlength=n_numbers)[number] > 1
    entangled = np.isin(piece, piece[is_shared])
    settled = _settle(piece[entangled], number[entangled], weight)
    for place, (each, added) in enumerate(settled):
        gain[each], turn[each] = added, place
    order = np.lexsort((np.arange(n_pieces), -alone, turn, -gain))
    return Gains(order, gain)


def _settle(piece: Ints, number: Ints, weight: Ints) -> list[tuple[int, int]]:
    """Give the pieces that share numbers, always the one that adds most."""
    numbers: dict[int, list[int]] = {}
    for each, opened in zip(piece.tolist(), number.tolist(), strict=True):
        numbers.setdefault(each, []).append(opened)
    left = dict(zip(number.tolist(), weight[number].tolist(), strict=True))
    heap = [(-sum(left[n] for n in opened), each) for each, opened in numbers.items()]
    heapq.heapify(heap)
    settled = []
    while heap:
        expected, each = heapq.heappop(heap)
        added = sum(left[n] for n in numbers[each])
        if -expected != added:
            heapq.heappush(heap, (-added, each))
            continue
        settled.append((each, added))
        left.update(dict.fromkeys(numbers[each], 0))
    return settled
