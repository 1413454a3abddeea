"""The terms of each connector, by hand, and the lookups that search for nothing."""

from __future__ import annotations

import pytest

from toolkit.errors import ConnectorError
from toolkit.matching.connectors import connector as record_of
from toolkit.matching.lookup import (
    UNDEFINED,
    RepeatedParameter,
    is_true,
    read_lookup,
    search_terms,
)

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


def test_an_extension_is_refused_or_searched_as_it_is() -> None:
    for flag in (True, "true"):
        assert search_terms("101", FORMATS, connector="clio", is_extension=flag) == []
        assert search_terms("101", connector="template", is_extension=flag) == ["101"]
    assert read_lookup(record_of("clio"), "101", is_extension=True).reply


@pytest.mark.parametrize("flag", [False, "false", "", "True"])
def test_only_true_means_extension(flag: bool | str) -> None:
    assert not is_true(flag)
    assert search_terms("101", connector="clio", is_extension=flag) == ["101"]


@pytest.mark.parametrize("given", [UNDEFINED, None, RepeatedParameter(["###", "##"])])
def test_what_a_client_sends_instead_of_formats(given: object) -> None:
    with pytest.raises(ConnectorError, match="split"):
        search_terms(US, given, connector="insightly")  # type: ignore[arg-type]
    assert search_terms(US, given, connector="netsuite") == []  # type: ignore[arg-type]
    assert search_terms(US, given, connector="redtail") == [US[2:]]  # type: ignore[arg-type]


def test_a_list_of_the_empty_text_is_no_list() -> None:
    assert search_terms(US, [""], connector="netsuite") == [US[2:]]
    assert not read_lookup(record_of("netsuite"), US, [""]).formats_set
    assert read_lookup(record_of("netsuite"), US, ["", ""]).terms == (US, "", "")


def test_a_sheet_that_is_not_chosen_is_not_searched() -> None:
    user = {"userSettings": {"googleSheetsUrl": {"value": ""}}}
    assert search_terms(US, connector="googleSheets", user=user) == []


def test_an_invalid_number_is_refused_where_the_connector_does() -> None:
    lookup = read_lookup(record_of("bullhorn"), NEW_CODE)
    assert lookup.terms == ()
    assert lookup.reply is record_of("bullhorn").on_invalid


def test_repr_shows_no_number() -> None:
    assert repr(read_lookup(record_of("clio"), US)) == "<Lookup with 1 terms>"
