"""The account of every input row, as tables: ``ledger.csv`` and ``set_aside.csv``."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from toolkit.analysis.recommendation import Recommendation
from toolkit.exports.frames import category
from toolkit.exports.ledger import Source

CALLS, CONTACTS = "calls", "contacts"
USED, SET_ASIDE = "used", "set aside"


def ledger_table(recommendation: Recommendation) -> pd.DataFrame:
    """Account for all rows: per input, file and outcome the number of rows.

    Returns
    -------
    DataFrame, per file one row for the rows used and one for each reason
        input    str  calls or contacts
        file     str  name of the file
        outcome  str  used, or set aside
        reason   str  why it was set aside; missing if used
        rows     int
    """
    rows: list[tuple[str, str, str, str | None, int]] = []
    for name, source in _sources(recommendation):
        rows.append((name, source.name, USED, None, source.ledger.used))
        rows.extend(
            (name, source.name, SET_ASIDE, reason, n)
            for reason, n in source.ledger.set_aside.items()
        )
    columns = ["input", "file", "outcome", "reason", "rows"]
    return pd.DataFrame(rows, columns=columns)


def set_aside_table(recommendation: Recommendation) -> pd.DataFrame:
    """List the rows set aside.

    Returns
    -------
    DataFrame, one row per row set aside, by input, file and row
        input   category  calls or contacts
        file    category  name of the file
        row     int       row as the spreadsheet shows it
        reason  category  why
    """
    situation = recommendation.situation
    calls, contacts = situation.calls.rejects, situation.contacts.rejects
    names = [source.name for _, source in _sources(recommendation)]
    unique = list(dict.fromkeys(names))
    code = np.array([unique.index(name) for name in names], np.int64)
    file = np.concatenate(
        [calls["file"], contacts["file"] + len(situation.calls.sources)]
    )
    which = np.repeat([0, 1], [len(calls), len(contacts)])
    reasons = [pd.Categorical(table["reason"]) for table in (calls, contacts)]
    return pd.DataFrame(
        {
            "input": category(which, [CALLS, CONTACTS]),
            "file": category(code[file], unique),
            "row": np.concatenate([calls["row"], contacts["row"]]),
            "reason": union_categoricals(reasons),
        }
    )


def _sources(recommendation: Recommendation) -> list[tuple[str, Source]]:
    situation = recommendation.situation
    return [
        *((CALLS, source) for source in situation.calls.sources),
        *((CONTACTS, source) for source in situation.contacts.sources),
    ]
