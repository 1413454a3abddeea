"""Both sides of a normalising search, as columns."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from toolkit.columns.normalised import join_texts, normal_forms
from toolkit.matching.search_rules import normal_form

CELLS = st.lists(st.sampled_from(["(415) 555-0100", "4155550100", "x7", "", "+44"]))


@given(CELLS)
def test_forms_equal_those_of_each_text(cells: list[str]) -> None:
    forms = normal_forms(pa.array(cells, pa.string()), "US").to_pylist()
    assert forms == [normal_form(cell, "US") for cell in cells]


@given(
    st.lists(st.none() | st.sampled_from(["", "a", "b"])),
    st.lists(st.none() | st.sampled_from(["", "a", "b"])),
)
def test_join(wanted: list[str | None], stored: list[str | None]) -> None:
    hits = join_texts(pa.array(wanted, pa.string()), pa.array(stored, pa.string()))
    assert sorted(zip(hits.numbers.tolist(), hits.rows.tolist(), strict=True)) == [
        (number, row)
        for number, term in enumerate(wanted)
        for row, text in enumerate(stored)
        if term and term == text
    ]
