from __future__ import annotations

import numpy as np
import phonenumbers
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.exports.region_fit import MIN_CELLS, check_region
from toolkit.exports.regions import find_region, regions_of

NAMES = [
    (
        "US",
        [
            "us",
            "USA",
            "U.S.",
            "United States",
            "United States of America",
            "Etats-Unis",
            "+1",
        ],
    ),
    ("GB", ["UK", "gb", "Great Britain", "England", "United Kingdom", "GBR"]),
    ("GB", ["Großbritannien", "GB-ENG", "+44", "0044"]),
    ("DE", ["Germany", "Deutschland", "Allemagne", "germania", "DEU", "Deutschland "]),
    ("DE", ["D", "DE - Germany", "Germany/Deutschland", "Germany (DE)", "+49"]),
    ("AT", ["Österreich", "Oesterreich", "austria"]),
    ("NL", ["Netherlands", "The Netherlands", "Holland", "Nederland"]),
    ("KR", ["South Korea", "Korea", "대한민국"]),
    ("RU", ["Россия", "Russian Federation"]),
    ("JP", ["日本", "Japan"]),
    ("TZ", ["Tanzania, United Republic of", "Tanzania"]),
    ("BO", ["Bolivia (Plurinational State of)"]),
    ("ZA", ["South Africa", "RSA"]),
    ("XK", ["Kosovo"]),
]


@pytest.mark.parametrize(("region", "names"), NAMES, ids=lambda x: str(x)[:2])
def test_names_and_codes_are_recognised(region: str, names: list[str]) -> None:
    assert {find_region(name) for name in names} == {region}


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_every_region_has_its_code_and_a_name(region: str) -> None:
    assert find_region(region) == find_region(region.lower()) == region


@pytest.mark.parametrize("text", ["", "  ", "Atlantis", "+999", "---", "x" * 1000])
def test_other_texts_are_no_region(text: str) -> None:
    assert find_region(text) is None


@given(st.text())
def test_any_text_is_looked_up_without_error(text: str) -> None:
    assert find_region(text) in {None, *phonenumbers.SUPPORTED_REGIONS}


def test_unknown_countries_take_the_default() -> None:
    regions, known = regions_of(pa.array(["UK", "Atlantis", "", "UK"]), "DE")
    assert regions.tolist() == ["GB", "DE", "DE", "GB"]
    assert known.tolist() == [True, False, False, True]
    assert len(regions_of(pa.array([], pa.string()), "DE")[0]) == 0


@pytest.mark.parametrize(("n", "warned"), [(MIN_CELLS - 1, False), (MIN_CELLS, True)])
def test_few_cells_prove_nothing(n: int, warned: bool) -> None:
    found = check_region(
        pa.array(["020 7946 0018"] * n), np.zeros(n, bool), np.zeros(n, bool), "US"
    )
    assert found.n_guessed == n
    assert bool(found.warnings) is warned


def test_a_warning_names_the_region_that_fits_and_no_number() -> None:
    n = 40
    cells = pa.array([f"020 7946 00{i:02}" for i in range(n)])
    found = check_region(cells, np.zeros(n, bool), np.zeros(n, bool), "US")
    assert "in GB it is 100 %" in found.warnings[0]
    assert "7946" not in found.warnings[0]


def test_a_plan_that_takes_any_length_gives_way_to_a_region_that_fits_better() -> None:
    n = 40
    cells = pa.array([f"202-555-01{i:02}" for i in range(n)])
    has_number = np.arange(n) % 8 > 0  # as the long numbers of Germany would be
    found = check_region(cells, has_number, np.zeros(n, bool), "DE")
    assert "88 % of 40" in found.warnings[0]
    assert "in US it is 100 %" in found.warnings[0]


def test_lost_zeros_are_no_sign_of_another_region() -> None:
    n = 40
    cells = pa.array([f"20794600{i:02}" for i in range(n)])
    found = check_region(cells, np.ones(n, bool), np.zeros(n, bool), "GB")
    assert found.warnings == ()


@pytest.mark.parametrize("n", [0, 1, MIN_CELLS - 1])
def test_few_cells_are_no_sign_of_another_region(n: int) -> None:
    cells = pa.array(["020 7946 0018"] * n, pa.string())
    none = np.zeros(n, bool)
    assert check_region(cells, none, none, "DE") == (n, ())


def test_no_better_region_is_no_advice() -> None:
    n = 40
    cells = pa.array(["1234"] * n)
    found = check_region(cells, np.zeros(n, bool), np.zeros(n, bool), "US")
    assert "it is" not in found.warnings[0]


def test_international_cells_and_known_countries_are_no_guesses() -> None:
    n = 30
    plus = pa.array(["+44 20 7946 0018", "0044 20 7946 0018"] * (n // 2))
    assert check_region(plus, np.zeros(n, bool), np.zeros(n, bool), "US") == (0, ())
    local = pa.array(["020 7946 0018"] * n)
    assert check_region(local, np.zeros(n, bool), np.ones(n, bool), "US") == (0, ())
