"""What state a phone cell is in: every condition by name, in one table.

>>> Condition("extension") is Condition.EXTENSION
True
>>> Condition.FLOAT_TAIL in DESTROYED
True
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Condition(StrEnum):
    """How a phone cell is written, or damaged; a cell has exactly one."""

    PLAIN = "plain"
    TRUNK_ZERO = "trunk zero in brackets"  # +44 (0)20 …
    UNUSUAL = "unusual characters"  # no-break spaces, long dashes, wide digits, &#8206;
    LINK = "link"  # tel:+1…
    WRAPPED = "spreadsheet wrapper"  # ="…" or a leading apostrophe, taken off
    LOST_PLUS = "lost plus"  # country code without +
    FOREIGN_PREFIX = "foreign prefix"  # 00 or 011 where it does not dial out
    LOST_ZERO = "lost leading zero"
    EXTENSION = "extension"
    NOTE = "note"
    VANITY = "vanity letters"
    SEVERAL = "several numbers"
    SHARED_STEM = "shared stem"  # 7946-0018/-0019
    EXPONENT = "exponent, digits kept"  # 1.6505550100E+10
    DIGITS_LOST = "exponent, digits lost"  # 1.65055E+10
    FLOAT_TAIL = "float tail"  # 16505550100.0
    FORMULA_ERROR = "formula error"  # #NAME?
    APART = "area code in another column"
    LOCAL = "no area code"
    SHORT = "short number"  # 911, 116117: dialled as it is, in no other country
    PLACEHOLDER = "placeholder"  # 0, N/A, (000) 000-0000
    INVALID = "invalid number"
    NO_NUMBER = "no number"


CONDITIONS: tuple[Condition, ...] = tuple(Condition)
CONDITION_CODE: Mapping[Condition, int] = {c: i for i, c in enumerate(CONDITIONS)}

# the export destroyed what the CRM stores: its text is unknown
DESTROYED = frozenset(
    {
        Condition.EXPONENT,
        Condition.DIGITS_LOST,
        Condition.FLOAT_TAIL,
        Condition.FORMULA_ERROR,
    }
)

# a number was meant, and which one cannot be told any more
UNREADABLE = frozenset(
    {
        Condition.DIGITS_LOST,
        Condition.FORMULA_ERROR,
        Condition.LOCAL,
        Condition.INVALID,
    }
)

# the number can be put in the place of the whole cell and nothing is lost
SAFE = frozenset(
    {
        Condition.PLAIN,
        Condition.TRUNK_ZERO,
        Condition.UNUSUAL,
        Condition.LINK,
        Condition.WRAPPED,
        Condition.LOST_PLUS,
        Condition.FOREIGN_PREFIX,
        Condition.LOST_ZERO,
    }
)
