"""Workbooks (``.xlsx``) and Parquet files as parts of string columns.

Rules: of a workbook's sheets the one with most known column names is read, of equals
the first with rows; the others are named. Its header is found as in a text table.
Numbers become digits, times ``YYYY-MM-DD HH:MM:SS``. A column of Parquet floats gets
the ``.0`` that pandas put there: its texts are destroyed.
"""

from __future__ import annotations

import datetime
import io
import itertools
import warnings
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from toolkit.errors import TableError, ToolkitError
from toolkit.exports.dialects import HEADER_LINES, SAMPLE, Dialect, find_header
from toolkit.exports.files import check_size
from toolkit.exports.object_stores import is_remote
from toolkit.exports.parts import Part, part_of_rows, whole_part
from toolkit.exports.words import squeeze
from toolkit.extras import load_extra

ROWS = 50_000  # of one part
MAX_WIDTH = 20_000  # cells of one row

_MOMENT = "%Y-%m-%d %H:%M:%S"
_FAULTS = (KeyError, ValueError, OSError, SyntaxError, TypeError, IndexError, EOFError)

Tasks = Iterator[Callable[[], Part]]


def is_workbook(path: Path) -> bool:
    """Tell whether a zip archive is a workbook."""
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return False


def is_parquet(path: Path) -> bool:
    """Tell whether a file begins as Parquet does."""
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def detect_workbook(
    path: Path, known: Collection[str]
) -> tuple[Dialect, str, tuple[str, ...]]:
    """Find the sheet and the header of a workbook; name the other sheets with rows."""
    found: dict[str, tuple[tuple[int, bool], Dialect]] = {}
    with path.open("rb") as file, zipfile.ZipFile(file) as archive:
        check_size(path, sum(one.file_size for one in archive.infolist()))
    for sheet, rows in _sheets(path):
        head = list(itertools.islice(rows, HEADER_LINES + SAMPLE))
        at = find_header(head[:HEADER_LINES], known)
        header = _trim(head[at]) if head else ()
        if header:
            score = sum(squeeze(name) in known for name in header)
            sample = tuple(map(tuple, head[at + 1 :]))
            dialect = Dialect("xlsx", "", at + 1, header, 0, sample)
            found[sheet] = (score, any(map(any, sample))), dialect
    if not found:
        raise TableError(
            expected="a sheet with a header", got="empty sheets", where=path.name
        )
    best = max(found, key=lambda sheet: found[sheet][0])
    others = (sheet for sheet in found if sheet != best and found[sheet][0][1])
    return found[best][1], best, tuple(others)


def workbook_tasks(
    path: Path, sheet: str, dialect: Dialect, columns: Sequence[int]
) -> Tasks:
    """Read the rows of a sheet below its header."""
    rows = next(rows for name, rows in _sheets(path) if name == sheet)
    below = itertools.islice(rows, dialect.header_row, None)
    while chunk := list(itertools.islice(below, ROWS)):
        yield partial(part_of_rows, chunk, len(dialect.header), columns)


def _trim(cells: Sequence[str]) -> tuple[str, ...]:
    width = max((i + 1 for i, cell in enumerate(cells) if cell.strip()), default=0)
    return tuple(cells[:width])


def _sheets(path: Path) -> Iterator[tuple[str, Iterator[list[str]]]]:
    openpyxl = load_extra(
        "openpyxl", "xlsx", where=path.name, error=TableError, instead="save it as CSV"
    )
    with _faults_named(path), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # styles that openpyxl does not know
        whole = io.BytesIO(path.read_bytes())  # openpyxl would leave a file open
        book = openpyxl.load_workbook(whole, read_only=True, data_only=True)
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        yield sheet.title, _rows(path, sheet)


def _rows(path: Path, sheet: Any) -> Iterator[list[str]]:
    with _faults_named(path):
        yield from map(_texts, sheet.iter_rows(values_only=True))


@contextmanager
def _faults_named(path: Path) -> Iterator[None]:
    """Turn what openpyxl raises on damaged files into an error of ours."""
    try:
        yield
    except (*_FAULTS, zipfile.BadZipFile, zlib.error) as fault:
        if isinstance(fault, ToolkitError):
            raise
        raise TableError(
            expected="a workbook that can be opened",
            got=f"a damaged one ({type(fault).__name__})",
            where=path.name,
        ) from fault


def _texts(cells: Sequence[Any]) -> list[str]:
    texts = [_text(cell) for cell in cells[:MAX_WIDTH]]
    return texts if any(texts) else []


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.strftime(_MOMENT)
    return str(cell)


def detect_parquet(path: Path) -> Dialect:
    """Give the columns of a Parquet file, those of records flattened."""
    try:
        file = _open_parquet(path)
        flat = file.schema_arrow.empty_table().flatten()
        head = next(file.iter_batches(SAMPLE), None)
    except (pa.ArrowInvalid, OSError) as fault:
        raise TableError(
            expected="a whole Parquet file", got="a damaged one", where=path.name
        ) from fault
    header = tuple(flat.column_names)
    sample: tuple[tuple[str, ...], ...] = ()
    if head is not None:
        columns = _parquet_part(head, range(len(header))).columns
        texts = [columns[i].to_pylist() for i in range(len(header))]
        sample = tuple(zip(*texts, strict=True))
    return Dialect("parquet", "", 1, header, 0, sample)


def parquet_tasks(
    path: Path, columns: Sequence[int], groups: Sequence[int] | None = None
) -> Tasks:
    """Read the rows of a Parquet file, or of some of its row groups."""
    for batch in _open_parquet(path).iter_batches(ROWS, row_groups=groups):
        yield partial(_parquet_part, batch, columns)


def row_group_sizes(path: Path) -> list[int]:
    """Give the bytes of each row group of a Parquet file."""
    about = _open_parquet(path).metadata
    return [about.row_group(i).total_byte_size for i in range(about.num_row_groups)]


def _open_parquet(path: Path) -> Any:
    import pyarrow.parquet  # with its file systems: text exports do without

    return pyarrow.parquet.ParquetFile(path.open("rb") if is_remote(path) else path)


def _parquet_part(batch: pa.RecordBatch, columns: Sequence[int]) -> Part:
    table = pa.Table.from_batches([batch]).flatten()
    found = {i: _as_text(table.column(i).combine_chunks()) for i in columns}
    return whole_part(found, len(batch), batch.nbytes)


def _as_text(column: pa.Array) -> pa.Array:
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _as_text(column.dictionary_decode())
    if pa.types.is_timestamp(kind):
        whole = column.cast(pa.timestamp("s", kind.tz), safe=False)
        text = pc.strftime(whole, _MOMENT)
    elif pa.types.is_floating(kind):
        text = pa.array([_float_text(value) for value in column.to_pylist()])
    elif pa.types.is_nested(kind):
        text = pa.array([_list_text(value) for value in column.to_pylist()])
    else:
        text = column
    return pc.fill_null(text.cast(pa.string()), "")


def _float_text(value: float | None) -> str:
    whole = value is not None and value.is_integer() and abs(value) < 1e17
    return f"{value:.1f}" if whole else "" if value is None else repr(value)


def _list_text(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value or "")
