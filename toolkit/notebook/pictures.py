"""Charts in a notebook, each with the sentence that says what to see in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import IPython.display

from toolkit.analysis.measures import Measurement
from toolkit.analysis.profiles import Profile
from toolkit.analysis.recommendation import Recommendation
from toolkit.errors import OptionError
from toolkit.notebook.code_html import code_html
from toolkit.reporting.captions import caption_format_effect, caption_stored_formats
from toolkit.reporting.chart_canvas import Chart
from toolkit.reporting.charts import (
    plot_calls_account,
    plot_damage,
    plot_format_effect,
    plot_stored_formats,
)
from toolkit.reporting.profile_charts import caption_calls_account, caption_damage
from toolkit.reporting.report_charts import CHARTS, Drawing

Result = Recommendation | Measurement | Profile


def show_chart(result: Result, name: str) -> None:
    """Show a chart and the sentence that says what to see in it.

    Where there is nothing to draw, the sentence says why.

    Parameters
    ----------
    result
        What `recommend`, `measure` or `profile` gave.
    name
        Of a recommendation ``stored``, ``effect``, ``frontier``, ``history``,
        ``alternatives``, ``busiest`` or ``lost``; of a measurement ``effect``; of a
        profile ``stored``, ``damage`` or ``calls``.

    Raises
    ------
    OptionError
        A chart that the result does not have.
    """
    charts = _charts_of(result)
    if name not in charts:
        raise OptionError(
            expected=" | ".join(charts), got=repr(name), where="show_chart"
        )
    chart, caption = charts[name]()
    pictures = () if chart is None else (Picture(chart),)
    _show(*pictures, Sentence(caption))


class Picture:
    """A chart; where no picture can be shown its text alternative is."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart

    def __repr__(self) -> str:
        """Give the text alternative."""
        return self._chart.alt

    def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
        return self._chart._repr_png_()


class Sentence:
    """A sentence below a chart: plain text with code, never read as Markdown.

    >>> Sentence("#### finds 1 call.")
    #### finds 1 call.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        """Give the sentence."""
        return self._text

    def _repr_html_(self) -> str:
        return f"<p>{code_html(self._text)}</p>"


def _show(*things: Any) -> None:
    IPython.display.display(*things)  # type: ignore[no-untyped-call]


def _charts_of(result: Result) -> Mapping[str, Callable[[], Drawing]]:
    if isinstance(result, Profile):
        makers = {"stored": _stored, "damage": _damage, "calls": _calls}
        return {name: partial(make, result) for name, make in makers.items()}
    if isinstance(result, Measurement):
        return {"effect": partial(_effect, result)}
    return {name: partial(draw, result) for name, draw in CHARTS.items()}


def _effect(measurement: Measurement) -> Drawing:
    table = measurement.per_format
    caption = caption_format_effect(table, measurement.overlaps)
    return plot_format_effect(table) if len(table) else None, caption


def _stored(profile: Profile) -> Drawing:
    table, total = profile.formats, len(profile.contacts.cells)
    caption = caption_stored_formats(table, total=total)
    return plot_stored_formats(table, total=total) if total else None, caption


def _damage(profile: Profile) -> Drawing:
    caption = caption_damage(profile.damage)
    return plot_damage(profile.damage) if len(profile.damage) else None, caption


def _calls(profile: Profile) -> Drawing:
    account = profile.calls_account
    if account is None:
        return None, "No call log was given."
    caption = caption_calls_account(account)
    return plot_calls_account(account) if sum(account.values()) else None, caption
