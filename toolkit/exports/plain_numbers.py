"""Cells in plain E.164 found and read as integers, a whole column at a time.

A call log that RingCentral writes has hardly any other cells. Plain is a plus and 7 to
17 digits, the first no zero; which of these are phone numbers is not decided here.

>>> cells = pa.array(["+12025550123", "Anonymous", "+0123456", "", "+442079460018"])
>>> find_plain(cells).tolist()
[True, False, False, False, True]
>>> read_plain(cells.filter(pa.array(find_plain(cells)))).tolist()
[12025550123, 442079460018]
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from toolkit.exports.coding import Bools

_ZERO, _NINE, _PLUS, _MINUS = b"09+-"
_SHORTEST, _LONGEST = 7, 17  # digits


def find_plain(column: pa.Array) -> Bools:
    """Tell which cells of a string column without nulls are plain E.164."""
    data, starts = _bytes(column)
    n_digits = np.diff(starts) - 1
    plain: Bools = (n_digits >= _SHORTEST) & (n_digits <= _LONGEST)
    at = starts[:-1][plain]
    plain[plain] = (data[at] == _PLUS) & (data[at + 1] != _ZERO)
    column = column.filter(pa.array(plain))
    if not _has_digits_only(column):
        plain[plain] = _digits_only(column)
    return plain


def _has_digits_only(column: pa.Array) -> bool:
    """Tell whether every cell of a column is one character and digits."""
    data, _ = _bytes(column)
    return int(np.count_nonzero(_is_digit(data))) == len(data) - len(column)


def _digits_only(column: pa.Array) -> Bools:
    """Tell which cells are one character and digits."""
    data, starts = _bytes(column)
    before = np.zeros(len(data) + 1, np.int32)
    np.cumsum(_is_digit(data), out=before[1:])
    only: Bools = np.diff(before[starts]) == np.diff(starts) - 1
    return only


def _is_digit(data: npt.NDArray[np.uint8]) -> Bools:
    digit: Bools = (
        data - np.uint8(_ZERO) <= _NINE - _ZERO
    )  # what is below 0 wraps round
    return digit


def read_plain(column: pa.Array) -> npt.NDArray[np.int64]:
    """Read plain cells as the integers of their digits."""
    if not len(column):
        return np.zeros(0, np.int64)
    data, starts = _bytes(column)
    signed = data.copy()
    signed[starts[:-1]] = _MINUS  # Arrow reads a minus in front of digits, no plus
    buffers = [None, pa.py_buffer(starts), pa.py_buffer(signed)]
    texts = pa.Array.from_buffers(pa.string(), len(column), buffers)
    keys: npt.NDArray[np.int64] = -texts.cast(pa.int64()).to_numpy()
    return keys


def _bytes(column: pa.Array) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int32]]:
    """Give the bytes of a column, and where each cell begins and the last one ends."""
    _, offsets, data = column.buffers()
    if data is None:
        return np.zeros(0, np.uint8), np.zeros(len(column) + 1, np.int32)
    starts = np.frombuffer(offsets, np.int32)[column.offset :][: len(column) + 1]
    return np.frombuffer(data, np.uint8)[starts[0] : starts[-1]], starts - starts[0]
