"""E.164 digits in columns: where tables do not reach, numbers go one at a time."""

from __future__ import annotations

import pytest

from toolkit.columns import national_cells
from toolkit.columns.digits import Digits
from toolkit.columns.owned_regions import OwnedRegions
from toolkit.columns.plan_columns import plan_tables, split_digits
from toolkit.matching.countries import Kind, read_country
from toolkit.matching.country_rules import CountryRules
from toolkit.matching.plans import NumberingPlan, installed_plan

MANY = 300  # numbers, enough for tables to be built


def london(n_numbers: int) -> list[str]:
    return [f"44207946{number:04}" for number in range(n_numbers)]


def test_expressions_of_an_unknown_kind_are_left_to_the_plan() -> None:
    country = read_country(44)
    odd = country._replace(
        regions=(country.regions[0]._replace(fits=Kind(r"2\d+", (10,))),)
    )
    plan = NumberingPlan("odd", frozenset({44}), lambda code: odd)
    assert plan_tables(plan, 44) is None
    split = split_digits(Digits.of(london(MANY)), plan)
    assert split.is_valid.all()
    assert (split.national_length == 10).all()


def test_many_and_few_numbers_are_split_alike() -> None:
    texts = [*london(MANY), *(f"440{text[2:]}" for text in london(MANY))]
    many = split_digits(Digits.of(texts), installed_plan())
    for row in (0, 1, MANY - 1, MANY, 2 * MANY - 1):
        few = split_digits(Digits.of([texts[row]]), installed_plan())
        assert many.key[row] == few.key[0]
        assert many.is_valid[row] == few.is_valid[0]


def test_many_islanders_are_valid_as_one_is() -> None:
    country = read_country(1)
    texts = [
        f"{area}{n:07}" for area in (876, 787, 242, 684) for n in range(0, 10**7, 9973)
    ]
    found = OwnedRegions(country).is_valid(Digits.of(texts))
    rules = CountryRules(country)
    assert found.tolist() == [rules.is_valid(text) for text in texts]


def test_a_region_without_tables_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(national_cells, "region_tables", lambda region: None)
    assert national_cells.read_national(Digits.of(["4155550100"]), "US").is_left.all()


def test_split_digits_without_rows() -> None:
    assert len(split_digits(Digits.of([]), installed_plan())) == 0
