"""Coverage of a set of formats, and what one more would add."""

from __future__ import annotations

import numpy as np

from toolkit.analysis.coverage import Coverage, classes_of
from toolkit.analysis.hits import CORRECT, FALSE, Hits

HITS = Hits(
    weight=np.array([4, 3, 2, 1]),
    base=np.array([0, FALSE, CORRECT, 0]),
    member=np.array([0, 1, 3, 0, 3]),
    format=np.array([0, 0, 0, 1, 1]),
    right=np.array([True, True, False, False, True]),
    n_formats=2,
)


def test_start() -> None:
    start = Coverage(HITS, unit=1, cost=3)
    assert (start.correct_calls, start.false_calls, start.score) == (2, 3, -7)


def test_gains_are_what_adding_gives() -> None:
    start = Coverage(HITS, unit=1, cost=3)
    classes = classes_of(HITS)
    for format in range(2):
        after = start.with_format(*classes[format])
        assert after.score - start.score == start.score_gains()[format]
        gained = after.correct_calls - start.correct_calls
        assert gained == start.correct_gains()[format]
        assert start.most_gains()[format] >= start.score_gains()[format]


def test_right_wins_over_false_in_either_order() -> None:
    start, classes = Coverage(HITS, unit=1, cost=3), classes_of(HITS)
    one = start.with_format(*classes[0]).with_format(*classes[1])
    other = start.with_format(*classes[1]).with_format(*classes[0])
    assert one.correct.tolist() == other.correct.tolist() == [True] * 4
    assert one.false_calls == other.false_calls == 0


def test_only_this() -> None:
    classes = classes_of(HITS)
    both = Coverage(HITS, 1, 3).with_format(*classes[0]).with_format(*classes[1])
    assert both.only_this(classes[0][0]) == 4 + 3
    assert both.only_this(classes[1][0]) == 1


def test_no_candidates() -> None:
    assert classes_of(Hits(*[np.empty(0, np.int64)] * 5, 0)) == []
