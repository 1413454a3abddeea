"""Bounds of the busiest window, where times are coarse and where they are fine."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from toolkit.analysis.outcome import Outcome
from toolkit.analysis.peaks import find_peaks, limits_table, windows_table
from toolkit.analysis.timeline import Timeline
from toolkit.matching.connectors import CONNECTORS

START = np.datetime64("2026-09-01T09:00:00", "s")


def timeline(seconds: list[int], users: list[int] | None = None) -> Timeline:
    n = len(seconds)
    events = pd.DataFrame(
        {
            "number": np.zeros(n, np.int32),
            "user": np.array(users or [0] * n, np.int32),
            "started_at": START + np.array(seconds, "timedelta64[s]"),
        }
    )
    return Timeline(events, 1)


def outcome(requests: int, *, found: bool = False) -> Outcome:
    returned = np.array([int(found)])
    return Outcome(returned, returned, np.array([found]), np.array([requests]))


def limits(name: str, line: Timeline, each: Outcome) -> pd.DataFrame:
    peaks = find_peaks(CONNECTORS[name], line, {"list": each}, refresh_share=0)
    return limits_table(list(peaks)).set_index(["window_s", "is_cached"])


def test_two_seconds_are_exact_where_times_are() -> None:
    table = limits("pipedrive", timeline([0, 1, 3, 61]), outcome(3))
    row = table.loc[(2, False)]
    assert (row.requests_low, row.requests, row.n_over) == (6, 6, 0)


def test_two_seconds_are_bounded_where_times_are_minutes() -> None:
    table = limits("pipedrive", timeline([0] * 90 + [60]), outcome(3))
    row = table.loc[(2, False)]
    assert (row.requests_low, row.requests) == (9, 270)  # 270 × 2 / 60
    assert row.share_of_limit == 270 / 20
    assert pd.isna(row.n_over)


def test_a_token_is_a_user() -> None:
    line = timeline([0, 0, 0, 60], users=[0, 0, 1, 1])
    row = limits("clio", line, outcome(30)).loc[(60, False)]
    assert (row.requests, row.n_over) == (60, 1)
    cached = limits("clio", line, outcome(30, found=True)).loc[(60, True)]
    assert (cached.requests, cached.n_over) == (30, 0)


@pytest.mark.parametrize(
    ("seconds", "most"), [([0, 1, 30], 6), ([0, 60, 60], 6), ([0, 60, 120], 3)]
)
def test_at_the_same_time(seconds: list[int], most: int) -> None:
    row = limits("netsuite", timeline(seconds), outcome(12)).loc[(0, False)]
    assert (row.requests_low, row.requests) == (3, most)


def test_windows_are_ranked() -> None:
    peaks = list(
        find_peaks(
            CONNECTORS["clio"],
            timeline([0, 0, 60, 180]),
            {"list": outcome(4)},
            refresh_share=0,
        )
    )
    table = windows_table(peaks)
    plain = table[~table["is_cached"]]
    assert plain["rank"].tolist() == [1, 2, 3]
    assert plain["requests"].tolist() == [8, 4, 4]
    assert plain["started_at"].tolist()[0] == pd.Timestamp(START)


def test_no_calls_have_no_busiest_window() -> None:
    table = limits("clio", timeline([]), outcome(4))
    assert table["requests"].tolist() == [0, 0]
    assert table["started_at"].isna().all()
