"""Columns of pandas tables made of codes and of Arrow texts, and the table of rejects.

Nothing that reads the parts of a file needs pandas: it loads while they are read.

>>> category(np.array([0, 1, 0]), ["phone", "fax"]).tolist()
['phone', 'fax', 'phone']
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from toolkit.exports.coding import stack
from toolkit.exports.ledger import REASONS


def category(codes: npt.NDArray[Any], names: Sequence[str]) -> pd.Categorical[str]:
    """Make a category column of codes; names that occur twice are one category."""
    distinct = list(dict.fromkeys(names))
    place = np.asarray([distinct.index(name) for name in names], np.int64)
    at = np.append(place, -1)[codes]  # code -1 is missing
    return pd.Categorical.from_codes(at, pd.Index(distinct, dtype="str"))


def strings(column: pa.Array) -> pd.Series[str]:
    """Make a pandas column of an Arrow column, without a copy; null is missing."""
    return pd.Series(column, dtype=pd.StringDtype("pyarrow", na_value=np.nan))


def rejects_table(
    rows: Sequence[npt.NDArray[np.int32]], reasons: Sequence[npt.NDArray[np.int8]]
) -> pd.DataFrame:
    """Join the rows set aside, one array a file, into one table.

    Returns
    -------
    DataFrame, one row per row set aside, by file and row
        file    int16     position of the file in `sources`
        row     int32     row as the spreadsheet shows it
        reason  category  a value of `Reason`
    """
    file = np.repeat(np.arange(len(rows), dtype=np.int16), [len(r) for r in rows])
    row, code = stack(rows, np.int32), stack(reasons, np.int8)
    order = np.lexsort((row, file))
    return pd.DataFrame(
        {
            "file": file[order],
            "row": row[order],
            "reason": category(code[order], REASONS),
        },
        copy=False,
    )
