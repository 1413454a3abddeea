"""A CRM described by a proxy connector's JSON, over a real socket."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import servers
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.crm.kinds import open_crm
from toolkit.crm.pace import Pace
from toolkit.crm.proxy_config import build_request, read_config
from toolkit.crm.proxy_connector import ProxyConnector
from toolkit.crm.tokens import Token
from toolkit.errors import CrmAnswerError, OptionError, TableError, ToolkitError
from toolkit.matching.get_contact import LookupServer, get_contact

SECRET = "planted-token-4711"
NUMBER = "+14155550123"


def config(host: str, **operation: Any) -> dict[str, Any]:
    """The minimal example of the documentation, with changes."""
    find = {
        "method": "GET",
        "url": "/contacts",
        "query": {"phone": "{{phoneNumber}}"},
        "responseMapping": {"listPath": "body.contacts"},
        **operation,
    }
    return {
        "auth": {
            "type": "apiKey",
            "scheme": "Bearer",
            "credentialTemplate": "{{apiKey}}",
            "encode": "none",
        },
        "requestDefaults": {
            "baseUrl": f"http://{host}/v1/",
            "timeoutSeconds": 30,
            "defaultHeaders": {"Accept": "application/json"},
        },
        "operations": {"findContact": find},
    }


ADA = {"id": "0042", "name": "Ada", "phone": NUMBER, "title": 0, "company": None}


@pytest.fixture
def server() -> Iterator[servers.Listener]:
    body = json.dumps({"contacts": [ADA, {"id": 7}]}).encode()
    with servers.Listener(body) as listening:
        yield listening


@pytest.fixture
def opened() -> Iterator[Any]:
    crms: list[ProxyConnector] = []

    def open_one(given: dict[str, Any], **named: Any) -> ProxyConnector:
        crm = ProxyConnector(given, token=Token(SECRET), **named)
        crm.client.pace = Pace((), where="proxy")
        crms.append(crm)
        return crm

    yield open_one
    for crm in crms:
        crm.close()


def sent_body(server: servers.Listener) -> bytes:
    return server.requests[-1].partition(b"\r\n\r\n")[2]


def test_every_connector_searches_through_it(server: Any, opened: Any) -> None:
    crm = opened(config(server.host))
    assert not isinstance(crm, LookupServer)
    answer = get_contact(
        NUMBER, crm=crm, connector="clio", overriding_format="(###) ###-####"
    )
    assert [found.contact.id for found in answer.found] == ["0042", 7]
    assert server.targets == [
        "/v1/contacts?phone=%2B14155550123",
        "/v1/contacts?phone=(415)+555-0123",
    ]
    assert b"Authorization: Bearer " + SECRET.encode() in server.requests[0]


def test_a_lookup_as_app_connect_answers_it(server: Any, opened: Any) -> None:
    crm = opened(config(server.host))
    answer = crm.find_contact(NUMBER, ("###", "##"))
    assert answer.to_dict() == {
        "successful": True,
        "matchedContactInfo": [
            {
                "id": "0042",
                "name": "Ada",
                "phone": NUMBER,
                "type": "Contact",
                "title": "",
                "company": "",
                "additionalInfo": None,
            },
            {
                "id": 7,
                "name": "",
                "type": "Contact",
                "title": "",
                "company": "",
                "additionalInfo": None,
            },
        ],
        "returnMessage": {
            "messageType": "success",
            "message": "Found 2 contacts",
            "ttl": 3000,
        },
    }
    assert len(server.requests) == 1


def test_a_get_carries_an_empty_body(server: Any, opened: Any) -> None:
    opened(config(server.host)).find_contact(NUMBER)
    assert sent_body(server) == b"{}"
    opened(config(server.host), encode="properly").find_contact(NUMBER)
    assert sent_body(server) == b""


def test_values_in_the_address_are_not_escaped(server: Any, opened: Any) -> None:
    given = config(server.host, url="find/{{phoneNumber}}", query={})
    opened(given).find_contact("+1 415")
    opened(given, encode="properly").find_contact("+1 415")
    assert server.targets == ["/v1/find/+1%20415", "/v1/find/%2B1%20415"]


def test_the_context_of_a_lookup(server: Any, opened: Any) -> None:
    body = {
        "all": "{{parsedPhoneNumber.number.significant}}/{{parsedPhoneNumber.valid}}",
        "formats": "{{overridingFormat}}",
        "flag": "{{isExtension}}",
        "user": "{{user.id}}@{{user.hostname}}",
        "missing": "{{user.nothing}}",
        "list": ["{{missing}}"],
    }
    given = config(server.host, method="post", body=body, query={})
    user = {"id": "12-myCrm", "hostname": "crm.example.com"}
    crm = opened(given, user=user)
    crm.find_contact(NUMBER, ("###", "##"), is_extension=True)
    assert server.requests[-1].startswith(b"POST ")
    assert json.loads(sent_body(server)) == {
        "all": "4155550123/true",
        "formats": "###,##",
        "flag": "true",
        "user": "12@crm.example.com",
        "list": [None],
    }


def test_what_the_user_record_lacks_is_undefined(server: Any, opened: Any) -> None:
    body = {"user": "{{user}}", "zone": "{{user.timezoneName}}"}
    given = config(server.host, body=body)
    opened(given, user={"id": "7-acme", "hostname": "h", "other": 1}).find_contact("+1")
    assert sent_body(server).decode() == (
        f'{{"user":{{"accessToken":"{SECRET}","id":"7","hostname":"h"}}}}'
    )


def test_the_number_is_read_as_in_production(server: Any, opened: Any) -> None:
    """The connectors' metadata is older: what came later is not valid to it."""
    number = "{{parsedPhoneNumber.number.significant}}"
    given = config(server.host, body={"n": number, "all": "{{parsedPhoneNumber}}"})
    opened(given).find_contact("+12275550100")
    parsed = json.loads(sent_body(server))["all"]
    assert (parsed["valid"], parsed["possibility"], parsed["type"]) == (
        False,
        "invalid",
        "unknown",
    )
    opened(given).find_contact("101")
    assert json.loads(sent_body(server)) == {
        "all": {
            "number": {"input": "101"},
            "regionCode": None,
            "valid": False,
            "possible": False,
            "possibility": "invalid-country-code",
        }
    }


def header(server: servers.Listener, name: str) -> str | None:
    for line in server.requests[-1].decode().split("\r\n"):
        if line.lower().startswith(f"{name.lower()}:"):
            return line.partition(":")[2].strip()
    return None


@pytest.mark.parametrize(
    ("auth", "expected"),
    [
        ({"type": "oauth"}, f"Bearer {SECRET}"),
        ({}, f"Basic {base64.b64encode(f'{SECRET}:'.encode()).decode()}"),
        (
            {"credentialTemplate": "u:{{apiKey}}", "scheme": "Basic"},
            f"Basic {base64.b64encode(f'u:{SECRET}'.encode()).decode()}",
        ),
        ({"credentialTemplate": "{{apiKey}}", "encode": "none"}, SECRET),
        ({"credentialTemplate": "{{secretKey}}", "encode": "none"}, None),
        (
            {"credentialTemplate": "{{x}}", "encode": "none", "scheme": "Bearer"},
            "Bearer undefined",
        ),
    ],
)
def test_authorisation(
    server: Any, opened: Any, auth: Any, expected: str | None
) -> None:
    given = config(server.host)
    given["auth"] = auth
    opened(given).find_contact(NUMBER)
    assert header(server, "Authorization") == expected


def test_headers_are_rendered_and_overridden(server: Any, opened: Any) -> None:
    given = config(server.host, headers={"accept": "text/json", "X-Key": "{{apiKey}}"})
    given["requestDefaults"]["defaultHeaders"]["X-Connector"] = "{{secretKey}}"
    opened(given, secret_key=Token("own-secret")).find_contact(NUMBER)
    assert header(server, "X-Connector") == "own-secret"
    opened({**given, "secretKey": " kept"}).find_contact(NUMBER)
    assert header(server, "X-Connector") == "kept"
    opened(given, secret_key=Token("own-secret")).find_contact(NUMBER)
    assert header(server, "X-Key") == SECRET
    assert header(server, "Accept") == "text/json"


def test_an_operation_has_its_own_authorisation(server: Any, opened: Any) -> None:
    auth = {"credentialTemplate": "k", "encode": "none", "headerName": "X-Auth"}
    opened(config(server.host, auth=auth)).find_contact(NUMBER)
    assert header(server, "X-Auth") == "k"
    assert header(server, "Authorization") is None


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        ({"contacts": None}, []),
        ({"contacts": ""}, []),
        ({"contacts": 0}, []),
        ({}, []),
        ({"contacts": []}, []),
        ({"contacts": [None, "x", 5]}, [None, None, None]),
        ({"contacts": [{"id": 0}, {"id": None}]}, [0, None]),
    ],
)
def test_what_a_list_may_be(opened: Any, data: Any, ids: list[Any]) -> None:
    with servers.Listener(json.dumps(data).encode()) as listening:
        answer = opened(config(listening.host)).find_contact(NUMBER)
    assert [each.get("id") for each in answer.matched] == ids
    named = [found.contact.id for found in answer.found]
    assert named == [each for each in ids if each is not None]


@pytest.mark.parametrize("body", [b"{}x", b'{"contacts": 5}', b'{"contacts": {"a":1}}'])
def test_other_lists_are_refused(opened: Any, body: bytes) -> None:
    with servers.Listener(body) as listening:
        crm = opened(config(listening.host))
        with pytest.raises(CrmAnswerError, match="proxy: expected"):
            crm.find_contact(NUMBER)


def test_the_path_of_the_list_is_a_text(server: Any, opened: Any) -> None:
    given = config(server.host, responseMapping={"listPath": 5})
    with pytest.raises(OptionError, match="a text at listPath"):
        opened(given).find_contact(NUMBER)


def test_an_empty_answer_is_nobody(opened: Any) -> None:
    given = {"responseMapping": {"listPath": "body"}}
    with servers.Listener(b"") as listening:
        assert (
            opened(config(listening.host, **given)).find_contact(NUMBER).matched == ()
        )


def test_without_the_operation_nothing_is_sent(server: Any, opened: Any) -> None:
    given = config(server.host)
    crm = opened(given)
    given["operations"] = {}
    assert crm.find_contact(NUMBER).matched == ()
    answer = get_contact(NUMBER, crm=crm)
    assert not answer.found
    assert server.requests == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"url": "{{parsedPhoneNumber.countryCode}}"}, "an address as url"),
        ({"method": "DELETE"}, "a POST that searches"),
        ({"method": 5}, "a text at method"),
        ({"headers": {"Host": "x"}}, "plain headers"),
        ({"headers": {"X-Exact-Target": "/x"}}, "plain headers"),
        ({"headers": {"X": "a\r\nb"}}, "plain headers"),
        ({"headers": {"X\n": "a"}}, "plain headers"),
        ({"headers": []}, "an object at headers"),
        ({"auth": {"credentialTemplate": "{{nothing}}"}}, "gives a text"),
    ],
)
def test_unusable_configurations(opened: Any, change: Any, said: str) -> None:
    with pytest.raises(OptionError, match=said):
        opened(config("127.0.0.1:9", **change)).find_contact(NUMBER)


@pytest.mark.parametrize(
    "url",
    [
        "http://crm.example.com/x",
        "https://user@crm.example.com/",
        "https://10.0.0.1/",
        "ftp://x",
    ],
)
def test_addresses_are_checked(opened: Any, url: str) -> None:
    given = config("127.0.0.1:9", url=url)
    del given["requestDefaults"]["baseUrl"]
    with pytest.raises(OptionError, match="host: expected"):
        opened(given)


def test_a_number_cannot_choose_the_server(opened: Any) -> None:
    given = config("127.0.0.1:9", url="https://a.example.com{{phoneNumber}}")
    with pytest.raises(OptionError, match="another server, named by a number"):
        opened(given).find_contact(".evil.example.org/x@")
    given = config("127.0.0.1:9", url="https://a{{phoneNumber}}.example.com/")
    crm = opened(given)
    with pytest.raises(OptionError, match="another server, named by a number"):
        crm.find_contact("7")


def test_a_configuration_file(tmp_path: Path, server: Any) -> None:
    path = tmp_path / "crm.json"
    path.write_text(json.dumps(config(server.host)), encoding="utf-8-sig")
    with open_crm("proxy", config=path, token=Token(SECRET)) as crm:
        assert get_contact(NUMBER, crm=crm).found
    for text in ("[]", "{", "[" * 100_000, "\x00"):
        path.write_text(text)
        with pytest.raises(TableError, match=r"crm.json: expected the JSON of a proxy"):
            read_config(path)
    path.write_text(" " * 1_100_000)
    with pytest.raises(TableError, match="got something else"):
        read_config(path)
    with pytest.raises(TableError, match="got no such file"):
        read_config(tmp_path / "nothing.json")


def test_no_token_is_shown(opened: Any) -> None:
    with servers.Listener(b"{}", status=401) as listening:
        crm = opened(config(listening.host))
        with pytest.raises(ToolkitError, match="a refused token") as caught:
            crm.find_contact(NUMBER)
    shown = [repr(crm), str(caught.value), repr(crm._question(NUMBER))]
    assert not any(SECRET in text for text in shown)


TEXTS = st.text(alphabet="{}$ .:/@?#ab\n", max_size=12)
VALUES = st.recursive(
    TEXTS | st.none() | st.booleans() | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner),
    max_leaves=6,
)
PLACES = ["operations", "findContact", "requestDefaults", "auth", "url", "query"]
PLACES += ["headers", "baseUrl", "body", "method", "credentialTemplate"]


@settings(max_examples=100)
@given(
    st.recursive(
        VALUES,
        lambda inner: st.dictionaries(st.sampled_from(PLACES), inner),
        max_leaves=10,
    )
)
def test_any_configuration_is_used_or_refused(given_config: Any) -> None:
    whole = given_config if isinstance(given_config, dict) else {"operations": {}}
    with suppress(ToolkitError):
        build_request(whole, {"phoneNumber": NUMBER, "a": {"b": 1}})
