r"""Where a CRM may be: checked host names and addresses.

A token goes to the host that was named, so a name is checked before anything is sent:
plain ASCII labels, no scheme, user, path or port hidden in it, and for a known vendor
one of the vendor's own hosts. Plain ``http`` is for this machine only (the sandbox).

>>> crm_host("eu.app.clio.com", vendor=r"(?:(?:ca|eu|au)\.)?app\.clio\.com").url
'https://eu.app.clio.com'
>>> server_address("http://127.0.0.1:8080/api/").path
'/api'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from toolkit.errors import OptionError

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})+", re.IGNORECASE)
_LAST_LABEL_NUMERIC = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[::1\]|[^/?#\[\]@:\\]+)(?::(?P<port>\d{1,5}))?"
    r"(?P<path>(?:/[A-Za-z0-9._~-]*)*)"
)
_LONGEST_NAME = 253
_LAST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Origin:
    """A scheme, host and port; `path` is what stands before every target."""

    scheme: str
    host: str
    port: int | None = None
    path: str = ""

    @property
    def url(self) -> str:
        """The address without a path."""
        port = "" if self.port is None else f":{self.port}"
        return f"{self.scheme}://{self.host}{port}"

    @property
    def is_loopback(self) -> bool:
        """Whether it is this machine."""
        return self.host in LOOPBACK


def _refused(*, expected: str, got: str, hint: str) -> OptionError:
    # What came is not shown: it may hold a user's name or a token.
    return OptionError(expected=expected, got=got, where="host", hint=hint)


def crm_host(text: str, *, vendor: str = "", example: str = "") -> Origin:
    """Read the host name of a CRM, or this machine's with a port.

    `vendor` is a regular expression of the vendor's own hosts; any name will do where
    it is empty.
    """
    hint = f"give the host name alone, such as {example or 'crm.example.com'}"
    name, colon, port = text.rpartition(":")
    if colon and name in LOOPBACK:
        return Origin("http", name, _port(port))
    if text in LOOPBACK:
        return Origin("http", text)
    if not _is_name(text):
        raise _refused(expected="a host name", got="something else", hint=hint)
    if vendor and not re.fullmatch(vendor, text, re.IGNORECASE):
        raise _refused(expected="a host of this CRM", got="another host", hint=hint)
    return Origin("https", text.lower())


def server_address(text: str) -> Origin:
    """Read the address of a server of one's own: https, or http on this machine.

    This machine's name and port alone will do as well.
    """
    if text.rpartition(":")[0] in LOOPBACK:
        return crm_host(text)
    hint = "write it as https://crm.example.com or https://crm.example.com/api"
    found = _ADDRESS.fullmatch(text)
    if not found:
        raise _refused(expected="an address", got="something else", hint=hint)
    scheme, host = found["scheme"], found["host"].lower()
    if scheme == "http" and host not in LOOPBACK:
        raise _refused(
            expected="https",
            got="http",
            hint="only this machine is reached without TLS",
        )
    if host not in LOOPBACK and not _is_name(host):
        raise _refused(
            expected="a host name in the address", got="something else", hint=hint
        )
    port = None if found["port"] is None else _port(found["port"])
    return Origin(scheme, host, port, found["path"].rstrip("/"))


def split_address(url: str) -> tuple[Origin, str]:
    """Split a whole URL into a checked origin and the target behind it, raw."""
    start = re.match(r"https?://[^/?#\\]*", url)
    origin = server_address(start[0] if start else url[:0])
    target = url[start.end() :] if start else ""
    return origin, target if target.startswith("/") else f"/{target}"


def is_same_origin(url: str, origin: Origin) -> bool:
    """Say whether a link leads to the very server it came from."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    host = f"[{parts.hostname}]" if parts.hostname == "::1" else parts.hostname
    if parts.username is not None or parts.password is not None:
        return False
    return (parts.scheme, host, port) == (origin.scheme, origin.host, origin.port)


def _is_name(text: str) -> bool:
    if not text.isascii() or len(text) > _LONGEST_NAME:
        return False
    return bool(_NAME.fullmatch(text)) and not _LAST_LABEL_NUMERIC.fullmatch(text)


def _port(text: str) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) <= 5
    if not is_number or not 0 < int(text) <= _LAST_PORT:
        raise _refused(
            expected="a port from 1 to 65535", got="something else", hint="such as 8080"
        )
    return int(text)
