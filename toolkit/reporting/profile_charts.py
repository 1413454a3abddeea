"""Charts of a profile: the state the phone cells are in, and what that does to calls.

>>> damage = pd.DataFrame({
...     "condition": ["plain", "note"], "cells": [90, 10], "is_safe": [True, False]})
>>> caption_damage(damage)
'90.0 % of 100 phone cells are plain; the most usual trouble is “note”, 10 cells.'
>>> caption_calls_account({"in an offered format": 3, "on no contact": 1})
'Of 4 calls 75.0 % come from or go to a number stored in a format that can be set.'
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from toolkit.reporting.chart_canvas import BASE, MAIN, WARM, Chart
from toolkit.reporting.chart_rows import Row, draw_rows
from toolkit.reporting.figures import count, plural, share_text

_PLAIN = "plain"


def plot_damage(damage: pd.DataFrame) -> Chart:
    """Draw in which state the phone cells are.

    Parameters
    ----------
    damage
        One row per condition: ``condition``, ``cells``, ``is_safe``.
    """
    rows = []
    total = int(damage["cells"].sum())
    for row in damage.to_dict("records"):
        colour = BASE if row["is_safe"] else WARM
        share = share_text(int(row["cells"]) / total)
        rows.append(
            Row(
                str(row["condition"]),
                ((row["cells"], colour),),
                share,
                detail=count(row["cells"]),
            )
        )
    words = "; ".join(f"{row.label} {row.text}" for row in rows)
    return draw_rows(
        rows,
        title="In which state the phone cells are",
        alt=f"States of the phone cells: {words or 'none'}.",
        key=[(BASE, "can be read safely"), (WARM, "needs a person")] if rows else (),
    )


def caption_damage(damage: pd.DataFrame) -> str:
    """Say how many cells are plain, and what is wrong with most of the others."""
    total = int(damage["cells"].sum())
    if not total:
        return "The contacts have no phone cell."
    is_plain = damage["condition"] == _PLAIN
    plain, others = int(damage.loc[is_plain, "cells"].sum()), damage[~is_plain]
    said = f"{share_text(plain / total)} of {plural(total, 'phone cell')} are plain"
    if not len(others):
        return f"{said}: nothing is damaged."
    worst = others.iloc[int(others["cells"].to_numpy().argmax())]
    cells = plural(int(worst["cells"]), "cell")
    return f"{said}; the most usual trouble is “{worst['condition']}”, {cells}."


def plot_calls_account(account: Mapping[str, int]) -> Chart:
    """Draw how the numbers of the calls are stored.

    Parameters
    ----------
    account
        Calls by how their number is stored, best first: `Profile.calls_account`.
    """
    total = sum(account.values())
    rows = [
        Row(
            name,
            ((calls, BASE if place else MAIN),),
            share_text(calls / total if total else None),
            detail=count(calls),
        )
        for place, (name, calls) in enumerate(account.items())
    ]
    words = "; ".join(f"{row.label} {row.text}" for row in rows)
    return draw_rows(
        rows,
        title="Calls, by how their number is stored",
        alt=f"Calls by how their number is stored: {words}.",
    )


def caption_calls_account(account: Mapping[str, int]) -> str:
    """Say which part of the calls formats are about."""
    total = sum(account.values())
    if not total:
        return "The call log has no calls."
    offered = share_text(next(iter(account.values())) / total)
    are = "comes from or goes" if total == 1 else "come from or go"
    return (
        f"Of {plural(total, 'call')} {offered} {are} to a number stored in a format "
        "that can be set."
    )
