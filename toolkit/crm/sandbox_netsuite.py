"""The sandbox's NetSuite: the SuiteQL that the connector writes, and nothing else.

A query of another form, such as one that a quote broke, is answered 400. A condition
``field='term'`` is compared by the sandbox's search rule, ``LIKE '%digits'`` always by
the digits' end. An empty text is null and finds nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from toolkit.crm.sandbox_messages import NOT_FOUND, Reply, Request, Sandbox
from toolkit.crm.sandbox_store import Row

_PAGE = 1000
_PATH = "/services/rest/query/v1/suiteql"
_TEXT = r"'((?:[^']|'')*)'"
_QUERY = re.compile(
    r"SELECT [\w,]+ FROM (contact|customer|vendor) WHERE lastmodifieddate >= "
    rf"to_date\({_TEXT}, ?{_TEXT}\) AND \((.*)\)\Z",
    re.DOTALL,
)
_EQUAL = re.compile(rf"(\w+)={_TEXT}")
_DIGITS = re.compile(r"REGEXP_REPLACE\((\w+), '\[\^0-9\]', ''\) LIKE '%((?:[^']|'')*)'")
_OR = " OR "
_ALWAYS = "9999"  # a record without a date was never left alone


def answer(request: Request, sandbox: Sandbox) -> Reply:
    """Answer as NetSuite does."""
    if request.path != _PATH or request.method != "POST":
        return NOT_FOUND
    try:
        sql = json.loads(request.body)["q"]
        table, since, conditions = _read(sql)
    except (ValueError, KeyError, TypeError):
        return Reply({"title": "Bad Request", "status": 400}, 400)
    rows: dict[int, Row] = {}
    for (by_digits, term), fields in _grouped(conditions).items():
        rule = "digits-end" if by_digits else sandbox.rule
        for row in sandbox.store.find(rule, term, entity=table, fields=fields):
            if (row.contact.modified_at or _ALWAYS) >= since and term:
                rows[row.place] = row
    return _page([rows[place] for place in sorted(rows)], request, sandbox)


def _read(sql: str) -> tuple[str, str, list[tuple[bool, str, str]]]:
    """Give table, oldest day and conditions; ValueError for any other SQL."""
    query = _QUERY.match(sql)
    if not query:
        raise ValueError(_PATH)
    return query[1], query[2][:10], list(_conditions(query[4]))


def _conditions(text: str) -> Iterator[tuple[bool, str, str]]:
    place = 0
    while True:
        found = _EQUAL.match(text, place) or _DIGITS.match(text, place)
        if not found:
            raise ValueError(_PATH)
        yield found.re is _DIGITS, found[1], found[2].replace("''", "'")
        place = found.end()
        if place == len(text):
            return
        if not text.startswith(_OR, place):
            raise ValueError(_PATH)
        place += len(_OR)


def _grouped(
    conditions: list[tuple[bool, str, str]],
) -> dict[tuple[bool, str], list[str]]:
    """Give the fields that are compared with each term."""
    groups: dict[tuple[bool, str], list[str]] = {}
    for by_digits, field, term in conditions:
        groups.setdefault((by_digits, term), []).append(field)
    return groups


def _page(rows: list[Row], request: Request, sandbox: Sandbox) -> Reply:
    size = sandbox.page(_PAGE, request.number("limit", _PAGE))
    start = request.number("offset", 0)
    items = [_item(row) for row in rows[start : start + size]]
    return Reply(
        {
            "links": [],
            "count": len(items),
            "hasMore": start + size < len(rows),
            "items": items,
            "offset": start,
            "totalResults": len(rows),
        }
    )


def _item(row: Row) -> dict[str, Any]:
    """Give a row; columns that are null are not there."""
    contact = row.contact
    first, _, last = contact.name.rpartition(" ")
    whole = {
        "id": str(contact.id),
        "firstname": first,
        "lastname": last,
        "phone": row.field("phone"),
        "datecreated": contact.created_at,
        "lastmodifieddate": contact.modified_at,
    }
    return {"links": [], **{name: value for name, value in whole.items() if value}}
