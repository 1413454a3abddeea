r"""A file of any kind opened as a table of strings: header, sample, parts of rows.

>>> import tempfile, pathlib
>>> path = pathlib.Path(tempfile.mkdtemp()) / "c.csv"
>>> _ = path.write_bytes(b"id,phone\n1,(202) 555-0101\n\n2,\n")
>>> table = open_table(path, known={"phone"})
>>> table.header, table.dialect.header_row, table.dialect.encoding
(('id', 'phone'), 1, 'utf-8')
>>> [part.columns[1].to_pylist() for part in table.read([1])]
[['(202) 555-0101', '']]
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from toolkit.errors import TableError
from toolkit.exports.byte_ranges import ByteRange, open_range
from toolkit.exports.dialects import Dialect, detect, known_delimiter
from toolkit.exports.encodings import choose_encoding, known_encoding
from toolkit.exports.files import Readable, open_text, read_head
from toolkit.exports.foreign_files import what_it_is
from toolkit.exports.ledger import Ledger, Source
from toolkit.exports.parts import Part, in_order
from toolkit.exports.text_parts import Spare, cut_records, read_part
from toolkit.exports.workbooks import (
    detect_parquet,
    detect_workbook,
    is_parquet,
    is_workbook,
    parquet_tasks,
    workbook_tasks,
)

T = TypeVar("T")

MAX_COLUMNS = 20_000


@dataclass(frozen=True, slots=True)
class Table:
    """An opened file: how it is written, and how its parts are read.

    `rows` are its rows to be read: a range of bytes of a text, or of Parquet's row
    groups; None for all. `threads` read them; None for as many as there are processors.
    """

    path: Path
    dialect: Dialect
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    rows: ByteRange | range | None = None
    threads: int | None = None

    @property
    def header(self) -> tuple[str, ...]:
        """The column names, as written."""
        return self.dialect.header

    def read(self, columns: Sequence[int]) -> Iterator[Part]:
        """Read the columns with these indexes, part by part, in order."""
        return self.map(columns, lambda part: part)

    def map(self, columns: Sequence[int], work: Callable[[Part], T]) -> Iterator[T]:
        """Read parts and do `work` on each, in threads; results come in order."""
        tasks = self._tasks(columns)
        return in_order((partial(_then, task, work) for task in tasks), self.threads)

    def _tasks(self, columns: Sequence[int]) -> Iterator[Callable[[], Part]]:
        found = self.dialect
        if found.encoding == "parquet":
            groups = self.rows if isinstance(self.rows, range) else None
            return parquet_tasks(self.path, columns, groups)
        if found.encoding == "xlsx":
            return workbook_tasks(self.path, self.sheet, found, columns)
        return self._text_tasks(columns)

    def _text_tasks(self, columns: Sequence[int]) -> Iterator[Callable[[], Part]]:
        spare: Spare = SimpleQueue()

        def read(text: memoryview) -> Part:
            part = read_part(text, self.dialect, columns)
            if isinstance(text.obj, bytearray):
                spare.put(text.obj)
            return part

        name = self.path.name
        with self._open() as (stream, dialect):
            for text in cut_records(stream, dialect, spare, where=name):
                yield partial(read, text)

    @contextmanager
    def _open(self) -> Iterator[tuple[Readable, Dialect]]:
        """Open the text; a range of it has no header to be skipped."""
        found = self.dialect
        if isinstance(self.rows, ByteRange):
            with open_range(self.path, self.rows, found.newline) as stream:
                yield stream, replace(found, skip=0)
        else:
            with open_text(self.path, found.encoding) as stream:
                yield stream, found

    def describe(
        self, layout: str, columns: Mapping[str, str], ledger: Ledger
    ) -> Source:
        """Say what was detected in the file and what became of its rows."""
        found = self.dialect
        return Source(
            self.path.name,
            self.path,
            layout,
            found.encoding,
            found.delimiter,
            found.header_row,
            columns,
            ledger,
            found.header,
            self.sheet,
            self.other_sheets,
        )


def _then(task: Callable[[], Part], work: Callable[[Part], T]) -> T:
    return work(task())


def open_table(
    path: Path,
    known: Collection[str],
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Table:
    """Open a file and detect how it is written.

    Raises
    ------
    TableError
        No header, more than `MAX_COLUMNS` columns, a damaged file, or no table.
    OptionError
        An encoding that Python does not know, or a delimiter that is none.
    """
    if is_parquet(path):
        table = Table(path, detect_parquet(path))
    elif is_workbook(path):
        table = Table(path, *detect_workbook(path, known))
    else:
        head = read_head(path)
        _refuse_foreign(path, head)
        found = detect(
            head,
            known,
            encoding=known_encoding(encoding),
            delimiter=known_delimiter(delimiter),
        )
        table = Table(path, found)
    width = len(table.header)
    if not 0 < width <= MAX_COLUMNS or not any(map(str.strip, table.header)):
        raise TableError(
            expected=f"a header with 1 to {MAX_COLUMNS:,} columns",
            got=f"{width:,}" if width > 1 else "none",
            where=path.name,
        )
    return table


def _refuse_foreign(path: Path, head: bytes) -> None:
    if found := what_it_is(head):
        raise TableError(
            expected="a CSV file, a workbook (.xlsx) or Parquet",
            got=found.name,
            where=path.name,
            hint=found.hint,
        )


def with_right_encoding(table: Table, work: Callable[[Table], T]) -> tuple[T, Table]:
    """Do `work` on a table; if its head misled about the encoding, do it again."""
    try:
        return work(table), table
    except UnicodeDecodeError as fault:
        table = reopen_table(table, *choose_encoding(fault.object))
        return work(table), table


def reopen_table(table: Table, encoding: str, errors: str) -> Table:
    """Take a file to be in another encoding; it is to be read whole again."""
    dialect = replace(table.dialect, encoding=encoding, errors=errors)
    return replace(table, dialect=dialect, rows=None)
