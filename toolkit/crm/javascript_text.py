"""Values as JavaScript's String writes them.

>>> written(1.0), written(1e-7), written(False)
('1', '1e-7', 'false')
"""

from __future__ import annotations

import math
from typing import Any

DEEPEST = 100  # levels; nothing deeper is written


def written(value: Any, *, depth: int = 0) -> str:
    """Write a value as JavaScript's String does; null as nothing.

    >>> written(True), written(1e21), written([1, [None, "x"]]), written({})
    ('true', '1e+21', '1,,x', '[object Object]')
    """
    if value is None or depth > DEEPEST:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(_as_float(value))
    if isinstance(value, list):
        return ",".join(written(each, depth=depth + 1) for each in value)
    return value if isinstance(value, str) else "[object Object]"


def _as_float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def _number(value: float) -> str:
    """Write a number as JavaScript does: the shortest digits that read back."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else f"{'-' * (value < 0)}Infinity"
    if value == 0:
        return "0"
    mantissa, _, exponent = f"{value!r}".partition("e")
    sign, digits, point = _digits(mantissa, int(exponent or 0))
    if 0 < point <= 21:
        whole = digits[:point].ljust(point, "0")
        rest = digits[point:]
        return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    head = digits[0] + (f".{digits[1:]}" if digits[1:] else "")
    return f"{sign}{head}e{point - 1:+d}"


def _digits(mantissa: str, exponent: int) -> tuple[str, str, int]:
    """Give sign, significant digits and where the point stands before them."""
    sign = "-" if mantissa.startswith("-") else ""
    whole, _, rest = mantissa.lstrip("-").partition(".")
    digits = (whole + rest).lstrip("0")
    point = len(whole) + exponent - (len(whole + rest) - len(digits))
    return sign, digits.rstrip("0") or "0", point
