"""The charts of a recommendation, each with the sentence that says what to see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from toolkit.analysis.reach_over_time import reach_over_time
from toolkit.analysis.recommendation import Recommendation
from toolkit.matching.formats import canonical
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
from toolkit.reporting.chart_tables import (
    frontier_table,
    lost_table,
    stored_table,
)
from toolkit.reporting.charts import (
    plot_alternatives,
    plot_busiest,
    plot_format_effect,
    plot_frontier,
    plot_lost_calls,
    plot_reach_over_time,
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


Drawing = tuple[Chart | None, str]  # no chart: the sentence says why


def draw_charts(recommendation: Recommendation) -> dict[str, Drawn]:
    """Draw all charts that have something to show."""
    drawn = (draw_chart(recommendation, name) for name in CHARTS)
    return {each.name: each for each in drawn if each is not None}


def draw_chart(recommendation: Recommendation, name: str) -> Drawn | None:
    """Draw one chart of `CHARTS`; None where it has nothing to show."""
    chart, caption = CHARTS[name](recommendation)
    return None if chart is None else Drawn(name, chart, caption)


def _stored(recommendation: Recommendation) -> Drawing:
    chosen = recommendation.formats
    table = stored_table(recommendation)
    total = len(recommendation.situation.contacts.cells)
    caption = caption_stored_formats(table, chosen=chosen, total=total)
    return plot_stored_formats(table, chosen=chosen, total=total), caption


def _effect(recommendation: Recommendation) -> Drawing:
    table = recommendation.per_format
    caption = caption_format_effect(table, recommendation.overlaps)
    return plot_format_effect(table) if len(table) else None, caption


def _frontier(recommendation: Recommendation) -> Drawing:
    table = frontier_table(recommendation)
    size = len(recommendation.formats)
    caption = caption_frontier(table, chosen=size)
    is_drawn = table["reach"].notna().sum() > 1
    return plot_frontier(table, chosen=size) if is_drawn else None, caption


def _history(recommendation: Recommendation) -> Drawing:
    history, holdout = reach_over_time(recommendation), recommendation.holdout
    periods, unit = history.periods, history.unit
    caption = caption_reach_over_time(periods, unit=unit, later=holdout.reach)
    if periods["reach"].notna().sum() < 2:
        return None, caption
    chart = plot_reach_over_time(periods, unit=unit, interval=holdout.interval)
    return chart, caption


def _alternatives(recommendation: Recommendation) -> Drawing:
    table = recommendation.alternatives
    return plot_alternatives(table), caption_alternatives(table)


def _busiest(recommendation: Recommendation) -> Drawing:
    table, limit, scope = busiest_table(recommendation)
    caption = caption_busiest(table, limit=limit)
    is_drawn = limit is not None
    return plot_busiest(table, limit=limit, scope=scope) if is_drawn else None, caption


def _lost(recommendation: Recommendation) -> Drawing:
    fixes = recommendation.fixes
    table = lost_table(fixes)
    is_meant = fixes.formats == recommendation.entered_formats
    other = None if is_meant else tuple(map(canonical, fixes.formats))
    caption = caption_lost_calls(table, counted_with=other)
    return plot_lost_calls(table) if len(table) else None, caption


CHARTS: Mapping[str, Callable[[Recommendation], Drawing]] = {
    "stored": _stored,
    "effect": _effect,
    "frontier": _frontier,
    "history": _history,
    "alternatives": _alternatives,
    "busiest": _busiest,
    "lost": _lost,
}
