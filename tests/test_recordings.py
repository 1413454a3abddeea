"""One number at a time, the toolkit answers what the real connectors answered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import recordings_crm as stand_in

from toolkit.crm.memory import MemoryCrm
from toolkit.errors import ConnectorError
from toolkit.matching.get_contact import get_contact

# Vectors whose result differs on purpose, and why.
INJECTION = "the connector's SQL was injected into; we build no SQL"
EXCEPTIONS: dict[int, str] = {1639: INJECTION}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    path = metafunc.config.getoption("--recordings")
    recorded = stand_in.load(Path(path) if path else stand_in.RECORDINGS)
    cases = [
        pytest.param(
            vector, recorded["tables"], id=f"{vector['connector']}-{vector['i']}"
        )
        for vector in recorded["vectors"]
        if vector["i"] not in EXCEPTIONS
    ]
    metafunc.parametrize(("vector", "tables"), cases)


_crms: dict[tuple[str, str], MemoryCrm] = {}


def crm_of(vector: dict[str, Any], tables: dict[str, Any]) -> MemoryCrm:
    name, contacts = vector["connector"], vector["contacts"]
    if isinstance(contacts, list):
        listed = stand_in.contacts_of(name, contacts)
        if "fail" in vector:
            return stand_in.FailingCrm(listed, **vector["fail"])
        return MemoryCrm(listed)
    if (name, contacts) not in _crms:
        _crms[name, contacts] = MemoryCrm(stand_in.contacts_of(name, tables[contacts]))
    return _crms[name, contacts]


def ask(vector: dict[str, Any], tables: dict[str, Any]) -> dict[str, Any]:
    """Run one recorded lookup; give the result in the recordings' own form."""
    try:
        answer = get_contact(
            vector["phoneNumber"],
            crm=crm_of(vector, tables),
            connector=vector["connector"],
            overriding_format=stand_in.overriding_format(vector),
            is_extension=stand_in.is_extension(vector),
            user={"userSettings": vector.get("settings", {})},
            errors="raise",
        )
    except ConnectorError as error:
        return {"error": error.said}
    result = answer.to_dict()
    listed = result["matchedContactInfo"]
    got: dict[str, Any] = {
        "successful": result["successful"],
        "matched": None if listed is None else [each["id"] for each in listed],
        "returnMessage": result["returnMessage"],
    }
    real = [each for each in listed or [] if not each["isNewContact"]]
    key = "phoneNumber" if vector["connector"] == "googleSheets" else "phone"
    got["phones"] = [each.get(key) for each in real]
    got["types"] = [each.get("type") for each in listed or []]
    if "fail" not in vector:
        got["searched"], got["calls"] = list(answer.terms), answer.requests
    return got


def expected_of(vector: dict[str, Any], got: dict[str, Any]) -> dict[str, Any]:
    if "error" in vector:
        return {"error": vector["error"]}
    recorded = vector["result"]
    expected = {
        "successful": recorded["successful"],
        "matched": recorded["matched"],
        "returnMessage": recorded.get("returnMessage"),
        "phones": got.get("phones"),
        "types": recorded.get("types") or got.get("types"),
    }
    if "phone" in recorded:
        expected["phones"] = [recorded["phone"]] * len(got.get("phones") or [])
    if "phones" in recorded:
        expected["phones"] = recorded["phones"]
    if "fail" not in vector:
        expected["searched"], expected["calls"] = vector["searched"], vector["calls"]
    return expected


def test_recorded(vector: dict[str, Any], tables: dict[str, Any]) -> None:
    got = ask(vector, tables)
    where = f"{vector['connector']}, vector {vector['i']}"
    assert got == expected_of(vector, got), where
