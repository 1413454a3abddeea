"""Requests never come faster than a limit allows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.crm.pace import Pace
from toolkit.errors import CrmLimitError
from toolkit.matching.connectors import CONNECTORS, Limit


class Clock:
    def __init__(self) -> None:
        self.time = 1000.0

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds


def pace(*limits: Limit) -> tuple[Pace, Clock]:
    clock = Clock()
    made = Pace(limits, where="clio", clock=clock.now, now=clock.now, sleep=clock.sleep)
    return made, clock


@given(
    st.integers(1, 5),
    st.integers(1, 20),
    st.lists(st.floats(0, 15), min_size=1, max_size=40),
)
def test_no_window_ever_holds_more(
    number: int, window: int, thinking: list[float]
) -> None:
    limited, clock = pace(Limit("token", window, number))
    sent = []
    for pause in thinking:
        clock.time += pause
        limited.wait()
        sent.append(clock.time)
    for moment in sent:
        inside = [each for each in sent if moment <= each < moment + window - 1e-6]
        assert len(inside) <= number


def test_a_common_limit_is_used_by_half() -> None:
    limited, clock = pace(Limit("company", 2, 20))
    waits = [limited.wait() for _ in range(11)]
    assert waits[:10] == [0.0] * 10
    assert waits[10] == 2.0


def test_a_days_limit_is_refused_not_waited_for() -> None:
    limited, _ = pace(Limit("account", 86_400, 6))
    for _ in range(3):
        limited.wait()
    with pytest.raises(CrmLimitError, match="clio: expected requests left"):
        limited.wait()


def test_how_many_at_once() -> None:
    limited, _ = pace(Limit("account", 0, 15))
    taken = 0
    while limited.slot.acquire(blocking=False):
        taken += 1
    assert taken == 7


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "7"}, 7.0),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1000000005"}, 120.0),
        ({"x-ratelimit-remaining": "0"}, 0.0),
        ({"x-ratelimit-remaining": "3", "x-ratelimit-reset": "7"}, 0.0),
        ({"x-ratelimit-remaining": "none"}, 0.0),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "9" * 40}, 0.0),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "-5"}, 0.0),
        ({"x-ratelimit-remaining": "²"}, 0.0),
        ({}, 0.0),
    ],
)
def test_rate_headers_are_heeded(headers: dict[str, str], seconds: float) -> None:
    limited, _ = pace()
    limited.heed(headers)
    assert limited.wait() == seconds


def test_a_reset_as_a_point_in_time() -> None:
    limited, clock = pace()
    clock.time = 2_000_000_000.0
    limited.heed({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "2000000009"})
    assert limited.wait() == 9.0


def test_nothing_left_today() -> None:
    limited, _ = pace()
    limited.heed({"x-daily-requests-left": "0"})
    with pytest.raises(CrmLimitError, match="none for a longer time"):
        limited.wait()


def test_how_long_a_run_takes() -> None:
    limited, _ = pace(*CONNECTORS["clio"].limits)
    assert limited.seconds_for(50) == 60.0
    assert limited.seconds_for(800) == 960.0
    assert pace()[0].seconds_for(10_000) == 0.0
