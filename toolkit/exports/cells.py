r"""One phone cell read by itself: its text in the CRM, its condition, its numbers.

Rules, in this order: a spreadsheet's wrapper is taken off; a text that the export
destroyed is unknown, though its number may be known; lists of numbers and shared stems;
a text in which `phonenumbers` reads one valid number *is* that number; then notes,
letters, lost signs and zeros. A repair counts only if it gives a valid number. Nothing
but the wrapper ever changes the text.

>>> reading = read_cell("202-555-0123 (Jane)", "US")
>>> reading.condition, reading.numbers, reading.text
(<Condition.NOTE: 'note'>, ('+12025550123',), '202-555-0123 (Jane)')
>>> read_cell("020 7946 0018/0019", "GB").numbers
('+442079460018', '+442079460019')
>>> read_cell("1.65055E+10", "US")
CellReading(condition=<Condition.DIGITS_LOST: 'exponent, digits lost'>, 0 numbers)
>>> read_cell('="(202) 555-0123"', "US").text
'(202) 555-0123'
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from toolkit.exports.cell_lists import read_list, split_list
from toolkit.exports.cell_repairs import (
    leave_note,
    read_destroyed,
    read_placeholder,
    read_repaired,
    read_rest,
    read_whole,
)
from toolkit.exports.cell_text import LINK, clean_text, is_unusual, unwrap
from toolkit.exports.conditions import DESTROYED, SAFE, Condition
from toolkit.exports.number_reader import NumberReader

MAX_CHARS = 250  # what phonenumbers reads at most; a longer cell is a text

Read: TypeAlias = tuple[Condition, tuple[str, ...]]
Step: TypeAlias = Callable[[str, NumberReader], Read | None]

# each step takes the cleaned text and a reader; the first that knows decides
_STEPS: tuple[Step, ...] = (
    read_destroyed,
    read_placeholder,
    read_list,
    read_whole,
    read_repaired,
    read_rest,
)


@dataclass(frozen=True, slots=True, repr=False)
class CellReading:
    """What a cell holds: `text` is None where the export destroyed it."""

    text: str | None
    condition: Condition
    numbers: tuple[str, ...] = ()

    @property
    def is_safe(self) -> bool:
        """The one number can stand in for the whole cell and nothing is lost."""
        return self.condition in SAFE and len(self.numbers) == 1

    def __repr__(self) -> str:
        """Show no number."""
        n = len(self.numbers)
        return f"CellReading(condition={self.condition!r}, {n} numbers)"


def read_cell(cell: str, region: str | NumberReader) -> CellReading:
    """Read one phone cell in a region; a reader of numbers may know more of it."""
    reader = NumberReader(region) if isinstance(region, str) else region
    text = unwrap(cell)
    if len(text) > MAX_CHARS:
        return CellReading(text, Condition.NO_NUMBER)
    cleaned = clean_text(text)
    found = (step(cleaned, reader) for step in _STEPS)
    condition, numbers = next(f for f in found if f)
    if condition is Condition.PLAIN:
        condition = _name_wrapping(cell, text)
    return CellReading(None if condition in DESTROYED else text, condition, numbers)


def texts_asked(cell: str) -> Iterator[str]:
    """Give the texts that reading a cell will ask about: worth knowing beforehand.

    >>> list(texts_asked("202-555-0123; 202-555-0124 (Jo)"))[::3]
    ['202-555-0123; 202-555-0124 (Jo)', '202-555-0123', '202-555-0124 (Jo)']
    """
    text = unwrap(cell)
    if len(text) > MAX_CHARS:
        return
    cleaned = clean_text(text)
    for part in (cleaned, *split_list(cleaned)):
        yield part
        yield leave_note(part)
        yield part.rpartition("-")[0]


def _name_wrapping(cell: str, text: str) -> Condition:
    if text != cell:
        return Condition.WRAPPED
    if LINK.match(text):
        return Condition.LINK
    return Condition.UNUSUAL if is_unusual(text) else Condition.PLAIN
