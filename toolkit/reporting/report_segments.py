"""What a report says about segments: whether one list serves all, and whom it fails."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from toolkit.analysis.recommendation import LEAVE_EMPTY, Recommendation
from toolkit.matching.formats import canonical, parse_formats
from toolkit.reporting.display_text import visible
from toolkit.reporting.figures import NOTHING, count, plural, share_text
from toolkit.reporting.report_tables import Grid, Part

MOST_SHOWN = 8  # segments of one dimension in the page; all of them are in the file
_HEAD = ("part", "calls", "with contacts", "right", "wrong", "reach", "list of its own")
_USER = "user"  # whose segments are people: they are in the file only


def segment_part(recommendation: Recommendation) -> Part:
    """Say what the recommended list does for each part of the calls."""
    segments = recommendation.segments
    users = segments.table[segments.table["dimension"] == _USER]
    said = [finding.text for finding in segments.findings] or [_serves_all(segments)]
    if len(users):
        said.append(
            f"{plural(len(users), 'user')} of the log were looked at one by one: "
            "segments.csv names them."
        )
    shown = segments.table[segments.table["dimension"] != _USER]
    shown = pd.concat(
        [_most_calls(rows) for _, rows in shown.groupby("dimension", sort=False)]
        or [shown]
    )
    what = "nothing set" if recommendation.decision == LEAVE_EMPTY else "the list"
    rows = shown.to_dict("records")
    failed = [place for place, row in enumerate(rows) if row["is_failed"]]
    width = len(_HEAD) - (not failed)
    grid = Grid(
        f"What {what} does for each part of the calls",
        _HEAD[:width],
        [_row(row)[:width] for row in rows],
        numbers=range(1, 6),
        meant_rows=failed,
    )
    return Part(said, [grid] if rows else [])


def _serves_all(segments: Any) -> str:
    looked_at = segments.table["dimension"].nunique()
    if not looked_at:
        return "There are no calls to look at."
    return (
        "One list serves all: no feature, phone column, country, user or month is "
        "reached clearly less than the other calls."
    )


def _most_calls(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the failed segments, and those with most calls, in their order."""
    order = rows.sort_values(
        ["is_failed", "known_calls"], ascending=False, kind="stable"
    )
    return rows.loc[order.index[:MOST_SHOWN].sort_values()]


def _row(row: Mapping[Hashable, Any]) -> list[str | tuple[str, ...]]:
    own = row["own_formats"]
    best: str | tuple[str, ...] = ""
    if row["is_failed"]:
        formats = tuple(map(canonical, parse_formats(own or "")))
        best = (*formats, share_text(row["own_reach"]))
    return [
        f"{row['dimension']}: {visible(str(row['segment'])).replace('_', ' ')}",
        count(row["calls"]),
        count(row["known_calls"]),
        count(row["correct_calls"]),
        count(row["false_calls"]),
        NOTHING if pd.isna(row["reach"]) else share_text(row["reach"]),
        best,
    ]
