"""Tables are written so that any program reads back what was in them."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.reporting.tables import read_table, write_table

E164 = ["+14155550100", "+442079460018", None]


def written(table: pd.DataFrame, **options: list[str]) -> bytes:
    file = io.BytesIO()
    write_table(table, file, **options)
    return file.getvalue()


def test_types_are_written_plainly() -> None:
    table = pd.DataFrame(
        {
            "kind": pd.Categorical(["a", None], ["a", "=b"]),
            "count": [1, 2],
            "share": [0.5, None],
            "is_safe": [True, False],
            "at": pd.to_datetime(["2026-09-01 08:10", None]).astype("datetime64[s]"),
            "text": pd.Series(["x", None], dtype="str"),
        }
    )
    rows = list(csv.reader(io.StringIO(written(table).decode())))
    assert rows == [
        ["kind", "count", "share", "is_safe", "at", "text"],
        ["a", "1", "0.5", "true", "2026-09-01 08:10:00", "x"],
        ["", "2", "", "false", "", ""],
    ]


def test_no_rows_give_a_header() -> None:
    assert (
        written(pd.DataFrame({"format": pd.Series([], dtype="str")})) == b'"format"\n'
    )


def test_words_of_a_category_are_guarded() -> None:
    table = pd.DataFrame({"reason": pd.Categorical(["=b", "a"])})
    assert written(table).decode().split() == ['"reason"', '"\'=b"', '"a"']


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_text_comes_back(cells: list[str]) -> None:
    file = io.BytesIO(written(pd.DataFrame({"n": 1, "cell": cells})))
    assert read_table(file)["cell"].to_list() == cells


def test_e164_survives_a_program_that_guesses_types() -> None:
    table = pd.DataFrame({"e164": pd.Series(E164[:2], dtype="str")})
    guessed = pd.read_csv(io.BytesIO(written(table, e164=["e164"])))
    again = io.BytesIO(guessed.to_csv(index=False).encode())
    assert read_table(again)["e164"].to_list() == E164[:2]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_e164_survives_a_spreadsheet(tmp_path: Path) -> None:
    table = pd.DataFrame({"e164": pd.Series(E164[:2], dtype="str"), "text": "=1+1"})
    (tmp_path / "a.csv").write_bytes(written(table, e164=["e164"]))
    for kind in ("ods", "csv"):
        source = tmp_path / ("a.csv" if kind == "ods" else "a.ods")
        command = ["soffice", "--headless", "--convert-to", kind, source.name]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    read = read_table(tmp_path / "a.csv")
    assert read["e164"].to_list() == E164[:2]
    assert read["text"].to_list() == ["=1+1"] * 2
