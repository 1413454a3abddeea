"""The frontier: the best list of each size, and what one more format buys."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from toolkit.analysis.choice import Best
from toolkit.analysis.outcome import share

if TYPE_CHECKING:
    from toolkit.analysis.recommendation import Recommendation


@dataclass(frozen=True, slots=True)
class FrontierRow:
    """The best list of one size.

    `formats` is None where no list of the size is feasible.
    """

    size: int
    formats: tuple[str, ...] | None
    score: float | None
    correct_calls: int | None
    false_calls: int | None
    reach: float | None
    optimal: bool

    def to_dict(self) -> dict[str, Any]:
        """Give the row with the keys of the command line's JSON."""
        formats = None if self.formats is None else list(self.formats)
        return asdict(self) | {"formats": formats}


def build_frontier(
    recommendation: Recommendation, *, most: int
) -> tuple[FrontierRow, ...]:
    """Give the best list of each size from 0 to `most`."""
    weight = recommendation.weight
    empty = recommendation.baseline_counts(weight)
    known = int(weight[recommendation.situation.truth.is_known].sum())
    cost = recommendation.options.cost
    score = float(empty.correct_calls - cost * empty.false_calls)
    first = FrontierRow(
        0, (), score, empty.correct_calls, empty.false_calls, empty.reach, True
    )
    longer = range(len(recommendation.bests) + 1, most + 1)
    more = (recommendation.chooser.best(size) for size in longer)
    bests = (*recommendation.bests, *more)
    return (first, *(_row(recommendation, best, known) for best in bests))


def _row(recommendation: Recommendation, best: Best, known: int) -> FrontierRow:
    if best.formats is None:
        return FrontierRow(best.size, None, None, None, None, None, best.is_proven)
    return FrontierRow(
        size=best.size,
        formats=recommendation.named(best.formats),
        score=float(best.score),
        correct_calls=best.correct,
        false_calls=best.false,
        reach=share(best.correct, known),
        optimal=best.is_proven,
    )
