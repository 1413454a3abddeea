r"""Text to records, one damaged record never spoiling the next.

The slow, tolerant reader: Python's own `csv`, fed line by line so that a quote that is
never closed costs one record instead of the rest of the file. Rules: a record ends at
CR, LF or CRLF outside quotes; a record of more than `MAX_LINES` lines or `MAX_CHARS`
characters has an open quote, so its first line is read again with quotes as plain text.

>>> [(r.cells, r.end) for r in split_records('a;b\n"x\ny";2\n', ";")]
[(['a', 'b'], 4), (['x\ny', '2'], 12)]
>>> [r.cells for r in split_records('1,"open\n2,x\n', ",")]
[['1', '"open'], ['2', 'x']]
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

MAX_LINES = 1_000  # lines of one record: notes of contacts have dozens
MAX_CHARS = 1 << 20  # characters of one record

csv.field_size_limit(1 << 30)  # bounded here, by record, not by an error of csv


class Record(NamedTuple):
    """One record: its cells and the character offset behind it."""

    cells: list[str]
    end: int


class _OpenQuoteError(Exception):
    """The record being read is too long: its quote is not closed."""


class _Lines:
    """Hand lines to `csv` and know how many it took."""

    def __init__(self, text: str) -> None:
        self._stream = io.StringIO(text, newline="")
        self.taken: list[str] = []
        self._waiting: list[str] = []
        self._chars = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._waiting.pop() if self._waiting else self._stream.readline()
        if not line:
            if len(self.taken) > 1:
                raise _OpenQuoteError
            raise StopIteration
        self.taken.append(line)
        self._chars += len(line)
        if len(self.taken) > 1 and (
            len(self.taken) > MAX_LINES or self._chars > MAX_CHARS
        ):
            raise _OpenQuoteError
        return line

    def start(self) -> None:
        """Begin a new record."""
        self.taken, self._chars = [], 0

    def keep_first(self) -> str:
        """Give back all lines but the first, which is returned."""
        first, *rest = self.taken
        self._waiting.extend(reversed(rest))
        return first


def split_records(text: str, delimiter: str) -> Iterator[Record]:
    """Split text into records; blank lines are records without cells."""
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter)
    end = 0
    while True:
        lines.start()
        try:
            cells = next(reader)
            end += sum(map(len, lines.taken))
        except StopIteration:
            return
        except (_OpenQuoteError, csv.Error):
            first = lines.keep_first()
            end += len(first)
            cells = first.rstrip("\r\n").split(delimiter)
            reader = csv.reader(lines, delimiter=delimiter)
        yield Record(cells, end)
