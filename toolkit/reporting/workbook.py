"""Tables to a workbook whose cells stay as they are: every text cell is text.

For people who look at the tables in a spreadsheet. Needs openpyxl, which the extra
``xlsx`` brings.

>>> import io
>>> file = io.BytesIO()
>>> write_workbook({"fix": pd.DataFrame({"text": ["=1+1"], "calls": [3]})}, file)
>>> import openpyxl
>>> sheet = openpyxl.load_workbook(file)["fix"]
>>> sheet["A2"].value, sheet["A2"].data_type, sheet["B2"].value
('=1+1', 's', 3)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import IO, Any

import pandas as pd

from toolkit.errors import OutputError
from toolkit.extras import load_extra

MOST_ROWS = 1_048_575  # of a sheet, below its header
MOST_CHARS = 32_767  # of a cell
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # not in XML


def write_workbook(tables: Mapping[str, pd.DataFrame], file: IO[bytes]) -> None:
    """Write each table to a sheet of its own, named by its key.

    Raises
    ------
    OutputError
        openpyxl is not installed, or a table has more rows than a sheet.
    """
    openpyxl = load_extra("openpyxl", "xlsx", where="xlsx", error=OutputError)
    book = openpyxl.Workbook(write_only=True)
    for name, table in tables.items():
        _check_size(name, table)
        _fill(book.create_sheet(name[:31]), table)
    book.save(file)


def _fill(sheet: Any, table: pd.DataFrame) -> None:
    from openpyxl.cell import WriteOnlyCell

    def cell(value: Any) -> Any:
        if not isinstance(value, str):
            return None if pd.isna(value) else value
        made = WriteOnlyCell(sheet, _CONTROL.sub("\ufffd", value)[:MOST_CHARS])
        made.data_type, made.number_format = "s", "@"
        return made

    sheet.freeze_panes = "A2"
    sheet.append([cell(str(name)) for name in table.columns])
    for row in zip(*(_values(table[name]) for name in table.columns), strict=True):
        sheet.append([cell(value) for value in row])


def _values(column: pd.Series[Any]) -> list[Any]:
    return list(column.astype(object))


def _check_size(name: str, table: pd.DataFrame) -> None:
    if len(table) > MOST_ROWS:
        raise OutputError(
            expected=f"at most {MOST_ROWS:,} rows for a sheet",
            got=f"{len(table):,}",
            where=name,
            hint="use the CSV file",
        )
