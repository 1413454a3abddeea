"""Inferring the formats of a whole column of cells.

>>> texts = pa.array(["(415) 555-0100", "(212) 555-0123", "415-555-0100 x1"])
>>> values, lengths = np.array([4155550100, 2125550123, 4155550100]), np.full(3, 10)
>>> inferred = infer_column(texts, values, lengths)
>>> inferred.code.tolist(), inferred.formats
([0, 0, 1], ('(###) ###-####', '###-###-#### x1'))
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from toolkit.columns.grouping import rows_by_group
from toolkit.columns.sources import MAX_DIGITS, to_integers
from toolkit.columns.texts import BLANK, TextIndex
from toolkit.matching.formats import PLACEHOLDER, PLACEHOLDERS, SEPARATOR, infer

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, repr=False)
class Inferred:
    """Formats of cells: `code` is a position in `formats`, or -1 for no format."""

    code: Ints
    formats: tuple[str, ...]


def infer_column(
    texts: pa.StringArray, values: Ints, lengths: npt.NDArray[np.integer]
) -> Inferred:
    """Infer the format of each cell, given its national number.

    Parameters
    ----------
    texts
        The cells, none null.
    values, lengths
        The national number of each cell, as an integer and its number of digits.

    Returns
    -------
    Inferred
        Exactly what `toolkit.matching.formats.infer` gives for each cell.
    """
    return infer_rows(TextIndex(texts), np.arange(len(texts)), values, lengths)


def infer_rows(
    index: TextIndex, rows: Ints, values: Ints, lengths: npt.NDArray[np.integer]
) -> Inferred:
    """Infer formats as `infer_column` does, of texts that are indexed already.

    `rows` are rows of the index, one for each number, as often as wanted.
    """
    names = _Names()
    code = np.full(len(rows), -1, np.int64)
    odd = np.ones(len(rows), bool)
    for style, places, digits in index.groups(rows):
        if _is_odd(style):
            continue
        odd[places] = False
        of = lengths[places]
        for length in np.flatnonzero(np.bincount(of)).tolist():
            left = np.flatnonzero(of == length)
            last = digits.shape[1] - length if 0 < length <= MAX_DIGITS else -1
            for start in range(last, -1, -1):  # the last run of the digits counts
                window = digits[left, start : start + length]
                is_here = to_integers(window) == values[places[left]]
                here, left = left[is_here], left[~is_here]
                around = np.delete(digits[here], np.s_[start : start + length], axis=1)
                for literal, members in _by_digits(around):
                    format = _with_literals(style, literal, start, length)
                    code[places[here[members]]] = names.code(format)
                if not len(left):
                    break
    for row in np.flatnonzero(odd).tolist():
        national = str(values[row]).zfill(lengths[row]) if lengths[row] else ""
        whole = infer(index.texts[int(rows[row])].as_py(), national)
        code[row] = -1 if whole is None else names.code(whole)
    return Inferred(code, names.all())


class _Names:
    """Formats by code, in the order in which they are met."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def code(self, format: str) -> int:
        return self._codes.setdefault(format, len(self._codes))

    def all(self) -> tuple[str, ...]:
        return tuple(self._codes)


def _is_odd(style: str) -> bool:
    """Whether a text holds a comma or a placeholder of its own."""
    return any(char in style for char in PLACEHOLDERS + SEPARATOR)


def _by_digits(digits: npt.NDArray[np.uint8]) -> Iterator[tuple[str, Ints]]:
    """Group rows of digits that are equal; each group's digits and rows."""
    if digits.shape[1] <= MAX_DIGITS:
        for value, rows in rows_by_group(to_integers(digits)):
            yield str(value).zfill(digits.shape[1])[: digits.shape[1]], rows
        return
    for row, each in enumerate(digits):
        yield "".join(map(str, each)), np.array([row])


def _with_literals(style: str, literal: str, start: int, length: int) -> str:
    """Write digits into the blanks of a style; the number's become placeholders."""
    filled = literal[:start] + PLACEHOLDER * length + literal[start:]
    digits = iter(filled)
    return "".join(next(digits) if char == BLANK else char for char in style)
