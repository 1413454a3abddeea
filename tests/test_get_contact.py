"""getContact as its documentation describes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from toolkit.crm.memory import MemoryCrm
from toolkit.errors import ConnectorError, CrmError
from toolkit.matching.connectors import Connector, Search
from toolkit.matching.contacts import Contact
from toolkit.matching.get_contact import get_contact
from toolkit.matching.lookup import UNDEFINED

NUMBER = "+14155550100"
DEAL = {"deals": [{"const": 7, "title": "Roof"}]}
CONTACTS = (
    Contact(1, "Ada", (("phone", NUMBER),), additional_info=DEAL),
    Contact(2, "Bo", (("phone", "(415) 555-0100"),)),
    Contact(3, "Cy", (("phone", "(415) 555-0100"), ("mobile", "4155550100"))),
    Contact(4, "Di", (("phone", "415.555.0199"),)),
)


def ask(number: str = NUMBER, formats: Any = "", **rest: Any) -> dict[str, Any]:
    crm = rest.pop("crm", None) or MemoryCrm(CONTACTS)
    return get_contact(number, crm=crm, overriding_format=formats, **rest).to_dict()


def ids(answer: dict[str, Any]) -> list[object]:
    return [contact["id"] for contact in answer["matchedContactInfo"]]


def test_e164_first_and_stop() -> None:
    assert ids(ask(formats="(###) ###-####")) == [1, "createNewContact"]


def test_formats_in_order_until_a_contact_is_found() -> None:
    crm = MemoryCrm(CONTACTS[1:])
    answer = ask(crm=crm, formats="###.###.####,(###) ###-####,##########")
    assert ids(answer) == [2, 3, "createNewContact"]
    assert answer["returnMessage"]["messageType"] == "success"


def test_nobody_found() -> None:
    answer = ask("+12125550123", "(###) ###-####")
    assert ids(answer) == ["createNewContact"]
    assert answer["successful"] is True
    message = answer["returnMessage"]
    assert (message["messageType"], message["ttl"]) == ("warning", 5000)


def test_placeholder_can_be_switched_off() -> None:
    assert ids(ask("+12125550123", create_new_contact=False)) == []


def test_space_from_a_decoded_plus_is_repaired() -> None:
    assert ids(ask(" 14155550100")) == [1, "createNewContact"]


def test_extension_without_plus_is_refused() -> None:
    answer = ask("101")
    assert answer["matchedContactInfo"] is None
    assert answer["returnMessage"] == {
        "messageType": "warning",
        "message": "Logging against internal extension number is not supported.",
        "ttl": 3000,
    }


@pytest.mark.parametrize("flag", [True, "true"])
def test_extension_is_searched_as_it_is(flag: bool | str) -> None:
    crm = MemoryCrm([Contact(9, "Ed", (("phone", "101"),))])
    answer = ask("101", "(###) ###-####", crm=crm, is_extension=flag)
    assert ids(answer) == [9, "createNewContact"]


def test_pipedrive_reference_attaches_open_deals() -> None:
    answer = ask(connector="pipedrive-reference")
    assert ids(answer) == [1, 2, 3, "createNewContact"]
    assert answer["matchedContactInfo"][0]["additionalInfo"] == DEAL


def test_undefined_format_throws_as_the_connector_does() -> None:
    with pytest.raises(ConnectorError, match="reading 'split'"):
        ask(formats=UNDEFINED, connector="insightly")


class Refusing(MemoryCrm):
    def search(
        self, term: str | None, search: Search, record: Connector, rule: str
    ) -> Sequence[Contact]:
        raise CrmError(expected="an answer", got="a refusal", where="crm", status=429)


def test_a_failing_crm_becomes_the_servers_message() -> None:
    answer = ask(crm=Refusing([]), connector="clio")
    assert answer["successful"] is False
    assert answer["returnMessage"]["message"] == "Rate limit exceeded"


def test_a_failing_crm_raises_when_asked_to() -> None:
    with pytest.raises(ConnectorError, match="status code 429"):
        ask(crm=Refusing([]), connector="clio", errors="raise")


def test_reprs_show_no_data() -> None:
    answer = get_contact(NUMBER, crm=MemoryCrm(CONTACTS), connector="clio")
    assert "Ada" not in repr(answer) + repr(answer.found[0]) + repr(CONTACTS)
    assert "415" not in repr(answer) + repr(answer.found[0]) + repr(CONTACTS)
