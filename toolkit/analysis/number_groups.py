"""The called numbers by country code and number of national digits.

What goes wrong with a format depends on these two only, so it is asked once a group.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.columns.numbers import PlanColumns

Ints = npt.NDArray[np.int64]
_LENGTHS = 32  # more than any number of national digits
_COUNTRIES = 1000  # country codes are below: a group is a number of 16 bits


@dataclass(frozen=True, slots=True)
class NumberGroups:
    """Numbers by country code and national digits.

    `code` has one row per number; `codes` are those that occur, below `size`, and
    `present` the country code and number of digits of each of them.
    """

    code: npt.NDArray[np.int16]
    codes: Ints
    present: tuple[tuple[int, int], ...]
    size: int = _COUNTRIES * _LENGTHS


def group_numbers(plan: PlanColumns) -> NumberGroups:
    """Group numbers as the connector's library reads them.

    >>> from toolkit.columns.numbers import Numbers, numbers_in
    >>> from toolkit.matching.plans import plan
    >>> numbers = Numbers.from_e164(["+14155550100", "+442079460018", "+12125550123"])
    >>> group_numbers(numbers_in(numbers, plan("8.13.24"))).present
    ((1, 10), (44, 10))
    """
    code = plan.country_code * np.int16(_LENGTHS) + plan.national_length
    codes = np.flatnonzero(np.bincount(code))
    present = tuple(divmod(int(each), _LENGTHS) for each in codes)
    return NumberGroups(code, codes, present)
