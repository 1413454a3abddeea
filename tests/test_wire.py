"""Requests stand on the wire byte for byte as App Connect sends them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import recordings_crm as stand_in
import servers
from hypothesis import given
from hypothesis import strategies as st

from toolkit.crm.client import Question
from toolkit.crm.kinds import KINDS
from toolkit.crm.live_crm import LiveCrm
from toolkit.crm.pace import Pace
from toolkit.crm.tokens import Token
from toolkit.crm.wire import axios_query, escaped, known_encoding, node_target
from toolkit.errors import ConnectorError, FormatError, NumberError, OptionError
from toolkit.matching.get_contact import get_contact

NOBODY = {
    "clio": {"data": []},
    "insightly": [],
    "netsuite": {"items": []},
    "pipedrive": {"data": {"items": []}},
}
SQL = re.compile(r"FROM (\w+) WHERE .*? AND \((.*)\)", re.DOTALL)


def on_the_wire(question: Question) -> str:
    if question.body is None:
        return question.target
    table, condition = SQL.search(json.loads(question.body)["q"]).groups()
    return f"{table}: {condition}"


def listening(kind: str) -> tuple[LiveCrm, list[Question]]:
    """Give a CRM that finds nobody, and the list of what it is asked."""
    crm = KINDS[kind]("127.0.0.1:9", token=Token("t"))
    asked: list[Question] = []

    def ask(question: Question) -> Any:
        asked.append(question)
        return NOBODY[kind]

    crm.client.ask = ask  # type: ignore[method-assign]
    return crm, asked


def recorded() -> list[dict[str, Any]]:
    vectors = stand_in.load()["vectors"]
    return [vector for vector in vectors if vector["connector"] in NOBODY]


def expected(vector: dict[str, Any]) -> list[str]:
    """Give the recorded requests; none where a quote would inject into the SQL."""
    is_sql = vector["connector"] == "netsuite"
    if is_sql and any("'" in (term or "") for term in vector["searched"]):
        return []
    return list(vector["wire"])


def sent_for(vector: dict[str, Any]) -> list[str]:
    crm, asked = listening(vector["connector"])
    try:
        get_contact(
            vector["phoneNumber"],
            crm=crm,
            connector=vector["connector"],
            overriding_format=stand_in.overriding_format(vector),
            is_extension=stand_in.is_extension(vector),
            user={"userSettings": vector.get("settings", {})},
        )
    except ConnectorError:
        assert "error" in vector
    except (FormatError, NumberError):
        assert not expected(vector)
    return [on_the_wire(question) for question in asked]


@pytest.mark.parametrize("kind", NOBODY)
def test_every_recorded_request_is_built(kind: str) -> None:
    vectors = [vector for vector in recorded() if vector["connector"] == kind]
    assert len(vectors) > 100
    for vector in vectors:
        sent, wanted = sent_for(vector), expected(vector)
        if "fail" in vector:  # the recorded lookup ended there
            sent = sent[: len(wanted)]
        assert sent == wanted, f"vector {vector['i']}"


@pytest.fixture
def listener() -> Iterator[servers.Listener]:
    with servers.Listener(b'{"data": [], "success": true}') as server:
        yield server


def test_every_recorded_target_arrives_unchanged(listener: servers.Listener) -> None:
    """The bytes of the request line, read from the socket itself."""
    vectors = [v for v in recorded() if v["connector"] != "netsuite"]
    targets = sorted({wire for vector in vectors for wire in vector["wire"]})
    odd = [each for each in targets if re.search(r"[\\^|{}`\[\]\"%;]", each)]
    crm = KINDS["clio"](listener.host, token=Token("t"), pace=Pace((), where="clio"))
    for target in odd + targets[:200]:
        crm.client.ask(Question(target))
    assert len(odd) > 100
    assert listener.targets == odd + targets[:200]


@given(st.text(max_size=40))
def test_a_target_holds_only_what_http_allows(text: str) -> None:
    target = node_target(f"/a?q={text}&fields=id")
    assert re.fullmatch(r"/[\x21-\x7e]*", target)
    assert "#" not in target


@given(st.text(max_size=40))
def test_an_escaped_term_arrives_as_meant(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    sent = node_target(f"/a?q={escaped(text)}&fields=id")
    assert servers.read_query(sent) == {"q": text, "fields": "id"}


def test_what_a_pasted_term_does_to_a_url() -> None:
    def read(term: str, *, plus_is_space: bool = False) -> dict[str, str]:
        sent = node_target(f"/a?q={term}&fields=id")
        return servers.read_query(sent, plus_is_space=plus_is_space)

    assert read("+1") == {"q": "+1", "fields": "id"}
    assert read("+1", plus_is_space=True) == {"q": " 1", "fields": "id"}
    assert read("65#") == {"q": "65"}
    assert read("1&2") == {"q": "1", "2": "", "fields": "id"}
    assert read("%2B1")["q"] == "+1"
    assert read("1\t2\n3")["q"] == "123"


def test_dot_segments_are_followed() -> None:
    assert node_target("/a/../b/./c") == "/b/c"
    assert node_target("/a/%2E%2e/") == "/"
    assert node_target("") == "/"
    assert node_target("\\a") == "/a"
    assert node_target("/^{a}") == "/^%7Ba%7D"


def test_axios_writes_lists_and_objects() -> None:
    assert axios_query({"f": "(650) 555-0100", "n": [1, None, "x"]}) == (
        "f=(650)+555-0100&n%5B%5D=1&n%5B%5D=x"
    )
    assert axios_query({"d": {"a": [{"b": 1.0}]}}) == "d%5Ba%5D%5B0%5D%5Bb%5D=1"
    assert axios_query({"d": {"a": [1]}, "n": [[2]]}) == (
        "d%5Ba%5D%5B0%5D=1&n%5B0%5D%5B0%5D=2"
    )


def test_an_unknown_encoding_is_refused() -> None:
    with pytest.raises(OptionError, match="expected as-sent | properly"):
        known_encoding("form")
