"""What to see in a chart: one sentence for each, worked out from its table.

Formats stand between backticks; a page sets them as code.

>>> caption_frontier(pd.DataFrame({"size": [0, 1], "reach": [0.1, 0.6]}), chosen=1)
'The first format adds 50.0 points.'
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from toolkit.reporting.display_text import visible
from toolkit.reporting.figures import (
    count,
    listed,
    plural,
    points_text,
    share_text,
)

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_WITHOUT = "The search without a format"
_EMPTY = "With the fields empty: "
_LITTLE = 0.005  # points that nobody would notice


def _code(format: str) -> str:
    return f"`{visible(format)}`"


def caption_stored_formats(
    formats: pd.DataFrame, *, chosen: Sequence[str] = (), total: int | None = None
) -> str:
    """Say how uniform the CRM is, and how much of it the list covers."""
    written = int(formats["cells"].sum())
    whole = written if total is None else total
    if not whole:
        return "The contacts have no phone cell."
    if not written:
        return f"No format writes any of the {plural(whole, 'phone cell')}."
    first = formats.iloc[int(formats["cells"].to_numpy().argmax())]
    said = (
        f"{plural(whole, 'phone cell')}, {plural(formats['format'].nunique(), 'way')} "
        f"to write a number; the most usual, {_code(first['format'])}, makes "
        f"{share_text(first['cells'] / whole)}."
    )
    if whole > written:
        said += f" No format writes {share_text(1 - written / whole)}."
    if chosen:
        covered = int(formats.loc[formats["format"].isin(chosen), "cells"].sum())
        said += f" The list covers {share_text(covered / whole)}."
    return said


def caption_frontier(frontier: pd.DataFrame, *, chosen: int | None = None) -> str:
    """Say what each format adds, and what more than the list would."""
    rows = frontier.dropna(subset=["reach"]).set_index("size")["reach"]
    if chosen is None or chosen not in rows.index or len(rows) < 2:
        return "There is no list to choose from."
    added = rows.diff()
    sizes = [size for size in added.index[1:] if size <= chosen]
    gains = [points_text(added[size]).removeprefix("+") for size in sizes]
    first, *others = gains or [""]
    later = [
        f"the {ordinal} {gain.removesuffix(' points')}"
        for ordinal, gain in zip(_ORDINALS[1:], others, strict=False)
    ]
    said = f"The first format adds {listed([first, *later])}. " if first else ""
    longest = int(rows.index.max())
    more = rows[longest] - rows[chosen]
    if longest == chosen:
        return said.rstrip()
    if more > _LITTLE:
        gain = points_text(more).removeprefix("+")
        return f"{said}A list of {longest} would add {gain}{' more' * bool(said)}."
    if more < -_LITTLE:
        loss = points_text(-more).removeprefix("+")
        return f"{said}A list of {longest} would lose {loss}."
    return f"{said}A longer list would add next to nothing."


def caption_format_effect(per_format: pd.DataFrame, overlaps: pd.DataFrame) -> str:
    """Say which formats could be left out, and where they find the same calls."""
    if not len(per_format):
        return "No format is set."
    if not int(per_format["calls"].sum()):
        return "The formats find no call."
    named = [_code(str(format)) for format in per_format["format"]]
    idle = [
        name
        for name, added in zip(named, per_format["new_calls"], strict=True)
        if not added
    ]
    if idle:
        adds = "adds" if len(idle) == 1 else "add"
        said = f"{listed(idle)} {adds} no call and could be left out."
    elif len(named) == 1:
        said = (
            f"{named[0]} adds {plural(int(per_format['new_calls'].iloc[0]), 'call')}."
        )
    else:
        least = int(per_format["only_this"].to_numpy().argmin())
        alone = plural(int(per_format["only_this"].iloc[least]), "call")
        said = f"Leaving {named[least]} out would lose least: {alone}."
    return f"{said} {_overlap(overlaps)}"


def _overlap(overlaps: pd.DataFrame) -> str:
    if not len(overlaps):
        return "No call is found by two searches."
    most = overlaps.iloc[0]
    pair = [_code(name) if name else _WITHOUT for name in most[["format", "other"]]]
    overlap = "overlap most" if len(overlaps) > 1 else "overlap"
    both = plural(int(most["calls"]), "call")
    return f"{listed(pair)} {overlap}: both find {both}."


def caption_lost_calls(
    lost: pd.DataFrame, *, counted_with: Sequence[str] | None = None
) -> str:
    """Say what costs most calls.

    `counted_with` are the formats set, where they are not the recommended ones.
    """
    total = int(lost["calls"].sum())
    if not total:
        return "Every call with a known contact finds it."
    first = lost.sort_values("calls", ascending=False, kind="stable").iloc[0]
    share = share_text(int(first["calls"]) / total)
    return (
        f"{_setting(counted_with)}{plural(total, 'call')} with known contacts "
        f"{'does' if total == 1 else 'do'} not find them; {share} of "
        f"{'it' if total == 1 else 'these'}: {first['reason']}."
    )


def _setting(formats: Sequence[str] | None) -> str:
    if formats is None:
        return ""
    return f"With {listed(list(map(_code, formats)))} set: " if formats else _EMPTY


def caption_reach_over_time(
    periods: pd.DataFrame, *, unit: str = "month", later: float | None = None
) -> str:
    """Say whether the reach is steady, and what a choice on earlier calls reached.

    `later` is the reach on the later calls of the list chosen on the earlier ones.
    """
    reach = periods["reach"].dropna()
    if not len(reach):
        return "No call with a known contact has a usable time."
    if len(reach) == 1:
        return f"All calls lie in one {unit}: {share_text(float(reach.iloc[0]))}."
    low, high = float(reach.min()), float(reach.max())
    said = (
        f"From {unit} to {unit} the list reaches between {share_text(low)} and "
        f"{share_text(high)} of the calls with known contacts."
    )
    if later is None:
        return said
    unseen = share_text(later)
    return f"{said} Chosen on the earlier calls alone, it reaches {unseen} later."


def caption_alternatives(alternatives: pd.DataFrame) -> str:
    """Say what the recommended way gains, and which reaches most."""
    rows = alternatives.dropna(subset=["reach"])
    meant = rows[rows["is_recommended"].astype(bool)]
    if not len(meant):
        return "Nothing could be compared."
    reach, first = float(meant["reach"].iloc[0]), rows.iloc[0]
    best = rows.iloc[int(rows["reach"].to_numpy(float).argmax())]
    gained = points_text(reach - float(first["reach"]))
    said = f"{meant['label'].iloc[0]}: {share_text(reach)}"
    if meant["label"].iloc[0] != first["label"]:
        said += f", {gained} against {first['label'].lower()}"
    said += "."
    if float(best["reach"]) > reach + _LITTLE:
        said += f" Most is reached by: {best['label']}, {share_text(best['reach'])}."
    return said


def caption_busiest(windows: pd.DataFrame, *, limit: int | None) -> str:
    """Say which situations go over the limit."""
    if limit is None:
        return "The CRM documents no limit on requests to compare with."
    over = windows[windows["requests"] > limit]
    if not len(over):
        return f"Every situation stays within the limit of {count(limit)}."
    worst = over.iloc[int(over["requests"].to_numpy().argmax())]
    return (
        f"{listed([str(label) for label in over['label']])}: above the limit of "
        f"{count(limit)} requests, at worst {worst['requests'] / limit:,.1f} times it."
    )
