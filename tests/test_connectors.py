"""Connectors are records; adding one is adding a record."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest
from small_exports import read_pair

from toolkit.analysis.matches import match
from toolkit.analysis.measures import measure
from toolkit.analysis.recommend import recommend
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
from toolkit.reporting.report import write_report
from toolkit.reporting.terminal_recommendation import recommendation_text
from toolkit.reporting.terminal_results import measurement_text

UPSTREAM = (
    "clio", "insightly", "netsuite", "vinsolutions", "bullhorn", "pipedrive",
    "redtail", "googleSheets", "template",
)  # fmt: skip
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


def test_a_new_record_goes_the_whole_way(tmp_path: Path) -> None:
    """Measured, recommended, written and printed without a word elsewhere."""
    rows = [["(212) 555-0123"], ["+12125550124"]]
    calls, contacts = read_pair(tmp_path, ["+12125550123", "+12125550124"] * 30, rows)
    rec = recommend(calls, contacts, connector=ACME)
    assert (rec.formats, rec.recommended.reach) == (("(###) ###-####",), 1)
    assert write_report(rec, tmp_path / "report")
    assert "(acme, region US)" in recommendation_text(rec)
    measured = measure(calls, contacts, rec.overriding_format, connector=ACME)
    assert "(acme, region US)" in measurement_text(measured)
    assert match(calls, contacts, connector=ACME)["n_contacts"].sum() == 0


def test_records_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        ACME.name = "other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("terms_set", ("format",), "expected raw | e164 .* got 'format'"),
        ("rule_set", "fuzzy", "rule_set of the connector 'acme': expected exact"),
        ("pasted", "inside", None),
        ("pasted", "whole", "got 'whole'"),
        ("safe_placeholder", "?", "got '?'"),
        ("cleanup_target", "E.164", "expected e164 | national"),
        ("returned_phone", "home", "expected asked"),
    ],
)
def test_a_record_of_unknown_words_is_refused(
    field: str, value: object, said: str | None
) -> None:
    if said is None:
        assert getattr(replace(ACME, **{field: value}), field) == value
        return
    with pytest.raises(OptionError, match=said):
        replace(ACME, **{field: value})


def test_unknown_connector_names_those_there_are() -> None:
    with pytest.raises(OptionError, match="expected getcontact .* got 'hubspot'"):
        connector("hubspot")


@pytest.mark.parametrize("name", UPSTREAM)
def test_a_record_names_its_file_commit_and_date(name: str) -> None:
    source = f"src/connectors/{name}/index.ts at fa94f96c (2026-08-22)"
    assert CONNECTORS[name].source == source


@pytest.mark.parametrize("record", CONNECTORS.values(), ids=lambda each: each.name)
def test_every_record_says_where_it_is_from(record: Connector) -> None:
    assert record.source
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
