"""Which column has which role: by override, by name, and checked by content.

Rules: a header is compared squeezed (letters and digits, no case). An override names a
role and its header; it replaces what was recognised for that role. A role that was
asked for and cannot be found raises, and the hint names the nearest headers.

>>> place_columns("c.csv", ["Key", "Tel."], {"phone": ["tel"]})
{'phone': (1,)}
>>> place_columns("c.csv", ["Key", "Telefone"], {"phone": ["Telephone"]})
Traceback (most recent call last):
toolkit.errors.MissingColumnError: c.csv: expected a column 'Telephone', got 'Key', ...
Hint: perhaps columns={'phone': 'Telefone'}, or --columns phone='Telefone'.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from toolkit.errors import MissingColumnError, OptionError
from toolkit.exports.layouts import Layout
from toolkit.exports.words import squeeze

_UNUSUAL_DELIMITER = re.compile(r"[~^!:#*\x01-\x08\x1c-\x1f]|¦|¬|§")

Columns: TypeAlias = Mapping[str, str | Sequence[str]] | Sequence[str] | None


@dataclass(frozen=True, slots=True)
class Found:
    """The layout of a file and the columns (by index) that have each role.

    `aside` holds recognised columns that are not read; `labels` the column that says
    what a phone column's cells are, and `areas` that of their area codes, where there
    is one.
    """

    layout: Layout
    header: tuple[str, ...]
    roles: Mapping[str, tuple[int, ...]]
    aside: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    labels: Mapping[int, int] = field(default_factory=dict)
    areas: Mapping[int, int] = field(default_factory=dict)

    def first(self, role: str) -> int | None:
        """Index of the first column with a role, or None."""
        return self.roles[role][0] if role in self.roles else None

    @property
    def named(self) -> dict[str, str]:
        """Each recognised header with its role, in file order; `aside` is not read."""
        areas = {"area_code": tuple(set(self.areas.values()))}
        both = [*self.roles.items(), *self.aside.items(), *areas.items()]
        pairs = sorted((i, role) for role, at in both for i in at)
        return {self.header[i]: role for i, role in pairs}


def parse_columns(columns: Columns) -> dict[str, tuple[str, ...]]:
    """Bring overrides into one shape: role to headers.

    >>> parse_columns(["phone=Tel", "phone=Tel 2", "id=Key"])
    {'phone': ('Tel', 'Tel 2'), 'id': ('Key',)}
    >>> parse_columns({"phone": ["Tel"], "id": "Key"})
    {'phone': ('Tel',), 'id': ('Key',)}
    """
    given: dict[str, tuple[str, ...]] = {}
    if columns is None:
        return given
    if isinstance(columns, Mapping):
        for role, names in columns.items():
            given[role] = (names,) if isinstance(names, str) else tuple(names)
        return given
    for one in [columns] if isinstance(columns, str) else columns:
        role, equals, name = one.partition("=")
        if not equals or not role or not name:
            raise OptionError(
                expected="role=header",
                got=repr(one),
                where="columns",
                hint='for example phone="Phone Number"',
            )
        given[role] = (*given.get(role, ()), name)
    return given


def place_columns(
    where: str, header: Sequence[str], given: Mapping[str, Sequence[str]]
) -> dict[str, tuple[int, ...]]:
    """Find the columns that overrides name: exactly, else squeezed.

    Raises
    ------
    MissingColumnError
        A header that is not in the file; the hint names the nearest ones.
    """
    placed: dict[str, tuple[int, ...]] = {}
    squeezed = [squeeze(h) for h in header]
    for role, names in given.items():
        found: list[int] = []
        for name in names:
            at = [i for i, h in enumerate(header) if h == name] or [
                i for i, h in enumerate(squeezed) if h and h == squeeze(name)
            ]
            if not at:
                raise missing(where, header, repr(name), {role: (name,)})
            found += at
        placed[role] = tuple(found)
    return placed


def is_data(cell: str) -> bool:
    """Tell a cell of private data from a column name, which has letters.

    >>> is_data("ann@example.com"), is_data("(212) 5"), is_data("Phone 2")
    (True, True, False)
    """
    is_binary = any(ord(char) < 32 and not char.isspace() for char in cell)
    n_digits = sum(map(str.isdigit, cell))
    is_number = n_digits > 0 and not any(map(str.isalpha, cell))
    return is_binary or "@" in cell or is_number or n_digits > 5


def missing(
    where: str,
    header: Sequence[str],
    what: str,
    wanted: Mapping[str, Iterable[str]],
    *,
    likely: str = "",
) -> MissingColumnError:
    """Build the error for a column that is not there, with the nearest headers.

    `wanted` holds the names that would have been recognised, by role; `likely` is the
    header whose cells look like the first of them.
    """
    if any(map(is_data, header)):
        return MissingColumnError(
            expected=f"a header with a column {what}",
            got="a first line that looks like data",
            where=where,
            hint="put a line with column names on top",
        )
    names = [name[:40] for name in header if name.strip()]
    shown = ", ".join(map(repr, names[:10])) or "none"
    more = f" … and {len(names) - 10} more" if len(names) > 10 else ""
    near = _nearest(header, wanted)
    if likely and not near:
        near = {next(iter(wanted)): likely[:40]}
    return MissingColumnError(
        expected=f"a column {what}",
        got=shown + more,
        where=where,
        hint=_hint(names, near, next(iter(wanted))),
    )


def _hint(names: Sequence[str], near: Mapping[str, str], role: str) -> str:
    """Say how to name the columns that were probably meant."""
    if near:
        options = " ".join(f"{role}={name!r}" for role, name in near.items())
        return f"perhaps columns={dict(near)!r}, or --columns {options}"
    if len(names) == 1 and (found := _UNUSUAL_DELIMITER.search(names[0])):
        return f"perhaps delimiter={found[0]!r}, or --delimiter {found[0]!r}"
    return f"name it: columns={{{role!r}: HEADER}}, or --columns {role}=HEADER"


def _nearest(
    header: Sequence[str], wanted: Mapping[str, Iterable[str]]
) -> dict[str, str]:
    """Give each role the header that looks most alike; a header has one role."""
    by_name = {squeeze(name): name[:40] for name in header if name.strip()}
    found: list[tuple[float, str, str]] = []
    for role, names in wanted.items():
        for name in map(squeeze, names):
            for close in difflib.get_close_matches(name, by_name, 1, 0.75):
                ratio = difflib.SequenceMatcher(None, name, close).ratio()
                found.append((ratio, role, by_name[close]))
    near: dict[str, str] = {}
    for _, role, name in sorted(found, reverse=True):
        if role not in near and name not in near.values():
            near[role] = name
    return near
