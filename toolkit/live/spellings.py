"""Spellings: the texts by which a CRM is asked for a stored number.

>>> from toolkit.live.stored_cells import StoredCell
>>> cell = StoredCell(0, 2, "phone", "(415) 555-0100", "+14155550100", "4155550100",
...                   "(###) ###-####")
>>> {name: spell(cell) for name, spell in SPELLINGS.items()}["last digits"]
'5550100'
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from toolkit.live.stored_cells import StoredCell
from toolkit.matching.search_rules import digits

AS_STORED = "as stored"
WRONG = "wrong last digit"
_SHORTEST = 9  # national digits; parts of a shorter number could be anybody's
_PART = 7


def _other_marks(cell: StoredCell) -> str:
    """Write the cell with another punctuation."""
    return "".join(char if char in "+0123456789" else "." for char in cell.text)


def _last_characters(cell: StoredCell) -> str:
    return cell.text[-_PART - 1 :].lstrip(" -.)")


def _wrong(cell: StoredCell) -> str:
    last = max(place for place, char in enumerate(cell.text) if char.isdecimal())
    other = (int(cell.text[last]) + 5) % 10
    return f"{cell.text[:last]}{other}{cell.text[last + 1 :]}"


def _part(cut: Callable[[str], str]) -> Callable[[StoredCell], str]:
    return lambda cell: cut(cell.national) if len(cell.national) >= _SHORTEST else ""


SPELLINGS: Mapping[str, Callable[[StoredCell], str]] = MappingProxyType(
    {
        AS_STORED: lambda cell: cell.text,
        "E.164": lambda cell: cell.e164,
        "national number": lambda cell: cell.national,
        "digits alone": lambda cell: digits(cell.text),
        "without spaces": lambda cell: cell.text.replace(" ", ""),
        "other punctuation": _other_marks,
        "last digits": _part(lambda national: national[-_PART:]),
        "middle digits": _part(lambda national: national[1:-1]),
        "last characters": _last_characters,
        "without its last character": lambda cell: cell.text[:-1],
        WRONG: _wrong,
    }
)
