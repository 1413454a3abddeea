"""Charts: each a function from a table to a figure, usable alone.

This is the door to all of them. What they return is a matplotlib figure with a text
alternative, `alt`; `savefig` writes it as PNG, SVG or PDF. In a notebook it shows
itself.

>>> table = pd.DataFrame({"format": ["(###) ###-####"], "cells": [640]})
>>> plot_stored_formats(table).alt
'Formats of the phone numbers in the CRM: (###) ###-#### 100 %.'
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from toolkit.reporting.chart_canvas import BASE, MAIN, SOFT, WARM, Chart
from toolkit.reporting.chart_curves import plot_frontier, plot_reach_over_time
from toolkit.reporting.chart_rows import Row, draw_rows
from toolkit.reporting.display_text import quoted
from toolkit.reporting.figures import count, plural, rate_text, share_text
from toolkit.reporting.profile_charts import plot_calls_account, plot_damage

__all__ = [
    "plot_alternatives",
    "plot_busiest",
    "plot_calls_account",
    "plot_damage",
    "plot_format_effect",
    "plot_frontier",
    "plot_lost_calls",
    "plot_reach_over_time",
    "plot_stored_formats",
]

MOST_ROWS = 10  # of a chart; the rest is one row


def plot_stored_formats(
    formats: pd.DataFrame, *, chosen: Sequence[str] = (), total: int | None = None
) -> Chart:
    """Draw in which formats the CRM's numbers are stored.

    Parameters
    ----------
    formats
        One row per format: ``format``, ``cells``.
    chosen
        The formats of the list; drawn in its colour.
    total
        All phone cells, those that no format writes among them; default: those of
        `formats`.
    """
    table = formats.groupby("format", sort=False)["cells"].sum()
    table = table.sort_values(ascending=False, kind="stable")
    written = int(table.sum())
    whole = written if total is None else total
    head = table.iloc[:MOST_ROWS] if len(table) > MOST_ROWS + 1 else table
    rows = [
        _share_row(str(format), int(cells), whole, is_chosen=format in chosen)
        for format, cells in head.items()
    ]
    others = plural(len(table) - len(head), "other way")
    rest = ((others, written - int(head.sum())), ("no format", whole - written))
    rows += [
        Row(name, ((n, BASE),), share_text(n / whole), detail=count(n))
        for name, n in rest
        if n
    ]
    words = "; ".join(f"{row.label} {row.text}" for row in rows)
    return draw_rows(
        rows,
        title="How phone numbers are written in the CRM",
        alt=f"Formats of the phone numbers in the CRM: {words or 'none'}.",
        key=[(MAIN, "in the list"), (BASE, "not in the list")] if chosen else (),
    )


def plot_format_effect(per_format: pd.DataFrame) -> Chart:
    """Draw what each format adds, and what other searches find as well.

    Parameters
    ----------
    per_format
        One row per format, in list order: ``format``, ``calls``, ``new_calls``,
        ``only_this``; see `Measurement.per_format`.
    """
    rows, words = [], []
    for row in per_format.to_dict("records"):
        name = quoted(str(row["format"]))
        found, added, alone = row["calls"], row["new_calls"], row["only_this"]
        alone = min(alone, added)  # a call lost to a wrong contact is not added
        parts = ((alone, MAIN), (added - alone, SOFT), (found - added, BASE))
        text, detail = f"adds {count(added)}", f"finds {count(found)}"
        rows.append(Row(name, parts, text, detail=detail, is_mono=True))
        words.append(f"{name} {text} calls, {detail}, {count(alone)} of them alone")
    return draw_rows(
        rows,
        title="What each format adds, in calls",
        alt=f"{'; '.join(words) or 'No formats'}.",
        key=[
            (MAIN, "found by no other"),
            (SOFT, "also by a later one"),
            (BASE, "by an earlier one"),
        ],
    )


def plot_alternatives(alternatives: pd.DataFrame) -> Chart:
    """Draw how far each way of setting App Connect up reaches.

    Parameters
    ----------
    alternatives
        One row per way: ``label``, ``reach`` (None unknown), ``false_calls``,
        ``requests_per_lookup``, ``is_recommended``.
    """
    rows, words = [], []
    for row in alternatives.to_dict("records"):
        reach = None if pd.isna(row["reach"]) else float(row["reach"])
        wrong = f"{count(row['false_calls'])} wrong"
        cost = f"{rate_text(row['requests_per_lookup'])} requests a lookup"
        colour = MAIN if row["is_recommended"] else BASE
        text = share_text(reach)
        rows.append(
            Row(
                str(row["label"]),
                ((reach or 0.0, colour),),
                text,
                note=f"{wrong}, {cost}",
                is_bold=bool(row["is_recommended"]),
            )
        )
        words.append(f"{row['label']} {text}, {wrong}, {cost}")
    return draw_rows(
        rows,
        title="Calls with known contacts that find their contact",
        alt=f"Reach: {'; '.join(words) or 'nothing compared'}.",
        most=1.0,
    )


def plot_lost_calls(lost: pd.DataFrame) -> Chart:
    """Draw why calls with known contacts are not recognised.

    Parameters
    ----------
    lost
        One row per reason: ``reason``, ``calls``.
    """
    table = lost.sort_values("calls", ascending=False, kind="stable")
    rows = [
        Row(
            str(row["reason"]),
            ((row["calls"], WARM),),
            plural(int(row["calls"]), "call"),
        )
        for row in table.to_dict("records")
    ]
    words = [f"{row.label}: {row.text}" for row in rows]
    return draw_rows(
        rows,
        title="Calls that no contact is found for, by reason",
        alt=f"Calls lost: {'; '.join(words) or 'none'}.",
    )


def plot_busiest(windows: pd.DataFrame, *, limit: int | None, scope: str) -> Chart:
    """Draw the requests of the busiest windows against the CRM's limit.

    Parameters
    ----------
    windows
        One row per situation: ``label``, ``requests`` in its busiest window.
    limit
        Requests that the CRM allows in one window; None: no documented limit.
    scope
        What a window is, such as ``minute and user``.
    """
    rows, words = [], []
    for row in windows.to_dict("records"):
        number = int(row["requests"])
        is_over = limit is not None and number > limit
        within = min(number, limit) if limit is not None else number
        parts = ((within, BASE), (number - within, WARM))
        over = f"{number / limit:,.1f} × the limit" if is_over and limit else ""
        text = plural(number, "request")
        rows.append(Row(str(row["label"]), parts, text, detail=over, is_bold=is_over))
        words.append(f"{row['label']} {text}{f', {over}' if over else ''}")
    allowed = "no documented limit" if limit is None else f"limit {count(limit)}"
    key = [(BASE, f"within the {allowed}"), (WARM, "above it")] if limit else []
    return draw_rows(
        rows,
        title=f"Requests in the busiest {scope}",
        alt=f"Requests in the busiest {scope}, {allowed}: {'; '.join(words)}.",
        key=key,
    )


def _share_row(format: str, cells: int, total: int, *, is_chosen: bool) -> Row:
    return Row(
        quoted(format),
        ((cells, MAIN if is_chosen else BASE),),
        share_text(cells / total if total else None),
        detail=count(cells),
        is_mono=True,
        is_bold=is_chosen,
    )
