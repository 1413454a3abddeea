"""Hand-written servers on this machine, well-behaved and not."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from urllib.parse import parse_qsl

Connection = socket.socket
Behaviour = Callable[[Connection, "RawServer"], None]


def read_query(target: str, *, plus_is_space: bool = False) -> dict[str, str]:
    query = target.partition("?")[2]
    if not plus_is_space:
        query = query.replace("+", "%2B")
    return dict(parse_qsl(query, keep_blank_values=True))


def read_request(connection: Connection) -> bytes:
    """Read one request, its body included; nothing when the client has gone."""
    raw = b""
    while b"\r\n\r\n" not in raw:
        piece = connection.recv(65_536)
        if not piece:
            return b""
        raw += piece
    head, _, body = raw.partition(b"\r\n\r\n")
    length = 0
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
    while len(body) < length:
        body += connection.recv(65_536)
    return head + b"\r\n\r\n" + body


def reply(status: int, body: bytes, *headers: str, keep: bool = False) -> bytes:
    lines = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(body)}", *headers]
    lines.append("Connection: keep-alive" if keep else "Connection: close")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class RawServer:
    """Accepts connections and lets a behaviour do what it likes with each."""

    def __init__(self, behaviour: Behaviour) -> None:
        self.behaviour = behaviour
        self.requests: list[bytes] = []
        self.stopping = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.01)
        self.port = self._socket.getsockname()[1]
        self.host = f"127.0.0.1:{self.port}"
        self._threads: list[threading.Thread] = []
        self._connections: list[Connection] = []
        self._main = threading.Thread(target=self._accept, daemon=True)

    def _accept(self) -> None:
        while not self.stopping.is_set():
            try:
                connection, _ = self._socket.accept()
            except TimeoutError:
                continue
            self._connections.append(connection)
            thread = threading.Thread(target=self._serve, args=(connection,))
            thread.daemon = True
            thread.start()
            self._threads.append(thread)

    def _serve(self, connection: Connection) -> None:
        with connection:
            connection.settimeout(10)
            try:
                self.behaviour(connection, self)
            except OSError:
                return

    @property
    def targets(self) -> list[str]:
        return [raw.split(b" ")[1].decode("ascii") for raw in self.requests]

    def __enter__(self):  # type: ignore[no-untyped-def]
        self._main.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stopping.set()
        self._main.join()
        self._socket.close()
        for connection in self._connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(timeout=2)


class Listener(RawServer):
    """Answers every request with the same body."""

    def __init__(self, body: bytes, status: int = 200) -> None:
        answer = reply(status, body, keep=True)

        def serve(connection: Connection, server: RawServer) -> None:
            while request := read_request(connection):
                server.requests.append(request)
                connection.sendall(answer)

        super().__init__(serve)


def in_turn(*answers: bytes) -> Behaviour:
    """Give each request the next answer, the last one for ever."""
    waiting = list(answers)

    def serve(connection: Connection, server: RawServer) -> None:
        request = read_request(connection)
        if request:
            server.requests.append(request)
            answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            connection.sendall(answer)

    return serve
