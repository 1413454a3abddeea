"""The settings an administrator enters, as texts for the three fields and as JSON.

App Connect keeps the formats in three settings and sends the non-empty ones to the
connector, joined by commas. So a list of more than three still fits: the third field
takes the rest, with commas. Every field is written, an unused one as the empty text:
what stood in it before must not stay.

The user's settings are merged by the server, so three keys are enough. The account's
settings are *replaced* by it: they are written only on top of the present ones.

Source: ``src/service/embeddableServices.js`` of the client, ``packages/core/handlers/
{user,admin}.ts`` of ringcentral/rc-unified-crm-extension, commit fa94f96c (2026-08-22).

>>> user_settings(["###-###-####"])["userSettings"]["overridingPhoneNumberFormat"]
{'value': '###-###-####'}
>>> field_texts(["#", "##", "###", "####"])
('#', '##', '###,####')
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from toolkit.errors import TableError
from toolkit.matching.formats import SEPARATOR
from toolkit.reporting.figures import listed

KEYS = (
    "overridingPhoneNumberFormat",
    "overridingPhoneNumberFormat2",
    "overridingPhoneNumberFormat3",
)
FIELD_NAMES = ("Format 1", "Format 2", "Format 3")  # on App Connect's settings page
SECTION = "Phone number format alternatives"  # the heading above them

Settings = dict[str, Any]


def field_texts(formats: Sequence[str]) -> tuple[str, str, str]:
    """Give the text of each of the three fields; unused ones are empty.

    >>> field_texts(["(###) ###-####"])
    ('(###) ###-####', '', '')
    """
    first, second = [*formats[:2], "", ""][:2]
    return first, second, SEPARATOR.join(formats[2:])


def user_settings(formats: Sequence[str]) -> Settings:
    """Give the body of ``POST /user/settings``, which the server merges.

    >>> [each["value"] for each in user_settings([])["userSettings"].values()]
    ['', '', '']
    """
    texts = zip(KEYS, field_texts(formats), strict=True)
    return {"userSettings": {key: {"value": text} for key, text in texts}}


def account_settings(
    present: Mapping[str, Any],
    formats: Sequence[str],
    *,
    customizable: bool | None = None,
) -> Settings:
    """Give the body of ``POST /admin/settings``: the present settings and the formats.

    Parameters
    ----------
    present
        What `read_settings` gave; nothing of it is lost.
    formats
        The list, as people enter it.
    customizable
        Whether a user's own value wins over the account's. Default: as each of the
        three settings is now, and locked (False) where it is not set yet.

    Examples
    --------
    >>> body = account_settings({"autoLogCall": {"value": True}}, ["###"])
    >>> body["adminSettings"]["userSettings"]["autoLogCall"]
    {'value': True}
    >>> body["adminSettings"]["userSettings"]["overridingPhoneNumberFormat"]
    {'customizable': False, 'value': '###'}
    """
    merged = dict(present)
    for key, text in zip(KEYS, field_texts(formats), strict=True):
        before = present.get(key)
        kept = dict(before) if isinstance(before, Mapping) else {}
        kept.pop("isRemoved", None)  # the server would drop the setting
        own = bool(kept.get("customizable", False))
        kept["customizable"] = own if customizable is None else customizable
        merged[key] = kept | {"value": text}
    return {"adminSettings": {"userSettings": merged}}


def customizable_text(account: Mapping[str, Any]) -> str:
    """Say in words whose formats hold under the account's settings.

    Parameters
    ----------
    account
        What `account_settings` gave.

    Examples
    --------
    >>> customizable_text(account_settings({}, ["###"])).partition(":")[0]
    "The account's formats hold for everybody"
    >>> customizable_text(account_settings({}, ["###"], customizable=True))
    "A user's own formats win over the account's (customizable: true)."
    """
    merged = account["adminSettings"]["userSettings"]
    fields = list(zip(FIELD_NAMES, KEYS, strict=True))
    own = [name for name, key in fields if merged[key]["customizable"]]
    locked = [name for name, key in fields if not merged[key]["customizable"]]
    if not own:
        return (
            "The account's formats hold for everybody: no user can change them "
            "(customizable: false)."
        )
    if not locked:
        return "A user's own formats win over the account's (customizable: true)."
    return (
        f"A user's own text wins in {listed(own)} (customizable: true), the account's "
        f"in {listed(locked)} (customizable: false), as now."
    )


def roll_back_settings(present: Mapping[str, Any]) -> Settings:
    """Give the body of ``POST /admin/settings`` that restores the present settings.

    >>> roll_back_settings({})
    {'adminSettings': {'userSettings': {}}}
    """
    return {"adminSettings": {"userSettings": dict(present)}}


def read_settings(path: Path) -> Settings:
    """Read the account's present settings: the answer of ``GET /admin/settings``.

    Also reads ``GET /user/preloadSettings`` and a body of ``POST /admin/settings``.

    Raises
    ------
    TableError
        No such file, no JSON, or other settings than an account's.
    """
    try:
        found = json.loads(path.read_bytes(), parse_constant=_refuse_constant)
    except OSError as fault:
        raise _unusable(path, f"the system's error {fault.strerror!r}") from fault
    except (ValueError, RecursionError) as fault:
        raise _unusable(path, "a file that is no JSON") from fault
    if isinstance(found, dict) and isinstance(found.get("adminSettings"), dict):
        found = found["adminSettings"]
    settings = found.get("userSettings") if isinstance(found, dict) else None
    if not isinstance(settings, dict):
        raise _unusable(path, "JSON without 'userSettings'")
    return settings


def to_json(document: Mapping[str, Any]) -> bytes:
    """Write JSON for people and programs: indented ASCII."""
    return f"{json.dumps(document, indent=2, allow_nan=False)}\n".encode()


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _unusable(path: Path, got: str) -> TableError:
    return TableError(
        expected="the account's present settings as JSON",
        got=got,
        where=str(path),
        hint="save the answer of GET /admin/settings, all of it",
    )
