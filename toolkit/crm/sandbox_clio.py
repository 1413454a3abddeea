"""The sandbox's Clio: contacts, matters and relationships of API v4.

Without ``fields`` a contact is its id alone, as Clio answers where a ``#`` cut the
address.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from toolkit.crm.sandbox_messages import (
    NOT_FOUND,
    Reply,
    Request,
    Sandbox,
    number_id,
)
from toolkit.crm.sandbox_store import Row
from toolkit.matching.contacts import Contact

_PAGE = 200
_UNLIMITED = {"X-RateLimit-Limit": "50", "X-RateLimit-Remaining": "49"}


def answer(request: Request, sandbox: Sandbox) -> Reply:
    """Answer as Clio does."""
    name = request.path.removeprefix("/api/v4/")
    if name == "contacts.json":
        return _contacts(request, sandbox)
    if name == "matters.json":
        return _listed(_matters(request.query.get("client_id", ""), sandbox))
    if name == "relationships.json":
        own = _matters(request.query.get("contact_id", ""), sandbox, linked=True)
        return _listed([{"matter": matter} for matter in own])
    return NOT_FOUND


def _listed(rows: list[Any], next_url: str = "") -> Reply:
    paging = {"next": next_url} if next_url else {}
    meta = {"paging": paging, "records": len(rows)}
    return Reply({"data": rows, "meta": meta}, headers=_UNLIMITED)


def _contacts(request: Request, sandbox: Sandbox) -> Reply:
    found = sandbox.store.find(sandbox.rule, request.query.get("query", ""))
    unique = list({row.contact.id: row for row in found}.values())
    size = sandbox.page(_PAGE, request.number("limit", _PAGE))
    start = request.number("page_token", 0)
    fields = request.query.get("fields", "id,etag").split(",")
    rows = [_contact(row, fields) for row in unique[start : start + size]]
    more = start + size < len(unique)
    return _listed(rows, _next_url(request, sandbox, start + size) if more else "")


def _next_url(request: Request, sandbox: Sandbox, start: int) -> str:
    query = {**request.query, "page_token": str(start)}
    return f"{sandbox.url}{request.path}?{urlencode(query, quote_via=quote)}"


def _contact(row: Row, fields: list[str]) -> dict[str, Any]:
    contact = row.contact
    whole = {
        "id": number_id(contact.id),
        "etag": '"0"',
        "type": "Person",
        "name": contact.name,
        "created_at": contact.created_at,
        "updated_at": contact.modified_at,
    }
    return {name: whole[name] for name in ("id", *fields) if name in whole}


def _matters(
    contact_id: str, sandbox: Sandbox, *, linked: bool = False
) -> list[dict[str, Any]]:
    """Give the matters kept in a contact's `additional_info`."""
    contact: Contact | None = sandbox.store.by_id(contact_id)
    info = contact.additional_info if contact else None
    key = "linked_matters" if linked else "matters"
    listed = (info or {}).get(key)
    return listed if isinstance(listed, list) else []
