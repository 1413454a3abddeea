"""Rows of many parts kept side by side, in one large array a column.

Parts are folded in threads, and what a thread allocates in small pieces is seldom given
back to the system. Moved here, the rows of a log of any length are held once: nothing
has to be joined afterwards, and a part's own arrays serve the next part.

>>> store = EventStore()
>>> one = store.keep("row", np.arange(3), share=0.5)
>>> other = store.keep("row", np.arange(3, 5), share=0.5)
>>> other.base is one.base, other.base[:5].tolist()
(True, [0, 1, 2, 3, 4])
"""

from __future__ import annotations

from math import ceil
from typing import Any

import numpy as np
import numpy.typing as npt

from toolkit.exports.coding import A

_MARGIN = 1.1  # later parts have more rows than the first
_LEAST = 1 << 16  # rows


class EventStore:
    """Large arrays that the rows of parts are moved into, one a column."""

    def __init__(self) -> None:
        self._space: dict[str, npt.NDArray[Any]] = {}
        self._filled: dict[str, int] = {}

    def keep(self, column: str, rows: A, *, share: float) -> A:
        """Move some rows behind those that are kept; give them as they lie there.

        `share` says how much of the whole log the rows are, about. Memory that nothing
        is written to costs nothing; where it was too little, a further array is begun.
        """
        space, filled = self._space.get(column), self._filled.get(column, 0)
        if space is None or filled + len(rows) > len(space):
            expected = ceil(len(rows) / max(share, 1e-6) * _MARGIN)
            space = np.empty(max(expected, len(rows), _LEAST), rows.dtype)
            self._space[column], filled = space, 0
        self._filled[column] = filled + len(rows)
        kept = space[filled : filled + len(rows)]
        kept[:] = rows
        return kept  # type: ignore[return-value]
