"""Calls counted by the cells that hold their number."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from small_exports import read_pair

from toolkit.analysis.known_calls import KnownCalls, share_of

CALLS = (*["+12125550101"] * 3, *["+12125550102"] * 2, "+14155550109")


@pytest.fixture
def known(tmp_path: Path) -> KnownCalls:
    cells = [["2125550101"], ["212.555.0101"], ["212.555.0102"], ["212.555.0109"]]
    calls, contacts = read_pair(tmp_path, CALLS, cells)
    return KnownCalls(contacts, calls)


def test_a_call_counts_in_each_group_that_has_its_number(known: KnownCalls) -> None:
    table = known.by_group(np.array([0, 1, 1, 1]), 3)
    assert table["calls"].tolist() == [3, 5, 0]
    assert table["share_calls"].tolist() == [0.6, 1.0, 0.0]


def test_a_cell_in_no_group(known: KnownCalls) -> None:
    table = known.by_group(np.array([-1, 0, -1, -1]), 1)
    assert table["calls"].tolist() == [3]


def test_calls_by_best_rank_add_up(known: KnownCalls) -> None:
    counted = known.by_best_rank(np.array([1, 0, 1, 1]), ("good", "poor", "nowhere"))
    assert counted == {"good": 3, "poor": 2, "nowhere": 1}


def test_known_and_of_numbers(known: KnownCalls) -> None:
    assert known.known == 5
    assert known.of_numbers is not None
    assert known.of_numbers.tolist() == [3, 3, 2, 0]


def test_without_a_call_log_everything_is_missing(known: KnownCalls) -> None:
    silent = KnownCalls(known.contacts, None)
    assert silent.of_numbers is None
    assert silent.by_best_rank(np.array([0, 0, 0, 0]), ("a", "b")) is None
    assert silent.by_group(np.array([0, 0, 0, 0]), 1)["calls"].isna().all()
    assert silent.known == 0


def test_no_known_calls_have_no_share(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, ["+14155550109"], [["2125550101"]])
    table = KnownCalls(contacts, calls).by_group(np.array([0]), 1)
    assert table["calls"].tolist() == [0]
    assert table["share_calls"].isna().all()
    assert np.isnan(share_of(np.array([0]), 0)).all()
