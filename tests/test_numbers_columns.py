"""Numbers as columns: whole columns are read as phonenumbers reads one cell."""

from __future__ import annotations

import random

import fuzz_numbers
import numpy as np
import numpy.typing as npt
import pandas as pd
import phonenumbers
import pyarrow as pa
import pytest

from toolkit.columns.cell_digits import read_cell_digits
from toolkit.columns.numbers import (
    Numbers,
    international_column,
    numbers_in,
    parse_cells,
)
from toolkit.matching.plans import installed_plan, plan

US, LONDON, ROME = "+14155550100", "+442079460018", "+390612345678"
# Regions whose rules are more than a prefix of fixed digits, or that share a code.
PECULIAR = (
    "US CA JM BS PR GB IM JE IT VA SM AR BR MX RU KZ CN KR AU CX JP FI AX NO SJ MG NF "
    "LT HU BY BJ CI GA CO CR BO LU LI FO TA CW BQ DE AT NZ"
)


@pytest.mark.parametrize(
    "regions", [fuzz_numbers.REGIONS, PECULIAR.split()], ids=["all", "peculiar"]
)
def test_columns_give_the_answers_of_phonenumbers(regions: list[str]) -> None:
    texts, read_in = fuzz_numbers.cells(25_000, seed=len(regions), among=regions)
    assert fuzz_numbers.differences(texts, read_in) == []


def test_one_region_is_read_as_phonenumbers_does() -> None:
    texts, _ = fuzz_numbers.cells(4000, seed=8, among=["US", "GB", "DE"])
    assert fuzz_numbers.differences(texts, ["GB"] * len(texts)) == []


@pytest.mark.parametrize(
    ("cell", "digits", "has_plus"),
    [
        ("+14155550100", "14155550100", True),
        ("(415) 555-0100", "4155550100", False),
        ("(+44) 20/7946.0018", "442079460018", True),
        ("415\u00a0555\u20110100", "4155550100", False),
        ("- 020 7946 0018 -", "02079460018", False),
        ("123", "123", False),
        ("1" * 15, "1" * 15, False),
        ("12", "", False),
        ("1" * 16, "", False),
        ("4155550100+", "", False),
        ("++14155550100", "", False),
        ("+1+4155550100", "", False),
        ("415 555 0100 x7", "", False),
        ("415,555,0100", "", False),
        ("\uff14155550100", "", False),
        ("415\u202f555\u202f0100", "", False),
        (" " * 251 + "4155550100", "", False),
        ("", "", False),
        (None, "", False),
    ],
)
@pytest.mark.parametrize("beside", [[], ["x"], [US, ""]], ids=["alone", "x", "number"])
def test_plain_cells_are_reduced_to_digits(
    cell: str | None, digits: str, has_plus: bool, beside: list[str]
) -> None:
    read = read_cell_digits(pa.array([*beside, cell, *beside], pa.string()))
    row = len(beside)
    assert read.digits.texts()[row] == digits
    assert bool(read.has_plus[row]) == has_plus
    assert bool(read.is_plain[row]) == bool(digits)


@pytest.mark.parametrize(
    "column",
    [
        pa.array([US, None, LONDON]),
        pa.array(["", US, None, LONDON, ""]).slice(1, 3),
        pa.chunked_array([[US], [None, LONDON]]),
        pa.array([US, None, LONDON], pa.large_string()),
        pa.array([US, None, LONDON]).dictionary_encode(),
        pd.Series([US, None, LONDON]),
        pd.Series([US, None, LONDON], dtype=object),
        [US, None, LONDON],
    ],
    ids=["array", "slice", "chunks", "large", "dictionary", "text", "object", "list"],
)
def test_every_kind_of_column_is_read(column: object) -> None:
    parsed = parse_cells(column, "US")
    assert parsed.numbers.e164().to_pylist() == [US, None, LONDON]
    assert parsed.is_parsed.tolist() == [True, False, True]


def test_no_cells_give_no_rows() -> None:
    for column in (pa.array([], pa.string()), pa.chunked_array([], pa.string()), []):
        parsed = parse_cells(column, "US")
        assert (
            len(parsed.numbers) == len(parsed.extension) == len(parsed.is_parsed) == 0
        )
        assert parsed.numbers.e164().to_pylist() == []
        assert parsed.numbers.national().to_pylist() == []
        assert len(numbers_in(parsed.numbers, installed_plan())) == 0
        assert len(international_column(parsed.numbers, installed_plan())) == 0


def test_each_cell_has_its_region() -> None:
    regions = ["US", "GB", "ZZ", "", None, "us"] * 40
    parsed = parse_cells(["02079460018"] * len(regions), regions)
    read = parsed.numbers.e164().to_pylist()
    assert read[:6] == ["+102079460018", LONDON, None, None, None, None]


def test_regions_are_read_alike_as_array_and_list() -> None:
    regions = np.array(["US", "GB"], dtype=object)
    cells = ["4155550100", "02079460018"]
    assert parse_cells(cells, regions).numbers.e164().to_pylist() == [US, LONDON]


def test_extensions_are_kept_apart() -> None:
    parsed = parse_cells([f"{US} x 7", US, "(415) 555-0100 ext. 0012"], "US")
    assert parsed.numbers.e164().to_pylist() == [US] * 3
    assert parsed.extension.to_pylist() == ["7", None, "0012"]


def test_numbers_take_rows_and_masks() -> None:
    numbers = Numbers.from_e164([US, LONDON, ROME])
    assert numbers.take([2, 0]).national().to_pylist() == ["0612345678", "4155550100"]
    assert numbers.take(numbers.country_code == 44).e164().to_pylist() == [LONDON]
    assert numbers.is_valid.tolist() == [True, True, True]
    assert numbers.national_length.tolist() == [10, 10, 10]


def test_representations_show_no_number() -> None:
    assert repr(Numbers.from_e164([US])) == "<Numbers: 1 rows>"
    assert "415" not in repr(parse_cells([US], "US"))


@pytest.mark.parametrize("length", range(14, 22))
def test_long_numbers_are_read_or_refused(length: int) -> None:
    texts = [f"+{first}{'1' * length}"[: length + 1] for first in (44, 99365, 81, 7)]
    assert fuzz_numbers.differences(texts, ["US"] * len(texts)) == []


def test_numbers_beyond_a_key_are_parsed_and_have_none() -> None:
    parsed = parse_cells([f"+993{'1' * 17}"], "US")
    assert parsed.is_parsed.tolist() == [True]
    assert parsed.numbers.key.tolist() == [0]


def test_no_valid_number_is_beyond_a_key() -> None:
    for code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE:
        rules = installed_plan().rules(code)
        assert rules is not None
        for region in rules.country.regions:
            longest = max(region.fits.lengths)
            assert int(f"{code}{'9' * longest}") < 2**63


def many_numbers(n_numbers: int, seed: int) -> Numbers:
    """Numbers of all regions and of some in plenty, read from E.164."""
    draw = random.Random(seed)
    texts = []
    for _ in range(n_numbers):
        region = draw.choice(["US", "JM", "GB", "DE", "AR", *fuzz_numbers.REGIONS])
        region = draw.choice([region, "US", "GB", "IT", "JM"])
        code, digits = fuzz_numbers.national_digits(draw, region)
        texts.append(f"+{code}{digits}")
    return Numbers.from_e164([*texts, "", "+80012345678"])


@pytest.mark.parametrize("release", ["installed", "8.13.24"])
def test_numbers_in_a_plan_are_as_the_plan_splits_them(release: str) -> None:
    numbering = installed_plan() if release == "installed" else plan(release)
    numbers = many_numbers(8000, seed=5)
    read = numbers_in(numbers, numbering)
    for row, key in enumerate(numbers.key.tolist()):
        code, national, is_valid = numbering.split(str(key)) or (0, "", False)
        assert int(read.key[row]) == int(f"{code}{national}")
        assert int(read.country_code[row]) == code
        assert int(read.national[row]) == int(national or 0)
        assert int(read.national_length[row]) == len(national)
        assert bool(read.is_valid[row]) == is_valid


@pytest.mark.parametrize("release", ["installed", "8.13.24"])
def test_international_column_is_as_the_plan_writes_it(release: str) -> None:
    numbering = installed_plan() if release == "installed" else plan(release)
    numbers = many_numbers(6000, seed=6)
    for key, written in zip(
        numbers.key.tolist(),
        international_column(numbers, numbering).to_pylist(),
        strict=True,
    ):
        split = numbering.split(str(key))
        assert written == (numbering.international(*split[:2]) if split else None)


def test_columns_are_plain_arrays_of_their_types() -> None:
    numbers = parse_cells([US, "x"], "US").numbers
    arrays: list[npt.NDArray[np.generic]] = [
        numbers.key,
        numbers.country_code,
        numbers.national_length,
        numbers.is_valid,
    ]
    assert [array.dtype.name for array in arrays] == ["int64", "int16", "int8", "bool"]
