from __future__ import annotations

import gzip
import time
from pathlib import Path

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from toolkit.errors import OptionError, TableError
from toolkit.exports.tables import (
    MAX_COLUMNS,
    open_table,
    with_right_encoding,
)
from toolkit.exports.workbooks import is_workbook


def cells(path: Path, column: int) -> list[str]:
    table = open_table(path, {"id", "phone"})
    return [
        c for part in table.read([column]) for c in part.columns[column].to_pylist()
    ]


def test_large_gzip_is_read_in_parts(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    rows = "".join(f"{i},(202) 555-01{i % 100:02}\n" for i in range(100_000))
    path.write_bytes(gzip.compress(f"id,phone\n{rows}".encode(), 1))
    found = cells(path, 0)
    assert found == [str(i) for i in range(100_000)]


@pytest.mark.parametrize("n", [0, 1])
def test_a_file_without_header_names_is_refused(tmp_path: Path, n: int) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes([b"\n\n\n", b",,,\n,,,\n"][n])
    with pytest.raises(TableError, match="a header with 1 to"):
        open_table(path, {"phone"})


@pytest.mark.parametrize(("n", "fits"), [(MAX_COLUMNS, True), (MAX_COLUMNS + 1, False)])
def test_columns_are_bounded(tmp_path: Path, n: int, fits: bool) -> None:
    path = tmp_path / "a.csv"
    path.write_text(",".join(f"c{i}" for i in range(n)) + "\n" + "," * (n - 1) + "\n")
    if fits:
        assert len(open_table(path, {"phone"}).header) == n
    else:
        with pytest.raises(TableError, match="1 to 20,000 columns"):
            open_table(path, {"phone"})


def test_hundred_thousand_columns_are_refused_quickly(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(",".join(f"column {i}" for i in range(100_000)) + "\n")
    start = time.perf_counter()
    with pytest.raises(TableError, match="columns, got 100,000"):
        open_table(path, {"phone"})
    assert time.perf_counter() - start < 30


def test_encoding_is_corrected_where_the_head_misled(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,name\n" + b"1,x\n" * 100_000 + "2,Zoë\n".encode("cp1252"))
    table = open_table(path, {"id"})

    def last(one: object) -> str:
        assert one is not None
        return [c for p in table_of(one).read([1]) for c in p.columns[1].to_pylist()][
            -1
        ]

    def table_of(one: object):  # type: ignore[no-untyped-def]
        return one

    assert table.dialect.encoding == "utf-8"
    found, corrected = with_right_encoding(table, last)
    assert (found, corrected.dialect.encoding) == ("Zoë", "cp1252")


def workbook(path: Path, rows: list[list[object]], title: str = "Calls") -> Path:
    book = openpyxl.Workbook()
    book.active.title = "Filters"
    book.active.append(["Range", "August"])
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_workbook_cells_become_texts(tmp_path: Path) -> None:
    moment = np.datetime64("2026-08-28T09:30:00").astype(object)
    values = [2025550101, 2025550101.0, 1.5, True, None, moment, moment.time(), "x"]
    rows: list[list[object]] = [
        ["id", "phone"],
        *([i, v] for i, v in enumerate(values)),
    ]
    path = workbook(tmp_path / "a.xlsx", rows)
    assert cells(path, 1) == [
        "2025550101",
        "2025550101",
        "1.5",
        "TRUE",
        "",
        "2026-08-28 09:30:00",
        "09:30:00",
        "x",
    ]


def test_workbook_sheet_is_the_one_with_known_names(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["title"], [], ["id", "phone"], [1, "x"]])
    table = open_table(path, {"id", "phone"})
    assert (table.sheet, table.dialect.header_row) == ("Calls", 3)
    assert is_workbook(path)


def test_of_equal_sheets_the_first_with_rows_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["id", "phone"])
    for title in ("July", "August"):
        sheet = book.create_sheet(title)
        sheet.append(["id", "phone"])
        sheet.append([1, "x"])
    book.save(tmp_path / "a.xlsx")
    table = open_table(tmp_path / "a.xlsx", {"id", "phone"})
    assert (table.sheet, table.other_sheets) == ("July", ("August",))


def test_damaged_workbook_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["id", "phone"]])
    data = path.read_bytes()
    at = data.index(b"xl/worksheets/sheet2.xml") + 60
    path.write_bytes(data[:at] + b"\0" * 40 + data[at + 40 :])
    with pytest.raises(TableError, match="damaged one"):
        open_table(path, {"id"})


def test_empty_workbook_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(TableError, match="a sheet with a header"):
        open_table(path, {"id"})


def test_parquet_columns_become_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    moments = pa.array([0, None], pa.timestamp("ms"))
    columns = {
        "id": [1, 2],
        "phone": pa.array(["x", None]).dictionary_encode(),
        "float": [2025550101.0, None],
        "moment": moments,
        "from": [{"phoneNumber": "+12025550101"}, None],
        "list": [["a", "b"], None],
    }
    pq.write_table(pa.table(columns), path)
    table = open_table(path, {"id"})
    assert table.header[4] == "from.phoneNumber"
    part = next(table.read(range(6)))
    assert [part.columns[i].to_pylist() for i in range(6)] == [
        ["1", "2"],
        ["x", ""],
        ["2025550101.0", ""],
        ["1970-01-01 00:00:00", ""],
        ["+12025550101", ""],
        ["a; b", ""],
    ]


def test_damaged_parquet_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1 nothing PAR1")
    with pytest.raises(TableError, match="a whole Parquet file"):
        open_table(path, {"id"})


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old workbook"),
        (b"<html><table><tr><td>phone</td></tr></table></html>", "a web page"),
        ("\n<table><tr><td>phone</td></tr></table>".encode("utf-16"), "a web page"),
        (b'[{"id": 1, "phone": "(202) 555-0123"}]', "JSON"),
        (b"BEGIN:VCARD\nTEL:(202) 555-0123\nEND:VCARD\n", "vCards"),
        (b"%PDF-1.7\n1 0 obj\n", "a PDF"),
        (gzip.compress(b"PK\x03\x04 a workbook"), "an archive within"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_table_is_named(
    data: bytes, name: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(TableError, match=f"got {name}") as caught:
        open_table(path, {"phone"})
    assert "555" not in str(caught.value)


@pytest.mark.parametrize("encoding", ["klingon", "hex", "base64", "rot13"])
def test_an_encoding_has_to_be_one_of_text(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,phone\n")
    with pytest.raises(OptionError, match="encoding: expected an encoding"):
        open_table(path, {"phone"}, encoding=encoding)


@pytest.mark.parametrize("delimiter", ["", "::", "§", '"', "\n", "dash"])
def test_a_delimiter_is_one_character(delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,phone\n")
    with pytest.raises(OptionError, match="delimiter: expected one ASCII character"):
        open_table(path, {"phone"}, delimiter=delimiter)


def test_a_delimiter_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id~phone\n1~x\n")
    assert open_table(path, {"phone"}, delimiter="~").header == ("id", "phone")
    path.write_bytes(b"id,x\tphone\n1,2\tx\n")
    assert open_table(path, {"phone"}, delimiter="tab").header == ("id,x", "phone")
