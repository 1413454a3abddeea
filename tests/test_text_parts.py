from __future__ import annotations

import csv
import io
import tracemalloc
from pathlib import Path
from queue import SimpleQueue

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import TableError
from toolkit.exports import text_parts
from toolkit.exports.dialects import Dialect, detect
from toolkit.exports.parts import Part, in_order, part_of_rows, whole_part
from toolkit.exports.text_parts import cut_records, read_part

CELL = st.text(alphabet='ab1,;"\n\u00e9 ', max_size=6)
ROWS = st.lists(st.lists(CELL, min_size=1, max_size=5), max_size=12)


def written(rows: list[list[str]], end: str = "\n") -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator=end).writerows(rows)
    return file.getvalue().encode()


def dialect(width: int) -> Dialect:
    return Dialect("utf-8", ",", 1, tuple("abcdefgh"[:width]), 0, ())


def lines(text: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.decode(), newline="")))


def slow(text: bytes, width: int, columns: list[int]) -> Part:
    return part_of_rows(lines(text), width, columns)


def assert_same(one: Part, two: Part) -> None:
    assert {i: c.to_pylist() for i, c in one.columns.items()} == {
        i: c.to_pylist() for i, c in two.columns.items()
    }
    assert one.rows.tolist() == two.rows.tolist()
    assert one.bad_rows.tolist() == two.bad_rows.tolist()
    assert one.span == two.span


@settings(deadline=None, max_examples=300)
@given(ROWS, st.sampled_from(["\n", "\r\n", "\r"]))
def test_both_ways_of_reading_give_the_same_part(
    rows: list[list[str]], end: str
) -> None:
    text = written(rows, end)
    found = read_part(text, dialect(3), [0, 2]) if text else slow(text, 3, [0, 2])
    assert_same(found, slow(text, 3, [0, 2]))


@settings(deadline=None, max_examples=100)
@given(rows=ROWS, block=st.integers(1, 40))
def test_parts_of_any_size_hold_every_record_once(
    rows: list[list[str]], block: int
) -> None:
    text = written(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_parts, "BLOCK", block)
        parts = [bytes(p) for p in cut_records(io.BytesIO(text), dialect(3))]
    assert b"".join(parts) == text
    lines = [
        line for p in parts for line in csv.reader(io.StringIO(p.decode(), newline=""))
    ]
    assert lines == list(csv.reader(io.StringIO(text.decode(), newline="")))


def test_parts_are_right_when_buffers_are_used_again() -> None:
    text = b"".join(b"%d,x\n" % i for i in range(20_000))
    spare: SimpleQueue[bytearray] = SimpleQueue()
    seen = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_parts, "BLOCK", 1000)
        for part in cut_records(io.BytesIO(text), dialect(2), spare):
            seen.append(bytes(part))
            if isinstance(part.obj, bytearray):
                spare.put(part.obj)
    assert b"".join(seen) == text


def test_a_quoted_line_break_at_the_cut_stays_in_its_record() -> None:
    text = b'1,"a\nb\nc"\n2,x\n'
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_parts, "BLOCK", 11)
        parts = [bytes(p) for p in cut_records(io.BytesIO(text), dialect(2))]
    assert parts == [b'1,"a\nb\nc"\n', b"2,x\n"]


def test_a_stray_quote_does_not_hold_the_file_back() -> None:
    rows = b"".join(b"%d,x\n" % i for i in range(5000))
    text = b'0,5" pipe\n' + rows
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_parts, "BLOCK", 100)
        patch.setattr(text_parts, "MAX_CARRY", 2000)
        parts = list(cut_records(io.BytesIO(text), dialect(2)))
    assert b"".join(parts) == text
    assert max(map(len, parts)) < 3000


def test_a_line_without_end_is_refused() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_parts, "BLOCK", 100)
        patch.setattr(text_parts, "MAX_CARRY", 1000)
        with pytest.raises(TableError, match=r"^a\.csv: expected lines of at most"):
            list(cut_records(io.BytesIO(b"x" * 5000), dialect(2), where="a.csv"))


def test_broken_bytes_are_for_the_caller_to_decide() -> None:
    strict = dialect(2)
    with pytest.raises(UnicodeDecodeError, match="utf-8"):
        read_part(b"1,\xff\n", strict, [1])
    lenient = Dialect("utf-8", ",", 1, ("a", "b"), 0, (), errors="replace")
    assert read_part(b"1,\xff\n", lenient, [1]).columns[1].to_pylist() == ["\ufffd"]


def test_broken_bytes_in_other_columns_do_no_harm() -> None:
    assert read_part(b"\xff,x\n", dialect(2), [1]).columns[1].to_pylist() == ["x"]


def test_huge_cells_cost_bounded_memory() -> None:
    text = b"1," + b"x" * (10 << 20) + b"\n2,y\n"
    tracemalloc.start()
    part = read_part(text, dialect(2), [1])
    assert tracemalloc.get_traced_memory()[1] < 100 << 20
    tracemalloc.stop()
    assert part.span == 2


def test_a_part_without_rows() -> None:
    part = part_of_rows([], 2, [0])
    assert len(part) == part.span == 0
    assert len(whole_part({}, 3)) == 3


def test_results_come_in_order_and_errors_through() -> None:
    assert list(in_order(lambda i=i: i for i in range(100))) == list(range(100))
    with pytest.raises(ZeroDivisionError, match="division"):
        list(in_order(iter([lambda: 1, lambda: 1 // 0])))


def test_header_below_a_byte_order_mark(tmp_path: Path) -> None:
    found = detect(b"\xef\xbb\xbfid,phone\n1,2\n", {"id"}, encoding="utf-8")
    assert (found.header, found.skip) == (("id", "phone"), 12)
