"""A plan says what a lookup would search for, and agrees with the lookup."""

from __future__ import annotations

import pytest

from toolkit.crm.memory import MemoryCrm
from toolkit.errors import OptionError
from toolkit.matching.connectors import CONNECTORS
from toolkit.matching.get_contact import get_contact
from toolkit.matching.lookup_plan import plan_lookup
from toolkit.matching.wire import FORM_DECODED

NUMBERS = ("+14155550100", "+12275550100", "+1415", "101", "", "+80012345678")


@pytest.mark.parametrize("name", CONNECTORS)
@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("formats", ["", "(###) ###-####, ##########"])
@pytest.mark.parametrize("is_extension", [False, True])
def test_agrees_with_a_lookup_that_finds_nobody(
    name: str, number: str, formats: str, is_extension: bool
) -> None:
    plan = plan_lookup(number, formats, connector=name, is_extension=is_extension)
    answer = get_contact(
        number,
        crm=MemoryCrm([]),
        connector=name,
        overriding_format=formats,
        is_extension=is_extension,
    )
    assert plan.terms == answer.terms
    assert plan.requests == answer.requests
    if plan.answer is not None:
        assert plan.answer == answer.to_dict()


def test_read_is_what_the_other_wire_leaves_of_a_term() -> None:
    plan = plan_lookup(
        "+442079460018", "+1 ###########", connector="clio", wire=FORM_DECODED
    )
    assert plan.terms[1] == "+1 2079460018#"
    assert plan.read == (" 442079460018", " 1 2079460018")
    assert plan_lookup("+442079460018", connector="clio").read == ("+442079460018",)


def test_another_search_rule_is_in_force() -> None:
    plan = plan_lookup("+14155550100", "###", connector="netsuite")
    assert plan.search_rule == "exact"
    assert "leave-empty" in [finding.code for finding in plan.findings]
    plan = plan_lookup(
        "+14155550100", "###", connector="netsuite", search_rule="contains"
    )
    assert plan.search_rule == "contains"
    assert "leave-empty" not in [finding.code for finding in plan.findings]
    with pytest.raises(OptionError, match="expected exact"):
        plan_lookup("+14155550100", search_rule="fuzzy")
    with pytest.raises(OptionError, match="expected as-built"):
        plan_lookup("+14155550100", wire="urlencoded")


def test_a_refused_number_is_not_looked_into() -> None:
    plan = plan_lookup("101", "###,", connector="pipedrive")
    assert [finding.code for finding in plan.findings] == ["formats-ignored"]
    plan = plan_lookup("101", "###", connector="clio", is_extension=True)
    assert plan.findings == ()


def test_the_json_and_the_repr() -> None:
    plan = plan_lookup("+1415", "###", connector="bullhorn")
    assert set(plan.to_dict()) == {
        "connector", "terms", "read", "search_rule", "wire", "requests", "answer",
        "findings",
    }  # fmt: skip
    assert plan.to_dict()["answer"]["successful"] is False
    assert [each["code"] for each in plan.to_dict()["findings"]] == [
        "formats-ignored",
        "invalid-number",
    ]
    assert repr(plan) == "<LookupPlan of bullhorn: 0 terms>"
