"""Counts of lookups over calls."""

from __future__ import annotations

import numpy as np

from toolkit.analysis.outcome import Outcome

OUTCOME = Outcome(
    n_returned=np.array([0, 1, 2, 3]),
    n_right=np.array([0, 1, 0, 1]),
    is_known=np.array([False, True, False, True]),
    requests=np.array([1, 2, 3, 4]),
)


def test_flags_are_disjoint() -> None:
    assert OUTCOME.is_correct.tolist() == [False, True, False, True]
    assert OUTCOME.is_false.tolist() == [False, False, True, False]
    matched = OUTCOME.is_correct | OUTCOME.is_false
    assert matched.tolist() == OUTCOME.is_matched.tolist()


def test_counts() -> None:
    counts = OUTCOME.counts(np.array([4, 3, 2, 1]))
    assert counts.to_dict() == {
        "calls": 10,
        "known_calls": 4,
        "matched_calls": 6,
        "correct_calls": 4,
        "false_calls": 2,
        "ambiguous_calls": 3,
        "match_rate": 0.6,
        "reach": 1.0,
        "precision": 4 / 10,
        "requests_per_lookup": 2.0,
    }


def test_no_calls() -> None:
    counts = OUTCOME.counts(np.zeros(4, np.int64))
    assert (counts.reach, counts.match_rate, counts.precision) == (None, None, None)
