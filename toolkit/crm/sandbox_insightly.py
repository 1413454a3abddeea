"""The sandbox's Insightly: searches of one field, and records linked to a contact."""

from __future__ import annotations

from typing import Any

from toolkit.crm.sandbox_messages import (
    NOT_FOUND,
    Reply,
    Request,
    Sandbox,
    number_id,
)
from toolkit.crm.sandbox_store import Row

_PAGE = 500
_ENTITIES = {"contacts": "contact", "leads": "lead"}
_LINKED = {
    "organisations": "ORGANISATION",
    "opportunities": "OPPORTUNITY",
    "projects": "PROJECT",
}
_FIELDS = {"contact": ("PHONE", "PHONE_MOBILE"), "lead": ("PHONE", "MOBILE")}


def answer(request: Request, sandbox: Sandbox) -> Reply:
    """Answer as Insightly does."""
    parts = request.path.strip("/").split("/")
    if len(parts) != 3 or parts[0] != "v3.1":
        return NOT_FOUND
    _, table, last = parts
    if table in _ENTITIES and last == "search":
        return _search(_ENTITIES[table], request, sandbox)
    if table in _LINKED and last.isdecimal():
        name = _LINKED[table]
        return Reply(
            {f"{name}_ID": int(last), f"{name}_NAME": f"{name.title()} {last}"}
        )
    return NOT_FOUND


def _search(entity: str, request: Request, sandbox: Sandbox) -> Reply:
    field = request.query.get("field_name", "")
    if not field:
        return Reply({"Message": "no field"}, 400)
    term = request.query.get("field_value", "")
    found = sandbox.store.find(sandbox.rule, term, entity=entity, fields=[field])
    start = request.number("skip", 0)
    size = sandbox.page(_PAGE, request.number("top", _PAGE))
    return Reply([_record(row) for row in found[start : start + size]])


def _record(row: Row) -> dict[str, Any]:
    contact, kind = row.contact, row.entity
    first, _, last = contact.name.rpartition(" ")
    known = _FIELDS[kind]
    custom = [(field, text) for field, text in contact.phones if field not in known]
    links = (contact.additional_info or {}).get("links")
    return {
        f"{kind.upper()}_ID": number_id(contact.id),
        "FIRST_NAME": first or None,
        "LAST_NAME": last,
        "TITLE": contact.title,
        **{field: row.field(field) for field in known},
        "LINKS": links if isinstance(links, list) else [],
        "CUSTOMFIELDS": [
            {"FIELD_NAME": field, "FIELD_VALUE": text} for field, text in custom
        ],
        "DATE_CREATED_UTC": contact.created_at,
        "DATE_UPDATED_UTC": contact.modified_at,
    }
