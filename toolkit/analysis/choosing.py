"""Choosing a list of any length, as a recommendation does, under any weights."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from toolkit.analysis.choice import Best, Chooser
from toolkit.analysis.outcome import Outcome

Ints = npt.NDArray[np.int64]
Places = tuple[int, ...]  # of candidates


@dataclass(frozen=True, slots=True)
class Rules:
    """How a list is chosen; see `Options`."""

    max_formats: int
    false_match_cost: Fraction
    min_gain: int
    stop_at_first: bool

    def choose(self, chooser: Chooser, empty_score: Fraction | int) -> Places:
        """Give the best list; none if leaving the setting empty is as good."""
        bests = [chooser.best(size) for size in range(1, self.max_formats + 1)]
        feasible = [best for best in bests if best.formats is not None]
        best = min(feasible, key=_rank, default=None)
        if best is None or best.formats is None or best.score <= empty_score:
            return ()
        return best.formats

    def empty_score(self, empty: Outcome, weight: Ints) -> Fraction | int:
        """Give what leaving the setting empty scores."""
        false = int(weight[empty.is_false].sum())
        return int(weight[empty.is_correct].sum()) - self.false_match_cost * false


def _rank(best: Best) -> tuple[Fraction, int, int]:
    return -best.score, best.false, best.size
