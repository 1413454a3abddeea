"""A local CRM to rehearse with: real sockets, vendors' JSON, contacts in SQLite.

It listens on this machine only. It compares by any search rule, can read a raw ``+`` as
a space, pages, and goes wrong on demand.

>>> from toolkit.crm.kinds import open_crm
>>> from toolkit.matching.contacts import Contact
>>> from toolkit.matching.get_contact import get_contact
>>> contacts = [Contact(7, "Ada", (("phone", "(415) 555-0100"),))]
>>> with SandboxServer(contacts, kind="clio") as sandbox:
...     answer = get_contact("+14155550100", crm=open_crm("clio", host=sandbox.host),
...                          connector="clio", overriding_format="(###) ###-####")
>>> [contact["id"] for contact in answer.to_dict()["matchedContactInfo"]]
[7, 'createNewContact']
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any

from toolkit.crm import (
    sandbox_app_connect,
    sandbox_clio,
    sandbox_insightly,
    sandbox_netsuite,
    sandbox_pipedrive,
)
from toolkit.crm.sandbox_faults import Faults
from toolkit.crm.sandbox_messages import Reply, Request, Sandbox, Vendor
from toolkit.crm.sandbox_store import IN_MEMORY, ContactStore
from toolkit.crm.tokens import SCHEMES, Token
from toolkit.errors import OptionError
from toolkit.matching.connectors import CONNECTORS, connector
from toolkit.matching.contacts import Contact
from toolkit.matching.search_rules import known_rule

_LOOPBACK = "127.0.0.1"
_LARGEST_BODY = 1_048_576  # bytes
_SILENCE = 60  # seconds a connection may stay open and silent


def _always(vendor: Vendor) -> Callable[[], Vendor]:
    return lambda: vendor


VENDORS: Mapping[str, Callable[[], Vendor]] = MappingProxyType(
    {
        "app-connect": sandbox_app_connect.Server,
        "clio": _always(sandbox_clio.answer),
        "insightly": _always(sandbox_insightly.answer),
        "netsuite": _always(sandbox_netsuite.answer),
        "pipedrive": _always(sandbox_pipedrive.answer),
        "pipedrive-reference": _always(sandbox_pipedrive.answer),
    }
)


class SandboxServer:
    """A local CRM.

    Parameters
    ----------
    contacts
        What it holds.
    kind
        Whose interface it speaks, a name of `VENDORS`.
    search_rule
        How it compares; as the vendor's connector assumes where it is empty.
    connector
        For ``app-connect``: whose rules the server follows.
    port
        0 takes a free one.
    token
        Refuses requests without it, where one is given.
    page_size
        Contacts a page, the vendor's own where None.
    form_decoded
        Whether a raw ``+`` in an address is read as a space.
    faults
        What it does wrong.
    database
        A new file for the contacts (mode 600), in memory where it is not given.
    """

    def __init__(
        self,
        contacts: Iterable[Contact],
        *,
        kind: str,
        search_rule: str = "",
        connector: str = "",
        port: int = 0,
        token: Token | None = None,
        region: str = "US",
        page_size: int | None = None,
        form_decoded: bool = False,
        faults: Faults | None = None,
        database: str | Path = IN_MEMORY,
    ) -> None:
        if kind not in VENDORS:
            raise OptionError(
                expected=" | ".join(VENDORS), got=repr(kind), where="sandbox"
            )
        self.kind, self.faults = kind, faults or Faults()
        self.form_decoded, self._token = form_decoded, token
        self._vendor = VENDORS[kind]()
        self._count = 0
        self._lock = threading.Lock()
        rule = _rule(kind, connector, search_rule)
        store = ContactStore(
            contacts, record=_record(kind, connector), region=region, database=database
        )
        try:
            self._server = _listen(port, _handler(self))
        except OptionError:
            store.close()
            raise
        self._sandbox = Sandbox(
            store,
            rule,
            f"http://{self.host}",
            page_size,
            connector or "getcontact",
        )
        self._thread: threading.Thread | None = None

    @property
    def host(self) -> str:
        """The host and port it listens on."""
        return f"{_LOOPBACK}:{self._server.server_port}"

    @property
    def url(self) -> str:
        """The address it listens on."""
        return f"http://{self.host}"

    @property
    def requests(self) -> int:
        """How many requests came so far."""
        return self._count

    @property
    def store(self) -> ContactStore:
        """The contacts."""
        return self._sandbox.store

    def serve(self) -> None:
        """Serve until `stop` or an interrupt."""
        self._server.serve_forever(poll_interval=0.05)

    def start(self) -> SandboxServer:
        """Serve in the background."""
        self._thread = threading.Thread(target=self.serve, daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop serving and forget the contacts, but for a database file."""
        if self._thread is not None:
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()
        self._sandbox.store.close()

    def __enter__(self) -> SandboxServer:
        """Serve in the background."""
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop."""
        self.stop()

    def answer(self, request: Request) -> Reply | None:
        """Answer a request; None hangs up."""
        with self._lock:
            self._count += 1
            fault = self.faults.of(self._count)
        time.sleep(self.faults.delay)
        if fault == "drop":
            return None
        if fault:
            return self._faulty(fault)
        if self._token and not _is_authorised(request, self._token):
            return Reply({"error": {"type": "UnauthorizedError"}}, 401)
        return self._vendor(request, self._sandbox)

    def _faulty(self, fault: str) -> Reply:
        if fault == "limit":
            pause = {"Retry-After": str(self.faults.retry_after)}
            return Reply({"message": "Too Many Requests"}, 429, pause)
        if fault == "garble":
            return Reply(text="<html><body>Maintenance</body></html>")
        return Reply({"message": "failed on purpose"}, self.faults.fail_status)


def _record(kind: str, name: str) -> Any:
    return connector(name or (kind if kind in CONNECTORS else "getcontact"))


def _rule(kind: str, name: str, rule: str) -> str:
    if rule:
        return known_rule(rule)
    if kind == "app-connect":
        return ""  # each search as its connector assumes
    return str(_record(kind, name).rule_set)


def _is_authorised(request: Request, token: Token) -> bool:
    for scheme in SCHEMES.values():
        for name, text in scheme(token.reveal()).items():
            if request.headers.get(name.lower()) == text:
                return True
    return False


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a client that hung up is no news, and no data is shown."""


def _listen(port: int, handler: type[BaseHTTPRequestHandler]) -> _Server:
    try:
        return _Server((_LOOPBACK, port), handler)
    except (OSError, OverflowError) as error:
        reason = str(getattr(error, "strerror", "") or "no such port").lower()
    raise OptionError(expected="a free port", got=reason, where="sandbox")


def _handler(server: SandboxServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = _SILENCE
        wbufsize = -1  # an answer in one piece: two would wait for each other
        server_version = "sandbox"
        sys_version = ""

        def _answer(self) -> None:
            length = self.headers.get("Content-Length", "0")
            size = int(length) if length.isdecimal() else 0
            body = self.rfile.read(min(size, _LARGEST_BODY))
            headers = {name.lower(): text for name, text in self.headers.items()}
            request = Request.read(
                self.command,
                self.path,
                form_decoded=server.form_decoded,
                headers=headers,
                body=body,
            )
            reply = server.answer(request)
            if reply is None:
                self.close_connection = True
                return
            self._send(reply)

        def _send(self, reply: Reply) -> None:
            is_text = reply.text is not None
            text = reply.text if is_text else json.dumps(reply.data)
            body = (text or "").encode("utf-8", "replace")
            self.send_response(reply.status)
            kind = "text/html" if is_text else "application/json"
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = _answer  # noqa: N815 - names that http.server asks for

        def log_message(self, format: str, *args: Any) -> None:
            """Log nothing: addresses hold phone numbers."""

    return Handler
