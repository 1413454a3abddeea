"""The tables and settings that stand beside a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from toolkit.analysis.details import details_of
from toolkit.analysis.fixes import Fixes
from toolkit.analysis.recommendation import Recommendation
from toolkit.analysis.reimport import reimport_tables
from toolkit.reporting.formats_table import formats_table
from toolkit.reporting.ledger_tables import ledger_table, set_aside_table
from toolkit.reporting.outputs import OutputFolder
from toolkit.reporting.settings import to_json, user_settings
from toolkit.reporting.tables import harmless_rows, write_plainly, write_table
from toolkit.reporting.workbook import write_workbook

ACCOUNT_SETTINGS = "account-settings.json"
# Columns of contacts_to_fix.csv, in the order in which a person reads them.
FIX_COLUMNS = (
    "id",
    "row",
    "column",
    "current",
    "proposed",
    "is_safe",
    "reason",
    "format",
    "calls_gained",
    "calls_affected",
)


def write_files(
    folder: OutputFolder,
    recommendation: Recommendation,
    *,
    account: Mapping[str, Any] | None = None,
    before: Mapping[str, Any] | None = None,
    xlsx: bool = False,
) -> None:
    """Write everything but the page and the manifest.

    `account` and `before` are the account's settings with the list and as they are now.
    """
    entered = recommendation.entered_formats
    folder.write("settings.json", to_json(user_settings(entered)))
    for name, body in (
        (ACCOUNT_SETTINGS, account),
        ("settings.before.json", before),
    ):
        if body is not None:
            folder.write(name, to_json(body), private=True)
    folder.write("recommendation.json", to_json(details_of(recommendation)))
    _write(folder, "formats.csv", formats_table(recommendation))
    fix = _to_fix(recommendation.fixes)
    _write(folder, "contacts_to_fix.csv", fix, private=True)
    _write_imports(folder, recommendation.fixes)
    if xlsx:
        with folder.open("contacts_to_fix.xlsx", private=True) as file:
            write_workbook({"contacts_to_fix": fix}, file)
    tables = {
        "segments.csv": recommendation.segments.table,  # with the users' names
        "shared_numbers.csv": recommendation.shared_numbers,
        "unknown_callers.csv": recommendation.unknown_callers,
        "numbers_to_refresh.csv": recommendation.cached_answers.table,
    }
    if recommendation.users_served is not None:
        tables["users_served.csv"] = recommendation.users_served.table
    for name, table in tables.items():
        _write(folder, name, table, private=True)
    _write(folder, "ledger.csv", ledger_table(recommendation))
    _write(folder, "set_aside.csv", set_aside_table(recommendation))


def _to_fix(fixes: Fixes) -> pd.DataFrame:
    """Give the cells to rewrite, and behind them those that hold no number any more."""
    parts = [fixes.table.astype({"column": "str", "reason": "str"})]
    if len(fixes.unreadable):
        parts.append(fixes.unreadable.astype({"column": "str"}))
    return pd.concat(parts, ignore_index=True).loc[:, list(FIX_COLUMNS)]


def _write(
    folder: OutputFolder, name: str, table: pd.DataFrame, *, private: bool = False
) -> None:
    with folder.open(name, private=private) as file:
        write_table(table, file, e164=("e164", "proposed"))


def _write_imports(folder: OutputFolder, fixes: Fixes) -> None:
    """Write the safe fixes as the CRM imports them, and the way back."""
    after, before = reimport_tables(fixes)
    kept = harmless_rows(after) & harmless_rows(before)
    if kept.any():
        for name, table in (("", after), (".before", before)):
            file_name = f"contacts_to_import{name}.csv"
            with folder.open(file_name, private=True) as file:
                write_plainly(table[kept], file)
