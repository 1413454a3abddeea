r"""Tables to CSV files that programs, people and spreadsheets can open.

UTF-8, comma, a header row, text in quotes; missing is empty. Text that a spreadsheet
would run or rewrite has an apostrophe in front (see `spreadsheet_cells`); `read_table`
takes it off again.

>>> import io
>>> file = io.BytesIO()
>>> table = pd.DataFrame({"format": ["+1 ###"], "e164": ["+14155550100"], "calls": [3]})
>>> write_table(table, file, e164=["e164"])
>>> print(file.getvalue().decode().strip())
"format","e164","calls"
"'+1 ###","'+14155550100",3
>>> _ = file.seek(0)
>>> read_table(file).iloc[0].to_list()
['+1 ###', '+14155550100', '3']
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Collection, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.types as pt

from toolkit.reporting.spreadsheet_cells import guard_column, is_harmless, unguard


def write_table(
    table: pd.DataFrame, file: IO[bytes], *, e164: Collection[str] = ()
) -> None:
    """Write a table as CSV; `e164` names its columns of E.164 numbers."""
    pa_csv.write_csv(_guarded(table, e164), file)


def write_chunks(
    chunks: Iterable[pd.DataFrame], file: IO[bytes], *, e164: Collection[str] = ()
) -> None:
    """Write a table that comes in chunks of rows; see `write_table`."""
    with ExitStack() as opened:
        writer = None
        for chunk in chunks:
            rows = _guarded(chunk, e164)
            if writer is None:
                writer = opened.enter_context(pa_csv.CSVWriter(file, rows.schema))
            writer.write(rows)


def write_plainly(table: pd.DataFrame, file: IO[bytes]) -> None:
    """Write text cells as they are, for a program to import: see `harmless_rows`."""
    pa_csv.write_csv(
        pa.table({str(n): _strings(table[n]) for n in table.columns}), file
    )


def harmless_rows(table: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Say which rows have no cell that a spreadsheet would run."""
    kept = np.ones(len(table), bool)
    for name in table.columns:
        harmless = pc.fill_null(is_harmless(_strings(table[name])), True)
        kept &= harmless.to_numpy(zero_copy_only=False)
    return kept


def read_table(file: str | os.PathLike[str] | IO[bytes]) -> pd.DataFrame:
    """Read a table that `write_table` wrote: every cell as text, without guards."""
    with _opened(file) as text:
        header, *rows = csv.reader(text)
    cells = [[unguard(cell) for cell in row] for row in rows]
    return pd.DataFrame(cells, columns=header, dtype="str")


def _opened(file: str | os.PathLike[str] | IO[bytes]) -> IO[str]:
    if isinstance(file, str | os.PathLike):
        return Path(file).open(encoding="utf-8", newline="")
    return io.TextIOWrapper(file, "utf-8", newline="")


def _guarded(table: pd.DataFrame, e164: Collection[str]) -> pa.Table:
    return pa.table(
        {str(n): _to_text(table[n], is_e164=n in e164) for n in table.columns}
    )


def _to_text(column: pd.Series[Any], *, is_e164: bool) -> pa.Array:
    """Give a column that Arrow can write, text guarded."""
    array = _array(column)
    if pt.is_dictionary(array.type):
        words = array.dictionary.cast(pa.string())
        return guard_column(words, is_e164=is_e164).take(array.indices)
    if pt.is_large_string(array.type):
        array = array.cast(pa.string())
    return guard_column(array, is_e164=is_e164) if pt.is_string(array.type) else array


def _array(column: pd.Series[Any]) -> pa.Array:
    array = pa.Array.from_pandas(column)
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def _strings(column: pd.Series[Any]) -> pa.Array:
    return _array(column).cast(pa.string())
