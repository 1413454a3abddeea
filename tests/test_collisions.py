"""Strangers of another country are told from those of the caller's own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from small_exports import read_pair

from toolkit.analysis.collisions import foreign_numbers
from toolkit.analysis.situation import Situation
from toolkit.columns.matcher import Pairs

ANN, BEN, LONDON = "+12125550101", "+14155550102", "+442079460018"
ROWS = [[ANN, ""], [LONDON, ""], [LONDON, BEN], ["N/A", "n/a"], ["front desk", ""]]


def test_foreign_numbers(tmp_path: Path) -> None:
    pair = read_pair(tmp_path, [ANN, LONDON], ROWS, ("Phone", "Mobile Phone"))
    situation = Situation(*pair, "clio")
    ids = situation.contacts.contacts["id"].tolist()

    def strangers(number: int, contact: str) -> list[bool]:
        pair = np.array([number]), np.array([ids.index(contact)]), np.array([0])
        return foreign_numbers(situation, Pairs(*pair)).tolist()

    assert strangers(0, "2") == [True, False]  # an American finds a Londoner
    assert strangers(0, "3") == [False, False]  # who has an American number as well
    assert strangers(1, "1") == [False, True]
    assert strangers(1, "5") == [False, False]  # of no country
    none = np.empty(0, np.int64)
    assert not foreign_numbers(situation, Pairs(none, none, none)).any()
