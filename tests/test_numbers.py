"""Numbers: text to E.164, country code and national number."""

from __future__ import annotations

import pytest

from toolkit.errors import NumberError, OptionError
from toolkit.matching.numbers import e164, known_region, parse_number


def test_leading_zero_is_kept_where_the_plan_has_one() -> None:
    number = parse_number("+39 06 1234 5678")
    assert number is not None
    assert (number.country_code, number.national) == (39, "0612345678")
    assert number.e164 == "+390612345678"


def test_extension_is_apart() -> None:
    number = parse_number("(415) 555-0100 x12", "US")
    assert number is not None
    assert (number.e164, number.extension) == ("+14155550100", "12")


@pytest.mark.parametrize("text", ["", "N/A", "☎", "12345678901234567890", "٠"])
def test_junk_is_no_number(text: str) -> None:
    assert parse_number(text, "US") is None


def test_repr_does_not_show_the_number() -> None:
    assert "555" not in repr(parse_number("+14155550100"))


def test_e164_error_does_not_show_the_text() -> None:
    with pytest.raises(NumberError, match="expected a phone number") as caught:
        e164("call 555", None)
    assert "555" not in str(caught.value)


def test_region_is_checked() -> None:
    assert known_region("de") == "DE"
    with pytest.raises(OptionError, match="two-letter country code"):
        known_region("UK")
