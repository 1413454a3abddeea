"""Calls by how the number that is calling is stored.

>>> int(share_of(np.array([3]), 12)[0] * 100)
25
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.columns.grouping import distinct, places_in
from toolkit.exports.calls import Calls
from toolkit.exports.contacts import Contacts

Ints = npt.NDArray[np.int64]


class KnownCalls:
    """The calls of stored numbers; without a call log every figure is missing."""

    def __init__(self, contacts: Contacts, calls: Calls | None) -> None:
        self.contacts, self.calls = contacts, calls
        self._owner = contacts.number_cells["cell"].to_numpy(np.int64)

    @cached_property
    def weight(self) -> Ints:
        """How many calls each called number has."""
        if self.calls is None:
            return np.empty(0, np.int64)
        numbers = self.calls.events["number"].to_numpy()
        return np.bincount(numbers, minlength=len(self.calls.numbers))

    @cached_property
    def number(self) -> Ints:
        """The called number of each number in a cell; -1: never called."""
        if self.calls is None:
            return np.full(len(self._owner), -1)
        return places_in(self.calls.numbers.key, self.contacts.numbers.key)

    @cached_property
    def of_numbers(self) -> Ints | None:
        """The calls of each number in a cell; None without a call log."""
        if self.calls is None:
            return None
        return np.append(self.weight, 0)[self.number]

    @property
    def known(self) -> int:
        """Calls whose number stands in a cell."""
        return int(self.weight[distinct(np.sort(self.number[self.number >= 0]))].sum())

    def by_group(self, group: Ints, n_groups: int) -> pd.DataFrame:
        """Count the known calls whose number stands in a cell of each group.

        `group` has one row per cell, -1 in none. A call counts in every group that has
        its number. Gives columns `calls` and `share_calls`, their share of the known.
        """
        types = {"calls": "Int64", "share_calls": "Float64"}
        if self.calls is None:
            missing = pd.DataFrame(None, range(n_groups), list(types), dtype=object)
            return missing.astype(types)
        here = np.flatnonzero((self.number >= 0) & (group[self._owner] >= 0))
        n = max(len(self.weight), 1)
        pairs = distinct(np.sort(group[self._owner[here]] * n + self.number[here]))
        calls = np.zeros(n_groups, np.int64)
        np.add.at(calls, pairs // n, self.weight[pairs % n])
        shares = share_of(calls, self.known)
        return pd.DataFrame({"calls": calls, "share_calls": shares}).astype(types)

    def by_best_rank(self, rank: Ints, names: tuple[str, ...]) -> dict[str, int] | None:
        """Count all calls by the lowest rank among the cells of their number.

        `rank` has one row per number in a cell, a position in `names`; the last of
        `names` is for calls whose number is in no cell.
        """
        if self.calls is None:
            return None
        lowest = np.full(len(self.weight) + 1, len(names) - 1)
        np.minimum.at(lowest, self.number, rank)
        calls = np.bincount(lowest[:-1], self.weight, minlength=len(names))
        return dict(zip(names, calls.astype(np.int64).tolist(), strict=True))


def share_of(part: Ints, whole: int) -> npt.NDArray[np.float64]:
    """Divide counts by a whole; NaN where it is 0."""
    return part / whole if whole else np.full(len(part), np.nan)
