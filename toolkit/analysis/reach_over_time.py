"""The reach of a list in each day, week or month of the history.

>>> unit_of(3), unit_of(60), unit_of(400)
('day', 'week', 'month')
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.analysis.time_split import SECONDS_A_DAY

if TYPE_CHECKING:
    from toolkit.analysis.recommendation import Recommendation

Ints = npt.NDArray[np.int64]

# unit -> days of the longest history shown in it; longer ones are shown by month
LONGEST = {"day": 14, "week": 182}
KNOWN, REACHED, REACHED_BEFORE = 1, 2, 4  # what a call may be, as bits
MONDAY = 3  # 1 January 1970 was a Thursday: days since the Monday before


@dataclass(frozen=True, slots=True)
class ReachOverTime:
    """The reach of the recommended list and of the baseline, period by period.

    ``periods``: DataFrame, one row per period from the first dated call to the last
        start           datetime64[s]  its first moment; weeks start on Monday
        calls           int            calls
        known_calls     int            known calls among them
        reach           float          of the recommended list, NaN without known calls
        baseline_reach  float          with nothing set
        is_later        bool           it starts in the later part of the holdout

    `unit` is ``day``, ``week`` or ``month``; `later_from` is the first moment of the
    holdout's later part, None if there is none.
    """

    periods: pd.DataFrame
    unit: str
    later_from: np.datetime64 | None


def unit_of(days: float) -> str:
    """Give the unit that shows a history of some days in not too many periods."""
    return next((unit for unit, most in LONGEST.items() if days <= most), "month")


def reach_over_time(recommendation: Recommendation) -> ReachOverTime:
    """Measure the recommended list in every period; without dated calls no rows."""
    situation = recommendation.situation
    started = situation.calls.events["started_at"].to_numpy().astype("M8[s]")
    dated = ~np.isnat(started)
    seconds = started[dated].astype(np.int64)
    number = situation.calls.events["number"].to_numpy()[dated]
    days = np.ptp(seconds) / SECONDS_A_DAY if len(seconds) else 0
    unit = unit_of(days)
    period, starts = _periods(seconds, unit)
    later_from = recommendation.holdout.later_from
    counts = _counts(period, _state(recommendation)[number], len(starts))
    return ReachOverTime(_table(starts, counts, later_from), unit, later_from)


def _periods(seconds: Ints, unit: str) -> tuple[Ints, npt.NDArray[np.datetime64]]:
    """Give each call's period, counted from 0, and the first moment of each period."""
    day = seconds // SECONDS_A_DAY
    if unit == "month":
        index = day.astype("M8[D]").astype("M8[M]").astype(np.int64)
    else:
        index = (day + MONDAY) // 7 if unit == "week" else day
    if not len(index):
        return index, np.empty(0, "M8[s]")
    first = int(index.min())
    numbers = np.arange(first, int(index.max()) + 1)
    if unit == "week":
        numbers = numbers * 7 - MONDAY
    starts = numbers.astype("M8[M]" if unit == "month" else "M8[D]")
    return index - first, starts.astype("M8[s]")


def _state(recommendation: Recommendation) -> Ints:
    """Give what the calls of each number are, as bits."""
    situation = recommendation.situation
    reached = situation.outcome(recommendation.entered_formats).is_correct
    before = situation.outcome(()).is_correct
    known = situation.truth.is_known
    state: Ints = KNOWN * known + REACHED * reached + REACHED_BEFORE * before
    return state


def _counts(period: Ints, state: Ints, n_periods: int) -> Ints:
    """Count the calls of each period (rows) and state (columns)."""
    n_states = 2 * REACHED_BEFORE
    counts = np.bincount(period * n_states + state, minlength=n_periods * n_states)
    return counts.reshape(n_periods, n_states)


def _table(
    starts: npt.NDArray[np.datetime64],
    counts: Ints,
    later_from: np.datetime64 | None,
) -> pd.DataFrame:
    known = _with(counts, KNOWN)
    divisor = np.where(known > 0, known, np.nan)
    later = np.zeros(len(starts), bool) if later_from is None else starts >= later_from
    return pd.DataFrame(
        {
            "start": starts,
            "calls": counts.sum(axis=1),
            "known_calls": known,
            "reach": _with(counts, REACHED) / divisor,
            "baseline_reach": _with(counts, REACHED_BEFORE) / divisor,
            "is_later": later,
        }
    )


def _with(counts: Ints, bit: int) -> Ints:
    """Count the calls of all states that have a bit."""
    total: Ints = counts[:, (np.arange(counts.shape[1]) & bit) > 0].sum(axis=1)
    return total
