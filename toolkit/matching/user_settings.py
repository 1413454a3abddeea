"""User settings of App Connect that widen or narrow a connector's searches.

>>> from toolkit.matching.connectors import connector
>>> user = {"userSettings": {"contactsSearchId": {"value": ["vendor"]}}}
>>> [search.entity for search in with_settings(connector("netsuite"), user).searches]
['vendor']
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from toolkit.matching.record import Connector, Search


def with_settings(record: Connector, user: Mapping[str, Any] | None) -> Connector:
    """Widen or narrow the searches as the user's settings say."""
    keys = record.settings
    fields = setting(user, keys.fields)
    entities = setting(user, keys.entities)
    searches: list[Search] = []
    for search in record.searches:
        if entities and search.entity not in entities:
            continue
        if fields and search.fields:
            kept = tuple(field for field in fields if field in search.fields)
            search = replace(search, fields=kept)
        searches.append(search)
    for entity, key in keys.extra_fields:
        extra = setting(user, key)
        names = extra.split(",") if isinstance(extra, str) and extra else []
        last = max(i for i, search in enumerate(searches) if search.entity == entity)
        more = [replace(searches[last], fields=(name,)) for name in names]
        searches[last + 1 : last + 1] = more
    if tuple(searches) == record.searches:
        return record
    return replace(record, searches=tuple(searches))


def setting(user: Mapping[str, Any] | None, key: str) -> Any:
    """Give the value of one user setting, or None."""
    settings = (user or {}).get("userSettings") or {}
    return (settings.get(key) or {}).get("value") if key else None
