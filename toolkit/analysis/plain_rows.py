"""Rows of a table as JSON has them.

>>> table = pd.DataFrame({"at": [pd.Timestamp("2026-09-01 09:00")], "share": [None]})
>>> plain_rows(table)
[{'at': '2026-09-01T09:00:00', 'share': None}]
"""

from __future__ import annotations

from typing import Any

import pandas as pd


def plain_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Give the rows as plain values: times as text, missing ones as None."""
    return [
        {str(name): _plain(value) for name, value in row.items()}
        for row in table.to_dict("records")
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return list(value)
    if pd.isna(value):
        return None
    return value.isoformat() if isinstance(value, pd.Timestamp) else value
