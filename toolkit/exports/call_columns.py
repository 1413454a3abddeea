"""Columns of a call log: names and overrides, cut down to what is needed.

>>> found = recognise_calls("c.csv", ("From", "To", "Direction"), [])
>>> found.roles
{'direction': (2,), 'from': (0,), 'to': (1,)}
"""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.errors import OptionError
from toolkit.exports.headers import (
    Columns,
    Found,
    missing,
    parse_columns,
    place_columns,
)
from toolkit.exports.layouts import CALL_LAYOUTS, CALL_ROLES, find_layout
from toolkit.exports.words import squeeze

CALL_NAMES = frozenset(name for names in CALL_ROLES.values() for name in names)

# read only where rows of several files have to be compared
_DETAILS = frozenset({"name", "duration", "result", "action"})


def recognise_calls(
    where: str,
    header: tuple[str, ...],
    sample: Sequence[Sequence[str]],
    columns: Columns = None,
    *,
    is_one_of_many: bool = False,
) -> Found:
    """Give the columns of a call log their roles.

    Raises
    ------
    MissingColumnError
        No column for the remote number, or an override that is not there.
    OptionError
        An override with an unknown role.
    """
    given = parse_columns(columns)
    for role in given:
        if role not in CALL_ROLES:
            known = ", ".join(CALL_ROLES)
            raise OptionError(
                expected=f"one of {known}", got=repr(role), where="columns"
            )
    squeezed = [squeeze(h) for h in header]
    layout = find_layout(CALL_LAYOUTS, squeezed)
    roles: dict[str, tuple[int, ...]] = {}
    for role, names in CALL_ROLES.items():
        at = [squeezed.index(name) for name in names if name in squeezed]
        if at:
            roles[role] = (at[0],)
    placed = place_columns(where, header, given)
    if "phone" in placed:
        roles = {r: at for r, at in roles.items() if r not in ("from", "to")}
    roles |= placed
    if "phone" not in roles and not roles.keys() >= {"from", "to"}:
        wanted = {role: CALL_ROLES[role] for role in ("phone", "from", "to")}
        what = "'Phone Number', or 'From' and 'To'"
        raise missing(where, header, what, wanted)
    return Found(layout, header, _needed(roles, sample, is_one_of_many))


def _needed(
    roles: dict[str, tuple[int, ...]],
    sample: Sequence[Sequence[str]],
    is_one_of_many: bool,
) -> dict[str, tuple[int, ...]]:
    """Leave out what no rule asks for: every column read costs time."""
    if "type" in roles and not _is_used(roles["type"][0], sample):
        roles = {r: at for r, at in roles.items() if r != "type"}
    drop = set() if is_one_of_many else set(_DETAILS)
    if "type" not in roles:
        drop.discard("action")
    if "direction" not in roles:
        drop -= {"action", "result"}
    if roles.keys() >= {"date", "time"}:
        drop.add("started_at")
    return {r: roles[r] for r in CALL_ROLES if r in roles and r not in drop}


def _is_used(column: int, sample: Sequence[Sequence[str]]) -> bool:
    return not sample or any(len(row) > column and row[column] for row in sample)
