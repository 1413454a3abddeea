"""Requests in windows of time: the busiest of them, and how many exceed a limit.

Times are whole seconds; how fine they really are is their `resolution`: RingCentral's
call logs give minutes. A window begins with an event. Events of different lanes (one
per token, or one for the whole account) never share a window.

>>> windows = Windows(np.array([0, 30, 70, 200]), np.zeros(4, np.int64), 60)
>>> [(b.at, b.requests) for b in windows.busiest(np.array([4, 4, 4, 9]), 2)]
[(200, 9.0), (0, 8.0)]
>>> windows.n_over(np.array([4, 4, 4, 9]), 7)
2
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Costs = npt.NDArray[np.integer] | Floats

DAY = 86_400
_RESOLUTIONS = (DAY, 3600, 60)


@dataclass(frozen=True, slots=True)
class Busiest:
    """A window: where it begins, in seconds, and the requests in it."""

    at: int
    lane: int
    requests: float


class Windows:
    """Events in windows of one length.

    Parameters
    ----------
    seconds
        When each event began.
    lane
        What it shares its windows with, 0 or more.
    length
        Seconds of a window. Windows of whole days are those of the calendar: a daily
        limit begins again at midnight.
    """

    def __init__(self, seconds: Ints, lane: Ints, length: int) -> None:
        self._unit = DAY if length % DAY == 0 else 1
        self._length = length // self._unit
        self._first = int(seconds.min(initial=0)) // self._unit
        ticks = seconds // self._unit - self._first
        self._span = int(ticks.max(initial=0)) + self._length + 1
        code = lane * self._span + ticks
        self._order = order_by_lane(lane, seconds)
        self._code = code[self._order]
        self._ends = np.searchsorted(self._code, self._code + self._length)

    def busiest(self, cost: Costs, n: int = 1) -> list[Busiest]:
        """Give the n busiest windows that do not overlap, given each event's cost."""
        total = np.append(0, np.cumsum(cost[self._order], dtype=np.float64))
        inside = total[self._ends] - total[:-1]
        found: list[Busiest] = []
        while len(found) < n and len(inside):
            place = int(np.argmax(inside))
            if inside[place] <= 0:
                break
            code = int(self._code[place])
            tick = code % self._span + self._first
            found.append(
                Busiest(tick * self._unit, code // self._span, float(inside[place]))
            )
            near = code - self._length
            inside[np.searchsorted(self._code, near, "right") : self._ends[place]] = 0
        return found

    def n_over(self, cost: Costs, allowed: float) -> int:
        """Count the windows of the clock in which a lane needs more than is allowed."""
        if not len(self._code):
            return 0
        spent = np.add.reduceat(cost[self._order], self._clock_starts)
        return int((spent > allowed).sum())

    @cached_property
    def _clock_starts(self) -> Ints:
        """Where the events of each lane and window of the clock begin."""
        lane, tick = np.divmod(self._code, self._span)
        slot = (tick + self._first) // self._length
        is_new = np.append(True, (np.diff(lane) != 0) | (np.diff(slot) != 0))
        return np.flatnonzero(is_new)


def order_by_lane(lane: Ints, seconds: Ints) -> Ints:
    """Order events by lane, then by time, then as they stand.

    >>> order_by_lane(np.array([1, 0, 1]), np.array([5, 9, 3])).tolist()
    [1, 2, 0]
    """
    by_time = np.argsort(seconds, kind="stable")  # fast where they are in order
    small = np.uint16 if lane.max(initial=0) < 2**16 else np.int64
    return by_time[np.argsort(lane[by_time].astype(small), kind="stable")]


def resolution_of(seconds: Ints) -> int:
    """Say how fine times are: to the second, the minute, the hour or the day.

    >>> resolution_of(np.array([60, 180])), resolution_of(np.array([61]))
    (60, 1)
    """
    common = int(np.gcd.reduce(seconds)) if len(seconds) else 1
    return next((each for each in _RESOLUTIONS if common % each == 0), 1)
