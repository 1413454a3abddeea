"""Tables in a notebook, with figures as people read them.

>>> from toolkit.analysis.findings import Finding
>>> table = show_table([Finding("truncated", "It cuts numbers.", 1200, "###")])
>>> print(table)
code       text              calls  format  about
truncated  It cuts numbers.  1,200  ###     list
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.notebook.code_html import code_html
from toolkit.reporting.display_text import visible
from toolkit.reporting.figures import NOTHING, count, rate_text, share_text
from toolkit.reporting.screens import Screen
from toolkit.reporting.terminal_parts import PURPOSES

MOST_ROWS = 30
_WIDE = 2_000  # columns: nothing of a text is cut
_SHARES = ("share", "reach", "precision", "match_rate")  # how such columns begin
_TEXTS = frozenset({"format", "formats", "example"})  # set in the type of code
_NONE = "none"  # in an empty list
_CELL = "text-align: {}; vertical-align: top; white-space: {}; max-width: 40em"


class ShownTable:
    """A table that shows itself; `most_rows` of its rows are shown."""

    def __init__(self, table: pd.DataFrame, most_rows: int) -> None:
        shown = table.head(most_rows)
        self._names = [str(name) for name in table.columns]
        self._heads = [name.replace("_", " ") for name in self._names]
        self._right = [_is_figure(table[name]) for name in table.columns]
        self._rows = [
            [_text(name, value) for name, value in zip(self._names, row, strict=True)]
            for row in shown.itertuples(index=False)
        ]
        more = len(table) - len(shown)
        self._more = f"… and {count(more)} more" if more else ""

    def __repr__(self) -> str:
        """Give the table as text."""
        if not self._rows:
            return "No rows."
        right = [place for place, is_right in enumerate(self._right) if is_right]
        text = Screen(width=_WIDE).table([self._heads, *self._rows], right=right)
        return f"{text}\n{self._more}".rstrip()

    def _repr_html_(self) -> str:
        if not self._rows:
            return "<p><em>No rows.</em></p>"
        head = "".join(map(self._head, range(len(self._heads))))
        body = "".join(f"<tr>{self._body(row)}</tr>" for row in self._rows)
        more = f"<p>{self._more}</p>" if self._more else ""
        return (
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"
        )

    def _head(self, place: int) -> str:
        align = "right" if self._right[place] else "left"
        text = html.escape(self._heads[place])
        return f'<th scope="col" style="text-align: {align}">{text}</th>'

    def _body(self, row: Sequence[str]) -> str:
        return "".join(map(self._cell, self._names, row, self._right))

    @staticmethod
    def _cell(name: str, text: str, is_right: bool) -> str:
        style = _CELL.format(
            "right" if is_right else "left", "nowrap" if is_right else "normal"
        )
        if name in _TEXTS and text not in (NOTHING, _NONE):
            inner = ", ".join(map(_code, text.split(", ")))
        else:
            inner = code_html(text)
        return f'<td style="{style}">{inner}</td>'


def show_table(
    table: pd.DataFrame | Iterable[Any], *, most_rows: int = MOST_ROWS
) -> ShownTable:
    """Show a table in a notebook: shares in per cent, counts with their thousands.

    Parameters
    ----------
    table
        A DataFrame; records such as `Recommendation.advice` and
        `Recommendation.frontier`; or the files that `write_report` wrote.
    most_rows
        Rows shown; how many more there are is said.
    """
    if not isinstance(table, pd.DataFrame):
        table = pd.DataFrame(list(map(_record, table)))
    return ShownTable(table, most_rows)


def _record(record: Any) -> dict[str, Any]:
    if isinstance(record, Path):
        return {"file": record.name, "what it is": PURPOSES.get(record.name, "")}
    return asdict(record)


def _code(text: str) -> str:
    return f'<code style="white-space: pre-wrap">{html.escape(text)}</code>'


def _is_figure(column: pd.Series[Any]) -> bool:
    """Say whether a column holds figures, whatever its dtype and gaps."""
    values = [value for value in column if not _is_missing(value)]
    return bool(values) and all(
        pd.api.types.is_number(value) and not isinstance(value, bool)
        for value in values
    )


def _is_missing(value: Any) -> bool:
    return pd.api.types.is_scalar(value) and bool(pd.isna(value))


def _text(name: str, value: Any) -> str:
    if _is_missing(value):
        return NOTHING
    if pd.api.types.is_bool(value):
        return "yes" if value else "no"
    if pd.api.types.is_number(value):
        return _figure(name, value)
    if isinstance(value, tuple | list):
        return ", ".join(map(visible, map(str, value))) or _NONE
    return visible(str(value))


def _figure(name: str, value: Any) -> str:
    if name.startswith(_SHARES):
        return share_text(float(value))
    return count(value) if float(value).is_integer() else rate_text(float(value))
