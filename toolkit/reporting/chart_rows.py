"""Rows of bars with their labels in front and their figures behind: most charts here.

>>> chart = draw_rows(
...     [Row("these formats", ((0.8, "#0072b2"),), "80.0 %", is_bold=True)],
...     title="Reach", most=1.0, alt="These formats reach 80.0 %.")
>>> [round(float(inches), 2) for inches in chart.get_size_inches()]
[4.7, 0.74]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from toolkit.reporting.chart_canvas import (
    FONT_SIZE,
    MUTED,
    SMALL,
    WIDTH,
    Chart,
    drawing,
    new_chart,
)
from toolkit.reporting.display_text import display_width, shorten, visible

MONO = "DejaVu Sans Mono"
_BESIDE = 26  # characters of a label that still stands in front of its bar …
_ABOVE = 50  # … and of one that stands above it
_TITLE, _KEY, _NOTE, _LABEL = 0.34, 0.24, 0.17, 0.20  # inches high
_ROW, _BAR, _GAP = 0.30, 0.17, 0.09
_LEAST = 0.015  # a bar of more than nothing can be seen
_LEAST_BAR = 1.3  # inches for the longest bar, else labels stand above
_BOLDER = 1.12  # how much wider bold text is
_EM, _MONO_EM = 0.60, 0.62  # width of most characters ÷ size of the font
_WIDE, _WIDER = frozenset("#@%&MWmw—…"), 0.35  # and what others have more


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: its label, its parts as (value, colour), its figures, a note below."""

    label: str
    parts: tuple[tuple[float, str], ...]
    text: str
    detail: str = ""
    note: str = ""
    is_bold: bool = False
    is_mono: bool = False


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where bars begin, the inches of one, and whether labels stand above."""

    bar: float
    unit: float
    is_above: bool

    def height(self, row: Row) -> float:
        return _ROW + _NOTE * bool(row.note) + _LABEL * self.is_above


def draw_rows(
    rows: Sequence[Row],
    *,
    title: str,
    alt: str,
    key: Sequence[tuple[str, str]] = (),
    most: float | None = None,
) -> Chart:
    """Draw rows of bars.

    Parameters
    ----------
    rows
        From the top down; none gives a chart that says so.
    title, alt
        Above the bars, and for people who do not see them.
    key
        What the colours of parts mean, as (colour, meaning).
    most
        The value of a whole bar; default: the largest of the rows.
    """
    shown = [replace(row, label=visible(row.label)) for row in rows]
    shown = shown or [Row("nothing to show", (), "")]
    layout = _lay_out(shown, most)
    top = _TITLE + _KEY * bool(key)
    height = top + sum(layout.height(row) for row in shown) + 0.1
    chart = new_chart(height, alt=alt)
    with drawing():
        chart.write(0, 0.13, title, weight="bold")
        _draw_key(chart, key)
        for row in shown:
            _draw_row(chart, row, top, layout)
            top += layout.height(row)
    return chart


def text_inches(
    text: str, *, size: float = FONT_SIZE, family: str = "", is_bold: bool = False
) -> float:
    """Estimate the width of a text, rather too wide than too narrow."""
    if family:
        return display_width(text) * _MONO_EM * size / 72
    ems = display_width(text) * _EM + sum(char in _WIDE for char in text) * _WIDER
    return ems * size * (_BOLDER if is_bold else 1.0) / 72


def _lay_out(rows: Sequence[Row], most: float | None) -> _Layout:
    longest = max(display_width(row.label) for row in rows)
    bar = _GAP + max(
        text_inches(row.label, family=_family(row), is_bold=row.is_bold) for row in rows
    )
    behind = 2 * _GAP + max(
        text_inches(row.text, is_bold=row.is_bold) + text_inches(row.detail, size=SMALL)
        for row in rows
    )
    is_above = longest > _BESIDE or WIDTH - bar - behind < _LEAST_BAR
    bar = 0.0 if is_above else bar
    value = most or max(sum(value for value, _ in row.parts) for row in rows) or 1.0
    return _Layout(bar, max(WIDTH - bar - behind, 0.5) / value, is_above)


def _draw_row(chart: Chart, row: Row, top: float, layout: _Layout) -> None:
    middle = top + _ROW / 2 + _LABEL * layout.is_above
    weight = "bold" if row.is_bold else "normal"
    font: dict[str, Any] = {"weight": weight, "family": _family(row)}
    if layout.is_above:
        chart.write(0, top + 0.13, shorten(row.label, _ABOVE), **font)
    else:
        place = layout.bar - _GAP
        chart.write(place, middle, row.label, align="right", **font)
    x = layout.bar + _draw_parts(chart, row, middle, layout) + _GAP * 0.7
    chart.write(x, middle, row.text, weight=weight)
    if row.detail:
        x += text_inches(row.text, is_bold=row.is_bold) + _GAP
        chart.write(x, middle, row.detail, colour=MUTED, size=SMALL)
    if row.note:
        below = middle + _BAR / 2 + _NOTE / 2
        place = max(min(layout.bar, WIDTH - text_inches(row.note, size=SMALL)), 0.0)
        chart.write(place, below, row.note, colour=MUTED, size=SMALL)


def _draw_parts(chart: Chart, row: Row, middle: float, layout: _Layout) -> float:
    """Draw the parts of a bar one behind the other; give their length."""
    length = 0.0
    for value, colour in row.parts:
        size = max(value * layout.unit, _LEAST if value > 0 else 0.0)
        chart.box(layout.bar + length, middle - _BAR / 2, size, _BAR, colour)
        length += size
    return length


def _draw_key(chart: Chart, key: Sequence[tuple[str, str]]) -> None:
    x, middle = 0.0, _TITLE + _KEY / 2 - 0.06
    for colour, meaning in key:
        chart.box(x, middle - 0.06, 0.12, 0.12, colour)
        chart.write(x + 0.17, middle, meaning, colour=MUTED, size=SMALL)
        x += 0.32 + text_inches(meaning, size=SMALL)


def _family(row: Row) -> str:
    return MONO if row.is_mono else ""
