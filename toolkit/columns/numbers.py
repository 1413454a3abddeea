"""Phone numbers as columns: E.164 keys in plain arrays.

`parse_cells` reads a column of cells, one number per cell, with exactly the answers
that ``phonenumbers.parse`` and ``is_valid_number`` give one at a time (how is told in
`toolkit.columns.cell_parsing`). `numbers_in` says how another release of the metadata
reads the numbers: the connectors' own is older.

>>> cells = parse_cells(pa.array(["(415) 555-0100", "+44 20 7946 0018", "N/A"]), "US")
>>> cells.numbers.e164().to_pylist()
['+14155550100', '+442079460018', None]
>>> cells.numbers.national().to_pylist()
['4155550100', '2079460018', None]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from toolkit.columns.cell_parsing import read_cells
from toolkit.columns.digits import Digits, Flags, Ints
from toolkit.columns.international import write_international
from toolkit.columns.number_texts import code_lengths, e164_texts, national_texts
from toolkit.columns.plan_columns import Codes, Lengths, PlanColumns, split_digits
from toolkit.matching.plans import NumberingPlan

_LARGEST = 2**31 - 1  # bytes that an Arrow string array can hold

__all__ = [
    "Numbers",
    "ParsedCells",
    "PlanColumns",
    "international_column",
    "numbers_in",
    "parse_cells",
]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Numbers:
    """E.164 numbers as columns, one row per number.

    Parameters
    ----------
    key
        int64, the E.164 digits as an integer; 0 where there is no number.
    country_code
        int16; 0 where there is no number.
    national_length
        int8, national digits, leading zeros included.
    is_valid
        Whether the installed phonenumbers calls the number valid.
    """

    key: Ints
    country_code: Codes
    national_length: Lengths
    is_valid: Flags

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.key)

    def __repr__(self) -> str:
        """Say how many numbers there are, not which."""
        return f"<Numbers: {len(self)} rows>"

    def take(self, index: npt.ArrayLike) -> Numbers:
        """Give the rows at an index, or those a mask keeps."""
        rows = np.asarray(index)
        return Numbers(
            self.key[rows],
            self.country_code[rows],
            self.national_length[rows],
            self.is_valid[rows],
        )

    def e164(self) -> pa.StringArray:
        """Write the numbers in E.164; null where there is none."""
        return e164_texts(self.key)

    def national(self) -> pa.StringArray:
        """Write the national numbers, leading zeros included; null where none."""
        return national_texts(self.key, code_lengths(self.country_code))

    @classmethod
    def from_e164(cls, texts: Iterable[str]) -> Numbers:
        """Read texts in E.164, validity included.

        >>> Numbers.from_e164(["+14155550100"]).key.tolist()
        [14155550100]
        """
        return parse_cells(pa.array(texts, pa.string()), "ZZ").numbers


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ParsedCells:
    """What was read from cells, one row per cell.

    Parameters
    ----------
    numbers
        The numbers.
    extension
        Extensions as text; null where there is none.
    is_parsed
        Whether phonenumbers reads a number at all. A number of more digits than an
        int64 key holds is parsed and has no key.
    """

    numbers: Numbers
    extension: pa.StringArray
    is_parsed: Flags


def parse_cells(
    cells: Any, regions: str | Sequence[str] | npt.NDArray[Any]
) -> ParsedCells:
    """Read one number from each cell, as phonenumbers does.

    Parameters
    ----------
    cells
        Arrow or pandas column of text; null is an empty cell.
    regions
        The region in which numbers without a country code are read: one for all
        cells, or one for each.

    Returns
    -------
    ParsedCells
        One row per cell. No cells give no rows.
    """
    texts = _texts(cells)
    if isinstance(regions, str):
        region, names = np.zeros(len(texts), np.int16), [regions]
    else:
        coded = pa.array(regions, pa.string()).fill_null("").dictionary_encode()
        region = coded.indices.to_numpy().astype(np.int16)
        names = coded.dictionary.to_pylist()
    read = read_cells(texts, region, names)
    columns = read.columns
    numbers = Numbers(
        columns.key, columns.country_code, columns.national_length, columns.is_valid
    )
    return ParsedCells(numbers, read.extension, read.is_parsed)


def numbers_in(numbers: Numbers, plan: NumberingPlan) -> PlanColumns:
    """Read numbers under another plan.

    >>> from toolkit.matching.plans import plan
    >>> numbers = Numbers.from_e164(["+12275550100", "+80012345678"])
    >>> numbers_in(numbers, plan("8.13.24")).is_valid.tolist()
    [False, False]
    """
    lengths = code_lengths(numbers.country_code) + numbers.national_length
    lengths[numbers.key == 0] = 0
    return split_digits(Digits(numbers.key, lengths), plan)


def international_column(numbers: Numbers, plan: NumberingPlan) -> pa.StringArray:
    """Write numbers in a plan's international layout; null where it parses none.

    >>> from toolkit.matching.plans import plan
    >>> international_column(Numbers.from_e164(["+14155550100"]), plan("8.13.24"))[0]
    <pyarrow.StringScalar: '+1 415-555-0100'>
    """
    return write_international(numbers_in(numbers, plan), plan)


def _texts(cells: Any) -> pa.Array:
    """Give a column of text as one Arrow array of string or large_string."""
    array = cells if isinstance(cells, pa.Array | pa.ChunkedArray) else pa.array(cells)
    is_large = pa.types.is_large_string(array.type) or array.nbytes > _LARGEST
    array = array.cast(pa.large_string() if is_large else pa.string())
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
