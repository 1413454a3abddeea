"""Requests in windows of time: the busiest of them, and how many exceed a limit.

Times are whole seconds; how fine they really are is their `resolution`: RingCentral's
call logs give minutes. A window begins with an event. Events of different lanes (one
per token, or one for the whole account) never share a window.

>>> windows = Windows(np.array([0, 30, 70, 200]), np.zeros(4, np.int64), 60)
>>> cost = np.array([4, 4, 4, 9])[windows.order]
>>> [(b.at, b.requests) for b in windows.busiest(cost, 2)]
[(200, 9.0), (0, 8.0)]
>>> windows.n_over(cost, 7)
2
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from toolkit.columns.grouping import stable_order

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

    Attributes
    ----------
    order
        The events by lane and time: what they cost is asked for in this order.
    """

    def __init__(self, seconds: Ints, lane: Ints, length: int) -> None:
        self._unit = DAY if length % DAY == 0 else 1
        self._length = length // self._unit
        # Lanes lie whole windows apart, and a window begins where a clock's does.
        ticks = seconds // self._unit
        self._first = int(ticks.min(initial=0)) // self._length * self._length
        ticks -= self._first
        self._span = (int(ticks.max(initial=0)) // self._length + 2) * self._length
        self.order = order_by_lane(lane, seconds)
        self._code = (lane * self._span + ticks)[self.order]
        self._ends = np.searchsorted(self._code, self._code + self._length)

    def busiest(self, cost: Costs, n: int = 1) -> list[Busiest]:
        """Give the n busiest windows that do not overlap, given each event's cost."""
        total = np.zeros(len(cost) + 1)
        np.cumsum(cost, out=total[1:])
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
        spent = np.add.reduceat(cost, self._clock_starts)
        return int((spent > allowed).sum())

    @cached_property
    def _clock_starts(self) -> Ints:
        """Where the events of each lane and window of the clock begin."""
        return np.flatnonzero(np.diff(self._code // self._length, prepend=-1))


def order_by_lane(lane: Ints, seconds: Ints) -> Ints:
    """Order events by lane, then by time, then as they stand.

    >>> order_by_lane(np.array([1, 0, 1]), np.array([5, 9, 3])).tolist()
    [1, 2, 0]
    """
    by_time = stable_order(seconds)
    return by_time[stable_order(lane[by_time])]


def resolution_of(seconds: Ints) -> int:
    """Say how fine times are: to the second, the minute, the hour or the day.

    >>> resolution_of(np.array([60, 180])), resolution_of(np.array([61]))
    (60, 1)
    """
    common = int(np.gcd.reduce(seconds)) if len(seconds) else 1
    return next((each for each in _RESOLUTIONS if common % each == 0), 1)
