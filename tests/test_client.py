"""The client keeps its manners and its secrets, whatever a server does."""

from __future__ import annotations

import gc
import json
import logging
import shutil
import ssl
import subprocess
import time
import traceback
import zlib
from collections.abc import Callable, Iterator
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest
import servers
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.crm.answers import Shape, parse_json
from toolkit.crm.client import Client, Manners, Question
from toolkit.crm.hosts import Origin, crm_host
from toolkit.crm.kinds import open_crm
from toolkit.crm.live_crm import LiveCrm
from toolkit.crm.pace import Pace
from toolkit.crm.retries import RetryPolicy
from toolkit.crm.tokens import Token
from toolkit.errors import (
    CrmAnswerError,
    CrmAuthError,
    CrmError,
    CrmLimitError,
    OptionError,
    ToolkitError,
)
from toolkit.matching.connectors import connector
from toolkit.matching.get_contact import get_contact

SECRET = "planted-token-4711"
NUMBER = "+14155550123"
CLIO = connector("clio")
SEARCH = CLIO.searches[0]
IMPATIENT = Manners(
    connect=1.0,
    silence=0.3,
    answer=1.0,
    largest=100_000,
    retry=RetryPolicy(2, backoff_factor=0.001),
    longest_wait=2.0,
)
GOOD = b'{"data": [{"id": 7, "name": "Ada"}]}'

Opener = Callable[..., LiveCrm]


@pytest.fixture
def clio() -> Iterator[Opener]:
    crms = []

    def open_one(host: str, **named: Any) -> LiveCrm:
        crm = open_crm("clio", host=host, token=Token(SECRET), manners=IMPATIENT)
        crm.client.pace = Pace((), where="clio")
        crms.append(crm)
        return crm

    yield open_one
    for crm in crms:
        crm.close()


def find(crm: LiveCrm) -> list[Any]:
    return [each.id for each in crm.search(NUMBER, SEARCH, CLIO, "exact")]


def slowly(*pieces: bytes, pause: float) -> servers.Behaviour:
    def serve(connection: servers.Connection, server: servers.RawServer) -> None:
        server.requests.append(servers.read_request(connection))
        for piece in pieces:
            connection.sendall(piece)
            if server.stopping.wait(pause):
                return

    return serve


def test_a_good_answer_is_read(clio: Opener) -> None:
    with servers.Listener(GOOD) as server:
        assert find(clio(server.host)) == [7]
    sent = server.requests[0].decode()
    assert f"Authorization: Bearer {SECRET}" in sent
    assert "X-Exact-Target" not in sent
    assert sent.startswith(f"GET /api/v4/contacts.json?query={NUMBER}&fields=")


def test_a_storm_of_429_ends_in_a_limit_error(clio: Opener) -> None:
    answer = servers.reply(429, b"{}", "Retry-After: 0")
    with servers.RawServer(servers.in_turn(answer)) as server:
        with pytest.raises(CrmLimitError, match="limit that is used up"):
            find(clio(server.host))
        assert len(server.requests) == 3


def test_the_pause_a_server_asks_for_is_kept(clio: Opener) -> None:
    answer = servers.reply(429, b"{}", "Retry-After: 1")
    with servers.RawServer(servers.in_turn(answer, servers.reply(200, GOOD))) as server:
        crm, pauses = clio(server.host), []
        crm.client._sleep = pauses.append
        assert find(crm) == [7]
    assert pauses == [1.0]


def test_the_date_a_server_names_is_waited_for(clio: Opener) -> None:
    asked = formatdate(time.time() + 2, usegmt=True)
    answer = servers.reply(429, b"{}", f"Retry-After: {asked}")
    with servers.RawServer(servers.in_turn(answer, servers.reply(200, GOOD))) as server:
        crm, pauses = clio(server.host), []
        crm.client._sleep = pauses.append
        assert find(crm) == [7]
    assert len(pauses) == 1
    assert 0 <= pauses[0] <= 2


@pytest.mark.parametrize("asked", ["3600", "9" * 5000, "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_a_pause_too_long_is_not_waited_for(clio: Opener, asked: str) -> None:
    answer = servers.reply(429, b"{}", f"Retry-After: {asked}")
    with servers.RawServer(servers.in_turn(answer)) as server:
        crm = clio(server.host)
        crm.client._sleep = lambda seconds: None
        with pytest.raises(CrmError, match="expected an answer"):
            find(crm)
        assert len(server.requests) <= 3


@pytest.mark.parametrize("status", [502, 503, 504])
def test_passing_failures_are_tried_again(clio: Opener, status: int) -> None:
    answers = servers.reply(status, b"down"), servers.reply(200, GOOD)
    with servers.RawServer(servers.in_turn(*answers)) as server:
        assert find(clio(server.host)) == [7]


@pytest.mark.parametrize(
    ("status", "kind", "said"),
    [
        (401, CrmAuthError, "a refused token"),
        (403, CrmAuthError, "without the permission"),
        (404, CrmError, "no such address"),
        (400, CrmError, "a request it cannot read"),
        (418, CrmError, "a request it cannot read"),
        (500, CrmError, "an error of its own"),
        (599, CrmError, "an error of its own"),
        (999, CrmError, "an error of its own"),
    ],
)
def test_refusals_are_not_tried_again(
    clio: Opener, status: int, kind: type[CrmError], said: str
) -> None:
    with servers.RawServer(servers.in_turn(servers.reply(status, b"x"))) as server:
        with pytest.raises(kind, match=said) as caught:
            find(clio(server.host))
        assert len(server.requests) == 1
    assert caught.value.status == status


def test_half_a_body_is_asked_for_again(clio: Opener) -> None:
    whole = servers.reply(200, GOOD)
    with servers.RawServer(servers.in_turn(whole[:-9], whole)) as server:
        assert find(clio(server.host)) == [7]
        assert len(server.requests) == 2


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        CHUNKED + b"5\r\n{",
        CHUNKED + b"zz\r\n{}\r\n",
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n{}",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
    ],
)
def test_broken_answers_become_one_clear_error(clio: Opener, answer: bytes) -> None:
    with (
        servers.RawServer(servers.in_turn(answer)) as server,
        pytest.raises(CrmError, match="expected an answer|expected JSON"),
    ):
        find(clio(server.host))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<html>Sign in</html>", "a page of HTML"),
        (b"", "an empty answer"),
        (b"\xff\xfe", "something else"),
        (b'{"data": NaN}', "something else"),
        (b"[" * 90_000, "JSON nested too deeply|something else"),
        (b'{"data": ' + b"9" * 9000 + b"}", "something else"),
    ],
)
def test_what_is_not_json_is_refused(clio: Opener, body: bytes, said: str) -> None:
    with (
        servers.Listener(body) as server,
        pytest.raises(CrmAnswerError, match=said),
    ):
        find(clio(server.host))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "an object at answer, got a list"),
        ({}, "a list at answer.data, got null"),
        ({"data": {}}, "a list at answer.data, got an object"),
        ({"data": [[]]}, r"an object at answer.data\[\], got a list"),
        ({"data": [{"id": None}]}, "an id at .*, got null"),
        ({"data": [{"id": True}]}, "an id at .*, got a number"),
        ({"data": [{"id": 1.5}]}, "an id at .*, got a number"),
        ({"data": [{"id": 1, "name": 5}]}, "a text or null at .*name"),
        ({"data": [], "meta": 3}, "an object at answer.meta"),
        ({"data": [], "meta": {"paging": []}}, "an object at answer.meta.paging"),
    ],
)
def test_wrong_types_are_named(clio: Opener, data: Any, said: str) -> None:
    with (
        servers.Listener(json.dumps(data).encode()) as server,
        pytest.raises(CrmAnswerError, match=said),
    ):
        find(clio(server.host))


def test_silence_ends(clio: Opener) -> None:
    start = time.monotonic()
    with (
        servers.RawServer(slowly(b"", pause=30)) as server,
        pytest.raises(CrmError, match="got no answer in time"),
    ):
        find(clio(server.host))
    assert time.monotonic() - start < 10


def test_a_drip_ends(clio: Opener) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"
    drip = slowly(head, *[b" "] * 300, pause=0.05)
    with (
        servers.RawServer(drip) as server,
        pytest.raises(CrmError, match="got no answer in time"),
    ):
        find(clio(server.host))


def test_an_endless_answer_ends(clio: Opener) -> None:
    def flood(connection: servers.Connection, server: servers.RawServer) -> None:
        servers.read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not server.stopping.is_set():
            connection.sendall(b" " * 65_536)

    with (
        servers.RawServer(flood) as server,
        pytest.raises(CrmAnswerError, match="at most 100000 bytes, got a larger one"),
    ):
        find(clio(server.host))


def test_a_packed_bomb_is_not_unpacked(clio: Opener) -> None:
    packed = zlib.compress(b" " * 50_000_000)
    answer = servers.reply(200, packed, "Content-Encoding: deflate")
    with (
        servers.RawServer(servers.in_turn(answer)) as server,
        pytest.raises(CrmAnswerError, match="got a larger one"),
    ):
        find(clio(server.host))


def test_a_redirect_is_not_followed(clio: Opener) -> None:
    with servers.Listener(GOOD) as other:
        location = f"Location: http://{other.host}/api/v4/contacts.json"
        for status in (301, 302, 307, 308):
            answer = servers.reply(status, b"", location)
            with (
                servers.RawServer(servers.in_turn(answer)) as server,
                pytest.raises(CrmError, match="a redirect"),
            ):
                find(clio(server.host))
        assert other.requests == []


def test_pages_without_end_end(clio: Opener) -> None:
    def serve(connection: servers.Connection, server: servers.RawServer) -> None:
        following = f"http://{server.host}/api/v4/contacts.json?page=1"
        meta = {"paging": {"next": following}}
        body = json.dumps({"data": [], "meta": meta}).encode()
        while request := servers.read_request(connection):
            server.requests.append(request)
            connection.sendall(servers.reply(200, body, keep=True))

    with servers.RawServer(serve) as server:
        crm = clio(server.host)
        crm.all_pages = True
        with pytest.raises(CrmAnswerError, match="a chain of pages without end"):
            find(crm)
        assert 10 < len(server.requests) < 60


@pytest.mark.parametrize(
    "link",
    [
        "http://{other}/api/v4/contacts.json",
        "http://{host}@{other}/",
        "https://{host}/api",
        "//{other}/",
        "http://[",
    ],
)
def test_a_next_page_elsewhere_is_refused(clio: Opener, link: str) -> None:
    with servers.Listener(GOOD) as other:

        def serve(connection: servers.Connection, server: servers.RawServer) -> None:
            servers.read_request(connection)
            following = link.format(other=other.host, host=server.host)
            meta = {"paging": {"next": following}}
            body = json.dumps({"data": [], "meta": meta}).encode()
            connection.sendall(servers.reply(200, body))

        with servers.RawServer(serve) as server:
            crm = clio(server.host)
            crm.all_pages = True
            with pytest.raises(CrmAnswerError, match="a link to another one"):
                find(crm)
        assert other.requests == []


def test_a_server_that_is_not_there(clio: Opener) -> None:
    with servers.Listener(GOOD) as server:
        host = server.host
    with pytest.raises(CrmError, match="got a dropped connection"):
        find(clio(host))


def test_only_reading_requests_are_sent(clio: Opener) -> None:
    with servers.Listener(GOOD) as server:
        crm = clio(server.host)
        for method in ("PUT", "PATCH", "DELETE", "get"):
            with pytest.raises(OptionError, match="a request that only reads"):
                crm.client.ask(Question("/", method))
        assert server.requests == []


def test_connections_are_kept(clio: Opener) -> None:
    connections = []

    def serve(connection: servers.Connection, server: servers.RawServer) -> None:
        connections.append(connection)
        while servers.read_request(connection):
            connection.sendall(servers.reply(200, GOOD, keep=True))

    with servers.RawServer(serve) as server:
        crm = clio(server.host)
        for _ in range(5):
            assert find(crm) == [7]
    assert len(connections) == 1


def test_errors_become_the_return_message(clio: Opener) -> None:
    cases = {401: "Authorization error", 429: "Rate limit exceeded"}
    cases[500] = "Error finding contact"
    for status, said in cases.items():
        answer = servers.reply(status, b"{}", "Retry-After: 0")
        with servers.RawServer(servers.in_turn(answer)) as server:
            reply = get_contact(NUMBER, crm=clio(server.host), connector="clio")
        assert reply.successful is False
        assert reply.message and reply.message["message"] == said


@pytest.mark.skipif(not shutil.which("openssl"), reason="makes a certificate")
def test_a_certificate_nobody_signed_is_refused(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = (
        f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost "
        f"-keyout {key} -out {certificate}"
    )
    subprocess.run(command.split(), check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    def serve(connection: servers.Connection, server: servers.RawServer) -> None:
        with context.wrap_socket(connection, server_side=True) as secure:
            server.requests.append(servers.read_request(secure))

    with servers.RawServer(serve) as server:
        origin = Origin("https", "localhost", server.port)
        client = Client(origin, where="clio", manners=IMPATIENT)
        with pytest.raises(CrmError, match="a certificate that cannot be trusted"):
            client.ask(Question("/"))
        client.close()
        assert server.requests == []


FAILURES = [
    servers.reply(401, b"{}"),
    servers.reply(429, b"{}", "Retry-After: 0"),
    servers.reply(302, b"", "Location: http://127.0.0.1:9/"),
    servers.reply(200, b"<html>"),
    servers.reply(200, b'{"data": 5}'),
    b"",
    b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{",
]


@pytest.mark.parametrize("answer", FAILURES)
def test_no_token_and_no_number_in_errors_or_logs(
    clio: Opener, answer: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with servers.RawServer(servers.in_turn(answer)) as server:
        crm = clio(server.host)
        with pytest.raises(ToolkitError, match="clio: expected") as caught:
            find(crm)
    error = caught.value
    chain = [error]
    while chain[-1].__context__ or chain[-1].__cause__:
        chain.append(chain[-1].__cause__ or chain[-1].__context__)  # type: ignore[arg-type]
    assert len(chain) == 1  # no exception of a library that holds the request
    whole = "".join(traceback.format_exception(error))
    written = [whole, repr(error), caplog.text, repr(crm), repr(crm.client)]
    written += [str(vars(error)), str(error.args)]
    for text in written:
        assert SECRET not in text
        assert NUMBER[1:] not in text


def test_no_token_in_local_variables_of_a_traceback(clio: Opener) -> None:
    with servers.RawServer(servers.in_turn(servers.reply(500, b"{}"))) as server:
        with pytest.raises(CrmError, match="clio: expected") as caught:
            find(clio(server.host))
        shown = "".join(
            traceback.TracebackException.from_exception(
                caught.value, capture_locals=True
            ).format()
        )
    assert SECRET not in shown
    gc.collect()


def test_a_netrc_file_does_not_replace_the_token(
    clio: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ann password other\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with servers.Listener(GOOD) as server:
        assert find(clio(server.host)) == [7]
    assert f"Bearer {SECRET}".encode() in server.requests[0]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)
NAMES = st.sampled_from(["data", "items", "item", "id", "name", "meta", "paging"])
NESTED = st.recursive(
    JSON, lambda inner: st.dictionaries(NAMES, inner) | st.lists(inner), max_leaves=8
)


READERS = {
    kind: open_crm(kind, host="127.0.0.1:9")
    for kind in ("clio", "insightly", "netsuite", "pipedrive", "pipedrive-reference")
}


@settings(max_examples=100)
@given(NESTED, st.sampled_from(sorted(READERS)))
def test_any_json_is_read_or_refused(data: Any, kind: str) -> None:
    crm = READERS[kind]
    try:
        answer = Shape(parse_json(json.dumps(data).encode(), where=kind), kind)
        crm.read(answer, connector(kind).searches[0])
        crm.next_page(answer, Question("/a"))
    except CrmAnswerError:
        pass


def test_a_long_time_between_requests_is_counted() -> None:
    client = Client(crm_host("127.0.0.1:9"), where="clio")
    assert client.requests == 0
    assert repr(client) == "<Client of clio>"
    client.close()
