"""Rendering a format and inferring it from a cell are exact inverses."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import FormatError
from toolkit.matching.formats import (
    NoFormat,
    canonical,
    infer,
    join_formats,
    parse_formats,
    placeholders,
    render,
    why_no_format,
)

STYLES = (
    phonenumbers.PhoneNumberFormat.E164,
    phonenumbers.PhoneNumberFormat.INTERNATIONAL,
    phonenumbers.PhoneNumberFormat.NATIONAL,
    phonenumbers.PhoneNumberFormat.RFC3966,
)
TYPES = range(11)


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_every_region_in_every_style(region: str) -> None:
    for kind in TYPES:
        number = phonenumbers.example_number_for_type(region, kind)
        if number is None:
            continue
        national = phonenumbers.national_significant_number(number)
        for style in STYLES:
            cell = phonenumbers.format_number(number, style)
            format = infer(cell, national)
            if format is None:
                assert why_no_format(cell, national) is not None
            else:
                assert render(format, national) == cell
                assert placeholders(format) == len(national)


@given(st.text(max_size=30), st.text("0123456789", max_size=15))
def test_infer_is_the_inverse_or_says_why(cell: str, national: str) -> None:
    format, reason = infer(cell, national), why_no_format(cell, national)
    assert (format is None) == (reason is not None)
    if format is not None:
        assert render(format, national) == cell


@given(st.text("#*-() +x0", max_size=20), st.text("0123456789", max_size=15))
def test_render_follows_the_connectors_loop(format: str, national: str) -> None:
    expected = format
    for digit in national:
        places = [i for i, char in enumerate(expected) if char in "#*"]
        if places:
            first = places[0]
            expected = expected[:first] + digit + expected[first + 1 :]
    assert render(format, national) == expected


@pytest.mark.parametrize(
    ("cell", "national", "format"),
    [
        ("+39 06 1234 5678", "0612345678", "+39 ## #### ####"),
        ("020 7946 0018", "2079460018", "0## #### ####"),
        ("(415) 555-0100 #12", "4155550100", "(###) ###-#### #12"),
        ("4155550100 4155550100", "4155550100", "4155550100 ##########"),
    ],
)
def test_infer(cell: str, national: str, format: str) -> None:
    assert infer(cell, national) == format


@pytest.mark.parametrize(
    ("cell", "national", "reason"),
    [
        ("N/A", "", NoFormat.NO_NUMBER),
        ("415-555-0199", "4155550100", NoFormat.DIGITS_DIFFER),
        ("415,555-0100", "4155550100", NoFormat.COMMA),
        ("*415-555-0100", "4155550100", NoFormat.PLACEHOLDER),
    ],
)
def test_why_no_format(cell: str, national: str, reason: NoFormat) -> None:
    assert why_no_format(cell, national) is reason
    assert infer(cell, national) is None


def test_a_full_width_star_is_no_placeholder() -> None:
    assert render("＊#", "12") == "＊1"


def test_leftover_keeps_its_own_placeholder() -> None:
    assert render("##*-*#", "123") == "123-*#"


def test_parse_splits_at_every_comma_and_trims_nothing() -> None:
    assert parse_formats("a,, b ,") == ("a", "", " b ", "")
    assert parse_formats([]) == ()
    assert join_formats(parse_formats("a,, b ,")) == "a,, b ,"


def test_a_format_in_a_list_may_not_hold_a_comma() -> None:
    with pytest.raises(FormatError, match="without a comma"):
        parse_formats(["###,###"])


def test_canonical() -> None:
    assert canonical("(***) ###") == "(###) ###"
    assert canonical("(***) ###", placeholder="*") == "(***) ***"
