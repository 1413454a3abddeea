"""How sure a share is that was seen in a sample.

>>> low, high = wilson(190, 200)
>>> round(low, 3), round(high, 3)
(0.91, 0.973)
"""

from __future__ import annotations

from math import sqrt

_Z = 1.959963984540054  # 95 %, two-sided


def wilson(right: int, n: int) -> tuple[float, float] | None:
    """Give the 95 % Wilson interval of a share, or None for an empty sample.

    >>> wilson(0, 0) is None
    True
    """
    if not n:
        return None
    share, square = right / n, _Z * _Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = _Z * sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    # At the ends the formula is exact; floating point is not.
    low = middle - half if right else 0.0
    return low, middle + half if right < n else 1.0
