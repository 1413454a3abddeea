"""Settings in use: which formats each user of App Connect has set.

Read from a text, or from a file of one list or of many users':

==========  =======================================================================
text        one list for everybody: ``(###) ###-####,###-###-####``
JSON        ``{"userSettings": {key: {"value": …}}}`` or the map of keys alone: one
            list for everybody; ``{user: settings, …}`` or ``[{"user": …,
            "userSettings": …}, …]``: many users; with ``adminSettings`` (and
            ``users``) the account's settings are merged in
CSV         one row per user: a column of the user (name, extension, e-mail) and up
            to three of formats, under App Connect's keys or ``format1`` …
==========  =======================================================================

The keys are ``overridingPhoneNumberFormat``, ``…2`` and ``…3``; the client sends those
that are not empty, joined by commas. A key that the account has and does not leave to
the user (``customizable``) is the account's; one that it has removed is nobody's.

Source: ``src/core/contact.js`` of the client, ``packages/core/handlers/user.ts`` of
ringcentral/rc-unified-crm-extension, commit fa94f96c (2026-08-22).

>>> read_in_use("(###) ###-####, ###").formats
('(###) ###-####', ' ###')
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.errors import TableError
from toolkit.exports.tables import open_table
from toolkit.exports.words import squeeze, word_set
from toolkit.matching.formats import SEPARATOR, parse_formats

KEYS = (
    "overridingPhoneNumberFormat",
    "overridingPhoneNumberFormat2",
    "overridingPhoneNumberFormat3",
)
EVERYBODY = ""  # the user of a list that all have
MAX_BYTES = 64 << 20

_USER_NAMES = word_set(
    "user username userid useremail mail email name fullname extension ext "
    "extensionnumber extensionid id agent employee"
)
_FORMAT_NAMES = (
    word_set("overridingphonenumberformat overridingformat format formats format1"),
    word_set("overridingphonenumberformat2 overridingformat2 format2"),
    word_set("overridingphonenumberformat3 overridingformat3 format3"),
)
_KNOWN = _USER_NAMES.union(*_FORMAT_NAMES)
_FILE_ENDINGS = (".csv", ".tsv", ".txt", ".json", ".xlsx")


@dataclass(frozen=True, slots=True, repr=False)
class UserSetting:
    """The formats that one user has set; `user` is private, and never in messages."""

    user: str
    formats: tuple[str, ...]

    def __repr__(self) -> str:
        """Show the formats only."""
        return f"UserSetting({SEPARATOR.join(self.formats)!r})"


@dataclass(frozen=True, slots=True)
class InUse:
    """The settings in use, one row a user."""

    users: tuple[UserSetting, ...]

    @property
    def formats(self) -> tuple[str, ...]:
        """The list that most users have; the first of several."""
        counted = Counter(each.formats for each in self.users)
        return counted.most_common(1)[0][0] if counted else ()

    @property
    def is_one_list(self) -> bool:
        """Whether everybody has the same."""
        return all(each.user == EVERYBODY for each in self.users)


def read_in_use(given: str | Path) -> InUse:
    """Read the settings in use from a comma text or a file.

    Raises
    ------
    TableError
        A file that does not exist or holds no settings.
    """
    path = Path(given)
    looks_like_file = path.suffix.lower() in _FILE_ENDINGS
    if isinstance(given, str) and not (looks_like_file or _is_file(path)):
        return InUse((UserSetting(EVERYBODY, parse_formats(given)),))
    if not _is_file(path):
        raise _unusable(path, "nothing of that name")
    users = _read_json(path) if _is_json(path) else _read_table(path)
    found = InUse(tuple(users))
    if not found.users:
        raise _unusable(path, "no settings")
    return found


def formats_of(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the formats of a map of settings, as the client sends them.

    >>> formats_of({"overridingPhoneNumberFormat": {"value": "###,##"},
    ...             "overridingPhoneNumberFormat2": {"value": ""},
    ...             "overridingPhoneNumberFormat3": "#"})
    ('###', '##', '#')
    """
    return _split(_value(settings.get(key)) for key in KEYS)


def merge_settings(
    account: Mapping[str, Any], own: Mapping[str, Any]
) -> dict[str, Any]:
    """Give the settings that hold for a user, as the server merges them.

    >>> account = {"overridingPhoneNumberFormat": {"value": "#", "customizable": True}}
    >>> merge_settings(account, {"overridingPhoneNumberFormat": {"value": "##"}})
    {'overridingPhoneNumberFormat': {'value': '##'}}
    """
    merged: dict[str, Any] = {}
    for key in KEYS:
        rule = account.get(key)
        given = rule if isinstance(rule, Mapping) else {}
        is_own = rule is None or given.get("customizable") is True
        if given.get("isRemoved"):
            continue
        if is_own and key in own:
            merged[key] = own[key]
        elif rule is not None:
            merged[key] = rule
    return merged


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a list of formats need not be a possible name
        return False


def _is_json(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def _read_json(path: Path) -> Iterator[UserSetting]:
    if path.stat().st_size > MAX_BYTES:
        raise _unusable(path, f"more than {MAX_BYTES >> 20} MB")
    try:
        document = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as fault:
        raise _unusable(path, "a file that is no JSON") from fault
    return _users(document)


def _users(document: Any) -> Iterator[UserSetting]:
    """Read any of the shapes: one list, the account's, many users'."""
    account: Mapping[str, Any] = {}
    if isinstance(document, Mapping):
        account = _settings(document.get("adminSettings")) or {}
        own = _settings(document)
        users = document.get("users")
        if users is None and (own is not None or account):
            yield UserSetting(EVERYBODY, formats_of(merge_settings(account, own or {})))
            return
        document = document if users is None else users
    for user, settings in _named(document):
        yield UserSetting(user, formats_of(merge_settings(account, settings)))


def _named(document: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give each user with the settings, from a map or a list."""
    if isinstance(document, Mapping):
        rows: Sequence[tuple[str, Any]] = list(document.items())
    elif isinstance(document, list):
        rows = [(_label(each), each) for each in document]
    else:
        rows = []
    read = [(user, _settings(each)) for user, each in rows if isinstance(each, Mapping)]
    if any(settings is not None for _, settings in read):
        yield from ((user, settings or {}) for user, settings in read)


def _settings(document: Any) -> Mapping[str, Any] | None:
    """Give the map of settings that a document is or holds; None where it has none."""
    if not isinstance(document, Mapping):
        return None
    inner = document.get("userSettings")
    if isinstance(inner, Mapping):
        return inner
    return document if any(key in document for key in KEYS) else None


def _label(row: Any) -> str:
    if isinstance(row, Mapping):
        for name, value in row.items():
            if squeeze(name) in _USER_NAMES and isinstance(value, str | int):
                return str(value)
    return EVERYBODY


def _read_table(path: Path) -> Iterator[UserSetting]:
    table = open_table(path, _KNOWN)
    names = [squeeze(name) for name in table.header]
    user = next((i for i, name in enumerate(names) if name in _USER_NAMES), None)
    formats = [i for known in _FORMAT_NAMES for i, n in enumerate(names) if n in known]
    if not formats:
        raise _unusable(path, "no column of formats")
    wanted = formats if user is None else [user, *formats]
    for part in table.read(sorted(wanted)):
        columns = [part.columns[i].to_pylist() for i in wanted]
        for cells in zip(*columns, strict=True):
            label = EVERYBODY if user is None else str(cells[0] or "").strip()
            yield UserSetting(label, _split(cells if user is None else cells[1:]))


def _value(setting: Any) -> str:
    value = setting.get("value") if isinstance(setting, Mapping) else setting
    return value if isinstance(value, str) else ""


def _split(values: Iterator[str] | Sequence[str]) -> tuple[str, ...]:
    return parse_formats(SEPARATOR.join(value for value in values if value))


def _unusable(path: Path, got: str) -> TableError:
    return TableError(
        expected="formats, or a file of users' settings (JSON, or CSV with columns "
        "user, format1, format2, format3)",
        got=got,
        where=f"--current {path.name}",
    )
