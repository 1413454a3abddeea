"""Rows that have something in common, and values that differ.

>>> [(group, rows.tolist()) for group, rows in rows_by_group(np.array([7, 1, 7]))]
[(1, [1]), (7, [0, 2])]
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.intp]


def rows_by_group(groups: npt.NDArray[np.integer]) -> Iterator[tuple[int, Rows]]:
    """Give each group that occurs, and its rows in order.

    `groups` holds a number for each row; those of 16 bits are sorted fastest.
    """
    if len(groups) and groups.min() == groups.max():
        yield int(groups[0]), np.arange(len(groups))
        return
    order = np.argsort(groups, kind="stable")
    ordered = groups[order]
    is_first = np.ones(len(ordered), np.bool_)
    is_first[1:] = ordered[1:] != ordered[:-1]
    starts = np.flatnonzero(is_first)
    ends = np.append(starts[1:], len(ordered))[: len(starts)]
    for start, end in zip(starts, ends, strict=True):
        yield int(ordered[start]), order[start:end]


def distinct(values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Give each value once, ascending; fastest where sorted runs stand side by side.

    >>> distinct(np.array([3, 5, 3, 4])).tolist()
    [3, 4, 5]
    """
    ordered = np.sort(values, kind="stable")
    is_first = np.ones(len(ordered), np.bool_)
    is_first[1:] = ordered[1:] != ordered[:-1]
    return ordered[is_first]


def code_values(
    values: npt.NDArray[np.int64],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.integer]]:
    """Give the distinct values, ascending, and the place of each value among them.

    None may be negative.

    >>> [part.tolist() for part in code_values(np.array([7, 3, 7]))]
    [[3, 7], [1, 0, 1]]
    """
    bits = len(values).bit_length()
    if int(values.max(initial=0)).bit_length() + bits > 63:
        kept, places = np.unique(values, return_inverse=True)
        return kept, places
    # Value and row in one integer: sorted several times faster than by argsort.
    packed = np.sort((values << bits) | np.arange(len(values)))
    ordered = packed >> bits
    is_first = np.ones(len(ordered), np.bool_)
    is_first[1:] = ordered[1:] != ordered[:-1]
    places = np.empty(len(values), np.int64)
    places[packed & ((1 << bits) - 1)] = np.cumsum(is_first) - 1
    return ordered[is_first], places


def places_in(
    ordered: npt.NDArray[np.int64], wanted: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Find values among ascending ones: the first place of each, -1 where it is not.

    >>> places_in(np.array([3, 5, 5, 9]), np.array([9, 4, 5])).tolist()
    [3, -1, 1]
    """
    if not len(ordered):
        return np.full(len(wanted), -1)
    order = np.argsort(wanted)  # searching in order is several times faster
    asked = wanted[order]
    found = np.minimum(np.searchsorted(ordered, asked), len(ordered) - 1)
    found[ordered[found] != asked] = -1
    places = np.empty_like(found)
    places[order] = found
    return places
