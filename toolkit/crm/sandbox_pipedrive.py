"""The sandbox's Pipedrive: search, deals and leads of versions 1 and 2."""

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

_PAGE = 100
_SHORTEST_TERM = 2


def answer(request: Request, sandbox: Sandbox) -> Reply:
    """Answer as Pipedrive does."""
    parts = request.path.strip("/").split("/")
    if parts in (["api", "v2", "persons", "search"], ["v1", "persons", "search"]):
        return _search(request, sandbox, is_v2=parts[0] == "api")
    person = request.query.get("person_id", "")
    if parts == ["api", "v2", "deals"]:
        return _kept(person, "deals", sandbox)
    if parts == ["v1", "leads"]:
        return _kept(person, "leads", sandbox)
    if len(parts) == 4 and (parts[:2], parts[3]) == (["v1", "persons"], "deals"):
        return _kept(parts[2], "deals", sandbox)
    return NOT_FOUND


def _kept(person: str, key: str, sandbox: Sandbox) -> Reply:
    """Give deals or leads kept in a person's `additional_info`; none are null."""
    contact = sandbox.store.by_id(person)
    listed = ((contact.additional_info if contact else None) or {}).get(key)
    return Reply({"success": True, "data": listed or None})


def _search(request: Request, sandbox: Sandbox, *, is_v2: bool) -> Reply:
    term = request.query.get("term", "")
    if len(term) < _SHORTEST_TERM:
        return Reply({"success": False, "error": "term is too short"}, 400)
    found = sandbox.store.find(sandbox.rule, term)
    unique = list({row.contact.id: row for row in found}.values())
    size = sandbox.page(_PAGE, request.number("limit", _PAGE))
    start = request.number("cursor" if is_v2 else "start", 0)
    items = [_item(row) for row in unique[start : start + size]]
    after = start + size if start + size < len(unique) else None
    more: dict[str, Any] = {"next_cursor": None if after is None else str(after)}
    if not is_v2:
        pages = {"more_items_in_collection": after is not None, "next_start": after}
        more = {"pagination": {"start": start, "limit": size, **pages}}
    data = {"success": True, "data": {"items": items}, "additional_data": more}
    return Reply(data, headers={"x-ratelimit-remaining": "19"})


def _item(row: Row) -> dict[str, Any]:
    contact = row.contact
    person = {
        "id": number_id(contact.id),
        "type": "person",
        "name": contact.name,
        "phones": [text for _, text in contact.phones],
        "emails": [],
        "organization": {"name": contact.company} if contact.company else None,
    }
    return {"result_score": 0.5, "item": person}
