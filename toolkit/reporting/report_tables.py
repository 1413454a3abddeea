"""The tables of a report, as texts that a page prints one by one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from toolkit.analysis.options import MOST_FORMATS
from toolkit.analysis.outcome import Counts
from toolkit.analysis.recommendation import Recommendation
from toolkit.exports.ledger import Ledger, Reason, Source
from toolkit.matching.formats import canonical, parse_formats
from toolkit.reporting.figures import count, rate_text, share_text
from toolkit.reporting.glossary import SET_ASIDE

# Row of the table of figures -> what stands in it.
_FIGURES: tuple[tuple[str, Callable[[Counts], str]], ...] = (
    ("reach", lambda c: share_text(c.reach)),
    ("calls: right contact", lambda c: count(c.correct_calls)),
    ("calls: wrong contact", lambda c: count(c.false_calls)),
    ("calls: several to choose from", lambda c: count(c.ambiguous_calls)),
    ("calls: any contact", lambda c: count(c.matched_calls)),
    ("precision", lambda c: share_text(c.precision)),
    ("requests a lookup", lambda c: rate_text(c.requests_per_lookup)),
)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its caption, its columns, its rows as texts or as lists of formats.

    `numbers` are the columns aligned on the right; `meant_column` and `meant_rows`
    stand out; `is_format` says that the first column holds formats.
    """

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str | tuple[str, ...]]]
    numbers: Collection[int] = field(default_factory=tuple)
    meant_column: int = -1
    meant_rows: Collection[int] = ()
    is_format: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences and tables of one part of a report."""

    sentences: list[str]
    tables: list[Grid]


def figures_grid(columns: Sequence[tuple[str, Counts]], meant: int) -> Grid:
    """Put the figures of several lists side by side."""
    rows = [[name, *(text(counts) for _, counts in columns)] for name, text in _FIGURES]
    calls = columns[0][1]
    return Grid(
        f"All figures, over {count(calls.calls)} calls and text messages, "
        f"{count(calls.known_calls)} of them with known contacts",
        ["figure", *(name for name, _ in columns)],
        rows,
        numbers=range(1, len(columns) + 1),
        meant_column=meant + 1,
    )


def per_format_grid(recommendation: Recommendation) -> Grid | None:
    """List what each format of the list does."""
    table = recommendation.per_format
    if not len(table):
        return None
    rows = [
        [
            row["format"],
            count(row["calls"]),
            count(row["new_calls"]),
            count(row["only_this"]),
            count(row["false_calls"]),
            count(row["contacts"]),
        ]
        for row in table.to_dict("records")
    ]
    return Grid(
        "The formats in the order in which they are searched",
        [
            "format",
            "calls found",
            "not found before",
            "by no other",
            "wrong",
            "contacts",
        ],
        rows,
        numbers=range(1, 6),
        is_format=True,
    )


def alternatives_grid(recommendation: Recommendation) -> Grid:
    """Set the ways there are side by side."""
    table = recommendation.alternatives
    rows: list[list[str | tuple[str, ...]]] = [
        [
            row["label"],
            _some(tuple(map(canonical, parse_formats(row["formats"])))) or "–",
            share_text(row["reach"]),
            count(row["correct_calls"]),
            count(row["false_calls"]),
            rate_text(row["requests_per_lookup"]),
        ]
        for row in table.to_dict("records")
    ]
    return Grid(
        "The ways there are; after a clean-up the fields stay empty "
        "(recommendation.json has every list in full)",
        ["way", "formats", "reach", "right", "wrong", "requests a lookup"],
        rows,
        numbers=range(2, 6),
        meant_rows=np.flatnonzero(table["is_recommended"]).tolist(),
    )


def _some(formats: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out what would fill a page; recommendation.json has all."""
    more = len(formats) - MOST_FORMATS
    return (*formats[:MOST_FORMATS], f"and {more} more") if more > 0 else formats


def frontier_grid(recommendation: Recommendation) -> Grid:
    """List the best list of each size."""
    rows: list[list[str | tuple[str, ...]]] = []
    meant: list[int] = []
    for row in recommendation.frontier:
        if row.formats is None:
            continue
        if row.formats == recommendation.formats:
            meant.append(len(rows))
        rows.append(
            [
                str(row.size),
                row.formats or "nothing set",
                share_text(row.reach),
                count(row.correct_calls or 0),
                count(row.false_calls or 0),
            ]
        )
    return Grid(
        "The best list of each size; more than three fit when the third field takes "
        "the rest with commas",
        ["formats", "best list", "reach", "right", "wrong"],
        rows,
        numbers=range(2, 5),
        meant_rows=meant,
    )


def ledger_grids(recommendation: Recommendation) -> list[Grid]:
    """Account for the rows of both inputs, file by file."""
    situation = recommendation.situation
    return [
        *_ledger_of("calls", situation.calls.ledger, situation.calls.sources),
        *_ledger_of("contacts", situation.contacts.ledger, situation.contacts.sources),
    ]


def _ledger_of(name: str, ledger: Ledger, sources: Sequence[Source]) -> list[Grid]:
    files = [(source.name, source.ledger) for source in sources]
    columns = [*files, ("all files", ledger)] if len(files) > 1 else [(name, ledger)]
    reasons = list(ledger.set_aside)
    rows = [["rows", *(count(each.rows) for _, each in columns), ""]]
    rows.append(["used", *(count(each.used) for _, each in columns), ""])
    for reason in reasons:
        row = [count(each.set_aside.get(reason, 0)) for _, each in columns]
        rows.append([f"set aside: {reason}", *row, SET_ASIDE[Reason(reason)]])
    return [
        Grid(
            f"Rows of the {name} export",
            ["outcome", *(title for title, _ in columns), "because"],
            rows,
            numbers=range(1, len(columns) + 1),
            meant_rows=(0,),
        )
    ]


def manifest_grids(manifest: Mapping[str, Any]) -> list[Grid]:
    """Show a manifest: inputs, options, versions."""
    inputs = [
        [
            one["name"],
            one["role"],
            one["layout"],
            one["encoding"],
            "" if one["bytes"] is None else count(one["bytes"]),
            (one["sha256"] or "",),
        ]
        for one in manifest["inputs"]
    ]
    return [
        Grid(
            "Inputs",
            ["file", "holds", "read as", "encoding", "bytes", "SHA-256"],
            inputs,
            numbers=(4,),
        ),
        Grid("Options", ["option", "value"], _pairs(manifest["options"])),
        Grid("Versions", ["package", "version"], _pairs(manifest["versions"])),
    ]


def _pairs(values: Mapping[str, Any]) -> list[list[str]]:
    return [
        [name.replace("_", " "), _value_text(value)] for name, value in values.items()
    ]


def _value_text(value: Any) -> str:
    if value is None:
        return "not given"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    return str(value)
