"""Whether another set of formats would win, in many resamples at once.

One set is held against all others of at most so many formats. A resample is lost to a
rival that scores more there, or as much with fewer false calls, or as much with as many
in fewer formats. Rivals are looked for depth first; a branch is left when the most it
can still add beats the set in none of the resamples that are not lost yet.

>>> field = Field(
...     right=np.array([[True, False], [False, True]]), wrong=np.zeros((2, 2), bool),
...     is_false=np.zeros(2, bool), empty=np.zeros(2),
...     weight=np.array([[5., 1.], [2., 2.]]))
>>> Rivals(field, (0,), max_size=1).lost.tolist()
[False, True]
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]
Set = tuple[int, ...]  # rows of `Field.right`


@dataclass(frozen=True, slots=True)
class Field:
    """Candidates, classes of numbers, and what the classes weigh in each resample.

    Per candidate and class: `right`, `wrong`. Per class: `is_false` without formats,
    `empty`, what leaving the setting empty scores beside that. Per class and resample:
    `weight`, whole numbers. `unit` and `cost` are what a correct call adds to the score
    and a false one takes off.
    """

    right: Flags
    wrong: Flags
    is_false: Flags
    empty: Floats
    weight: Floats
    unit: int = 1
    cost: int = 3
    min_gain: int = 1
    stop_at_first: bool = False

    def misled(self, formats: Set) -> Flags:
        """Give the classes that each order of a set gets wrong though one is right."""
        rows = list(formats)
        right, wrong = self.right[rows], self.wrong[rows]
        torn = np.any(right, axis=0) & np.any(wrong, axis=0)
        if not (self.stop_at_first and torn.any()):
            return np.zeros((1, len(torn)), bool)
        return np.array(
            [
                _misled(right, wrong & torn, order)
                for order in permutations(range(len(rows)))
            ]
        )


@dataclass(frozen=True, slots=True)
class _Reached:
    """What a set makes of the classes, whatever its order."""

    correct: Flags
    false: Flags

    def more(self, right: Flags, wrong: Flags) -> _Reached:
        correct = self.correct | right
        return _Reached(correct, (self.false | wrong) & ~correct)


class Rivals:
    """Looks for sets that beat one set.

    Parameters
    ----------
    field
        Candidates, classes and resamples.
    formats
        The set; empty for leaving the setting empty.
    max_size
        Formats of the longest rival.

    Attributes
    ----------
    lost
        Whether the set is beaten; one row per resample.
    """

    def __init__(self, field: Field, formats: Set, *, max_size: int) -> None:
        self.field, self.formats, self.max_size = field, formats, max_size
        self.start = _Reached(np.zeros_like(field.is_false), field.is_false)
        self.lost = np.zeros(field.weight.shape[1], bool)
        empty = field.empty @ field.weight
        if formats:
            self.score, self.false = self._exact(formats, ~self.lost)
            self.lost |= (empty >= self.score) | ~self._is_feasible(formats, ~self.lost)
        else:
            self.score, self.false = empty, np.zeros_like(empty)
        open_ = np.flatnonzero(~self.lost)
        pool = np.arange(len(field.right))
        self._descend((), self.start, np.zeros(len(open_)), open_, pool)

    def _descend(
        self, chosen: Set, reached: _Reached, score: Floats, open_: Rows, pool: Rows
    ) -> None:
        """Try every set that continues `chosen` with candidates of `pool`.

        `score` is what `chosen` scores beside the start in the resamples `open_`.
        """
        if not len(open_) or not len(pool):
            return
        field, weight = self.field, self.field.weight[:, open_]
        right = field.right[pool] & ~reached.correct
        worse = field.wrong[pool] & ~reached.correct & ~reached.false
        most = score + field.unit * _totals(right, weight)
        most += field.cost * _totals(right & reached.false, weight)
        total = most - field.cost * _totals(worse, weight)
        for place in np.flatnonzero((total >= self.score[open_]).any(axis=1)):
            self._compare((*chosen, int(pool[place])))
        left = self.max_size - len(chosen) - 1
        if not left:
            return
        others = np.sort(most - score, axis=0)[::-1][:left].sum(axis=0)
        order = np.argsort(-most.sum(axis=1), kind="stable")
        for rank, place in enumerate(order):
            still = ~self.lost[open_]
            hoped = (most[place] + others)[still]
            if self._may_win(hoped, open_[still], len(chosen) + 2):
                row = pool[place]
                self._descend(
                    (*chosen, int(row)),
                    reached.more(field.right[row], field.wrong[row]),
                    total[place][still],
                    open_[still],
                    pool[order[rank + 1 :]],
                )

    def _may_win(self, hoped: Floats, open_: Rows, size: int) -> bool:
        """Say whether rivals of `size` formats and more may win anywhere."""
        tie_wins = (self.false[open_] > 0) | (size < len(self.formats))
        score = self.score[open_]
        return bool(np.any((hoped > score) | ((hoped == score) & tie_wins)))

    def _compare(self, rival: Set) -> None:
        """Mark the resamples in which a rival beats the set."""
        open_ = ~self.lost
        score, false = self._exact(rival, open_)
        fewer = false < self.false[open_]
        shorter = (false == self.false[open_]) & (len(rival) < len(self.formats))
        tie_wins = (fewer | shorter) & bool(self.formats)
        better = score > self.score[open_]
        better |= (score == self.score[open_]) & tie_wins
        if better.any():
            better &= self._is_feasible(rival, open_)
            self.lost[np.flatnonzero(open_)[better]] = True

    def _exact(self, formats: Set, open_: Flags) -> tuple[Floats, Floats]:
        """Give score and false calls of a set in its best order, for some resamples."""
        field, weight = self.field, self.field.weight[:, open_]
        rows = list(formats)
        reached = self.start.more(
            np.logical_or.reduce(field.right[rows]),
            np.logical_or.reduce(field.wrong[rows]),
        )
        masks = np.array([reached.correct, reached.false, field.is_false])
        correct, false, false_before = _totals(masks, weight)
        misled = _totals(field.misled(formats), weight).min(axis=0)
        score = field.unit * (correct - misled)
        score -= field.cost * (false + misled - false_before)
        return score, false + misled

    def _is_feasible(self, formats: Set, open_: Flags) -> Flags:
        """Say where leaving any format out loses enough correct calls."""
        right = self.field.right[list(formats)]
        alone = right & (np.count_nonzero(right, axis=0) == 1)
        lost = _totals(alone, self.field.weight[:, open_])
        enough: Flags = np.min(lost, axis=0) >= self.field.min_gain
        return enough


def _totals(rows: Flags, weight: Floats) -> Floats:
    """Add up the weights of the classes in each row, for each resample.

    A product of matrices would do, but so small a one costs less than the threads
    that NumPy wakes for it.
    """
    total = np.zeros((len(rows), weight.shape[1]))
    row, member = np.nonzero(rows)
    first = np.flatnonzero(np.diff(row, prepend=-1))
    if len(row):
        total[row[first]] = np.add.reduceat(weight[member], first, axis=0)
    return total


def _misled(right: Flags, wrong: Flags, order: tuple[int, ...]) -> Flags:
    matched = np.zeros(right.shape[1], bool)
    misled = matched.copy()
    for place in order:
        misled |= wrong[place] & ~matched
        matched |= right[place] | wrong[place]
    return misled
