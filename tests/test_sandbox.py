"""The sandbox answers as the recorded CRMs did, over real sockets."""

from __future__ import annotations

import itertools
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import recordings_crm as stand_in
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.crm.kinds import open_crm
from toolkit.crm.memory import MemoryCrm
from toolkit.crm.pace import Pace
from toolkit.crm.sandbox import SandboxServer
from toolkit.crm.sandbox_faults import Faults
from toolkit.crm.sandbox_store import ContactStore, StoreCrm
from toolkit.crm.tokens import Token
from toolkit.errors import ConnectorError, OptionError, OutputError
from toolkit.matching.answers import LookupAnswer
from toolkit.matching.connectors import connector
from toolkit.matching.contacts import Contact
from toolkit.matching.get_contact import get_contact
from toolkit.matching.search_rules import SEARCH_RULES

RECORDED = stand_in.load()
KINDS = ("clio", "insightly", "netsuite", "pipedrive")
VECTORS_EACH = 20
TOKEN = "sandbox-token"

phone_texts = st.text(alphabet="+()-. 0145x", max_size=12)
contacts = st.lists(
    st.builds(
        Contact,
        st.integers(1, 6),
        st.just("Ada"),
        st.lists(
            st.tuples(st.sampled_from(["phone", "mobile", "alt", "fax"]), phone_texts),
            max_size=3,
        ).map(tuple),
    ),
    max_size=5,
)


@settings(max_examples=60, deadline=None)
@given(contacts, st.lists(phone_texts, max_size=4), st.sampled_from(KINDS))
def test_the_store_finds_what_memory_finds(
    people: list[Contact], terms: list[str], kind: str
) -> None:
    record = connector(kind)
    store = ContactStore(people, record=record)
    stored, memory = StoreCrm(store), MemoryCrm(people)
    texts = [text for person in people for _, text in person.phones]
    for term, rule in itertools.product(terms + texts[:3], SEARCH_RULES):
        for search in record.searches:
            found = [each.id for each in stored.search(term, search, record, rule)]
            wanted = [each.id for each in memory.search(term, search, record, rule)]
            if term or rule != "exact":  # a vendor decides what an empty term finds
                assert sorted(found) == sorted(wanted), (rule, search.entity)
    store.close()


def terms(vector: dict[str, Any]) -> list[str]:
    return [term or "" for term in vector.get("searched", [])]


def vectors(kind: str, key: str) -> Iterator[dict[str, Any]]:
    usable = [
        vector
        for vector in RECORDED["vectors"]
        if vector["connector"] == kind
        and key in vector
        and isinstance(vector["contacts"], str)
        and "fail" not in vector
        and len(vector.get("result", {}).get("matched") or []) < 12
        and (
            key == "wireMatched"
            or not any(set("#&%\t\n") & set(t) for t in terms(vector))
        )
        and (kind != "pipedrive" or all(len(t) > 1 for t in terms(vector)))
    ]
    step = max(1, len(usable) // VECTORS_EACH)
    return iter(usable[::step])


def ask(vector: dict[str, Any], host: str) -> LookupAnswer:
    kind = vector["connector"]
    with open_crm(kind, host=host) as crm:
        crm.client.pace = Pace((), where=kind)
        return get_contact(
            vector["phoneNumber"],
            crm=crm,
            connector=kind,
            overriding_format=stand_in.overriding_format(vector),
            is_extension=stand_in.is_extension(vector),
            user={"userSettings": vector.get("settings", {})},
            errors="raise",
        )


def ids(answer: LookupAnswer) -> list[Any] | None:
    listed = answer.to_dict()["matchedContactInfo"]
    return None if listed is None else [each["id"] for each in listed]


@pytest.fixture(scope="module")
def servers() -> Iterator[Any]:
    """Starts a sandbox of a recorded table when it is first asked for."""
    running: dict[tuple[str, str, bool], SandboxServer] = {}

    def host(kind: str, table: str, form_decoded: bool = False) -> str:
        key = kind, table, form_decoded
        if key not in running:
            people = stand_in.contacts_of(kind, RECORDED["tables"][table])
            server = SandboxServer(people, kind=kind, form_decoded=form_decoded)
            running[key] = server.start()
        return running[key].host

    yield host
    for server in running.values():
        server.stop()


@pytest.mark.parametrize("kind", KINDS)
def test_recorded_lookups_over_a_socket(kind: str, servers: Any) -> None:
    for vector in vectors(kind, "result"):
        host = servers(kind, vector["contacts"])
        answer, recorded = ask(vector, host), vector["result"]
        got = ids(answer), answer.successful
        assert got == (recorded["matched"], recorded["successful"]), vector["i"]
        phones = [
            each.get("phone")
            for each in answer.matched or ()
            if not each.get("isNewContact")
        ]
        if "phones" in recorded:
            assert phones == recorded["phones"], vector["i"]


@pytest.mark.parametrize("kind", ["clio", "insightly"])
def test_a_server_that_reads_a_plus_as_a_space(kind: str, servers: Any) -> None:
    seen = 0
    for vector in vectors(kind, "wireMatched"):
        host = servers(kind, vector["contacts"], form_decoded=True)
        assert ids(ask(vector, host)) == vector["wireMatched"], vector["i"]
        seen += 1
    assert seen > 10


@pytest.fixture
def opened() -> Iterator[Any]:
    """Opens CRMs and closes them at the end."""
    crms = []

    def open_one(*args: Any, **named: Any) -> Any:
        crms.append(open_crm(*args, **named))
        return crms[-1]

    yield open_one
    for crm in crms:
        crm.close()


ADA = Contact(7, "Ada Lovelace", (("phone", "(415) 555-0100"),))


def test_a_token_is_asked_for(opened: Any) -> None:
    token = Token(TOKEN)
    with SandboxServer([ADA], kind="clio", token=token) as server:
        refused = get_contact(
            "+14155550100", crm=opened("clio", host=server.host), connector="clio"
        )
        taken = opened("clio", host=server.host, token=token)
        answer = get_contact(
            "+14155550100",
            crm=taken,
            connector="clio",
            overriding_format="(###) ###-####",
        )
    assert refused.message and refused.message["message"] == "Authorization error"
    assert ids(answer) == [7, "createNewContact"]


def test_faults_come_by_count(opened: Any) -> None:
    faults = Faults(limit_every=3, retry_after=0, fail_every=4, drop_every=5)
    named = [faults.of(n) for n in range(1, 7)]
    assert named == ["", "", "limit", "fail", "drop", "limit"]
    with SandboxServer([ADA], kind="clio", faults=faults) as server:
        crm = opened("clio", host=server.host)
        crm.client._sleep = lambda seconds: None
        for _ in range(4):
            answer = get_contact(
                "+14155550100",
                crm=crm,
                connector="clio",
                overriding_format="(###) ###-####",
            )
            assert ids(answer) == [7, "createNewContact"]
        assert server.requests > 4 * 4


@pytest.mark.parametrize(
    "told",
    [
        {"delay": -1},
        {"limit_every": -1},
        {"retry_after": -1},
        {"fail_status": 200},
        {"fail_status": 600},
        {"delay": float("nan")},
    ],
)
def test_impossible_faults_are_refused(told: dict[str, Any]) -> None:
    [name] = told
    with pytest.raises(OptionError, match=f"{name}: expected .* to .*, got"):
        Faults(**told)
    assert Faults(delay=0, fail_status=400, retry_after=86_400)


def test_it_pages_and_the_connector_reads_one(opened: Any) -> None:
    people = [Contact(n, "Ada", (("phone", "(415) 555-0100"),)) for n in range(1, 8)]
    clio = connector("clio")
    with SandboxServer(people, kind="clio", page_size=3) as server:
        one = opened("clio", host=server.host)
        all_of_them = opened("clio", host=server.host, all_pages=True)
        term, search = "(415) 555-0100", clio.searches[0]
        first = one.search(term, search, clio, "exact")
        every = all_of_them.search(term, search, clio, "exact")
    assert [each.id for each in first] == [1, 2, 3]
    assert one.cut_answers == 1
    assert [each.id for each in every] == [1, 2, 3, 4, 5, 6, 7]


def test_a_cut_address_leaves_the_fields_out(opened: Any) -> None:
    person = Contact(1, "Ada", (("phone", "41-55-55-01-00"),))
    with SandboxServer([person], kind="clio") as server:
        crm = opened("clio", host=server.host)
        answer = get_contact(
            "+14155550100",
            crm=crm,
            connector="clio",
            overriding_format="##-##-##-##-###",
        )
    assert answer.matched and answer.matched[0]["name"] == ""


def test_app_connect_keeps_what_it_found(opened: Any) -> None:
    with SandboxServer([ADA], kind="app-connect", connector="clio") as server:
        crm: Any = opened("app-connect", host=server.url)
        told = {"crm": crm, "connector": "clio", "overriding_format": "(###) ###-####"}
        assert ids(get_contact("+14155550100", **told)) == [7, "createNewContact"]
        crm.refresh = False
        told["overriding_format"] = ""
        assert ids(get_contact("+14155550100", **told)) == [7, "createNewContact"]
        crm.refresh = True
        assert ids(get_contact("+14155550100", **told)) == ["createNewContact"]


def test_app_connect_says_that_nobody_was_found(opened: Any) -> None:
    with SandboxServer([], kind="app-connect", connector="clio") as server:
        crm = opened("app-connect", host=server.url)
        answer = get_contact("+14155550199", crm=crm)
    assert answer.message and answer.message["message"] == "Contact not found"
    assert answer.successful


def test_app_connect_refuses_without_a_token() -> None:
    with SandboxServer([], kind="app-connect") as server:
        said = requests.get(f"{server.url}/contact?phoneNumber=1", timeout=5)
        assert (said.status_code, said.text[:6]) == (400, "Please")
        headers = {"Authorization": "Bearer x"}
        missing = requests.get(f"{server.url}/contact", headers=headers, timeout=5)
        assert missing.status_code == 400


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_a_database_file_is_private_and_new(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    with SandboxServer([ADA], kind="clio", database=path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(OutputError, match="expected a new file"):
        SandboxServer([ADA], kind="clio", database=path)


def test_unknown_kinds_and_busy_ports_are_refused() -> None:
    with pytest.raises(OptionError, match="sandbox: expected app-connect"):
        SandboxServer([], kind="hubspot")
    with SandboxServer([], kind="clio") as server:
        port = int(server.host.rpartition(":")[2])
        with pytest.raises(OptionError, match="expected a free port"):
            SandboxServer([], kind="clio", port=port)


@pytest.mark.parametrize("kind", KINDS)
def test_other_addresses_are_not_found(kind: str) -> None:
    with SandboxServer([], kind=kind) as server:
        said = requests.get(f"{server.url}/elsewhere", timeout=5)
    assert said.status_code == 404


def test_sql_that_a_quote_broke_is_refused() -> None:
    sql = (
        "SELECT id FROM contact WHERE lastmodifieddate >= "
        "to_date('2023-01-15 00:00:00','yyyy-mm-dd hh24:mi:ss') AND ({})"
    )
    path = "/services/rest/query/v1/suiteql"
    with SandboxServer([ADA], kind="netsuite") as server:

        def status(condition: str) -> int:
            body = {"q": sql.format(condition)}
            return requests.post(server.url + path, json=body, timeout=5).status_code

        assert status("phone='1' OR altPhone='1'''") == 200
        assert status("phone='x'OR'1'='1'") == 400
        assert status("phone='1") == 400


def test_a_recorded_exception_is_the_same_over_a_socket(
    servers: Any, opened: Any
) -> None:
    host = servers("clio", "world")
    with pytest.raises(ConnectorError, match="of null"):
        get_contact(
            "+14155550100",
            crm=opened("clio", host=host),
            connector="clio",
            overriding_format=None,
        )
