"""The busiest windows of a history against the limits that a CRM documents.

A limit counts the requests of one token (a user's), or of the whole account or company,
in one window. Times are only as fine as the log gives them: where they are whole
minutes, a window of a minute is one of the clock. A window shorter than the times are
fine is bounded, not invented: at least its even share of the busiest moment, and one
whole lookup; at most all of it. Requests *at the same time* likewise: at least the
searches that one lookup sends together, at most those of all lookups begun within
`LOOKUP_SECONDS`, or within the finest time there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.analysis.outcome import Few, Outcome
from toolkit.analysis.timeline import Timeline
from toolkit.analysis.windows import Busiest, Windows
from toolkit.matching.record import Connector, Limit

TOKEN = "token"  # the scope of a limit that each user has for himself
LOOKUP_SECONDS = 5  # in which a lookup is taken to be over
MOST_WINDOWS = 20  # of each list and limit, for a chart
_LIMIT_COLUMNS = ("label", "scope", "window_s", "allowed", "is_cached")


@dataclass(frozen=True, slots=True)
class Peak:
    """The busiest windows of one list under one limit, the busiest first.

    `low` is what the busiest has at least; `n_over` counts windows of the clock above
    the limit, None where times are too coarse to say.
    """

    label: str
    limit: Limit
    is_cached: bool
    low: float
    windows: tuple[Busiest, ...]
    n_over: int | None

    @property
    def high(self) -> float:
        """What the busiest window has at most."""
        return self.windows[0].requests if self.windows else 0.0

    @property
    def named(self) -> tuple[str, str, int, int, bool]:
        """What tells it apart: the columns that both tables begin with."""
        limit = self.limit
        return self.label, limit.scope, limit.window, limit.number, self.is_cached


def find_peaks(
    record: Connector,
    timeline: Timeline,
    outcomes: Mapping[str, Outcome],
    *,
    refresh_share: float,
) -> Iterator[Peak]:
    """Find the busiest windows of every list, limit by limit, without and with cache.

    Parameters
    ----------
    record
        The connector with its limits.
    timeline
        The dated calls.
    outcomes
        What each number's lookup comes to, by label of the list.
    refresh_share
        Share of the answers in the cache that are asked for again by hand.
    """
    for limit in record.limits:
        length = max(limit.window or LOOKUP_SECONDS, timeline.resolution_s or 1)
        lane = timeline.user if limit.scope == TOKEN else np.zeros_like(timeline.user)
        windows = Windows(timeline.seconds, lane, length)
        events = timeline.in_order(windows.order)
        for label, outcome in outcomes.items():
            each = _of_lookup(record, limit, outcome)[events.number]
            asked = events.times_asked(outcome.is_matched, refresh_share=refresh_share)
            for is_cached, cost in ((False, each), (True, each * asked)):
                found = tuple(windows.busiest(cost, MOST_WINDOWS))
                is_exact = length == limit.window
                yield Peak(
                    label,
                    limit,
                    is_cached,
                    _at_least(limit, found, cost, length),
                    found,
                    windows.n_over(cost, limit.number) if is_exact else None,
                )


def limits_table(peaks: list[Peak]) -> pd.DataFrame:
    """Set the busiest windows against the limits; see `Costs.limits`."""
    rows = [
        (
            *peak.named,
            *(peak.low, peak.high, peak.high / peak.limit.number),
            *(_moment(peak.windows[0]) if peak.windows else None, peak.n_over),
        )
        for peak in peaks
    ]
    names = ["requests_low", "requests", "share_of_limit", "started_at", "n_over"]
    table = pd.DataFrame(rows, columns=[*_LIMIT_COLUMNS, *names])
    return table.astype({"started_at": "datetime64[s]", "n_over": "Int64"})


def windows_table(peaks: list[Peak]) -> pd.DataFrame:
    """List the busiest windows; see `Costs.windows`."""
    rows = [
        (*peak.named, rank, _moment(window), window.requests)
        for peak in peaks
        for rank, window in enumerate(peak.windows, start=1)
    ]
    table = pd.DataFrame(
        rows, columns=[*_LIMIT_COLUMNS, "rank", "started_at", "requests"]
    )
    return table.astype({"started_at": "datetime64[s]"})


def _of_lookup(record: Connector, limit: Limit, outcome: Outcome) -> Few:
    """Count what one lookup of each number adds to a limit."""
    if limit.window:
        return outcome.requests
    return np.minimum(outcome.requests, len(record.searches))


def _at_least(
    limit: Limit,
    found: tuple[Busiest, ...],
    cost: npt.NDArray[np.integer] | npt.NDArray[np.float64],
    length: int,
) -> float:
    """Bound the busiest window from below."""
    if not found:
        return 0.0
    most = found[0].requests
    if length == limit.window:
        return most
    one_lookup = float(cost.max())
    return min(most, max(ceil(most * limit.window / length), one_lookup))


def _moment(window: Busiest) -> pd.Timestamp:
    return pd.Timestamp(window.at, unit="s")
