"""Digits written without a plus, read in a region, for whole columns.

They are an international prefix and an E.164 number, or a country code and a
national number, or a national number, with or without the national prefix; which
of them is decided as ``phonenumbers.parse`` does (9.0.43, ``phonenumberutil.py``).

>>> digits = Digits.of(["02079460018", "442079460018", "0014155550100"])
>>> read = read_national(digits, "GB")
>>> read.columns.key.tolist()
[442079460018, 442079460018, 14155550100]
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import phonenumbers

from toolkit.columns.digit_expressions import NotUnderstoodError
from toolkit.columns.digits import Digits, Flags
from toolkit.columns.grouping import Rows
from toolkit.columns.plan_columns import PlanColumns, plan_tables, split_digits
from toolkit.columns.region_tables import (
    FITS,
    INTERNATIONAL,
    Bits,
    RegionTables,
    fixed_heads,
)
from toolkit.matching.countries import read_region
from toolkit.matching.plans import installed_plan

_SHORTEST = 3  # digits of a number behind an international prefix


class ReadNational(NamedTuple):
    """Numbers, and the rows that have to be read one at a time instead."""

    columns: PlanColumns
    is_left: Flags


class _Some(NamedTuple):
    """Digits found in some of the rows."""

    rows: Rows
    digits: Digits


def read_national(digits: Digits, region: str) -> ReadNational:
    """Read digits as they are dialled in a region.

    Parameters
    ----------
    digits
        One row per cell, three to fifteen digits each.
    region
        ISO code of a supported region.

    Returns
    -------
    ReadNational
        One row per cell.
    """
    n_rows = len(digits.values)
    columns, tables = PlanColumns.empty(n_rows), region_tables(region)
    code = phonenumbers.country_code_for_region(region)
    main = plan_tables(installed_plan(), code)
    if tables is None or main is None:
        return ReadNational(columns, np.ones(n_rows, np.bool_))
    bits = tables.bits(digits)
    abroad, is_left = _dialled_abroad(digits, bits & INTERNATIONAL > 0, tables)
    columns.copy(abroad.rows, split_digits(abroad.digits, installed_plan()))
    is_open = ~is_left
    is_open[abroad.rows] = False
    coded = _with_code(digits, np.flatnonzero(is_open), bits, tables)
    columns.put(coded.rows, code, *main.read(coded.digits))
    is_open[coded.rows] = False
    rest = np.flatnonzero(is_open)
    columns.put(rest, code, *tables.read(digits.take(rest), bits[rest]))
    return ReadNational(columns, is_left)


@cache
def region_tables(region: str) -> RegionTables | None:
    """Give the tables of a region; None where numbers go one at a time."""
    code = phonenumbers.country_code_for_region(region)
    main, reading = plan_tables(installed_plan(), code), read_region(region)
    if main is None or main.reading == reading:
        return main
    try:
        return RegionTables(main.country, reading)
    except NotUnderstoodError:
        return None


def _dialled_abroad(
    digits: Digits, is_dialled: Flags, tables: RegionTables
) -> tuple[_Some, Flags]:
    """Give the E.164 digits behind an international prefix, and the rows to leave."""
    rows = np.flatnonzero(is_dialled)
    heads = fixed_heads(tables.reading.international_prefix)
    if not heads:
        return _Some(rows[:0], digits.take(rows[:0])), is_dialled
    behind = digits.take(rows).without(heads)
    is_left = np.zeros(len(is_dialled), np.bool_)
    is_left[rows[behind.lengths < _SHORTEST]] = True
    # No country code begins with 0: then the prefix was none.
    kept = (behind.lengths >= _SHORTEST) & ~behind.begin_with("0")
    return _Some(rows[kept], behind.take(kept)), is_left


def _with_code(digits: Digits, rows: Rows, bits: Bits, tables: RegionTables) -> _Some:
    """Give what follows the region's own country code, where that is one.

    It is one if the digits do not fit with it but do without, or are too long.
    """
    code = tables.country.code
    here = digits.take(rows)
    is_too_long = tables.is_too_long(here.lengths)
    is_odd = is_too_long | (bits[rows] & FITS == 0)
    is_odd &= here.begin_with(str(code))
    behind = here.take(is_odd).drop(len(str(code)))
    behind, behind_bits = tables.without_prefix(behind, tables.bits(behind))
    kept = is_too_long[is_odd] | (behind_bits & FITS > 0)
    return _Some(rows[is_odd][kept], behind.take(kept))
