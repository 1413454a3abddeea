"""Any REST CRM that an App Connect proxy connector's JSON describes.

`ProxyConnector.search` asks for one term, so that `get_contact` and every connector
work with such a CRM. `find_contact` answers as App Connect does with that JSON: one
request for each lookup, formats handed on and not rendered, no placeholder.

Source: ``packages/core/connector/proxy``, commit fa94f96c.

>>> config = {"operations": {"findContact": {"url": "https://crm.example.com/find"}}}
>>> crm = ProxyConnector(config, token=Token("secret"))
>>> crm, crm.client.origin.url
(<ProxyConnector>, 'https://crm.example.com')
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeGuard

from toolkit.crm.answers import Shape, clean_text, parse_json
from toolkit.crm.client import Manners, Question
from toolkit.crm.hosts import Origin, server_address, split_address
from toolkit.crm.live_crm import LiveCrm
from toolkit.crm.parsed_number import parsed_number
from toolkit.crm.proxy_config import (
    OPERATION,
    ProxyRequest,
    build_request,
    section,
    text_in,
    timeout,
)
from toolkit.crm.proxy_template import value_at
from toolkit.crm.tokens import Token
from toolkit.crm.wire import AS_SENT, node_target
from toolkit.errors import CrmAnswerError, OptionError
from toolkit.matching.answers import Found, LookupAnswer
from toolkit.matching.connectors import Search
from toolkit.matching.contacts import Contact
from toolkit.matching.formats import join_formats
from toolkit.matching.lookup import Undefined

_USER_KEYS = (
    "hostname",
    "timezoneName",
    "timezoneOffset",
    "platform",
    "platformAdditionalInfo",
)
# key of the answer: what it is where nothing, or nothing true, stands there
_LEFT_OUT = object()
_NO_TOKEN = Token("none")
_KEYS: Mapping[str, Any] = {
    "name": "",
    "phone": _LEFT_OUT,
    "type": "Contact",
    "title": "",
    "company": "",
    "createdDate": _LEFT_OUT,
    "mostRecentActivityDate": _LEFT_OUT,
    "additionalInfo": None,
}


class ProxyConnector(LiveCrm):
    """A CRM described by a proxy connector's JSON.

    `config` is that JSON, `user` App Connect's record of the user (hostname, id …) as
    far as templates name it, `secret_key` the connector's own secret, where it does not
    stand in the JSON.
    """

    kind = "proxy"

    def __init__(
        self,
        config: Mapping[str, Any],
        *,
        token: Token,
        user: Mapping[str, Any] | None = None,
        secret_key: Token | None = None,
        encode: str = AS_SENT,
        manners: Manners | None = None,
        **named: Any,
    ) -> None:
        self._config, self._secret = config, secret_key
        origin = proxy_origin(config, user)
        chosen = manners or Manners()
        chosen = replace(chosen, silence=min(chosen.silence, timeout(config)))
        super().__init__(
            origin.url, token=token, encode=encode, manners=chosen, **named
        )
        self.user = user or {}

    def _origin(self, host: str) -> Origin:
        return server_address(host)

    def _authorization(self) -> Mapping[str, str]:
        return {}  # the JSON says how, see build_request

    def _request(
        self, phone_number: str, formats: str = "", *, is_extension: bool = False
    ) -> ProxyRequest:
        context = _context(phone_number, formats, is_extension)
        context |= _secrets(self._config, self.user, self._token)
        if self._secret:  # else the one of the configuration
            context["secretKey"] = self._secret.reveal()
        return build_request(self._config, context, encode=self.encode)

    def _question(
        self, phone_number: str, formats: str = "", *, is_extension: bool = False
    ) -> Question:
        request = self._request(phone_number, formats, is_extension=is_extension)
        origin, target = split_address(request.url)
        if origin.url != self.client.origin.url:
            raise OptionError(
                expected="an address on the server of the configuration",
                got="another server, named by a number",
                where=self.kind,
            )
        return Question(
            node_target(target), request.method, request.body, request.headers
        )

    def questions(self, term: str, search: Search, rule: str) -> Iterator[Question]:
        """Ask for a term as if it were the number."""
        if section(self._config, "operations", OPERATION) is not None:
            yield self._question(term)

    def ask(self, question: Question) -> Shape:
        """Ask; an empty answer is an empty text, as in the engine."""
        body = self.client.fetch(question)
        return self.shape(parse_json(body, where=self.kind) if body else "")

    def read(self, answer: Shape, search: Search) -> list[Contact]:
        """Read the contacts that the response mapping finds."""
        return [self._contact(each, search) for each in self._mapped(answer)]

    def find_contact(
        self,
        phone_number: str,
        overriding_format: tuple[str, ...] = (),
        *,
        is_extension: bool = False,
    ) -> LookupAnswer:
        """Answer a whole lookup as App Connect's proxy engine does."""
        if section(self._config, "operations", OPERATION) is None:
            return LookupAnswer(successful=True, matched=(), message=None)
        formats = join_formats(overriding_format)
        question = self._question(phone_number, formats, is_extension=is_extension)
        mapped = tuple(self._mapped(self.ask(question)))
        message = f"Found {len(mapped)} contacts"
        return LookupAnswer(
            successful=True,
            matched=mapped,
            message={"messageType": "success", "message": message, "ttl": 3000},
            found=tuple(self._found(mapped)),
            requests=1,
        )

    def _found(self, mapped: Iterable[Mapping[str, Any]]) -> Iterator[Found]:
        """Give the contacts that can be named; the engine hands on the others too."""
        for each in mapped:
            if _is_id(each.get("id")):
                search = Search(type=_as_text(each["type"]))
                yield Found(self._contact(each, search), None, search)

    def _mapped(self, answer: Shape) -> list[dict[str, Any]]:
        mapping = section(self._config, "operations", OPERATION, "responseMapping")
        if mapping is None:
            return []
        path = text_in(mapping, "listPath") or "body"
        listed = value_at({"body": answer.value()}, path)
        if _is_false(listed):
            return []
        if not isinstance(listed, list):
            raise CrmAnswerError(
                expected="a list at listPath", got="something else", where=self.kind
            )
        paths = section(mapping, "item") or {}
        return [_map_item(item, paths) for item in listed]

    def _contact(self, mapped: Mapping[str, Any], search: Search) -> Contact:
        found_id, phone = mapped.get("id"), mapped.get("phone")
        if not _is_id(found_id):
            raise CrmAnswerError(
                expected="an id at idPath", got="something else", where=self.kind
            )
        info = mapped["additionalInfo"]
        return Contact(
            clean_text(found_id) if isinstance(found_id, str) else found_id,
            _as_text(mapped["name"]) or "",
            (("phone", clean_text(phone)),) if isinstance(phone, str) else (),
            entity=search.entity,
            title=_as_text(mapped["title"]) or None,
            company=_as_text(mapped["company"]) or None,
            created_at=_as_text(mapped.get("createdDate")),
            modified_at=_as_text(mapped.get("mostRecentActivityDate")),
            additional_info=info if isinstance(info, Mapping) else None,
        )


def proxy_origin(config: Mapping[str, Any], user: Mapping[str, Any] | None) -> Origin:
    """Give the server that lookups of a configuration go to, whatever the number."""
    context = _context("0", "", False) | _secrets(config, user or {}, _NO_TOKEN)
    return split_address(build_request(config, context).url)[0]


def _context(phone_number: str, formats: str, is_extension: bool) -> dict[str, Any]:
    return {
        "phoneNumber": phone_number,
        "parsedPhoneNumber": parsed_number(phone_number.replace(" ", "+", 1)),
        "overridingFormat": formats,
        "isExtension": "true" if is_extension else "false",
    }


def _secrets(
    config: Mapping[str, Any], user: Mapping[str, Any], token: Token
) -> dict[str, Any]:
    """Give what App Connect's core adds: the user, the token, a header made of it."""
    text = token.reveal()
    basic = base64.b64encode(f"{text}:".encode("ascii")).decode("ascii")
    is_oauth = (section(config, "auth") or {}).get("type") == "oauth"
    # What the user's record does not hold is undefined, not null.
    known: dict[str, Any] = {"accessToken": text}
    if isinstance(user.get("id"), str):
        known["id"] = user["id"].split("-")[0]
    known |= {key: user[key] for key in _USER_KEYS if key in user}
    header = f"Bearer {text}" if is_oauth else f"Basic {basic}"
    secrets = {"user": known, "authHeader": header, "apiKey": text}
    own = {"secretKey": config["secretKey"]} if "secretKey" in config else {}
    return secrets | own


def _map_item(item: Any, paths: Mapping[str, Any]) -> dict[str, Any]:
    found_id = value_at(item, _path(paths, "id"))
    mapped = {} if isinstance(found_id, Undefined) else {"id": found_id}
    for key, otherwise in _KEYS.items():
        value = value_at(item, _path(paths, key))
        if not _is_false(value):
            mapped[key] = value
        elif otherwise is not _LEFT_OUT:
            mapped[key] = otherwise
    return mapped


def _path(paths: Mapping[str, Any], key: str) -> str:
    given = paths.get(f"{key}Path")
    return given if isinstance(given, str) and given else key


def _is_false(value: Any) -> bool:
    """Say whether JavaScript takes a value for false; empty lists are true there."""
    return isinstance(value, Undefined) or value is None or value in ("", 0, False)


def _is_id(value: Any) -> TypeGuard[str | int]:
    return isinstance(value, int | str) and not isinstance(value, bool)


def _as_text(value: Any) -> str | None:
    return clean_text(value) if isinstance(value, str) else None
