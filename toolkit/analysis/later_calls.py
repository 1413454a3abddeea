"""The known calls of the later part, and what may be expected of further ones.

>>> even = LaterCalls(np.arange(40), np.ones(40, np.int64), period=40, seed=1)
>>> reached = np.arange(40) < 30
>>> even.reach(reached)
0.75
>>> even.reach_interval(reached, reached).rounded(2)
(0.51, 0.91)
>>> none = np.zeros(40, bool)
>>> even.gain(reached, none), even.gain_interval(reached, reached, none).rounded(2)
(0.75, (0.51, 0.91))
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.analysis.intervals import (
    Interval,
    difference_interval,
    effective_for_later,
    effective_numbers,
    share_interval,
)

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]  # one row per number of the situation, in all methods


@dataclass(frozen=True, slots=True)
class LaterCalls:
    """Numbers that make known calls in the later part.

    `number` are rows of the situation's numbers, `weight` their calls there, `period`
    the effective numbers of a further period; `seed` is of the draws behind bounds.
    """

    number: Ints
    weight: Ints
    period: float
    seed: int

    @property
    def calls(self) -> int:
        """How many calls they make."""
        return int(self.weight.sum())

    def reach(self, correct: Flags) -> float:
        """Give the share of the calls whose number is looked up correctly."""
        return self._share(correct[self.number])

    def effective(self, correct: Flags) -> float:
        """Give how many numbers calling equally often would tell as much."""
        return effective_numbers(self.weight, correct[self.number])

    def reach_interval(self, correct: Flags, left_out: Flags) -> Interval:
        """Give the interval of the reach on further calls.

        `left_out` says which numbers a list is right about that they did not choose.
        """
        numbers = effective_for_later(self.effective(correct), self.period)
        shares = {self.reach(correct), self.reach(left_out)}
        return Interval.joining(
            share_interval(share, numbers, seed=self.seed) for share in shares
        )

    def gain(self, correct: Flags, before: Flags) -> float:
        """Give what the reach gains on another list's."""
        return self.reach(correct) - self.reach(before)

    def gain_interval(self, correct: Flags, left_out: Flags, before: Flags) -> Interval:
        """Give the interval of the gain on further calls."""
        differs = (correct != before)[self.number]
        if not ((correct != before).any() or (left_out != before).any()):
            return Interval(0.0, 0.0)  # the same list, or one that changes nothing
        numbers = effective_for_later(
            effective_numbers(self.weight, differs), self.period
        )
        shares = {self._changes(each, before) for each in (correct, left_out)}
        return Interval.joining(
            difference_interval(gained, lost, numbers, seed=self.seed)
            for gained, lost in shares
        )

    def _changes(self, correct: Flags, before: Flags) -> tuple[float, float | None]:
        """Give the shares gained and lost; None if no number could be lost."""
        gained, lost = correct & ~before, before & ~correct
        share_lost = self._share(lost[self.number]) if lost.any() else None
        return self._share(gained[self.number]), share_lost

    def _share(self, rows: Flags) -> float:
        return int(self.weight[rows].sum()) / self.calls
