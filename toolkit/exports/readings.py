"""Phone cells read as a column: conditions, texts and numbers of all cells at once.

Gives for every cell exactly what `cells.read_cell` gives. A cell of ordinary
characters in which one valid number is read takes the short way, by `parse_cells`;
only the rest is read one distinct cell at a time.

>>> import pyarrow as pa
>>> cells = pa.array(["(202) 555-0101", "202-555-0101/0102", "2025550101.0"])
>>> found = read_cells(cells, "US")
>>> [str(CONDITIONS[c]) for c in found.condition]
['plain', 'shared stem', 'float tail']
>>> found.cell.tolist(), found.is_unknown.tolist()
([0, 1, 1, 2], [False, False, True])
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.columns.grouping import stable_order
from toolkit.columns.numbers import Numbers, parse_cells
from toolkit.exports.cell_lists import AREA_CHOICE
from toolkit.exports.cell_repairs import dials_zero
from toolkit.exports.cells import CellReading, read_cell, texts_asked
from toolkit.exports.conditions import CONDITION_CODE, CONDITIONS, Condition
from toolkit.exports.number_reader import read_ahead

__all__ = ["CONDITIONS", "CellColumn", "read_cells"]

# characters that make a cell more than digits and punctuation, a float tail, a (0)
_SPECIAL = r"[^0-9+() ./-]|^\+?[0-9]{5,17}\.0+$|\( *0 *\)|^0*$"
_BARE = r"^ *[1-9][0-9]* *$"

Regions = str | npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class CellColumn:
    """All cells read: one row per cell, and one per number in a cell.

    Parameters
    ----------
    texts
        The CRM's texts: the cells, wrappers off, null where unknown.
    condition
        int8 codes of `CONDITIONS`, one per cell.
    is_unknown
        Whether the export destroyed the text.
    numbers
        The valid numbers found, in cell order.
    cell
        int32, the cell of each number.
    """

    texts: pa.Array
    condition: npt.NDArray[np.int8]
    is_unknown: npt.NDArray[np.bool_]
    numbers: Numbers
    cell: npt.NDArray[np.int32]


def read_cells(cells: pa.Array, regions: Regions) -> CellColumn:
    """Read a column of non-empty phone cells, in one region or one each."""
    special = _matches(cells, _SPECIAL)
    parsed = parse_cells(pc.if_else(pa.array(special), None, cells), regions).numbers
    short = parsed.is_valid & ~special & ~_is_list(cells, regions, special)
    condition = np.full(len(cells), CONDITION_CODE[Condition.PLAIN], np.int8)
    _name_bare(cells, regions, parsed, short, condition)
    slow = np.flatnonzero(~short)
    readings = _read_each(cells, regions, slow)
    condition[slow] = [CONDITION_CODE[r.condition] for r in readings]
    found = [(i, n) for i, r in zip(slow, readings, strict=True) for n in r.numbers]
    at = np.concatenate([np.flatnonzero(short), [i for i, _ in found]]).astype(np.int32)
    numbers = join_numbers(parsed.take(short), Numbers.from_e164([n for _, n in found]))
    order = stable_order(at)
    unknown = np.zeros(len(cells), bool)
    unknown[slow] = [r.text is None for r in readings]
    texts = _texts(cells, slow, readings)
    return CellColumn(texts, condition, unknown, numbers.take(order), at[order])


def _matches(cells: pa.Array, pattern: str) -> npt.NDArray[np.bool_]:
    return np.asarray(pc.match_substring_regex(cells, pattern), dtype=bool)


def _region_at(regions: Regions, rows: npt.NDArray[np.int64]) -> Regions:
    return regions if isinstance(regions, str) else regions[rows]


def _is_list(
    cells: pa.Array, regions: Regions, special: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """Find cells with two slashes, or one and a number by itself before it."""
    listed = _matches(cells, "/") & ~special
    rows = np.flatnonzero(listed)
    if len(rows):
        found = cells.take(pa.array(rows))
        heads = pc.replace_substring_regex(found, "/.*$", "")
        heads = parse_cells(heads, _region_at(regions, rows)).numbers
        choice = _matches(found, f"{AREA_CHOICE}|/.*/")
        listed[rows] = heads.is_valid | choice
    return listed


def _name_bare(
    cells: pa.Array,
    regions: Regions,
    parsed: Numbers,
    short: npt.NDArray[np.bool_],
    condition: npt.NDArray[np.int8],
) -> None:
    """Name bare digits that lost their plus or their leading zero."""
    rows = np.flatnonzero(short & (parsed.country_code != 1))
    rows = rows[_matches(cells.take(pa.array(rows)), _BARE)]
    if not len(rows):
        return
    bare = pc.utf8_trim_whitespace(cells.take(pa.array(rows)))
    digits = np.asarray(pc.cast(bare, pa.int64()))
    key = parsed.key[rows]
    national = key % 10 ** parsed.national_length[rows].astype(np.int64)
    condition[rows[digits == key]] = CONDITION_CODE[Condition.LOST_PLUS]
    here = _region_at(regions, rows)
    names = [here] if isinstance(here, str) else np.unique(here)
    zero = np.isin(here, [name for name in names if dials_zero(name)])
    condition[rows[(digits == national) & zero]] = CONDITION_CODE[Condition.LOST_ZERO]


def _read_each(
    cells: pa.Array, regions: Regions, rows: npt.NDArray[np.int64]
) -> list[CellReading]:
    texts = cells.take(pa.array(rows)).to_pylist()
    here = _region_at(regions, rows)
    each = [here] * len(texts) if isinstance(here, str) else here.tolist()
    distinct: dict[str, dict[str, None]] = {}
    for text, region in zip(texts, each, strict=True):
        distinct.setdefault(region, {})[text] = None
    read = {region: _read_distinct(found, region) for region, found in distinct.items()}
    return [read[region][text] for text, region in zip(texts, each, strict=True)]


def _read_distinct(cells: Iterable[str], region: str) -> dict[str, CellReading]:
    """Read awkward cells of a region; the numbers in them are read together before."""
    reader = read_ahead([text for cell in cells for text in texts_asked(cell)], region)
    return {cell: read_cell(cell, reader) for cell in cells}


def _texts(
    cells: pa.Array, rows: npt.NDArray[np.int64], readings: Sequence[CellReading]
) -> pa.Array:
    """Put in the texts that differ from their cells: wrappers off, destroyed ones."""
    if all(r.text is not None for r in readings) and not any(
        r.condition is Condition.WRAPPED for r in readings
    ):
        wrapped = _matches(cells, r"^['=]")
        if not wrapped.any():
            return cells
    texts = cells.to_pylist()
    for i, reading in zip(rows, readings, strict=True):
        texts[i] = reading.text
    return pa.array(texts, pa.string())


def join_numbers(one: Numbers, two: Numbers) -> Numbers:
    """Put two columns of numbers one below the other."""
    return Numbers(
        np.concatenate([one.key, two.key]),
        np.concatenate([one.country_code, two.country_code]),
        np.concatenate([one.national_length, two.national_length]),
        np.concatenate([one.is_valid, two.is_valid]),
    )
