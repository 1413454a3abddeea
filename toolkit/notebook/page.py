"""A page in a notebook, written on by the functions that write on a terminal.

What a result says is decided once, in `toolkit.reporting`; a `Page` only sets it as
HTML instead of columns of characters. Every text is escaped where it is handed over.

>>> Page().bold("`measure` finds <b>")
Markup('<b><code>measure</code> finds &lt;b&gt;</b>')
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from toolkit.notebook.code_html import code_html
from toolkit.reporting.display_text import visible
from toolkit.reporting.screens import Screen

_FONT = "color: var(--jp-content-font-color1, inherit); line-height: 1.4"
_TABLE = (
    "border-collapse: collapse; margin: 0.3em 0; font-variant-numeric: tabular-nums"
)
_CELL = (
    "padding: 0.1em 0.7em; white-space: pre-wrap; vertical-align: top; "
    "max-width: 40em; text-align: "
)
_DIM = "color: var(--jp-content-font-color2, inherit); font-weight: 400"
_BAR = (
    '<span style="display: inline-block; height: 0.8em; width: {:g}em; '
    'background: var(--jp-brand-color1, #0b7bc1)"></span>'
)
_BARS = re.compile("(█*)(▌?)")
_FORMAT = re.compile("[#*]{2}")  # two places for digits: set in the type of code
# A new line of the terminal; paragraphs and tables begin and end one anyway.
_BLOCK = re.compile(r"\n*(<(?:p|table)[ >]|</(?:p|table)>)\n*")


@dataclass(frozen=True, slots=True)
class Page(Screen):
    """An output of a notebook, to write on as on a terminal."""

    width: int = 100
    is_coloured: bool = True

    def page(self, parts: Iterable[str]) -> str:
        """Put parts below each other; empty ones are left out."""
        filled = (_BLOCK.sub(r"\1", part) for part in parts if part)
        inner = "".join(
            f'<div style="margin: 0.6em 0">{part.replace(chr(10), "<br>")}</div>'
            for part in filled
        )
        return f'<div style="{_FONT}">{inner}</div>'

    def bold(self, text: str) -> str:
        """Make a text stand out."""
        return Markup(f"<b>{_escaped(text)}</b>")

    def dim(self, text: str) -> str:
        """Make a text step back."""
        return Markup(f'<span style="{_DIM}">{_escaped(text)}</span>')

    def accent(self, text: str) -> str:
        """Leave a text as it is: a notebook's headlines are bold, that is enough."""
        return text

    def warn(self, text: str) -> str:
        """Make what needs care stand out."""
        return self.bold(text)

    def paragraph(self, text: str, indent: int = 0, *, hang: int | None = None) -> str:
        """Set a text in lines; `hang` indents all but the first."""
        later = indent if hang is None else hang
        style = f"margin: 0 0 0.2em {later}ch; text-indent: {indent - later}ch"
        return Markup(f'<p style="{style}">{_escaped(text)}</p>')

    def table(
        self,
        rows: Sequence[Sequence[str]],
        *,
        indent: int = 0,
        right: Collection[int] = (),
        bold: Collection[int] = (),
        dim: Collection[int] = (),
    ) -> str:
        """Set cells in columns; a first row that stands out or steps back heads them.

        The parameters are those of `Screen.table`.
        """
        if not rows:
            return ""
        heads = 1 if 0 in bold or 0 in dim else 0
        lines = [
            _row(row, right, is_head=place < heads, is_bold=place in bold)
            for place, row in enumerate(rows)
        ]
        head, body = "".join(lines[:heads]), "".join(lines[heads:])
        return (
            f'<table style="{_TABLE}; margin-left: {indent}ch">'
            f"<thead>{head}</thead><tbody>{body}</tbody></table>"
        )


def _row(
    row: Sequence[str], right: Collection[int], *, is_head: bool, is_bold: bool
) -> str:
    tag = 'th scope="col"' if is_head else "td"
    weight = "; font-weight: 700" if is_bold else f"; {_DIM}" if is_head else ""
    cells = []
    for place, cell in enumerate(row):
        align = "right" if place in right else "left"
        style = f"{_CELL}{align}{weight}"
        cells.append(f'<{tag} style="{style}">{_content(cell)}</{tag.split()[0]}>')
    return f"<tr>{''.join(cells)}</tr>"


def _content(cell: str) -> str:
    bars = _BARS.fullmatch(cell)
    if cell and bars:
        return _BAR.format(len(bars[1]) / 2 + len(bars[2]) / 4)
    if _FORMAT.search(cell):
        return (
            f'<code style="white-space: pre-wrap">{html.escape(visible(cell))}</code>'
        )
    return _escaped(cell)


def _escaped(text: str) -> str:
    """Escape a text, unless a method of `Page` gave it."""
    return text if isinstance(text, Markup) else code_html(visible(text))
