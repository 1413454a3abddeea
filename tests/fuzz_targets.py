"""What is fuzzed: functions that take bytes and may raise nothing but our own errors.

`python tests/fuzz.py TARGET --runs N` runs one under a coverage-guided fuzzer; a short
seeded run of each stays in the suite (tests/test_fuzz.py).
"""

from __future__ import annotations

import contextlib
import copy
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pyarrow as pa

from toolkit.columns.numbers import parse_cells
from toolkit.crm.kinds import KINDS, open_crm
from toolkit.crm.proxy_config import read_config
from toolkit.crm.proxy_connector import ProxyConnector
from toolkit.crm.proxy_template import render as render_template
from toolkit.crm.tokens import Token
from toolkit.errors import ToolkitError
from toolkit.exports import text_parts
from toolkit.exports.calls import read_calls
from toolkit.exports.cell_text import unwrap
from toolkit.exports.cells import read_cell
from toolkit.exports.contacts import read_contacts
from toolkit.exports.user_settings import read_in_use
from toolkit.matching.connectors import CONNECTORS
from toolkit.matching.formats import infer, render, why_no_format
from toolkit.matching.numbers import parse_number
from toolkit.matching.plans import plan
from toolkit.reporting.settings import account_settings, read_settings

REGIONS = ("US", "GB", "DE", "IT", "AR", "MX", "FR", "BJ")
# Characters of phone cells first, so that small inputs already look like one.
ALPHABET = "0123456789+-() ./,;:#*xXetEN=\"'\u00a0\u2013\u0661\uff0b\u200e&\n\t\0abZé☎"
FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-"))


def text_of(data: bytes) -> str:
    """Give a text of characters that phone cells are made of."""
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in data)


def split(data: bytes) -> tuple[int, bytes]:
    return (data[0] if data else 0), data[1:]


def cells(data: bytes) -> None:
    choice, rest = split(data)
    text = text_of(rest) if choice & 1 else rest.decode("utf-8", "replace")
    reading = read_cell(text, REGIONS[choice // 2 % len(REGIONS)])
    for number in reading.numbers:
        assert number.startswith("+")
    assert reading.text in (None, text, unwrap(text))


def infers(data: bytes) -> None:
    length, rest = split(data)
    text = text_of(rest)
    digits = "".join(c for c in text if c in "0123456789")
    national = digits[length // 16 :][: length % 16]
    format = infer(text, national)
    assert (format is None) == (why_no_format(text, national) is not None)
    assert format is None or render(format, national) == text


def renders(data: bytes) -> None:
    length, rest = split(data)
    length %= len(rest) + 1
    national, format = text_of(rest[:length]), text_of(rest[length:])
    written = format
    for digit in national:  # as the connectors' own code has it
        at = min((i for i, c in enumerate(written) if c in "#*"), default=-1)
        if digit in "#*" or at < 0:
            break  # a digit that is a placeholder would be filled by the next one
        written = written[:at] + digit + written[at + 1 :]
    else:
        assert render(format, national) == written
    assert len(render(format, national)) == len(format)


def numbers(data: bytes) -> None:
    choice, rest = split(data)
    text = text_of(rest)
    number = parse_number(text, REGIONS[choice % len(REGIONS)])
    if number is not None:
        assert number.e164 == f"+{number.country_code}{number.national}"
    plan("8.13.24").parse(text)


def number_columns(data: bytes) -> None:
    choice, rest = split(data)
    region = REGIONS[choice % len(REGIONS)]
    texts = text_of(rest).split("\n")
    columns = parse_cells(pa.array(texts, pa.string()), region)
    for text, parsed in zip(texts, columns.is_parsed.tolist(), strict=True):
        assert parsed == (parse_number(text, region) is not None)


_HEADS = (
    b"",
    b"Type,Direction,From,To,Extension,Date,Time,Action,Action Result\n",
    b"Type\tPhone Number\tName\tDate\tTime\tAction\n",
    b"\xef\xbb\xbfId;Name;Phone;Mobile Phone;Country\r\n",
    b"sep=,\nRecord ID,First Name,Phone Number\n",
    b"\xff\xfe",
)
_SMALL_BLOCK = 64  # bytes of a part: several parts even of these small files


def csv_files(data: bytes) -> None:
    choice, rest = split(data)
    path = FOLDER / ("log.csv", "log.csv.gz", "log.zip", "log.xlsx")[choice // 64]
    path.write_bytes(_HEADS[choice % len(_HEADS)] + rest)
    with mock.patch.object(text_parts, "BLOCK", _SMALL_BLOCK):
        for reader in (read_calls, read_contacts):
            with contextlib.suppress(ToolkitError):
                ledger = reader(path).ledger
                assert ledger.rows == ledger.used + sum(ledger.set_aside.values())


def templates(data: bytes) -> None:
    choice, rest = split(data)
    text = rest.decode("utf-8", "replace")
    if choice & 2:
        text = f"{{{{{text}}}}}"
    context: dict[str, Any] = {"n": 1, "a": [1, {"b": None}], "user": {"id": "7"}}
    template: Any = text if choice & 1 else {"k": [text, {"x": text}]}
    with contextlib.suppress(ToolkitError):
        render_template(template, context)


# What may stand anywhere in JSON that somebody else wrote.
_ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 10**30, 1e300, "", "x", "\ud800", "\0", "1" * 400),
    *([], [[]], [None], {}, {"a": 1}, {"": []}, [1, "x"], "{{phoneNumber}}", "a.b.0"),
    "http://127.0.0.1:9/{{user.id}}",
)


def changed(document: Any, edits: bytes) -> Any:
    """Put odd values at places of a JSON document: a byte for where, one for what."""
    root = {"root": copy.deepcopy(document)}
    for where, what in zip(edits[::2], edits[1::2], strict=False):
        places = list(_places(root))
        holder, key = places[where % len(places)]
        holder[key] = copy.deepcopy(_ODD[what % len(_ODD)])
    return root["root"]


def _places(holder: Any) -> Iterator[tuple[Any, Any]]:
    keys = list(holder) if isinstance(holder, dict) else range(len(holder))
    for key in keys:
        yield holder, key
        if isinstance(holder[key], dict | list):
            yield from _places(holder[key])


def json_bytes(document: Any, data: bytes) -> bytes:
    """Make a JSON text of a document: odd values in it, or bytes out of place."""
    choice, rest = split(data)
    if choice & 1:
        return json.dumps(changed(document, rest)).encode()
    body = json.dumps(document).encode()
    at = rest[0] * 7 % len(body) if rest else 0
    return body[:at] + rest[1:] + body[at:]


_ITEM: dict[str, Any] = {
    "data": [{"id": 1, "type": "Person", "name": "A", "created_at": "2026-01-01"}],
    "items": [{"id": "1", "firstname": "A", "phone": "1"}],
    "success": True,
    "contact": [{"id": 1, "name": "A"}],
}
_CONFIG: dict[str, Any] = {
    "auth": {"type": "apiKey", "scheme": "Token", "credentialTemplate": "{{apiKey}}:x"},
    "requestDefaults": {
        "baseUrl": "http://127.0.0.1:9/",
        "timeoutSeconds": 5,
        "defaultHeaders": {"Accept": "application/json", "X-User": "{{user.id}}"},
    },
    "operations": {
        "findContact": {
            "method": "GET",
            "url": "find/{{phoneNumber}}",
            "query": {"q": "{{parsedPhoneNumber.nationalNumber}}", "n": [1, None]},
            "headers": {"X-A": "1"},
            "body": {"number": "{{phoneNumber}}"},
            "responseMapping": {
                "listPath": "body.items",
                "item": {"idPath": "id", "namePath": "firstname", "phonePath": "phone"},
            },
        }
    },
}
_PEOPLE: dict[str, Any] = {"hostname": "x", "id": "7-clio", "timezoneOffset": None}


def _proxy(config: Any) -> ProxyConnector:
    return ProxyConnector(config, token=Token("none"), user=_PEOPLE)


_CRMS: dict[str, Any] = {}


def _crm(kind: str) -> Any:
    if kind not in _CRMS:
        rest: dict[str, Any] = {"host": "127.0.0.1:9"}
        if kind in ("generic", "app-connect"):
            rest = {"host": "http://127.0.0.1:9/contacts"}
        _CRMS[kind] = (
            _proxy(_CONFIG) if kind == "proxy" else open_crm(kind, **rest)  # type: ignore[arg-type]
        )
    return _CRMS[kind]


def answers(data: bytes) -> None:
    """Read an arbitrary body as the answer of each kind of CRM."""
    choice, rest = split(data)
    kind = list(KINDS)[choice % len(KINDS)]
    body = rest if choice & 128 else json_bytes(_ITEM, rest)
    with contextlib.suppress(ToolkitError):
        crm = _crm(kind)
        crm.client.fetch = lambda question: body
        record = CONNECTORS.get(kind, CONNECTORS["getcontact"])
        for contact in crm.search("4155550100", record.searches[0], record, "exact"):
            crm.related(contact, record)


def configs(data: bytes) -> None:
    """Make a request and read an answer by an arbitrary proxy configuration."""
    config = FOLDER / "proxy.json"
    config.write_bytes(json_bytes(_CONFIG, data))
    with contextlib.suppress(ToolkitError):
        crm = _proxy(read_config(config))
        crm.client.fetch = lambda question: json.dumps(_ITEM).encode()  # type: ignore[method-assign]
        crm.find_contact("+14155550100", ("(###) ###-####",))


_FORMAT = {"value": "(###) ###-####", "customizable": True}
_KEY = "overridingPhoneNumberFormat"
_ACCOUNT: dict[str, Any] = {
    "adminSettings": {"userSettings": {_KEY: _FORMAT, f"{_KEY}2": {"value": "###"}}},
    "users": [{"user": "7", "userSettings": {_KEY: {"value": "#"}}}],
}


def settings(data: bytes) -> None:
    """Read settings in use and an account's present settings."""
    path = FOLDER / "settings.json"
    path.write_bytes(json_bytes(_ACCOUNT, data))
    with contextlib.suppress(ToolkitError):
        assert read_in_use(path).users
    with contextlib.suppress(ToolkitError):
        account_settings(read_settings(path), ["###"])


TARGETS: dict[str, Callable[[bytes], None]] = {
    "cells": cells,
    "infer": infers,
    "render": renders,
    "numbers": numbers,
    "number-columns": number_columns,
    "csv": csv_files,
    "templates": templates,
    "answers": answers,
    "configs": configs,
    "settings": settings,
}
