"""Cells found by what is read of a term are those that equal it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.columns.sources import DigitSource
from toolkit.columns.texts import TextIndex
from toolkit.columns.wire_finding import find_read, find_whole_read, read_texts
from toolkit.matching.connectors import INSIDE, LAST
from toolkit.matching.formats import render
from toolkit.matching.search_rules import SEARCH_RULES, matches
from toolkit.matching.wire import read_term

NATIONALS = ["12", "305", "4141", "20794", "0612"]
CELLS = ["A", "A5", "12", " 12", "1 2", "Q4", "4141", " 4141", "20", "é1", "#12", "30"]
FORMAT = st.text(st.sampled_from("##**%%%+&\t 41C3A9-"), max_size=9)


def source() -> DigitSource:
    values = np.array([int(national) for national in NATIONALS])
    return DigitSource(values, np.array([len(national) for national in NATIONALS]))


@pytest.mark.parametrize(
    "rule", [rule for rule in SEARCH_RULES if rule != "normalised"]
)
@pytest.mark.parametrize("pasted", [INSIDE, LAST])
@given(format=FORMAT)
def test_cells_found_are_those_that_match(rule: str, pasted: str, format: str) -> None:
    cells = CELLS + [read_term(render(format, n), pasted) or "-" for n in NATIONALS]
    cells = list(dict.fromkeys(cells))
    hits = find_read(rule, TextIndex(pa.array(cells)), format, source(), pasted)
    found = set(zip(hits.rows.tolist(), hits.numbers.tolist(), strict=True))
    assert found == {
        (row, number)
        for row, cell in enumerate(cells)
        for number, national in enumerate(NATIONALS)
        if matches(rule, read_term(render(format, national), pasted), cell)
    }


def test_whole_numbers_behind_a_plus() -> None:
    texts = TextIndex(pa.array(CELLS))
    hits = find_whole_read("exact", texts, "+", source(), INSIDE)
    assert hits.rows.tolist() == [CELLS.index(" 12"), CELLS.index(" 4141")]
    assert hits.numbers.tolist() == [0, 2]


def test_texts_are_read_once_each() -> None:
    terms = pa.array(["+1", "+1", None, "1#2"])
    assert read_texts(terms, INSIDE).to_pylist() == [" 1", " 1", None, "1"]
    assert read_texts(terms, "") is terms
