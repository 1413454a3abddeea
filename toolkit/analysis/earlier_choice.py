"""The choice repeated on a part of the history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from toolkit.analysis.choosing import Rules
from toolkit.analysis.left_out import correct_left_out
from toolkit.analysis.outcome import Outcome
from toolkit.analysis.same_list import best_candidates

if TYPE_CHECKING:
    from toolkit.analysis.recommendation import Recommendation

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class EarlierChoice:
    """The list that a part of the history chooses; `formats` is empty for none.

    One row per number: `is_correct` under that list; `is_correct_left_out` under the
    list that is chosen without the number and a fifth of all others.
    """

    formats: tuple[str, ...]
    is_correct: Flags
    is_correct_left_out: Flags


def choose_on(
    recommendation: Recommendation, calls: Ints, empty: Outcome
) -> EarlierChoice:
    """Choose with a recommendation's options on other calls.

    Parameters
    ----------
    recommendation
        Candidates and options.
    calls
        One row per number: its calls in the part to choose on.
    empty
        What the numbers come to if nothing is set.
    """
    problem, options = recommendation.problem, recommendation.options
    rules = Rules(
        max_formats=options.max_formats,
        false_match_cost=options.cost,
        min_gain=options.min_gain,
        stop_at_first=problem.stop_at_first,
    )
    weight = calls
    if options.weigh_by != "calls":
        weight = np.where(calls > 0, recommendation.weight, 0)
    chooser = problem.chooser(
        weight,
        false_match_cost=options.false_match_cost,
        min_gain=options.min_gain,
    )
    chosen = rules.choose(chooser, rules.empty_score(empty, weight))
    correct = empty.is_correct
    if chosen:
        stop = problem.stop_at_first
        correct = problem.classes.correct(chosen, stop_at_first=stop)[
            problem.classes.class_of
        ]
    best = best_candidates(recommendation, np.array(chosen, np.int64))
    return EarlierChoice(
        recommendation.named(chosen),
        correct,
        correct_left_out(
            problem.classes.only(best),
            [problem.candidates[place] for place in best.tolist()],
            weight,
            rules=rules,
            empty=empty,
            seed=options.seed,
        ),
    )
