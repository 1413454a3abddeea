"""Charts of something that grows: with the length of the list, with time.

>>> sizes = pd.DataFrame({"size": [0, 1], "reach": [0.1, 0.6]})
>>> plot_frontier(sizes, chosen=1).alt
'Reach by number of formats: 0 formats 10.0 %; 1 format 60.0 % (recommended).'
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from toolkit.matching.formats import MAX_FORMATS
from toolkit.reporting.chart_canvas import (
    BASE,
    GRID,
    MUTED,
    SMALL,
    SOFT,
    WIDTH,
    Chart,
    drawing,
    new_chart,
)
from toolkit.reporting.chart_rows import text_inches
from toolkit.reporting.figures import plural, share_text

_HEIGHT, _TOP, _BOTTOM = 2.5, 0.74, 0.55  # inches; margins around the curve
_SIDE = 0.3
_MANY = 12  # periods whose reach does not stand beside them any more
_TITLE, _MARK = 0.13, 0.38  # where the title and words about the ground stand
_BELOW = _HEIGHT - _BOTTOM + 0.16  # where the names of points stand
Points = Sequence[tuple[float, float]]


def plot_frontier(frontier: pd.DataFrame, *, chosen: int | None = None) -> Chart:
    """Draw how far the best list of each size reaches.

    Parameters
    ----------
    frontier
        One row per size: ``size``, ``reach`` (missing: no list of the size).
    chosen
        The size of the recommended list.
    """
    rows = frontier.dropna(subset=["reach"])
    sizes = [int(size) for size in rows["size"]]
    reaches = [float(reach) for reach in rows["reach"]]
    words = [
        f"{plural(size, 'format')} {share_text(reach)}"
        + (" (recommended)" if size == chosen else "")
        for size, reach in zip(sizes, reaches, strict=True)
    ]
    alt = f"Reach by number of formats: {'; '.join(words) or 'nothing to show'}."
    chart = new_chart(_HEIGHT, alt=alt)
    last = max(sizes, default=0)
    title = "How far the best list of each size reaches"
    with drawing():
        chart.write(0, _TITLE, title, weight="bold")
        _draw_ground(chart)
        if last > MAX_FORMATS:
            _draw_fields(chart, _across(MAX_FORMATS + 0.5, last))
        points = [
            (_across(n, last), _up(reach))
            for n, reach in zip(sizes, reaches, strict=True)
        ]
        chart.line(points, BASE, width=1.5)
        for size, reach, point in zip(sizes, reaches, points, strict=True):
            _draw_size(chart, point, size, reach, is_chosen=size == chosen)
        middle, low = WIDTH / 2, _HEIGHT - 0.12
        name = "formats in the list"
        chart.write(middle, low, name, align="center", colour=MUTED, size=SMALL)
    return chart


def plot_reach_over_time(
    periods: pd.DataFrame,
    *,
    unit: str = "month",
    interval: tuple[float, float] | None = None,
) -> Chart:
    """Draw how far the list reached in each part of the history.

    Parameters
    ----------
    periods
        One row per period, in order: ``start`` (datetime), ``reach`` (missing: no
        known calls), ``is_later`` (kept out of a choice on the earlier calls); and
        ``baseline_reach``, with nothing set, if it is to be drawn.
    unit
        What a period is.
    interval
        The 95 % interval of the reach on later calls.
    """
    rows = periods.dropna(subset=["reach"]).reset_index(drop=True)
    words = [
        f"{start:%Y-%m-%d} {share_text(reach)}"
        for start, reach in zip(rows["start"], rows["reach"], strict=True)
    ]
    alt = f"Reach by {unit}: {'; '.join(words) or 'no usable times'}."
    chart = new_chart(_HEIGHT, alt=alt)
    points = _points(rows["reach"])
    with drawing():
        chart.write(0, _TITLE, f"Reach of the list, {unit} by {unit}", weight="bold")
        _draw_ground(chart)
        later = np.flatnonzero(rows["is_later"])
        if len(later):
            _draw_later(chart, _across(later[0] - 0.5, len(rows) - 1), interval)
        if "baseline_reach" in rows and len(rows) > 1:
            _draw_baseline(chart, _points(rows["baseline_reach"]))
        chart.line(points, BASE, width=1.5)
        if len(points) > _MANY:
            _draw_guides(chart)
        else:
            _draw_periods(chart, rows, points)
        for place in _spread(len(points)):
            name = _period_name(rows["start"][place], unit)
            chart.write(points[place][0], _BELOW, name, align="center", size=SMALL)
    return chart


def _across(place: float, last: float) -> float:
    """Give the inches of a place among 0 … last; a single one stands in the middle."""
    return WIDTH / 2 if last <= 0 else _SIDE + (WIDTH - 2 * _SIDE) * place / last


def _up(reach: float) -> float:
    return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - reach)


def _points(reaches: pd.Series[float]) -> list[tuple[float, float]]:
    last = len(reaches) - 1
    return [(_across(i, last), _up(float(reach))) for i, reach in enumerate(reaches)]


def _draw_ground(chart: Chart) -> None:
    chart.line([(0, _up(0)), (WIDTH, _up(0))], GRID)


def _draw_size(
    chart: Chart,
    point: tuple[float, float],
    size: int,
    reach: float,
    *,
    is_chosen: bool,
) -> None:
    x, y = point
    weight = "bold" if is_chosen else "normal"
    chart.dot(x, y, is_meant=is_chosen)
    _write_share(chart, x, y, reach, weight=weight)
    chart.write(x, _BELOW, str(size), align="center", weight=weight)


def _draw_periods(chart: Chart, rows: pd.DataFrame, points: Points) -> None:
    """Mark every period, and write the reach of some beside them."""
    for (x, y), is_later in zip(points, rows["is_later"], strict=True):
        chart.dot(x, y, is_meant=bool(is_later))
    for place in _spread(len(points)):
        _write_share(chart, *points[place], float(rows["reach"][place]))


def _draw_guides(chart: Chart) -> None:
    """Draw lines to compare with, where there are too many periods to name each."""
    for share in (0.5, 1.0):
        chart.line([(0, _up(share)), (WIDTH, _up(share))], GRID, width=0.8)
        place = _up(share) - 0.09
        chart.write(0, place, f"{share:.0%}", colour=MUTED, size=SMALL)


def _write_share(
    chart: Chart, x: float, y: float, share: float, *, weight: str = "normal"
) -> None:
    text = share_text(share).replace(" ", "\N{NARROW NO-BREAK SPACE}")
    chart.write(x, y - 0.2, text, align="center", weight=weight, size=SMALL)


def _draw_baseline(chart: Chart, points: Points) -> None:
    chart.line(points, BASE, width=1.2, dash=2)
    x, y = points[0]
    above = y - 0.14 if y > _TOP + 0.5 else y + 0.16
    chart.write(x - 0.1, above, "nothing set", colour=MUTED, size=SMALL)


def _draw_fields(chart: Chart, x: float) -> None:
    _draw_border(chart, x)
    text, place = "three fields", x - 0.06
    chart.write(place, _MARK, text, align="right", colour=MUTED, size=SMALL)


def _draw_later(chart: Chart, x: float, interval: tuple[float, float] | None) -> None:
    text = "later calls, not used to choose"
    if interval is not None:
        low, high = (_up(share) for share in interval)
        chart.box(x, high, WIDTH - x, low - high, SOFT, alpha=0.35)
        text += " (band: 95 %)"
    _draw_border(chart, x)
    start = min(x + 0.06, WIDTH - text_inches(text, size=SMALL))
    chart.write(start, _MARK, text, colour=MUTED, size=SMALL)


def _draw_border(chart: Chart, x: float) -> None:
    chart.line([(x, _MARK + 0.1), (x, _up(0))], MUTED, width=0.8, dash=3)


def _period_name(start: pd.Timestamp, unit: str) -> str:
    return f"{start:%b %Y}" if unit == "month" else f"{start:%d %b}"


def _spread(n: int, most: int = 6) -> list[int]:
    """Choose at most `most` of n places, equally far apart, the last one included.

    >>> _spread(3), _spread(30, 4)
    ([0, 1, 2], [5, 13, 21, 29])
    """
    stride = -(-n // most)
    return list(range(n - 1, -1, -stride))[::-1] if n else []
