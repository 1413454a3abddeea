from __future__ import annotations

import csv
import io
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.exports import records
from toolkit.exports.records import split_records

CELL = st.text(alphabet='ab,;"\n\r \t0', max_size=8)


def cells(text: str, delimiter: str = ",") -> list[list[str]]:
    return [record.cells for record in split_records(text, delimiter)]


@settings(deadline=None)
@given(st.lists(st.lists(CELL, min_size=1, max_size=4), max_size=6))
def test_written_tables_are_read_back(rows: list[list[str]]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    found = list(split_records(file.getvalue(), ","))
    assert [record.cells for record in found] == [
        r if r != [""] else [""] for r in rows
    ]
    assert not found or found[-1].end == len(file.getvalue())


@settings(deadline=None)
@given(st.text(alphabet='a,"\n\r', max_size=60))
def test_any_text_is_split_and_every_character_counted(text: str) -> None:
    found = list(split_records(text, ","))
    assert not text or found[-1].end == len(text)
    assert [r.end for r in found] == sorted(r.end for r in found)


def test_line_ends_of_all_kinds() -> None:
    assert cells("a\nb\rc\r\nd") == [["a"], ["b"], ["c"], ["d"]]


def test_blank_lines_are_records_without_cells() -> None:
    assert cells("a\n\n\r\nb") == [["a"], [], [], ["b"]]


def test_an_open_quote_costs_one_record(monkeypatch: object) -> None:
    rows = "".join(f"{i},x\n" for i in range(5000))
    found = cells(f'0,"open\n{rows}')
    assert found[0] == ["0", '"open']
    assert len(found) == 5001


def test_an_open_quote_at_the_end_keeps_the_lines_below() -> None:
    assert cells('1,x\n2,"open\n3,y\n') == [["1", "x"], ["2", '"open'], ["3", "y"]]


def test_a_million_quotes_end_in_bounded_time() -> None:
    start = time.perf_counter()
    assert cells('"' * 1_000_000)
    assert cells(('"' * 999 + "\n") * 1000)
    assert time.perf_counter() - start < 30


def test_a_huge_cell_is_one_cell() -> None:
    text = "1," + "x" * (10 << 20) + "\n2,y\n"
    assert [len(r) for r in cells(text)] == [2, 2]
    assert records.MAX_CHARS < 10 << 20
