"""The terms of each connector, by hand."""

from __future__ import annotations

import pytest

from toolkit.matching.terms import search_terms

US, LONDON, NEW_CODE = "+14155550100", "+442079460018", "+12275550100"
FORMATS = "(###) ###-####, ###.###.####"


@pytest.mark.parametrize(
    ("connector", "formats", "terms"),
    [
        ("getcontact", "", [US]),
        ("getcontact", FORMATS, [US, "(415) 555-0100", "415.555.0100"]),
        ("clio", "", [US]),
        ("clio", FORMATS, [US, "(415) 555-0100", " 415.555.0100"]),
        ("insightly", "", ["4155550100"]),
        ("insightly", FORMATS, ["(415) 555-0100", "415.555.0100"]),
        ("netsuite", "", ["4155550100"]),
        ("netsuite", FORMATS, [US, "(415) 555-0100", " 415.555.0100"]),
        ("bullhorn", FORMATS, ["4155550100"]),
        ("pipedrive", FORMATS, ["4155550100"]),
        ("redtail", FORMATS, ["4155550100"]),
        ("googleSheets", FORMATS, [US]),
        ("template", FORMATS, [US]),
        ("vinsolutions", "", ["4155550100", US, "+1415-555-0100", "14155550100"]),
        ("pipedrive-reference", FORMATS, ["4155550100"]),
    ],
)
def test_terms(connector: str, formats: str, terms: list[str]) -> None:
    assert search_terms(US, formats, connector=connector) == terms


def test_a_number_newer_than_the_metadata_loses_its_formats() -> None:
    assert search_terms(NEW_CODE, FORMATS, connector="clio") == [NEW_CODE]
    assert search_terms(NEW_CODE, FORMATS, connector="insightly") == []
    assert len(search_terms(NEW_CODE, FORMATS, connector="getcontact")) == 3


def test_a_format_is_used_for_every_country() -> None:
    terms = search_terms(LONDON, "+1 (###) ###-####", connector="clio")
    assert terms == [LONDON, "+1 (207) 946-0018"]


def test_equal_terms_are_searched_once_where_the_connector_does() -> None:
    terms = search_terms(US, "##########", connector="vinsolutions")
    assert terms[0] == "4155550100"
    assert len(terms) == 4


def test_a_refused_number_has_no_terms() -> None:
    assert search_terms("101", FORMATS, connector="pipedrive") == []
