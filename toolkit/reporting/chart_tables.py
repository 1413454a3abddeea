"""The tables that charts are drawn from, where no result has them already."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis.cell_formats import cell_formats
from toolkit.analysis.fixes import Fixes
from toolkit.analysis.recommendation import Recommendation

NOT_REACHED = "no fix of a cell helps"


def stored_table(recommendation: Recommendation) -> pd.DataFrame:
    """Count the cells of each format, as `Profile.formats` does.

    Returns
    -------
    DataFrame, one row per format, most cells first
        format  str  `#` for the digits of a number; its shape where it is not offered
        cells   int  phone cells written so
    """
    written = cell_formats(recommendation.situation.contacts, recommendation.stored)
    cells = written.cells["format"].value_counts().rename("cells")
    table = cells.rename_axis("format").reset_index()
    return table.sort_values(["cells", "format"], ascending=[False, True])


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
