"""Texts as codes into their distinct values, and columns of both put together.

>>> lengths(pa.array(["ab", "", "abc"])).tolist()
[2, 0, 3]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int32]
A = TypeVar("A", bound=npt.NDArray[Any])

_BLOCK = 1 << 18  # values moved together


class Coded(NamedTuple):
    """A column of texts: codes, and the distinct text of each code."""

    codes: Codes
    values: pa.Array

    def texts(self) -> list[str]:
        """Give the distinct texts."""
        found: list[str] = self.values.to_pylist()
        return found

    def keep(self, rows: Bools) -> Coded:
        """Give the rows that a mask keeps; no text is forgotten."""
        return Coded(self.codes[rows], self.values)


def encode_few(column: pa.Array) -> Coded:
    """Code a column in which nearly all texts are equal or empty.

    >>> codes, values = encode_few(pa.array(["", "Voice", "Fax", "Voice"]))
    >>> codes.tolist(), values.to_pylist()
    ([1, 0, 2, 0], ['Voice', '', 'Fax'])
    """
    filled = np.flatnonzero(~is_empty(column))
    common = column[int(filled[0])].as_py() if len(filled) else ""
    codes = np.ones(len(column), np.int32)
    codes[np.asarray(pc.equal(column, common), dtype=bool)] = 0
    rest = filled[codes[filled] == 1]
    other = column.take(pa.array(rest)).dictionary_encode()
    codes[rest] = np.asarray(other.indices) + 2
    values = pa.concat_arrays([pa.array([common, ""]), other.dictionary])
    return Coded(codes, values)


def encode(column: pa.Array) -> Coded:
    """Give each text a code, in the order in which texts are met."""
    coded = column.dictionary_encode()
    return Coded(np.asarray(coded.indices, np.int32), coded.dictionary)


def unify(parts: Sequence[Coded]) -> Coded:
    """Join coded columns into one with common codes; theirs may be replaced in place.

    >>> codes, values = unify([encode(pa.array(["b", "a"])), encode(pa.array(["a"]))])
    >>> codes.tolist(), values.to_pylist()
    ([0, 1, 1], ['b', 'a'])
    """
    both = encode(concat([part.values for part in parts]))
    starts = np.cumsum([0, *(len(part.values) for part in parts)])
    codes = [
        recode(part.codes, both.codes[start:])
        for start, part in zip(starts, parts, strict=False)
    ]
    return Coded(stack(codes, np.int32), both.values)


def lengths(column: pa.Array) -> npt.NDArray[np.int32]:
    """Count the bytes of each string of a column without nulls."""
    offsets = np.frombuffer(column.buffers()[1], np.int32)
    return np.diff(offsets[column.offset : column.offset + len(column) + 1])


def is_empty(column: pa.Array) -> Bools:
    """Tell which texts have no character."""
    empty: Bools = lengths(column) == 0
    return empty


def repeats_header(columns: Mapping[int, pa.Array], header: Sequence[str]) -> Bools:
    """Tell which rows hold the names of their columns, as a second header does.

    >>> columns = {0: pa.array(["1", "Id"]), 1: pa.array(["Phone", "Phone"])}
    >>> repeats_header(columns, ["Id", "Phone"]).tolist()
    [False, True]
    """
    same: Bools | None = None
    for i, column in columns.items():
        if header[i].strip():
            here = np.asarray(pc.equal(column, header[i]), dtype=bool)
            same = here if same is None else same & here
            if not same.any():
                break
    n = len(next(iter(columns.values()), ()))
    return np.zeros(n, bool) if same is None else same


def is_filled(column: pa.Array) -> Bools:
    """Tell which texts have more than white space."""
    filled: Bools = lengths(pc.utf8_trim_whitespace(column)) > 0
    return filled


def stack(arrays: Iterable[npt.NDArray[Any]], dtype: npt.DTypeLike) -> npt.NDArray[Any]:
    """Join arrays into one of a type; no arrays give an empty one.

    Arrays that lie side by side in a larger one are not copied.
    """
    parts = [array for array in arrays if len(array)]
    whole = _side_by_side(parts)
    if whole is None:
        whole = np.concatenate([np.zeros(0, dtype), *parts])
    return whole.astype(dtype, copy=False)


def _side_by_side(parts: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any] | None:
    """Give the part of a larger array that parts of it make up, if they do."""
    base = parts[0].base if parts else None
    if not isinstance(base, np.ndarray) or base.ndim != 1:
        return None
    first = at = _address(parts[0])
    for part in parts:
        if part.base is not base or part.dtype != base.dtype or _address(part) != at:
            return None
        at += part.nbytes
    start = (first - _address(base)) // base.itemsize
    return base[start : start + sum(map(len, parts))]


def _address(array: npt.NDArray[Any]) -> int:
    address: int = array.__array_interface__["data"][0]
    return address


def keep_in_place(values: A, kept: Bools) -> A:
    """Move the values that are kept to the front, and give those; the rest is lost.

    >>> keep_in_place(np.array([7, 8, 9]), np.array([True, False, True])).tolist()
    [7, 9]
    """
    n = 0
    for at in range(0, len(values), _BLOCK):
        some = values[at : at + _BLOCK][kept[at : at + _BLOCK]]
        values[n : n + len(some)] = some
        n += len(some)
    return values[:n]  # type: ignore[return-value]


def recode(codes: Codes, table: npt.NDArray[np.integer]) -> Codes:
    """Replace each code by what a table has for it, in place where that is possible.

    >>> recode(np.array([1, 0, 1], np.int32), np.array([5, 6])).tolist()
    [6, 5, 6]
    """
    if not codes.flags.writeable:
        return table[codes].astype(np.int32, copy=False)
    for at in range(0, len(codes), _BLOCK):
        codes[at : at + _BLOCK] = table[codes[at : at + _BLOCK]]
    return codes


def concat(columns: Sequence[pa.Array]) -> pa.Array:
    """Join string columns into one; no columns give an empty one."""
    return pa.concat_arrays(columns) if columns else pa.array([], pa.string())


def give_back() -> None:
    """Give memory that Arrow has freed back to the system, where much was read."""
    pa.default_memory_pool().release_unused()
