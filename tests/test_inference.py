"""Formats of a column are those of its cells, one by one."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from toolkit.columns.inference import infer_column
from toolkit.matching.formats import infer

ROW = st.tuples(
    st.text("01-( #,x\0é", min_size=1, max_size=9), st.text("01", max_size=5)
)
# Rows in which the cell really holds the number.
WRITTEN = st.tuples(
    st.text("1+0", max_size=3), st.text("01", min_size=1, max_size=6), st.text("-x1")
).map(lambda row: (row[0] + "-".join(row[1]) + row[2], row[1]))


@given(st.lists(ROW | WRITTEN, max_size=10))
def test_equals_infer(rows: list[tuple[str, str]]) -> None:
    inferred = infer_column(
        pa.array([cell for cell, _ in rows], pa.string()),
        np.array([int(national or 0) for _, national in rows], np.int64),
        np.array([len(national) for _, national in rows], np.int64),
    )
    formats = [inferred.formats[c] if c >= 0 else None for c in inferred.code.tolist()]
    assert formats == [infer(cell, national) for cell, national in rows]


def test_more_digits_than_an_integer_holds() -> None:
    cell = "1" * 25
    inferred = infer_column(pa.array([cell]), np.array([11]), np.array([2]))
    assert inferred.formats == (infer(cell, "11"),)
