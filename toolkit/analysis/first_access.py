"""First access: when App Connect starts, every user's recent calls are matched at once.

Source: the findContact page of the developers' documentation, read 2026-08-22 ("when is
this interface called"). It does not say how many calls are recent: that is a parameter
(`toolkit.analysis.options.RECENT_CALLS`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.analysis.outcome import Outcome
from toolkit.analysis.windows import order_by_lane
from toolkit.columns.grouping import distinct

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FirstAccess:
    """Pairs of user and number to be matched, each once."""

    user: Ints
    number: Ints
    n_users: int

    @property
    def lookups(self) -> int:
        """How many lookups there are."""
        return len(self.number)

    def requests(self, outcome: Outcome) -> int:
        """Count the requests of all users."""
        return int(outcome.requests[self.number].sum())

    def requests_cached(self, outcome: Outcome) -> int:
        """Count them where the first user to find a number asks for all."""
        once = distinct(np.sort(self.number))
        found = once[outcome.is_matched[once]]
        missed = self.number[~outcome.is_matched[self.number]]
        return int(outcome.requests[found].sum() + outcome.requests[missed].sum())

    def of_busiest_user(self, outcome: Outcome) -> int:
        """Count the requests of the user who makes most."""
        spent = np.bincount(self.user, outcome.requests[self.number], minlength=1)
        return int(spent.max())


def first_access(events: pd.DataFrame, *, recent_calls: int) -> FirstAccess:
    """Collect the numbers of each user's last calls.

    `events` as `Calls.events`; calls of unknown users are those of one user. Calls
    without a time count as the oldest; those of one time in the order of the log.
    """
    user = events["user"].to_numpy(np.int64) + 1
    number = events["number"].to_numpy(np.int64)
    order = order_by_lane(user, _oldest_first(events["started_at"].to_numpy()))
    counts = np.bincount(user, minlength=1)
    ends = np.cumsum(counts)
    from_end = ends[user[order]] - np.arange(len(order))
    recent = order[from_end <= recent_calls]
    n = int(number.max(initial=0)) + 1
    pairs = distinct(np.sort(user[recent] * n + number[recent]))
    return FirstAccess(pairs // n, pairs % n, int((counts > 0).sum()))


def _oldest_first(at: npt.NDArray[np.datetime64]) -> Ints:
    """Give times as seconds; without a time it is a second before all others."""
    seconds = at.astype("datetime64[s]", copy=False).view(np.int64)
    unknown = np.isnat(at)
    least = int(seconds[~unknown].min(initial=0))
    return np.where(unknown, least - 1, seconds)
