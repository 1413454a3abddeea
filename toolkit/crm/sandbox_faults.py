"""What the sandbox can be told to do wrong: be slow, refuse, fail, hang up.

Faults come by count, every so many requests, so that a rehearsal can be repeated.

>>> faults = Faults(limit_every=2, retry_after=1)
>>> faults.of(1), faults.of(2)
('', 'limit')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from toolkit.errors import OptionError

_DAY = 86_400  # seconds
_EVER = 1_000_000_000  # requests
_BOUNDS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "delay": (0, _DAY),
        "limit_every": (0, _EVER),
        "retry_after": (0, _DAY),
        "fail_every": (0, _EVER),
        "fail_status": (400, 599),
        "drop_every": (0, _EVER),
        "garble_every": (0, _EVER),
    }
)


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

    def __post_init__(self) -> None:
        """Refuse what no server could do."""
        for name, (least, most) in _BOUNDS.items():
            given = getattr(self, name)
            if not least <= given <= most:
                raise OptionError(
                    expected=f"{least} to {most}", got=str(given), where=name
                )

    def of(self, nth: int) -> str:
        """Name the fault of the nth request, or give an empty text."""
        order = {
            "limit": self.limit_every,
            "drop": self.drop_every,
            "fail": self.fail_every,
            "garble": self.garble_every,
        }
        return next((name for name, n in order.items() if n and nth % n == 0), "")
