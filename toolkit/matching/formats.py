"""Formats: writing a national number into one, and reading one off a cell.

A format is one overridingFormat pattern. ``#`` and ``*`` are placeholders and equal;
everything else is literal, the digits of a country code included. Connectors *render*:
each digit of the national number in turn replaces the first remaining placeholder. With
too few placeholders the last digits are dropped, with too many the leftovers stay.
*Infer* is the exact inverse.

Source: ``src/connectors/*/index.ts`` of ringcentral/rc-unified-crm-extension, commit
fa94f96c (2026-08-22): ``format.replace(/[*#]/, digit)`` for each digit, ``split(',')``.

>>> render("(###) ###-####", "4155550100")
'(415) 555-0100'
>>> infer("+1 415.555.0100", "4155550100")
'+1 ###.###.####'
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from toolkit.errors import FormatError

PLACEHOLDERS = "#*"
PLACEHOLDER = "#"  # the canonical one, in tables and JSON
SEPARATOR = ","  # always splits: a format cannot hold a comma
MAX_FORMATS = 3  # fields of App Connect's settings page


def render(format: str, national: str) -> str:
    """Write the digits of a national number into a format.

    >>> render("0## #### ####", "2079460018"), render("###", "4155550100")
    ('020 7946 0018', '415')
    >>> render("####-####", "415555")
    '4155-55##'
    """
    digits = iter(national)
    return "".join(
        next(digits, char) if char in PLACEHOLDERS else char for char in format
    )


def infer(cell: str, national: str) -> str | None:
    """Give the format in which a cell is written, or None if there is none.

    The national digits are looked for as one run of digits, the last one there is, so
    that a country code or trunk prefix in front stays literal. `why_no_format` names
    the reason for None.

    >>> infer("+44 20 7946 0018", "2079460018")
    '+44 ## #### ####'
    >>> infer("415-555-0100 x12", "4155550100")
    '###-###-#### x12'
    """
    if why_no_format(cell, national):
        return None
    places = _digit_places(cell)
    first = _start(cell, places, national)
    chars = list(cell)
    for place in places[first : first + len(national)]:
        chars[place] = PLACEHOLDER
    return "".join(chars)


class NoFormat(StrEnum):
    """Why no format can produce a cell."""

    NO_NUMBER = "no-number"  # no phone number is known for the cell
    DIGITS_DIFFER = "digits-differ"  # the national digits do not stand in it
    COMMA = "comma"  # App Connect splits the setting there
    PLACEHOLDER = "placeholder-in-cell"  # it would be filled before the number


def why_no_format(cell: str, national: str) -> NoFormat | None:
    """Name the reason why no format renders to this cell, or None if one does.

    >>> why_no_format("#1 415-555-0100", "4155550100").value
    'placeholder-in-cell'
    """
    if not national:
        return NoFormat.NO_NUMBER
    if SEPARATOR in cell:
        return NoFormat.COMMA
    places = _digit_places(cell)
    first = _start(cell, places, national)
    if first < 0:
        return NoFormat.DIGITS_DIFFER
    # Behind the last national digit a # is a leftover placeholder: it stays as it is.
    head = cell[: places[first + len(national) - 1]]
    if any(char in PLACEHOLDERS for char in head):
        return NoFormat.PLACEHOLDER
    return None


def _digit_places(cell: str) -> list[int]:
    return [place for place, char in enumerate(cell) if "0" <= char <= "9"]


def _start(cell: str, places: list[int], national: str) -> int:
    return "".join(cell[place] for place in places).rfind(national)


def placeholders(format: str) -> int:
    """Count the placeholders of a format.

    >>> placeholders("+1 (###) ***-####")
    10
    """
    return sum(char in PLACEHOLDERS for char in format)


def canonical(format: str, *, placeholder: str = PLACEHOLDER) -> str:
    """Write every placeholder of a format in one way.

    >>> canonical("(***) ***-####"), canonical("###", placeholder="*")
    ('(###) ###-####', '***')
    """
    return format.translate({ord(char): placeholder for char in PLACEHOLDERS})


def join_formats(formats: Iterable[str]) -> str:
    """Give the comma text of several formats, as App Connect's client sends it."""
    return SEPARATOR.join(formats)


def parse_formats(formats: str | Iterable[str]) -> tuple[str, ...]:
    """Read a list of formats, given as a comma text or as texts.

    A comma text is split as the connectors split it: nothing is trimmed and empty
    segments stay. The empty text is no format at all, as is a list of it alone.

    >>> parse_formats("(###) ###-####, ###"), parse_formats(""), parse_formats([""])
    (('(###) ###-####', ' ###'), (), ())
    """
    if isinstance(formats, str):
        listed = tuple(formats.split(SEPARATOR)) if formats else ()
    else:
        listed = _without_comma(tuple(formats))
    if any(map(_is_broken, listed)):
        raise FormatError(
            expected="formats of whole characters",
            got="bytes that are no text",
            where="formats",
            hint="is the terminal set to UTF-8",
        )
    return listed


def _is_broken(text: str) -> bool:
    """Tell half a character: what a shell hands over of bytes that are no text."""
    return not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text)


def _without_comma(listed: tuple[str, ...]) -> tuple[str, ...]:
    if any(SEPARATOR in format for format in listed):
        raise FormatError(
            expected="formats without a comma",
            got="a comma inside one",
            where="formats",
            hint="App Connect always splits at a comma; write it as two formats",
        )
    return () if listed == ("",) else listed
