"""Rows of tables as plain values."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd

from toolkit.analysis.plain_rows import plain_rows

TABLE = pd.DataFrame(
    {
        "at": np.array(["2026-09-01T09:00:00", "NaT"], "datetime64[s]"),
        "n": pd.array([1, None], dtype="Int64"),
        "share": [0.5, np.nan],
        "text": pd.array(["x", None], dtype="str"),
        "formats": [("###", "####"), ()],
        "flag": [True, False],
    }
)


def test_values_are_plain() -> None:
    assert plain_rows(TABLE) == [
        {
            "at": "2026-09-01T09:00:00",
            "n": 1,
            "share": 0.5,
            "text": "x",
            "formats": ["###", "####"],
            "flag": True,
        },
        {
            "at": None,
            "n": None,
            "share": None,
            "text": None,
            "formats": [],
            "flag": False,
        },
    ]


def test_they_go_into_json() -> None:
    rows = plain_rows(TABLE)
    assert json.loads(json.dumps(rows)) == rows


def test_no_rows() -> None:
    assert plain_rows(TABLE.iloc[:0]) == []
