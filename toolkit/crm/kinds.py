"""The kinds of live CRMs there are, and the one door to them.

>>> crm = open_crm("clio", host="127.0.0.1:8080")
>>> crm, usual_connector("clio")
(<Clio>, 'clio')
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from toolkit.crm.app_connect import AppConnect
from toolkit.crm.client import Manners
from toolkit.crm.clio import Clio
from toolkit.crm.generic import Generic
from toolkit.crm.hosts import LOOPBACK
from toolkit.crm.insightly import Insightly
from toolkit.crm.json_files import read_object
from toolkit.crm.live_crm import LiveCrm
from toolkit.crm.netsuite import NetSuite
from toolkit.crm.pipedrive import Pipedrive, PipedriveReference
from toolkit.crm.proxy_config import read_config
from toolkit.crm.proxy_connector import ProxyConnector, proxy_origin
from toolkit.crm.tokens import Token, read_token
from toolkit.crm.wire import AS_SENT
from toolkit.errors import OptionError
from toolkit.matching.connectors import CONNECTORS

_CLASSES: tuple[type[LiveCrm], ...] = (
    AppConnect,
    Clio,
    Generic,
    Insightly,
    NetSuite,
    Pipedrive,
    PipedriveReference,
    ProxyConnector,
)
KINDS: Mapping[str, type[LiveCrm]] = MappingProxyType(
    {crm.kind: crm for crm in _CLASSES}
)
_ANY_TOKEN = Token("not-needed-here")  # this machine's sandbox may ask for none
_DOCUMENTED = "getcontact"


def usual_connector(kind: str) -> str:
    """Name the connector whose CRM this is; the documented interface for the rest."""
    return kind if kind in CONNECTORS else _DOCUMENTED


def open_crm(
    kind: str,
    *,
    host: str = "",
    token: str | Token = "",
    scheme: str = "",
    encode: str = AS_SENT,
    all_pages: bool = False,
    config: str | Path | Mapping[str, Any] | None = None,
    user: str | Path | Mapping[str, Any] | None = None,
    manners: Manners | None = None,
    is_paced: bool | None = None,
) -> LiveCrm:
    """Open a live CRM; nothing is sent yet.

    Parameters
    ----------
    kind
        A name of `KINDS`.
    host
        The CRM's host name; for ``generic`` and ``app-connect`` the whole address. This
        machine with a port (``127.0.0.1:8080``) is reached without TLS.
    token
        Where the token is: ``env:NAME``, ``file:PATH`` or ``keyring:SERVICE/USER``.
        Needed for every host but this machine.
    scheme
        How it is sent (``bearer``, ``basic``, ``x-api-token``), if not as usual.
    encode
        ``"as-sent"`` as App Connect sends terms, ``"properly"`` escaped.
    all_pages
        Whether later pages are read; App Connect reads the first only.
    config
        For ``proxy``: the proxy connector's JSON, or its file. `host` then is what its
        templates read as ``user.hostname``.
    user
        App Connect's record of the user, or a JSON file of it: its ``userSettings`` say
        what stands beside a contact, templates of a proxy connector name the rest.
    manners
        How patient to be.
    is_paced
        Whether requests keep within the CRM's documented limits: by default all but
        those to a vendor's sandbox. Only this machine may be asked without.

    Raises
    ------
    OptionError
        For an unknown kind, a host that is not the vendor's, an unusable token.
    """
    if kind not in KINDS:
        raise OptionError(expected=" | ".join(KINDS), got=repr(kind), where="crm")
    known = _user_of(user)
    rest: dict[str, Any] = {"encode": encode, "all_pages": all_pages}
    rest |= {"manners": manners, "scheme": scheme}
    if kind == ProxyConnector.kind:
        crm = _open_proxy(config, host, token, known, **rest)
    else:
        secret = _token(token, is_loopback=_is_loopback(host))
        crm = KINDS[kind](host, token=secret, **rest).for_user(known)
    if is_paced is False or (is_paced is None and crm.is_sandbox):
        crm.go_unpaced()
    return crm


def _open_proxy(
    config: str | Path | Mapping[str, Any] | None,
    host: str,
    token: str | Token,
    user: Mapping[str, Any],
    **rest: Any,
) -> LiveCrm:
    if config is None:
        raise OptionError(
            expected="a proxy connector's JSON", got="none", where="config"
        )
    given = config if isinstance(config, Mapping) else read_config(config)
    known = dict(user) | ({"hostname": host} if host else {})
    secret = _token(token, is_loopback=proxy_origin(given, known).is_loopback)
    return ProxyConnector(given, token=secret, user=known, **rest)


def _user_of(user: str | Path | Mapping[str, Any] | None) -> Mapping[str, Any]:
    if user is None or isinstance(user, Mapping):
        return user or {}
    return read_object(user, expected="the JSON of a user's record")


def _is_loopback(host: str) -> bool:
    name = host.removeprefix("http://").partition("/")[0]
    return name in LOOPBACK or name.rpartition(":")[0] in LOOPBACK


def _token(source: str | Token, *, is_loopback: bool) -> Token:
    if source == "" and is_loopback:
        return _ANY_TOKEN
    return read_token(source)
