"""Cells that hold one number in plain writing, reduced to digits.

Plain is a cell of ASCII digits, spaces, ``( ) - . /``, a no-break space or a hyphen
of Unicode, perhaps with one ``+`` in front of the digits. There phonenumbers sees the
digits and the plus and nothing else: no extension, no letters, no second number. All
other cells, and those with too few or too many digits for E.164, are not plain.

>>> read = read_cell_digits(pa.array(["+44 (0)20 7946 0018", "415.555.0100", "x 12"]))
>>> read.digits.texts()
['4402079460018', '4155550100', '']
>>> read.has_plus.tolist(), read.is_plain.tolist()
([True, False, False], [True, True, False])
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from toolkit.columns.digits import Digits, Flags, Ints

Bytes = npt.NDArray[np.uint8]

_SHORTEST, _LONGEST = 3, 15
LONGEST_CELL = 250  # bytes; phonenumbers refuses longer texts
_BLOCK = 1 << 14  # cells whose bytes stay in the processor's cache

_PLUS, _MINUS, _ZERO = b"+-0"
_ALLOWED = b"0123456789+ ()-./"
# Punctuation to phonenumbers too, each some bytes long.
_WIDE = ("\u00a0", *map(chr, range(0x2010, 0x2016)))
_NO_DIGITS = bytes(set(range(256)) - set(b"0123456789"))
_IS_ALLOWED = np.isin(np.arange(256), list(_ALLOWED)).astype(np.uint8).tobytes()


class CellDigits(NamedTuple):
    """What plain cells hold, one row per cell; nothing where a cell is not plain."""

    digits: Digits
    has_plus: Flags
    is_plain: Flags

    def part(self, rows: slice) -> CellDigits:
        """Give some rows, to be written in place."""
        digits = Digits(self.digits.values[rows], self.digits.lengths[rows])
        return CellDigits(digits, self.has_plus[rows], self.is_plain[rows])

    def put(self, rows: npt.NDArray[np.intp], read: CellDigits) -> None:
        """Write other cells into some rows."""
        self.digits.values[rows] = read.digits.values
        self.digits.lengths[rows] = read.digits.lengths
        self.has_plus[rows] = read.has_plus
        self.is_plain[rows] = read.is_plain


class _Block(NamedTuple):
    """Some cells: their bytes, and where each begins and ends in them."""

    data: Bytes
    offsets: Ints

    @property
    def starts(self) -> Ints:
        return self.offsets[:-1]

    @property
    def lengths(self) -> Ints:
        return np.diff(self.offsets)

    def cells_of(self, at: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """Give the cells that bytes belong to."""
        return np.searchsorted(self.offsets, at, side="right") - 1

    def before(self, flags: Flags) -> npt.NDArray[np.int32]:
        """Count the flagged bytes before each byte, and behind the last."""
        return np.append(np.int32(0), np.cumsum(flags, dtype=np.int32))


def read_cell_digits(cells: pa.Array) -> CellDigits:
    """Reduce plain cells to their digits.

    Parameters
    ----------
    cells
        Arrow array of string or large_string.

    Returns
    -------
    CellDigits
        One row per cell. A null is not plain.
    """
    data, offsets = _buffers(cells)
    found = CellDigits(
        Digits(np.zeros(len(cells), np.int64), np.zeros(len(cells), np.int64)),
        np.zeros(len(cells), np.bool_),
        np.zeros(len(cells), np.bool_),
    )
    for at in range(0, len(cells), _BLOCK):
        cut = offsets[at : at + _BLOCK + 1]
        block = _Block(data[cut[0] : cut[-1]], cut - cut[0])
        _read_block(block, found.part(slice(at, at + len(cut) - 1)))
    return found


def _buffers(cells: pa.Array) -> tuple[Bytes, Ints]:
    """Give the bytes of all cells, and where each cell begins and ends."""
    if cells.null_count:
        cells = cells.fill_null("")
    width = np.int64 if pa.types.is_large_string(cells.type) else np.int32
    _, offsets, data = cells.buffers()
    if data is None or not len(cells):
        return np.zeros(0, np.uint8), np.zeros(len(cells) + 1, np.int64)
    ends = np.frombuffer(offsets, width)[cells.offset : cells.offset + len(cells) + 1]
    return np.frombuffer(data, np.uint8), ends.astype(np.int64)


def _read_block(block: _Block, found: CellDigits) -> None:
    """Write what a block holds into its rows."""
    is_digit = block.data - np.uint8(_ZERO) < 10
    if _is_e164(block, is_digit):
        found.digits.values[:] = _integers(block, sign=True)
        found.digits.lengths[:] = block.lengths - 1
        found.has_plus[:] = True
        found.is_plain[:] = True
        return
    n_digits = block.before(is_digit)
    lengths = np.diff(n_digits[block.offsets])
    is_plain = (lengths >= _SHORTEST) & (lengths <= _LONGEST)
    is_plain &= block.lengths <= LONGEST_CELL
    is_plain[block.cells_of(_other_bytes(block.data))] = False
    has_plus, is_misplaced = _plus(block, n_digits)
    is_plain &= ~is_misplaced
    lengths *= is_plain
    found.digits.values[is_plain] = _integers(_digits_of(block, lengths, is_plain))
    found.digits.lengths[:] = lengths
    found.has_plus[:] = has_plus & is_plain
    found.is_plain[:] = is_plain


def _digits_of(
    block: _Block, lengths: npt.NDArray[np.int32], is_plain: Flags
) -> _Block:
    """Give the plain cells with nothing but their digits left."""
    data = block.data
    if not is_plain.all():
        data = np.where(np.repeat(is_plain, block.lengths), data, np.uint8(_PLUS))
    digits = data.tobytes().translate(None, _NO_DIGITS)
    ends = np.cumsum(lengths[is_plain])
    return _Block(np.frombuffer(digits, np.uint8), np.append(0, ends))


def _plus(block: _Block, n_digits: npt.NDArray[np.int32]) -> tuple[Flags, Flags]:
    """Tell which cells have a plus, and which have two or one behind a digit."""
    has_plus = np.zeros(len(block.starts), np.bool_)
    is_misplaced = has_plus.copy()
    filled = np.flatnonzero(block.lengths)
    has_plus[filled] = block.data[block.starts[filled]] == _PLUS
    is_plus = block.data == _PLUS
    if np.count_nonzero(is_plus) > np.count_nonzero(has_plus):
        at = np.flatnonzero(is_plus)
        cell = block.cells_of(at)
        is_behind = n_digits[at] > n_digits[block.starts[cell]]
        is_misplaced[cell[is_behind]] = True
        is_misplaced |= np.bincount(cell, minlength=len(has_plus)) > 1
        has_plus[cell] = True
    return has_plus, is_misplaced


def _is_e164(block: _Block, is_digit: Flags) -> bool:
    """Tell whether every cell is a plus and digits, the usual call log."""
    lengths = block.lengths
    if lengths.min() <= _SHORTEST or lengths.max() > _LONGEST + 1:
        return False
    if np.count_nonzero(is_digit) != len(block.data) - len(lengths):
        return False
    return bool((block.data[block.starts] == _PLUS).all())


def _integers(block: _Block, *, sign: bool = False) -> Ints:
    """Read the digits of cells as integers; with `sign`, after the plus of each."""
    data = block.data
    if sign:
        data = data.copy()
        data[block.starts] = _MINUS  # Arrow reads a minus, no plus
    offsets = block.offsets.astype(np.int32)
    texts = pa.StringArray.from_buffers(
        len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(data)
    )
    values: Ints = texts.cast(pa.int64()).to_numpy()
    return -values if sign else values


def _other_bytes(data: Bytes) -> npt.NDArray[np.intp]:
    """Find the bytes that belong to no plain writing."""
    raw = data.tobytes()
    if not raw.translate(None, _ALLOWED):
        return np.zeros(0, np.intp)
    is_other = np.frombuffer(raw.translate(_IS_ALLOWED), np.uint8) == 0
    other = np.flatnonzero(is_other)
    for char in () if raw.isascii() else _WIDE:
        wide = char.encode()
        at = other[data[other] == wide[0]]
        for step, byte in enumerate(wide[1:], start=1):
            at = at[data[at + step] == byte]
        is_other[at[:, None] + np.arange(len(wide))] = False
    return np.flatnonzero(is_other)
