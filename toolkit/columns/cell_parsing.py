"""One number from each cell, by the shortest way that gives phonenumbers' answer.

=========================================  =========================================
a cell                                     is read by
=========================================  =========================================
plain, with a plus                         `toolkit.columns.plan_columns`
plain, without                             `toolkit.columns.national_cells`
plain but for words or an extension        the same, once `toolkit.columns.cell_tails`
                                           has made it plain
any other, an unknown country code,        ``phonenumbers.parse``, each different
a region with few cells                    cell once
=========================================  =========================================

>>> cells = pa.array(["+44 20 7946 0018", "tel. (415) 555-0100 ext 7"])
>>> read = read_cells(cells, np.array([0, 0]), ["US"])
>>> read.columns.key.tolist(), read.extension.to_pylist()
([442079460018, 14155550100], [None, '7'])
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import phonenumbers
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.columns.cell_digits import CellDigits, read_cell_digits
from toolkit.columns.cell_tails import cut_tails
from toolkit.columns.digits import Flags
from toolkit.columns.grouping import Rows, rows_by_group
from toolkit.columns.national_cells import read_national
from toolkit.columns.plan_columns import PlanColumns, split_digits
from toolkit.matching.plans import installed_plan

_FEW = 50  # cells of a region that are read sooner than its tables are built
_LARGEST_KEY = np.iinfo(np.int64).max


class ReadCells(NamedTuple):
    """What was read, one row per cell."""

    columns: PlanColumns
    extension: pa.StringArray
    is_parsed: Flags


class QuickCells(NamedTuple):
    """What was read by columns alone, one row per cell; `is_left` was not read."""

    columns: PlanColumns
    extension: pa.StringArray
    is_left: Flags


class _Number(NamedTuple):
    """One number read by phonenumbers."""

    key: int = 0
    country_code: int = 0
    national: str = ""
    is_valid: bool = False
    extension: str | None = None
    is_parsed: bool = False


def read_cells(
    cells: pa.Array, region: npt.NDArray[np.integer], regions: Sequence[str]
) -> ReadCells:
    """Read one number from each cell.

    Parameters
    ----------
    cells
        Arrow array of string or large_string.
    region
        For each cell, the row of `regions` that it is read in.
    regions
        ISO codes. Numbers written nationally in an unknown one are no numbers.
    """
    columns, extension, is_left = read_quickly(cells, region, regions)
    is_parsed = columns.country_code > 0
    is_there = np.asarray(cells.is_valid(), bool)
    left = np.flatnonzero(is_left & is_there)
    of_left = _read_left(columns, is_parsed, cells, left, region[left], regions)
    return ReadCells(columns, pc.coalesce(of_left, extension), is_parsed)


def read_quickly(
    cells: pa.Array, region: npt.NDArray[np.integer], regions: Sequence[str]
) -> QuickCells:
    """Read the cells that columns can read; the parameters are those of `read_cells`.

    >>> cells = pa.array(["(415) 555-0100", "415-555-0100, Jo"] * 50)
    >>> read = read_quickly(cells, np.zeros(100, int), ["US"])
    >>> read.columns.key[:2].tolist(), read.is_left[:2].tolist()
    ([14155550100, 0], [False, True])
    """
    plain = read_cell_digits(cells)
    extension = _cut_tails(cells, plain)
    is_left = ~plain.is_plain
    if plain.has_plus.all():
        columns = split_digits(plain.digits, installed_plan())
    else:
        columns = PlanColumns.empty(len(cells))
        rows = np.flatnonzero(plain.has_plus)
        split = split_digits(plain.digits.take(rows), installed_plan())
        columns.copy(rows, split)
        rows = np.flatnonzero(plain.is_plain & ~plain.has_plus)
        for number, of_region in rows_by_group(region[rows]):
            _read_plain(columns, is_left, plain, rows[of_region], regions[number])
    # With an unknown country code, phonenumbers reads on as if there were no plus.
    is_left |= plain.has_plus & (columns.country_code == 0)
    extension = pc.if_else(pa.array(columns.country_code > 0), extension, None)
    return QuickCells(columns, extension, is_left)


def _cut_tails(cells: pa.Array, plain: CellDigits) -> pa.StringArray:
    """Write into `plain` the cells that are plain but for a tail; give extensions."""
    rows = np.flatnonzero(~plain.is_plain)
    cut = cut_tails(cells.take(pa.array(rows)))
    read = read_cell_digits(cut.texts)
    plain.put(rows, read)
    place = np.full(len(cells), -1)
    place[rows] = np.arange(len(rows))
    return cut.extension.take(pa.array(place, mask=place < 0))


def _read_plain(
    columns: PlanColumns, is_left: Flags, plain: CellDigits, rows: Rows, region: str
) -> None:
    """Read plain cells without a plus that belong to one region."""
    if region not in phonenumbers.SUPPORTED_REGIONS:
        return
    if len(rows) < _FEW:
        is_left[rows] = True
        return
    read = read_national(plain.digits.take(rows), region)
    columns.copy(rows, read.columns)
    is_left[rows[read.is_left]] = True


def _read_left(
    columns: PlanColumns,
    is_parsed: Flags,
    cells: pa.Array,
    rows: Rows,
    region: npt.NDArray[np.integer],
    regions: Sequence[str],
) -> pa.StringArray:
    """Read cells with phonenumbers, write them into the columns, give extensions."""
    extensions: list[str] = []
    of_row = np.full(len(cells), -1, np.int64)
    seen: dict[tuple[str | None, int], _Number] = {}
    texts = cells.take(pa.array(rows)).to_pylist()
    for row, *cell in zip(rows.tolist(), texts, region.tolist(), strict=True):
        key = (cell[0], cell[1])
        if key not in seen:
            seen[key] = _parse(cell[0], regions[cell[1]])
        number = seen[key]
        is_parsed[row] = number.is_parsed
        _put(columns, row, number)
        if number.extension:
            of_row[row] = len(extensions)
            extensions.append(number.extension)
    if not extensions:
        return pa.nulls(len(cells), pa.string())
    return pa.array(extensions, pa.string()).take(pa.array(of_row, mask=of_row < 0))


def _put(columns: PlanColumns, row: int, number: _Number) -> None:
    columns.key[row] = number.key
    columns.country_code[row] = number.country_code
    columns.national[row] = int(number.national or 0)
    columns.national_length[row] = len(number.national)
    columns.is_valid[row] = number.is_valid


def _parse(text: str | None, region: str) -> _Number:
    try:
        number = phonenumbers.parse(text or "", region)
    except phonenumbers.NumberParseException:
        return _Number()
    national = phonenumbers.national_significant_number(number)
    key, extension = int(f"{number.country_code}{national}"), number.extension or None
    if key > _LARGEST_KEY:
        return _Number(extension=extension, is_parsed=True)
    is_valid = phonenumbers.is_valid_number(number)
    code = number.country_code or 0
    return _Number(key, code, national, is_valid, extension, True)
