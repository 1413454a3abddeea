"""What the first cells of a column look like: numbers, other things, or neither.

Rules: dates and e-mail addresses are no numbers; what stands for a missing number is no
other thing. Bare digits are a number only if they are valid where they are read.

>>> file = ColumnSample(("Home", "Code"), [["(202) 555-0123", "20255"]], "US")
>>> file.share(0, file.is_number), file.share(1, file.is_number)
(1.0, 0.0)
>>> is_other("yes"), is_other("n/a"), is_other("(202) 555-0123")
(True, False, False)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from toolkit.exports.cell_repairs import PLACEHOLDER_WORDS
from toolkit.exports.cells import read_cell
from toolkit.exports.conditions import Condition
from toolkit.exports.times import TimeReader
from toolkit.exports.words import squeeze, word_set

_YES_NO = word_set("yes no true false y n ja nein oui non si")
_DATE = re.compile(r"\s*\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?:[T ].*)?\s*")
_EXPONENT = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")
_WRITTEN = re.compile(r"\+\d{1,3}[\d\s().-]{6,}|\(?\d{2,5}\)?[\s./-]\d{2,}[\d\s./-]*")


@dataclass(frozen=True, slots=True)
class ColumnSample:
    """The columns of one file: headers, and the first cells below them."""

    header: tuple[str, ...]
    sample: Sequence[Sequence[str]]
    region: str

    def cells(self, i: int) -> list[str]:
        """Give the filled cells of a column."""
        return [row[i] for row in self.sample if i < len(row) and row[i].strip()]

    def share(self, i: int, test: Callable[[str], object]) -> float:
        """Give the share of filled cells of a column that pass a test."""
        cells = self.cells(i)
        return sum(bool(test(cell)) for cell in cells) / len(cells) if cells else 0.0

    def is_number(self, cell: str) -> bool:
        """Tell a cell written as a number, or valid in the region, from others."""
        if not has_digits(cell):
            return False
        reading = read_cell(cell, self.region)
        lost = (Condition.DIGITS_LOST, Condition.EXPONENT)
        return is_written(cell) or bool(reading.numbers) or reading.condition in lost


def has_digits(cell: str) -> bool:
    """Tell a cell with the digits of a number, and not much else."""
    n_digits = sum(map(str.isdigit, cell))
    n_letters = sum(map(str.isalpha, cell))
    likely = n_digits > 4 and n_letters < 40 and "@" not in cell
    return bool(likely and not _DATE.fullmatch(cell)) or bool(_EXPONENT.fullmatch(cell))


def is_other(cell: str) -> bool:
    """Tell a cell that is neither a number nor what stands for a missing one."""
    if any(map(str.isdigit, cell)):
        return bool(_DATE.fullmatch(cell)) or "@" in cell
    word = squeeze(cell)
    return word in _YES_NO or bool(word) and word not in PLACEHOLDER_WORDS


def is_written(cell: str) -> bool:
    """Tell a cell in which a number is written in groups, or with its plus."""
    return has_digits(cell) and bool(_WRITTEN.match(cell.strip()))


def is_words(cell: str) -> bool:
    """Tell a cell of words, which may hold a number or two (``4th Street Museum``)."""
    n_letters = sum(map(str.isalpha, cell))
    return n_letters > sum(map(str.isdigit, cell)) and "@" not in cell


def is_area(cell: str) -> bool:
    """Tell an area code, which is short, from other things.

    >>> is_area("(0461)"), is_area("202"), is_area("24937")
    (True, True, True)
    >>> is_area("0461 123456"), is_area("Flensburg")
    (False, False)
    """
    n_digits = sum(map(str.isdigit, cell))
    return 0 < n_digits < 7 and not any(map(str.isalpha, cell))


def is_date(cell: str) -> bool:
    """Tell a cell in which a day can be read, in either order of day and month.

    >>> is_date("28.08.2026 9:00"), is_date("Aug 28, 2026"), is_date("Ann")
    (True, True, False)
    """
    found = [TimeReader(region).read(pa.array([cell])) for region in ("US", "GB")]
    return not all(np.isnat(moment).all() for moment in found)
