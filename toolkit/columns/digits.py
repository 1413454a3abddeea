"""Digit strings as columns: integers, and the lengths that keep leading zeros.

>>> digits = Digits(np.array([2079460018, 612345678]), np.array([11, 10]))
>>> digits.texts()
['02079460018', '0612345678']
>>> digits.drop(1).texts()
['2079460018', '612345678']
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

LONGEST = 18  # digits that an int64 holds, whatever they are
POWERS = 10 ** np.arange(LONGEST + 1, dtype=np.int64)


class Digits(NamedTuple):
    """Digit strings, one per row; `values` and `lengths` are int64."""

    values: Ints
    lengths: Ints

    @classmethod
    def of(cls, texts: Sequence[str]) -> Digits:
        """Make columns of texts.

        >>> Digits.of(["007"]).lengths.tolist()
        [3]
        """
        return cls(
            np.array([int(text or 0) for text in texts], np.int64),
            np.array([len(text) for text in texts], np.int64),
        )

    def texts(self) -> list[str]:
        """Give the digits as texts."""
        rows = zip(self.values.tolist(), self.lengths.tolist(), strict=True)
        return [f"{value:0{length}}" if length else "" for value, length in rows]

    def take(self, rows: npt.NDArray[np.intp] | Flags) -> Digits:
        """Give some rows."""
        return Digits(self.values[rows], self.lengths[rows])

    def drop(self, n_digits: int | Ints) -> Digits:
        """Give what follows the first digits."""
        lengths = self.lengths - n_digits
        return Digits(self.values % POWERS[lengths], lengths)

    def begin_with(self, head: str) -> Flags:
        """Tell which begin with some digits.

        >>> Digits.of(["0207", "44207", "4"]).begin_with("44").tolist()
        [False, True, False]
        """
        is_long = self.lengths >= len(head)
        left = np.where(is_long, self.lengths - len(head), 0)
        begins: Flags = is_long & (self.values // POWERS[left] == int(head))
        return begins

    def without(self, heads: Sequence[str]) -> Digits:
        """Take off, from each, the first of some heads that it begins with.

        >>> Digits.of(["0207", "1800200"]).without(["0", "180020"]).texts()
        ['207', '0']
        """
        n_digits = np.zeros(len(self.values), np.int64)
        for head in reversed(heads):
            n_digits[self.begin_with(head)] = len(head)
        return self.drop(n_digits)

    def rows_by_length(self) -> list[tuple[int, npt.NDArray[np.intp] | slice]]:
        """Give each length that occurs, and the rows that have it."""
        lengths = np.flatnonzero(np.bincount(self.lengths)).tolist()
        if len(lengths) == 1:
            return [(lengths[0], slice(None))]
        return [(length, np.flatnonzero(self.lengths == length)) for length in lengths]
