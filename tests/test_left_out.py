"""Numbers left out of the choice do not profit from it."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from toolkit.analysis.choosing import Rules
from toolkit.analysis.hits import Classes
from toolkit.analysis.left_out import correct_left_out
from toolkit.analysis.outcome import Outcome

RULES = Rules(
    max_formats=1, false_match_cost=Fraction(3), min_gain=1, stop_at_first=False
)


def classes_of(format: list[int]) -> Classes:
    """Give numbers that one format each is right about."""
    n = max(format) + 1
    return Classes(
        class_of=np.array(format),
        base=np.zeros(n, np.int64),
        member=np.arange(n),
        format=np.arange(n),
        right=np.ones(n, bool),
        n_formats=n,
    )


def nothing(n: int, *, correct: bool = False) -> Outcome:
    """Give what numbers come to if nothing is set."""
    found = np.full(n, int(correct))
    return Outcome(found, found, np.ones(n, bool), found)


def left_out(format: list[int], weight: list[int], empty: Outcome | None = None):  # type: ignore[no-untyped-def]
    return correct_left_out(
        classes_of(format),
        [str(place) for place in range(max(format) + 1)],
        np.array(weight),
        rules=RULES,
        empty=empty or nothing(len(weight)),
        seed=1,
    )


def test_one_heavy_number_does_not_choose_for_itself() -> None:
    correct = left_out([0] + [1] * 30, [1000] + [1] * 30)
    assert not correct[0]


def test_a_list_that_suits_everybody_suits_those_left_out() -> None:
    assert left_out([0] * 40, [3] * 40).all()


def test_empty_is_measured_where_it_is_chosen() -> None:
    always = nothing(40, correct=True)
    assert left_out([0] * 40, [3] * 40, always).all()


def test_the_same_seed_deals_the_same_folds() -> None:
    format, weight = [0, 1] * 30, [1] * 60
    assert (left_out(format, weight) == left_out(format, weight)).all()
