"""The earlier and the later part of a history.

Calls are split by time so that the earlier part has close to 70 % of those with a
readable time. Calls of one moment stay together: where many share a moment (a log with
dates only) the parts are as close to 70 to 30 as whole moments allow.

>>> days = np.array(["2026-09-01", "2026-09-02", "2026-09-03", "NaT"], "M8[s]")
>>> split = split_by_time(days)
>>> split.is_earlier.tolist(), split.is_later.tolist()
([True, True, False, False], [False, False, True, False])
>>> str(split.later_from)
'2026-09-03T00:00:00'
>>> split_by_time(days[:1])
'all calls are at one moment'
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Times = npt.NDArray[np.datetime64]
Flags = npt.NDArray[np.bool_]

EARLIER = 0.7  # share of the calls that the list is chosen on
LEAST = 0.1  # share that either part must have to be of use
SECONDS_A_DAY = 86_400

NO_CALLS = "there are no calls"
NO_TIMES = "no call has a readable time"
ONE_MOMENT = "all calls are at one moment"
NO_CUT = "nearly all calls are at one moment"


@dataclass(frozen=True, slots=True)
class TimeSplit:
    """Two parts of a history; one row per call, in neither part without a time."""

    later_from: np.datetime64
    is_earlier: Flags
    is_later: Flags
    days: float

    @property
    def n_undated(self) -> int:
        """Calls without a readable time."""
        dated = np.count_nonzero(self.is_earlier) + np.count_nonzero(self.is_later)
        return len(self.is_later) - int(dated)


def split_by_time(started_at: Times) -> TimeSplit | str:
    """Split calls by time, or say why that is not possible.

    Parameters
    ----------
    started_at
        One row per call, to the second; NaT unknown.
    """
    if not len(started_at):
        return NO_CALLS
    is_dated = ~np.isnat(started_at)
    seconds = started_at.astype("M8[s]", copy=False).view(np.int64)
    dated = seconds if is_dated.all() else seconds[is_dated]
    if not len(dated):
        return NO_TIMES
    first, last = int(dated.min()), int(dated.max())
    if first == last:
        return ONE_MOMENT
    later_from, share = _cut(dated)
    if not LEAST <= share <= 1 - LEAST:
        return NO_CUT
    is_later = seconds >= later_from
    return TimeSplit(
        later_from=np.datetime64(later_from, "s"),
        is_earlier=is_dated & ~is_later,
        is_later=is_dated & is_later,
        days=(last - first) / SECONDS_A_DAY,
    )


def _cut(seconds: npt.NDArray[np.int64]) -> tuple[int, float]:
    """Give the moment at which the later part starts, and the earlier part's share."""
    n, first = len(seconds), int(seconds.min())
    place = min(int(EARLIER * n), n - 1)
    is_short = int(seconds.max()) - first < 2**31
    since: npt.NDArray[np.signedinteger] = np.empty(
        n, np.int32 if is_short else np.int64
    )  # half the memory, mostly
    np.subtract(seconds, first, out=since, casting="unsafe")
    since.partition(place)
    moment = int(since[place])
    before = np.count_nonzero(since < moment) / n
    after = since[place:][since[place:] > moment]
    through = 1 - len(after) / n
    if len(after) and abs(through - EARLIER) < abs(before - EARLIER):
        return first + int(after.min()), through
    return first + moment, before
