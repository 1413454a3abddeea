from __future__ import annotations

import numpy as np
import phonenumbers
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.exports.cells import read_cell
from toolkit.exports.conditions import CONDITIONS
from toolkit.exports.readings import read_cells


def examples(region: str) -> list[str]:
    """The library's own example numbers, written in the usual ways without spaces."""
    written: list[str] = []
    for kind in (0, 1, 3):
        number = phonenumbers.example_number_for_type(region, kind)
        if number is not None:
            national = phonenumbers.format_number(number, 2)
            digits = "".join(filter(str.isdigit, national))
            written += [digits, digits[1:], digits[-7:], digits[:-2]]
            written.append(f"{number.country_code}{number.national_number}")
    return written


NUMBERS = {region: examples(region) for region in ("US", "GB", "DE", "IT", "AR")}
SEPARATORS = ["", " ", "-", ".", "/", " / ", "(", ")", "+", ",", ";", " or ", "0", "x"]
CHARS = "0123456789 +-()./,;xX#'=\"E&or\u00a0\u2013\uff11ab"
TAILS = ["", ".0", "E+10", " ext. 5", " (Jane)", "/0019", "/-19", "#12", "\u00a0", "'"]


@st.composite
def written_cells(draw: st.DrawFn, region: str) -> str:
    pieces = []
    for _ in range(draw(st.integers(1, 2))):
        digits = draw(st.sampled_from(NUMBERS[region]))
        cuts = sorted(draw(st.lists(st.integers(0, len(digits)), max_size=3)))
        parts = [digits[a:b] for a, b in zip([0, *cuts], [*cuts, 99], strict=True)]
        pieces.append(draw(st.sampled_from(SEPARATORS)).join(parts))
    cell = draw(st.sampled_from(SEPARATORS)).join(pieces)
    return (
        draw(st.sampled_from(["", "+", "'", "="])) + cell + draw(st.sampled_from(TAILS))
    )


def assert_same(cells: list[str], region: str) -> None:
    column = read_cells(pa.array(cells, pa.string()), region)
    numbers = column.numbers.e164().to_pylist()
    for i, cell in enumerate(cells):
        one = read_cell(cell, region)
        found = [n for n, at in zip(numbers, column.cell, strict=True) if at == i]
        assert CONDITIONS[column.condition[i]] == one.condition, i
        assert sorted(found) == sorted(one.numbers), i
        assert column.texts[i].as_py() == one.text, i
        assert bool(column.is_unknown[i]) == (one.text is None), i


def test_blanks_around_bare_digits_change_no_condition() -> None:
    assert_same(["2079460018 ", " 442079460018", " 2079460018.0 "], "GB")


@pytest.mark.parametrize("region", list(NUMBERS))
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_column_reads_as_one_cell_does(data: st.DataObject, region: str) -> None:
    cells = data.draw(st.lists(written_cells(region), min_size=1, max_size=20))
    assert_same([cell for cell in cells if cell.strip()] or ["0"], region)


@settings(max_examples=100, deadline=None)
@given(
    cells=st.lists(
        st.text(
            alphabet="0123456789 +-()./,;xX#'=\"E&or\u00a0\u2013\uff11ab", min_size=1
        ),
        min_size=1,
        max_size=20,
    ),
    region=st.sampled_from(["US", "GB", "DE", "FR", "IT", "AR", "MX"]),
)
def test_column_reads_any_text_as_one_cell_does(cells: list[str], region: str) -> None:
    assert_same(cells, region)


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=1), st.sampled_from(["US", "DE"]))
def test_any_text_is_read_without_error(cell: str, region: str) -> None:
    reading = read_cell(cell, region)
    assert reading.condition in CONDITIONS
    assert "numbers" in repr(reading)
    assert all(number.startswith("+") for number in reading.numbers)


def test_regions_may_differ_from_cell_to_cell() -> None:
    cells = pa.array(["020 7946 0018", "(202) 555-0123", "2079460018"])
    regions = np.array(["GB", "US", "GB"], object)
    found = read_cells(cells, regions)
    assert found.numbers.e164().to_pylist() == [
        "+442079460018",
        "+12025550123",
        "+442079460018",
    ]
    assert CONDITIONS[found.condition[2]] == "lost leading zero"


def test_no_cells_give_no_rows() -> None:
    found = read_cells(pa.array([], pa.string()), "US")
    assert len(found.numbers) == len(found.condition) == len(found.texts) == 0
