"""Charts: right at one row and at a million, harmless, and readable without eyes."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest
from PIL import Image
from reports import sample_recommendation

from toolkit.reporting import charts
from toolkit.reporting.chart_canvas import Chart, to_svg
from toolkit.reporting.chart_curves import plot_frontier, plot_reach_over_time
from toolkit.reporting.charts import (
    plot_alternatives,
    plot_busiest,
    plot_format_effect,
    plot_lost_calls,
    plot_stored_formats,
)
from toolkit.reporting.report_charts import CHARTS, draw_chart, draw_charts

ODD = "<b>&\"'$x^2$\x1b[31m\n東京 \u202e" + "x" * 80
BIG = 123_456_789


def periods(n: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "start": pd.date_range("2026-01-05", periods=n, freq="7D"),
            "reach": [0.5 + 0.5 * (i % 2) for i in range(n)],
            "baseline_reach": 0.0,
            "is_later": [i > 0.7 * n for i in range(n)],
        }
    )


def frontier(n: int) -> pd.DataFrame:
    return pd.DataFrame({"size": range(n), "reach": [i / max(n, 1) for i in range(n)]})


def alternatives(n: int, label: str = "way") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "label": [f"{label} {i}" for i in range(n)],
            "reach": [None if i == 0 else i / n for i in range(n)],
            "false_calls": BIG,
            "requests_per_lookup": 2.5,
            "is_recommended": [i == 1 for i in range(n)],
        }
    )


def formats(n: int, label: str = "###") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "format": [f"{label}{i}" for i in range(n)],
            "cells": [BIG - i for i in range(n)],
            "calls": BIG,
            "new_calls": [2 * i for i in range(n)],
            "only_this": list(range(n)),
            "reason": [f"{label}{i}" for i in range(n)],
            "label": [f"{label}{i}" for i in range(n)],
            "requests": [BIG if i else 1 for i in range(n)],
        }
    )


DRAWN: dict[str, Callable[[int], Chart]] = {
    "stored": lambda n: plot_stored_formats(formats(n), chosen=["###1"]),
    "effect": lambda n: plot_format_effect(formats(n)),
    "lost": lambda n: plot_lost_calls(formats(n)),
    "busiest": lambda n: plot_busiest(formats(n), limit=50, scope="minute"),
    "alternatives": lambda n: plot_alternatives(alternatives(n)),
    "frontier": lambda n: plot_frontier(frontier(n), chosen=3),
    "history": lambda n: plot_reach_over_time(periods(n), unit="week"),
}


@pytest.mark.parametrize("n", [0, 1, 2, 40])
@pytest.mark.parametrize("name", DRAWN)
def test_any_number_of_rows_is_drawn(name: str, n: int) -> None:
    chart = DRAWN[name](n)
    picture, size = chart._repr_png_()
    assert picture.startswith(b"\x89PNG")
    assert size["width"] == 475
    ET.fromstring(to_svg(chart))
    assert chart.alt


@pytest.mark.parametrize(
    "chart",
    [
        plot_stored_formats(formats(3, ODD)),
        plot_format_effect(formats(3, ODD)),
        plot_lost_calls(formats(3, ODD)),
        plot_alternatives(alternatives(3, ODD)),
        plot_busiest(formats(3, ODD), limit=None, scope="minute"),
    ],
    ids=["stored", "effect", "lost", "alternatives", "busiest"],
)
def test_labels_from_outside_are_harmless(chart: Chart) -> None:
    svg = to_svg(chart)
    root = ET.fromstring(svg)
    assert {element.tag.rsplit("}")[-1] for element in root.iter()} <= {
        *("svg", "g", "path", "text", "defs", "clipPath", "rect", "use"),
    }
    shown = "".join(text.text or "" for text in root.iter("text"))
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    chart._repr_png_()


def test_text_stays_within_the_paper() -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    drawn = {name: draw(6) for name, draw in DRAWN.items()}
    drawn["long mono"] = plot_stored_formats(formats(3, "0#### ###-" * 9))
    drawn["long"] = plot_lost_calls(formats(3, "Rufnummernformat " * 6))
    for name, chart in drawn.items():
        renderer = FigureCanvasAgg(chart).get_renderer()
        width, height = chart.bbox.width, chart.bbox.height
        for text in chart.texts + [a for a in chart.artists if hasattr(a, "get_text")]:
            box = text.get_window_extent(renderer)
            assert box.x0 >= -1, (name, text.get_text())
            assert box.x1 <= width + 1, (name, text.get_text())
            assert box.y0 >= -1, (name, text.get_text())
            assert box.y1 <= height + 1, (name, text.get_text())


def test_colours_in_a_page_are_the_page_s() -> None:
    svg = to_svg(DRAWN["alternatives"](3))
    assert "var(--main)" in svg
    assert not re.search(r"(fill|stroke): #", svg)


def test_names_in_a_page_do_not_clash() -> None:
    pages = to_svg(DRAWN["history"](9), name="a") + to_svg(
        DRAWN["frontier"](7), name="b"
    )
    ids = re.findall(r' id="([^"]*)"', pages)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', pages)) <= set(ids)


def test_drawing_leaves_the_user_s_matplotlib_alone() -> None:
    before = dict(mpl.rcParams)
    DRAWN["stored"](3).savefig(io.BytesIO(), format="png")
    assert dict(mpl.rcParams) == before


def test_readme_names_every_chart() -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    rows = re.findall("^[|] (`plot_.*?) [|]", readme, re.MULTILINE)
    named = {name for row in rows for name in re.findall("`(.*?)`", row)}
    assert named == set(charts.__all__)


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_chart_is_saved_with_a_margin(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"chart.{kind}"
    DRAWN["lost"](3).savefig(path)
    assert path.stat().st_size > 1000
    if kind == "png":
        with Image.open(path) as picture:
            width, height = picture.size
        plain = [round(192 * side) for side in DRAWN["lost"](3).get_size_inches()]
        assert (width, height) == (plain[0] + 48, plain[1] + 48)


def test_drawing_needs_no_pyplot() -> None:
    code = (
        "import sys, pandas as pd; from toolkit.reporting.charts import *; "
        "plot_lost_calls(pd.DataFrame({'reason': ['a'], 'calls': [1]})); "
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_other_styles_do_not_change_a_chart() -> None:
    plain = to_svg(DRAWN["stored"](3))
    with mpl.rc_context({"text.color": "red", "font.size": 30, "text.usetex": True}):
        assert to_svg(DRAWN["stored"](3)) == plain


def test_nothing_to_compare_is_said() -> None:
    assert plot_lost_calls(formats(0)).alt == "Calls lost: none."


def test_cells_that_no_format_writes_are_drawn() -> None:
    table = pd.DataFrame({"format": ["###"], "cells": [3]})
    assert plot_stored_formats(table, total=4).alt.endswith(
        "### 75.0 %; no format 25.0 %."
    )
    assert "no format" not in plot_stored_formats(table).alt


def test_spaces_at_the_ends_of_a_format_are_seen() -> None:
    svg = to_svg(plot_stored_formats(pd.DataFrame({"format": [" ###"], "cells": [3]})))
    assert '" ###"' in svg


def test_effect_adds_up_to_what_a_format_finds() -> None:
    table = pd.DataFrame(
        {"format": ["###"], "calls": [9], "new_calls": [7], "only_this": [4]}
    )
    assert (
        plot_format_effect(table).alt == "### adds 7 calls, finds 9, 4 of them alone."
    )


def test_recommendation_is_drawn_with_captions() -> None:
    drawn = draw_charts(sample_recommendation())
    assert set(drawn) == set(CHARTS)
    for each in drawn.values():
        assert each.caption.endswith(".")
        assert each.svg.startswith("<svg")


def test_chart_without_data_is_left_out() -> None:
    assert draw_chart(sample_recommendation("netsuite"), "effect") is None
    assert draw_chart(sample_recommendation("redtail"), "busiest") is None
