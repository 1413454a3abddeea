"""A form-decoding CRM reads the terms that were recorded as found by it."""

from __future__ import annotations

from typing import Any

import pytest
import recordings_crm as stand_in
import servers
from hypothesis import given
from hypothesis import strategies as st

from toolkit.crm.memory import MemoryCrm
from toolkit.crm.wire import node_target
from toolkit.errors import ConnectorError, OptionError
from toolkit.matching.connectors import CONNECTORS, INSIDE, LAST
from toolkit.matching.get_contact import get_contact
from toolkit.matching.wire import (
    FORM_DECODED,
    known_wire,
    read_places,
    read_term,
    wire_text,
)

PASTING = [name for name, record in CONNECTORS.items() if record.pasted]
RECORDED = [name for name in PASTING if name != "pipedrive-reference"]
# Characters that mean something in a URL, and some that do not.
TERMS = st.text(st.sampled_from("+#*&%%%4142Cc3a9 ()-.\t\n=é٣"), max_size=12)


def found_on_the_wire(vector: dict[str, Any], crm: MemoryCrm) -> list[Any] | None:
    try:
        answer = get_contact(
            vector["phoneNumber"],
            crm=crm,
            connector=vector["connector"],
            overriding_format=stand_in.overriding_format(vector),
            is_extension=stand_in.is_extension(vector),
            user={"userSettings": vector.get("settings", {})},
            wire=FORM_DECODED,
        )
    except ConnectorError:
        return None
    listed = answer.to_dict()["matchedContactInfo"]
    return None if listed is None else [each["id"] for each in listed]


@pytest.mark.parametrize("name", [*RECORDED, "netsuite", "vinsolutions", "bullhorn"])
def test_recorded_lookups_of_a_form_decoding_crm(name: str) -> None:
    recorded = stand_in.load()
    crms = {
        table: MemoryCrm(stand_in.contacts_of(name, rows))
        for table, rows in recorded["tables"].items()
    }
    n_checked = 0
    for vector in recorded["vectors"]:
        if vector["connector"] != name or "fail" in vector or vector["i"] == 1639:
            continue
        where = vector["contacts"]
        listed = isinstance(where, list)
        crm = MemoryCrm(stand_in.contacts_of(name, where)) if listed else crms[where]
        result = vector.get("result", {})
        expected = vector.get("wireMatched", result.get("matched"))
        assert found_on_the_wire(vector, crm) == expected, f"vector {vector['i']}"
        n_checked += 1
    assert n_checked > 100


def test_the_connectors_that_paste() -> None:
    assert set(PASTING) == {
        "clio", "insightly", "pipedrive", "pipedrive-reference", "redtail"
    }  # fmt: skip
    assert CONNECTORS["redtail"].pasted == LAST


@given(TERMS)
def test_the_rule_agrees_with_the_url_that_is_sent(term: str) -> None:
    sent = node_target(f"/find?term={term}&fields=id")
    read = servers.read_query(sent, plus_is_space=True)
    assert read_term(term, INSIDE) == read["term"]


@given(TERMS)
def test_the_rule_agrees_where_the_term_is_last(term: str) -> None:
    sent = node_target(f"/find?term={term}")
    read = servers.read_query(sent, plus_is_space=True)
    assert read_term(term, LAST) == read["term"]


@given(TERMS, st.sampled_from([INSIDE, LAST]))
def test_places_point_at_the_characters_read(term: str, pasted: str) -> None:
    for char, place in read_places(term, pasted):
        assert place < 0 or char == term[place].replace("+", " ")


def test_terms_as_built_and_terms_that_are_not_pasted_stay() -> None:
    clio, netsuite = CONNECTORS["clio"], CONNECTORS["netsuite"]
    assert wire_text("+1#", clio, "as-built") == "+1#"
    assert wire_text("+1#", netsuite, FORM_DECODED) == "+1#"
    assert wire_text("+1#", clio, FORM_DECODED) == " 1"
    assert wire_text(None, clio, FORM_DECODED) is None


def test_an_unknown_wire_is_refused() -> None:
    with pytest.raises(OptionError, match="expected as-built | form-decoded"):
        known_wire("urlencoded")
    with pytest.raises(OptionError, match="wire: expected as-built"):
        get_contact("+14155550100", crm=MemoryCrm([]), wire="no")


def test_a_lone_surrogate_is_replaced() -> None:
    assert read_term("\ud800") == "\ufffd"
