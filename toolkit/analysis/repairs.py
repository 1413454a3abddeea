"""Repaired formats: what a faulty format would have to be for numbers of one length.

Used to count what a fault costs: calls that the repaired format would recognise.

>>> add_places("(###) ###-###", 10), drop_places("### ### ####", 9)
('(###) ###-####', '### ### ###')
>>> digits_to_places("415-###-####", 10), leave_out("'###'", "'")
('###-###-####', '###')
"""

from __future__ import annotations

from toolkit.matching.formats import PLACEHOLDER, PLACEHOLDERS, placeholders


def add_places(format: str, n_digits: int) -> str:
    """Add places at the end, for numbers with more digits than there are."""
    return format + PLACEHOLDER * (n_digits - placeholders(format))


def drop_places(format: str, n_digits: int) -> str:
    """Take places off the end, with the punctuation left dangling before them.

    >>> drop_places("##-##-##", 4), drop_places("(##) (##)", 2)
    ('##-##', '(##)')
    """
    places = [place for place, char in enumerate(format) if char in PLACEHOLDERS]
    head = format[: places[n_digits]] if n_digits < len(places) else format
    dangling = len(head.rstrip(" -./(+"))
    return head[:dangling]


def digits_to_places(format: str, n_digits: int) -> str:
    """Make places of literal digits, where the number then just fits; else no change.

    >>> digits_to_places("+1 ###", 10)
    '+1 ###'
    """
    opened = "".join(PLACEHOLDER if "0" <= char <= "9" else char for char in format)
    return opened if placeholders(opened) == n_digits else format


def leave_out(format: str, characters: str) -> str:
    """Leave characters out of a format."""
    return "".join(char for char in format if char not in characters)
