"""Every fault of a format is found, with or without a number, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.matching.connectors import CONNECTORS
from toolkit.matching.fault_texts import TEXTS, shown
from toolkit.matching.format_fit import (
    NUMBER_CHECKS,
    cuts_url,
    digits_fit,
    is_asked_already,
    is_leftover,
    is_truncated,
    spells_e164,
    writes_other_country,
)
from toolkit.matching.formats import render
from toolkit.matching.lint import FORMAT_CHECKS, LIST_CHECKS, Fault, lint
from toolkit.matching.lookup import search_terms

US, LONDON, NEWER = "+14155550100", "+442079460018", "+12275550100"
FORMAT = st.text(st.sampled_from("#*+ (-).014x&%"), max_size=14)
NUMBER = st.sampled_from([US, LONDON, NEWER, "+390612345678", "+80012345678", "12"])

WITHOUT_A_NUMBER = [
    ("clio", "(###) ###-####,###-###-####", []),
    ("clio", "(###) ###-####, ###-###-####", ["space-after-comma"]),
    ("netsuite", "###, ##", ["space-after-comma"]),
    ("insightly", "###, ##", ["e164-not-searched"]),
    ("insightly", "###,  ##", ["e164-not-searched", "space-after-comma"]),
    ("insightly", "+1##", ["literal-digits-everywhere", "plus-decoded-as-space"]),
    ("vinsolutions", "###, ##", []),
    ("clio", "###,", ["empty-segment"]),
    ("vinsolutions", "###,", []),
    ("netsuite", "### ", ["stray-space"]),
    ("netsuite", "###\t##", ["stray-space"]),
    ("clio", "XXX-XXX-XXXX", ["no-placeholder"]),
    ("netsuite", "+1 ###-###-####", ["literal-digits-everywhere"]),
    ("netsuite", "### x", ["literal-text"]),
    ("netsuite", "###,***", ["duplicate-term"]),
    ("netsuite", "'###'", ["breaks-query"]),
    ("clio", "'###'", []),
    ("clio", "###&###", ["url-characters"]),
    ("netsuite", "###&###", []),
    ("clio", "+###", ["plus-decoded-as-space"]),
    ("clio", "#,##,###,####", ["more-than-three"]),
    ("insightly", "###", ["e164-not-searched"]),
    ("insightly", "", ["e164-not-searched"]),
    ("pipedrive", "### x,###", ["formats-ignored"]),
    ("pipedrive", "", []),
]  # fmt: skip
FOR_A_NUMBER = [
    ("clio", "(###) ###-####", US, []),
    ("clio", "(###) ###-###", US, ["truncated"]),
    ("clio", "(###) ###-#####", US, ["leftover"]),
    ("clio", "+1 (###) ###-####", US, ["plus-decoded-as-space"]),
    ("netsuite", "+1 (###) ###-####", US, []),
    ("netsuite", "+1 (###) ###-####", LONDON, ["foreign-collision"]),
    ("netsuite", "0## #### ####", US, ["literal-digits-everywhere"]),
    ("netsuite", "0## #### ####", LONDON, []),
    ("netsuite", "+1##########", US, ["duplicate-term"]),
    ("clio", "(###) ###-####", NEWER, ["stale-metadata"]),
    ("clio", "", NEWER, []),
    ("insightly", "+1##########", NEWER, ["stale-metadata", "plus-decoded-as-space"]),
    ("clio", "###", "+1415", ["invalid-number"]),
    ("bullhorn", "", "+1415", ["invalid-number"]),
    ("bullhorn", "###", NEWER, ["formats-ignored", "stale-metadata"]),
    ("pipedrive", "", "+1415", ["invalid-number", "short-number"]),
    ("netsuite", "", "+1415", ["short-number"]),
    ("netsuite", "###", "+1415", ["invalid-number"]),
    ("redtail", "", "101", ["invalid-number", "short-number"]),
    ("netsuite", "", "101", []),
    ("googleSheets", "", "101", ["blank-finds-blank"]),
    ("googleSheets", "", US, []),
    ("insightly", "+1##########", US, ["plus-decoded-as-space"]),
    ("insightly", "+1##########", LONDON,
     ["e164-not-searched", "plus-decoded-as-space", "foreign-collision"]),
]  # fmt: skip


# What a connector does with every list, or every number, has tests of its own below.
OF_THE_CONNECTOR = {"leave-empty", "plus-decoded-as-space"}


def codes_of(faults: list[Fault]) -> list[str]:
    return [
        fault.code
        for fault in faults
        if fault.format is not None or fault.code not in OF_THE_CONNECTOR
    ]


@pytest.mark.parametrize(("name", "formats", "codes"), WITHOUT_A_NUMBER)
def test_lists(name: str, formats: str, codes: list[str]) -> None:
    assert codes_of(lint(formats, name)) == codes


@pytest.mark.parametrize(("name", "formats", "number", "codes"), FOR_A_NUMBER)
def test_lists_for_a_number(
    name: str, formats: str, number: str, codes: list[str]
) -> None:
    assert codes_of(lint(formats, name, number)) == codes


def test_leave_empty_where_formats_narrow_the_search() -> None:
    assert lint("###", "netsuite")[0].code == "leave-empty"
    assert "rule digits-end with nothing set" in lint("###", "netsuite")[0].text
    assert lint("", "netsuite") == []
    for name in ("clio", "insightly", "vinsolutions", "getcontact"):
        assert "leave-empty" not in [fault.code for fault in lint("###", name)]


@pytest.mark.parametrize(
    ("name", "formats", "number", "is_said"),
    [
        ("clio", "", US, True),
        ("clio", "", "101", False),
        ("insightly", "###", US, False),
        ("insightly", "", US, False),
        ("pipedrive", "", US, False),
        ("pipedrive", "", "+1415", True),
        ("netsuite", "###", US, False),
    ],
)
def test_the_plus_of_the_number_itself(
    name: str, formats: str, number: str, is_said: bool
) -> None:
    faults = lint(formats, name, number)
    said = [fault for fault in faults if fault.code == "plus-decoded-as-space"]
    assert bool(said) is is_said
    for fault in said:
        assert fault.format is None
        assert fault.text.startswith("The number holds a plus")


def test_every_code_has_a_text_and_a_place_in_the_order() -> None:
    checked = {*LIST_CHECKS, *FORMAT_CHECKS, *NUMBER_CHECKS}
    assert checked == set(TEXTS)


def test_texts_name_what_happens_instead() -> None:
    fault = lint("###", "clio", NEWER)[0]
    assert fault.text.endswith("is older than the number: formats are left out.")
    fault = lint("+1##########", "insightly", NEWER)[0]
    assert fault.text.endswith("number: it is not searched for at all.")
    fault = lint("", "pipedrive", NEWER)[0]
    assert fault.text.endswith("number: it is searched for as it came.")


def test_a_cut_address_is_said_where_the_placeholder_is_a_hash() -> None:
    *_, hash_left = lint("(###) ###-#####", "clio", US)
    *_, star_left = lint("(***) ***-*****", "clio", US)
    assert "# ends the address" in hash_left.text
    assert "address" not in star_left.text


def test_to_dict() -> None:
    assert lint("###,", "clio")[0].to_dict() == {
        "code": "empty-segment",
        "format": "",
        "text": "An empty format is searched for all the same: a request that finds "
        "nobody.",
    }


def test_a_number_typed_as_a_format_is_not_shown() -> None:
    assert shown("4155550100") == '"4155..."'
    (fault,) = lint("4155550100", "clio")
    assert "555" not in fault.text.replace("4155...", "")


@given(st.lists(FORMAT, max_size=4), st.sampled_from(list(CONNECTORS)), NUMBER)
def test_texts_are_plain_sentences_without_the_number(
    formats: list[str], name: str, number: str
) -> None:
    for fault in lint(formats, name, number):
        assert fault.text[0] == fault.text[0].upper()
        assert fault.text.endswith(".")
        assert "{" not in fault.text.replace(shown(fault.format or ""), "")
        assert len(number) < 4 or number[3:] not in fault.text


@given(FORMAT, st.integers(1, 14))
def test_a_format_is_cut_or_left_over_or_fits(format: str, n_digits: int) -> None:
    term = render(format, "9" * n_digits)
    if is_truncated(format, n_digits):
        assert 0 < term.count("9") < n_digits
    if is_leftover(format, n_digits):
        assert term.count("9") == n_digits
        assert set("#*") & set(term)


@given(st.lists(FORMAT, min_size=1, max_size=3), st.sampled_from(["clio", "netsuite"]))
def test_a_term_that_is_asked_already_stands_twice(
    formats: list[str], name: str
) -> None:
    place = len(formats) - 1
    record = CONNECTORS[name]
    if is_asked_already(record, formats, place, 1, 10):
        terms = search_terms(US, formats, connector=name)
        assert len(set(terms)) < len(terms)


@pytest.mark.parametrize(
    ("format", "country", "fits", "other"),
    [
        ("###", 1, True, False),
        ("1 ###", 1, True, False),
        ("1 ###", 44, False, True),
        ("0 ###", 44, True, False),
        ("0 ###", 1, False, False),
        ("+44 ###", 1, False, True),
        ("415 ###", 1, False, False),
        ("+1 0 ###", 1, False, False),
        ("### x7", 1, False, False),
        ("12345", 44, True, False),
    ],
)
def test_digits_of_a_format(format: str, country: int, fits: bool, other: bool) -> None:
    assert digits_fit(format, country) is fits
    assert writes_other_country(format, country) is other


def test_e164_is_spelled_out_by_a_format() -> None:
    assert spells_e164("+44***", 44)
    assert not spells_e164("+44***", 1)
    assert not spells_e164("44###")


def test_only_pasted_terms_are_cut() -> None:
    assert cuts_url(CONNECTORS["clio"], "**#", 2)
    assert not cuts_url(CONNECTORS["clio"], "#**", 2)
    assert not cuts_url(CONNECTORS["netsuite"], "###", 2)
