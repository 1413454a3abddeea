"""What each search rule finds."""

from __future__ import annotations

import pytest

from toolkit.errors import OptionError
from toolkit.matching.search_rules import SEARCH_RULES, matches, normal_form

CELL = "+1 (415) 555-0100"


@pytest.mark.parametrize(
    ("rule", "term", "found"),
    [
        ("exact", CELL, True),
        ("exact", CELL + " ", False),
        ("digits-end", "4155550100", True),
        ("digits-end", "(415) 555-0100", True),
        ("digits-end", "415555010", False),
        ("digits-contain", "415555010", True),
        ("digits-contain", "555 0199", False),
        ("contains", "(415) 555", True),
        ("contains", "415 555", False),
        ("normalised", "4155550100", True),
        ("normalised", "+14155550199", False),
    ],
)
def test_rule(rule: str, term: str, found: bool) -> None:
    assert matches(rule, term, CELL) is found


@pytest.mark.parametrize("rule", SEARCH_RULES)
@pytest.mark.parametrize("term", ["", "undefined"])
def test_a_term_without_digits_finds_no_number(rule: str, term: str) -> None:
    assert not matches(rule, term, CELL)


def test_normal_form_of_no_number_is_its_digits() -> None:
    assert normal_form("ext 7", "US") == "7"
    assert normal_form("020 7946 0018", "GB") == "+442079460018"


def test_unknown_rule() -> None:
    with pytest.raises(OptionError, match="exact | digits-end"):
        matches("fuzzy", "1", "1")
