"""The tables that charts are drawn from, where no result has them already."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis.fixes import Fixes
from toolkit.analysis.recommendation import Recommendation
from toolkit.reporting.masking import mask_formats

NOT_REACHED = "no fix of a cell helps"


def stored_table(recommendation: Recommendation) -> pd.DataFrame:
    """Count the cells of each format, what is not a plain format masked.

    Returns
    -------
    DataFrame, one row per format, most cells first
        format  str  `#` for the digits of a number; masked where it holds a note
        cells   int  numbers stored so
    """
    table = mask_formats(recommendation.stored.table)
    cells = table.groupby("format", sort=False)["cells"].sum()
    return cells.sort_values(ascending=False, kind="stable").reset_index()


def frontier_table(recommendation: Recommendation) -> pd.DataFrame:
    """List the best list of each size: ``size``, ``reach``, ``formats``."""
    rows = [
        {"size": row.size, "reach": row.reach, "formats": row.formats}
        for row in recommendation.frontier
    ]
    return pd.DataFrame(rows, columns=["size", "reach", "formats"])


def lost_table(fixes: Fixes) -> pd.DataFrame:
    """Count the known calls that are not correct, by what is wrong with the cell.

    Returns
    -------
    DataFrame, one row per reason, most calls first: ``reason``, ``calls``
    """
    by_reason = fixes.table.groupby("reason", observed=True)["calls_gained"].sum()
    lost = {str(reason): int(calls) for reason, calls in by_reason.items()}
    lost[NOT_REACHED] = int(fixes.calls_account["not reached"])
    rows = sorted(lost.items(), key=lambda item: -item[1])
    return pd.DataFrame([row for row in rows if row[1]], columns=["reason", "calls"])
