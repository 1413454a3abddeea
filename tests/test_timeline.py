"""What the cache lets by, event by event."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from toolkit.analysis.timeline import Timeline, times_asked_in_all

MINUTE = np.timedelta64(60, "s")
START = np.datetime64("2026-09-01T09:00:00", "s")


def events(*rows: tuple[int, int | None]) -> pd.DataFrame:
    """Give events of (number, minute or None)."""
    at = [
        np.datetime64("NaT", "s") if m is None else START + m * MINUTE for _, m in rows
    ]
    return pd.DataFrame(
        {
            "number": np.array([number for number, _ in rows], np.int32),
            "user": np.array([-1, *range(len(rows) - 1)][: len(rows)], np.int32),
            "started_at": np.array(at, "datetime64[s]"),
        }
    )


def asked(
    timeline: Timeline, matched: np.ndarray, *, refresh_share: float
) -> np.ndarray:
    events = timeline.in_order(np.arange(len(timeline)))
    return events.times_asked(matched, refresh_share=refresh_share)


def test_events_are_ordered_by_time_whatever_the_log_does() -> None:
    timeline = Timeline(events((0, 5), (1, 3), (0, None), (0, 1)), 2)
    assert timeline.number.tolist() == [0, 1, 0]
    assert timeline.user.tolist() == [3, 1, 0]  # an unknown user is 0
    assert timeline.n_undated == 1
    assert timeline.resolution_s == 60
    assert timeline.n_days == 1


def test_a_match_is_asked_once_a_miss_every_time() -> None:
    timeline = Timeline(events((0, 1), (1, 2), (0, 3), (1, 4), (0, 5)), 2)
    matched = np.array([True, False])
    assert asked(timeline, matched, refresh_share=0).tolist() == [1, 1, 0, 1, 0]
    half = asked(timeline, matched, refresh_share=0.5)
    assert half.tolist() == [1, 1, 0.5, 1, 0.5]
    all_ = asked(timeline, matched, refresh_share=1)
    assert all_.tolist() == [1] * 5


@pytest.mark.parametrize("refresh_share", [0.0, 0.25, 1.0])
def test_in_all_equals_event_by_event(refresh_share: float) -> None:
    rng = np.random.default_rng(1)
    numbers = rng.integers(0, 5, 60)
    timeline = Timeline(events(*((int(n), i) for i, n in enumerate(numbers))), 6)
    matched = np.array([True, False, True, False, True, True])
    each = asked(timeline, matched, refresh_share=refresh_share)
    by_number = np.bincount(timeline.number, each, minlength=6)
    weight = np.bincount(numbers, minlength=6)
    expected = times_asked_in_all(weight, matched, refresh_share=refresh_share)
    assert by_number.tolist() == pytest.approx(expected.tolist())


def test_days_between_calls_are_not_counted() -> None:
    timeline = Timeline(events((0, 0), (0, 1), (0, 3 * 24 * 60)), 1)
    assert timeline.n_days == 2


def test_no_dated_events() -> None:
    timeline = Timeline(events((0, None)), 1)
    assert len(timeline) == 0
    assert timeline.resolution_s is None
    assert timeline.n_days == 0
    assert asked(timeline, np.array([True]), refresh_share=0).tolist() == []
