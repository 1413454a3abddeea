"""Costs: the requests that a list makes, and whether the CRM allows them.

With App Connect's cache a number that matched, rightly or falsely, is not asked for
again by anybody of the account, unless somebody refreshes it by hand; a miss is asked
for every time. The cache is taken to be empty when the history begins.

What limits mean and how coarse times are dealt with: see `peaks`. What is asked for at
the rollout's worst moment: see `first_access`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from math import ceil
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.analysis.first_access import FirstAccess, first_access
from toolkit.analysis.options import RECENT_CALLS
from toolkit.analysis.outcome import Outcome, share
from toolkit.analysis.peaks import (
    TOKEN,
    Peak,
    find_peaks,
    limits_table,
    windows_table,
)
from toolkit.analysis.plain_rows import plain_rows
from toolkit.analysis.situation import Situation
from toolkit.analysis.timeline import Timeline, times_asked_in_all
from toolkit.errors import OptionError
from toolkit.matching.formats import join_formats, parse_formats
from toolkit.matching.record import Limit

Ints = npt.NDArray[np.int64]


class Costs:
    """Requests of several lists side by side.

    Parameters
    ----------
    situation
        Calls, contacts and connector.
    lists
        Lists of formats by their label.
    recent_calls
        Calls of each user that are matched at his first access.
    refresh_share
        Share of the answers in the cache that are asked for again by hand.

    Raises
    ------
    OptionError
        `recent_calls` below 0, or `refresh_share` outside 0 to 1.
    """

    def __init__(
        self,
        situation: Situation,
        lists: Mapping[str, str | Iterable[str]],
        *,
        recent_calls: int = RECENT_CALLS,
        refresh_share: float = 0.0,
    ) -> None:
        if recent_calls < 0:
            raise OptionError(
                expected="0 or more", got=str(recent_calls), where="recent_calls"
            )
        if not 0 <= refresh_share <= 1:
            raise OptionError(
                expected="0 to 1", got=str(refresh_share), where="refresh_share"
            )
        self.situation = situation
        self.formats = {name: parse_formats(each) for name, each in lists.items()}
        self.recent_calls, self.refresh_share = recent_calls, refresh_share

    def __repr__(self) -> str:
        """Name the lists."""
        return f"<Costs of {', '.join(self.formats) or 'nothing'}>"

    @cached_property
    def lists(self) -> pd.DataFrame:
        """What each list asks of the CRM.

        DataFrame, one row per list, in the order given
            label                       str    as given
            formats                     str    the list as comma text
            lookups                     int    calls
            requests                    int    of all calls, without the cache
            requests_cached             float  with it, manual refreshes included
            requests_per_lookup         float  missing without calls
            requests_per_lookup_cached  float  missing without calls
            requests_per_day            float  of days with dated calls; missing
                                               without any
            requests_per_day_cached     float  likewise
            first_access                int    every user's recent calls at once
            first_access_cached         int    each matched number asked once
        """
        table = pd.DataFrame([self._list_row(label) for label in self.formats])
        may_miss = [name for name in table if "_per_" in str(name)]
        return table.astype(dict.fromkeys(may_miss, "float64"))

    @cached_property
    def limits(self) -> pd.DataFrame:
        """The busiest windows against the connector's documented limits.

        DataFrame, one row per list, limit and with or without the cache
            label           str       of the list
            scope           str       token (each user), account, company
            window_s        int       seconds; 0: at the same time
            allowed         int       requests
            is_cached       bool      whether the cache is counted in
            requests_low    float     of the busiest window, at least …
            requests        float     … and at most; equal unless times are too coarse
            share_of_limit  float     requests ÷ allowed
            started_at      datetime  when it began; NaT without dated calls
            n_over          int       windows of the clock above the limit; missing
                                      where times are too coarse to say
        """
        return limits_table(self._peaks)

    @cached_property
    def windows(self) -> pd.DataFrame:
        """The busiest windows of each list and limit, for a chart.

        DataFrame, one row per window, the busiest of a list first; none overlap
            label, scope, window_s, allowed, is_cached  as in `limits`
            rank        int       1 is the busiest
            started_at  datetime  when it began
            requests    float     in it, at most
        """
        return windows_table(self._peaks)

    @cached_property
    def first_access(self) -> pd.DataFrame:
        """The rollout's worst moment against the limits; see `FirstAccess`.

        DataFrame, one row per list and limit
            label           str    of the list
            scope           str    token (each user), account, company
            window_s        int    seconds; 0: at the same time
            allowed         int    requests
            users           int    users of the log; an unknown one counts as one
            lookups         int    distinct numbers among the recent calls, user by user
            requests        int    in the scope: of the busiest user, or of all users;
                                   at the same time: if all users look up at once
            windows_needed  int    windows that they fill; missing at the same time
            is_over         bool   more than is allowed
        """
        rows = [
            self._access_row(label, limit)
            for limit in self.situation.record.limits
            for label in self.formats
        ]
        names = ["label", "scope", "window_s", "allowed", "users", "lookups"]
        table = pd.DataFrame(
            rows, columns=[*names, "requests", "windows_needed", "is_over"]
        )
        return table.astype({"windows_needed": "Int64", "is_over": bool})

    @cached_property
    def timeline(self) -> Timeline:
        """The dated calls."""
        calls = self.situation.calls
        return Timeline(calls.events, len(calls.numbers))

    def to_dict(self) -> dict[str, Any]:
        """Give all figures but the windows of the chart."""
        return {
            "resolution_s": self.timeline.resolution_s,
            "undated_calls": self.timeline.n_undated,
            "recent_calls": self.recent_calls,
            "refresh_share": self.refresh_share,
            "lists": plain_rows(self.lists),
            "limits": plain_rows(self.limits),
            "first_access": plain_rows(self.first_access),
        }

    @cached_property
    def _access(self) -> FirstAccess:
        return first_access(self.situation.calls.events, recent_calls=self.recent_calls)

    @cached_property
    def _outcomes(self) -> dict[str, Outcome]:
        return {
            label: self.situation.outcome(formats)
            for label, formats in self.formats.items()
        }

    def _list_row(self, label: str) -> dict[str, Any]:
        outcome, weight = self._outcomes[label], self.situation.weight
        plain, cached = self._spent(outcome, weight)
        dated, dated_cached = self._spent(outcome, self.timeline.weight)
        calls, days = int(weight.sum()), self.timeline.n_days
        return {
            "label": label,
            "formats": join_formats(self.formats[label]),
            "lookups": calls,
            "requests": plain,
            "requests_cached": cached,
            "requests_per_lookup": share(plain, calls),
            "requests_per_lookup_cached": cached / calls if calls else None,
            "requests_per_day": share(dated, days),
            "requests_per_day_cached": dated_cached / days if days else None,
            "first_access": self._access.requests(outcome),
            "first_access_cached": self._access.requests_cached(outcome),
        }

    def _spent(self, outcome: Outcome, weight: Ints) -> tuple[int, float]:
        """Count the requests of all calls, without and with the cache."""
        asked = times_asked_in_all(
            weight, outcome.is_matched, refresh_share=self.refresh_share
        )
        return int(weight @ outcome.requests), float(asked @ outcome.requests)

    @cached_property
    def _peaks(self) -> list[Peak]:
        return list(
            find_peaks(
                self.situation.record,
                self.timeline,
                self._outcomes,
                refresh_share=self.refresh_share,
            )
        )

    def _access_row(self, label: str, limit: Limit) -> dict[str, Any]:
        outcome, access = self._outcomes[label], self._access
        if limit.scope == TOKEN:
            requests = access.of_busiest_user(outcome)
        elif limit.window:
            requests = access.requests(outcome)
        else:
            requests = access.n_users * len(self.situation.record.searches)
        return {
            "label": label,
            "scope": limit.scope,
            "window_s": limit.window,
            "allowed": limit.number,
            "users": access.n_users,
            "lookups": access.lookups,
            "requests": requests,
            "windows_needed": ceil(requests / limit.number) if limit.window else None,
            "is_over": requests > limit.number,
        }
