"""A terminal: how wide it is, whether it shows colours and all characters.

Colours appear only on a terminal, and not where NO_COLOR is set. Text from other
people's files is harmless and never wider than its place.

>>> screen = Screen(width=40)
>>> print(screen.table([["reach", "80.0 %"], ["requests", "5.3"]], right=(1,)))
reach     80.0 %
requests     5.3
>>> print(screen.paragraph("A sentence that does not fit into the width of it.", 2))
  A sentence that does not fit into the
  width of it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TextIO

from toolkit.reporting.display_text import display_width, pad, shorten, visible

NARROWEST, WIDEST = 40, 100  # columns that texts are set in
_GAP = "  "
_NARROW = 6  # columns of a column that are not taken from it
_BOLD, _DIM, _ACCENT, _WARN, _PLAIN = (f"\x1b[{n}m" for n in (1, 2, 36, 33, 0))
_PLAIN_CHARS = str.maketrans(
    {
        "–": "-",
        "−": "-",
        "…": "~",
        "→": ">",
        "█": "#",
        "▌": "#",
        "•": "*",
        "×": "x",
        "␣": "_",
    }
)


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a text will stand."""

    width: int = 80
    is_coloured: bool = False
    encoding: str = "utf-8"

    def page(self, parts: Iterable[str]) -> str:
        """Put parts below each other, a line between them; empty ones are left out."""
        return writable("\n\n".join(part for part in parts if part), self.encoding)

    def bold(self, text: str) -> str:
        """Make a text stand out."""
        return self._styled(_BOLD, text)

    def dim(self, text: str) -> str:
        """Make a text step back."""
        return self._styled(_DIM, text)

    def accent(self, text: str) -> str:
        """Colour what is recommended."""
        return self._styled(_ACCENT, text)

    def warn(self, text: str) -> str:
        """Colour what needs care."""
        return self._styled(_WARN, text)

    def paragraph(self, text: str, indent: int = 0, *, hang: int | None = None) -> str:
        """Set a text in lines; `hang` indents all but the first."""
        later = indent if hang is None else hang
        lines, line = [], " " * indent
        used = indent
        for word in visible(text).split(" "):
            for piece in _pieces(word, self.width - later):
                wide = display_width(piece)
                starts = line.isspace() or not line
                if not starts and used + 1 + wide > self.width:
                    lines.append(line)
                    line, used, starts = " " * later, later, True
                line += piece if starts else f" {piece}"
                used += wide + (not starts)
        return "\n".join([*lines, line])

    def table(
        self,
        rows: Sequence[Sequence[str]],
        *,
        indent: int = 0,
        right: Collection[int] = (),
        bold: Collection[int] = (),
        dim: Collection[int] = (),
    ) -> str:
        """Set cells in columns; the widest column of text gives way if there is none.

        Parameters
        ----------
        rows
            Texts, as many in each row.
        indent
            Columns to leave free in front.
        right
            Columns to align on the right.
        bold, dim
            Rows that stand out, and that step back.
        """
        cells = [[visible(cell) for cell in row] for row in rows]
        if not cells:
            return ""
        widths = [
            max(map(display_width, column)) for column in zip(*cells, strict=True)
        ]
        self._fit(widths, indent)
        lines = []
        for place, row in enumerate(cells):
            padded = (
                pad(shorten(cell, width), width, right=i in right)
                for i, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            line = (" " * indent + _GAP.join(padded)).rstrip()
            line = self.bold(line) if place in bold else line
            lines.append(self.dim(line) if place in dim else line)
        return "\n".join(lines)

    def _fit(self, widths: list[int], indent: int) -> None:
        """Narrow the widest columns until all of them fit, or are narrow."""
        room = self.width - indent - len(_GAP) * (len(widths) - 1)
        while sum(widths) > room and max(widths) > _NARROW:
            widths[widths.index(max(widths))] -= 1

    def _styled(self, code: str, text: str) -> str:
        return f"{code}{text}{_PLAIN}" if self.is_coloured and text else text


def screen_of(stream: TextIO) -> Screen:
    """Describe the place that a stream writes to.

    >>> import io
    >>> screen_of(io.StringIO()).is_coloured
    False
    """
    is_terminal = stream.isatty()
    columns = shutil.get_terminal_size((80, 24)).columns
    return Screen(
        width=max(NARROWEST, min(columns, WIDEST)),
        is_coloured=is_terminal
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb",
        encoding=getattr(stream, "encoding", None) or "utf-8",
    )


def writable(text: str, encoding: str) -> str:
    """Replace what an encoding cannot write, signs of ours by ones that say the same.

    >>> writable("12 → 80 …", "ascii"), writable("12 → 80", "utf-8")
    ('12 > 80 ~', '12 → 80')
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        plain = text.translate(_PLAIN_CHARS)
        return plain.encode(encoding, "replace").decode(encoding)
    return text


def bar(share: float, width: int) -> str:
    """Draw a share as a bar of at most `width` characters.

    >>> bar(0.5, 4), bar(0.001, 4), bar(0, 4)
    ('██', '▌', '')
    """
    halves = round(2 * width * min(share, 1.0))
    if share > 0:
        halves = max(halves, 1)
    return "█" * (halves // 2) + "▌" * (halves % 2)


def _pieces(word: str, width: int) -> list[str]:
    """Cut a word that is wider than a line."""
    pieces = []
    while display_width(word) > width > 0:
        cut = next(
            n for n in range(len(word), 0, -1) if display_width(word[:n]) <= width
        )
        pieces.append(word[:cut])
        word = word[cut:]
    return [*pieces, word]
