"""One number at a time, the toolkit answers what the real connectors answered.

Other recordings of the same form: ``pytest tests/test_recordings.py --recordings FILE``
(JSON, or the same packed with gzip).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import recordings_crm as stand_in

from toolkit.crm.memory import MemoryCrm
from toolkit.errors import ConnectorError
from toolkit.matching.answers import LookupAnswer
from toolkit.matching.connectors import connector
from toolkit.matching.get_contact import get_contact
from toolkit.matching.lookup import search_terms
from toolkit.matching.user_settings import with_settings
from toolkit.matching.wire import AS_BUILT, FORM_DECODED

Vector = dict[str, Any]

# Every field of a recording: what is asked, what is compared here, what elsewhere.
ASKED = {
    "i", "g", "connector", "phoneNumber", "overridingFormat", "isExtension",
    "settings", "fail", "contacts",
}  # fmt: skip
COMPARED = {"searched", "calls", "crmErrors", "error", "result", "wireMatched"}
ELSEWHERE = {
    "wire": "test_wire.py compares it for the CRMs that can be asked live; the "
    "toolkit sends nothing to the others",
}
RESULT = {"successful", "matched", "types", "phone", "phones", "returnMessage"}

# Vectors whose contacts differ on purpose, and why.
INJECTION = "the CRM took the quote in the term for SQL; we build no SQL"
EXCEPTIONS = {1639: INJECTION}


def reason_to_differ(vector: Vector) -> str | None:
    """Say why other contacts come back here than the real connector gave."""
    breaks_on = connector(vector["connector"]).breaks_on
    quoted = any(char in (term or "") for term in vector["searched"]
                 for char in breaks_on)  # fmt: skip
    return INJECTION if quoted and "crmErrors" not in vector else None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "vector" not in metafunc.fixturenames:
        return
    path = metafunc.config.getoption("--recordings")
    recorded = stand_in.load(Path(path) if path else stand_in.RECORDINGS)
    cases = [
        pytest.param(
            vector, recorded["tables"], id=f"{vector['connector']}-{vector['i']}"
        )
        for vector in recorded["vectors"]
    ]
    metafunc.parametrize(("vector", "tables"), cases)


_crms: dict[tuple[str, str], MemoryCrm] = {}


def crm_of(vector: Vector, tables: dict[str, Any]) -> MemoryCrm:
    name, contacts = vector["connector"], vector["contacts"]
    if isinstance(contacts, list):
        listed = stand_in.contacts_of(name, contacts)
        if "fail" in vector:
            return stand_in.FailingCrm(listed, **vector["fail"])
        return MemoryCrm(listed)
    if (name, contacts) not in _crms:
        _crms[name, contacts] = MemoryCrm(stand_in.contacts_of(name, tables[contacts]))
    return _crms[name, contacts]


def lookup(vector: Vector, crm: MemoryCrm, wire: str = AS_BUILT) -> LookupAnswer:
    return get_contact(
        vector["phoneNumber"],
        crm=crm,
        connector=vector["connector"],
        overriding_format=stand_in.overriding_format(vector),
        is_extension=stand_in.is_extension(vector),
        user=user_of(vector),
        wire=wire,
        errors="raise",
    )


def terms_of(vector: Vector) -> list[str | None]:
    return search_terms(
        vector["phoneNumber"],
        stand_in.overriding_format(vector),
        connector=vector["connector"],
        is_extension=stand_in.is_extension(vector),
        user=user_of(vector),
    )


def user_of(vector: Vector) -> dict[str, Any]:
    return {"userSettings": vector.get("settings", {})}


def ids(answer: LookupAnswer) -> list[Any] | None:
    listed = answer.to_dict()["matchedContactInfo"]
    return None if listed is None else [each["id"] for each in listed]


def ask(vector: Vector, tables: dict[str, Any]) -> dict[str, Any]:
    """Run one recorded lookup; give the result in the recordings' own form."""
    crm = crm_of(vector, tables)
    try:
        answer = lookup(vector, crm)
    except ConnectorError as error:
        said = {"error": error.said}
        return said | (_until_it_failed(crm) or {"searched": [], "calls": 0})
    result = answer.to_dict()
    listed = result["matchedContactInfo"] or []
    real = [each for each in listed if not each["isNewContact"]]
    record = with_settings(connector(vector["connector"]), user_of(vector))
    got = {
        "successful": result["successful"],
        "matched": ids(answer),
        "returnMessage": result["returnMessage"],
        "phones": [each.get(record.phone_key) for each in real],
        "types": [each.get("type") for each in listed],
        "crmErrors": len(record.searches)
        * sum(not record.can_search(term) for term in answer.terms),
    }
    if isinstance(crm, stand_in.FailingCrm) and not answer.terms:
        return got | _until_it_failed(crm)
    got |= {"searched": list(answer.terms), "calls": answer.requests}
    if "fail" not in vector:
        got["wireMatched"] = ids(lookup(vector, crm, FORM_DECODED))
    return got


def _until_it_failed(crm: MemoryCrm) -> dict[str, Any]:
    if not isinstance(crm, stand_in.FailingCrm):
        return {}
    return {"searched": crm.terms, "calls": crm.requests}


def expected_of(vector: Vector, got: dict[str, Any]) -> dict[str, Any]:
    """Give what was recorded; what was not is taken as it came."""
    wanted = {"searched": vector["searched"], "calls": vector["calls"]}
    if "error" in vector:
        return wanted | {"error": vector["error"]}
    recorded = vector["result"]
    wanted |= {
        "successful": recorded["successful"],
        "matched": recorded["matched"],
        "returnMessage": recorded.get("returnMessage"),
        "phones": got.get("phones"),
        "types": recorded.get("types") or got.get("types"),
        "crmErrors": vector.get("crmErrors", 0),
    }
    if "phone" in recorded:
        wanted["phones"] = [recorded["phone"]] * len(got.get("phones") or [])
    if "phones" in recorded:
        wanted["phones"] = recorded["phones"]
    if "wireMatched" in got:
        wanted["wireMatched"] = vector.get("wireMatched", recorded["matched"])
    if reason_to_differ(vector):
        names = ("matched", "wireMatched", "phones", "types", "crmErrors")
        wanted |= {name: got.get(name) for name in names}
    return wanted


def test_recorded(vector: Vector, tables: dict[str, Any]) -> None:
    got = ask(vector, tables)
    where = f"{vector['connector']}, vector {vector['i']}"
    assert got == expected_of(vector, got), where
    if "fail" not in vector and "error" not in vector:
        assert terms_of(vector) == vector["searched"], where


def test_every_field_of_the_recordings_is_looked_at() -> None:
    vectors = stand_in.load()["vectors"]
    assert {key for each in vectors for key in each} == ASKED | COMPARED | set(
        ELSEWHERE
    )
    assert {key for each in vectors for key in each.get("result", {})} == RESULT


def test_the_exceptions_are_these() -> None:
    vectors = [each for each in stand_in.load()["vectors"] if reason_to_differ(each)]
    tables = stand_in.load()["tables"]
    differ = {
        each["i"]: reason_to_differ(each)
        for each in vectors
        if ask(each, tables)["matched"] != each["result"]["matched"]
    }
    assert differ == EXCEPTIONS
