"""What is tried again, and after what pause."""

from __future__ import annotations

import pytest
from urllib3.exceptions import MaxRetryError
from urllib3.response import HTTPResponse

from toolkit.crm.retries import RetryPolicy


def answer(**headers: str) -> HTTPResponse:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return HTTPResponse(status=429, headers=named)


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_passing_statuses(status: int) -> None:
    for method in ("GET", "POST"):
        assert RetryPolicy().is_retry(method, status)
    assert not RetryPolicy().is_retry("DELETE", status)


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 500, 501])
def test_lasting_statuses(status: int) -> None:
    assert not RetryPolicy().is_retry("GET", status)


def test_the_pause_doubles_and_varies() -> None:
    policy = RetryPolicy(5, backoff_factor=1.0)
    for longest in (1.0, 2.0, 4.0, 8.0):
        policy = policy.increment("GET", "/")
        pauses = {policy.pause(None) for _ in range(50)}
        assert all(longest / 2 <= pause <= longest for pause in pauses)
        assert len(pauses) > 40


def test_the_choices_survive_counting() -> None:
    policy = RetryPolicy(3, backoff_factor=2.0).increment("GET", "/")
    assert isinstance(policy, RetryPolicy)
    assert (policy.total, policy.backoff_factor) == (2, 2.0)
    assert policy.is_retry("GET", 503)


def test_tries_end() -> None:
    policy = RetryPolicy(1).increment("GET", "/")
    with pytest.raises(MaxRetryError, match="Max retries"):
        policy.increment("GET", "/")


@pytest.mark.parametrize(
    ("text", "seconds"), [("3", 3.0), ("0", 0.0), ("Mon, 01 Jan 2001 00:00:00 GMT", 0)]
)
def test_a_pause_that_is_asked_for(text: str, seconds: float) -> None:
    assert RetryPolicy().pause(answer(Retry_After=text)) == seconds


@pytest.mark.parametrize("text", ["soon", "-1", "1e9", "9" * 5000, "²", ""])
def test_a_pause_that_cannot_be_read_counts_as_none(text: str) -> None:
    policy = RetryPolicy(backoff_factor=1.0).increment("GET", "/")
    assert 0.5 <= policy.pause(answer(Retry_After=text)) <= 1.0
