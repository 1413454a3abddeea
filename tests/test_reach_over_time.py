"""Every dated call stands in one period."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from small_exports import read_pair

from toolkit.analysis.reach_over_time import (
    LONGEST,
    ReachOverTime,
    reach_over_time,
    unit_of,
)
from toolkit.analysis.recommendation import Options, Recommendation
from toolkit.analysis.situation import Situation

KNOWN, UNREACHED, STRANGER = "+12125550101", "+12125550102", "+12125550103"
CELLS = [["(212) 555-0101"], ["212 555 0102 x7"]]


def over_time(folder: Path, callers: list[str], times: list[str]) -> ReachOverTime:
    calls, contacts = read_pair(folder, callers, CELLS)
    at = pd.Series(np.array(times, "M8[s]"))
    calls = replace(calls, events=calls.events.assign(started_at=at))
    return reach_over_time(
        Recommendation(Situation(calls, contacts, "clio"), Options())
    )


def test_days_of_a_short_history(tmp_path: Path) -> None:
    callers = [KNOWN, UNREACHED, KNOWN, STRANGER]
    times = ["2026-09-01T00:00:00", "2026-09-01T23:59:59", "2026-09-03", "2026-09-04"]
    found = over_time(tmp_path, callers, times)
    rows = found.periods
    assert found.unit == "day"
    assert rows["start"].dt.strftime("%d").tolist() == ["01", "02", "03", "04"]
    assert rows["calls"].tolist() == [2, 0, 1, 1]
    assert rows["known_calls"].tolist() == [2, 0, 1, 0]
    assert rows["reach"].fillna(-1).tolist() == [0.5, -1, 1, -1]
    assert rows["baseline_reach"].fillna(-1).tolist() == [0, -1, 0, -1]


def test_weeks_start_on_monday(tmp_path: Path) -> None:
    times = ["2026-09-06T23:00:00", "2026-09-07T00:00:00", "2026-10-20"]
    found = over_time(tmp_path, [KNOWN] * 3, times)
    assert found.unit == "week"
    assert set(found.periods["start"].dt.day_name()) == {"Monday"}
    assert found.periods["calls"].tolist() == [1, 1, 0, 0, 0, 0, 0, 1]


def test_months_of_a_long_history(tmp_path: Path) -> None:
    found = over_time(tmp_path, [KNOWN] * 3, ["2025-12-31", "2026-01-01", "2026-12-31"])
    assert found.unit == "month"
    assert len(found.periods) == 13
    assert found.periods["calls"].sum() == 3
    assert found.periods["start"].iloc[0] == pd.Timestamp("2025-12-01")


@pytest.mark.parametrize("unit", LONGEST)
def test_unit_changes_behind_its_longest_history(unit: str) -> None:
    assert unit_of(LONGEST[unit]) == unit
    assert unit_of(LONGEST[unit] + 0.1) != unit


def test_marks_the_later_part(tmp_path: Path) -> None:
    times = [
        str(np.datetime64("2026-09-01T00:00:00") + np.timedelta64(16 * i, "h"))
        for i in range(20)
    ]
    found = over_time(tmp_path, [KNOWN] * 20, times)
    assert found.later_from == np.datetime64("2026-09-10T08:00:00")
    assert found.periods["is_later"].tolist() == [False] * 10 + [True] * 3


def test_undated_calls_are_left_out(tmp_path: Path) -> None:
    found = over_time(tmp_path, [KNOWN] * 3, ["2026-09-01", "NaT", "2026-09-02"])
    assert found.periods["calls"].sum() == 2


def test_no_dated_call_gives_no_rows(tmp_path: Path) -> None:
    found = over_time(tmp_path, [KNOWN], ["NaT"])
    assert len(found.periods) == 0
    assert list(found.periods) == [
        "start", "calls", "known_calls", "reach", "baseline_reach", "is_later",
    ]  # fmt: skip
    assert found.later_from is None
