"""What a CRM reads of a pasted term; `test_recordings.py` has what it then finds."""

from __future__ import annotations

import pytest
import servers
from hypothesis import given
from hypothesis import strategies as st

from toolkit.crm.memory import MemoryCrm
from toolkit.crm.wire import node_target
from toolkit.errors import OptionError
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
# Characters that mean something in a URL, and some that do not.
TERMS = st.text(st.sampled_from("+#*&%%%4142Cc3a9 ()-.\t\n=é٣"), max_size=12)


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
