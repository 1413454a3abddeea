"""Runs of rows as string columns: what every kind of file is read into.

A part numbers its rows from 0 and says how many spreadsheet rows it spans, so parts can
be worked on in any order and numbered afterwards.

>>> part = part_of_rows([["1", "x"], [], ["2"], ["3", "y", "z"]], 2, [1])
>>> part.columns[1].to_pylist(), part.rows.tolist(), part.bad_rows.tolist(), part.span
(['x', ''], [0, 2], [3], 4)
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from toolkit.exports.ledger import REASON_CODE, Reason

T = TypeVar("T")

_TOO_MANY = REASON_CODE[Reason.TOO_MANY_CELLS]


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """Consecutive rows: string columns by index, row numbers, rows set aside.

    `span` counts spreadsheet rows, blank lines among them; `size` is in bytes.
    """

    columns: Mapping[int, pa.Array]
    rows: npt.NDArray[np.int32]
    bad_rows: npt.NDArray[np.int32]
    bad_reasons: npt.NDArray[np.int8]
    span: int
    size: int = 0

    def __len__(self) -> int:
        """Count the rows that were read."""
        return len(self.rows)


def whole_part(columns: Mapping[int, pa.Array], n: int, size: int = 0) -> Part:
    """Make a part of columns in which every row is good."""
    none = np.zeros(0, np.int32)
    rows = np.arange(n, dtype=np.int32)
    return Part(columns, rows, none, none.astype(np.int8), n, size)


def part_of_rows(
    records: Iterable[Sequence[str]], width: int, columns: Sequence[int], size: int = 0
) -> Part:
    """Make a part of rows of cells; short rows are filled, rows without cells skipped.

    A row with more cells than the header is set aside: which cell is the extra one, and
    so what the others mean, is not known. Empty extra cells do no harm.
    """
    cells: list[list[str]] = [[] for _ in columns]
    rows: list[int] = []
    bad: list[int] = []
    span = 0
    for row, values in enumerate(records):
        span = row + 1
        if len(values) > width and any(values[width:]):
            bad.append(row)
        elif values:
            rows.append(row)
            for column, i in zip(cells, columns, strict=True):
                column.append(values[i] if i < len(values) else "")
    return Part(
        {i: pa.array(c, pa.string()) for i, c in zip(columns, cells, strict=True)},
        np.asarray(rows, np.int32),
        np.asarray(bad, np.int32),
        np.full(len(bad), _TOO_MANY, np.int8),
        span,
        size,
    )


def in_order(
    tasks: Iterator[Callable[[], T]], threads: int | None = None
) -> Iterator[T]:
    """Run tasks in threads, a few ahead, and give their results in order.

    >>> list(in_order(iter([lambda: 1, lambda: 2])))
    [1, 2]
    """
    workers = threads or os.cpu_count() or 1
    waiting: deque[Future[T]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for task in tasks:
                waiting.append(pool.submit(task))
                if len(waiting) > workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
