"""A proxy connector's configuration: which request a lookup becomes.

`build_request` renders address, query, headers and body of the operation `findContact`
as App Connect's proxy engine does: the base address is not rendered, values in the
address are not escaped, those in the query are, and even a GET carries the body ``{}``.

Source: ``packages/core/connector/proxy/engine.ts``, commit fa94f96c.

>>> config = {"operations": {"findContact": {
...     "url": "https://crm.example.com/find", "query": {"p": "{{phoneNumber}}"}}}}
>>> build_request(config, {"phoneNumber": "+1"}).url
'https://crm.example.com/find?p=%2B1'
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.crm.javascript_text import written
from toolkit.crm.json_files import read_object
from toolkit.crm.proxy_template import render, render_text, value_at
from toolkit.crm.retries import METHODS
from toolkit.crm.wire import AS_SENT, PROPERLY, axios_query, escaped
from toolkit.errors import OptionError
from toolkit.matching.lookup import Undefined

OPERATION = "findContact"
_WHERE = "proxy connector"
_USUAL_TIMEOUT, _LONGEST_TIMEOUT = 30.0, 3600.0  # seconds
_ABOUT_THE_NUMBER = ("phoneNumber", "parsedPhoneNumber", "overridingFormat")
_NOT_OURS_TO_SET = frozenset(
    {"host", "connection", "content-length", "transfer-encoding", "x-exact-target"}
)


@dataclass(frozen=True, slots=True, repr=False)
class ProxyRequest:
    """A rendered request; its parts may hold a token."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None


def read_config(path: str | Path) -> dict[str, Any]:
    """Read a proxy connector's JSON file."""
    return read_object(path, expected="the JSON of a proxy connector")


def section(config: Mapping[str, Any], *keys: str) -> Mapping[str, Any] | None:
    """Give an object of the configuration, or None where it is not there."""
    found = value_at(config, ".".join(keys))
    if found is None or isinstance(found, Undefined):
        return None
    if not isinstance(found, Mapping):
        raise _wrong(expected=f"an object at {'.'.join(keys)}")
    return found


def text_in(holder: Mapping[str, Any] | None, key: str) -> str:
    """Give a text of the configuration, empty where it is not there."""
    found = (holder or {}).get(key)
    if found is not None and not isinstance(found, str):
        raise _wrong(expected=f"a text at {key}")
    return found or ""


def timeout(config: Mapping[str, Any]) -> float:
    """Give the seconds to wait, 30 where none are given."""
    given = (section(config, "requestDefaults") or {}).get("timeoutSeconds")
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    seconds = float(given or 0) if is_number else 0.0
    return seconds if 0 < seconds <= _LONGEST_TIMEOUT else _USUAL_TIMEOUT


def build_request(
    config: Mapping[str, Any], context: Mapping[str, Any], *, encode: str = AS_SENT
) -> ProxyRequest:
    """Render the request of a lookup."""
    operation = section(config, "operations", OPERATION) or {}
    method = (text_in(operation, "method") or "GET").upper()
    if method not in METHODS:
        raise _wrong(expected="GET, or a POST that searches, as method")
    url = _url(config, operation, context, encode)
    query = axios_query(render(section(operation, "query") or {}, context))
    if query:
        url = f"{url.partition('#')[0]}{'&' if '?' in url else '?'}{query}"
    body = None
    if method != "GET" or encode == AS_SENT:
        body = _body(render(operation.get("body") or {}, context))
    headers = _headers(config, operation, context)
    return ProxyRequest(method, url, headers, body)


def _url(
    config: Mapping[str, Any],
    operation: Mapping[str, Any],
    context: Mapping[str, Any],
    encode: str,
) -> str:
    base = text_in(section(config, "requestDefaults"), "baseUrl")
    write = _write_escaped if encode == PROPERLY else None
    path = render_text(operation.get("url"), context, write=write)
    if path is None or isinstance(path, Undefined):
        path = ""
    if not isinstance(path, str) or not (base or path):
        raise _wrong(expected="an address as url")
    if not base or path.startswith(("http://", "https://")):
        return path
    return f"{base.removesuffix('/')}/{path.removeprefix('/')}" if path else base


def _write_escaped(path: str, value: Any) -> str:
    """Escape what belongs to the number; other values may be whole addresses."""
    text = "" if isinstance(value, Undefined) else written(value)
    return escaped(text) if path.split(".")[0] in _ABOUT_THE_NUMBER else text


def _headers(
    config: Mapping[str, Any],
    operation: Mapping[str, Any],
    context: Mapping[str, Any],
) -> dict[str, str]:
    defaults = section(config, "requestDefaults", "defaultHeaders")
    given = render(defaults or {}, context)
    given |= render(section(operation, "headers") or {}, context)
    headers = {"Content-Type": "application/json"}
    headers |= {
        name: written(value).strip(" ")
        for name, value in given.items()
        if value is not None
    }
    headers |= _authorization(config, operation, context)
    for name, value in headers.items():
        is_plain = value.isascii() and (value.isprintable() or not value)
        is_name = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
        if not is_name or not is_plain or name.lower() in _NOT_OURS_TO_SET:
            raise _wrong(expected="plain headers that belong to a request")
    return headers


def _authorization(
    config: Mapping[str, Any],
    operation: Mapping[str, Any],
    context: Mapping[str, Any],
) -> dict[str, str]:
    auth = section(operation, "auth")
    auth = section(config, "auth") if auth is None else auth
    name = text_in(auth, "headerName") or "Authorization"
    template, scheme = text_in(auth, "credentialTemplate"), text_in(auth, "scheme")
    if template:
        credentials = render_text(template, context)
        if text_in(auth, "encode") == "none":
            return _plain_credentials(name, scheme, credentials)
        if not isinstance(credentials, str):
            raise _wrong(expected="a credentialTemplate that gives a text")
        raw = credentials.encode("utf-8", "replace")
        encoded = base64.b64encode(raw).decode("ascii")
        return {name: f"{scheme} {encoded}".strip() if scheme else encoded}
    header = context.get("authHeader")
    return {name: header} if isinstance(header, str) and header else {}


def _plain_credentials(name: str, scheme: str, credentials: Any) -> dict[str, str]:
    """Write credentials that are not encoded, as the engine does what is none."""
    is_missing = credentials is None or isinstance(credentials, Undefined)
    if is_missing and not scheme:
        return {}
    text = "null" if credentials is None else "undefined"
    text = text if is_missing else written(credentials)
    return {name: f"{scheme} {text}".strip() if scheme else text}


def _body(data: Any) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")


def _wrong(*, expected: str) -> OptionError:
    hint = "correct the proxy connector's JSON"
    return OptionError(expected=expected, got="something else", where=_WHERE, hint=hint)
