"""Pace: requests never come faster than a CRM's documented limits allow.

Each limit of a connector's record (scope, window, number) becomes a sliding window: at
no time do more than `number` requests fall into `window` seconds. A limit that a whole
company shares is used by half, because the connector in production lives on it too.
Windows of a day are a budget: it is refused, not waited for. What a CRM says in its
rate headers is believed as well.

>>> from toolkit.matching.connectors import Limit
>>> Pace((Limit("token", 60, 50),), where="clio").wait()
0.0
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from threading import BoundedSemaphore, Lock

from toolkit.errors import CrmLimitError
from toolkit.matching.connectors import Limit

SHARE_OF_COMMON = 0.5  # of a limit whose scope is more than our own token
LONGEST_WAIT = 120.0  # seconds; a longer pause is an error, not a wait
_OWN_SCOPES = ("token", "server")
_A_DAY = 86_400  # seconds
_MANY = 1000  # requests at the same time, where no limit says otherwise
_UNIX_TIME = 1_000_000_000  # a larger reset is a point in time, a smaller one seconds
_REMAINING = "x-ratelimit-remaining"
_RESET = "x-ratelimit-reset"
_LEFT_TODAY = "x-daily-requests-left"


class Pace:
    """Makes one client wait its turn; safe to share between threads.

    `slot` is held while a request is under way: it bounds how many are at once.
    """

    def __init__(
        self,
        limits: Sequence[Limit],
        *,
        where: str,
        share: float = SHARE_OF_COMMON,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.where = where
        self._clock, self._now, self._sleep = clock, now, sleep
        self._windows = [
            (limit.window, self._usable(limit, share), deque[float]())
            for limit in limits
            if limit.window > 0
        ]
        at_once = [self._usable(each, share) for each in limits if not each.window]
        self.slot = BoundedSemaphore(min(at_once, default=_MANY))
        self._not_before = 0.0
        self._lock = Lock()

    @staticmethod
    def _usable(limit: Limit, share: float) -> int:
        own = limit.scope in _OWN_SCOPES
        return limit.number if own else max(1, int(limit.number * share))

    def wait(self) -> float:
        """Wait until a request may go out, and count it; give the seconds waited."""
        with self._lock:
            start = self._clock()
            pause = max(0.0, self._turn(start) - start)
            if pause > LONGEST_WAIT:
                raise self._used_up()
            at = start + pause
            for _, _, sent in self._windows:
                sent.append(at)
        if pause:
            self._sleep(pause)
        return pause

    def seconds_for(self, requests: int) -> float:
        """Give the least time that so many requests take; a day's limit aside."""
        waits = (
            requests // number * window
            for window, number, _ in self._windows
            if window < _A_DAY
        )
        return float(max(waits, default=0))

    def _turn(self, start: float) -> float:
        """Give the first moment at which every limit has room."""
        turn = max(start, self._not_before)
        for window, number, sent in self._windows:
            while sent and sent[0] <= start - window:
                sent.popleft()
            if len(sent) >= number:
                turn = max(turn, sent[len(sent) - number] + window)
        return turn

    def heed(self, headers: Mapping[str, str]) -> None:
        """Read a CRM's rate headers: nothing left means wait until they reset."""
        if _number(headers, _LEFT_TODAY) == 0:
            self._not_before = self._clock() + 2 * LONGEST_WAIT
        elif _number(headers, _REMAINING) == 0:
            reset = _number(headers, _RESET) or 0.0
            seconds = reset - self._now() if reset >= _UNIX_TIME else reset
            self._not_before = self._clock() + min(max(seconds, 0.0), LONGEST_WAIT)

    def _used_up(self) -> CrmLimitError:
        return CrmLimitError(
            expected="requests left of the CRM's limit",
            got="none for a longer time",
            where=self.where,
            hint="go on later; what was done so far is kept in the journal",
        )


def _number(headers: Mapping[str, str], name: str) -> float | None:
    text = headers.get(name, "").strip()
    is_plain = text.isascii() and text.isdecimal() and len(text) <= 12
    return float(text) if is_plain else None
