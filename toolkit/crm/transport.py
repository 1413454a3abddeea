r"""Sends a request target byte for byte as it was built.

requests and urllib3 rewrite a URL once more before it is sent: ``\ ^ | { }`` and
others are escaped even in a prepared request. The target therefore travels beside the
URL, in a header of our own that the connection takes out again, and urllib3 itself only
ever sees ``/``. That also keeps phone numbers out of the addresses which urllib3 writes
into its log and its exceptions.

>>> import requests
>>> session = requests.Session()
>>> session.mount("http://127.0.0.1", ExactTargets())
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.poolmanager import PoolManager

TARGET_HEADER = "X-Exact-Target"  # never sent: the connection takes it out


class _ExactConnection(HTTPConnection):
    def request(self, method: str, url: str, *args: Any, **named: Any) -> None:
        target, named["headers"] = _take_out(url, named.get("headers"))
        super().request(method, target, *args, **named)


class _ExactTlsConnection(HTTPSConnection):
    def request(self, method: str, url: str, *args: Any, **named: Any) -> None:
        target, named["headers"] = _take_out(url, named.get("headers"))
        super().request(method, target, *args, **named)


class _ExactPool(HTTPConnectionPool):
    ConnectionCls = _ExactConnection


class _ExactTlsPool(HTTPSConnectionPool):
    ConnectionCls = _ExactTlsConnection


_POOLS = {"http": _ExactPool, "https": _ExactTlsPool}


def _take_out(
    url: str, headers: Mapping[str, str] | None
) -> tuple[str, dict[str, str]]:
    """Give the target to send, and the headers without it."""
    kept = dict(headers or {})
    return kept.pop(TARGET_HEADER, url), kept


class ExactTargets(HTTPAdapter):
    """A transport adapter of requests that sends `TARGET_HEADER` as the target."""

    def init_poolmanager(self, *args: Any, **named: Any) -> None:
        """Make the pool of connections, with connections of ours."""
        super().init_poolmanager(*args, **named)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, proxy: str, **named: Any) -> PoolManager:
        """Make the pool for a proxy; TLS goes through it untouched."""
        manager: PoolManager = super().proxy_manager_for(proxy, **named)
        manager.pool_classes_by_scheme = _POOLS
        return manager

    def request_url(
        self,
        request: requests.PreparedRequest,
        proxies: Mapping[str, str] | None,
    ) -> str:
        """Hide the address from urllib3; the header has it."""
        return "/"
