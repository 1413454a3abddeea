"""The share of wins is what choosing again on resampled numbers gives."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from small_exports import read_pair

from toolkit.analysis.choosing import Rules
from toolkit.analysis.recommend import recommend
from toolkit.analysis.recommendation import LEAVE_EMPTY, Recommendation
from toolkit.analysis.same_list import (
    BEST,
    best_candidates,
    most_candidates,
    same_list_share,
)
from toolkit.matching.formats import render

STYLES = (
    "(###) ###-####",
    "###-###-####",
    "###.###.####",
    "##########",
    "+1##########",
)


def random_recommendation(
    folder: Path, seed: int, connector: str, shares: tuple[int, ...]
) -> Recommendation:
    """Give a recommendation for contacts in formats of some shares."""
    rng = random.Random(seed)
    numbers = [
        f"{area}55501{n:02}" for area in ("212", "415") for n in range(0, 100, 3)
    ]
    cells = [[render(rng.choices(STYLES, shares)[0], number)] for number in numbers]
    callers = ["+1" + n for n in numbers for _ in range(int(rng.paretovariate(1)))]
    calls, contacts = read_pair(folder, callers, cells)
    return recommend(calls, contacts, connector=connector, max_formats=2)


def chosen_again(rec: Recommendation, resamples: int) -> float:
    """Draw numbers and choose again, one resample at a time."""
    rng = np.random.default_rng(7)
    empty = rec.situation.outcome(())
    rules = Rules(2, Fraction(3), 1, rec.problem.stop_at_first)
    same = 0
    for _ in range(resamples):
        weight = rec.weight * rng.poisson(1.0, len(rec.weight))
        chooser = rec.problem.chooser(weight)
        chosen = rules.choose(chooser, rules.empty_score(empty, weight))
        same += set(rec.named(chosen)) == set(rec.formats)
    return same / resamples


@pytest.mark.parametrize("connector", ["clio", "getcontact", "insightly", "netsuite"])
@pytest.mark.parametrize("shares", [(5, 5, 5, 5, 5), (9, 6, 2, 1, 3), (1, 0, 0, 0, 9)])
def test_equals_choosing_again(
    connector: str, shares: tuple[int, ...], tmp_path: Path
) -> None:
    rec = random_recommendation(tmp_path, 3, connector, shares)
    share = same_list_share(rec, rec.formats, rec.situation.outcome(()))
    assert share == pytest.approx(chosen_again(rec, 150), abs=0.13)


def test_one_format_for_all_always_wins(tmp_path: Path) -> None:
    rec = random_recommendation(tmp_path, 1, "clio", (1, 0, 0, 0, 0))
    assert same_list_share(rec, rec.formats, rec.situation.outcome(())) == 1.0


def test_an_empty_list_wins_where_formats_add_nothing(tmp_path: Path) -> None:
    rec = random_recommendation(tmp_path, 1, "clio", (0, 0, 0, 0, 1))
    assert rec.decision == LEAVE_EMPTY
    assert same_list_share(rec, (), rec.situation.outcome(())) == 1.0


def test_a_worse_set_never_wins(tmp_path: Path) -> None:
    rec = random_recommendation(tmp_path, 1, "clio", (1, 0, 0, 0, 0))
    empty = rec.situation.outcome(())
    assert same_list_share(rec, ("###.###.####",), empty) == 0.0
    assert same_list_share(rec, (), empty) == 0.0


def test_the_chosen_are_among_the_best(tmp_path: Path) -> None:
    rec = random_recommendation(tmp_path, 1, "clio", (9, 6, 2, 1, 3))
    worst = rec.candidates.index("1 (###) ###-####")
    assert worst in best_candidates(rec, np.array([worst]))


def test_longer_lists_have_fewer_candidates() -> None:
    counts = [most_candidates(size) for size in range(1, 7)]
    assert counts[:3] == [BEST] * 3
    assert counts == sorted(counts, reverse=True)
