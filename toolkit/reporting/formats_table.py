"""Every format found in the contacts, and what it would find: ``formats.csv``."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.analysis.recommendation import Recommendation
from toolkit.reporting.masking import mask_formats


def formats_table(recommendation: Recommendation) -> pd.DataFrame:
    """List the formats, those of the list first, then by the calls they find.

    Returns
    -------
    DataFrame, one row per format
        format         str  `#` for the digits; masked where it holds more than a format
        place          int  in the list; missing if it is not in it
        calls          int  calls its term finds rightly; missing if it is not offered
        false_calls    int  calls its term finds only wrongly; missing likewise
        cells          int  numbers stored so
        contacts       int  contacts stored so, per country code
        country_codes  str  of those numbers, a space between them
        problem        str  why it is not offered; missing if it is
    """
    found = _stored(recommendation)
    offered = _offered(recommendation)
    table = found.merge(offered, on="format", how="outer")
    places = {format: n for n, format in enumerate(recommendation.formats, 1)}
    table["place"] = table["format"].map(places).astype("Int64")
    for name in ("cells", "contacts", "calls", "false_calls"):
        table[name] = table[name].astype("Int64")
    for name in ("cells", "contacts"):
        table[name] = table[name].fillna(0)
    table = table.sort_values(
        ["place", "calls", "cells", "format"],
        ascending=[True, False, False, True],
        na_position="last",
    )
    columns = ["format", "place", "calls", "false_calls", "cells", "contacts"]
    return table[[*columns, "country_codes", "problem"]].reset_index(drop=True)


def _stored(recommendation: Recommendation) -> pd.DataFrame:
    table = mask_formats(recommendation.stored.table)
    table = table.sort_values("country_code", kind="stable")
    # A format may be fine for one country and a problem for another: then it is fine.
    table["problem"] = table["problem"].fillna("")
    table["code"] = table["country_code"].astype(str)
    grouped = table.groupby("format", sort=False).agg(
        cells=("cells", "sum"),
        contacts=("contacts", "sum"),
        country_codes=("code", _distinct),
        problem=("problem", "min"),
    )
    grouped["problem"] = grouped["problem"].replace("", None)
    return grouped.reset_index()


def _distinct(codes: pd.Series[str]) -> str:
    """Name each code once: formats that differ in a note only are one when masked."""
    return " ".join(dict.fromkeys(codes))


def _offered(recommendation: Recommendation) -> pd.DataFrame:
    problem, weight = recommendation.problem, recommendation.situation.weight
    n = len(problem.candidates)
    calls = weight[problem.number]
    right = np.bincount(problem.format, calls * problem.right, minlength=n)
    wrong = np.bincount(problem.format, calls * ~problem.right, minlength=n)
    return pd.DataFrame(
        {
            "format": pd.Series(problem.candidates, dtype="str"),
            "calls": right.astype(np.int64),
            "false_calls": wrong.astype(np.int64),
        }
    )
