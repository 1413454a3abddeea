"""E.164 digits under a numbering plan, for whole columns.

`split_digits` gives, for each row, what `toolkit.matching.plans.NumberingPlan.split`
gives for one number. Country codes with few rows, and numbers too long for the
tables, are split by it one at a time.

>>> from toolkit.matching.plans import installed_plan
>>> split = split_digits(Digits.of(["442079460018", "390612345678"]), installed_plan())
>>> split.country_code.tolist(), split.national_length.tolist()
([44, 39], [10, 10])
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from toolkit.columns.digit_expressions import NotUnderstoodError
from toolkit.columns.digits import POWERS, Digits, Flags, Ints
from toolkit.columns.grouping import Rows, rows_by_group
from toolkit.columns.region_tables import RegionTables
from toolkit.matching.plans import NumberingPlan

Codes = npt.NDArray[np.int16]
Lengths = npt.NDArray[np.int8]

LONGEST_E164 = 15
_SHORTEST = 3
_SHORTEST_NATIONAL, _LONGEST_NATIONAL = 2, 17
_LENGTHS = 32  # more than digits can be long
_FEW = 200  # rows that are split sooner than their tables are built


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PlanColumns:
    """Numbers as a numbering plan reads them, one row per number.

    Parameters
    ----------
    key
        int64, country code and national number as one integer; 0 = not parsed.
    country_code
        int16; 0 = not parsed.
    national
        int64, the national number without its leading zeros.
    national_length
        int8, national digits, leading zeros included.
    is_valid
        Whether the plan calls the number valid.
    """

    key: Ints
    country_code: Codes
    national: Ints
    national_length: Lengths
    is_valid: Flags

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.key)

    @classmethod
    def empty(cls, n_rows: int) -> PlanColumns:
        """Give columns in which nothing is parsed yet."""
        return cls(
            np.zeros(n_rows, np.int64),
            np.zeros(n_rows, np.int16),
            np.zeros(n_rows, np.int64),
            np.zeros(n_rows, np.int8),
            np.zeros(n_rows, np.bool_),
        )

    def put(self, rows: Rows, code: int, digits: Digits, is_valid: Flags) -> None:
        """Write what was read of one country code; too short or long is no number."""
        lengths = digits.lengths
        if not len(rows):
            return
        if lengths.min() < _SHORTEST_NATIONAL or lengths.max() > _LONGEST_NATIONAL:
            kept = (lengths >= _SHORTEST_NATIONAL) & (lengths <= _LONGEST_NATIONAL)
            rows, digits, is_valid = rows[kept], digits.take(kept), is_valid[kept]
        self.national[rows] = digits.values
        self.key[rows] = digits.values + code * POWERS[digits.lengths]
        self.country_code[rows] = code
        self.national_length[rows] = digits.lengths
        self.is_valid[rows] = is_valid

    def copy(self, rows: Rows, columns: PlanColumns) -> None:
        """Write other columns into some rows."""
        self.key[rows] = columns.key
        self.country_code[rows] = columns.country_code
        self.national[rows] = columns.national
        self.national_length[rows] = columns.national_length
        self.is_valid[rows] = columns.is_valid


def split_digits(digits: Digits, plan: NumberingPlan) -> PlanColumns:
    """Split E.164 digits, without ``+``, into country code and national number.

    Parameters
    ----------
    digits
        One row per number; values beyond int64 are not possible.
    plan
        The plan that decides.

    Returns
    -------
    PlanColumns
        One row per number.
    """
    columns = PlanColumns.empty(len(digits.values))
    for code, length, rows in _groups(digits, plan):
        usual = code and _SHORTEST <= length <= LONGEST_E164 and len(rows) > _FEW
        tables = plan_tables(plan, code) if usual else None
        if tables is None:
            _put_one_by_one(columns, digits, rows, plan)
            continue
        n_national = length - len(str(code))
        values = digits.values[rows] - code * 10**n_national
        national = Digits(values, np.full(len(rows), n_national))
        columns.put(rows, code, *tables.read(national))
    return columns


@cache
def plan_tables(plan: NumberingPlan, code: int) -> RegionTables | None:
    """Give the tables of a country code; None where numbers go one at a time."""
    rules = plan.rules(code)
    try:
        return None if rules is None else RegionTables(rules.country)
    except NotUnderstoodError:
        return None


@cache
def _codes_by_head(plan: NumberingPlan) -> Codes:
    """Give the country code for each of the first three digits."""
    heads = range(10**_SHORTEST)
    return np.array([plan.country_code(f"{head:03}") for head in heads], np.int16)


def _groups(digits: Digits, plan: NumberingPlan) -> Iterator[tuple[int, int, Rows]]:
    """Give each country code and length that occur, and their rows; 0 = no code."""
    groups = np.zeros(len(digits.values), np.int16)
    for length, rows in digits.rows_by_length():
        if length >= _SHORTEST:
            heads = digits.values[rows] // 10 ** (length - _SHORTEST)
            groups[rows] = _codes_by_head(plan)[heads] * _LENGTHS + length
    for group, rows in rows_by_group(groups):
        code, length = divmod(group, _LENGTHS)
        yield code, length, rows


def _put_one_by_one(
    columns: PlanColumns, digits: Digits, rows: Rows, plan: NumberingPlan
) -> None:
    texts = digits.take(rows).texts()
    for row, text in zip(rows.tolist(), texts, strict=True):
        split = plan.split(text)
        if split is None:
            continue
        code, national, is_valid = split
        columns.key[row] = int(f"{code}{national}")
        columns.country_code[row] = code
        columns.national[row] = int(national)
        columns.national_length[row] = len(national)
        columns.is_valid[row] = is_valid
