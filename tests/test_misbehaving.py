"""Whatever a server does, every adapter ends with one clear error, and soon."""

from __future__ import annotations

import gzip
import json
import logging
import socket
import struct
import time
import traceback
from email.utils import formatdate
from typing import Any

import pytest
import servers

from toolkit.crm.client import Manners
from toolkit.crm.kinds import KINDS, open_crm
from toolkit.crm.live_crm import LiveCrm
from toolkit.crm.retries import RetryPolicy
from toolkit.crm.tokens import Token
from toolkit.errors import ConnectorError, CrmError
from toolkit.matching.connectors import CONNECTORS
from toolkit.matching.get_contact import get_contact

SECRET = "planted-token-4711"
NUMBER = "+14155550123"
IMPATIENT = Manners(
    connect=1.0,
    silence=0.2,
    answer=0.5,
    largest=100_000,
    retry=RetryPolicy(1, backoff_factor=0.001),
    longest_wait=2.0,
)


def opened(kind: str, host: str) -> LiveCrm:
    """Open a CRM of any kind at a server of ours, impatient and unpaced."""
    find = {"url": f"http://{host}/find", "responseMapping": {"listPath": "body.data"}}
    config = {"operations": {"findContact": find}} if kind == "proxy" else None
    place = f"http://{host}" if kind == "generic" else host
    return open_crm(
        kind,
        host="" if config else place,
        token=Token(SECRET),
        config=config,
        manners=IMPATIENT,
        is_paced=False,
    )


def ask(kind: str, host: str, errors: str) -> Any:
    # NetSuite's own connector swallows what goes wrong: another one tells.
    name = kind if kind in CONNECTORS and kind != "netsuite" else "clio"
    with opened(kind, host) as crm:
        return get_contact(
            NUMBER,
            crm=crm,
            connector=name,
            overriding_format="(###) ###-####",
            errors=errors,
        )


def silent(connection: servers.Connection, server: servers.RawServer) -> None:
    servers.read_request(connection)
    server.stopping.wait(30)


def resetting(connection: servers.Connection, server: servers.RawServer) -> None:
    servers.read_request(connection)
    at_once = struct.pack("ii", 1, 0)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)


def flooding(connection: servers.Connection, server: servers.RawServer) -> None:
    servers.read_request(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while not server.stopping.is_set():
        connection.sendall(b" " * 65_536)


def saying(status: int, body: bytes, *headers: str) -> servers.Behaviour:
    return servers.in_turn(servers.reply(status, body, *headers))


SOON = f"Retry-After: {formatdate(time.time() - 5, usegmt=True)}"
WRONG = {"data": 5, "items": {"a": 1}, "contact": "x", "contacts": 7}
BEHAVIOURS: dict[str, servers.Behaviour] = {
    "429 for a while": saying(429, b"{}", "Retry-After: 0"),
    "429 until a date": saying(429, b"{}", SOON),
    "429 for hours": saying(429, b"{}", "Retry-After: 7200"),
    "503": saying(503, b"down"),
    "401": saying(401, b"{}"),
    "half a body": servers.in_turn(servers.reply(200, b'{"data": []}')[:-4]),
    "HTML": saying(200, b"<html>Sign in</html>"),
    "wrong types": saying(200, json.dumps(WRONG).encode()),
    "silence": silent,
    "another port": saying(302, b"", "Location: http://127.0.0.1:9/x"),
    "another host": saying(307, b"", "Location: http://localhost:9/x"),
    "another scheme": saying(308, b"", "Location: https://127.0.0.1/x"),
    "reset": resetting,
    "a flood": flooding,
    "packed twice": saying(
        200,
        gzip.compress(gzip.compress(b" " * 9_000_000)),
        "Content-Encoding: gzip, gzip",
    ),
    "packed": saying(
        200, gzip.compress(b" " * 9_000_000), "Content-Encoding: gzip"
    ),
    "not UTF-8": saying(200, b'{"data": [{"id": 1, "name": "\xff\xfe"}]}'),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_adapter_ends_with_one_clear_error(
    kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for name, behaviour in BEHAVIOURS.items():
        with servers.RawServer(behaviour) as server:
            start = time.monotonic()
            with pytest.raises((ConnectorError, CrmError)) as caught:  # noqa: PT011
                ask(kind, server.host, "raise")
            assert time.monotonic() - start < 10, name
            assert len(server.requests) <= 2, name
            error = caught.value
            cause = error.__cause__ or error
            assert isinstance(cause, CrmError), name
            assert "expected" in str(cause), name
            shown = "".join(traceback.format_exception(error)) + repr(vars(cause))
            reply = ask(kind, server.host, "message")
        assert reply.successful is False, name
        assert reply.message["messageType"] == "warning", name
        shown += json.dumps(reply.to_dict()) + caplog.text
        assert SECRET not in shown, name
        assert NUMBER[1:] not in shown, name


def test_netsuite_keeps_what_its_connector_swallows() -> None:
    """An outage looks like a missing contact; the client still knows."""
    with servers.RawServer(BEHAVIOURS["401"]) as server:
        with opened("netsuite", server.host) as crm:
            answer = get_contact(NUMBER, crm=crm, connector="netsuite")
        assert answer.successful
        assert "a refused token" in str(crm.client.last_error)
