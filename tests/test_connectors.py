"""Connectors are records; adding one is adding a record."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from toolkit.crm.memory import MemoryCrm
from toolkit.errors import OptionError
from toolkit.matching.connectors import (
    CONNECTORS,
    E164,
    FORMATS,
    NATIONAL,
    RAW,
    Connector,
    connector,
)
from toolkit.matching.contacts import Contact
from toolkit.matching.get_contact import get_contact
from toolkit.matching.lookup import search_terms

ACME = Connector(
    name="acme",
    title="Acme CRM",
    source="a test",
    terms_empty=(NATIONAL,),
    terms_set=(FORMATS, E164),
    invalid_empty=(RAW,),
    invalid_set=(RAW,),
    requests_per_contact=3,
)


def test_a_new_record_is_a_new_connector() -> None:
    crm = MemoryCrm([Contact("a", phones=(("phone", "415-555-0100"),))])
    answer = get_contact(
        "+14155550100", crm=crm, connector=ACME, overriding_format="###-###-####"
    )
    assert search_terms("+14155550100", "###-###-####", connector=ACME) == [
        "415-555-0100",
        "+14155550100",
    ]
    assert [found.contact.id for found in answer.found] == ["a"]
    assert answer.requests == 2 + 3


def test_records_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        ACME.name = "other"  # type: ignore[misc]


def test_unknown_connector_names_those_there_are() -> None:
    with pytest.raises(OptionError, match="expected getcontact .* got 'hubspot'"):
        connector("hubspot")


@pytest.mark.parametrize("record", CONNECTORS.values(), ids=lambda each: each.name)
def test_every_record_says_where_it_is_from(record: Connector) -> None:
    is_documented = record.name in ("getcontact", "pipedrive-reference")
    if is_documented:
        assert "page" in record.source
    else:
        assert record.source == (
            f"src/connectors/{record.name}/index.ts at fa94f96c (2026-08-22)"
        )
    assert record.safe_placeholder in "#*"
    assert record.cleanup_target in ("e164", "national")


def test_requests() -> None:
    assert connector("insightly").requests(n_terms=3, n_contacts=5) == 12
    assert connector("redtail").requests(n_terms=1, n_contacts=4) == 2
    assert connector("redtail").requests(n_terms=0, n_contacts=0) == 0


def test_roles_a_connector_does_not_search() -> None:
    assert connector("insightly").searches_role("home") is None
    assert connector("insightly").searches_role("mobile") == 1
    assert connector("netsuite").searches_role("alt") == 1
    assert connector("clio").searches_role("callback") == 0
    assert replace(ACME, searches=()).searches_role("phone") is None
