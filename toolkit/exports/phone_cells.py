"""Phone cells of contact files: collected by row and column, read, put in tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from toolkit.exports.coding import Bools, Codes, concat, encode, is_filled, stack
from toolkit.exports.conditions import CONDITIONS, SAFE
from toolkit.exports.contact_columns import PHONE_ROLES
from toolkit.exports.contact_rows import Rows, label_role
from toolkit.exports.frames import category, strings
from toolkit.exports.readings import CellColumn


@dataclass(frozen=True, slots=True, repr=False)
class PhoneCells:
    """Filled phone cells: whose, in which column, and their texts.

    `person` counts the used rows of all files; `column` and `role` are positions in
    `names` (headers) and `roles`. `areas` holds the area codes that stand in a column
    of their own, empty where none does; None where no file has such a column.
    """

    person: Codes
    column: Codes
    names: Sequence[str]
    role: Codes
    roles: Sequence[str]
    texts: pa.Array
    areas: pa.Array | None = None


def collect_cells(files: Sequence[Rows]) -> PhoneCells:
    """Collect the filled phone cells of all files, by row, then by column."""
    found: list[PhoneCells] = []
    start = 0
    for one in files:
        for i, role in sorted((i, r) for r, at in one.found.roles.items() for i in at):
            if role in PHONE_ROLES:
                found.append(_cells_of(one, i, role, start, len(found)))
        start += one.n_used
    person = stack([cells.person for cells in found], np.int32)
    column = stack([cells.column for cells in found], np.int32)
    order = np.lexsort((column, person))
    roles = list(dict.fromkeys(role for cells in found for role in cells.roles))
    return PhoneCells(
        person[order],
        column[order],
        [name for cells in found for name in cells.names],
        stack([_recode(cells, roles) for cells in found], np.int32)[order],
        roles,
        concat([cells.texts for cells in found]).take(pa.array(order)),
        _areas(found, order),
    )


def _areas(found: Sequence[PhoneCells], order: npt.NDArray[np.intp]) -> pa.Array | None:
    if all(cells.areas is None for cells in found):
        return None
    each = [
        pa.repeat("", len(cells.person)) if cells.areas is None else cells.areas
        for cells in found
    ]
    return concat(each).take(pa.array(order))


def _cells_of(one: Rows, i: int, role: str, start: int, column: int) -> PhoneCells:
    texts = one.column(i)
    at = np.flatnonzero(is_filled(texts)).astype(np.int32)
    codes, roles = np.zeros(len(at), np.int32), [role]
    if i in one.found.labels:
        label = encode(one.column(one.found.labels[i]))
        codes, roles = label.codes[at], [label_role(text) for text in label.texts()]
    columns = np.full(len(at), column, np.int32)
    name = one.found.header[i]
    picked = texts.take(pa.array(at))
    areas = None
    if i in one.found.areas:
        areas = one.column(one.found.areas[i]).take(pa.array(at))
    person = at + np.int32(start)
    return PhoneCells(person, columns, [name], codes, roles, picked, areas)


def _recode(cells: PhoneCells, roles: Sequence[str]) -> Codes:
    table = np.asarray([roles.index(role) for role in cells.roles], np.int32)
    return table[cells.role] if len(table) else cells.role


def cells_table(
    cells: PhoneCells, contact: Codes, row: Codes, read: CellColumn, is_known: Bools
) -> pd.DataFrame:
    """Make the table of cells that `Contacts` describes.

    `contact`, `row` and `is_known` (whether a country column gives the region) have one
    row per used row of the files.
    """
    return pd.DataFrame(
        {
            "contact": contact[cells.person],
            "column": category(cells.column, cells.names),
            "role": category(cells.role, cells.roles),
            "text": strings(read.texts),
            "row": row[cells.person],
            "condition": category(read.condition, CONDITIONS),
            "is_region_known": is_known[cells.person],
        },
        copy=False,
    )


def numbers_table(contact: Codes, read: CellColumn) -> pd.DataFrame:
    """Make the table of numbers in cells that `Contacts` describes.

    `contact` gives the contact of each cell.
    """
    condition = read.condition[read.cell]
    is_safe = np.asarray([c in SAFE for c in CONDITIONS])
    return pd.DataFrame(
        {
            "cell": read.cell,
            "contact": contact[read.cell],
            "condition": category(condition, CONDITIONS),
            "is_safe": is_safe[condition],
        },
        copy=False,
    )
