"""Charts in a notebook, each with the sentence that says what to see in it."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import IPython.display

from toolkit.analysis.measures import Measurement
from toolkit.analysis.profiles import Profile
from toolkit.analysis.recommendation import Recommendation
from toolkit.errors import OptionError
from toolkit.reporting.captions import caption_format_effect, caption_stored_formats
from toolkit.reporting.chart_canvas import Chart
from toolkit.reporting.charts import plot_format_effect, plot_stored_formats
from toolkit.reporting.profile_charts import (
    caption_calls_account,
    caption_damage,
    plot_calls_account,
    plot_damage,
)
from toolkit.reporting.report_charts import CHARTS, draw_chart

Drawing = tuple[Chart, str] | None
Result = Recommendation | Measurement | Profile


def show_chart(result: Result, name: str) -> None:
    """Show a chart and the sentence that says what to see in it.

    Where there is nothing to draw, that is said.

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
    drawn = charts[name]()
    if drawn is None:
        _show(Sentence(f"There is nothing to draw for “{name}”."))
    else:
        chart, caption = drawn
        _show(Picture(chart), Sentence(caption))


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
    """A sentence below a chart: plain text, never read as Markdown.

    >>> Sentence("#### finds 1 call.")
    #### finds 1 call.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        """Give the sentence."""
        return self._text

    def _repr_html_(self) -> str:
        return f"<p>{html.escape(self._text)}</p>"


def _show(*things: Any) -> None:
    IPython.display.display(*things)  # type: ignore[no-untyped-call]


def _charts_of(result: Result) -> Mapping[str, Callable[[], Drawing]]:
    if isinstance(result, Profile):
        makers = {"stored": _stored, "damage": _damage, "calls": _calls}
        return {name: partial(make, result) for name, make in makers.items()}
    if isinstance(result, Measurement):
        return {"effect": partial(_effect, result)}
    return {name: partial(_of, result, name) for name in CHARTS}


def _of(recommendation: Recommendation, name: str) -> Drawing:
    drawn = draw_chart(recommendation, name)
    return None if drawn is None else (drawn.chart, drawn.caption)


def _effect(measurement: Measurement) -> Drawing:
    table = measurement.per_format
    if not len(table):
        return None
    return plot_format_effect(table), caption_format_effect(table)


def _stored(profile: Profile) -> Drawing:
    table = profile.formats
    if not len(table):
        return None
    return plot_stored_formats(table), caption_stored_formats(table)


def _damage(profile: Profile) -> Drawing:
    if not len(profile.damage):
        return None
    return plot_damage(profile.damage), caption_damage(profile.damage)


def _calls(profile: Profile) -> Drawing:
    account = profile.calls_account
    if not account:
        return None
    return plot_calls_account(account), caption_calls_account(account)
