"""Phone cells whose area code stands in another column: ``Vorwahl`` and ``Rufnummer``.

Rules: what a CRM searches is one cell, so the cell alone stays the text; the area code
is put before it only to know whose number it is, where the cell alone is no number, or
has no trunk zero in a country that writes one.

>>> cells, areas = pa.array(["7946 0018", "020 7946 0019"]), pa.array(["020", "020"])
>>> found = read_with_areas(cells, "GB", areas)
>>> [str(CONDITIONS[c]) for c in found.condition], found.texts.to_pylist()
(['area code in another column', 'plain'], ['7946 0018', '020 7946 0019'])
>>> found.numbers.e164().to_pylist()
['+442079460018', '+442079460019']
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.exports.cell_repairs import dials_zero
from toolkit.exports.coding import Bools, is_filled
from toolkit.exports.conditions import CONDITION_CODE, CONDITIONS, Condition
from toolkit.exports.readings import CellColumn, Regions, join_numbers, read_cells

__all__ = ["CONDITIONS", "read_with_areas"]

_WHOLE = r"^[\s(]*[0+]"


def read_with_areas(
    cells: pa.Array, regions: Regions, areas: pa.Array | None
) -> CellColumn:
    """Read phone cells as `read_cells` does, with an area code (or "") for each."""
    read = read_cells(cells, regions)
    if areas is None:
        return read
    rows = np.flatnonzero(_may_lack_area(read, regions) & is_filled(areas))
    at = pa.array(rows)
    joined = pc.binary_join_element_wise(areas.take(at), read.texts.take(at), " ")
    here = regions if isinstance(regions, str) else regions[rows]
    whole = read_cells(joined, here)
    completed = np.zeros(len(cells), bool)
    completed[rows[whole.cell]] = True
    return _put(read, whole, rows, completed)


def _may_lack_area(read: CellColumn, regions: Regions) -> Bools:
    lacks: Bools = ~read.is_unknown
    lacks[read.cell] = False
    names = [regions] if isinstance(regions, str) else np.unique(regions)
    zero = np.isin(regions, [name for name in names if dials_zero(name)])
    whole = pc.match_substring_regex(pc.fill_null(read.texts, ""), _WHOLE)
    may: Bools = lacks | (zero & ~np.asarray(whole, dtype=bool) & ~read.is_unknown)
    return may


def _put(
    read: CellColumn, whole: CellColumn, rows: npt.NDArray[np.int64], completed: Bools
) -> CellColumn:
    """Put the numbers of whole cells in the place of what was read."""
    kept = ~completed[read.cell]
    cell = np.concatenate([read.cell[kept], rows[whole.cell].astype(np.int32)])
    numbers = join_numbers(read.numbers.take(kept), whole.numbers)
    order = np.argsort(cell, kind="stable")
    condition = read.condition.copy()
    condition[completed] = CONDITION_CODE[Condition.APART]
    return replace(
        read, condition=condition, numbers=numbers.take(order), cell=cell[order]
    )
