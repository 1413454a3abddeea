"""What the sandbox can be told to do wrong: be slow, refuse, fail, hang up.

Faults come by count, every so many requests, so that a rehearsal can be repeated.

>>> faults = Faults(limit_every=2, retry_after=1)
>>> faults.of(1), faults.of(2)
('', 'limit')
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Faults:
    """Every how many requests a fault comes; 0 never. Times in seconds.

    `limit_every` answers 429 with ``Retry-After: retry_after``, `fail_every` answers
    `fail_status`, `drop_every` hangs up without an answer, `garble_every` answers a
    page of HTML. `delay` is waited before every answer.
    """

    delay: float = 0.0
    limit_every: int = 0
    retry_after: int = 1
    fail_every: int = 0
    fail_status: int = 503
    drop_every: int = 0
    garble_every: int = 0

    def of(self, nth: int) -> str:
        """Name the fault of the nth request, or give an empty text."""
        order = {
            "limit": self.limit_every,
            "drop": self.drop_every,
            "fail": self.fail_every,
            "garble": self.garble_every,
        }
        return next((name for name, n in order.items() if n and nth % n == 0), "")
