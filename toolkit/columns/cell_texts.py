"""The texts of a column of cells: each distinct one once, indexed once.

All connectors and the inferring of formats look into the same texts.

>>> texts = cell_texts(pa.array(["(415) 555-0100", None, "(415) 555-0100"]))
>>> texts.row.tolist(), len(texts.index)
([0, -1, 0], 1)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from toolkit.columns.texts import TextIndex


@dataclass(frozen=True, slots=True)
class CellTexts:
    """Distinct texts, and where each cell's is: `row` in `index`, -1 unknown."""

    row: npt.NDArray[np.int64]
    index: TextIndex


def cell_texts(cells: pa.Array | pa.ChunkedArray) -> CellTexts:
    """Index the texts of cells; a null is an unknown text."""
    if isinstance(cells, pa.ChunkedArray):
        cells = cells.combine_chunks()
    coded = cells.cast(pa.string()).dictionary_encode()
    row = coded.indices.fill_null(-1).to_numpy().astype(np.int64)
    return CellTexts(row, TextIndex(coded.dictionary))
