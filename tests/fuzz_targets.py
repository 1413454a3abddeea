"""What is fuzzed: functions that take bytes and may raise nothing but our own errors.

`python tests/fuzz.py TARGET --runs N` runs one under a coverage-guided fuzzer; a short
seeded run of each stays in the suite (tests/test_fuzz.py).
"""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa

from toolkit.columns.numbers import parse_cells
from toolkit.crm.kinds import KINDS, open_crm
from toolkit.crm.proxy_template import render as render_template
from toolkit.errors import ToolkitError
from toolkit.exports.calls import read_calls
from toolkit.exports.cell_text import unwrap
from toolkit.exports.cells import read_cell
from toolkit.exports.contacts import read_contacts
from toolkit.matching.connectors import CONNECTORS
from toolkit.matching.formats import infer, render, why_no_format
from toolkit.matching.numbers import parse_number
from toolkit.matching.plans import plan

REGIONS = ("US", "GB", "DE", "IT", "AR", "MX", "FR", "BJ")
# Characters of phone cells first, so that small inputs already look like one.
ALPHABET = "0123456789+-() ./,;:#*xXetEN=\"'\u00a0\u2013\u0661\uff0b\u200e&\n\t\0abZé☎"


def text_of(data: bytes) -> str:
    """Give a text of characters that phone cells are made of."""
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in data)


def split(data: bytes) -> tuple[int, bytes]:
    return (data[0] if data else 0), data[1:]


def cells(data: bytes) -> None:
    choice, rest = split(data)
    text = text_of(rest) if choice & 1 else rest.decode("utf-8", "replace")
    reading = read_cell(text, REGIONS[choice % len(REGIONS)])
    for number in reading.numbers:
        assert number.startswith("+")
    assert reading.text in (None, text, unwrap(text))


def infers(data: bytes) -> None:
    length, rest = split(data)
    text = text_of(rest)
    national = "".join(c for c in text if c in "0123456789")[: length % 16]
    format = infer(text, national)
    assert (format is None) == (why_no_format(text, national) is not None)
    assert format is None or render(format, national) == text


def renders(data: bytes) -> None:
    length, rest = split(data)
    national, format = text_of(rest[:length]), text_of(rest[length:])
    written = render(format, national)
    assert len(written) == len(format)


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


_FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-"))
_HEADS = (
    b"",
    b"Type,Direction,From,To,Extension,Date,Time,Action,Action Result\n",
    b"Type\tPhone Number\tName\tDate\tTime\tAction\n",
    b"\xef\xbb\xbfId;Name;Phone;Mobile Phone;Country\r\n",
    b"sep=,\nRecord ID,First Name,Phone Number\n",
    b"\xff\xfe",
)


def csv_files(data: bytes) -> None:
    choice, rest = split(data)
    path = _FOLDER / ("log.csv", "log.csv.gz", "log.zip", "log.xlsx")[choice // 64]
    path.write_bytes(_HEADS[choice % len(_HEADS)] + rest)
    for reader in (read_calls, read_contacts):
        with contextlib.suppress(ToolkitError):
            ledger = reader(path).ledger
            assert ledger.rows == ledger.used + sum(ledger.set_aside.values())


def templates(data: bytes) -> None:
    choice, rest = split(data)
    text = rest.decode("utf-8", "replace")
    context: dict[str, Any] = {"n": 1, "a": [1, {"b": None}], "user": {"id": "7"}}
    template: Any = text if choice & 1 else {"k": [text, {"x": text}]}
    with contextlib.suppress(ToolkitError):
        render_template(template, context)


_CRMS: dict[str, Any] = {}
_ITEM = {
    "data": [{"id": 1, "type": "Person", "name": "A", "created_at": "2026-01-01"}],
    "items": [{"id": "1", "firstname": "A", "phone": "1"}],
    "success": True,
    "contact": [{"id": 1, "name": "A"}],
}


def _crm(kind: str) -> Any:
    if kind not in _CRMS:
        config = {"operations": {"findContact": {"url": "http://127.0.0.1:9/x"}}}
        rest = {"config": config} if kind == "proxy" else {"host": "127.0.0.1:9"}
        if kind in ("generic", "app-connect"):
            rest = {"host": "http://127.0.0.1:9/contacts"}
        _CRMS[kind] = open_crm(kind, **rest)
    return _CRMS[kind]


def answers(data: bytes) -> None:
    """Read an arbitrary body as the answer of each kind of CRM."""
    choice, rest = split(data)
    kind = list(KINDS)[choice % len(KINDS)]
    body = json.dumps(_ITEM).encode()
    cut = rest[0] % len(body) if rest else 0
    body = rest[1:] if choice & 128 else body[:cut] + rest[1:] + body[cut:]
    with contextlib.suppress(ToolkitError):
        crm = _crm(kind)
        crm.client.fetch = lambda question: body
        record = CONNECTORS.get(kind, CONNECTORS["getcontact"])
        for contact in crm.search("4155550100", record.searches[0], record, "exact"):
            crm.related(contact, record)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "cells": cells,
    "infer": infers,
    "render": renders,
    "numbers": numbers,
    "number-columns": number_columns,
    "csv": csv_files,
    "templates": templates,
    "answers": answers,
}
