"""What ``getcontact profile`` prints: how phone numbers are written, and the damage."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from toolkit.reporting.figures import count, plural, share_text
from toolkit.reporting.screens import Screen, bar, screen_of
from toolkit.reporting.terminal_parts import rows_text

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.analysis.profiles import Profile

MOST_FORMATS, MOST_DAMAGE = 15, 10  # rows shown; all are in the JSON


def profile_text(
    profile: Profile, *, screen: Screen | None = None, has_examples: bool = True
) -> str:
    """Put a profile into text for a terminal; examples hold made-up digits."""
    place = screen or screen_of(sys.stdout)
    return place.page(
        [
            _headline(place, profile),
            _formats(place, profile, has_examples=has_examples),
            _damage(place, profile),
            _columns(place, profile),
            _naive(place, profile),
            rows_text(place, {"contacts": profile.contacts.ledger}),
        ]
    )


def _headline(screen: Screen, profile: Profile) -> str:
    offered = profile.formats[profile.formats["problem"] == ""]
    cells = int(profile.damage["cells"].sum())
    n = plural(len(offered), "format")
    lines = [screen.bold(f"{plural(cells, 'phone cell')} in {n} that can be set.")]
    contacts = profile.contacts
    lines.append(screen.dim(f"({contacts.layout}, region {contacts.region})"))
    lines += [screen.paragraph(warning) for warning in contacts.warnings]
    return "\n".join(lines)


def _formats(screen: Screen, profile: Profile, *, has_examples: bool) -> str:
    table = profile.formats
    if not len(table):
        return ""
    has_calls = profile.calls is not None
    head = [
        "format",
        "cells",
        "share",
        *(["calls"] if has_calls else []),
        "",
        "example" if has_examples else "",
    ]
    most = float(table["share"].max()) or 1.0
    rows = [head]
    for row in table.head(MOST_FORMATS).to_dict("records"):
        calls = [count(row["calls"])] if has_calls else []
        example = row["example"] if has_examples else ""
        note = f"not offered: {row['problem']}" if row["problem"] else example
        share = float(row["share"])
        rows.append(
            [
                row["format"],
                count(row["cells"]),
                share_text(share),
                *calls,
                bar(share / most, 12),
                note,
            ]
        )
    right = (1, 2, 3) if has_calls else (1, 2)
    return _with_rest(
        screen, screen.table(rows, indent=2, right=right, dim=(0,)), table
    )


def _with_rest(screen: Screen, text: str, table: pd.DataFrame) -> str:
    rest = table.iloc[MOST_FORMATS:]
    if not len(rest):
        return text
    cells = plural(int(rest["cells"].sum()), "cell")
    said = f"… and {plural(len(rest), 'more way')} to write, {cells}"
    return f"{text}\n{screen.dim(screen.paragraph(said, 2))}"


def _damage(screen: Screen, profile: Profile) -> str:
    rows: list[list[Any]] = [["condition", "cells", "share", "", "looks like"]]
    for row in profile.damage.head(MOST_DAMAGE).to_dict("records"):
        rows.append(
            [
                row["condition"],
                count(row["cells"]),
                share_text(float(row["share"])),
                "" if row["is_safe"] else "to check",
                _example(row),
            ]
        )
    if len(rows) == 1:
        return ""
    table = screen.table(rows, indent=2, right=(1, 2), dim=(0,))
    return f"{screen.bold('In which state they are')}\n{table}"


def _example(row: Mapping[Any, Any]) -> str:
    if row["is_unknown"]:
        return "the CRM's text is lost"
    return row["example"] if isinstance(row["example"], str) else ""


def _columns(screen: Screen, profile: Profile) -> str:
    rows = [["column", "read as", "phone cells", "with a number"]]
    for row in profile.columns.to_dict("records"):
        filled = row["cells"] > 0
        figures = (row["cells"], row["cells_with_number"])
        rows.append(
            [row["column"], row["role"], *(count(n) if filled else "" for n in figures)]
        )
    table = screen.table(rows, indent=2, right=(2, 3), dim=(0,))
    return f"{screen.bold('Columns')}\n{table}"


def _naive(screen: Screen, profile: Profile) -> str:
    table = profile.naive
    if not len(table):
        return ""
    names = ("wrong", "missed", "partly", "misread", "invented")
    rows = [["reading", *names]]
    for row in table.to_dict("records"):
        rows.append([str(row["reading"]), *(count(int(row[name])) for name in names)])
    shown = screen.table(rows, indent=2, right=range(1, 6), dim=(0,))
    return (
        f"{screen.bold('What a naive reading would have got wrong, in cells')}\n{shown}"
    )
