"""Contacts to fix as their CRM takes them back: rows with the export's own headers.

A row holds the contact's id and its cells of every column in which any cell is fixed: a
rewritten one is the clean-up target, any other the cell as it is. Rows that cannot be
imported safely are left out: those without an id, and those with a cell in these
columns whose text the export destroyed, because nothing could roll that back.

Beside it stands the same table with the cells as they were, for a roll-back.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.analysis.fixes import Fixes
from toolkit.exports.contacts import Contacts

_KEY = ["contact", "row"]


def reimport_tables(
    fixes: Fixes, *, checked: bool = False
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the rows to import again, and the same rows as they were.

    Parameters
    ----------
    fixes
        What to rewrite.
    checked
        Also the cells that a person has to check.

    Returns
    -------
    two DataFrames, one row per row of the export with a fix, in the order of the fixes
        the header of the id column, then the headers of the columns with a fix. Empty
        where the export has no id column, or nothing is to be fixed.
    """
    contacts = fixes.situation.contacts
    header = id_header(contacts)
    table = fixes.table if checked else fixes.table[fixes.table["is_safe"]]
    if header is None or not len(table):
        return pd.DataFrame(), pd.DataFrame()
    columns = [str(name) for name in table["column"].astype("str").unique()]
    stored = _cells_of(contacts, table, columns)
    is_lost = stored.isna().groupby(level=_KEY).any()
    rows = pd.MultiIndex.from_frame(table[_KEY].drop_duplicates())
    rows = rows[~is_lost.reindex(rows).to_numpy(bool)]
    at = rows.get_level_values("contact").to_numpy()
    ids = contacts.contacts["id"].take(at).to_numpy()
    own = ids != "row " + contacts.contacts["row"].take(at).astype("str").to_numpy()

    def as_imported(texts: pd.Series[str]) -> pd.DataFrame:
        wide: pd.DataFrame = texts.unstack("column", fill_value="")
        wide = wide.reindex(rows[own])[columns].reset_index(drop=True)
        wide.insert(0, header, ids[own])
        return wide.rename_axis(columns=None)

    return as_imported(_rewritten(stored, table)), as_imported(stored)


def id_header(contacts: Contacts) -> str | None:
    """Give the header of the id column; None where the export has none."""
    for source in contacts.sources:
        for header, role in source.columns.items():
            if role == "id":
                return header
    return None


def _cells_of(
    contacts: Contacts, table: pd.DataFrame, columns: list[str]
) -> pd.Series[str]:
    """Give the stored cells of the rows to fix, by contact, row and column."""
    cells = contacts.cells[np.isin(_row_codes(contacts.cells), _row_codes(table))]
    cells = cells.assign(column=cells["column"].astype("str"))
    cells = cells[cells["column"].isin(columns)]
    return cells.set_index([*_KEY, "column"])["text"]


def _row_codes(table: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Give contact and row of each cell as one integer."""
    contact, row = (table[name].to_numpy(np.int64) for name in _KEY)
    codes: npt.NDArray[np.int64] = (contact << 32) | row
    return codes


def _rewritten(stored: pd.Series[str], table: pd.DataFrame) -> pd.Series[str]:
    fixed = table.assign(column=table["column"].astype("str"))
    proposed = fixed.set_index([*_KEY, "column"])["proposed"].reindex(stored.index)
    return proposed.where(proposed.notna(), stored)
