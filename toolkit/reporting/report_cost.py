"""What a report says about cost: requests to the CRM, and whether its limits hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from toolkit.analysis.cached_answers import FALSE_ANSWER
from toolkit.analysis.costs import Costs
from toolkit.analysis.recommendation import Recommendation
from toolkit.reporting.figures import NOTHING, count, plural, rate_text
from toolkit.reporting.report_tables import Grid, Part

_SCOPES = {"token": "a user", "account": "the account", "company": "the company"}
_WINDOWS = {1: "second", 60: "minute", 3_600: "hour", 86_400: "day"}
_LISTS = (
    ("requests_per_lookup", "requests a lookup"),
    ("requests_per_lookup_cached", "with cache"),
    ("requests_per_day", "a day"),
    ("requests_per_day_cached", "a day, with cache"),
    ("first_access", "first access"),
)


def window_name(window: int, scope: str) -> str:
    """Name a window of a limit.

    >>> window_name(60, "token"), window_name(2, "company"), window_name(0, "account")
    ('minute of a user', '2 seconds of the company', 'moment of the account')
    """
    length = _WINDOWS.get(window, plural(window, "second")) if window else "moment"
    return f"{length} of {_SCOPES.get(scope, scope)}"


def busiest_table(
    recommendation: Recommendation,
) -> tuple[pd.DataFrame, int | None, str]:
    """Give the busiest windows of the limit that is nearest to be reached.

    Returns
    -------
    DataFrame, one row per situation: ``label``, ``requests``
    int
        What the limit allows; None where the CRM documents none.
    str
        What a window is.
    """
    costs = recommendation.costs
    limits, meant = costs.limits, _meant(recommendation)
    if not len(limits):
        return pd.DataFrame(columns=["label", "requests"]), None, ""
    worst = limits.iloc[int(limits["share_of_limit"].to_numpy().argmax())]
    rows = [
        {"label": _label(row), "requests": round(row["requests"])}
        for row in _like(limits, worst).to_dict("records")
        if row["label"] == meant or not row["is_cached"]
    ]
    rows += [
        {"label": f"{row['label']}, first access", "requests": row["requests"]}
        for row in _like(costs.first_access, worst).to_dict("records")
        if row["label"] == meant
    ]
    name = window_name(int(worst["window_s"]), str(worst["scope"]))
    return pd.DataFrame(rows), int(worst["allowed"]), name


def cost_part(recommendation: Recommendation) -> Part:
    """Say what a list costs."""
    costs, meant = recommendation.costs, _meant(recommendation)
    row = costs.lists[costs.lists["label"] == meant].iloc[0]
    plain = rate_text(row["requests_per_lookup"])
    cached = rate_text(row["requests_per_lookup_cached"])
    said = (
        f"{meant}: {plain} requests to the CRM a lookup, {cached} when App "
        "Connect's cache is counted in. A number that was found is not asked for "
        "again; one that was not found is, every time."
    )
    sentences = [said, _first_access(costs, meant), *_cached_answers(recommendation)]
    grids = [_lists_grid(costs.lists, meant), *_limits_grids(costs)]
    return Part(sentences, grids)


def _meant(recommendation: Recommendation) -> str:
    """Give the label of the recommended list among the costs."""
    labels = list(recommendation.costs.formats)
    return labels[-1] if recommendation.formats else labels[0]


def _cached_answers(recommendation: Recommendation) -> list[str]:
    """Say which answers stay although the list changes."""
    table = recommendation.cached_answers.table
    if not len(table):
        return []
    wrong = int((table["reason"] == FALSE_ANSWER).sum())
    wrongly = f", {count(wrong)} of them wrongly so far" if wrong else ""
    return [
        f"{plural(len(table), 'number')} that App Connect has found before would be "
        f"answered otherwise by the new setting{wrongly}. They keep the "
        "old answer until somebody chooses Refresh contact; numbers_to_refresh.csv "
        "lists them."
    ]


def _like(table: pd.DataFrame, limit: pd.Series[Any]) -> pd.DataFrame:
    """Give the rows of one limit."""
    same: pd.Series[bool] = table["scope"] == limit["scope"]
    found: pd.DataFrame = table[same & (table["window_s"] == limit["window_s"])]
    return found


def _first_access(costs: Costs, meant: str) -> str:
    access = costs.first_access[costs.first_access["label"] == meant]
    if not len(access):
        return "The CRM documents no limit for these requests."
    last = access.iloc[-1]
    said = (
        "The worst moment is the first day: every user's recent "
        f"{count(costs.recent_calls)} calls are matched at once, "
        f"{plural(int(last['lookups']), 'lookup')} for "
        f"{plural(int(last['users']), 'user')}."
    )
    if not bool(last["is_over"]):
        return f"{said} That stays within the limit."
    windows = last["windows_needed"]
    window = int(last["window_s"])
    name = window_name(window, str(last["scope"]))
    need = "" if pd.isna(windows) else f" and take {_time(int(windows), window)}"
    return (
        f"{said} These are {plural(int(last['requests']), 'request')} where "
        f"{count(last['allowed'])} are allowed in one {name}{need}: roll out in groups."
    )


def _time(windows: int, window: int) -> str:
    """Say how long some windows of a limit are."""
    unit = _WINDOWS.get(window)
    return plural(windows, unit) if unit else plural(windows * window, "second")


def _label(row: Mapping[Any, Any]) -> str:
    return f"{row['label']}{', with cache' if row['is_cached'] else ''}"


def _lists_grid(lists: pd.DataFrame, meant: str) -> Grid:
    rows = [
        [str(row["label"]), *(_number(row[name]) for name, _ in _LISTS)]
        for row in lists.to_dict("records")
    ]
    return Grid(
        "Requests to the CRM",
        ["setting", *(title for _, title in _LISTS)],
        rows,
        numbers=range(1, len(_LISTS) + 1),
        meant_rows=np.flatnonzero(lists["label"] == meant).tolist(),
    )


def _limits_grids(costs: Costs) -> list[Grid]:
    rows = [
        [
            _label(row),
            window_name(int(row["window_s"]), str(row["scope"])),
            count(row["allowed"]),
            _span(row),
            "unknown" if pd.isna(row["n_over"]) else count(row["n_over"]),
        ]
        for row in costs.limits.to_dict("records")
    ]
    caption = "The busiest windows of the history against the documented limits"
    head = ["setting", "in one", "allowed", "at most", "windows above it"]
    return [Grid(caption, head, rows, numbers=(2, 3, 4))] if rows else []


def _span(row: Mapping[Any, Any]) -> str:
    low, high = round(row["requests_low"]), round(row["requests"])
    return count(high) if low == high else f"{count(low)} to {count(high)}"


def _number(value: Any) -> str:
    if value is None or pd.isna(value):
        return NOTHING
    return count(value) if value >= 100 else rate_text(float(value))
