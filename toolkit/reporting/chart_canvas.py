"""What all charts share: their paper, their colours, and how they go into a page.

A `Chart` is a matplotlib figure with a text alternative. It belongs to no window and to
no global state, shows itself in a notebook, and goes into a page as SVG whose text is
text and whose colours follow the page. Colours are those of Okabe and Ito, which people
with any colour vision can tell apart; a chart says nothing in colour alone.

>>> chart = new_chart(1.0, alt="Nothing to see.")
>>> to_svg(chart).startswith('<svg role="img" aria-label="Nothing to see."')
True
"""

from __future__ import annotations

import html
import io
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, Literal

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox

from toolkit.reporting.display_text import visible

WIDTH = 4.7  # inches: two charts side by side on a desk, one across a phone
FONT_SIZE = 10.5
_EDGE = 12  # pixels of paper around a picture
_COLOURS = 64  # of a picture: a third of the bytes, and no difference to be seen
SMALL = 9.0

INK = "#1b1b1f"
MUTED = "#5b606b"
GRID = "#d7dae0"
BASE = "#9aa1ad"  # what is there anyway
MAIN = "#0072b2"  # blue: what is recommended
SOFT = "#8cc4e4"  # light blue: a part of it
WARM = "#d55e00"  # vermilion: harm, limits
PAPER = "#fefefe"

# Colours of a chart -> variables of the page's style sheet.
_PAGE_COLOURS = {
    INK: "ink",
    MUTED: "muted",
    GRID: "grid",
    BASE: "base",
    MAIN: "main",
    SOFT: "soft",
    WARM: "warm",
    PAPER: "paper",
}
_OTHER_SCRIPTS = (
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "Hiragino Sans",
    "PingFang SC",
    "Microsoft YaHei",
    "Arial Unicode MS",
)
_STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "getcontact",
    "font.size": FONT_SIZE,
    "text.parse_math": False,
    "text.usetex": False,
}
_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))

_HEAD = re.compile("<svg[^>]*>")
_COLOUR = re.compile("(?<=: )#[0-9a-f]{6}(?=[;\"'])")
_USED_ID = re.compile(r'((?: id="|#))([mp][0-9a-f]{10})(?=[")])')
_TIDY = tuple(
    (re.compile(pattern, re.DOTALL), text)
    for pattern, text in (
        (r"<metadata>.*?</metadata>|<defs>\s*<style.*?</defs>|<!--.*?-->", ""),
        (r' id="(?![mp][0-9a-f]{10}")[^"]*"', ""),
        # One declaration from matplotlib 3.11 on, a part of another before.
        (r"font-family: 'DejaVu Sans Mono'[^;\"]*", "font-family: var(--mono)"),
        (r"font-family: 'DejaVu Sans'[^;\"]*;? ?", ""),
        (r"(font: [^;\"]*?px) 'DejaVu Sans Mono'[^;\"]*", r"\1 var(--mono)"),
        (r"(font: [^;\"]*?px) 'DejaVu Sans'[^;\"]*", r"\1 var(--sans)"),
        ("xlink:href", "href"),
        (r"\n\s*", " "),
    )
)


class Chart(Figure):
    """A figure with a text alternative that shows itself in a notebook.

    It is drawn on in inches, from the top left corner, without axes: these charts have
    no scale to read off, every value stands beside its mark.
    """

    alt: str = ""

    def write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        colour: str = INK,
        size: float = FONT_SIZE,
        align: Literal["left", "center", "right"] = "left",
        weight: str = "normal",
        family: str = "",
    ) -> None:
        """Write a line of text, its middle at `y`."""
        font: dict[str, Any] = {"family": family} if family else {}
        self._add(
            Text(
                x,
                y,
                text,
                color=colour,
                size=size,
                horizontalalignment=align,
                verticalalignment="center_baseline",
                weight=weight,
                **font,
            )
        )

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        colour: str,
        *,
        alpha: float = 1.0,
    ) -> None:
        """Fill a rectangle, given its upper left corner."""
        shade = None if alpha == 1 else alpha
        corner = (x, y)
        self._add(Rectangle(corner, width, height, color=colour, lw=0, alpha=shade))

    def line(
        self,
        points: Sequence[tuple[float, float]],
        colour: str,
        *,
        width: float = 1.0,
        dash: float = 0.0,
    ) -> None:
        """Draw a line through points, dashed if `dash` is given."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        style = (0, (dash, dash)) if dash else "-"
        self._add(Line2D(xs, ys, color=colour, lw=width, ls=style))

    def dot(self, x: float, y: float, *, is_meant: bool) -> None:
        """Draw a point: full and large where it is the one meant, else hollow."""
        colour = MAIN if is_meant else BASE
        self._add(
            Line2D(
                [x],
                [y],
                marker="o",
                ms=9 if is_meant else 6,
                color=colour,
                mfc=colour if is_meant else PAPER,
                mew=1.5,
                ls="",
            )
        )

    def _add(self, artist: Artist) -> None:
        from_top = Affine2D().scale(1, -1).translate(0, self.get_figheight())
        artist.set_transform(from_top + self.dpi_scale_trans)
        self.add_artist(artist)

    def savefig(
        self, fname: Any, *, transparent: bool | None = None, **kwargs: Any
    ) -> None:
        """Write the chart to a file, with a margin; options are matplotlib's."""
        width, height = self.get_size_inches()
        margin = _EDGE / 96
        box = Bbox.from_extents(-margin, -margin, width + margin, height + margin)
        ours = {"bbox_inches": box, "facecolor": PAPER, "dpi": 192}
        with drawing():
            super().savefig(fname, transparent=transparent, **(ours | kwargs))

    def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
        """Give the chart as a sharp picture, with the size it is meant to have."""
        from PIL import Image, ImageOps  # a page needs no pictures

        file, small = io.BytesIO(), io.BytesIO()
        self.savefig(file, format="png", bbox_inches=None)
        picture = ImageOps.expand(Image.open(file).convert("RGB"), 2 * _EDGE, PAPER)
        picture.quantize(_COLOURS).save(small, "png")
        width, height = (side // 2 for side in picture.size)
        return small.getvalue(), {"width": width, "height": height}


def new_chart(height: float, *, alt: str) -> Chart:
    """Give empty paper, `height` inches high."""
    with drawing():
        chart = Chart(figsize=(WIDTH, height))
        chart.alt = visible(alt)
        FigureCanvasAgg(chart)
    return chart


@contextmanager
def drawing() -> Iterator[None]:
    """Use our own style, whatever the user's is; a glyph no font has is no error."""
    style: Any = {**_STYLE, "font.family": list(_families())}
    with mpl.rc_context(style), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield


def to_svg(chart: Chart, *, name: str = "chart") -> str:
    """Give a chart as an element of a page; `name` tells it from the page's others."""
    file = io.StringIO()
    options = {"bbox_inches": None, "metadata": _NO_METADATA, "dpi": "figure"}
    chart.savefig(file, format="svg", transparent=True, **options)
    svg = file.getvalue()
    svg = svg[svg.index("<svg") :]
    for pattern, text in _TIDY:
        svg = pattern.sub(text, svg)
    svg = _USED_ID.sub(rf"\1{name}-\2", svg)
    svg = _COLOUR.sub(lambda found: _page_colour(found[0]), svg)
    width, height = (72 * side for side in chart.get_size_inches())
    head = (
        f'<svg role="img" aria-label="{html.escape(chart.alt)}" '
        f'viewBox="0 0 {width:g} {height:g}">'
    )
    return _HEAD.sub(lambda _: head, svg, count=1)


def _page_colour(colour: str) -> str:
    return f"var(--{_PAGE_COLOURS[colour]})" if colour in _PAGE_COLOURS else colour


@cache
def _families() -> tuple[str, ...]:
    """Name the fonts that are there, other scripts after the Latin one."""
    installed = {font.name for font in font_manager.fontManager.ttflist}
    return ("DejaVu Sans", *(name for name in _OTHER_SCRIPTS if name in installed))
