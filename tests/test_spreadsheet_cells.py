"""Cells that a spreadsheet would run are made safe, and come back."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.reporting.spreadsheet_cells import guard, guard_column, unguard

FORMULAS = [
    "=1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "+1-415",
    "-1+1",
    "＝1",
    "+",
    "-",
]
CELLS = st.one_of(
    st.text(),
    st.text(alphabet="=+-@'\t\r\n0123456789. ()x＋", max_size=12),
    st.sampled_from(FORMULAS),
)


@pytest.mark.parametrize("cell", FORMULAS, ids=repr)
def test_formulas_are_guarded(cell: str) -> None:
    assert guard(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["+14155550100", "-5", "+1.5", "", "(415) 555-0100"])
def test_numbers_and_plain_text_stay(cell: str) -> None:
    assert guard(cell) == cell


def test_every_e164_cell_is_guarded() -> None:
    assert guard("+14155550100", is_e164=True) == "'+14155550100"


def test_a_number_on_the_first_line_only_is_a_formula() -> None:
    assert guard("+1\n=1+1") == "'+1\n=1+1"


@given(CELLS, st.booleans())
def test_guard_comes_off_again(cell: str, is_e164: bool) -> None:
    assert unguard(guard(cell, is_e164=is_e164)) == cell


@given(st.lists(st.none() | CELLS), st.booleans())
def test_column_is_guarded_as_its_cells(cells: list[str | None], is_e164: bool) -> None:
    column = guard_column(pa.array(cells, pa.string()), is_e164=is_e164)
    assert column.to_pylist() == [
        None if cell is None else guard(cell, is_e164=is_e164) for cell in cells
    ]
