"""Rows of a contacts file: the recognised columns, and which rows have a phone cell.

>>> import pyarrow as pa
>>> from toolkit.exports.contact_columns import recognise_contacts
>>> header = ("Phone 1 - Label", "Phone 1 - Value")
>>> found = recognise_contacts("c.csv", header, [])
>>> cells = {0: pa.array(["Mobile", "Work Fax"]), 1: pa.array(["x", "y"])}
>>> empty_fax(cells, found)[1].to_pylist()
['x', '']
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.exports.coding import (
    Bools,
    Codes,
    concat,
    encode,
    is_filled,
    repeats_header,
    stack,
)
from toolkit.exports.contact_columns import PHONE_ROLES
from toolkit.exports.contact_headers import SET_ASIDE_ROLES, find_role
from toolkit.exports.headers import Found
from toolkit.exports.ledger import REASON_CODE, USED, Ledger, Reason, count_reasons
from toolkit.exports.tables import Table

Reasons = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True, repr=False)
class Rows:
    """The rows of one file: string columns, and why a row is set aside."""

    found: Found
    columns: Mapping[int, pa.Array]
    row: Codes
    reason: Reasons
    bad_rows: Codes
    bad_reasons: Reasons

    @property
    def used(self) -> Bools:
        """Which rows have a phone cell."""
        used: Bools = self.reason == USED
        return used

    @property
    def n_used(self) -> int:
        """Count the rows that have a phone cell."""
        return int(np.count_nonzero(self.used))

    def column(self, i: int) -> pa.Array:
        """Give the used rows of a column."""
        whole = self.columns[i]
        return whole if self.used.all() else whole.filter(pa.array(self.used))

    def of(self, role: str) -> list[pa.Array]:
        """Give the used rows of the columns with a role."""
        return [self.column(i) for i in self.found.roles.get(role, ())]

    def rejects(self) -> tuple[Codes, Reasons]:
        """Give the rows set aside, and why."""
        aside = ~self.used
        return (
            np.concatenate([self.bad_rows, self.row[aside]]),
            np.concatenate([self.bad_reasons, self.reason[aside]]),
        )

    def ledger(self) -> Ledger:
        """Account for every row."""
        reasons = self.rejects()[1]
        return Ledger(self.n_used + len(reasons), self.n_used, count_reasons(reasons))


def read_rows(table: Table, found: Found, tick: Callable[[int], object]) -> Rows:
    """Read the recognised columns of one file; `tick` hears the bytes of each part."""
    read = {i for at in found.roles.values() for i in at}
    beside = [at[i] for at in (found.labels, found.areas) for i in read if i in at]
    wanted = sorted(read | set(beside))
    start = table.dialect.header_row + 1
    parts, starts = [], []
    for part in table.read(wanted):
        parts.append(part)
        starts.append(np.int32(start))
        start += part.span
        tick(part.size)
    columns = {i: concat([p.columns[i] for p in parts]) for i in wanted}
    columns |= empty_fax(columns, found)
    both = list(zip(parts, starts, strict=True))
    row = stack([p.rows + s for p, s in both], np.int32)
    return Rows(
        found,
        columns,
        row,
        _reasons(columns, found, len(row)),
        stack([p.bad_rows + s for p, s in both], np.int32),
        stack([p.bad_reasons for p in parts], np.int8),
    )


def empty_fax(columns: Mapping[int, pa.Array], found: Found) -> dict[int, pa.Array]:
    """Empty the cells that the label beside them calls fax, pager or telex."""
    emptied = {}
    for i, at in found.labels.items():
        if i in columns:
            label = encode(columns[at])
            aside = [label_role(text) in SET_ASIDE_ROLES for text in label.texts()]
            if any(aside):
                fax = pa.array(np.asarray(aside)[label.codes])
                emptied[i] = pc.if_else(fax, "", columns[i])
    return emptied


def label_role(label: str) -> str:
    """Give the role that a label such as ``Mobile`` or ``Work Fax`` names."""
    found = find_role(label)
    return found[0] if found else "phone"


def _reasons(columns: Mapping[int, pa.Array], found: Found, n: int) -> Reasons:
    """Set aside rows without a phone cell, blank ones, and headers among them."""
    phones = {i for r, at in found.roles.items() if r in PHONE_ROLES for i in at}
    reason = np.full(n, REASON_CODE[Reason.NO_PHONE], np.int8)
    blank = np.ones(n, bool)
    for i, column in columns.items():
        filled = is_filled(column)
        blank &= ~filled
        if i in phones:
            reason[filled] = USED
    reason[blank] = REASON_CODE[Reason.BLANK]
    reason[repeats_header(columns, found.header)] = REASON_CODE[Reason.HEADER]
    return reason
