"""What a set of formats makes of each class of numbers, its order left aside.

A class is correct if any format of the set (or a term other than formats) is right
about it, false if formats hit it and none is right. Where a connector searches every
term that is the whole truth; where it stops at the first match it is the best any order
can do.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from toolkit.analysis.hits import CORRECT, FALSE, Hits

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Coverage:
    """The classes that a set of formats gets right and wrong.

    Parameters
    ----------
    hits
        The classes and candidates.
    unit, cost
        What one correct call adds to the score, and one false call takes off.
    """

    def __init__(self, hits: Hits, unit: int, cost: int) -> None:
        self.hits, self.unit, self.cost = hits, unit, cost
        self.correct = hits.base == CORRECT
        self.false = hits.base == FALSE
        self.times_right = self.correct.astype(np.int64)

    @property
    def correct_calls(self) -> int:
        """Calls that find a contact who has the number."""
        return int(self.hits.weight[self.correct].sum())

    @property
    def false_calls(self) -> int:
        """Calls that find contacts none of whom has the number."""
        return int(self.hits.weight[self.false].sum())

    @property
    def score(self) -> int:
        """Correct calls minus the cost of the false ones, in units."""
        return self.unit * self.correct_calls - self.cost * self.false_calls

    def with_format(self, right: Ints, wrong: Ints) -> Coverage:
        """Give the coverage with one more format: the classes it hits either way."""
        more = Coverage.__new__(Coverage)
        more.hits, more.unit, more.cost = self.hits, self.unit, self.cost
        more.correct, more.false = self.correct.copy(), self.false.copy()
        more.times_right = self.times_right.copy()
        more.times_right[right] += 1
        more.correct[right] = True
        more.false[right] = False
        more.false[wrong[~more.correct[wrong]]] = True
        return more

    def correct_gains(self) -> Ints:
        """Give the correct calls that each candidate would add."""
        return self.hits.by_format(self._weight * self._newly_right)

    def most_gains(self) -> Ints:
        """Give the most that each candidate can add to the score, false calls aside."""
        mended = self._newly_right & self.false[self.hits.member]
        worth = self.unit * self._newly_right + self.cost * mended
        return self.hits.by_format(self._weight * worth)

    def score_gains(self) -> Ints:
        """Give what each candidate would add to the score."""
        hits = self.hits
        matched = (self.correct | self.false)[hits.member]
        worse = ~hits.right & ~matched
        return self.most_gains() - self.cost * hits.by_format(self._weight * worse)

    def only_this(self, right: Ints) -> int:
        """Count the correct calls that one format of the set finds alone."""
        return int(self.hits.weight[right[self.times_right[right] == 1]].sum())

    @property
    def _weight(self) -> Ints:
        return self.hits.weight[self.hits.member]

    @property
    def _newly_right(self) -> Flags:
        new: Flags = self.hits.right & ~self.correct[self.hits.member]
        return new


def classes_of(hits: Hits) -> list[tuple[Ints, Ints]]:
    """Give for each candidate the classes it hits rightly, and falsely."""
    order = np.argsort(hits.format, kind="stable")
    counts = np.bincount(hits.format, minlength=hits.n_formats)
    rows: Sequence[Ints] = np.split(order, np.cumsum(counts)[:-1])
    if not hits.n_formats:
        return []
    return [
        (hits.member[each[hits.right[each]]], hits.member[each[~hits.right[each]]])
        for each in rows
    ]
