"""What to see in a chart: one sentence for each, worked out from its table.

>>> caption_frontier(pd.DataFrame({"size": [0, 1], "reach": [0.1, 0.6]}), chosen=1)
'The first format adds 50.0 points.'
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from toolkit.reporting.figures import (
    count,
    listed,
    plural,
    points_text,
    share_text,
)

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_LITTLE = 0.005  # points that nobody would notice


def caption_stored_formats(formats: pd.DataFrame, *, chosen: Sequence[str] = ()) -> str:
    """Say how uniform the CRM is, and how much of it the list covers."""
    total = int(formats["cells"].sum())
    if not total:
        return "No phone number of a contact could be read."
    first = formats.iloc[0]
    said = (
        f"{plural(len(formats), 'way')} to write {plural(total, 'phone number')}; the "
        f"most usual, {first['format']}, makes {share_text(first['cells'] / total)}."
    )
    if chosen:
        covered = int(formats.loc[formats["format"].isin(chosen), "cells"].sum())
        said += f" The list covers {share_text(covered / total)} of them."
    return said


def caption_frontier(frontier: pd.DataFrame, *, chosen: int | None = None) -> str:
    """Say what each format adds, and what more than the list would."""
    rows = frontier.dropna(subset=["reach"]).set_index("size")["reach"]
    if chosen is None or chosen not in rows.index or len(rows) < 2:
        return "There is no list to choose from."
    added = rows.diff()
    sizes = [size for size in added.index[1:] if size <= chosen]
    gains = [points_text(added[size]).removeprefix("+") for size in sizes]
    first, *others = gains or ["nothing"]
    later = [
        f"the {ordinal} {gain.removesuffix(' points')}"
        for ordinal, gain in zip(_ORDINALS[1:], others, strict=False)
    ]
    said = f"The first format adds {listed([first, *later])}."
    longest = int(rows.index.max())
    more = rows[longest] - rows[chosen]
    if longest > chosen and more > _LITTLE:
        said += (
            f" A list of {longest} would add "
            f"{points_text(more).removeprefix('+')} more."
        )
    elif longest > chosen:
        said += " A longer list would add next to nothing."
    return said


def caption_format_effect(per_format: pd.DataFrame) -> str:
    """Say how much formats overlap."""
    if not len(per_format):
        return "No format is set."
    total, alone = int(per_format["calls"].sum()), int(per_format["only_this"].sum())
    if not total:
        return "The formats find no call."
    if len(per_format) == 1:
        row = per_format.iloc[0]
        return f"{row['format']} finds {plural(int(row['calls']), 'call')}."
    if alone == total:
        return "No call is found by two formats: none could be left out."
    return (
        f"{count(alone)} of the {count(total)} finds are made by one format alone: "
        "leaving that format out loses them."
    )


def caption_lost_calls(lost: pd.DataFrame) -> str:
    """Say what costs most calls."""
    total = int(lost["calls"].sum())
    if not total:
        return "Every call with a known contact finds it."
    first = lost.sort_values("calls", ascending=False, kind="stable").iloc[0]
    share = share_text(int(first["calls"]) / total)
    return (
        f"{plural(total, 'call')} with known contacts "
        f"{'does' if total == 1 else 'do'} not find them; {share} of "
        f"{'it' if total == 1 else 'these'}: {first['reason']}."
    )


def caption_reach_over_time(periods: pd.DataFrame, *, unit: str = "month") -> str:
    """Say whether the reach is steady."""
    reach = periods["reach"].dropna()
    if not len(reach):
        return "The calls have no usable times."
    if len(reach) == 1:
        return f"All calls lie in one {unit}: {share_text(float(reach.iloc[0]))}."
    low, high = float(reach.min()), float(reach.max())
    return (
        f"From {unit} to {unit} the list reaches between {share_text(low)} and "
        f"{share_text(high)} of the calls with known contacts."
    )


def caption_alternatives(alternatives: pd.DataFrame) -> str:
    """Say what the recommended way gains, and which reaches most."""
    rows = alternatives.dropna(subset=["reach"])
    meant = rows[rows["is_recommended"].astype(bool)]
    if not len(meant):
        return "Nothing could be compared."
    reach, first = float(meant["reach"].iloc[0]), rows.iloc[0]
    best = rows.iloc[int(rows["reach"].to_numpy(float).argmax())]
    gained = points_text(reach - float(first["reach"]))
    said = (
        f"{meant['label'].iloc[0]}: {share_text(reach)}, {gained} against "
        f"{first['label'].lower()}."
    )
    if float(best["reach"]) > reach + _LITTLE:
        said += f" Most is reached by: {best['label']}, {share_text(best['reach'])}."
    return said


def caption_busiest(windows: pd.DataFrame, *, limit: int | None) -> str:
    """Say which situations go over the limit."""
    if limit is None:
        return "The CRM documents no limit."
    over = windows[windows["requests"] > limit]
    if not len(over):
        return f"Every situation stays within the limit of {count(limit)}."
    worst = over.iloc[int(over["requests"].to_numpy().argmax())]
    return (
        f"{listed([str(label) for label in over['label']])}: above the limit of "
        f"{count(limit)}, at worst {worst['requests'] / limit:,.1f} times."
    )
