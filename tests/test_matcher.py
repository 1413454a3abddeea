"""The column engine answers what a loop over get_contact answers."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.columns.matcher import ColumnMatcher, search_cells
from toolkit.columns.numbers import Numbers
from toolkit.crm.memory import MemoryCrm
from toolkit.matching.connectors import (
    CONNECTOR_PLAN,
    CONNECTORS,
    DIGITS,
    E164,
    INSIDE,
    INTERNATIONAL,
    LAST,
    NATIONAL,
    RAW,
    Connector,
    Search,
)
from toolkit.matching.connectors import FORMATS as FORMATS_OF
from toolkit.matching.contacts import Contact
from toolkit.matching.formats import render
from toolkit.matching.get_contact import get_contact
from toolkit.matching.numbers import parse_number
from toolkit.matching.search_rules import SEARCH_RULES
from toolkit.matching.wire import AS_BUILT, FORM_DECODED, read_term

# Twenty countries' plans, valid or not, a non-geographic code and a newer area code.
STARTS = (
    "+1212555", "+1415555", "+1227555", "+44207946", "+4477009", "+4930", "+33170",
    "+390612", "+34910", "+31201", "+3221", "+4122", "+4520", "+4681", "+4721",
    "+353120", "+61255", "+64920", "+81335", "+5255", "+55119", "+91222", "+22901",
    "+800123", "+65", "+7495",
)  # fmt: skip
FORMATS = (
    "(###) ###-####", "###-###-####", "##########", "+1 (***) ***-****",
    "1##########", "+1##########", "0## #### ####", "0##########", "### ### ####",
    "###", "(###) ###-#### x5", "####-####-####-####", "+44 ## #### ####", "abc",
    "5551234", "", " ", " (###) ###-####", "#-*-#", "+############", "'###'",
    "415#######", "**********", "(###) ###-######", "(***) ***-******",
)  # fmt: skip
# Formats that a URL changes: cut short, escaped, emptied of tabs.
URL_FORMATS = (
    "+1 ### ###-####", "###&###-####", "%***-***-****", "%4#-###-####", "+", "%",
    "%C3%**######", "##%##%##%##", "#\t###\n######", "%23##########", "### ### ",
    "%2A**********", "0#########%#", "%2B1#######",
)  # fmt: skip
# Formats that nobody thought of: any characters, but the comma that separates formats.
MADE_UP = st.lists(st.text("##**##0145+ ()-.x'&%$\\é\t", max_size=14), max_size=2)
SLOW = [HealthCheck.too_slow]
Case = tuple[list[str], list[Contact], list[str]]
ROLES = ("phone", "mobile", "home", "work", "office", "alt", "other", "phone2")


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Give numbers, contacts written in formats (theirs or others'), and formats."""
    seed = draw(st.integers(0, 2**32))
    rng = random.Random(seed)
    texts = [
        rng.choice(STARTS) + "".join(rng.choices("0123", k=rng.choice([3, 4, 5, 6])))
        for _ in range(rng.randint(1, 8))
    ]
    numbers = sorted({number.e164 for number in map(parse_number, texts) if number})
    known = (*FORMATS, *URL_FORMATS) if draw(st.booleans()) else FORMATS
    formats = rng.choices(known, k=rng.randint(0, 3)) + draw(MADE_UP)
    rng.shuffle(formats)
    contacts = [
        Contact(place, phones=tuple(_phone(rng, numbers, formats) for _ in range(n)))
        for place, n in enumerate(rng.choices([1, 1, 2, 3], k=rng.randint(0, 8)))
    ]
    return numbers, contacts, formats


def _phone(
    rng: random.Random, numbers: list[str], formats: list[str]
) -> tuple[str, str]:
    number = parse_number(rng.choice(numbers)) if numbers else None
    if number is None:
        return "phone", "N/A"
    format = rng.choice([*formats, *FORMATS]) or "#"
    written = render(format, number.national)
    text = rng.choice(
        [
            written,
            written,
            read_term(written),
            read_term(number.e164),
            number.e164,
            number.e164[1:],
            number.national,
            f"x{number.national} ext 7",
            "undefined",
        ]
    )
    return rng.choice(ROLES), text or "-"


def batch(
    record: Connector,
    numbers: list[str],
    contacts: list[Contact],
    formats: list[str],
    rule: str | None,
    wire: str = AS_BUILT,
) -> list[tuple[list[int], int]]:
    """Give ids in order and number of terms, from the column engine."""
    cells = pd.DataFrame(
        [(c.id, role, text) for c in contacts for role, text in c.phones],
        columns=["contact", "role", "text"],
    ).astype({"contact": "int64"})
    columns = Numbers.from_e164(numbers)
    matcher = ColumnMatcher(
        columns,
        search_cells(cells, record, n_contacts=len(contacts)),
        record,
        search_rule=rule,
        wire=wire,
    )
    found = matcher.lookups(formats)
    return [
        (found.contact[found.number == row].tolist(), int(found.n_terms[row]))
        for row in range(len(numbers))
    ]


def loop(
    record: Connector,
    numbers: list[str],
    contacts: list[Contact],
    formats: list[str],
    rule: str | None,
    wire: str = AS_BUILT,
) -> list[tuple[list[int], int]]:
    """Give the same from get_contact, one number at a time."""
    crm = MemoryCrm(contacts)
    answers = []
    for number in numbers:
        answer = get_contact(
            number,
            crm=crm,
            connector=record,
            overriding_format=formats,
            search_rule=rule,
            wire=wire,
        )
        ids = dict.fromkeys(found.contact.id for found in answer.found)
        answers.append((list(ids), len(answer.terms)))
    return answers


@pytest.mark.parametrize("name", CONNECTORS)
@settings(max_examples=120, deadline=None, suppress_health_check=SLOW)
@given(case=cases())
def test_batch_equals_loop(
    name: str, case: tuple[list[str], list[Contact], list[str]]
) -> None:
    numbers, contacts, formats = case
    record = CONNECTORS[name]
    assert batch(record, numbers, contacts, formats, None) == loop(
        record, numbers, contacts, formats, None
    )


def some(words: Sequence[str], most: int) -> st.SearchStrategy[tuple[str, ...]]:
    """Give some of the words, in any order, none of them twice."""
    return st.lists(st.sampled_from(words), max_size=most, unique=True).map(tuple)


WHOLE = (RAW, E164, NATIONAL, DIGITS)
SEARCHES = (
    (Search(),),
    (Search("a", ("PHONE",), "A"), Search("a", ("MOBILE",), "A")),
    (Search("a", ("phone", "homePhone"), "A"), Search("b", ("altPhone",), "B")),
)
RULES = st.sampled_from(list(SEARCH_RULES))
RECORDS = st.builds(
    Connector,
    name=st.just("any"), title=st.just("Any"), source=st.just("a test"),
    terms_empty=some((*WHOLE, INTERNATIONAL), 3),
    terms_set=some((*WHOLE, INTERNATIONAL, FORMATS_OF), 4),
    invalid_empty=some(WHOLE, 2), invalid_set=some((*WHOLE, FORMATS_OF), 3),
    unparsable=st.sampled_from([RAW, "undefined", None]),
    stop_at_first=st.booleans(), unique_terms=st.booleans(),
    trims_space=st.booleans(), drops_empty=st.booleans(),
    plan=st.sampled_from([None, CONNECTOR_PLAN]),
    searches=st.sampled_from(SEARCHES), rule_empty=RULES, rule_set=RULES,
    unique_contacts=st.booleans(), blank_finds_blank=st.booleans(),
    breaks_on=st.sampled_from(["", "'", "x"]),
    pasted=st.sampled_from(["", INSIDE, LAST]),
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(
    record=RECORDS,
    case=cases(),
    rule=st.none() | RULES,
    wire=st.sampled_from([AS_BUILT, FORM_DECODED]),
)
def test_batch_equals_loop_for_a_record_nobody_has_written_yet(
    record: Connector, case: Case, rule: str | None, wire: str
) -> None:
    numbers, contacts, formats = case
    assert batch(record, numbers, contacts, formats, rule, wire) == loop(
        record, numbers, contacts, formats, rule, wire
    )


@pytest.mark.parametrize("rule", SEARCH_RULES)
@pytest.mark.parametrize("name", ["getcontact", "clio", "netsuite", "vinsolutions"])
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(case=cases())
def test_batch_equals_loop_under_other_rules(name: str, rule: str, case: Case) -> None:
    numbers, contacts, formats = case
    record = CONNECTORS[name]
    assert batch(record, numbers, contacts, formats, rule) == loop(
        record, numbers, contacts, formats, rule
    )


@pytest.mark.parametrize("rule", [None, *SEARCH_RULES])
@pytest.mark.parametrize("name", ["clio", "insightly", "redtail", "getcontact"])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(case=cases())
def test_batch_equals_loop_for_a_form_decoding_crm(
    name: str, rule: str | None, case: tuple[list[str], list[Contact], list[str]]
) -> None:
    numbers, contacts, formats = case
    record = CONNECTORS[name]
    if name == "getcontact":
        record = replace(record, pasted=LAST)
    assert batch(record, numbers, contacts, formats, rule, FORM_DECODED) == loop(
        record, numbers, contacts, formats, rule, FORM_DECODED
    )


def test_a_matcher_on_another_wire_shares_what_it_knows() -> None:
    cells = pd.DataFrame({"contact": [0], "role": ["phone"], "text": ["+14155550100"]})
    record = CONNECTORS["clio"]
    matcher = ColumnMatcher(
        Numbers.from_e164(["+14155550100"]),
        search_cells(cells, record, n_contacts=1),
        record,
    )
    assert matcher.lookups("").contact.tolist() == [0]
    decoded = matcher.on_wire(FORM_DECODED)
    assert decoded.lookups("").contact.tolist() == []
    assert decoded.plan is matcher.plan
    assert matcher.lookups("").contact.tolist() == [0]


def test_no_numbers_and_no_contacts() -> None:
    assert batch(CONNECTORS["clio"], [], [], ["###"], None) == []
    assert batch(CONNECTORS["clio"], ["+14155550100"], [], ["###"], None) == [([], 2)]


def test_repr_shows_no_number() -> None:
    cells = pd.DataFrame({"contact": [0], "role": ["phone"], "text": ["4155550100"]})
    record = CONNECTORS["clio"]
    matcher = ColumnMatcher(
        Numbers.from_e164(["+14155550100"]),
        search_cells(cells, record, n_contacts=1),
        record,
    )
    assert "415" not in repr(matcher)
    assert np.array_equal(matcher.lookups("##########").contact, [0])
