"""Formats that hold more than a format: somebody's note, an extension, a number.

What stands beside the number in one contact's cell is private. Such a format is shown
by its shape: letters as ``x``, digits as ``0``, cut where it goes on.

>>> mask_format("###-###-#### ask for Jo, or 415-555-0100")
'###-###-#### xxx xxx xx…'
"""

from __future__ import annotations

import pandas as pd

_LONGEST = 24


def mask_format(format: str) -> str:
    """Give the shape of a format."""
    shape = "".join(
        "0" if char.isdigit() else "x" if char.isalpha() else char for char in format
    )
    return shape if len(shape) <= _LONGEST else f"{shape[: _LONGEST - 1].rstrip(' ,')}…"


def mask_formats(stored: pd.DataFrame) -> pd.DataFrame:
    """Mask the formats of `StoredFormats.table` that have a problem."""
    masked = [
        format if pd.isna(problem) else mask_format(format)
        for format, problem in zip(stored["format"], stored["problem"], strict=True)
    ]
    return stored.assign(format=pd.Series(masked, index=stored.index, dtype="str"))
