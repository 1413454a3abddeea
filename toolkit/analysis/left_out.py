"""Choosing without some numbers, to see what the list does for them.

The later part of a history is unseen, its callers are not: those who call most stand in
both parts, so a list chosen on the earlier one suits them. Here the numbers are dealt
into five folds, and each fold is measured with the list that the other four choose.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from toolkit.analysis.choice import Chooser
from toolkit.analysis.choosing import Rules
from toolkit.analysis.hits import Classes
from toolkit.analysis.outcome import Outcome

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

FOLDS = 5


def correct_left_out(
    classes: Classes,
    texts: Sequence[str],
    weight: Ints,
    *,
    rules: Rules,
    empty: Outcome,
    seed: int,
) -> Flags:
    """Say which numbers the list chosen without their fold gets right.

    Parameters
    ----------
    classes, texts
        The candidates to choose among.
    weight
        One row per number: what it counts in the choice.
    rules
        How to choose.
    empty
        What the numbers come to if nothing is set.
    seed
        Of the deal.
    """
    n_classes = len(classes.base)
    fold = np.random.default_rng([seed, 2]).integers(
        FOLDS, size=len(weight), dtype=np.int8
    )
    dealt = np.bincount(
        fold.astype(np.int64) * n_classes + classes.class_of,
        weights=weight,
        minlength=FOLDS * n_classes,
    )
    dealt = dealt.reshape(FOLDS, n_classes).astype(np.int64)
    empty_scores = _scores_by_fold(fold, weight, empty, rules)
    right = np.empty((FOLDS, n_classes), bool)
    is_set = np.empty(FOLDS, bool)
    for each in range(FOLDS):
        chooser = Chooser(
            classes.hits(dealt.sum(axis=0) - dealt[each]),
            texts,
            false_match_cost=rules.false_match_cost,
            min_gain=rules.min_gain,
            stop_at_first=rules.stop_at_first,
        )
        formats = rules.choose(chooser, sum(empty_scores) - empty_scores[each])
        is_set[each] = bool(formats)
        right[each] = classes.correct(formats, stop_at_first=rules.stop_at_first)
    correct = right[fold, classes.class_of]
    return np.where(is_set[fold], correct, empty.is_correct)


def _scores_by_fold(
    fold: npt.NDArray[np.int8], weight: Ints, empty: Outcome, rules: Rules
) -> list[Fraction]:
    counts = [
        np.bincount(fold[rows], weights=weight[rows], minlength=FOLDS)
        for rows in (empty.is_correct, empty.is_false)
    ]
    return [
        int(correct) - rules.false_match_cost * int(false)
        for correct, false in zip(*counts, strict=True)
    ]
