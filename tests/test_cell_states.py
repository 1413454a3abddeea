"""Every stored cell has one state."""

from __future__ import annotations

from pathlib import Path

import pytest
from situations import made_formats, made_pair
from small_exports import read_pair

from toolkit.analysis.cell_states import (
    CELL_TO_CHECK,
    FOUND,
    NO_NUMBER,
    NOT_HELPED,
    NOT_SEARCHED,
    SAFE_CELL,
    STATES,
    cell_states,
)
from toolkit.analysis.situation import Situation
from toolkit.matching.connectors import CONNECTORS

CASES = {
    "(212) 555-0101": FOUND,
    "+12125550102": FOUND,
    "212.555.0103": SAFE_CELL,
    "212.555.0104 x3": CELL_TO_CHECK,
    "N/A": NO_NUMBER,
}


@pytest.mark.parametrize("cell", CASES)
def test_states_under_clio(cell: str, tmp_path: Path) -> None:
    situation = Situation(*read_pair(tmp_path, [], [[cell]]), "clio")
    states = cell_states(situation, ("(###) ###-####",))
    assert STATES[states.state[0]] == CASES[cell]


def test_a_column_that_is_not_searched(tmp_path: Path) -> None:
    pair = read_pair(tmp_path, [], [["2125550101"]], ("Home Phone",))
    states = cell_states(Situation(*pair, "insightly"), ())
    assert STATES[states.state[0]] == NOT_SEARCHED


def test_a_target_that_the_list_does_not_search(tmp_path: Path) -> None:
    pair = read_pair(tmp_path, [], [["212.555.0101"]])
    states = cell_states(Situation(*pair, "insightly"), ("(###) ###-####",))
    assert STATES[states.state[0]] == NOT_HELPED


def test_calls_are_gained_only_where_nobody_is_found(tmp_path: Path) -> None:
    pair = read_pair(
        tmp_path, ["+12125550101"] * 3, [["+12125550101"], ["212.555.0101"]]
    )
    states = cell_states(Situation(*pair, "clio"), ())
    assert states.calls.tolist() == [3, 3]
    assert states.is_fixable.tolist() == [False, True]
    assert states.is_gain.tolist() == [False, False]


@pytest.mark.parametrize("name", CONNECTORS)
def test_one_state_a_cell(name: str, tmp_path: Path) -> None:
    situation = Situation(*made_pair(7, tmp_path), name)
    states = cell_states(situation, tuple(made_formats(7)))
    assert len(states.state) == len(situation.contacts.cells)
    assert not (states.is_gain & ~states.is_fixable).any()
