r"""A text file cut into ranges of bytes that can be read apart.

Rules: a range begins and ends where a record does, so every record is in one range. A
line end is the end of a record if the number of quotes before it is even, which is how
`text_parts` cuts too; so quotes are counted before a file is cut. A file with an odd
number of quotes is damaged, and is not cut.

>>> import tempfile
>>> path = Path(tempfile.mkdtemp()) / "c.csv"
>>> _ = path.write_bytes(b'id,note\n1,"two\nlines"\n2,\n3,\n')
>>> places = [8, 16, 24]
>>> quotes = [count_quotes(path, *one) for one in between(places, 28)]
>>> quotes, (ranges := cut_ranges(places, quotes, 28))[1].start
([1, 1, 0], Cut(at=16, is_quoted=True))
>>> for one in ranges:
...     with open_range(path, one, b"\n") as file:
...         file.read()
b'1,"two\nlines"\n'
b'2,\n'
b'3,\n'
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import IO, Any, cast

from toolkit.exports.files import Readable

_BLOCK = 1 << 20  # bytes looked at together
_START = 1 << 16  # most records end within so many bytes
_QUOTE = b'"'


@dataclass(frozen=True, slots=True)
class Cut:
    """A place in a file, and whether a quoted cell is open there."""

    at: int
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class ByteRange:
    """From the first record end behind one place to the first behind another.

    The first range of a file begins at its `start` itself, the last ends with the file.
    """

    start: Cut
    end: Cut
    is_first: bool


def between(places: Sequence[int], size: int) -> list[tuple[int, int]]:
    """Give the ranges between places in a file of `size` bytes.

    >>> between([3, 10], 12)
    [(3, 10), (10, 12)]
    """
    return list(pairwise([*places, size]))


def count_quotes(path: Path, start: int, end: int) -> int:
    """Count the quotes between two places of a file."""
    count = 0
    with path.open("rb") as file:
        file.seek(start)
        while start < end and (text := file.read(min(_BLOCK, end - start))):
            count += text.count(_QUOTE)
            start += len(text)
    return count


def cut_ranges(
    places: Sequence[int], quotes: Sequence[int], size: int
) -> list[ByteRange]:
    """Give the ranges to read; `quotes` are counted from each place to the next.

    Returns
    -------
    list of ByteRange
        One for the whole file if its quotes do not pair off.
    """
    before = list(accumulate(quotes, initial=0))
    end = Cut(size, is_quoted=False)
    if before[-1] % 2:
        return [ByteRange(Cut(places[0], is_quoted=False), end, is_first=True)]
    cuts = [Cut(at, bool(n % 2)) for at, n in zip(places, before[:-1], strict=True)]
    return [
        ByteRange(one, other, is_first=one is cuts[0])
        for one, other in pairwise([*cuts, end])
    ]


@contextmanager
def open_range(path: Path, wanted: ByteRange, newline: bytes) -> Iterator[Readable]:
    """Open the records of a range as a stream of bytes."""
    with path.open("rb") as file:
        start, size = wanted.start.at, path.stat().st_size
        if not wanted.is_first:
            start = _next_record(file, wanted.start, newline, size)
        end = _next_record(file, wanted.end, newline, size)
        file.seek(start)
        yield cast(Readable, _Limited(file, end - start))


def _next_record(file: IO[bytes], cut: Cut, newline: bytes, size: int) -> int:
    """Find where the first record behind a place begins."""
    at, is_quoted, step = cut.at, cut.is_quoted, _START
    file.seek(at)
    while at < size and (text := file.read(step)):
        runs = text.split(_QUOTE)
        for run in runs:
            if not is_quoted and (end := run.find(newline)) >= 0:
                return at + end + 1
            at += len(run) + 1
            is_quoted = not is_quoted
        at, is_quoted, step = at - 1, not is_quoted, _BLOCK  # the last run ends open
    return size


class _Limited(io.RawIOBase):
    """The next bytes of a stream, and no more."""

    def __init__(self, stream: IO[bytes], size: int) -> None:
        self._stream, self._left = stream, size

    def readable(self) -> bool:
        return True

    def readinto(self, space: Any) -> int:
        space = memoryview(space)[: self._left]
        n = cast(io.BufferedIOBase, self._stream).readinto(space)
        self._left -= n
        return n
