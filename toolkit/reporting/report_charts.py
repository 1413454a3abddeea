"""The charts of a recommendation, each with the sentence that says what to see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from toolkit.analysis.reach_over_time import reach_over_time
from toolkit.analysis.recommendation import Recommendation
from toolkit.reporting.captions import (
    caption_alternatives,
    caption_busiest,
    caption_format_effect,
    caption_frontier,
    caption_lost_calls,
    caption_reach_over_time,
    caption_stored_formats,
)
from toolkit.reporting.chart_canvas import Chart, to_svg
from toolkit.reporting.chart_curves import plot_frontier, plot_reach_over_time
from toolkit.reporting.chart_tables import (
    frontier_table,
    lost_table,
    stored_table,
)
from toolkit.reporting.charts import (
    plot_alternatives,
    plot_busiest,
    plot_format_effect,
    plot_lost_calls,
    plot_stored_formats,
)
from toolkit.reporting.report_cost import busiest_table


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart, and what to see in it."""

    name: str
    chart: Chart
    caption: str

    @property
    def svg(self) -> Markup:
        """The chart as an element of a page."""
        return Markup(to_svg(self.chart, name=self.name))


def draw_charts(recommendation: Recommendation) -> dict[str, Drawn]:
    """Draw all charts that have something to show."""
    drawn = (draw_chart(recommendation, name) for name in CHARTS)
    return {each.name: each for each in drawn if each is not None}


def draw_chart(recommendation: Recommendation, name: str) -> Drawn | None:
    """Draw one chart of `CHARTS`; None where it has nothing to show."""
    made = CHARTS[name](recommendation)
    return None if made is None else Drawn(name, *made)


def _stored(recommendation: Recommendation) -> tuple[Chart, str] | None:
    chosen = recommendation.formats
    table = stored_table(recommendation)
    return (
        plot_stored_formats(table, chosen=chosen),
        caption_stored_formats(table, chosen=chosen),
    )


def _effect(recommendation: Recommendation) -> tuple[Chart, str] | None:
    table = recommendation.per_format
    if not len(table):
        return None
    return plot_format_effect(table), caption_format_effect(table)


def _frontier(recommendation: Recommendation) -> tuple[Chart, str] | None:
    table = frontier_table(recommendation)
    size = len(recommendation.formats)
    if table["reach"].notna().sum() < 2:
        return None
    return plot_frontier(table, chosen=size), caption_frontier(table, chosen=size)


def _history(recommendation: Recommendation) -> tuple[Chart, str] | None:
    history = reach_over_time(recommendation)
    if history.periods["reach"].notna().sum() < 2:
        return None
    interval = recommendation.holdout.interval
    chart = plot_reach_over_time(history.periods, unit=history.unit, interval=interval)
    return chart, caption_reach_over_time(history.periods, unit=history.unit)


def _alternatives(recommendation: Recommendation) -> tuple[Chart, str] | None:
    table = recommendation.alternatives
    return plot_alternatives(table), caption_alternatives(table)


def _busiest(recommendation: Recommendation) -> tuple[Chart, str] | None:
    table, limit, scope = busiest_table(recommendation)
    if limit is None:
        return None
    return (
        plot_busiest(table, limit=limit, scope=scope),
        caption_busiest(table, limit=limit),
    )


def _lost(recommendation: Recommendation) -> tuple[Chart, str] | None:
    table = lost_table(recommendation.fixes)
    if not len(table):
        return None
    return plot_lost_calls(table), caption_lost_calls(table)


CHARTS: Mapping[str, Callable[[Recommendation], tuple[Chart, str] | None]] = {
    "stored": _stored,
    "effect": _effect,
    "frontier": _frontier,
    "history": _history,
    "alternatives": _alternatives,
    "busiest": _busiest,
    "lost": _lost,
}
