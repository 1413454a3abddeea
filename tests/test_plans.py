"""Numbering plans: the installed one is phonenumbers', the other the connectors'."""

from __future__ import annotations

import random
import re

import build_metadata
import fuzz_numbers
import phonenumbers
import pytest

from toolkit.errors import OptionError
from toolkit.matching.countries import Country, read_country
from toolkit.matching.country_rules import CountryRules
from toolkit.matching.number_text import read_digits
from toolkit.matching.plans import NumberingPlan, installed_plan, plan

NEWER_AREA_CODES = (
    *(227, 235, 257, 324, 327, 329, 353, 363, 369, 532),
    *(633, 645, 686, 728, 730, 748, 821, 879, 942, 975),
)
LONGEST = 17  # digits of a text that `read_digits` reads without fail
E164_STYLES = (
    lambda code, inner, digits: f"{code}{digits}",
    lambda code, inner, digits: f"{code}{inner}{digits}",
    lambda code, inner, digits: f"{code}{inner}{inner}{digits}",
)


def e164_digits(n_numbers: int, seed: int) -> list[str]:
    """Digits of numbers of all regions, sound and spoilt, with prefixes in front."""
    draw = random.Random(seed)
    found = []
    for number in range(n_numbers):
        region = fuzz_numbers.REGIONS[number % len(fuzz_numbers.REGIONS)]
        code, digits = fuzz_numbers.national_digits(draw, region)
        inner = draw.choice(["0", "1", "8", "9", "15", "01", "06", "00"])
        code = draw.choice([code] * 30 + [draw.randrange(1000)])
        found.append(draw.choice(E164_STYLES)(code, inner, digits))
    return found


def by_phonenumbers(text: str) -> tuple[int, str, bool] | None:
    try:
        number = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException:
        return None
    national = phonenumbers.national_significant_number(number)
    return number.country_code, national, phonenumbers.is_valid_number(number)


def in_international_form(n_texts: int, seed: int) -> list[str]:
    """Texts of cells that begin with a plus, in many styles, and junk."""
    texts, _ = fuzz_numbers.cells(n_texts, seed)
    return [text if "+" in text else f"+{text}" for text in texts]


@pytest.mark.parametrize(
    ("digits", "split"),
    [
        ("14155550100", (1, "4155550100", True)),
        ("442079460018", (44, "2079460018", True)),
        ("4402079460018", (44, "2079460018", True)),
        ("390612345678", (39, "0612345678", True)),
        ("1415555010", (1, "415555010", False)),
        ("5215512345678", (52, "5512345678", True)),
        ("5491123456789", (54, "91123456789", True)),
        ("540111523456789", (54, "91123456789", True)),
        ("22961234567", (229, "61234567", True)),
        ("2290161234567", (229, "0161234567", False)),
        ("2250123456789", (225, "0123456789", True)),
        ("999123456789", None),
        ("0441234567", None),
        ("44", None),
        ("441", None),
        ("4" * 30, None),
        ("", None),
    ],
)
def test_recorded_plan_splits_known_numbers(
    digits: str, split: tuple[int, str, bool] | None
) -> None:
    assert plan("8.13.24").split(digits) == split


@pytest.mark.parametrize("area_code", NEWER_AREA_CODES)
def test_newer_area_codes_are_invalid_to_the_recorded_plan(area_code: int) -> None:
    digits = f"1{area_code}5550100"
    assert plan("8.13.24").split(digits) == (1, digits[1:], False)
    assert installed_plan().split(digits) == (1, digits[1:], True)


@pytest.mark.parametrize("code", fuzz_numbers.NON_GEOGRAPHIC)
def test_codes_of_no_country_are_unparsable_to_the_recorded_plan(code: int) -> None:
    digits = f"{code}12345678"
    assert plan("8.13.24").split(digits) is None
    assert plan("8.13.24").rules(code) is None
    assert installed_plan().split(digits) is not None


@pytest.mark.parametrize(
    "text", ["tel:+14155550100", "\uff0b14155550100", " +14155550100", "4155550100", ""]
)
def test_recorded_plan_wants_an_ascii_plus_in_front(text: str) -> None:
    assert plan("8.13.24").parse(text) is None


@pytest.mark.parametrize(
    ("text", "split", "extension"),
    [
        ("+44(0)20 7946 0018", (44, "2079460018", True), None),
        ("+1 415 555 0100;ext=101", (1, "4155550100", True), "101"),
        ("+1415-555-0100 x 7", (1, "4155550100", True), "7"),
        ("+\uff11\uff14155550100", (1, "4155550100", True), None),
        ("+12x345", (1, "2345", False), None),
        ("+1-800-MICROSOFT", (1, "800642767638", False), None),
        ("+49 1234 5678 9012 3456 7", (49, "12345678901234567", False), None),
        ("+49 1234 5678 9012 3456 78", None, None),
        ("++14155550100", (1, "4155550100", True), None),
        ("+1 ext 234", None, None),
        ("+tel:+14155550100;phone-context=a.b", (1, "4155550100", True), None),
    ],
)
def test_recorded_plan_parses_texts(
    text: str, split: tuple[int, str, bool] | None, extension: str | None
) -> None:
    assert plan("8.13.24").parse(text) == split
    read = read_digits(text)
    assert extension == (read.extension if read else None)


def test_installed_plan_splits_as_phonenumbers_does() -> None:
    for digits in e164_digits(5000, seed=1):
        assert installed_plan().split(digits) == by_phonenumbers(f"+{digits}"), digits


def test_installed_plan_parses_as_phonenumbers_does() -> None:
    for text in in_international_form(4000, seed=2):
        if len(phonenumbers.normalize_digits_only(text)) <= LONGEST:
            assert installed_plan().parse(text) == by_phonenumbers(text), text


def test_extensions_are_those_of_phonenumbers() -> None:
    for text in in_international_form(2000, seed=3):
        if by_phonenumbers(text) is None:
            continue
        read = read_digits(text)
        assert read is not None
        assert read.extension == (phonenumbers.parse(text, None).extension or None)


def test_international_is_as_phonenumbers_writes_it() -> None:
    style = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    for digits in e164_digits(3000, seed=4):
        split = installed_plan().split(digits)
        if split is None:
            continue
        number = phonenumbers.parse(f"+{digits};ext=12", None)
        written = installed_plan().international(split[0], split[1], number.extension)
        assert written == phonenumbers.format_number(number, style)


def test_recorded_international_has_no_spaces_but_keeps_its_marks() -> None:
    written = plan("8.13.24").international(1, "4155550100", "101")
    assert written.replace(" ", "") == "+1415-555-0100ext.101"


def test_generator_records_what_is_installed() -> None:
    text = build_metadata.module_text("0.0.0", "1970-01-01")
    module: dict[str, str] = {}
    exec(compile(text, "generated", "exec"), module)
    lines = module["COUNTRIES"].strip().splitlines()
    recorded = {country.code: country for country in map(Country.from_json, lines)}
    assert set(recorded) == set(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)
    for code, country in recorded.items():
        assert country == read_country(code)


def test_every_recorded_country_can_be_used() -> None:
    recorded = plan("8.13.24")
    for code in recorded.codes:
        rules = recorded.rules(code)
        if rules is not None:
            assert rules.is_valid("1") is False
            assert rules.international("1").startswith(f"+{code} ")


def test_rules_of_a_country_are_loaded_once() -> None:
    asked = []

    def country(code: int) -> Country:
        asked.append(code)
        return read_country(code)

    lazy = NumberingPlan("test", frozenset({44, 49}), country)
    assert [lazy.split("442079460018") for _ in range(3)][0] == (44, "2079460018", True)
    assert asked == [44]
    assert isinstance(lazy.rules(44), CountryRules)


def test_unknown_release_is_named() -> None:
    with pytest.raises(OptionError, match=re.escape("expected one of 8.13.24")):
        plan("1.0")


def test_international_wants_a_code_of_the_plan() -> None:
    with pytest.raises(OptionError, match="expected a country calling code"):
        plan("8.13.24").international(800, "12345678")


def test_repr_names_the_release() -> None:
    assert repr(plan("8.13.24")) == "NumberingPlan('8.13.24')"
