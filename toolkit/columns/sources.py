"""Digits to be written into formats: those of each number, found again by value.

A `DigitSource` answers: which numbers begin with these m digits, or consist of
exactly these m? Values are compared as integers of a fixed number of digits, so
leading zeros count.

>>> source = DigitSource(np.array([4155550100, 2079460018]), np.array([10, 10]))
>>> hits = source.beginning(np.array([207]), 3)
>>> hits.rows.tolist(), hits.numbers.tolist()
([0], [1])
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from toolkit.columns.grouping import places_in, stable_order

Ints = npt.NDArray[np.int64]
Rows = npt.NDArray[np.int32]
_Index = tuple[Ints, Rows, Rows | None]  # keys, their numbers, how many are equal
MAX_DIGITS = 18  # what an int64 holds; no phone number has more
POWERS = 10 ** np.arange(MAX_DIGITS + 1, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Hits:
    """Pairs of (row of the values asked for, number)."""

    rows: Ints
    numbers: Ints


class DigitSource:
    """The digits of many numbers.

    Parameters
    ----------
    values, lengths
        The digits as integers, and how many digits they are (zeros in front count).
    numbers
        Which number each of them belongs to; default their position.
    """

    def __init__(
        self,
        values: Ints,
        lengths: npt.NDArray[np.integer],
        numbers: npt.NDArray[np.integer] | None = None,
    ) -> None:
        self.values = values
        self.lengths = lengths
        if numbers is None:
            numbers = np.arange(len(values), dtype=np.int32)
        self.numbers: Rows = numbers.astype(np.int32, copy=False)
        self._last: tuple[tuple[int, bool], _Index] | None = None
        self._of_length: dict[int, DigitSource] = {}

    @cached_property
    def lengths_present(self) -> tuple[int, ...]:
        """The numbers of digits that occur, ascending."""
        return tuple(int(length) for length in np.unique(self.lengths))

    def of_length(self, n_digits: int) -> DigitSource:
        """Give the numbers that have so many digits."""
        if n_digits not in self._of_length:
            rows = np.flatnonzero(self.lengths == n_digits)
            self._of_length[n_digits] = DigitSource(
                self.values[rows], self.lengths[rows], self.numbers[rows]
            )
        return self._of_length[n_digits]

    def exactly(self, wanted: Ints, n_digits: int) -> Hits:
        """Find the numbers that are the wanted digits."""
        return self._find(wanted, n_digits, whole=True)

    def beginning(self, wanted: Ints, n_digits: int) -> Hits:
        """Find the numbers that are, or begin with, the wanted digits."""
        return self._find(wanted, n_digits, whole=False)

    def _find(self, wanted: Ints, n_digits: int, *, whole: bool) -> Hits:
        keys, numbers, n_equal = self._index(n_digits, whole=whole)
        first = places_in(keys, wanted)
        rows = np.flatnonzero(first >= 0)
        first = first[rows]
        if n_equal is None:
            return Hits(rows, numbers[first].astype(np.int64))
        counts = n_equal[first].astype(np.int64)
        starts = np.repeat(first - np.cumsum(counts) + counts, counts)
        found = numbers[starts + np.arange(len(starts))]
        return Hits(np.repeat(rows, counts), found.astype(np.int64))

    def _index(self, n_digits: int, *, whole: bool) -> _Index:
        """Give the digits in order; the last ones are kept, most formats have ten."""
        wanted = (n_digits, whole)
        if self._last is None or self._last[0] != wanted:
            self._last = None  # gives its memory back before more is taken
            self._last = wanted, self._sort(n_digits, whole=whole)
        return self._last[1]

    def _sort(self, n_digits: int, *, whole: bool) -> _Index:
        lengths = self.lengths
        long = lengths == n_digits if whole else lengths >= n_digits
        keys, numbers, lengths = self.values[long], self.numbers[long], lengths[long]
        longer = lengths > n_digits
        if longer.any():
            keys[longer] //= POWERS[lengths[longer] - n_digits]
        order = stable_order(keys)
        keys, numbers = keys[order], numbers[order]
        n_equal = None  # of each key, where any occurs twice
        if (keys[1:] == keys[:-1]).any():
            ends = np.searchsorted(keys, keys, "right")
            n_equal = (ends - np.arange(len(keys))).astype(np.int32)
        return keys, numbers, n_equal


def to_integers(digits: npt.NDArray[np.uint8]) -> Ints:
    """Read the rows of a matrix of digits as integers."""
    values = np.zeros(len(digits), np.int64)
    for place in range(digits.shape[1]):
        values *= 10
        values += digits[:, place]
    return values
