"""The dated calls of a log in the order of time, and when the CRM is asked for them.

With App Connect's cache a number that matched, rightly or falsely, is not asked for
again by anybody of the account, unless somebody refreshes it by hand; a miss is asked
for every time. The cache is taken to be empty when the history begins.

Source: the account data of App Connect's server (core/handlers/contact.ts), read
2026-08-22: only answers with contacts are kept, by account and number.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.analysis.windows import DAY, resolution_of
from toolkit.columns.grouping import stable_order

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


class Timeline:
    """Dated events, the earliest first; events of one time in the order of the log.

    Parameters
    ----------
    events
        As `Calls.events`.
    n_numbers
        How many numbers the events point into.

    Attributes
    ----------
    seconds, number, user
        One row per dated event; an unknown user is 0, the others count from 1.
    n_undated
        Events without a time.
    """

    def __init__(self, events: pd.DataFrame, n_numbers: int) -> None:
        at = events["started_at"].to_numpy()
        dated = np.flatnonzero(~np.isnat(at))
        seconds = at[dated].astype("datetime64[s]").astype(np.int64)
        order = stable_order(seconds)
        rows = dated[order]
        self.seconds: Ints = seconds[order]
        self.number: Ints = events["number"].to_numpy()[rows].astype(np.int64)
        self.user: Ints = events["user"].to_numpy()[rows].astype(np.int64) + 1
        self.n_undated = len(events) - len(rows)
        self._n_numbers = n_numbers

    def __len__(self) -> int:
        """Count the dated events."""
        return len(self.seconds)

    @cached_property
    def resolution_s(self) -> int | None:
        """How fine the times are, in seconds; None without any."""
        return resolution_of(self.seconds) if len(self) else None

    @cached_property
    def weight(self) -> Ints:
        """How many dated calls each number has."""
        return np.bincount(self.number, minlength=self._n_numbers)

    @cached_property
    def n_days(self) -> int:
        """Days of the calendar with a dated event."""
        days = self.seconds // DAY
        return int((np.diff(days) != 0).sum()) + 1 if len(days) else 0

    def in_order(self, order: Ints) -> OrderedEvents:
        """Give the events in another order; what came before stays what it was."""
        return OrderedEvents(self.number[order], self._is_repeat[order])

    @cached_property
    def _is_repeat(self) -> Flags:
        """Whether an earlier event had the number."""
        first = np.zeros(self._n_numbers, np.int64)
        first[self.number[::-1]] = np.arange(len(self))[::-1]  # the earliest one stays
        repeat: Flags = first[self.number] != np.arange(len(self))
        return repeat


@dataclass(frozen=True, slots=True)
class OrderedEvents:
    """Dated events: the number of each, and whether an earlier one had it."""

    number: Ints
    is_repeat: Flags

    def times_asked(self, is_matched: Flags, *, refresh_share: float) -> Floats:
        """Say how often each event asks the CRM, with the cache.

        `is_matched` has one row per number: whether its lookup returns contacts.
        """
        from_cache = self.is_repeat & is_matched[self.number]
        return np.where(from_cache, refresh_share, 1.0)


def times_asked_in_all(
    weight: Ints, is_matched: Flags, *, refresh_share: float
) -> Floats:
    """Say how often each number asks the CRM, with the cache, dated or not.

    >>> times_asked_in_all(np.array([5, 5, 0]), np.array([True, False, True]),
    ...                    refresh_share=0.25).tolist()
    [2.0, 5.0, 0.0]
    """
    later = np.maximum(weight - 1, 0) * refresh_share
    return np.where(is_matched, np.minimum(weight, 1) + later, weight)
