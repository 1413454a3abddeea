"""What ``getcontact profile`` prints: how phone numbers are written, and the damage."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from toolkit.reporting.display_text import quoted, shorten, visible
from toolkit.reporting.figures import count, listed, plural, share_text
from toolkit.reporting.profile_words import DELIMITERS, OUTCOMES, READINGS
from toolkit.reporting.screens import Screen, bar, screen_of
from toolkit.reporting.terminal_parts import rows_text

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.analysis.profiles import Profile
    from toolkit.exports.ledger import Source

MOST_FORMATS = 15  # rows shown; all are in the JSON
MOST_NAMES = 10  # of columns that are not read


def profile_text(
    profile: Profile, *, screen: Screen | None = None, has_examples: bool = True
) -> str:
    """Put a profile into text for a terminal; examples hold made-up digits."""
    place = screen or screen_of(sys.stdout)
    return place.page(
        [
            _headline(place, profile),
            _files(place, profile),
            _formats(place, profile, has_examples=has_examples),
            _others(place, profile),
            _calls(place, profile),
            _damage(place, profile),
            _columns(place, profile),
            _naive(place, profile),
            rows_text(place, {"contacts": profile.contacts.ledger}),
        ]
    )


def _headline(screen: Screen, profile: Profile) -> str:
    contacts = profile.contacts
    offered = profile.formats[profile.formats["problem"] == ""]
    n = plural(len(offered), "format")
    cells = plural(len(contacts.cells), "phone cell")
    share = f", {share_text(float(offered['share'].sum()))}" if len(offered) else ""
    lines = [screen.bold(f"{cells}{share} in {n} that can be set.")]
    lines.append(screen.dim(f"({contacts.layout}, region {contacts.region})"))
    if contacts.n_guessed:
        said = (
            f"{plural(contacts.n_guessed, 'cell')} read as numbers of "
            f"{contacts.region} by guess: nothing in or beside them names the country."
        )
        lines.append(screen.paragraph(said))
    lines += [screen.warn(screen.paragraph(said)) for said in contacts.warnings]
    return "\n".join(lines)


def _files(screen: Screen, profile: Profile) -> str:
    lines = [screen.bold("Files")]
    for source in profile.contacts.sources:
        lines.append(screen.paragraph(_file(source), 2, hang=4))
    return "\n".join(lines)


def _file(source: Source) -> str:
    """Say how a file is written, and what in it is not read."""
    written = [
        source.layout,
        source.encoding,
        DELIMITERS.get(source.delimiter, f"delimiter {source.delimiter}"),
        f"sheet {source.sheet}" if source.sheet else "",
        f"header in row {source.header_row}",
    ]
    said = f"{source.name}: {', '.join(filter(None, written))}"
    if names := source.unread:
        more = [f"{len(names) - MOST_NAMES} more"] if names[MOST_NAMES:] else []
        said += f"; not read: {listed([*names[:MOST_NAMES], *more])}"
    if source.other_sheets:
        said += f"; sheets not read: {listed(source.other_sheets[:MOST_NAMES])}"
    return said


def _formats(screen: Screen, profile: Profile, *, has_examples: bool) -> str:
    table = profile.formats
    if not len(table):
        return ""
    has_calls = profile.calls is not None
    last = "example" if has_examples else ""
    calls = ["calls", "of calls"] if has_calls else []
    wide = 5 if has_calls else 12
    most = float(table["share"].max()) or 1.0
    rows = [["format", "cells", "share", *calls, "", last]]
    for row in table.head(MOST_FORMATS).to_dict("records"):
        example = row["example"] if has_examples else ""
        note = f"not offered: {row['problem']}" if row["problem"] else example
        drawn = bar(float(row["share"]) / most, wide)
        shown = [quoted(row["format"]), *_figures(row, has_calls=has_calls)]
        rows.append([*shown, drawn, note])
    right = range(1, 5 if has_calls else 3)
    text = screen.table(rows, indent=2, right=right, dim=(0,))
    rest = table.iloc[MOST_FORMATS:]
    if len(rest):
        cells = plural(int(rest["cells"].sum()), "cell")
        said = f"… and {plural(len(rest), 'more way')} to write, {cells}"
        text += f"\n{screen.dim(screen.paragraph(said, 2))}"
    return text


def _figures(row: Mapping[Any, Any], *, has_calls: bool) -> list[str]:
    shown = [count(row["cells"]), share_text(float(row["share"]))]
    if has_calls:
        shown += [count(row["calls"]), share_text(row["share_calls"])]
    return shown


def _others(screen: Screen, profile: Profile) -> str:
    """Say why the other cells are in no format that can be set."""
    table = profile.outcomes[profile.outcomes["outcome"].isin(list(OUTCOMES))]
    rows: list[Sequence[str]] = [["why other cells are in no such format", "", ""]]
    for row in table.to_dict("records"):
        rows.append([OUTCOMES[row["outcome"]], *_figures(row, has_calls=False)])
    return screen.table(rows, indent=2, right=(1, 2), dim=(0,)) if rows[1:] else ""


def _calls(screen: Screen, profile: Profile) -> str:
    account = profile.calls_account
    if account is None:
        return ""
    total = sum(account.values()) or 1
    rows = [["calls whose number is", "calls", "share"]]
    rows += [[name, count(n), share_text(n / total)] for name, n in account.items()]
    return screen.table(rows, indent=2, right=(1, 2), dim=(0,))


def _damage(screen: Screen, profile: Profile) -> str:
    has_calls = profile.calls is not None
    wide = 18 if has_calls else 34
    calls = ["calls"] if has_calls else []
    rows = [["condition", "cells", "share", *calls, "", "looks like"]]
    for row in profile.damage.to_dict("records"):
        state = "" if row["is_safe"] else "to check"
        figures = _figures(row, has_calls=has_calls)[: 2 + has_calls]
        example = shorten(visible(_example(row)), wide)
        rows.append([row["condition"], *figures, state, example])
    if len(rows) == 1:
        return ""
    right = range(1, 3 + has_calls)
    table = screen.table(rows, indent=2, right=right, dim=(0,))
    return f"{screen.bold('In which state they are')}\n{table}"


def _example(row: Mapping[Any, Any]) -> str:
    if row["is_unknown"]:
        return "lost on export"
    return row["example"] if isinstance(row["example"], str) else ""


def _columns(screen: Screen, profile: Profile) -> str:
    rows = [["column", "read as", "phone cells", "with a number"]]
    for row in profile.columns.to_dict("records"):
        filled = row["cells"] > 0
        figures = (row["cells"], row["cells_with_number"])
        role = row["role"] if row["is_read"] else f"{row['role']}, not searched"
        rows.append(
            [row["column"], role, *(count(n) if filled else "" for n in figures)]
        )
    table = screen.table(rows, indent=2, right=(2, 3), dim=(0,))
    return f"{screen.bold('Columns')}\n{table}"


def _naive(screen: Screen, profile: Profile) -> str:
    table: pd.DataFrame = profile.naive
    if not len(table):
        return ""
    names = ("wrong", "missed", "partly", "misread", "invented")
    has_calls = profile.calls is not None
    rows = [["reading", *names, *(["calls lost"] if has_calls else [])]]
    for row in table.to_dict("records"):
        figures = [row[name] for name in (*names, *(["calls"] if has_calls else []))]
        rows.append([str(row["reading"]), *(count(int(n)) for n in figures)])
    shown = screen.table(rows, indent=2, right=range(1, len(rows[0])), dim=(0,))
    title = screen.bold("What a naive reading would have got wrong, in cells")
    notes = [
        screen.dim(screen.paragraph(f"{name}: {does}", 2, hang=4))
        for name, does in READINGS.items()
    ]
    return "\n".join([title, shown, *notes])
