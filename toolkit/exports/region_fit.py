"""Does the default region fit the contacts? Cells read in it by guess, and a warning.

Rules: a cell without a country code, of a contact whose country no column gives, is
read in the default region by guess. Where few of them are numbers there, other regions
are tried on a sample, and the best is named. Some plans take numbers of nearly any
length: where few cells begin with the zero that is written there, another region that
fits clearly better is named, too.

>>> import pyarrow as pa
>>> cells = pa.array(["020 7946 0018"] * 30)
>>> has_number, is_known = np.zeros(30, bool), np.zeros(30, bool)
>>> fit = check_region(cells, has_number, is_known, "US")
>>> fit.n_guessed
30
>>> print(fit.warnings[0])
0 % of 30 phone cells without a country code are numbers in US; in GB it is 100 %
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.columns.numbers import parse_cells
from toolkit.exports.cell_repairs import dials_zero
from toolkit.exports.coding import Bools

MIN_CELLS = 10  # fewer prove nothing
MIN_SHARE = 0.5
SAMPLE = 300
BETTER = 1.25  # times the share, before another region is named
CLEARLY = 0.05  # of the cells, where the share is high

# tried where the default does not fit
REGIONS = (
    "US GB DE FR ES IT NL BE CH AT AU NZ IE IN BR MX ZA SE NO DK FI PL PT CZ JP CN "
    "SG AE IL TR GR RO HU KR HK MY PH TH VN ID AR CL CO PE NG KE EG SA"
)
_NATIONAL = r"^[\s(=\"']*[0-9]"
_ZERO = r"^[\s(=\"']*0"
_INTERNATIONAL = r"^[\s(=\"']*00"


class RegionFit(NamedTuple):
    """How many cells were read by guess, and what to say about it."""

    n_guessed: int
    warnings: tuple[str, ...]


def check_region(
    cells: pa.Array, has_number: Bools, is_known: Bools, region: str
) -> RegionFit:
    """Count the cells read in the default region by guess, and judge the region.

    `has_number` and `is_known` say of each cell whether a number was read in it, and
    whether a country column gave the region.
    """
    guessed = np.flatnonzero(is_national(cells) & ~is_known)
    n = len(guessed)
    if n < MIN_CELLS:
        return RegionFit(n, ())
    share = has_number[guessed].mean()
    fits = share >= MIN_SHARE
    is_lax = dials_zero(region) and _matches(cells, _ZERO)[guessed].mean() < MIN_SHARE
    if fits and not is_lax:
        return RegionFit(n, ())
    picked = guessed[:: max(1, n // SAMPLE)]
    best, best_share = _best_region(cells.take(pa.array(picked)))
    if fits and best_share < share + CLEARLY:
        return RegionFit(n, ())
    text = (
        f"{share:.0%} of {n:,} phone cells without a country code are numbers in "
        f"{region}"
    )
    if best != region and (fits or best_share > share * BETTER):
        text += f"; in {best} it is {best_share:.0%}"
    return RegionFit(n, (text.replace("%", " %"),))


def is_national(cells: pa.Array) -> Bools:
    """Say which cells are written without a country code."""
    return _matches(cells, _NATIONAL) & ~_matches(cells, _INTERNATIONAL)


def _best_region(cells: pa.Array) -> tuple[str, float]:
    shares = {
        region: float(parse_cells(cells, region).numbers.is_valid.mean())
        for region in REGIONS.split()
    }
    best = max(shares, key=lambda region: shares[region])
    return best, shares[best]


def _matches(cells: pa.Array, pattern: str) -> Bools:
    found: Bools = np.asarray(pc.match_substring_regex(cells, pattern), dtype=bool)
    return found
