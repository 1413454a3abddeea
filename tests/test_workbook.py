"""A workbook's text cells stay text."""

from __future__ import annotations

import io
import sys

import pandas as pd
import pytest

from toolkit.errors import OutputError
from toolkit.reporting.workbook import MOST_ROWS, write_workbook

openpyxl = pytest.importorskip("openpyxl")


def test_text_cells_are_text() -> None:
    table = pd.DataFrame(
        {
            "e164": ["+442079460018", None],
            "text": ["=HYPERLINK(1)", "bell\x07"],
            "calls": [3, 4],
        }
    )
    file = io.BytesIO()
    write_workbook({"contacts_to_fix": table}, file)
    sheet = openpyxl.load_workbook(file)["contacts_to_fix"]
    rows = [[cell.value for cell in row] for row in sheet.rows]
    assert rows == [
        ["e164", "text", "calls"],
        ["+442079460018", "=HYPERLINK(1)", 3],
        [None, "bell\ufffd", 4],
    ]
    assert {sheet[cell].data_type for cell in ("A2", "B2")} == {"s"}


def test_too_many_rows_are_refused() -> None:
    table = pd.DataFrame({"n": range(MOST_ROWS + 1)})
    with pytest.raises(OutputError, match="use the CSV file"):
        write_workbook({"n": table}, io.BytesIO())


def test_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(OutputError, match=r"pip install -e \"\.\[xlsx\]\""):
        write_workbook({}, io.BytesIO())
