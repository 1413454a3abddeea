"""Unseen calls: choose on the earlier part of the history, measure on the later.

The recommended list is best on the whole history. Here the choice is repeated on the
earlier 70 % of the calls, with the same options, and what it chooses is measured on the
later 30 %: `reach`, and `gain` over the current setting (over an empty one if none is
given). It only reports; nothing is chosen by it.

The population is the numbers that call, each at its own rate. `interval` is to hold the
reach of the chosen list on later calls of that population: of a further period as long
as the history, whether the same numbers call in it or others like them
(``python tests/simulate_intervals.py`` counts how often it does). Three things make it
wider than resampling the measured numbers would:

* few of them, or a few that call most, are a small sample, and no certainty even if all
  are reached (`intervals.effective_numbers`, `intervals.share_interval`);
* the later period scatters as well (`intervals.effective_for_later`);
* callers of the later part have mostly called before, so the list was chosen for them:
  the interval also holds what numbers left out of the choice reach (`left_out`).

A few numbers that make most calls thus give a wide interval, and a warning says so.
`same_list_share` is how often the recommended set wins on resampled numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from toolkit.analysis.earlier_choice import choose_on
from toolkit.analysis.holdout_warnings import HoldoutWarning, warnings_of
from toolkit.analysis.intervals import Interval, effective_numbers
from toolkit.analysis.later_calls import LaterCalls
from toolkit.analysis.outcome import Outcome
from toolkit.analysis.same_list import same_list_share
from toolkit.analysis.time_split import TimeSplit, split_by_time

if TYPE_CHECKING:
    from toolkit.analysis.recommendation import Recommendation

Ints = npt.NDArray[np.int64]

LEAST_KNOWN = 5  # known calls that either part must have
NO_KNOWN_CALLS = f"fewer than {LEAST_KNOWN} known calls in the earlier or later part"


@dataclass(frozen=True, slots=True)
class Holdout:
    """What the list chosen on earlier calls reaches on later ones.

    Everything measured is None if it could not be, for `reason`.

    Attributes
    ----------
    reach, interval
        Reach of `chosen` on the later part; 95 % interval of its reach on later calls.
    gain, gain_interval
        The same of the reach added to that of `current`.
    same_list_share
        How often the recommended set wins on resampled numbers, 0 to 1; None without
        known calls.
    reason
        Why nothing could be measured.
    chosen, current
        The list chosen on the earlier part, and the one it is compared with, ``()``
        where nothing is set. `#` for every placeholder.
    is_recommended
        Whether `chosen` has the formats of the recommended list.
    later_from
        First moment of the later part.
    earlier_calls, later_calls, undated_calls
        Calls of either part, and of neither because they have no readable time.
    known_later_calls, known_later_numbers
        Known calls of the later part, and the numbers that make them.
    number_reach
        Share of those numbers, each counted once, that `chosen` looks up correctly.
    effective_numbers
        How many numbers calling equally often would tell as much as those.
    warnings
        Why the figures may not hold, in codes and words.
    """

    reach: float | None = None
    interval: Interval | None = None
    same_list_share: float | None = None
    reason: str | None = None
    gain: float | None = None
    gain_interval: Interval | None = None
    chosen: tuple[str, ...] | None = None
    current: tuple[str, ...] = ()
    is_recommended: bool | None = None
    later_from: np.datetime64 | None = None
    earlier_calls: int = 0
    later_calls: int = 0
    undated_calls: int = 0
    known_later_calls: int = 0
    known_later_numbers: int = 0
    number_reach: float | None = None
    effective_numbers: float | None = None
    warnings: tuple[HoldoutWarning, ...] = ()

    @property
    def warning(self) -> str | None:
        """The gravest warning in words, None if there is none."""
        return self.warnings[0].text if self.warnings else None

    def to_dict(self) -> dict[str, Any]:
        """Give the figures with the keys of the command line's JSON."""
        return {
            "reach": self.reach,
            "interval": self.interval and list(self.interval),
            "same_list_share": self.same_list_share,
            "reason": self.reason,
            "gain": self.gain,
            "gain_interval": self.gain_interval and list(self.gain_interval),
            "chosen": None if self.chosen is None else list(self.chosen),
            "current": list(self.current),
            "is_recommended": self.is_recommended,
            "later_from": None if self.later_from is None else str(self.later_from),
            "earlier_calls": self.earlier_calls,
            "later_calls": self.later_calls,
            "undated_calls": self.undated_calls,
            "known_later_calls": self.known_later_calls,
            "known_later_numbers": self.known_later_numbers,
            "number_reach": self.number_reach,
            "effective_numbers": self.effective_numbers,
            "warnings": [warning.to_dict() for warning in self.warnings],
        }


def hold_out(recommendation: Recommendation) -> Holdout:
    """Repeat the choice on the earlier 70 % of the calls, measure on the later 30 %."""
    situation = recommendation.situation
    empty = situation.outcome(())
    known = np.flatnonzero(situation.truth.is_known)
    same = None
    if len(known):
        same = same_list_share(recommendation, recommendation.formats, empty)
    split = split_by_time(situation.calls.events["started_at"].to_numpy())
    if isinstance(split, str):
        return Holdout(same_list_share=same, reason=split)
    later = situation.weight_of(split.is_later)
    earlier = situation.weight - later
    if split.n_undated:
        earlier = situation.weight_of(split.is_earlier)
    if min(int(earlier[known].sum()), int(later[known].sum())) < LEAST_KNOWN:
        return Holdout(same_list_share=same, reason=NO_KNOWN_CALLS)
    callers = known[later[known] > 0]
    later_calls = LaterCalls(
        callers,
        later[callers],
        period=effective_numbers(situation.weight[known]),
        seed=recommendation.options.seed,
    )
    return _measured(recommendation, empty, split, earlier, later_calls, same)


def _measured(
    recommendation: Recommendation,
    empty: Outcome,
    split: TimeSplit,
    earlier: Ints,
    later: LaterCalls,
    same: float | None,
) -> Holdout:
    current = recommendation.options.current or ()
    before = recommendation.situation.outcome(current) if current else empty
    chosen = choose_on(recommendation, earlier, empty)
    correct, left_out = chosen.is_correct, chosen.is_correct_left_out
    effective = later.effective(correct)
    return Holdout(
        reach=later.reach(correct),
        interval=later.reach_interval(correct, left_out),
        same_list_share=same,
        gain=later.gain(correct, before.is_correct),
        gain_interval=later.gain_interval(correct, left_out, before.is_correct),
        chosen=chosen.formats,
        current=current,
        is_recommended=set(chosen.formats) == set(recommendation.formats),
        later_from=split.later_from,
        earlier_calls=int(np.count_nonzero(split.is_earlier)),
        later_calls=int(np.count_nonzero(split.is_later)),
        undated_calls=split.n_undated,
        known_later_calls=later.calls,
        known_later_numbers=len(later.number),
        number_reach=float(correct[later.number].mean()),
        effective_numbers=effective,
        warnings=warnings_of(split, later.weight, effective),
    )
