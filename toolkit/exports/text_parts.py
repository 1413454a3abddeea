r"""Text cut into parts and read: by Arrow where it is clean, by `records` where not.

Text is cut at record ends into parts of some megabytes. Arrow's reader takes a part
with only the columns asked for, as strings; a part it refuses (rows of unequal length,
damaged quotes, blank lines, bytes that are no UTF-8) is read again record by record.
Both ways give the same part.

>>> dialect = detect(b"id,phone\n", {"phone"})
>>> part = read_part(b"1,(202) 555-0101\n\n2,\n", dialect, [1])
>>> part.columns[1].to_pylist(), part.rows.tolist(), part.span
(['(202) 555-0101', ''], [0, 2], 3)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from queue import SimpleQueue
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from toolkit.errors import TableError
from toolkit.exports.coding import Bools, is_empty
from toolkit.exports.dialects import Dialect, detect
from toolkit.exports.files import Readable
from toolkit.exports.parts import Part, part_of_rows, whole_part
from toolkit.exports.records import split_records

__all__ = ["cut_records", "detect", "read_part"]

Text: TypeAlias = bytes | memoryview

_QUOTE = ord('"')
_MARGIN = 1 << 16  # room for a carried record when a buffer is used again

BLOCK = 16 << 20  # bytes of a part: large enough for Arrow, small enough for memory
MAX_CARRY = 64 << 20  # bytes of a record that does not end

# Arrow gives a blank line as a row of empty cells; only the text tells them apart
_BLANK_LINE = re.compile(rb"(?:\A|[\r\n])\r?[\r\n]")


Spare: TypeAlias = "SimpleQueue[bytearray]"


def cut_records(
    stream: Readable,
    dialect: Dialect,
    spare: Spare | None = None,
    *,
    where: str = "text",
) -> Iterator[memoryview]:
    """Cut a stream of UTF-8 into parts that end where a record ends.

    Buffers that are no longer needed can be put in `spare`, and are used again: fresh
    memory costs as much time as reading the file. `where` names the text in errors.

    Raises
    ------
    TableError
        A line longer than `MAX_CARRY`.
    """
    stream.read(dialect.skip)
    carry = b""
    while True:
        text = _buffer(spare, len(carry) + BLOCK)
        text[: len(carry)] = carry
        n = _fill(stream, memoryview(text)[len(carry) : len(carry) + BLOCK])
        size = len(carry) + n
        if not n:
            break
        end = _record_end(text, size, dialect.newline)
        if not end and size > MAX_CARRY:
            end = _last_line(text, size, dialect.newline, where)
        carry = bytes(memoryview(text)[end:size])
        if end:
            yield memoryview(text)[:end]
    if carry:
        yield memoryview(carry)


def _buffer(spare: Spare | None, size: int) -> bytearray:
    if spare is not None and not spare.empty():
        buffer = spare.get()
        if len(buffer) >= size:
            return buffer
    return bytearray(size + _MARGIN)


def _fill(stream: Readable, space: memoryview) -> int:
    """Read until the space is full or the stream ends."""
    filled = 0
    while filled < len(space) and (n := stream.readinto(space[filled:])):
        filled += n
    return filled


def _last_line(text: bytearray, size: int, newline: bytes, where: str) -> int:
    end = text.rfind(newline, 0, size) + 1
    if not end:
        raise TableError(
            expected=f"lines of at most {MAX_CARRY >> 20} MB",
            got="a longer one",
            where=where,
            hint="is this a text table, with a line for each record",
        )
    return end


def _record_end(text: bytearray, size: int, newline: bytes) -> int:
    """Find the end of the last line that leaves no quote open."""
    if text.find(b'"', 0, size) < 0:
        return text.rfind(newline, 0, size) + 1
    quotes = np.count_nonzero(np.frombuffer(text, np.uint8, size) == _QUOTE)
    end = size
    for _ in range(10_000):
        at = text.rfind(newline, 0, end)
        if at < 0:
            return 0
        quotes -= text.count(b'"', at, end)
        if quotes % 2 == 0:
            return at + 1
        end = at
    return 0


def read_part(text: Text, dialect: Dialect, columns: Sequence[int]) -> Part:
    """Read one part of a text table.

    Raises
    ------
    UnicodeDecodeError
        Bytes that are not in the encoding that the head of the file is in.
    """
    found = _read_fast(text, dialect, columns)
    if found is not None:
        return found
    decoded = bytes(text).decode(errors=dialect.errors)
    records = (r.cells for r in split_records(decoded, dialect.delimiter))
    return part_of_rows(records, len(dialect.header), columns, len(text))


def _read_fast(text: Text, dialect: Dialect, columns: Sequence[int]) -> Part | None:
    names = [f"c{i}" for i in range(len(dialect.header))]
    wanted = [names[i] for i in columns]
    try:
        table = pa_csv.read_csv(
            pa.BufferReader(pa.py_buffer(text)),
            pa_csv.ReadOptions(
                column_names=names, use_threads=False, block_size=len(text) + 1
            ),
            pa_csv.ParseOptions(
                delimiter=dialect.delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
            ),
            pa_csv.ConvertOptions(
                include_columns=wanted,
                column_types=dict.fromkeys(wanted, pa.string()),
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    found = {i: _one(table[name]) for i, name in zip(columns, wanted, strict=True)}
    if _blank_rows(found.values()).any() and _BLANK_LINE.search(text):
        return None
    return whole_part(found, table.num_rows, len(text))


def _one(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _blank_rows(columns: Iterable[pa.Array]) -> Bools:
    """Tell which rows are empty in every column that was read."""
    blank: Bools | None = None
    for column in columns:
        blank = is_empty(column) if blank is None else blank & is_empty(column)
        if not blank.any():
            break
    assert blank is not None
    return blank
