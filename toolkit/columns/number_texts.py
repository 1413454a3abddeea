"""Keys of numbers written as text, for whole columns.

>>> keys = np.array([14155550100, 0, 390612345678])
>>> e164_texts(keys).to_pylist()
['+14155550100', None, '+390612345678']
>>> national_texts(keys, np.array([1, 1, 2])).to_pylist()
['4155550100', None, '0612345678']
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from toolkit.columns.digits import Ints

_PLUS = ord("+")


def e164_texts(keys: Ints) -> pa.StringArray:
    """Write keys in E.164; null for 0."""
    # Arrow writes a minus, no plus, in front of a number.
    texts, starts, data = _written(-keys)
    data = data.copy()
    data[starts[:-1][keys != 0]] = _PLUS
    return _like(texts, starts, data)


def national_texts(keys: Ints, heads: Ints) -> pa.StringArray:
    """Write keys without their first digits, `heads` of them; null for 0."""
    texts, starts, data = _written(keys)
    heads = np.where(keys != 0, heads, 0)
    is_kept = np.ones(len(data), np.bool_)
    for digit in range(int(heads.max(initial=0))):
        is_kept[starts[:-1][heads > digit] + digit] = False
    kept_starts = starts - np.append(0, np.cumsum(heads)).astype(np.int32)
    return _like(texts, kept_starts, data[is_kept])


def code_lengths(codes: npt.NDArray[np.int16]) -> Ints:
    """Give the number of digits of country codes.

    >>> code_lengths(np.array([1, 44, 353], np.int16)).tolist()
    [1, 2, 3]
    """
    return 1 + (codes >= 10).astype(np.int64) + (codes >= 100)


def _written(
    values: Ints,
) -> tuple[pa.StringArray, npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
    """Give values as text, where each text begins, and the bytes of all."""
    texts = pa.array(values, mask=values == 0).cast(pa.string())
    _, offsets, data = texts.buffers()
    starts = np.frombuffer(offsets, np.int32)[: len(values) + 1]
    length = int(starts[-1]) if len(starts) else 0
    return texts, starts, np.frombuffer(data or b"", np.uint8)[:length]


def _like(
    texts: pa.StringArray, starts: npt.NDArray[np.int32], data: npt.NDArray[np.uint8]
) -> pa.StringArray:
    """Give an array that is null where another is."""
    return pa.StringArray.from_buffers(
        len(texts), pa.py_buffer(starts), pa.py_buffer(data), texts.buffers()[0]
    )
