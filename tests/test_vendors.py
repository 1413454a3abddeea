"""Each vendor's adapter: addresses, shapes, what stands beside a contact."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import servers

from toolkit.crm.clio import Clio
from toolkit.crm.insightly import Insightly
from toolkit.crm.kinds import KINDS, open_crm, usual_connector
from toolkit.crm.live_crm import LiveCrm
from toolkit.crm.netsuite import NetSuite
from toolkit.crm.pace import Pace
from toolkit.crm.sandbox import SandboxServer
from toolkit.crm.tokens import Token
from toolkit.errors import (
    CrmAnswerError,
    CrmAuthError,
    CrmError,
    FormatError,
    NumberError,
    OptionError,
)
from toolkit.matching.connectors import CONNECTORS, Search, connector
from toolkit.matching.contacts import Contact, Crm
from toolkit.matching.get_contact import LookupServer, get_contact

FORMAT = "(###) ###-####"
NUMBER = "+14155550123"
STORED = "(415) 555-0123"


class Answers(servers.RawServer):
    """Answers each path with its own JSON; what is not there is 404."""

    def __init__(self, answers: dict[str, Any]) -> None:
        def serve(connection: servers.Connection, server: servers.RawServer) -> None:
            while request := servers.read_request(connection):
                server.requests.append(request)
                path = self.targets[-1].partition("?")[0]
                found = path in answers
                body = json.dumps(answers.get(path)).encode()
                connection.sendall(
                    servers.reply(200 if found else 404, body, keep=True)
                )

        super().__init__(serve)


def info(answer: Any) -> Any:
    return answer.to_dict()["matchedContactInfo"][0]["additionalInfo"]


@pytest.fixture
def opened() -> Iterator[Any]:
    crms: list[LiveCrm] = []

    def open_one(kind: str, host: str, **named: Any) -> LiveCrm:
        crm = open_crm(kind, host=host, **named)
        crm.client.pace = Pace((), where=kind)
        crms.append(crm)
        return crm

    yield open_one
    for crm in crms:
        crm.close()


def ask(crm: LiveCrm, name: str = "", **named: Any) -> Any:
    return get_contact(
        NUMBER,
        crm=crm,
        connector=name or crm.kind,
        overriding_format=FORMAT,
        errors="raise",
        **named,
    )


def test_every_kind_satisfies_the_protocol() -> None:
    crm: Crm = open_crm("clio", host="127.0.0.1:9")
    assert isinstance(crm, LiveCrm)
    for kind, made in KINDS.items():
        assert made.kind == kind
        assert usual_connector(kind) in CONNECTORS


# Clio

MATTER = {"id": 3, "display_number": "00003", "description": "Estate", "status": "Open"}


def test_clio_shows_matters(opened: Any) -> None:
    closed = {**MATTER, "id": 4, "status": "Closed"}
    answers = {
        "/api/v4/contacts.json": {"data": [{"id": 7, "name": "Ada"}]},
        "/api/v4/matters.json": {"data": [MATTER, closed]},
        "/api/v4/relationships.json": {"data": [{"matter": {**MATTER, "id": 5}}]},
    }
    with Answers(answers) as server:
        crm = opened("clio", server.host)
        shown = info(ask(crm))
        crm.closed_matters = True
        assert [m["const"] for m in info(ask(crm))["matters"]] == [3, 4, 5]
        crm.closed_matters = False
        settings = {"clioSeeClosedMatters": {"value": True}}
        settings["clioDefaultTimeEntryTick"] = {"value": False}
        told = info(ask(crm, user={"userSettings": settings}))
        assert [m["const"] for m in told["matters"]] == [3, 4, 5]
        assert told["logTimeEntry"] == {"value": False}
        assert info(ask(crm)) == shown  # the settings were of that lookup alone
    assert [matter["const"] for matter in shown["matters"]] == [3, 5]
    assert shown["matters"][0] == {
        "const": 3,
        "title": "00003",
        "description": "Open - Estate",
        "status": "Open",
    }
    assert shown["logTimeEntry"] is True
    # As the connector asks: who is found is asked about before the next search.
    assert "fields=matter{id,display_number,description,status}" in server.targets[2]
    assert server.targets[1::2][:2] == [
        "/api/v4/matters.json?client_id=7&fields=id,display_number,description,status",
        f"/api/v4/contacts.json?query={STORED.replace(' ', '%20')}"
        "&fields=type,id,name,created_at,updated_at",
    ]


def test_clio_says_what_a_contact_is(opened: Any) -> None:
    row = {"id": 7, "name": "Acme", "type": "Company"}
    none: dict[str, Any] = {"data": []}
    answers = {
        "/api/v4/contacts.json": {"data": [row]},
        "/api/v4/matters.json": none,
        "/api/v4/relationships.json": none,
    }
    with Answers(answers) as server:
        answer = ask(opened("clio", server.host))
    assert answer.matched[0]["type"] == "Company"


def test_clio_follows_pages_of_relationships(opened: Any) -> None:
    def serve(connection: servers.Connection, server: servers.RawServer) -> None:
        while request := servers.read_request(connection):
            server.requests.append(request)
            target = server.targets[-1]
            data: dict[str, Any] = {"data": []}
            if target.startswith("/api/v4/relationships.json"):
                page = int(servers.read_query(target).get("page", "0"))
                data["data"] = [{"matter": {**MATTER, "id": page}}]
                if page < 2:
                    link = f"http://{server.host}/api/v4/relationships.json?page="
                    data["meta"] = {"paging": {"next": f"{link}{page + 1}"}}
            body = json.dumps(data).encode()
            connection.sendall(servers.reply(200, body, keep=True))

    with servers.RawServer(serve) as server:
        crm = opened("clio", server.host)
        beside = crm.related(Contact(7), connector("clio"))
    assert [matter["const"] for matter in beside["matters"]] == [0, 1, 2]


def test_clio_without_matters(opened: Any) -> None:
    with SandboxServer([Contact(7, "Ada", (("phone", STORED),))], kind="clio") as box:
        shown = info(ask(opened("clio", box.host)))
    assert set(shown) == {"logTimeEntry", "billableStatus"}


def test_an_id_cannot_leave_its_place(opened: Any) -> None:
    answers = {"/api/v4/contacts.json": {"data": [{"id": "7&x=../../#"}]}}
    with Answers(answers) as server:
        with pytest.raises(Exception, match="404"):
            ask(opened("clio", server.host))
        assert "client_id=7%26x%3D..%2F..%2F%23&" in server.targets[-1]


# Insightly


def test_insightly_shows_linked_records(opened: Any) -> None:
    links = [
        {"LINK_OBJECT_NAME": "Organisation", "LINK_OBJECT_ID": 1},
        {"LINK_OBJECT_NAME": "Opportunity", "LINK_OBJECT_ID": 2},
        {"LINK_OBJECT_NAME": "Project", "LINK_OBJECT_ID": 3},
        {"LINK_OBJECT_NAME": "Pet", "LINK_OBJECT_ID": 4},
    ]
    row = {"CONTACT_ID": 7, "FIRST_NAME": "Ada", "PHONE": STORED, "LINKS": links}
    answers = {
        "/v3.1/contacts/search": [row],
        "/v3.1/leads/search": [],
        "/v3.1/organisations/1": {"ORGANISATION_ID": 1, "ORGANISATION_NAME": "O"},
        "/v3.1/opportunities/2": {"OPPORTUNITY_ID": 2, "OPPORTUNITY_NAME": "P"},
        "/v3.1/projects/3": {"PROJECT_ID": 3, "PROJECT_NAME": "Q"},
    }
    with Answers(answers) as server:
        answer = ask(opened("insightly", server.host, token=Token("key")))
    assert info(answer) == {
        "organisation": [{"title": "O", "const": 1}],
        "opportunity": [{"title": "P", "const": 2}],
        "project": [{"title": "Q", "const": 3}],
    }
    assert answer.matched[0]["phone"] == STORED
    basic = base64.b64encode(b"key:")
    assert b"Authorization: Basic " + basic in server.requests[0]


def test_insightly_reads_leads_and_custom_fields() -> None:
    row = {
        "LEAD_ID": 9,
        "FIRST_NAME": "Ada",
        "LAST_NAME": "L",
        "MOBILE": "1",
        "TITLE": "Dr",
        "CUSTOMFIELDS": [
            {"FIELD_NAME": "Phone_2__c", "FIELD_VALUE": "2"},
            {"FIELD_NAME": "Age__c", "FIELD_VALUE": 36},
        ],
        "DATE_UPDATED_UTC": "2026-01-01",
    }
    crm = Insightly("127.0.0.1:9", token=Token("t"))
    [contact] = crm.read(crm.shape([row]), Search("lead", ("MOBILE",)))
    assert (contact.id, contact.entity, contact.name) == (9, "lead", "Ada L")
    assert contact.phones == (("MOBILE", "1"), ("Phone_2__c", "2"))
    assert (contact.title, contact.modified_at) == ("Dr", "2026-01-01")
    assert crm.related(contact, connector("insightly")) == {}


def test_insightly_pages_where_it_is_told_to(opened: Any) -> None:
    people = [Contact(n, "Ada", (("phone", STORED),)) for n in range(1, 1203)]
    record = connector("insightly")
    with SandboxServer(people, kind="insightly") as box:
        crm = opened("insightly", box.host, all_pages=True)
        found = crm.search(STORED, record.searches[0], record, "exact")
    assert [each.id for each in found] == list(range(1, 1203))


# NetSuite


def test_netsuite_asks_for_the_last_three_years() -> None:
    named = {"today": lambda: date(2028, 2, 29), "token": Token("t")}
    crm = NetSuite("127.0.0.1:9", **named)
    search = connector("netsuite").searches[0]
    [question] = crm.questions("5", search, "exact")
    assert json.loads(question.body or b"")["q"] == (
        "SELECT id,firstName,middleName,lastName,entitytitle,phone,company,"
        "datecreated,lastmodifieddate FROM contact WHERE lastmodifieddate >= "
        "to_date('2025-02-28 00:00:00', 'yyyy-mm-dd hh24:mi:ss') AND (phone='5' OR "
        "homePhone='5' OR mobilePhone='5' OR officePhone='5')"
    )
    assert question.method == "POST"
    assert question.headers["Prefer"] == "transient"


def test_netsuite_refuses_a_quote_or_doubles_it() -> None:
    search = connector("netsuite").searches[0]
    crm = NetSuite("127.0.0.1:9", token=Token("t"))
    with pytest.raises(FormatError, match="expected terms without a quote"):
        list(crm.questions("x' OR '1'='1", search, "exact"))
    [question] = crm.encoded("properly").questions("x'", search, "exact")
    assert b"phone='x''' OR" in (question.body or b"")


@pytest.mark.parametrize(
    ("number", "format", "kind"),
    [
        (NUMBER, f"{FORMAT},###'###", FormatError),
        ("x' OR '1'='1", FORMAT, NumberError),
    ],
)
def test_a_quote_is_refused_before_anything_is_sent(
    opened: Any, number: str, format: str, kind: type[Exception]
) -> None:
    """In production it would end the text in the SQL; a mistake is never swallowed."""
    with SandboxServer(
        [Contact("7", "Ada", (("phone", "1"),))], kind="netsuite"
    ) as box:
        crm = opened("netsuite", box.host)
        for errors in ("message", "raise"):
            with pytest.raises(kind, match="without a quote, got one with a quote"):
                get_contact(
                    number,
                    crm=crm,
                    connector="netsuite",
                    overriding_format=format,
                    errors=errors,
                )
        assert box.requests == 0


def test_a_quote_that_is_doubled_is_searched(opened: Any) -> None:
    stored = "415'5550123"
    ada = Contact("7", "Ada", (("phone", stored),))
    with SandboxServer([ada], kind="netsuite") as box:
        crm = opened("netsuite", box.host, encode="properly")
        answer = get_contact(
            NUMBER, crm=crm, connector="netsuite", overriding_format="###'#######"
        )
    assert [found.term for found in answer.found] == [stored]


def test_a_live_crm_decodes_by_itself(opened: Any) -> None:
    with Answers({"/api/v4/contacts.json": {"data": []}}) as server:
        crm = opened("clio", server.host)
        ask(crm, wire="form-decoded")
        ask(crm)
    half = len(server.targets) // 2
    assert server.targets[:half] == server.targets[half:]


def test_netsuite_asks_as_the_connector_whatever_rule_is_named(opened: Any) -> None:
    with Answers({"/services/rest/query/v1/suiteql": {"items": []}}) as server:
        crm = opened("netsuite", server.host)
        ask(crm, search_rule="digits-end")
        ask(crm)
    half = len(server.requests) // 2
    assert server.requests[:half] == server.requests[half:]


ORDERS = {
    "enableSalesOrderLogging": {"value": True},
    "enableOpportunityLogging": {"value": True},
}


@pytest.mark.parametrize(
    ("company", "is_failing", "shown"),
    [
        ("44", False, {"salesorder": [{"const": "9", "title": "SO 9"}]}),
        ("44", True, {}),
        ("1 OR 1=1", False, {}),
        (None, False, {}),
    ],
)
def test_netsuite_shows_orders_where_settings_ask(
    opened: Any, company: str | None, is_failing: bool, shown: Any
) -> None:
    asked: list[str] = []

    def serve(connection: servers.Connection, server: servers.RawServer) -> None:
        while request := servers.read_request(connection):
            asked.append(json.loads(request.partition(b"\r\n\r\n")[2])["q"])
            items: list[Any] = []
            if " FROM contact " in asked[-1] and STORED in asked[-1]:
                items = [{"id": "7", "firstname": "Ada", "company": company}]
            if "'SalesOrd'" in asked[-1]:
                items = [{"id": "9", "trandisplayname": "SO 9"}]
            is_down = is_failing and "FROM transaction" in asked[-1]
            body = json.dumps({"items": items}).encode()
            answer = servers.reply(400 if is_down else 200, body, keep=True)
            connection.sendall(answer)

    with servers.RawServer(serve) as server:
        crm = opened("netsuite", server.host)
        assert info(ask(crm)) == {}
        before = len(asked)
        assert info(ask(crm, user={"userSettings": ORDERS})) == shown
    orders = [sql for sql in asked if "transaction" in sql]
    assert (len(orders) > 0) is (company == "44")
    assert all("entity = 44 AND type='" in sql for sql in orders)
    assert before == 6


def test_netsuite_reads_all_pages(opened: Any) -> None:
    people = [Contact(str(n), "Ada", (("phone", STORED),)) for n in range(2500)]
    record = connector("netsuite")
    with SandboxServer(people, kind="netsuite") as box:
        crm = opened("netsuite", box.host, all_pages=True)
        found = crm.search(STORED, record.searches[0], record, "exact")
        one_page = opened("netsuite", box.host)
        assert len(one_page.search(STORED, record.searches[0], record, "exact")) == 1000
    assert [each.id for each in found] == [str(n) for n in range(2500)]
    assert one_page.cut_answers == 1


def test_netsuite_names_a_record() -> None:
    crm = NetSuite("127.0.0.1:9", token=Token("t"))
    rows = [{"id": "1", "firstname": "Ada", "lastname": "L"}]
    rows.append({"id": "2", "entitytitle": "Acme"})
    read = crm.read(crm.shape({"items": rows}), Search("vendor"))
    assert [contact.name for contact in read] == ["Ada L", "Acme"]


# Pipedrive

DEALS = {"deals": [{"id": 1, "title": "Sale"}], "leads": [{"id": "u", "title": "L"}]}


@pytest.mark.parametrize("kind", ["pipedrive", "pipedrive-reference"])
def test_pipedrive_shows_deals(opened: Any, kind: str) -> None:
    ada = Contact(7, "Ada", (("phone", STORED),), additional_info=DEALS)
    with SandboxServer([ada], kind=kind) as box:
        shown = info(ask(opened(kind, box.host)))
    deals = [{"const": 1, "title": "Sale"}]
    leads = [{"const": "u", "title": "L"}]
    assert shown == {"deals": deals} | ({"leads": leads} if kind == "pipedrive" else {})


def test_pipedrive_names_the_organization(opened: Any) -> None:
    people = [Contact(7, "Ada", (("phone", STORED),), company="Acme")]
    people.append(Contact(8, "Bo", (("phone", STORED),)))
    with SandboxServer(people, kind="pipedrive") as box:
        matched = ask(opened("pipedrive", box.host)).matched
    assert [each.get("organization") for each in matched] == ["Acme", "", None]
    assert "company" not in matched[0]


def test_pipedrives_addresses(opened: Any) -> None:
    person = {"item": {"id": 7, "name": "Ada", "phones": [STORED, None]}}
    found = {"data": {"items": [person]}, "additional_data": None}
    none: dict[str, Any] = {"data": None}
    answers = {
        "/api/v2/persons/search": found,
        "/api/v2/deals": none,
        "/v1/persons/search": found,
        "/v1/persons/7/deals": none,
    }
    with Answers(answers) as server:
        answer = ask(opened("pipedrive", server.host))  # leads are not there: 404
        assert info(answer) == {}
        ask(opened("pipedrive-reference", server.host))
    assert server.targets == [
        "/api/v2/persons/search?term=4155550123&fields=phone",
        "/api/v2/deals?person_id=7&&status=open",
        "/v1/leads?person_id=7",
        "/v1/persons/search?term=4155550123&fields=phone",
        "/v1/persons/7/deals?status=open",
    ]


def test_pipedrives_deals_are_not_swallowed(opened: Any) -> None:
    person = {"item": {"id": 7}}
    answers = {"/api/v2/persons/search": {"data": {"items": [person]}}}
    with (
        Answers(answers) as server,
        pytest.raises(Exception, match="status code 404"),
    ):
        ask(opened("pipedrive", server.host))


@pytest.mark.parametrize("kind", ["pipedrive", "pipedrive-reference"])
def test_pipedrive_pages(opened: Any, kind: str) -> None:
    people = [Contact(n, "Ada", (("phone", STORED),)) for n in range(1, 251)]
    record = connector(kind)
    with SandboxServer(people, kind=kind) as box:
        crm = opened(kind, box.host, all_pages=True)
        found = crm.search("4155550123", record.searches[0], record, "exact")
    assert len(found) == 250 == len({each.id for each in found})


def test_an_api_token_goes_into_its_own_header(opened: Any) -> None:
    empty = {"/api/v2/persons/search": {"data": {"items": []}}}
    with Answers(empty) as server:
        ask(opened("pipedrive", server.host, scheme="x-api-token", token=Token("key")))
    assert b"x-api-token: key" in server.requests[0]
    assert b"Authorization" not in server.requests[0]


# The documented template, and connectors with other CRMs


@pytest.mark.parametrize("wrapper", [None, "contacts", "data"])
def test_a_generic_crm(opened: Any, wrapper: str | None) -> None:
    rows = [{"id": "a", "name": "Ada", "phone": STORED, "company": "Acme"}]
    answers = {"/api/contacts": {wrapper: rows} if wrapper else rows}
    with Answers(answers) as server:
        crm = opened("generic", f"http://{server.host}/api/contacts")
        answer = ask(crm, "getcontact")
    assert [each["id"] for each in answer.matched] == ["a", "createNewContact"]
    assert answer.matched[0]["company"] == "Acme"
    assert server.targets[0] == f"/api/contacts?query=number:{NUMBER}"


def test_encoding_properly_escapes_the_term(opened: Any) -> None:
    with Answers({"/": []}) as server:
        crm = opened("generic", f"http://{server.host}", encode="properly")
        ask(crm, "getcontact")
    assert server.targets[0] == "/?query=number:%2B14155550123"


@pytest.mark.parametrize("kind", ["clio", "insightly", "netsuite", "pipedrive"])
@pytest.mark.parametrize("name", ["getcontact", "clio", "vinsolutions", "template"])
def test_any_connector_works_with_any_crm(opened: Any, kind: str, name: str) -> None:
    ada = Contact(7, "Ada", (("phone", NUMBER),))
    with SandboxServer([ada], kind=kind, search_rule="exact") as box:
        answer = ask(opened(kind, box.host), name)
    assert {str(found.contact.id) for found in answer.found} == {"7"}


# App Connect's server


def test_app_connect_answers_a_whole_lookup(opened: Any) -> None:
    rows = [
        {"id": 101, "name": "Ann", "phone": NUMBER, "type": "contact"},
        {"id": "createNewContact", "isNewContact": True},
    ]
    said = {"messageType": "success", "message": "Successfully found contact."}
    data = {"successful": True, "returnMessage": said, "contact": rows}
    with Answers({"/contact": data}) as server:
        crm = opened("app-connect", f"http://{server.host}", token=Token("jwt"))
        assert isinstance(crm, LookupServer)
        answer = get_contact(NUMBER, crm=crm, overriding_format=[FORMAT, "###"])
    assert answer.to_dict()["matchedContactInfo"] == rows
    assert answer.message == said
    assert [found.contact.id for found in answer.found] == [101]
    assert server.targets == [
        f"/contact?phoneNumber={NUMBER}&overridingFormat=%28%23%23%23%29%20%23%23%23-"
        "%23%23%23%23%2C%23%23%23&isExtension=false&isForceRefreshAccountData=true"
    ]
    assert b"Authorization: Bearer jwt" in server.requests[0]


def test_app_connect_that_fails_inside(opened: Any) -> None:
    said = {"message": "Rate limit exceeded", "messageType": "warning", "ttl": 5000}
    with Answers({"/contact": {"successful": False, "returnMessage": said}}) as server:
        answer = get_contact(NUMBER, crm=opened("app-connect", f"http://{server.host}"))
    assert answer.to_dict() == {
        "successful": False,
        "matchedContactInfo": None,
        "returnMessage": said,
    }


def test_app_connect_with_an_old_token(opened: Any) -> None:
    answer = servers.reply(400, b"Please go to Settings and authorize CRM platform")
    with servers.RawServer(servers.in_turn(answer)) as server:
        crm = opened("app-connect", f"http://{server.host}")
        with pytest.raises(CrmAuthError, match="take the new JWT"):
            crm.lookup(NUMBER)
        reply = get_contact(NUMBER, crm=crm)
        assert reply.message and reply.message["message"] == "Authorization error"


@pytest.mark.parametrize(
    "data",
    [[], {"contact": 5}, {"contact": [5]}, {"contact": [{"id": None}]}]
    + [{"returnMessage": 5}, {"successful": "yes"}],
)
def test_app_connects_answers_are_checked(opened: Any, data: Any) -> None:
    with Answers({"/contact": data}) as server:
        crm = opened("app-connect", f"http://{server.host}")
        with pytest.raises(CrmAnswerError, match="app-connect: expected"):
            crm.lookup(NUMBER)


# Opening


def test_unknown_kinds_are_refused() -> None:
    with pytest.raises(OptionError, match="crm: expected app-connect | clio"):
        open_crm("hubspot")
    with pytest.raises(OptionError, match="config: expected a proxy connector"):
        open_crm("proxy", token=Token("t"))
    with pytest.raises(OptionError, match="encode: expected as-sent"):
        open_crm("clio", host="127.0.0.1:9", encode="form")
    with pytest.raises(OptionError, match="scheme: expected bearer"):
        open_crm("clio", host="127.0.0.1:9", scheme="oauth")


def test_a_token_is_needed_but_on_this_machine() -> None:
    with pytest.raises(OptionError, match="never an argument"):
        open_crm("clio", host="app.clio.com")
    assert isinstance(open_crm("clio", host="app.clio.com", token=Token("t")), Clio)
    assert open_crm("generic", host="http://127.0.0.1:9/api").kind == "generic"


def test_this_machine_needs_no_scheme_and_no_token() -> None:
    url = {"operations": {"findContact": {"url": "http://127.0.0.1:9/x"}}}
    assert open_crm("proxy", config=url).client.origin.is_loopback
    away = {"operations": {"findContact": {"url": "https://crm.example.com/x"}}}
    with pytest.raises(OptionError, match="never an argument"):
        open_crm("proxy", config=away)
    for host in ("127.0.0.1:9", "http://127.0.0.1:9", "localhost:9"):
        assert open_crm("app-connect", host=host).client.origin.port == 9


def test_all_but_a_sandbox_is_asked_at_the_vendors_pace() -> None:
    def seconds(kind: str, host: str, **named: Any) -> float:
        with open_crm(kind, host=host, token=Token("t"), **named) as crm:
            return crm.client.pace.seconds_for(100)

    assert seconds("clio", "app.clio.com") == 120
    assert seconds("clio", "127.0.0.1:9") == 0
    assert seconds("clio", "127.0.0.1:9", is_paced=True) == 120
    # A server of one's own may have a real CRM behind it.
    assert seconds("app-connect", "http://127.0.0.1:9") > 0
    assert seconds("app-connect", "http://127.0.0.1:9", is_paced=False) == 0
    with pytest.raises(OptionError, match="expected a pace, got none"):
        seconds("clio", "app.clio.com", is_paced=False)


def test_a_crm_closes_and_shows_nothing() -> None:
    with open_crm("clio", host="eu.app.clio.com", token=Token("t")) as crm:
        assert repr(crm) == "<Clio>"
        assert crm.encoded("properly").client is crm.client


def test_a_missing_number_finds_nobody(opened: Any) -> None:
    record = connector("clio")
    crm = opened("clio", "127.0.0.1:9")
    assert crm.search(None, record.searches[0], record, "exact") == []
    assert issubclass(CrmAuthError, CrmError)
