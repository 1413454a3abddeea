"""How often the same formats win when the list is chosen again on other numbers.

The whole history is resampled a few hundred times by numbers. In each resample the set
chosen on the real one is held against every other set of the best candidates, and
against leaving the setting empty. Ties are settled as in the choice but for the last
ones (requests, order, code points): sets that differ in nothing else are as good, and
the chosen one stays.
"""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from toolkit.analysis.hits import CORRECT, FALSE, UNMATCHED
from toolkit.analysis.outcome import Outcome
from toolkit.analysis.resampling import resampled_weights
from toolkit.analysis.rivals import Field, Rivals

if TYPE_CHECKING:
    from toolkit.analysis.recommendation import Recommendation

Ints = npt.NDArray[np.int64]

RESAMPLES = 300
BEST = 30  # candidates that rivals are made of
MAX_BRANCHES = 5_000  # sets a search may have to continue: more formats, fewer of them
STATES = 3  # UNMATCHED, FALSE, CORRECT


def same_list_share(
    recommendation: Recommendation, formats: tuple[str, ...], empty: Outcome
) -> float:
    """Give the share of resamples in which a set of formats wins.

    Parameters
    ----------
    recommendation
        Candidates, weights and options.
    formats
        The set, of candidates; none for leaving the setting empty.
    empty
        What the numbers come to if nothing is set.
    """
    options, names = recommendation.options, recommendation.candidates
    chosen = np.array([names.index(format) for format in formats], np.int64)
    best = best_candidates(recommendation, chosen)
    place = {int(candidate): row for row, candidate in enumerate(best)}
    rivals = Rivals(
        _field(recommendation, best, empty),
        tuple(place[candidate] for candidate in chosen.tolist()),
        max_size=options.max_formats,
    )
    return 1 - float(rivals.lost.mean())


def best_candidates(recommendation: Recommendation, chosen: Ints) -> Ints:
    """Give the candidates that score most alone, and those chosen, in their order."""
    unit, cost = _points(recommendation)
    hits = recommendation.chooser.hits  # those that formats can still change
    worth = np.where(hits.right, unit, -cost) * hits.weight[hits.member]
    score = hits.by_format(worth)
    score[chosen] = np.iinfo(np.int64).max
    count = most_candidates(recommendation.options.max_formats)
    return np.sort(np.argsort(-score, kind="stable")[:count])


def most_candidates(max_formats: int) -> int:
    """Give how many candidates keep the search short.

    >>> most_candidates(3), most_candidates(6)
    (30, 15)
    """
    return next(
        count
        for count in range(BEST, 0, -1)
        if sum(comb(count, size) for size in range(max_formats)) <= MAX_BRANCHES
    )


def _points(recommendation: Recommendation) -> tuple[int, int]:
    """Give what a correct call adds to the score and a false one takes off."""
    cost = recommendation.options.cost
    return cost.denominator, cost.numerator


def _field(recommendation: Recommendation, best: Ints, empty: Outcome) -> Field:
    """Give what rivals are compared on.

    Numbers are told apart by their class and by what they come to if nothing is set.
    """
    problem = recommendation.problem
    unit, cost = _points(recommendation)
    classes = problem.classes.only(best)
    shape = (len(best), len(classes.base))
    right, wrong = np.zeros(shape, bool), np.zeros(shape, bool)
    right[classes.format[classes.right], classes.member[classes.right]] = True
    wrong[classes.format[~classes.right], classes.member[~classes.right]] = True
    decided = (
        classes.base != UNMATCHED if problem.stop_at_first else classes.base == CORRECT
    )
    right[:, decided] = wrong[:, decided] = False

    state = np.where(
        empty.is_correct, CORRECT, np.where(empty.is_false, FALSE, UNMATCHED)
    )
    points = np.array([0, -cost, unit])
    base = np.repeat(classes.base, STATES)
    beside = np.tile(points, len(classes.base)) - points[base]
    matters = np.repeat((right | wrong).any(axis=0), STATES) | (beside != 0)
    kinds = np.flatnonzero(matters)
    kind = np.cumsum(matters) - 1
    key = classes.class_of * STATES + state
    drawn = matters[key]
    weight = resampled_weights(
        kind[key[drawn]],
        recommendation.weight[drawn],
        n_classes=len(kinds),
        n_resamples=RESAMPLES,
        rng=np.random.default_rng([recommendation.options.seed, 1]),
    )
    return Field(
        right=right[:, kinds // STATES],
        wrong=wrong[:, kinds // STATES],
        is_false=base[kinds] == FALSE,
        empty=beside[kinds].astype(float),
        weight=weight,
        unit=unit,
        cost=cost,
        min_gain=recommendation.options.min_gain,
        stop_at_first=problem.stop_at_first,
    )
