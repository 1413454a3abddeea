"""Numbers and contacts that stand in some cells and nowhere else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from small_exports import read_pair

from toolkit.analysis.situation import Situation

ANN, BEN, CY = "+12125550101", "+14155550102", "+13035550103"
ROWS = [
    [ANN, ""],  # Phone alone
    ["", BEN],  # Home Phone alone
    [CY, CY],  # both
    ["", "415 555 0102"],  # Ben's number again, written otherwise
]


@pytest.fixture
def situation(tmp_path: Path) -> Situation:
    pair = read_pair(tmp_path, [ANN, BEN, CY], ROWS, ("Phone", "Home Phone"))
    return Situation(*pair, "insightly")


def called(situation: Situation, flags: np.ndarray) -> list[str]:
    numbers = situation.calls.numbers.e164().to_pylist()
    return [number for number, flag in zip(numbers, flags, strict=True) if flag]


def test_columns_that_are_searched(situation: Situation) -> None:
    columns = situation.contacts.cells["column"][situation.stored.is_searched]
    assert set(columns) == {"Phone"}


def test_numbers_that_stand_in_some_cells_alone(situation: Situation) -> None:
    stored = situation.stored
    assert called(situation, stored.only_in(~stored.is_searched)) == [BEN]
    assert called(situation, stored.only_in(stored.is_searched)) == [ANN]
    everywhere = np.ones_like(stored.is_searched)
    assert set(called(situation, stored.only_in(everywhere))) == {ANN, BEN, CY}
    assert called(situation, stored.only_in(~everywhere)) == []


def test_contacts_that_have_numbers_in_some_cells_alone(situation: Situation) -> None:
    stored = situation.stored
    assert stored.contacts_only_in(~stored.is_searched) == 2
    assert stored.contacts_only_in(stored.is_searched) == 1


def test_contacts_stored_as_e164_count_in_searched_columns(
    situation: Situation,
) -> None:
    assert situation.stored.n_as_e164 == 2
    assert repr(situation.stored) == "<StoredNumbers: 5>"
