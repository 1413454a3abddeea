"""What columns find is what one term and one cell say."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.columns.finding import find_format, find_whole
from toolkit.columns.sources import DigitSource
from toolkit.columns.texts import TextIndex
from toolkit.matching.formats import render
from toolkit.matching.search_rules import matches

RULES = ("exact", "digits-end", "digits-contain", "contains")
CELL = st.text("01#*-( ", min_size=1, max_size=8)
NATIONAL = st.text("01", min_size=1, max_size=5)


def source_of(nationals: list[str]) -> DigitSource:
    return DigitSource(
        np.array([int(n) for n in nationals]), np.array([len(n) for n in nationals])
    )


@pytest.mark.parametrize("rule", RULES)
@given(
    cells=st.lists(CELL, max_size=6, unique=True),
    nationals=st.lists(NATIONAL, max_size=5, unique=True),
    format=st.text("##*01-( ", max_size=8),
)
def test_find_format(
    rule: str, cells: list[str], nationals: list[str], format: str
) -> None:
    texts = TextIndex(pa.array(cells, pa.string()))
    hits = find_format(rule, texts, format, source_of(nationals))
    assert set(zip(hits.rows.tolist(), hits.numbers.tolist(), strict=True)) == {
        (row, number)
        for row, cell in enumerate(cells)
        for number, national in enumerate(nationals)
        if matches(rule, render(format, national), cell)
    }


@pytest.mark.parametrize("rule", RULES)
@given(
    cells=st.lists(st.text("01+-", min_size=1, max_size=7), max_size=6, unique=True),
    nationals=st.lists(NATIONAL, max_size=5, unique=True),
)
def test_find_whole(rule: str, cells: list[str], nationals: list[str]) -> None:
    texts = TextIndex(pa.array(cells, pa.string()))
    hits = find_whole(rule, texts, "+", source_of(nationals))
    assert set(zip(hits.rows.tolist(), hits.numbers.tolist(), strict=True)) == {
        (row, number)
        for row, cell in enumerate(cells)
        for number, national in enumerate(nationals)
        if matches(rule, f"+{national}", cell)
    }
