"""Every user's recent calls, matched at once."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.analysis.first_access import FirstAccess, first_access
from toolkit.analysis.outcome import Outcome

EVENTS = pd.DataFrame(
    {
        "number": np.array([0, 1, 0, 2, 1, 0], np.int32),
        "user": np.array([0, 0, 0, 1, 1, -1], np.int32),
        "started_at": np.array(
            ["2026-09-01", "2026-09-02", "2026-09-03", "NaT", "2026-09-01", "NaT"],
            "datetime64[s]",
        ),
    }
)
# Number 0 is found with 4 requests, the others missed with 2.
OUTCOME = Outcome(
    n_returned=np.array([1, 0, 0]),
    n_right=np.array([1, 0, 0]),
    is_known=np.array([True, False, False]),
    requests=np.array([4, 2, 2]),
)


def pairs(access: FirstAccess) -> list[tuple[int, int]]:
    return list(zip(access.user.tolist(), access.number.tolist(), strict=True))


def test_each_user_asks_for_each_recent_number_once() -> None:
    access = first_access(EVENTS, recent_calls=100)
    assert pairs(access) == [(0, 0), (1, 0), (1, 1), (2, 1), (2, 2)]
    assert access.n_users == 3  # the unknown one too


def test_recent_calls_are_the_last_ones() -> None:
    assert pairs(first_access(EVENTS, recent_calls=1)) == [(0, 0), (1, 0), (2, 1)]
    assert first_access(EVENTS, recent_calls=0).lookups == 0


def test_requests_without_and_with_the_cache() -> None:
    access = first_access(EVENTS, recent_calls=100)
    assert access.requests(OUTCOME) == 4 + 4 + 2 + 2 + 2
    assert access.requests_cached(OUTCOME) == 4 + 2 + 2 + 2
    assert access.of_busiest_user(OUTCOME) == 6


def test_no_events() -> None:
    access = first_access(EVENTS.iloc[:0], recent_calls=5)
    assert (access.lookups, access.n_users) == (0, 0)
    assert access.of_busiest_user(OUTCOME) == 0
